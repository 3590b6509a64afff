"""The splits that rankings are measured on: unseen people in several draws, and the people who came last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix

from recsys.data.dataset import Dataset
from recsys.data.splits import Known, fold_in, newcomers, strong
from recsys.schema import WhyRecError

LENGTHS: tuple[int | None, ...] = (1, 3, 5, 10, None)
"""Likes told; None is all."""
LEAST = 5
"""Likes of a person who takes part."""
PEOPLE, ITEMS = 25, 25
"""The fewest people with so many likes, and the fewest items liked in training, that can be measured."""
BY_TIME = "by time"
MOST = 2000
"""People judged in one split at most: the first of them in the random order of the split, or the first to come."""


@dataclass(frozen=True, slots=True)
class Split:
    """Validation people chosen on and test people judged, each with the likes to fit on for them."""

    name: str
    validation: Known
    test: Known
    unknown: int
    """Likes of the test people that cannot be found, for nobody in training likes the item; they are not hidden."""

    @property
    def by_time(self) -> bool:
        return self.name == BY_TIME


def splits(dataset: Dataset, seeds: Sequence[int], by_time: bool, most: int = MOST) -> Iterator[Split]:
    """Strong generalization, a split a seed, then the split by time if there are times. WhyRecError if there are too
    few people or items."""
    likes = dataset.interactions.likes(dataset.scale)
    counts = np.diff(likes.indptr)
    enough = int((counts >= LEAST).sum())
    if enough < PEOPLE:
        raise WhyRecError(
            f"Ranking cannot be measured on {dataset.name}: {enough} people have at least {LEAST} likes, "
            f"and at least {PEOPLE} such people are needed."
        )
    for seed in seeds:
        people = strong(likes, seed, LEAST)
        validation = fold_in(likes, people.fit, people.validation, seed)
        test = fold_in(likes, people.training, people.test, seed)
        yield _split(dataset, f"strong {seed}", validation, test, likes, most)
    times = like_times(dataset) if by_time else None
    parts = None if times is None else newcomers(times, seeds[0], LEAST)
    if parts is not None:
        yield _split(dataset, BY_TIME, *parts, likes, most)


def like_times(dataset: Dataset) -> csr_matrix | None:
    """When each like was, (people, items) seconds; None unless every like has a time, later than 1970."""
    seen = dataset.interactions
    keep = seen.values(dataset.scale) > 0
    at = seen.timestamp[keep].astype(np.float64)
    if not len(at) or at.min() <= 0:
        return None
    return csr_matrix((at, (seen.user[keep], seen.item[keep])), shape=(len(seen.users), len(seen.items)))


def _split(dataset: Dataset, name: str, validation: Known, test: Known, likes: csr_matrix, most: int) -> Split:
    least = min(len(validation.items), len(test.items))
    if least < ITEMS or not len(validation.people) or not len(test.people):
        raise WhyRecError(
            f"Ranking cannot be measured on {dataset.name}: {least} items are liked by the people who are learned "
            f"from, and at least {ITEMS} such items are needed."
        )
    test = _first(test, most)
    known = int(test.told.nnz + test.hidden.nnz)
    return Split(name, _first(validation, most), test, int(likes[test.people].nnz) - known)


def _first(known: Known, most: int) -> Known:
    """The first so many held-out people."""
    return replace(
        known, told=known.told[:most], hidden=known.hidden[:most], order=known.order[:most], people=known.people[:most]
    )


def said(length: int | None) -> str:
    """A number of likes told, as a word."""
    return "all" if length is None else str(length)
