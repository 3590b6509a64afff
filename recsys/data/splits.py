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
    items = np.flatnonzero(np.asarray(likes[training].sum(axis=0)).ravel())
    vocabulary = likes[:, items].tocsr()
    told, hidden = [], []
    for columns in _shuffled(vocabulary, people, seed):
        if len(columns) >= 2:
            n_hidden = max(1, round(hide * len(columns)))
            hidden.append(columns[:n_hidden])
            told.append(columns[n_hidden:])
    shape = (len(told), len(items))
    return Known(vocabulary[training], _matrix(told, shape), _matrix(hidden, shape), items, tuple(told))


def _shuffled(likes: csr_matrix, people: Codes, seed: int) -> Iterator[Rows]:
    for person in people:
        columns = np.sort(likes.indices[likes.indptr[person] : likes.indptr[person + 1]])
        yield np.random.default_rng([seed, int(person)]).permutation(columns).astype(np.int64)


def _matrix(rows: list[Rows], shape: tuple[int, int]) -> csr_matrix:
    people = np.repeat(np.arange(len(rows)), [len(r) for r in rows])
    columns = np.concatenate(rows) if rows else np.zeros(0, np.int64)
    return csr_matrix((np.ones(len(columns), np.float32), (people, columns)), shape=shape)
