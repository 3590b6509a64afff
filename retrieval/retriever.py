"""From a person and a request to the candidates that may answer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from recsys.models.base import Floats, History, Rows
from recsys.schema import Constraint, Request
from retrieval.filters import Mask, relax
from retrieval.index import Index
from retrieval.vectors import Blocks

if TYPE_CHECKING:
    from recsys.data.catalog import Catalog

Steer = Callable[[History, Request], Mapping[str, Floats]]
"""Turns a person and a request into query blocks, weighted as the re-ranker weighs its parts."""

Finder = Callable[[Request, int], Rows]
"""Rows that answer a request's words, at most so many, for what no item vector tells."""

FOUND = 0.5
"""Share of the candidates that may come from the finder alone."""
ENOUGH = 10
"""How many items the wishes must leave, or the least important is relaxed."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Candidates, best first: `rows` (m,) int64, `scores` (m,) float32 inner products."""

    rows: Rows
    scores: npt.NDArray[np.float32]
    relaxed: tuple[Constraint, ...] = ()


class Retriever:
    """One inner product search over the allowed items, steered by the re-ranker's own weights."""

    def __init__(
        self,
        catalog: Catalog,
        blocks: Blocks,
        steer: Steer,
        index: Index | None = None,
        finder: Finder | None = None,
    ) -> None:
        self.catalog = catalog
        self.blocks = blocks
        self.steer = steer
        self.index = index or Index(blocks.matrix)
        self.finder = finder

    def retrieve(
        self, history: History, request: Request, excluded_rows: Rows, k: int = 200, enough: int = ENOUGH
    ) -> Retrieved:
        """At most `k` candidates that are not excluded and meet the wishes. When the wishes leave fewer than
        `enough`, the least important are relaxed, and the items that meet them all are candidates still."""
        available = np.ones(len(self.catalog), dtype=bool)
        available[excluded_rows] = False
        filtered = relax(self.catalog, request.constraints, available, enough)
        query = self.blocks.query(self.steer(history, request))
        found = self.finder(request, int(k * FOUND)) if self.finder and request.text else np.empty(0, dtype=np.int64)
        if not filtered.relaxed:
            return Retrieved(*self._search(query, k, filtered.mask, found))
        first, first_scores = self._search(query, k, filtered.strict, found)
        rest, rest_scores = self._search(query, k, filtered.mask & ~filtered.strict, found)
        rows = np.concatenate([first, rest])[:k]
        return Retrieved(rows, np.concatenate([first_scores, rest_scores])[:k], filtered.relaxed)

    def _search(
        self, query: npt.NDArray[np.float32], k: int, mask: Mask, found: Rows
    ) -> tuple[Rows, npt.NDArray[np.float32]]:
        """The best `k` by inner product, of which the last make room for what was `found` and is not among them."""
        rows, scores = self.index.search(query, k, mask)
        more = np.setdiff1d(found[mask[found]], rows[: k - len(found)])
        if not len(more):
            return rows, scores
        kept = k - len(more)
        rows, scores = rows[:kept], scores[:kept]
        more = np.setdiff1d(more, rows)
        rows = np.concatenate([rows, more])
        scores = np.concatenate([scores, self.blocks.matrix[more] @ query])
        order = np.argsort(-scores, kind="stable")
        return rows[order], scores[order]
