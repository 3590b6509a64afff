"""Evidence: the record of everything that may be said about one item for one person, and its JSON form."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable

from pydantic import TypeAdapter, ValidationError

from recsys.explain.attributes import SAID
from recsys.explain.crowd import CrowdStats
from recsys.explain.receipts import ReceiptSearch
from recsys.pipeline import Pipeline
from recsys.schema import (
    Cited,
    Constraint,
    Evidence,
    Item,
    ItemId,
    Opinion,
    Part,
    Profile,
    Request,
    WhyRecError,
)
from retrieval.filters import meets

FEW_LIKES = 3
"""With fewer likes than this the history speaks little."""
AGAINST = 2
"""Negative history parts named at most."""
KEPT = 16
"""Lists whose receipts are kept: the picks of one list share most of the work."""

_JSON = TypeAdapter(Evidence)


def to_json(evidence: Evidence) -> str:
    """One JSON document, complete: `from_json` gives back an equal record."""
    return _JSON.dump_json(evidence).decode()


def from_json(text: str | bytes) -> Evidence:
    """Read what `to_json` wrote; WhyRecError if it is anything else."""
    try:
        return _JSON.validate_json(text)
    except ValidationError as error:
        raise WhyRecError(
            f"This is not a stored piece of evidence ({error.error_count()} faults, "
            f"first: {error.errors()[0]['msg']}): use the JSON that WhyRec wrote."
        ) from None


class EvidenceBuilder:
    """Collects evidence from the live pipeline. Safe from several threads."""

    def __init__(self, pipeline: Pipeline, crowd: CrowdStats) -> None:
        self._pipeline, self._crowd = pipeline, crowd
        self._dataset = pipeline.dataset
        self._searches: OrderedDict[tuple[Profile, Request], ReceiptSearch] = OrderedDict()
        self._lock = threading.Lock()

    def build(
        self,
        profile: Profile,
        item_id: ItemId,
        request: Request | None = None,
        order: tuple[ItemId, ...] | None = None,
    ) -> Evidence:
        """The evidence for any catalogue item, recommended or not; WhyRecError for an unknown id.

        `order` is the ranking the item was shown in, if it is at hand: `Pipeline.order(profile, request)`."""
        request = request or Request()
        catalog = self._dataset.catalog
        item = catalog.item(catalog.row(item_id))
        search = self._search(profile, request, order)
        with self._lock:
            receipts, rank = search.find(item.id), search.rank(item.id)
        parts = self._pipeline.parts(profile, item.id, request)
        speaking = {p.item_id: p for p in parts if p.kind == "history" and p.item_id is not None}
        cited = receipts[0].without if receipts else ()
        against = sorted((p for p in speaking.values() if p.value < 0), key=lambda p: p.value)[:AGAINST]
        own = profile.opinion(item.id)
        asked, unmet = self._wishes(item, request.constraints)
        return Evidence(
            user_id=profile.user_id,
            item=item,
            rank=rank,
            candidates=len(search.order),
            score=sum(p.value for p in parts),
            parts=parts,
            cited=tuple(self._cited(profile, item, speaking[i], parts) for i in cited),
            receipts=receipts,
            against=tuple(self._cited(profile, item, p, parts) for p in against),
            crowd=self._crowd.of(catalog.row(item.id)),
            asked=asked,
            unmet=unmet,
            context=tuple(p.label for p in parts if p.kind == "context" and p.value > 0),
            likes=len(profile.liked),
            opinions=len(profile.opinions),
            thin=_thin(profile, parts),
            excluded=own.verdict if own else None,
            lexicon=self._dataset.lexicon,
            scale=self._dataset.scale,
        )

    def _search(self, profile: Profile, request: Request, order: tuple[ItemId, ...] | None) -> ReceiptSearch:
        with self._lock:
            search = self._searches.pop((profile, request), None)
            if search is None or (order is not None and order != search.order):
                search = ReceiptSearch(self._pipeline, profile, request, order)
            self._searches[profile, request] = search
            if len(self._searches) > KEPT:
                self._searches.popitem(last=False)
            return search

    def _wishes(self, item: Item, constraints: Iterable[Constraint]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Labels of the hard wishes the item meets and of those it does not."""
        catalog = self._dataset.catalog
        row = catalog.row(item.id)
        met: dict[bool, list[str]] = {True: [], False: []}
        for wish in constraints:
            met[bool(meets(catalog, wish)[row])].append(wish.label or str(wish.value))
        return tuple(met[True]), tuple(met[False])

    def _cited(self, profile: Profile, target: Item, part: Part, parts: tuple[Part, ...]) -> Cited:
        catalog = self._dataset.catalog
        assert part.item_id is not None
        row = catalog.row(part.item_id)
        item = catalog.item(row)
        opinion = profile.opinion(part.item_id) or Opinion(part.item_id, "seen")
        mass = sum(abs(p.value) for p in parts if p.value * part.value > 0)
        return Cited(
            item=item,
            verdict=opinion.verdict,
            stars=opinion.stars,
            value=part.value,
            share=min(1.0, abs(part.value) / mass) if mass else 0.0,
            shared=shared_attributes(item, target),
            crowd=self._crowd.co_liked(row, catalog.row(target.id)) if opinion.verdict == "liked" else None,
        )


def shared_attributes(one: Item, other: Item) -> dict[str, tuple[str, ...]]:
    """What both items have that is worth saying, by kind, in the order of the first: {"genre": ("Sci-Fi",),
    "director": (…)}."""
    kinds = {"genre": (one.genres, other.genres)} | {
        kind: (values, other.attributes.get(kind, ())) for kind, values in one.attributes.items() if kind in SAID
    }
    shared = {kind: tuple(v for v in mine if v in theirs) for kind, (mine, theirs) in kinds.items()}
    return {kind: values for kind, values in shared.items() if values}


def _thin(profile: Profile, parts: tuple[Part, ...]) -> bool:
    """Few likes, or what speaks for the item is mostly not from the history."""
    speaking = sum(p.value for p in parts if p.value > 0)
    history = sum(p.value for p in parts if p.value > 0 and p.kind == "history")
    return len(profile.liked) < FEW_LIKES or history < speaking / 2
