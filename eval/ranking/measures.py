"""What a list is worth to each person. Accuracy is the library ir-measures' (trec_eval's own code); the rest is short.

Novelty is the mean self-information, -log2 of the share of training people who like the item (Vargas and Castells,
RecSys 2011). Calibration is KL(p ‖ 0.99 q + 0.01 p) in nats between the genres of what a person likes and those of the
list, an item's weight spread evenly over its genres (Steck, RecSys 2018). Popularity lift is how much more popular the
list is on average than what the person likes (Abdollahpouri et al., RMSE 2019), tail the share of the list that is
outside the fifth of the items that is liked most.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import ir_measures
import numpy as np
import numpy.typing as npt
from ir_measures import R, nDCG

from recsys.data.catalog import Catalog
from recsys.data.splits import Known
from recsys.models.base import Floats, Rows

LONG, SHORT = 100, 20
"""Lengths of a list: the longest looked at, and the one shown."""
SKEW = 0.01
"""How much of p is mixed into q, so that a genre that is missing does not make the divergence infinite."""
HEAD = 0.2
RARE, KNOWN = 10, 50
"""Most training likes of an item that is cold, and of one that is neither cold nor well known."""
BANDS = {f"1–{RARE}": (1, RARE), f"{RARE + 1}–{KNOWN}": (RARE + 1, KNOWN), f"over {KNOWN}": (KNOWN + 1, np.inf)}

Values = dict[str, list[float | None]]
"""By measure, one value a person; None where it says nothing of them."""


@dataclass(frozen=True)
class Judge:
    """Judges lists of catalogue rows (people, at most 100), best first, ended by -1."""

    known: Known
    catalog: Catalog

    @cached_property
    def hidden(self) -> list[Rows]:
        return [self.known.items[row.indices] for row in self.known.hidden]

    @cached_property
    def likes(self) -> Floats:
        """(catalogue,) training likes."""
        counts = np.zeros(len(self.catalog))
        counts[self.known.items] = np.asarray(self.known.train.sum(axis=0)).ravel()
        return counts

    @cached_property
    def genres(self) -> Floats:
        """(catalogue, genres): an item's weight on each of its genres, together 1, or 0 for an item without any."""
        names = sorted({genre for item in self.catalog.items for genre in item.genres})
        has = np.column_stack(
            [self.catalog.genre_mask(genre) for genre in names] or [np.zeros(len(self.catalog), bool)]
        )
        return has / np.maximum(has.sum(axis=1, keepdims=True), 1)

    @cached_property
    def tail(self) -> npt.NDArray[np.bool_]:
        items = self.known.items
        head = items[np.argsort(-self.likes[items], kind="stable")[: round(HEAD * len(items))]]
        outside = np.ones(len(self.catalog), dtype=bool)
        outside[head] = False
        return outside

    def accuracy(self, ranked: Rows, cutoffs: tuple[int, ...] = (SHORT,)) -> Values:
        """Recall (hits over the most hits possible) and NDCG at each cutoff."""
        wanted = {str(person): {str(row): 1 for row in rows} for person, rows in enumerate(self.hidden)}
        run = {
            str(person): {str(row): float(-place) for place, row in enumerate(rows) if row >= 0}
            for person, rows in enumerate(ranked.tolist())
        }
        found: dict[str, Floats] = {}
        asked = {R @ k: f"recall@{k}" for k in cutoffs} | {nDCG @ k: f"ndcg@{k}" for k in cutoffs}
        for metric in ir_measures.iter_calc(list(asked), wanted, run):
            name = asked[metric.measure]
            found.setdefault(name, np.zeros(len(ranked)))[int(metric.query_id)] = metric.value
        sizes = np.array([len(rows) for rows in self.hidden])
        for k in cutoffs:  # the library divides by all that is hidden, even where no list so short could hold it
            found[f"recall@{k}"] *= sizes / np.minimum(sizes, k)
        return {name: _plain(values) for name, values in found.items()}

    def character(self, ranked: Rows) -> Values:
        """Novelty, calibration, popularity lift and tail share of the first twenty, Recall@100 by popularity band."""
        shown = [rows[rows >= 0] for rows in ranked[:, :SHORT]]
        told = [self.known.items[columns] for columns in self.known.order]
        people = self.known.train.shape[0]
        novelty = -np.log2(np.maximum(self.likes, 1) / people)
        values = {
            "novelty": _plain([novelty[rows].mean() if len(rows) else np.nan for rows in shown]),
            "calibration": _plain([self._divergence(a, b) for a, b in zip(told, shown, strict=True)]),
            "popularity lift": _plain(
                [
                    self.likes[b].mean() / self.likes[a].mean() - 1 if len(b) else np.nan
                    for a, b in zip(told, shown, strict=True)
                ]
            ),
            "tail": _plain([self.tail[rows].mean() if len(rows) else np.nan for rows in shown]),
        }
        return values | {f"recall@{LONG} {band}": self._found_in(ranked, *ends) for band, ends in BANDS.items()}

    def _found_in(self, ranked: Rows, least: float, most: float) -> list[float | None]:
        """Recall of the hidden items with so many training likes; None for a person who hides none."""
        found = []
        for rows, hidden in zip(ranked, self.hidden, strict=True):
            wanted = hidden[(self.likes[hidden] >= least) & (self.likes[hidden] <= most)]
            hits = np.isin(wanted, rows).sum()
            found.append(hits / min(len(wanted), ranked.shape[1]) if len(wanted) else np.nan)
        return _plain(found)

    def _divergence(self, told: Rows, shown: Rows) -> float:
        p, q = (self.genres[rows].sum(axis=0) for rows in (told, shown))
        if not p.sum() or not q.sum():
            return float("nan")
        p, q = p / p.sum(), q / q.sum()
        mixed = (1 - SKEW) * q + SKEW * p
        here = p > 0
        return float((p[here] * np.log(p[here] / mixed[here])).sum())

    def reach(self, ranked: Rows) -> tuple[float, float]:
        """The share of the items liked in training that are among anyone's first twenty, and its jackknife variance.

        The bootstrap is no use here: drawing people twice loses items."""
        counts = np.bincount(ranked[:, :SHORT][ranked[:, :SHORT] >= 0], minlength=len(self.catalog))
        alone = np.array([(counts[rows[rows >= 0]] == 1).sum() for rows in ranked[:, :SHORT]])
        n, size = len(ranked), len(self.known.items)
        return float((counts > 0).sum() / size), float((n - 1) / n * ((alone - alone.mean()) ** 2).sum() / size**2)


def best(scores: Floats, known: Known, k: int = LONG) -> Rows:
    """The k best items of each row that were not told, as catalogue rows, best first; ties by the lower column, items
    without a score last. Shape (people, k), ended by -1 where no more are left."""
    scores = np.array(scores, dtype=np.float64)
    scores[~np.isfinite(scores)] = -np.finfo(np.float64).max
    scores[known.told.nonzero()] = -np.inf
    order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    left = np.isfinite(np.take_along_axis(scores, order, axis=1))
    return np.where(left, known.items[order], -1)


def _plain(values: Any) -> list[float | None]:
    return [None if np.isnan(value) else round(float(value), 6) for value in values]
