"""Receipts: which films must be struck together for a recommendation to fall, as measured on the live pipeline.

A score is a sum over the history, so what striking a set of films does to every candidate can be predicted exactly
for hundreds of sets at once. That prediction only proposes; each receipt is then taken from the live pipeline, which
retrieves and re-ranks for the person without those films (they stay seen, and the fading popularity base grows).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from recsys.models.base import Floats, Rows
from recsys.pipeline import Pipeline
from recsys.schema import ItemId, Profile, Receipt, Request

LARGEST = 5
"""Films in a set at most: more than a reader can weigh."""
FELT = 3
"""Places a pick must fall for a set to explain it; if no set does this, the set with the largest fall is taken."""
POOL = 32
"""Films considered a pick: those whose absence helps the pick's nearest rivals most."""
BEAM = 12
"""Sets kept from one size to the next, from size three on; smaller sets are tried exhaustively within the pool."""
TRIES = 3
"""Proposals of one size held against the live pipeline before the next size is tried."""

Films = frozenset[ItemId]


class ReceiptSearch:
    """The receipts of one person's list for one request. Rankings without some films are kept, as picks share them."""

    def __init__(
        self, pipeline: Pipeline, profile: Profile, request: Request, order: tuple[ItemId, ...] | None = None
    ) -> None:
        self._pipeline, self._profile, self._request = pipeline, profile, request
        self.order = pipeline.order(profile, request) if order is None else order
        self._orders: dict[Films, tuple[ItemId, ...]] = {frozenset(): self.order}
        self._forecast: _Forecast | None = None

    @property
    def rankings(self) -> int:
        """How many rankings of the live pipeline are at hand, the one with nothing struck included."""
        return len(self._orders)

    def rank(self, item_id: ItemId, without: Films = frozenset()) -> int | None:
        """1-based rank on the live pipeline with these films struck; None if the item is not a candidate."""
        order = self._orders.get(without)
        if order is None:
            order = self._orders[without] = self._pipeline.order(self._profile.without(without), self._request)
        return order.index(item_id) + 1 if item_id in order else None

    def find(self, item_id: ItemId) -> tuple[Receipt, ...]:
        """The smallest set found that moves the pick, then each film of it alone; empty when no set of five does.

        Every film of the set matters: the pick falls less when any one of them is kept."""
        before = self.rank(item_id)
        if before is None:
            return ()
        films = self._set(item_id, before)
        if not films:
            return ()
        together = Receipt(films, before, self.rank(item_id, frozenset(films)))
        alone = (Receipt((f,), before, self.rank(item_id, frozenset((f,)))) for f in films)
        return (together, *alone) if len(films) > 1 else (together,)

    def _set(self, item_id: ItemId, before: int) -> tuple[ItemId, ...]:
        if self._forecast is None:
            self._forecast = _Forecast(self._pipeline, self._profile, self._request, self.order)
        moving: list[tuple[int, Films]] = []
        for proposals in self._forecast.sets(before - 1):
            for films in proposals[:TRIES]:
                fall = self._fall(item_id, films)
                if fall >= FELT:
                    return self._forecast.strongest_first(self._needed(item_id, films), before - 1)
                if fall > 0:
                    moving.append((fall, films))
        if not moving:
            return ()
        _, best = max(moving, key=lambda found: (found[0], -len(found[1])))
        return self._forecast.strongest_first(self._needed(item_id, best), before - 1)

    def _fall(self, item_id: ItemId, films: Films) -> int:
        """Places the pick falls; one that leaves the candidates falls below the last of them."""
        before, after = self.rank(item_id), self.rank(item_id, films)
        assert before is not None
        return (len(self.order) + 1 if after is None else after) - before

    def _needed(self, item_id: ItemId, films: Films) -> Films:
        """The set without films that make no difference within it."""
        for film in sorted(films):
            fewer = films - {film}
            if fewer and self._fall(item_id, fewer) >= self._fall(item_id, films):
                return self._needed(item_id, fewer)
        return films


