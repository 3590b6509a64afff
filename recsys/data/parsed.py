"""The parsed form of a data set on disk: arrays as .npy, everything else as JSON, in one folder a source."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from recsys.data.catalog import Catalog
from recsys.data.interactions import Interactions
from recsys.data.source import CleaningReport
from recsys.schema import Item, Lexicon, Scale

VERSION = 1
"""Raised whenever loading or cleaning gives another result, so that old parsed forms are made anew."""
_ARRAYS = ("user", "item", "rating", "timestamp")


@dataclass(frozen=True, slots=True)
class Parsed:
    """All of a data set but its name and where it came from."""

    catalog: Catalog
    interactions: Interactions
    people: Mapping[str, Mapping[str, str]]
    scale: Scale
    lexicon: Lexicon
    report: CleaningReport
    fingerprint: str
    """sha256 of the cleaned content: the same data give the same one on every machine."""


def fingerprint(catalog: Catalog, interactions: Interactions, scale: Scale) -> str:
    """sha256 over items, people, ratings and scale; hexadecimal."""
    digest = hashlib.sha256(json.dumps([_catalog(catalog), list(interactions.users), asdict(scale)]).encode())
    for name in _ARRAYS:
        digest.update(np.ascontiguousarray(getattr(interactions, name)).tobytes())
    return digest.hexdigest()


def source_key(name: str, files: list[Path], options: Any = None) -> str:
    """Names a source by its files' paths, sizes and times of change, so that an edited file is read anew."""
    stats = [(str(f.resolve()), f.stat().st_size, f.stat().st_mtime_ns) for f in sorted(files)]
    return hashlib.sha256(json.dumps([VERSION, name, stats, options], sort_keys=True).encode()).hexdigest()[:32]


def save(folder: Path, parsed: Parsed) -> None:
    """Write the parsed form, whole or not at all. OSError if the disk refuses; nothing is left then."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=".tmp-", dir=folder.parent))
    try:
        for name in _ARRAYS:
            np.save(temporary / f"{name}.npy", getattr(parsed.interactions, name), allow_pickle=False)
        rest = {
            "version": VERSION,
            "catalog": _catalog(parsed.catalog),
            "users": parsed.interactions.users,
            "people": parsed.people,
            "scale": asdict(parsed.scale),
            "lexicon": asdict(parsed.lexicon),
            "report": asdict(parsed.report),
            "fingerprint": parsed.fingerprint,
        }
        (temporary / "rest.json").write_text(json.dumps(rest, ensure_ascii=False), encoding="utf-8")
        try:
            os.replace(temporary, folder)
        except OSError:
            if not folder.is_dir():
                raise
            # Another process was faster, or what lies there is broken: the newer form takes its place.
            shutil.rmtree(folder, ignore_errors=True)
            os.replace(temporary, folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def load(folder: Path) -> Parsed | None:
    """Read a parsed form; None if there is none or it is not whole, for the source can always be read again."""
    try:
        rest = json.loads((folder / "rest.json").read_text(encoding="utf-8"))
        arrays = [np.load(folder / f"{name}.npy", allow_pickle=False) for name in _ARRAYS]
        if rest["version"] != VERSION or len({len(a) for a in arrays}) != 1:
            return None
        items = [
            Item(
                id=i["id"],
                title=i["title"],
                year=i.get("year"),
                genres=tuple(i.get("genres", ())),
                aka=tuple(i.get("aka", ())),
                attributes={kind: tuple(values) for kind, values in i.get("attributes", {}).items()},
            )
            for i in rest["catalog"]["items"]
        ]
        catalog = Catalog(items, rest["catalog"]["merged"])
        return Parsed(
            catalog=catalog,
            interactions=Interactions(rest["users"], [item.id for item in items], *arrays),
            people=rest["people"],
            scale=Scale(**rest["scale"]),
            lexicon=Lexicon(**rest["lexicon"]),
            report=CleaningReport(**{**rest["report"], "notes": tuple(rest["report"]["notes"])}),
            fingerprint=rest["fingerprint"],
        )
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return None


def _catalog(catalog: Catalog) -> dict[str, Any]:
    """The catalogue as JSON, leaving out what is empty."""
    items = []
    for item in catalog:
        entry: dict[str, Any] = {"id": item.id, "title": item.title}
        facts = {"year": item.year, "genres": item.genres, "aka": item.aka, "attributes": dict(item.attributes)}
        entry |= {name: value for name, value in facts.items() if value}
        items.append(entry)
    return {"items": items, "merged": dict(catalog.merged)}
