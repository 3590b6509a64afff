"""`whyrec data enrich`: what a source tells, joined to the items of a data set and kept beside it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from recsys.data import registry
from recsys.data.catalog import Catalog
from recsys.data.dataset import load, resolve
from recsys.data.knowledge import records, sources
from recsys.data.knowledge.records import KINDS, Known
from recsys.data.knowledge.sources import Told
from recsys.data.knowledge.themes import themes
from recsys.models.base import Progress
from recsys.schema import Item, WhyRecError
from recsys.settings import Settings

NEAR = 1
"""Years by which two sources may differ about one item."""


@dataclass(frozen=True, slots=True)
class Enriched:
    """What came of it."""

    file: Path
    form: str
    told: int
    """Items the source tells of."""
    joined: int
    ambiguous: int
    """That several items of the catalogue may be, so that they were passed over."""
    fields: Mapping[str, int]
    """Items that have each field now."""
    strangers: tuple[str, ...]
    """The first few the catalogue does not have."""


def enrich(
    name: str,
    source: str | Path,
    settings: Settings,
    form: str = "",
    columns: Mapping[str, str] | None = None,
    afresh: bool = False,
    progress: Progress | None = None,
) -> Enriched:
    """Join what a source tells to the items of a data set and register the file of it; what was known before stays and
    is added to, unless `afresh`. WhyRecError, and nothing changed, if nothing can be joined."""
    place = Path(source).expanduser().resolve()
    form = form or sources.form_of(place)
    entry = resolve(name, settings, progress)
    catalog = load(replace(entry, knowledge=""), settings, progress).catalog
    before = [] if afresh or not entry.knowledge else records.read(Path(entry.knowledge))
    known = {r.id: r for r in before if r.id in catalog}
    joiner, told = _Joiner(catalog), list(sources.read(place, form, columns or {}))
    found = [(joiner.item(one), one) for one in told]
    joined = [(item, one) for item, one in found if isinstance(item, Item)]
    if not joined:
        raise WhyRecError(
            f"Nothing that {place.name} tells of is in the data set {name}: its ids or titles are others. "
            "Nothing was changed."
        )
    for item, one in joined:
        known[item.id] = _merged(known.get(item.id) or Known(id=item.id, title=item.title, year=item.year), one)
    file = settings.home / "knowledge" / (re.sub(r"[^\w.-]", "_", entry.name) + ".jsonl")
    records.write(file, (known[item.id] for item in catalog.items if item.id in known))
    registry.put(replace(entry, knowledge=str(file)), settings)
    counts = Counter(f for r in known.values() for f in (*KINDS, "about") if getattr(r, f))
    strangers = [one.title or one.id for item, one in found if item is None]
    ambiguous = sum(item == () for item, _ in found)
    return Enriched(file, form, len(told), len(joined), ambiguous, dict(counts), tuple(strangers[:5]))


def _merged(record: Known, told: Told) -> Known:
    """The record with what is told added; a sentence it has stays."""
    changed: dict[str, object] = {
        field: tuple(dict.fromkeys((*getattr(record, field), *_themes(field, told.fields.get(field, ())))))
        for field in KINDS
    }
    about = " ".join(told.fields.get("about", ()))[:400]
    return record.model_copy(update={**changed, "about": record.about or about})


def _themes(field: str, values: Iterable[str]) -> Iterable[str]:
    """Tags that are words for a theme as that theme, the others as they are."""
    return values if field != "themes" else (_by_word().get(v.casefold(), v) for v in values)


@cache
def _by_word() -> Mapping[str, str]:
    return {w.casefold(): t.name for t in themes().values() for w in (*t.words, t.said, t.label, t.name)}


class _Joiner:
    """Finds the item of a catalogue that a source means."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._by_title: dict[str, list[Item]] = {}
        for item in catalog.items:
            for key in {_key(t) for t in (item.title, *item.aka)}:
                self._by_title.setdefault(key, []).append(item)

    def item(self, one: Told) -> Item | tuple[()] | None:
        """The item; () if several fit equally well, None if there is none."""
        if one.id:
            return self._catalog.get(one.id) if one.id in self._catalog else None
        near = [i for i in self._by_title.get(_key(one.title), ()) if _near(i.year, one.year)]
        best = [i for i in near if i.year == one.year] or near
        return None if not best else best[0] if len(best) == 1 else ()


def _near(one: int | None, other: int | None) -> bool:
    return one is None or other is None or abs(one - other) <= NEAR


def _key(title: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(c))
    return re.sub(r"^(?:the|a|an) ", "", " ".join(re.findall(r"\w+", bare)))
