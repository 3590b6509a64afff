"""The deletion metrics on cases computed by hand, and what is provably best on small random ones."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.fidelity.field import Person
from eval.fidelity.methods import METHODS
from eval.fidelity.metrics import Trace, eleven, felt, fixed, places, ranked, steps, trace
from eval.fidelity.rankers import Additive
from recsys.models.base import Floats

FILMS, ITEMS = 5, 12
HISTORY = np.arange(FILMS)


def summing(told: Floats, base: Floats | None = None, sigmoid: bool = False) -> Additive:
    """A ranker to whose scores the films 0, 1, … add the rows of `told`."""
    weights = np.zeros((told.shape[1], told.shape[1]))
    weights[: len(told)] = told
    return Additive("sum", weights, np.zeros(told.shape[1]) if base is None else base, sigmoid=sigmoid)


def person(films: int, items: int, targets: list[int]) -> Person:
    return Person(0, np.arange(films), np.array(targets), np.arange(items) >= films)


TWO = summing(np.array([[0.0, 0.0, 6.0, 1.0, 0.0], [0.0, 0.0, 3.0, 4.0, 0.0]]))
"""Two films speak for three items: 9, 5 and 0 with both, 3, 4, 0 without the first, 6, 1, 0 without the second."""


@pytest.fixture
def followed() -> Trace:
    return trace(TWO, person(2, 5, [2]), np.array([[0, 1]]), everywhere=True)


def test_a_history_goes_in_ten_parts_the_first_ones_larger() -> None:
    assert steps(25).tolist() == [0, 3, 6, 9, 12, 15, 17, 19, 21, 23, 25]
    assert steps(2).tolist() == [0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2]


def test_the_eleven_steps_as_computed_by_hand(followed: Trace) -> None:
    found = {name: values.tolist() for name, values in eleven(followed).items()}
    assert found["DEL"] == [pytest.approx((9 + 3) / 11)]
    assert found["INS"] == [pytest.approx((0 + 6 + 9 * 9) / 11)]
    # Ranks 1, 2, then nothing is known: all three are equal and the earliest item, the explained one, is first.
    assert found["NDCG"] == [pytest.approx((1 + 1 / np.log2(3) + 9) / 11)]
    assert found["POS@1"] == [pytest.approx(10 / 11)]
    assert found["POS@5"] == [1.0]
    assert found["NEG@20"] == [1.0]


def test_without_the_least_explaining_film_the_item_stays_first(followed: Trace) -> None:
    assert followed.rank.tolist() == [[1, 2, 1]]
    assert followed.rank_least.tolist() == [[1] * 11]


def test_fixed_lengths_are_shares_of_the_whole_score(followed: Trace) -> None:
    found = fixed(followed)
    assert found["DEL"].tolist() == [[pytest.approx(3 / 9), 0, 0, 0, 0]]
    assert found["INS"].tolist() == [[pytest.approx(6 / 9), 1, 1, 1, 1]]
    assert found["POS@1"].tolist() == [[0, 1, 1, 1, 1]]


def test_a_person_feels_the_first_film_that_moves_the_pick(followed: Trace) -> None:
    assert felt(followed)["smallest"].tolist() == [1]
    assert felt(followed)["flips"].tolist() == [[1, 1, 1, 1, 1]]


def test_a_pick_that_nothing_moves_takes_more_than_the_whole_history() -> None:
    found = felt(trace(TWO, person(2, 5, [2]), np.array([[1, 0]]), everywhere=True))
    assert found["smallest"].tolist() == [3]
    assert found["flips"].tolist() == [[0, 0, 0, 0, 0]]


def test_of_equal_scores_the_earlier_item_is_ahead_and_the_seen_are_not_ranked() -> None:
    scores = np.array([[9.0, 1.0, 1.0, 1.0]])
    unseen = np.array([False, True, True, True])
    assert [ranked(scores, np.array([t]), unseen)[0] for t in (1, 2, 3)] == [1, 2, 3]


def test_the_most_important_film_has_the_first_place() -> None:
    assert places(np.array([[0.1, 0.9, 0.5, 0.9]])).tolist() == [[3, 0, 2, 1]]


weights = st.lists(
    st.lists(st.floats(-1, 1, width=32), min_size=ITEMS, max_size=ITEMS), min_size=FILMS, max_size=FILMS
).map(np.array)


def _person(ranker: Additive) -> Person:
    unseen = np.arange(ITEMS) >= FILMS
    scores = np.where(unseen, ranker.raw(HISTORY, np.ones((1, FILMS), dtype=bool))[0], -np.inf)
    return Person(0, HISTORY, np.array([int(scores.argmax())]), unseen)


@given(weights, st.booleans())
@settings(max_examples=40, deadline=None)
def test_for_a_sum_no_order_beats_the_contributions_on_del_and_ins(told: Floats, sigmoid: bool) -> None:
    ranker = summing(told, sigmoid=sigmoid)
    one = _person(ranker)
    orders = np.array(list(permutations(range(FILMS))))
    every = Person(0, HISTORY, np.repeat(one.targets, len(orders)), one.unseen)
    tried = eleven(trace(ranker, every, orders))
    ours = eleven(trace(ranker, one, places(ranker.contributions(HISTORY, one.targets).T)))
    assert ours["DEL"][0] <= tried["DEL"].min() + 1e-9
    assert ours["INS"][0] >= tried["INS"].max() - 1e-9


@given(weights)
@settings(max_examples=40, deadline=None)
def test_for_a_sum_no_set_that_moves_the_pick_is_smaller_than_the_one_found(told: Floats) -> None:
    ranker = summing(told)
    one = _person(ranker)
    explain = next(m for m in METHODS if m.name == "smallest set").prepare(ranker, None, 0)  # type: ignore[arg-type]
    assert explain is not None
    found = felt(trace(ranker, one, places(explain(one)), everywhere=True))["smallest"][0]
    least = FILMS + 1
    for size in range(FILMS, 0, -1):
        for gone in combinations(range(FILMS), size):
            left = ~np.isin(HISTORY, gone)
            scores = ranker.raw(HISTORY, left[None, :])[0]
            if (scores[one.unseen] > scores[one.targets[0]] + 1e-9).any():
                least = size
    assert found <= least


@given(weights)
@settings(max_examples=30, deadline=None)
def test_every_order_starts_at_the_whole_and_ends_at_nothing(told: Floats) -> None:
    ranker = summing(told, base=np.linspace(0, 0.1, ITEMS))
    one = _person(ranker)
    rng = np.random.default_rng(0)
    found = trace(ranker, one, places(rng.random((1, FILMS))), everywhere=True)
    whole, nothing = found.left[0, 0], found.left[0, -1]
    assert found.rank[0, 0] == 1
    assert nothing == pytest.approx(ranker.base[one.targets[0]])
    assert found.alone[0, -1] == pytest.approx(whole)
