"""Data sets a user has added under a name, kept in `datasets.json` in the home folder."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from recsys.schema import WhyRecError
from recsys.settings import Settings


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a data set lies and how to read it. `columns`, `scale` and `lexicon` matter for CSV and Parquet only."""

    name: str
    path: str
    items_path: str = ""
    columns: dict[str, str] | None = None
    """Our name → the file's: user, item, rating, timestamp; item_id, title, year, genres for the items."""
    scale: dict[str, float] | None = None
    """Any fields of `Scale`."""
    lexicon: dict[str, str] | None = None
    """Any fields of `Lexicon`."""
    knowledge: str = ""
    """The file of what is known of its items beside title, year and genres (`recsys.data.knowledge`)."""

    def to_json(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if value}


def _file(settings: Settings) -> Path:
    return settings.home / "datasets.json"


def entries(settings: Settings) -> dict[str, Entry]:
    """All registered data sets by name. WhyRecError if the file of them cannot be read."""
    try:
        listed = json.loads(_file(settings).read_text(encoding="utf-8"))
        known = {field.name for field in fields(Entry)}
        return {e["name"]: Entry(**{k: v for k, v in e.items() if k in known}) for e in listed}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError):
        raise WhyRecError(
            f"The list of data sets {_file(settings)} cannot be read; mend it or delete it and add them again."
        ) from None


def get(name: str, settings: Settings) -> Entry | None:
    return entries(settings).get(name)


def names(settings: Settings) -> list[str]:
    return sorted(entries(settings))


def put(entry: Entry, settings: Settings) -> None:
    """Register a data set, replacing one of the same name; the file is changed whole or not at all."""
    listed = {**entries(settings), entry.name: entry}
    file = _file(settings)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".tmp-", dir=file.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump([e.to_json() for e in listed.values()], out, ensure_ascii=False, indent=2)
        os.replace(temporary, file)
    except OSError as error:
        raise WhyRecError(f"The list of data sets {file} cannot be written: {error.strerror or error}.") from None
