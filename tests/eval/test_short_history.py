from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from eval.peers import UserKnn
from eval.short_history import GOALS, LENGTHS, OURS, SHIPPED, judge, measure, rows, verdicts
from recsys.data.dataset import Dataset
from recsys.data.splits import fold_in, strong
from recsys.models.linear import Linear


def test_user_knn_sums_the_likeness_of_the_nearest_people() -> None:
    likes = csr_matrix(np.array([[1, 1, 0, 0], [1, 0, 1, 1], [0, 0, 0, 1]], np.float32))
    told = csr_matrix(np.array([[1, 0, 0, 0]], np.float32))
    near, far = 1 / np.sqrt(2), 1 / np.sqrt(3)
    np.testing.assert_allclose(UserKnn(9).fit(likes).score_many(told)[0], [near + far, near, far, far])
    np.testing.assert_allclose(UserKnn(1).fit(likes).score_many(told)[0], [near, near, 0, 0])


def test_the_shipped_model_finds_what_it_was_measured_to_find(ml100k: Dataset) -> None:
    """One seed of the table, wide enough for rounding only: a change of the model or of its settings shows here."""
    likes = ml100k.interactions.likes(ml100k.scale)
    people = strong(likes, 42)
    test = fold_in(likes, people.training, people.test, 42)
    ours, peer = Linear().fit(test.train), UserKnn(100).fit(test.train)
    found = {n: judge(ours, test, n)["ndcg"].mean() for n in LENGTHS}
    assert list(found.values()) == pytest.approx([0.2150, 0.2576, 0.2803, 0.3731], abs=0.001)
    assert all(found[n] > judge(peer, test, n)["ndcg"].mean() for n in (3, 5, None))


@pytest.mark.slow
def test_the_goals_are_reached_on_people_the_settings_were_not_chosen_on(ml100k: Dataset) -> None:
    found = measure(ml100k.interactions.likes(ml100k.scale), [42, 43], quick=True)
    assert {row["model"] for row in rows(found)} >= {"popularity", "user-KNN", "EASE", "EDLAE", OURS, SHIPPED}
    said = verdicts(found)
    assert len(said) == len(GOALS)
    assert all(v["low"] <= v["value"] <= v["high"] for v in said)
    assert all(v["value"] > -0.005 for v in said)
