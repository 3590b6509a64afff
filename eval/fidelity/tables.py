"""Rows with intervals, made of one value a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from eval.parts import RESAMPLES, Estimate, Row
from recsys.models.base import Floats


def means(values: npt.ArrayLike, seed: int = 0) -> list[Estimate]:
    """The mean of each column of (people, columns) with its bootstrap interval over people, all columns at once."""
    sample = np.asarray(values, dtype=np.float64)
    if sample.ndim == 1:
        sample = sample[:, None]
    n = len(sample)
    times = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    low, high = np.quantile(times @ sample / n, [0.025, 0.975], axis=0)
    return [Estimate(*map(float, found)) for found in zip(sample.mean(axis=0), low, high, strict=True)]


def with_intervals(columns: Mapping[str, Sequence[float] | Floats]) -> Row:
    """A row of means: each column by its name, and its interval as "… low" and "… high"."""
    row: Row = {}
    for name, found in zip(columns, means(np.column_stack(list(columns.values()))), strict=True):
        row |= interval(name, found)
    return row


def interval(name: str, found: Estimate) -> Row:
    """One figure as three cells."""
    return {name: found.value, f"{name} low": found.low, f"{name} high": found.high}


def apart(ours: npt.ArrayLike, theirs: npt.ArrayLike) -> Estimate:
    """How much larger ours is, person by person."""
    difference: Floats = np.asarray(ours, dtype=np.float64) - np.asarray(theirs, dtype=np.float64)
    return means(difference)[0]
