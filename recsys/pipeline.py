"""The live route from a person and a request to a ranking: history, retrieve, re-rank.

Receipts, what-ifs and explanations all ask this one object, so what they say is what really happens.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from recsys.models.base import Floats, History, Model, Progress, Rows
from recsys.ranking import Ranker, Scored, Weights
from recsys.schema import Item, ItemId, Part, Profile, Ranking, Recommendation, Request, WhyRecError
from retrieval.encode import Encoder, open_encoder
from retrieval.filters import meets
from retrieval.lexical import Lexical
from retrieval.retriever import ENOUGH, Retrieved, Retriever
from retrieval.vectors import TextBlock

if TYPE_CHECKING:
    from recsys.data.dataset import Dataset
    from recsys.settings import Settings

log = logging.getLogger(__name__)

EMPTY = Request()
SIGNAL = {"liked": 1.0, "disliked": -1.0, "rejected": -1.0}
"""What the model hears of each verdict; of the others nothing."""


class Pipeline:
    """Recommends from a fitted model. Cheap to make again; nothing of a person is kept."""

    def __init__(
        self, dataset: Dataset, model: Model, retriever: Retriever, ranker: Ranker, candidates: int = 200
    ) -> None:
        self.dataset = dataset
        self.catalog = dataset.catalog
        self.model = model
        self.retriever = retriever
        self.ranker = ranker
        self.candidates = candidates
        self._ids = np.array([item.id for item in self.catalog.items], dtype=object)

    @classmethod
    def build(
        cls,
        settings: Settings,
        dataset: Dataset,
        model: Model,
        progress: Progress | None = None,
        weights: Weights | None = None,
        text: TextBlock | None = None,
    ) -> Self:
        """Embed the items (or take them from the cache, or from `text`), index them, and join the pieces."""
        text = text or _text(settings, dataset, progress)
        likes = np.asarray(dataset.interactions.likes(dataset.scale).sum(axis=0)).ravel()
        ranker = Ranker(dataset.catalog, model, likes, text, weights)
        retriever = Retriever(dataset.catalog, ranker.blocks(), ranker.steer, finder=ranker.found)
        return cls(dataset, model, retriever, ranker, settings.candidates)

    @property
    def encoder(self) -> Encoder | None:
        return self.ranker.text.encoder if self.ranker.text else None

    def history(self, profile: Profile) -> History:
        """What the model hears of a person: likes, dislikes and rejections of items the catalogue has."""
        told = {
            self.catalog.row(o.item_id): SIGNAL[o.verdict]
            for o in profile.opinions
            if o.verdict in SIGNAL and o.item_id in self.catalog
        }
        return History(np.array(list(told), dtype=np.int64), np.array(list(told.values()), dtype=np.float32))

    def run(self, profile: Profile, request: Request = EMPTY, k: int = 10) -> Ranking:
        """The `k` best items with their parts and the whole order of candidates. Fewer than `k` when no more exist."""
        history, retrieved, scored = self._scored(profile, request)
        items = tuple(
            self._recommendation(rank, scored, int(position), history)
            for rank, position in enumerate(scored.order[:k], start=1)
        )
        shown = scored.rows[scored.order[:k]]
        relaxed = tuple(c for c in retrieved.relaxed if not meets(self.catalog, c)[shown].all() or not len(shown))
        return Ranking(items, tuple(self._ids[scored.rows[scored.order]]), relaxed)

    def order(self, profile: Profile, request: Request = EMPTY) -> tuple[ItemId, ...]:
        """The candidates, best first, exactly as `run` ranks them, without making their parts."""
        _, _, scored = self._scored(profile, request)
        return tuple(self._ids[scored.rows[scored.order]])

    def parts(self, profile: Profile, item_id: ItemId, request: Request = EMPTY) -> tuple[Part, ...]:
        """The parts of any item of the catalogue, be it a candidate or not; WhyRecError if there is no such item."""
        history, rows = self.history(profile), np.array([self.catalog.row(item_id)])
        relaxed = self._retrieve(profile, history, request).relaxed if request.constraints else ()
        return self.ranker.parts(self.ranker.score(history, request, rows, relaxed), 0, history)

    def scores_all(self, profile: Profile, request: Request = EMPTY) -> Floats:
        """The additive score of every item, shape (n_items,), wishes and exclusions aside."""
        history, rows = self.history(profile), np.arange(len(self.catalog))
        relaxed = self._retrieve(profile, history, request).relaxed if request.constraints else ()
        return self.ranker.score(history, request, rows, relaxed).scores

    def contributions(self, profile: Profile, targets: Rows) -> Floats:
        """What each row of `history(profile)` adds to each target's score, shape (history, targets)."""
        return self.model.contributions(self.history(profile), targets)

    def _scored(self, profile: Profile, request: Request) -> tuple[History, Retrieved, Scored]:
        history = self.history(profile)
        retrieved = self._retrieve(profile, history, request)
        return history, retrieved, self.ranker.rank(history, request, retrieved)

    def _retrieve(self, profile: Profile, history: History, request: Request) -> Retrieved:
        kept_out = profile.excluded | request.exclude
        if request.like_item is not None:
            kept_out |= {request.like_item}
        return self.retriever.retrieve(history, request, self.catalog.rows(kept_out), self.candidates, ENOUGH)

    def _recommendation(self, rank: int, scored: Scored, position: int, history: History) -> Recommendation:
        item: Item = self.catalog.item(int(scored.rows[position]))
        parts = self.ranker.parts(scored, position, history)
        return Recommendation(rank, item, float(scored.scores[position]), parts)


def _text(settings: Settings, dataset: Dataset, progress: Progress | None) -> TextBlock | None:
    """The text side of the items; None, with a warning, when there is no encoder: WhyRec answers without it."""
    from recsys.assets import ensure_encoder

    if settings.encoder == "none":
        return None
    try:
        encoder = open_encoder(ensure_encoder(settings.encoder, settings, progress), settings.threads)
        vectors = encoder.items(dataset.catalog, Path(settings.cache) / "embeddings", dataset.lexicon.noun, progress)
    except WhyRecError as error:
        log.warning("Requests in free words are not understood: %s", error)
        return None
    return TextBlock(vectors, encoder, Lexical(dataset.catalog))