class _Forecast:
    """What the scores of one person's candidates become when films are struck.

    With `c` candidates and a history of `h`, striking a set S changes the scores by
    `-contributions[S].sum(axis=0) + fading[likes in S]`, and scales what the request and its company add, since those
    count in units of the person's spread (`Ranker.spread`). For a model linear in its history this is exact.
    """

    def __init__(self, pipeline: Pipeline, profile: Profile, request: Request, order: tuple[ItemId, ...]) -> None:
        catalog, model, known = pipeline.catalog, pipeline.model, pipeline.ranker.well_known
        columns, history = catalog.rows(order), pipeline.history(profile)
        self._films: list[ItemId] = [catalog.item(int(row)).id for row in history.rows]
        self._liked = history.signals > 0
        base = model.base(history)
        fading = np.zeros((LARGEST + 1, len(catalog)))
        liked = history.rows[self._liked]
        for k in range(1, min(LARGEST, len(liked)) + 1):
            fading[k] = model.base(history.without(liked[:k])) - base
        self._fading: Floats = fading[:, columns]
        """(LARGEST + 1, c): what the popularity base gains when that many likes are struck, whichever they are."""
        self._given: Floats = np.asarray(pipeline.contributions(profile, columns), dtype=np.float64)
        """(h, c)"""
        self._scores: Floats = np.asarray(pipeline.scores_all(profile, request), dtype=np.float64)[columns]
        """(c,)"""
        self._asked: Floats = self._scores - self._given.sum(axis=0) - base[columns]
        """(c,): the share of the scores that counts in spreads; nothing for a request that asks nothing."""
        self._asks = bool((np.abs(self._asked) > 1e-9).any())
        if self._asks:
            self._known = np.asarray(pipeline.contributions(profile, known), dtype=np.float64)
            self._known_fading, self._known_base = fading[:, known], base[known]

    def sets(self, target: int) -> Iterator[list[Films]]:
        """For each size from one to LARGEST, the sets of that size most likely to move candidate number `target`
        (0-based) down, best first: of those that make it fall FELT places the ones that add most to its score, then
        those that come nearest to it."""
        others = np.arange(len(self._scores)) != target
        if not others.any():
            return
        lost = _ahead(self._given, target, others)
        """(h, c - 1): what the target's lead over each rival loses when a film is struck."""
        pool = self._pool(lost, target)
        lost, given, liked = lost[pool], self._given[pool, target], self._liked[pool].astype(np.int64)
        lead, asked, fading = (_ahead(a, target, others) for a in (self._scores, self._asked, self._fading))
        goal = min(target + FELT - 1, len(lead) - 1)
        """The target falls far enough when the rival with the goal-th smallest lead is ahead of it."""
        sets = np.zeros((1, 0), dtype=np.int64)
        for size in range(1, min(LARGEST, len(pool)) + 1):
            sets = _extended(sets, len(pool))
            likes = liked[sets].sum(axis=1)
            leads = lead - lost[sets].sum(axis=1) + fading[likes]
            if self._asks:
                leads += (self._spread(pool[sets], likes) - 1)[:, None] * asked
            fall = (leads < 0).sum(axis=1) - target
            short = np.partition(leads, goal, axis=1)[:, goal]
            felt = fall >= FELT
            best = np.lexsort((np.where(felt, -given[sets].sum(axis=1), short), ~felt))
            yield [frozenset(self._films[pool[i]] for i in sets[n]) for n in best[:TRIES] if fall[n] > 0]
            if size > 1:
                sets = sets[best[:BEAM]]

    def _spread(self, sets: Rows, likes: Rows) -> Floats:
        """The person's spread without each set (m, s) of films, as a share of what it is. Shape (m,)."""
        now = self._known.sum(axis=0) + self._known_base
        without = now - self._known[sets].sum(axis=1) + self._known_fading[likes]
        return without.std(axis=1) / (now.std() or 1.0)

    def _pool(self, lost: Floats, target: int) -> Rows:
        """The films that speak for the target, those first whose absence helps its next rivals most."""
        near = lost[:, target : target + 5 * FELT]
        speaking = np.flatnonzero(self._given[:, target] > 0)
        gain = near[speaking].mean(axis=1) if near.shape[1] else self._given[speaking, target]
        return speaking[np.argsort(-gain)[:POOL]]

    def strongest_first(self, films: Films, target: int) -> tuple[ItemId, ...]:
        """The films by what each adds to the score of candidate number `target`."""
        value = dict(zip(self._films, self._given[:, target], strict=True))
        return tuple(sorted(films, key=lambda film: (-value[film], film)))


def _ahead(values: Floats, target: int, others: npt.NDArray[np.bool_]) -> Floats:
    """How much larger the target's value is than each rival's, along the last axis (c,), which becomes (c - 1,)."""
    return (values[..., [target]] - values)[..., others]


def _extended(sets: Rows, n: int) -> Rows:
    """Every set (m, s) of film numbers below n with one film more, each once: (m', s + 1), films ascending."""
    film = np.tile(np.arange(n), len(sets))
    base = np.repeat(sets, n, axis=0)
    fresh = ~(base == film[:, None]).any(axis=1)
    grown = np.sort(np.column_stack([base[fresh], film[fresh]]), axis=1)
    key = grown @ (n ** np.arange(grown.shape[1], dtype=np.int64))
    return grown[np.unique(key, return_index=True)[1]]
