"""Intervals for shares whose trials come in dialogues, and rows of tables with them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eval.parts import RESAMPLES, Estimate, Row, proportion


def ratio(top: Sequence[float], bottom: Sequence[float], seed: int = 0) -> Estimate:
    """Σ top / Σ bottom over independent dialogues or people with its percentile bootstrap interval, the dialogues drawn
    anew. Where all or nothing was right no draw differs: then Wilson's interval of as many trials as dialogues."""
    above, below = np.asarray(top, dtype=float), np.asarray(bottom, dtype=float)
    keep = below > 0
    above, below = above[keep], below[keep]
    if not len(below):
        return Estimate(None)
    value = float(above.sum() / below.sum())
    if (above == above[0] / below[0] * below).all() and value in (0.0, 1.0):
        bounds = proportion(round(value * len(below)), len(below))
        return Estimate(value, bounds.low, bounds.high)
    drawn = np.random.default_rng(seed).integers(len(below), size=(RESAMPLES, len(below)))
    values = above[drawn].sum(axis=1) / below[drawn].sum(axis=1)
    low, high = np.percentile(values, [2.5, 97.5])
    return Estimate(value, float(low), float(high))


def columns(name: str, found: Estimate) -> Row:
    """A figure and its interval as three columns."""
    return {name: found.value, f"{name} low": found.low, f"{name} high": found.high}


def glance(text: str, at: int = 0, width: int = 72) -> str:
    """A few words of a message around a place, enough to see what went wrong there."""
    start = max(0, min(at - width // 2, len(text) - width))
    before, after = "…" if start else "", "…" if start + width < len(text) else ""
    return f"{before}{' '.join(text[start : start + width].split())}{after}"
