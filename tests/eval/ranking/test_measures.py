from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from eval import metrics
from eval.ranking.measures import BANDS, Judge, best
from recsys.data.catalog import Catalog
from recsys.data.splits import Known
from recsys.models.base import Floats, Rows
from recsys.schema import Item

seeds = st.integers(0, 2**32 - 1)
PEOPLE, ITEMS, LIKED = 6, 60, 50
CATALOG = Catalog(
    tuple(Item(str(n), f"Film {n}", 1990, ("Drama",) if n % 2 else ("Comedy", "War")) for n in range(ITEMS))
)


def known_of(rng: np.random.Generator, train: Floats | None = None) -> Known:
    """Six held-out people, 50 of 60 catalogue rows liked in training."""
    items = np.sort(rng.choice(ITEMS, LIKED, replace=False))
    order = [rng.permutation(LIKED) for _ in range(PEOPLE)]
    told = [columns[: rng.integers(1, 10)] for columns in order]
    hidden = [columns[10 : 10 + rng.integers(1, 30)] for columns in order]
    if train is None:
        train = (rng.random((20, LIKED)) < 0.3).astype(np.float32)
        train[0] = 1
    return Known(csr_matrix(train), _matrix(told), _matrix(hidden), items, tuple(told), np.arange(PEOPLE))


def _matrix(rows: list[Rows]) -> csr_matrix:
    dense = np.zeros((len(rows), LIKED), np.float32)
    for person, columns in enumerate(rows):
        dense[person, columns] = 1
    return csr_matrix(dense)


@given(seed=seeds)
def test_the_librarys_recall_and_ndcg_are_our_own_on_any_lists(seed: int) -> None:
    rng = np.random.default_rng(seed)
    known = known_of(rng)
    scores = rng.random((PEOPLE, LIKED))
    found = Judge(known, CATALOG).accuracy(best(scores, known, 40), (10, 20, 40))
    for k in (10, 20, 40):
        ranked = metrics.top(scores, k, known.told)
        assert found[f"ndcg@{k}"] == pytest.approx(metrics.ndcg(ranked, known.hidden), abs=1e-6)
        assert found[f"recall@{k}"] == pytest.approx(metrics.recall(ranked, known.hidden), abs=1e-6)


@given(seed=seeds)
def test_the_best_items_are_those_of_the_metrics_and_unscored_ones_come_last(seed: int) -> None:
    rng = np.random.default_rng(seed)
    known = known_of(rng)
    scores = rng.integers(0, 9, (PEOPLE, LIKED)).astype(float)
    ranked = best(scores, known, 30)
    np.testing.assert_array_equal(ranked, known.items[metrics.top(scores, 30, known.told)])
    scores[:, :25] = np.nan
    unscored = np.isin(best(scores, known), known.items[:25])
    assert (np.diff(unscored.astype(int), axis=1)[:, : LIKED - 11] >= 0).all()


def test_a_list_that_ends_early_is_padded_and_counts_as_what_it_is() -> None:
    known = known_of(np.random.default_rng(1))
    ranked = best(np.zeros((PEOPLE, LIKED)), known)
    left = LIKED - np.diff(known.told.indptr)
    assert ((ranked >= 0).sum(axis=1) == left).all()
    assert not np.isin(-1, np.sort(ranked, axis=1)[:, -1])
    nothing = Judge(known, CATALOG).accuracy(np.full((PEOPLE, 100), -1))
    assert nothing == {"recall@20": [0.0] * PEOPLE, "ndcg@20": [0.0] * PEOPLE}


def test_novelty_lift_and_tail_go_by_training_likes() -> None:
    train = np.zeros((16, LIKED), np.float32)
    train[:, 0] = 1  # liked by all
    train[:4, 1:10] = 1  # by a quarter; with column 0 the fifth that is liked most
    train[0, 10:] = 1  # by one
    made = known_of(np.random.default_rng(0), train)
    known = Known(made.train, made.told, made.hidden, made.items, (np.array([1]),) * PEOPLE, made.people)
    judge = Judge(known, CATALOG)
    lists = np.full((PEOPLE, 100), -1)
    for person, columns in enumerate([[0], [1], [10], [0, 10], [], [1, 2]]):
        lists[person, : len(columns)] = known.items[columns]
    found = judge.character(lists)
    assert found["novelty"] == [0.0, 2.0, 4.0, 2.0, None, 2.0]
    assert found["popularity lift"] == [3.0, 0.0, -0.75, 1.125, None, 0.0]
    assert found["tail"] == [0.0, 0.0, 1.0, 0.5, None, 0.0]


def test_calibration_is_stecks_divergence_of_the_genres() -> None:
    made = known_of(np.random.default_rng(0))
    drama, mixed = (np.flatnonzero(made.items % 2 == rest) for rest in (1, 0))  # "Drama"; "Comedy" and "War"
    told = (np.array([drama[0], mixed[0]]),) * PEOPLE
    judge = Judge(Known(made.train, made.told, made.hidden, made.items, told, made.people), CATALOG)
    lists = np.full((PEOPLE, 100), -1)
    lists[0, :2] = made.items[[drama[1], mixed[1]]]
    lists[1:, :1] = made.items[drama[1]]
    same, other = judge.character(lists)["calibration"][:2]
    p, q = np.array([0.25, 0.5, 0.25]), np.array([0.0, 1.0, 0.0])
    expected = (p * np.log(p / (0.99 * q + 0.01 * p))).sum()
    assert same == pytest.approx(0.0, abs=1e-9)
    assert other == pytest.approx(expected, abs=1e-6)


def test_bands_of_popularity_part_what_is_hidden() -> None:
    rng = np.random.default_rng(4)
    known = known_of(rng, (rng.random((120, LIKED)) < np.linspace(0.02, 0.9, LIKED)).astype(np.float32))
    judge = Judge(known, CATALOG)
    everything = best(rng.random((PEOPLE, LIKED)), known)
    found = judge.character(everything)
    for band, (least, most) in BANDS.items():
        hides = [bool(((judge.likes[h] >= least) & (judge.likes[h] <= most)).any()) for h in judge.hidden]
        assert found[f"recall@100 {band}"] == [1.0 if any_of else None for any_of in hides]


def test_coverage_has_the_variance_of_leaving_each_person_out() -> None:
    rng = np.random.default_rng(2)
    known = known_of(rng)
    ranked = best(rng.random((PEOPLE, LIKED)), known, 3)
    value, variance = Judge(known, CATALOG).reach(ranked)
    without = [len(np.unique(np.delete(ranked, person, axis=0))) / LIKED for person in range(PEOPLE)]
    assert value == len(np.unique(ranked)) / LIKED
    assert variance == pytest.approx((PEOPLE - 1) * np.var(without))
