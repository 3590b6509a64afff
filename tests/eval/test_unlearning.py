from __future__ import annotations

import numpy as np

from eval.unlearning import made_up, measure


def test_forgetting_is_exact_and_measured_for_few_and_many_likes() -> None:
    found = measure(made_up(items=300, people=400, median=10), "float64")
    assert found[1].likes <= found[0].likes < found[2].likes
    assert all(f.relative < 1e-10 for f in found)
    assert all(f.remove_s > 0 and f.refit_s > 0 for f in found)


def test_single_precision_forgets_to_a_ten_thousandth_and_says_so() -> None:
    found = measure(made_up(items=300, people=400, median=10), "float32", refits=1)
    assert found[0].relative < 1e-4
    assert np.isnan(found[1].relative)


def test_made_up_likes_are_as_asked_for() -> None:
    likes = made_up(items=1000, people=2000, median=20)
    counts = np.diff(likes.indptr)
    assert likes.shape == (2000, 1000)
    assert set(likes.data) == {1.0}
    assert 15 <= np.median(counts) <= 20
    assert likes[:, :10].sum() > 5 * likes[:, -10:].sum()
