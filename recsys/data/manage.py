"""What `whyrec data list` and `whyrec data add` do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from recsys.assets import GROUPLENS, WHEELS
from recsys.data import registry
from recsys.data.dataset import Dataset, load, resolve
from recsys.data.registry import Entry
from recsys.data.scales import given
from recsys.fetch import whole
from recsys.models.base import Progress
from recsys.schema import WhyRecError
from recsys.settings import Settings

State = Literal["ready", "to download", "missing"]
_NAME = re.compile(r"^[A-Za-z0-9][\w.-]{0,59}$")


@dataclass(frozen=True, slots=True)
class Listed:
    """One data set that can be used by name; `missing`: it was registered, but its file is gone."""

    name: str
    about: str
    state: State


_ABOUT = {
    "ml-100k": "MovieLens 100K: 100,000 ratings, 943 people, 1,682 films",
    "ml-latest-small": "MovieLens small (2018): 100,836 ratings, 610 people, 9,742 films, tags",
    "ml-1m": "MovieLens 1M: 1,000,209 ratings, 6,040 people, 3,883 films",
    "ml-25m": "MovieLens 25M: 25,000,095 ratings, 162,541 people, 62,423 films, tags",
    "ml-32m": "MovieLens 32M: 32,000,204 ratings, 200,948 people, 87,585 films, tags",
}


def known(settings: Settings) -> list[Listed]:
    """The releases WhyRec knows, then the data sets the user has added."""
    listed = []
    for name, about in _ABOUT.items():
        listed.append(Listed(name, about, "ready" if whole(_place(name, settings)) else "to download"))
    for name, entry in sorted(registry.entries(settings).items()):
        listed.append(Listed(name, entry.path, "ready" if Path(entry.path).exists() else "missing"))
    return listed


def _place(name: str, settings: Settings) -> Path:
    """Where a release is kept."""
    return settings.cache / "assets" / (f"{name}-{WHEELS[name].version}" if name in WHEELS else name)


def add(
    name: str,
    path: str | Path,
    settings: Settings,
    *,
    items: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    scale: Mapping[str, float] | None = None,
    lexicon: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Dataset:
    """Register a data set under a name after reading it once, and return it with its cleaning report.

    `columns` maps user, item, rating, timestamp, item_id, title, year, genres and any further attribute to columns of
    the files, by name or, for files without a header, by number from 1. Nothing is registered if the data set cannot
    be used: WhyRecError says why.
    """
    if not _NAME.match(name):
        raise WhyRecError(f"{name!r} is no name for a data set: use letters, digits, dots and dashes, 60 at most.")
    if name in WHEELS or name in GROUPLENS:
        raise WhyRecError(f"The name {name!r} stands for a MovieLens release; choose another.")
    entry = _entry(name, path, items, columns, scale, lexicon)
    dataset = load(entry, settings, progress)
    registry.put(entry, settings)
    return dataset


def described(
    name_or_path: str,
    settings: Settings,
    *,
    items: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    scale: Mapping[str, float] | None = None,
) -> Entry:
    """What is to be checked: a path with what is said of it, or a data set by its name, which needs nothing said.

    A known release is looked for in the cache only. WhyRecError if there is nothing of that name or at that path.
    """
    told = bool(items or columns or scale)
    if not told and not Path(name_or_path).expanduser().exists():
        registered = registry.get(name_or_path, settings)
        if registered is not None:
            return registered
        if name_or_path in _ABOUT:
            if not whole(_place(name_or_path, settings)):
                raise WhyRecError(
                    f"The data set {name_or_path} is not downloaded yet: WHYREC_DATASET={name_or_path} whyrec setup "
                    "downloads it."
                )
            return resolve(name_or_path, settings)
    return _entry(Path(name_or_path).name, name_or_path, items, columns, scale, None)


def _entry(
    name: str,
    path: str | Path,
    items: str | Path | None,
    columns: Mapping[str, str] | None,
    scale: Mapping[str, float] | None,
    lexicon: Mapping[str, str] | None,
) -> Entry:
    place = Path(path).expanduser().resolve()
    if not place.exists():
        raise WhyRecError(f"There is no file or folder {place}.")
    if scale:
        try:
            given(dict(scale))
        except ValueError as error:
            raise WhyRecError(f"The scale is not one: {error}.") from None
    return Entry(
        name=name,
        path=str(place),
        items_path=str(Path(items).expanduser().resolve()) if items else "",
        columns=dict(columns) if columns else None,
        scale=dict(scale) if scale else None,
        lexicon=dict(lexicon) if lexicon else None,
    )
