from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from recsys.data.dataset import Dataset
from recsys.data.splits import fold_in, newcomers, strong


def likes_of(seed: int) -> csr_matrix:
    return csr_matrix(np.random.default_rng(seed).random((60, 25)) < 0.3, dtype=np.float32)


@given(seed=st.integers(0, 1000))
def test_nobody_is_in_two_parts_and_everyone_with_enough_likes_is_in_one(seed: int) -> None:
    likes = likes_of(seed)
    people = strong(likes, seed)
    together = np.concatenate([people.fit, people.validation, people.test])
    assert sorted(together) == np.flatnonzero(np.diff(likes.indptr) >= 5).tolist()
    assert set(people.training) == set(together) - set(people.test)


@given(seed=st.integers(0, 1000))
def test_what_is_told_and_what_is_hidden_are_the_persons_likes_and_never_the_same(seed: int) -> None:
    likes = likes_of(seed)
    people = strong(likes, seed)
    known = fold_in(likes, people.training, people.test, seed)
    assert known.told.multiply(known.hidden).nnz == 0
    assert (np.diff(known.hidden.indptr) >= 1).all()
    assert (np.diff(known.told.indptr) >= 1).all()
    both = (known.told + known.hidden).toarray()
    expected = likes[people.test][:, known.items].toarray()
    np.testing.assert_array_equal(both, expected[expected.sum(axis=1) >= 2])


def test_the_first_likes_grow_with_their_number_and_end_in_all() -> None:
    likes = likes_of(7)
    people = strong(likes, 7)
    known = fold_in(likes, people.training, people.test, 7)
    one, three, everything = known.first(1), known.first(3), known.first(None)
    assert (one.sum(axis=1) == 1).all()
    assert one.multiply(three).sum() == one.sum()
    np.testing.assert_array_equal(everything.toarray(), known.told.toarray())


def test_the_same_seed_parts_the_same_and_another_seed_otherwise(ml100k: Dataset) -> None:
    likes = ml100k.interactions.likes(ml100k.scale)
    first, again, other = strong(likes, 42), strong(likes, 42), strong(likes, 43)
    np.testing.assert_array_equal(first.test, again.test)
    assert set(first.test) != set(other.test)
    assert len(first.test) == 188
    hidden = fold_in(likes, first.training, first.test, 42).hidden
    assert (hidden != fold_in(likes, first.training, first.test, 42).hidden).nnz == 0


def times_of(seed: int) -> csr_matrix:
    """Every like at its own second, each person's within a stretch of their own."""
    likes, rng = likes_of(seed), np.random.default_rng(seed)
    starts = np.repeat(rng.integers(1, 5000, size=likes.shape[0]), np.diff(likes.indptr))
    return csr_matrix((starts + rng.permutation(likes.nnz) / likes.nnz * 900.0, likes.indices, likes.indptr))


@given(seed=st.integers(0, 1000))
def test_by_time_everything_fitted_on_was_before_anything_told_or_hidden(seed: int) -> None:
    times = times_of(seed)
    parts = newcomers(times, seed)
    assert parts is not None
    for known in parts:
        at = times[known.people][:, known.items].toarray()
        others = np.setdiff1d(np.arange(times.shape[0]), known.people)
        before = (times[others].data < times[known.people].data.min()).sum()
        assert 0 < known.train.nnz <= before
        for row, columns in enumerate(known.order):
            assert (np.diff(at[row, columns]) > 0).all()
            assert at[row, known.hidden[row].indices].min() > at[row, columns].max()
    validation, test = parts
    assert not set(validation.people) & set(test.people)
    last = times[validation.people][:, validation.items].toarray()[(validation.told + validation.hidden).toarray() > 0]
    assert last.max() < times[test.people].data.min()


def test_by_time_there_is_no_split_when_everybody_came_at_once() -> None:
    times = csr_matrix((np.full(likes_of(3).nnz, 7.0), likes_of(3).indices, likes_of(3).indptr))
    assert newcomers(times, 3) is None
