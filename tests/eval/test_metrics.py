from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.metrics import ndcg_score

from eval.metrics import coverage, ndcg, recall, top

seeds = st.integers(0, 2**32 - 1)


def someone(seed: int, people: int = 5, items: int = 30) -> tuple[np.ndarray, csr_matrix]:
    rng = np.random.default_rng(seed)
    relevant = (rng.random((people, items)) < 0.2).astype(np.float32)
    relevant[:, 0] = 1
    return rng.permuted(np.tile(np.arange(items, dtype=float), (people, 1)), axis=1), csr_matrix(relevant)


@given(seed=seeds)
def test_ndcg_is_that_of_scikit_learn(seed: int) -> None:
    scores, relevant = someone(seed)
    ours = ndcg(top(scores, 10), relevant).mean()
    assert ours == pytest.approx(ndcg_score(relevant.toarray(), scores, k=10))


@given(seed=seeds)
def test_recall_counts_hits_over_what_a_list_of_that_length_could_hold(seed: int) -> None:
    scores, relevant = someone(seed)
    for row, value in enumerate(recall(top(scores, 5), relevant)):
        best = set(np.argsort(-scores[row])[:5])
        wanted = set(relevant[row].indices)
        assert value == pytest.approx(len(best & wanted) / min(5, len(wanted)))


def test_what_is_told_is_never_ranked_and_ties_go_to_the_first() -> None:
    told = csr_matrix(np.array([[0, 1, 0, 0]], np.float32))
    assert top(np.array([[1.0, 9.0, 1.0, 2.0]]), 3, told).tolist() == [[3, 0, 2]]


def test_ranking_more_than_there_is_left_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer than 3"):
        top(np.zeros((1, 3)), 3, csr_matrix(np.array([[1, 0, 0]], np.float32)))


def test_coverage_is_the_share_of_items_anyone_is_shown() -> None:
    assert coverage(np.array([[0, 1], [1, 2]]), 6) == 0.5
