"""Telling a rating scale from the ratings."""

from __future__ import annotations

import numpy as np
import pytest

from recsys.data.scales import FIVE, HALVES, given, infer


def test_common_scales_are_recognised() -> None:
    assert infer(np.array([1.0, 3, 4, 5, np.nan])) == FIVE
    assert infer(np.array([3.0, 4])) == FIVE
    assert infer(np.array([0.5, 3, 4.5])) == HALVES
    ten = infer(np.arange(1.0, 11))
    assert ten is not None
    assert (ten.minimum, ten.maximum, ten.like) == (1, 10, 8)


def test_a_few_mistakes_do_not_stretch_the_scale() -> None:
    assert infer(np.array([1.0, 2, 3, 4, 5] * 100 + [11.0])) == FIVE


def test_thumbs_are_a_scale_of_two() -> None:
    for low in (0.0, -1.0):
        scale = infer(np.array([low, 1.0, 1.0]))
        assert scale is not None
        assert (scale.verdict(1.0), scale.verdict(low)) == ("liked", "disliked")


def test_counts_and_nothing_are_no_scale() -> None:
    assert infer(np.array([13883.0, 11690, 1, 2])) is None
    assert infer(np.array([np.nan])) is None
    assert infer(np.array([])) is None


def test_a_scale_said_in_part_gets_sensible_likes() -> None:
    assert given({}) == FIVE
    ten = given({"maximum": 10})
    assert (ten.like, ten.dislike) == (8, 3)
    assert given({"minimum": 0, "maximum": 100}).like == 75


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"minimum": 5, "maximum": 1}, "from 5 to 1"),
        ({"step": 0}, "steps of 0"),
        ({"like": 2, "dislike": 3}, "must be below like"),
        ({"top": 5}, "not top"),
        ({"maximum": float("nan")}, "cannot be"),
    ],
)
def test_a_scale_that_cannot_be_is_told(fields: dict[str, float], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        given(fields)
