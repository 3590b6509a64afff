"""From values by person to figures with intervals. A person judged in several splits is drawn once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from eval.parts import RESAMPLES, Estimate, Row
from recsys.models.base import Floats, Rows

Values = Sequence[float | None]


class Draws:
    """2,000 times as many people as there are, drawn with replacement. Every figure is of the same draws, so
    differences and ratios of two rows are paired."""

    def __init__(self, people: Rows, seed: int = 0) -> None:
        """`people` (n,) says whom each value is of; the values of one person stay together."""
        names, self._of = np.unique(people, return_inverse=True)
        chances = np.full(len(names), 1 / len(names))
        drawn = np.random.default_rng(seed).multinomial(len(names), chances, size=RESAMPLES)
        self._times = drawn.astype(np.float32)

    def mean(self, values: Values) -> Estimate:
        """The mean of the values that are there."""
        found = _array(values)
        return self._ratio(np.nan_to_num(found), np.isfinite(found).astype(float))

    def difference(self, ours: Values, theirs: Values) -> Estimate:
        """The mean of what we have more, person by person."""
        return self.mean((_array(ours) - _array(theirs)).tolist())

    def ratio(self, ours: Values, theirs: Values) -> Estimate:
        """The mean of ours over the mean of theirs."""
        return self._ratio(_array(ours), _array(theirs))

    def _ratio(self, above: Floats, below: Floats) -> Estimate:
        a, b = (np.bincount(self._of, weights=values) for values in (above, below))
        if not b.sum():
            return Estimate(None)
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn = (self._times @ a) / (self._times @ b)
        low, high = np.nanquantile(drawn, [0.025, 0.975])
        return Estimate(float(a.sum() / b.sum()), float(low), float(high))


def mean_of(parts: Sequence[tuple[float, float]]) -> Estimate:
    """The mean of independent figures, each with its variance."""
    value, spread = np.mean([v for v, _ in parts]), np.sqrt(sum(v for _, v in parts)) / len(parts)
    return Estimate(float(value), float(value - 1.96 * spread), float(value + 1.96 * spread))


def cells(figures: Mapping[str, Estimate]) -> Row:
    """Each figure with its interval: three columns."""
    row: dict[str, Any] = {}
    for name, found in figures.items():
        row |= {name: found.value, f"{name} low": found.low, f"{name} high": found.high}
    return row


def reading(found: Estimate) -> str:
    """What an interval of a difference says."""
    if found.value is None or found.low is None or found.high is None:
        return "not measured"
    return "better" if found.low > 0 else "worse" if found.high < 0 else "tie"


def _array(values: Values) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=float)
