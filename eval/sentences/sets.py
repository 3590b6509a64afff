"""What becomes of a pick when a set of films is struck, on the live pipeline with everything it does."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from eval.sentences.case import Case
from recsys.explain.receipts import FELT
from recsys.models.base import Floats
from recsys.pipeline import Pipeline
from recsys.schema import ItemId

DRAWS = 3
"""Random sets that are averaged."""
SETS = ("named", "random", "most similar", "exact", "greedy")
MEASURES = ("felt", "places", "leaves the ten", "DEL", "INS", "NDCG")

Films = tuple[ItemId, ...]
Outcome = dict[str, float]


class Struck:
    """One pick of one person under deletion."""

    def __init__(self, pipeline: Pipeline, case: Case, likes: Floats) -> None:
        """`likes` (items,): the cosine of each film with the pick over the people who like both."""
        self._pipeline, self._case, self._likeness = pipeline, case, likes
        self._row = pipeline.catalog.row(case.item)
        self._order = pipeline.order(case.profile)
        self._score = self._scored(())
        history = pipeline.history(case.profile)
        self._films = [pipeline.catalog.item(int(row)).id for row in history.rows]
        columns = pipeline.catalog.rows(self._order)
        self._given = np.asarray(pipeline.contributions(case.profile, columns), dtype=np.float64)
        self._scores = np.asarray(pipeline.scores_all(case.profile), dtype=np.float64)[columns]

    def compared(self, named: Films) -> dict[str, Outcome]:
        """The outcome of the named set and of sets of its length chosen otherwise."""
        n = len(named)
        rng = np.random.default_rng(len(self._films))
        random = [self.outcome(tuple(rng.choice(self._case.likes, n, replace=False))) for _ in range(DRAWS)]
        return {
            "named": self.outcome(named),
            "random": {name: float(np.mean([one[name] for one in random])) for name in MEASURES},
            "most similar": self.outcome(self.similar(n)),
            "exact": self.outcome(self.exact(n)),
            "greedy": self.outcome(self.greedy(n)),
        }

    def outcome(self, films: Films) -> Outcome:
        """`felt`: it falls FELT places or more; DEL and INS: the score without the set, and with nothing else, as
        shares of the whole score; NDCG: 1/log2(rank + 1) without the set, as a share of what it is."""
        after = self._pipeline.order(self._case.profile.without(films)) if films else self._order
        before, rank = self._rank(self._order), self._rank(after)
        return {
            "felt": float(rank - before >= FELT),
            "places": float(rank - before),
            "leaves the ten": float(before <= 10 < rank),
            "DEL": self._scored(films) / self._score,
            "INS": self._scored(tuple(set(self._films) - set(films))) / self._score,
            "NDCG": float(np.log2(before + 1) / np.log2(rank + 1)),
        }

    def _rank(self, order: tuple[ItemId, ...]) -> int:
        """1-based; of an item that is no candidate, the place behind the last."""
        return order.index(self._case.item) + 1 if self._case.item in order else len(order) + 1

    def _scored(self, films: Iterable[ItemId]) -> float:
        return float(self._pipeline.scores_all(self._case.profile.without(films))[self._row])

    def similar(self, n: int) -> Films:
        """The likes most liked by the people who like the pick."""
        rows = self._pipeline.catalog.rows(self._case.likes)
        return tuple(self._case.likes[i] for i in np.argsort(-self._likeness[rows], kind="stable")[:n])

    def exact(self, n: int) -> Films:
        """Those that add most to the score."""
        own = self._given[:, self._order.index(self._case.item)]
        return tuple(self._films[i] for i in np.argsort(-own, kind="stable")[:n])

    def greedy(self, n: int) -> Films:
        """One after the other the film that lets most rivals pass, and brings the next one nearest."""
        target = self._order.index(self._case.item)
        lead = self._scores[target] - np.delete(self._scores, target)
        lost = self._given[:, [target]] - np.delete(self._given, target, axis=1)
        found: list[int] = []
        for _ in range(min(n, len(self._films))):
            leads = lead - lost
            leads[found] = np.inf
            nearest = np.where(leads >= 0, leads, np.inf).min(axis=1)
            best = int(np.lexsort((nearest, (leads >= 0).sum(axis=1)))[0])
            found.append(best)
            lead = lead - lost[best]
        return tuple(self._films[i] for i in found)


def likeness(pipeline: Pipeline, item: ItemId) -> Floats:
    """The cosine of each film with the item over the people of the data set; (items,)."""
    likes = pipeline.dataset.interactions.likes(pipeline.dataset.scale).tocsc()
    row = pipeline.catalog.row(item)
    counts = np.asarray(likes.sum(axis=0)).ravel()
    together = np.asarray((likes.T @ likes[:, [row]]).toarray()).ravel()
    return together / np.sqrt(np.maximum(counts * counts[row], 1))
