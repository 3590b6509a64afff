"""Which rating scale some ratings are on, when nobody says."""

from __future__ import annotations

import math

import numpy as np

from recsys.models.base import Floats
from recsys.schema import Scale

FIVE = Scale(1.0, 5.0, 1.0, like=4.0, dislike=2.0)
HALVES = Scale(0.5, 5.0, 0.5, like=4.0, dislike=2.0)
_COMMON = (
    FIVE,
    HALVES,
    Scale(1.0, 10.0, 1.0, like=8.0, dislike=4.0),
    Scale(0.0, 10.0, 0.5, like=7.5, dislike=4.0),
    Scale(0.0, 100.0, 1.0, like=75.0, dislike=40.0),
)
_ENOUGH = 0.99
"""The share of ratings that must lie on a scale; the rest are mistakes to be reported, not a wider scale."""


def infer(ratings: Floats) -> Scale | None:
    """The narrowest common scale nearly all ratings lie on; None if they are counts or something else.

    `ratings` has shape (n,); nan is ignored. Two values, such as 0 and 1 or -1 and 1, make a scale of thumbs.
    """
    known = ratings[np.isfinite(ratings)]
    if not len(known):
        return None
    values = np.unique(known)
    if len(values) <= 2 and values.max() <= 1:
        low, high = min(float(values.min()), 0.0), 1.0
        return Scale(low, high, high - low, like=high, dislike=low)
    for scale in _COMMON:
        steps = (known - scale.minimum) / scale.step
        on = (known >= scale.minimum) & (known <= scale.maximum) & (np.abs(steps - np.round(steps)) < 1e-6)
        if on.mean() >= _ENOUGH:
            return scale
    return None


def given(fields: dict[str, float]) -> Scale:
    """A scale from what a user says of it; like and dislike are at three quarters and one quarter unless said.

    ValueError, in words, if it cannot be a scale.
    """
    unknown = set(fields) - {"minimum", "maximum", "step", "like", "dislike"}
    if unknown:
        raise ValueError(f"a scale has minimum, maximum, step, like and dislike, not {', '.join(sorted(unknown))}")
    low, high = float(fields.get("minimum", 1.0)), float(fields.get("maximum", 5.0))
    step = float(fields.get("step", 1.0))
    if not (math.isfinite(low) and math.isfinite(high) and low < high and 0 < step <= high - low):
        raise ValueError(f"a scale from {low:g} to {high:g} in steps of {step:g} cannot be")
    like = float(fields.get("like", low + math.ceil(0.75 * (high - low) / step) * step))
    dislike = float(fields.get("dislike", low + math.floor(0.25 * (high - low) / step) * step))
    if not low <= dislike < like <= high:
        raise ValueError(f"dislike ({dislike:g}) must be below like ({like:g}) and both on the scale")
    return Scale(low, high, step, like, dislike)
