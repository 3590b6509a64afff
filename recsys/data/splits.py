"""How people are parted for evaluation, so that nobody is judged on what the fit has seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from recsys.models.base import Rows

Codes = npt.NDArray[np.int64]
"""Rows of a (people, items) matrix."""


@dataclass(frozen=True, slots=True)
class People:
    """Strong generalization: disjoint sets of people. Hyper-parameters are chosen by fitting on `fit` and looking at
    `validation`; the final fit is on both, `training`, and is judged on `test`."""

    fit: Codes
    validation: Codes
    test: Codes

    @property
    def training(self) -> Codes:
        return np.concatenate([self.fit, self.validation])


@dataclass(frozen=True, slots=True)
class Known:
    """Held-out people with part of their likes told and the rest hidden, over the items liked in training."""

    train: csr_matrix
    """(people, items) likes to fit on, items without a training like left out."""
    told: csr_matrix
    """(held-out people, items) likes that may be folded in; never to be ranked."""
    hidden: csr_matrix
    """(held-out people, items) likes to be found; every row has at least one, as has `told`."""
    items: Rows
    """(items,) the catalogue row of each column."""
    order: tuple[Rows, ...]
    """The columns of `told`, one array a person, in the order in which they are told."""
    people: Codes
    """(held-out people,) the row of each person in the whole matrix."""

    def first(self, likes: int | None) -> csr_matrix:
        """`told` cut to each person's first so many likes; None is all."""
        rows = [columns[:likes] for columns in self.order]
        ends = np.cumsum([0, *map(len, rows)])
        flat = np.concatenate(rows)
        return csr_matrix((np.ones(len(flat), np.float32), flat, ends), shape=self.told.shape)


def strong(likes: csr_matrix, seed: int, least: int = 5, held_out: float = 0.2) -> People:
    """People with at least `least` likes in random order: a share for test, the same of the rest for validation."""
    people = np.random.default_rng(seed).permutation(np.flatnonzero(np.diff(likes.indptr) >= least))
    n_test = round(held_out * len(people))
    n_validation = round(held_out * (len(people) - n_test))
    return People(
        fit=people[n_test + n_validation :],
        validation=people[n_test : n_test + n_validation],
        test=people[:n_test],
    )


def fold_in(likes: csr_matrix, training: Codes, people: Codes, seed: int, hide: float = 0.2) -> Known:
    """Hide a random share of each held-out person's likes (at least one); the others are told in random order.

    Items nobody in training likes are left out; a person with fewer than two likes after that is left out.
    """
    items = _liked(likes[training])
    vocabulary = likes[:, items].tocsr()
    parts = {}
    for person, columns in zip(people.tolist(), _shuffled(vocabulary, people, seed), strict=True):
        n_hidden = _hidden(columns, hide)
        parts[person] = columns[n_hidden:], columns[:n_hidden]
    return _known(vocabulary[training], items, parts)


def newcomers(
    times: csr_matrix, seed: int, least: int = 5, held_out: float = 0.2, hide: float = 0.2
) -> tuple[Known, Known] | None:
    """Split by time, for validation and for test: who came last is judged by a fit on what all others had liked until
    the first of them came. They tell their likes in the order of time and hide the latest.

    `times` (people, items) holds when each like was, in seconds, and nothing else; equal times are in random order.
    Validation people are those who came last before the test people, and end where the test begins. None if nobody is
    left to fit on or to judge.
    """
    enough = np.flatnonzero(np.diff(times.indptr) >= least)
    came = np.array([times.data[times.indptr[p] : times.indptr[p + 1]].min() for p in enough])
    people = enough[np.lexsort((np.random.default_rng(seed).permutation(len(enough)), came))]
    came = np.sort(came)
    n_test = round(held_out * len(people))
    n_validation = round(held_out * (len(people) - n_test))
    last = len(people) - n_test
    parts = [(last - n_validation, last, came[last]), (last, len(people), np.inf)] if n_test and n_validation else []
    found = [
        _since(times, people[:start], people[start:stop], came[start], end, seed, hide) for start, stop, end in parts
    ]
    return (found[0], found[1]) if found and all(known.train.nnz and len(known.people) for known in found) else None


def _since(
    times: csr_matrix, training: Codes, people: Codes, start: float, end: float, seed: int, hide: float
) -> Known:
    """What the training people liked before `start`, and the likes of the others before `end`."""
    before = csr_matrix(times[training])
    before.data = (before.data < start).astype(np.float32)
    before.eliminate_zeros()
    items = _liked(before)
    later = times[:, items].tocsr()
    parts = {}
    for person in people.tolist():
        where = slice(later.indptr[person], later.indptr[person + 1])
        columns, at = later.indices[where].astype(np.int64), later.data[where]
        order = np.lexsort((np.random.default_rng([seed, person]).permutation(len(at)), at))
        columns = columns[order][at[order] < end]
        n_told = len(columns) - _hidden(columns, hide)
        parts[person] = columns[:n_told], columns[n_told:]
    return _known(before[:, items].tocsr().astype(np.float32), items, parts)


def _known(train: csr_matrix, items: Rows, parts: dict[int, tuple[Rows, Rows]]) -> Known:
    """Everybody who has something to tell and something to hide."""
    kept = {person: part for person, part in parts.items() if min(map(len, part))}
    told, hidden = [part[0] for part in kept.values()], [part[1] for part in kept.values()]
    shape = (len(kept), len(items))
    people = np.array(list(kept), dtype=np.int64)
    return Known(train, _matrix(told, shape), _matrix(hidden, shape), items, tuple(told), people)


def _hidden(columns: Rows, hide: float) -> int:
    """How many of a person's likes are hidden: at least one."""
    return max(1, round(hide * len(columns)))


def _liked(likes: csr_matrix) -> Rows:
    return np.flatnonzero(np.asarray(likes.sum(axis=0)).ravel())


def _shuffled(likes: csr_matrix, people: Codes, seed: int) -> Iterator[Rows]:
    for person in people:
        columns = np.sort(likes.indices[likes.indptr[person] : likes.indptr[person + 1]])
        yield np.random.default_rng([seed, int(person)]).permutation(columns).astype(np.int64)


def _matrix(rows: list[Rows], shape: tuple[int, int]) -> csr_matrix:
    people = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
    columns = np.concatenate(rows) if rows else np.zeros(0, np.int64)
    return csr_matrix((np.ones(len(columns), np.float32), (people, columns)), shape=shape)
