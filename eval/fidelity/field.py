"""The field's split and its explained items: who is explained, and which of their recommendations.

Barkan et al., "A Counterfactual Framework for Learning and Evaluating Explanations for Recommender Systems" (WWW
2024), as in its code: people and items with fewer than two likes are dropped until none is left, a fifth of the people
is held out, and the explained item is the best one outside the history.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from eval.fidelity.rankers import Ranker
from recsys.models.base import Rows
from recsys.schema import WhyRecError

SPLIT = 42
"""Seed of the field's split."""
HELD_OUT = 0.2
LEAST = 2
"""Likes a person or an item has at least."""
FEWEST = 20
"""Test people and items below which nothing can be said."""
TOP = 10
"""Items of a list that are explained."""

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Field:
    """Likes of the training people and the histories of the test people, over the same items."""

    train: csr_matrix
    """(people, items) of 1."""
    test: tuple[Rows, ...]
    """The liked columns of each test person."""
    likes: csr_matrix
    """(people, items), training and test people alike."""
    test_people: Rows
    """Rows of `likes` that are tested, as in `test`."""
    train_people: Rows


@dataclass(frozen=True)
class Person:
    """One test person under one ranker, with the items to explain."""

    number: int
    """Place in `Field.test`."""
    rows: Rows
    """(h,) the history."""
    targets: Rows
    """(t,) the items to explain, best first."""
    unseen: Bools
    """(items,) what can be ranked."""


def split(likes: csr_matrix, seed: int = SPLIT) -> Field:
    """The field's split of (people, items) likes. WhyRecError if too little is left of them."""
    kept = dropped(likes)
    order = np.random.default_rng(seed).permutation(kept.shape[0])
    n_test = round(HELD_OUT * kept.shape[0])
    if n_test < FEWEST or kept.shape[1] < FEWEST:
        raise WhyRecError(
            f"This data set is too small for the split: of its people and items with two likes or more "
            f"{kept.shape[0]} people and {kept.shape[1]} items are left, and {5 * FEWEST} and {FEWEST} are needed."
        )
    test, train = order[:n_test].astype(np.int64), order[n_test:].astype(np.int64)
    return Field(kept[train], tuple(_row(kept, p) for p in test), kept, test, train)


def dropped(likes: csr_matrix) -> csr_matrix:
    """The likes without people and items that have fewer than LEAST, dropped until none is left."""
    likes = csr_matrix(likes, dtype=np.float32)
    while True:
        people, items = (np.asarray((likes > 0).sum(axis=a)).ravel() >= LEAST for a in (1, 0))
        if people.all() and items.all():
            return likes
        likes = csr_matrix(likes[people][:, items])


def explained(ranker: Ranker, field: Field, count: int) -> list[Person]:
    """The first `count` test people with the TOP best of their unseen items; fewer where fewer are unseen."""
    found = []
    for number, rows in enumerate(field.test[:count]):
        unseen = np.ones(ranker.n_items, dtype=bool)
        unseen[rows] = False
        scores = np.where(unseen, ranker.raw(rows, np.ones((1, len(rows)), dtype=bool))[0], -np.inf)
        targets = np.argsort(-scores, kind="stable")[: min(TOP, int(unseen.sum()))]
        found.append(Person(number, rows, targets.astype(np.int64), unseen))
    return found


def _row(likes: csr_matrix, person: int) -> Rows:
    return np.sort(likes.indices[likes.indptr[person] : likes.indptr[person + 1]]).astype(np.int64)
