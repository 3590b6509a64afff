"""Explanations made for ranks: which films must go for an item to fall, rather than what adds to its score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from eval.fidelity.field import Field, Person
from eval.fidelity.rankers import Ranker
from recsys.models.base import Floats, Rows

if TYPE_CHECKING:
    from eval.fidelity.methods import Explain

ALONE, PARTS = 5, 40
"""Films that are searched for one by one; after those a fortieth of the history is taken at a time."""
WATCHED = 200
"""Rivals whose places the search watches: those behind them hardly come first."""
ACCENT_RIVALS = 10
"""Next items that may take the place of the explained one (k of the paper)."""


def greedy(ranker: Ranker, field: Field, seed: int) -> Explain:
    """Again and again the film whose loss costs the item most places; of equals the one that brings the next rival
    nearest."""
    return lambda person: np.stack([_greedy(ranker, person, int(target), []) for target in person.targets])


def _greedy(ranker: Ranker, person: Person, target: int, first: Sequence[int]) -> Floats:
    """Importances (h,) of an order that begins with the films `first`."""
    h = len(person.rows)
    columns = np.append(_next(ranker, person, WATCHED), target)
    columns = np.append(columns[columns != target], target)
    importance, known = np.zeros(h), np.ones(h, dtype=bool)
    importance[first], known[first] = h - np.arange(len(first)), False
    stops = {*range(1, min(ALONE, h) + 1), *np.cumsum([len(part) for part in np.array_split(np.arange(h), PARTS)])}
    for stop in sorted(int(n) for n in stops if n > len(first)):
        left = np.flatnonzero(known)
        masks = np.repeat(known[None, :], len(left), axis=0)
        masks[np.arange(len(left)), left] = False
        scores = ranker.raw(person.rows, masks, columns)
        lead = scores[:, [-1]] - scores[:, :-1]
        """(films left, rivals): by how much the target is ahead."""
        behind = np.where(lead >= 0, lead, np.inf).min(axis=1)
        cost = np.lexsort((left, behind, (lead >= 0).sum(axis=1)))
        taken = left[cost[: stop - int(h - known.sum())]]
        importance[taken] = h - np.arange(h - known.sum(), stop)
        known[taken] = False
    return importance


def _next(ranker: Ranker, person: Person, count: int) -> Rows:
    """The best unseen items, best first."""
    scores = ranker.raw(person.rows, np.ones((1, len(person.rows)), dtype=bool))[0]
    order = np.argsort(-np.where(person.unseen, scores, -np.inf), kind="stable")
    return order[: min(count, int(person.unseen.sum()))]


def accent(ranker: Ranker, field: Field, seed: int) -> Explain:
    """Tran et al., "Counterfactual Explanations for Neural Recommenders" (SIGIR 2021): the smallest set after which
    one of the next ten items is ahead, as the influences of single films on the gap between the two foretell."""

    def explain(person: Person) -> Floats:
        return np.stack([lost for lost, _ in _passed(ranker, person, ACCENT_RIVALS)])

    return explain


def smallest(ranker: Ranker, field: Field, seed: int) -> Explain:
    """The same set over every unseen item as a rival, then on by greedy search. For a sum over the history no smaller
    set moves the item."""

    def explain(person: Person) -> Floats:
        sets = (np.argsort(-lost, kind="stable")[:size] for lost, size in _passed(ranker, person, ranker.n_items))
        return np.stack(
            [_greedy(ranker, person, int(t), s.tolist()) for t, s in zip(person.targets, sets, strict=True)]
        )

    return explain


def _passed(ranker: Ranker, person: Person, count: int) -> Iterator[tuple[Floats, int]]:
    """For each item to explain: what its lead over one of the next `count` items loses by each film (h,), and how many
    films it takes for that rival to pass it; the rival is the one for which they are fewest."""
    h = len(person.rows)
    ranking = _next(ranker, person, ranker.n_items)
    masks = np.concatenate([np.ones((1, h), dtype=bool), ~np.eye(h, dtype=bool)])
    scores = ranker.raw(person.rows, masks)
    influence = scores[0] - scores[1:]
    for target in person.targets:
        place = int(np.flatnonzero(ranking == target)[0])
        against = ranking[place + 1 : place + 1 + count]
        if not len(against):
            yield influence[:, target], 0
            continue
        lead = scores[0, target] - scores[0, against]
        lost = influence[:, [target]] - influence[:, against]
        left = lead + np.cumsum(np.sort(-lost, axis=0), axis=0)
        """(h, rivals): the lead after the best films for each rival are gone, one more a row."""
        passed = left < 0
        size = np.where(passed.any(axis=0), passed.argmax(axis=0) + 1, h + 1)
        after = np.where(size <= h, left[np.minimum(size, h) - 1, np.arange(len(against))], lead)
        rival = np.lexsort((after, size))[0]
        yield lost[:, rival], int(size[rival]) if size[rival] <= h else 0
