from __future__ import annotations

import numpy as np
import pytest

from eval.parts import Estimate, bootstrap
from eval.ranking.figures import Draws, mean_of, reading


def test_the_interval_is_the_bootstraps_where_everybody_has_one_value() -> None:
    values = np.random.default_rng(0).gamma(1.0, size=300)
    ours, other = Draws(np.arange(300)).mean(values.tolist()), bootstrap(values.tolist())
    assert ours.value == pytest.approx(other.value)
    assert ours[1:] == pytest.approx(other[1:], abs=0.01)


def test_asking_the_same_people_five_times_makes_nothing_surer() -> None:
    values = np.random.default_rng(0).random(200)
    once = Draws(np.arange(200)).mean(values.tolist())
    often = Draws(np.tile(np.arange(200), 5)).mean(np.tile(values, 5).tolist())
    assert often == pytest.approx(once)


def test_people_of_whom_nothing_is_said_do_not_count() -> None:
    found = Draws(np.arange(4)).mean([None, 1.0, 3.0, None])
    assert found.value == 2.0
    assert Draws(np.arange(2)).mean([None, None]) == Estimate(None)


def test_a_steady_difference_is_sure_however_much_people_differ() -> None:
    theirs = np.random.default_rng(0).random(100)
    draws = Draws(np.arange(100))
    found = draws.difference((theirs + 0.01).tolist(), theirs.tolist())
    assert found == pytest.approx((0.01, 0.01, 0.01))
    assert draws.ratio((theirs * 0.98).tolist(), theirs.tolist()) == pytest.approx((0.98, 0.98, 0.98))
    assert reading(found) == "better"


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (Estimate(0.1, 0.01, 0.2), "better"),
        (Estimate(0.1, -0.01, 0.2), "tie"),
        (Estimate(-0.1, -0.2, -0.01), "worse"),
        (Estimate(None), "not measured"),
    ],
)
def test_a_difference_is_more_than_chance_only_if_its_interval_leaves_zero(found: Estimate, told: str) -> None:
    assert reading(found) == told


def test_the_mean_of_several_figures_is_surer_than_each() -> None:
    one, four = mean_of([(0.2, 0.01)]), mean_of([(0.2, 0.01)] * 4)
    assert one == pytest.approx((0.2, 0.004, 0.396))
    assert four == pytest.approx((0.2, 0.102, 0.298))
