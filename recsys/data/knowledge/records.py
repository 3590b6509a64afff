"""Records of what is known of items: one JSON object a line, read with every field checked."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from recsys.data.catalog import Catalog
from recsys.data.knowledge.themes import themes
from recsys.schema import Item, WhyRecError

FILMS = Path(__file__).with_name("films.jsonl")
"""The records of the default catalogue."""
KINDS: Mapping[str, str] = {
    "directors": "director",
    "actors": "actor",
    "countries": "country",
    "languages": "language",
    "themes": "theme",
}
"""Field of a record → kind of attribute of an item."""


class Known(BaseModel):
    """What is known of one item. An empty field says that nothing is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    """As the catalogue has it: a record whose title or year is another's is not attached."""
    year: int | None = None
    directors: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    """Leading ones first."""
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    """Names of themes or a user's own tags, the most telling first."""
    about: str = Field(default="", max_length=400)
    """One sentence."""
    confidence: Literal["high", "medium", "low"] = "high"

    def attributes(self) -> dict[str, tuple[str, ...]]:
        """As attributes of an item, without what is empty."""
        found = {kind: getattr(self, field) for field, kind in KINDS.items()}
        found["theme"] = tuple(name for name in self.themes if name in themes())
        found["tag"] = tuple(name for name in self.themes if name not in themes())
        found["about"] = (self.about,) if self.about else ()
        return {kind: values for kind, values in found.items() if values}


def read(path: Path) -> list[Known]:
    """The records of a file, in order; empty lines are passed over. WhyRecError names the first line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # not splitlines: a text may hold other line ends
    except (OSError, UnicodeDecodeError) as error:
        raise WhyRecError(f"The catalogue knowledge {path} cannot be read: {error}.") from None
    records = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            records.append(Known.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "the line"
            raise WhyRecError(f"{path}, line {number}: {where}: {first['msg']}.") from None
    return records


def write(path: Path, records: Iterable[Known]) -> None:
    """Write records, the file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".tmp-", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        for record in records:
            out.write(json.dumps(record.model_dump(), ensure_ascii=False) + "\n")
    os.replace(temporary, path)


def own_films() -> list[Known]:
    """The records that come with WhyRec."""
    return read(FILMS)


def enriched(catalog: Catalog, records: Iterable[Known]) -> Catalog:
    """The catalogue with what is known added to its items' attributes, before what they had of the same kind.

    A record is attached to the item of its id when title and year agree; one of an id that was merged into another
    adds nothing if the item it became has a record of its own.
    """
    known: dict[str, Known] = {}
    for record in records:
        if record.id in catalog:
            item = catalog.get(record.id)
            if (item.title, item.year) == (record.title, record.year):
                known.setdefault(item.id, record)
    return Catalog([_with(item, known.get(item.id)) for item in catalog.items], catalog.merged)


def _with(item: Item, record: Known | None) -> Item:
    if record is None:
        return item
    attributes = dict(item.attributes)
    for kind, values in record.attributes().items():
        attributes[kind] = tuple(dict.fromkeys((*values, *attributes.get(kind, ()))))
    return replace(item, attributes=attributes)
