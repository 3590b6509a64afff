"""Cleaning: raw items and interactions become a Catalog and Interactions, and every line lost is accounted for."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from recsys.data.catalog import Catalog
from recsys.data.corrections import correct
from recsys.data.interactions import Interactions
from recsys.data.source import CleaningReport, Problems, Raw, RawItem, Severity
from recsys.data.titles import Title, parse
from recsys.schema import Item, WhyRecError

if TYPE_CHECKING:
    import pandas as pd

_NO_TITLE = re.compile(r"^(?:unknown|unkonwn|untitled|nan|none|null|n/a|\?|-)?$", re.IGNORECASE)
_NO_GENRE = frozenset({"", "unknown", "(no genres listed)", "n/a", "none", "nan"})
_FORMATS = frozenset({"IMAX"})
"""Listed among the genres by MovieLens, but telling how a film is shown, not what it is."""
_EARLIEST_YEAR, _LATEST_YEAR = 1000, 2100

NO_TITLE = "item without a title"
TWICE = "item id listed twice"
SAME = "same title and year under another id, merged"
NAMESAKE = "same title and year under another id, kept apart"
UNKNOWN_ITEM = "interaction with an item that is not listed"
NO_USER = "interaction without a person or an item"
BAD_RATING = "rating missing or not a number"
OUT_OF_SCALE = "rating outside the scale"
REPEATED = "older interaction of the same person and item"
BAD_TIME = "time missing, negative or in the future, kept without it"
BAD_YEAR = "year that cannot be, kept without it"


def clean(raw: Raw, problems: Problems | None = None) -> tuple[Catalog, Interactions, CleaningReport]:
    """Clean a data set. `problems` collects what was found, with file and line.

    Items are kept in file order; of two ids with the same title and year the first stays and takes over the other's
    interactions. Of several interactions of one person with one item the latest stays. WhyRecError if nothing is left.
    """
    problems = problems if problems is not None else Problems()
    before = dict(problems.counts)
    items, merged = _items(raw, problems)
    catalog = Catalog(items, merged)
    interactions = _interactions(raw, catalog, problems)
    if not len(interactions):
        raise WhyRecError(
            f"The data set {raw.name!r} has no usable interaction; `whyrec data check` tells what is wrong with it."
        )
    counts = {kind: n - before.get(kind, 0) for kind, n in problems.counts.items()}
    repairs = (SAME, BAD_TIME, BAD_YEAR)
    items_read = len(raw.items) if raw.items is not None else len(catalog)
    report = CleaningReport(
        interactions_read=len(raw.interactions),
        interactions_kept=len(interactions),
        items_read=items_read,
        items_kept=len(catalog),
        people=len(interactions.users),
        dropped={kind: n for kind, n in counts.items() if n and kind not in repairs and kind != NAMESAKE},
        repaired={kind: n for kind, n in counts.items() if n and kind in repairs},
        notes=raw.notes,
    )
    return catalog, interactions, report


def _items(raw: Raw, problems: Problems) -> tuple[list[Item], dict[str, str]]:
    if raw.items is None:
        ids = raw.interactions["item"].dropna().astype(str).unique()
        return [Item(id=i, title=i) for i in sorted(ids, key=natural_order)], {}
    kept: dict[str, Item] = {}
    by_name: dict[tuple[str, int], list[str]] = {}
    merged: dict[str, str] = {}
    for entry in raw.items:
        title = _title(raw, entry, problems)
        if not title.title or (title.year is None and _NO_TITLE.match(title.title)):
            problems.add(NO_TITLE, raw.items_file, entry.line, f"Item {entry.id} has no title ({entry.title!r}).")
            continue
        if entry.id in kept or entry.id in merged:
            problems.add(TWICE, raw.items_file, entry.line, f"Item {entry.id} is listed a second time.")
            continue
        item = _item(entry, title)
        twin = _twin(item, kept, by_name) if item.year is not None else None
        if twin is not None and raw.merge:
            merged[item.id] = twin
            kept[twin] = _union(kept[twin], item)
            message = f"Item {item.id}, {item.name}, is item {twin} once more; the two are taken as one."
            problems.add(SAME, raw.items_file, entry.line, message, "warning")
        else:
            if twin is not None:
                message = f"Item {item.id}, {item.name}, has the title and year of item {twin}; both are kept."
                problems.add(NAMESAKE, raw.items_file, entry.line, message, "note")
            kept[item.id] = item
            twin = item.id
        if item.year is not None:
            for name in (item.title, *item.aka):
                by_name.setdefault((name.casefold(), item.year), []).append(twin)
    return list(kept.values()), merged


def _twin(item: Item, kept: Mapping[str, Item], by_name: Mapping[tuple[str, int], list[str]]) -> str | None:
    """The earlier item this one repeats: of its year, listed under one of its titles."""
    names = ((name.casefold(), item.year or 0) for name in (item.title, *item.aka))
    return next((i for name in names for i in by_name.get(name, ()) if _same(kept[i], item)), None)


def _title(raw: Raw, entry: RawItem, problems: Problems) -> Title:
    title = (
        correct(parse(entry.title, entry.year)) if raw.parse_titles else Title(natural_spaces(entry.title), entry.year)
    )
    if title.year is not None and not _EARLIEST_YEAR <= title.year <= _LATEST_YEAR:
        message = f"Item {entry.id} is of the year {title.year}; expected {_EARLIEST_YEAR} to {_LATEST_YEAR}."
        problems.add(BAD_YEAR, raw.items_file, entry.line, message, "warning")
        return Title(title.title, None, title.aka)
    return title


def _item(entry: RawItem, title: Title) -> Item:
    genres = tuple(dict.fromkeys(g.strip() for g in entry.genres if g.strip().casefold() not in _NO_GENRE))
    attributes = {kind: tuple(values) for kind, values in entry.attributes.items() if values}
    formats = tuple(g for g in genres if g in _FORMATS)
    if formats:
        attributes["format"] = formats
    return Item(
        id=entry.id,
        title=title.title,
        year=title.year,
        genres=tuple(g for g in genres if g not in _FORMATS),
        aka=title.aka,
        attributes=attributes,
    )


def _same(a: Item, b: Item) -> bool:
    """Whether two items of one title and year are one: unless links or other titles tell them apart."""
    links = [(a.attributes.get(kind), b.attributes.get(kind)) for kind in ("imdb", "tmdb")]
    told = [bool(set(left) & set(right)) for left, right in links if left and right]
    if told:
        return any(told)
    return not (a.aka and b.aka) or bool({t.casefold() for t in a.aka} & {t.casefold() for t in b.aka})


def _union(a: Item, b: Item) -> Item:
    """The first item with what only the second tells."""
    attributes = dict(a.attributes)
    for kind, values in b.attributes.items():
        attributes[kind] = tuple(dict.fromkeys((*attributes.get(kind, ()), *values)))
    aka = tuple(dict.fromkeys((*a.aka, *b.aka)))
    return Item(a.id, a.title, a.year, tuple(dict.fromkeys((*a.genres, *b.genres))), aka, attributes)


def natural_spaces(text: str) -> str:
    return " ".join(text.split())


def natural_order(text: str) -> tuple[int, int, str]:
    """Sort key: numbers by value, before all other ids by spelling."""
    return (0, int(text), text) if text.isascii() and text.isdigit() else (1, 0, text)


class _Sieve:
    """Drops lines of a frame by reason, telling file and line of each."""

    def __init__(self, file: str, frame: pd.DataFrame, problems: Problems) -> None:
        self.file, self.frame, self.problems = file, frame, problems

    def tell(self, kind: str, bad: npt.NDArray[np.bool_], message: str, severity: Severity = "error") -> None:
        """Record the lines of a mask; `message` is filled from the frame's columns."""
        total = int(bad.sum())
        if not total:
            return
        shown = self.frame[bad].head(self.problems.room(kind))
        for entry in shown.to_dict("records"):
            self.problems.add(kind, self.file, int(entry["line"]), message.format(**entry), severity)
        self.problems.more(kind, total - len(shown))

    def drop(self, kind: str, bad: npt.NDArray[np.bool_], message: str, severity: Severity = "error") -> None:
        self.tell(kind, bad, message, severity)
        if bad.any():
            self.frame = self.frame[~bad]


def _interactions(raw: Raw, catalog: Catalog, problems: Problems) -> Interactions:
    import pandas as pd

    sieve = _Sieve(raw.interactions_file, raw.interactions, problems)
    missing = (sieve.frame["user"].isna() | sieve.frame["item"].isna()).to_numpy()
    sieve.drop(NO_USER, missing, "The person or the item is missing.")

    codes, ids = pd.factorize(sieve.frame["item"])
    row_of = {str(i): catalog.row(str(i)) for i in ids if str(i) in catalog}
    rows = np.array([row_of.get(str(i), -1) for i in ids], dtype=np.int32)
    row = rows[codes] if len(codes) else np.empty(0, dtype=np.int32)
    sieve.frame = sieve.frame.assign(row=row)
    sieve.drop(UNKNOWN_ITEM, row < 0, "Item {item} is not in the list of items.")

    if raw.has_ratings:
        low, high = raw.scale.minimum, raw.scale.maximum
        rating = sieve.frame["rating"].to_numpy()
        sieve.drop(BAD_RATING, np.isnan(rating), "The rating is missing or not a number.")
        rating = sieve.frame["rating"].to_numpy()
        outside = (rating < low) | (rating > high)
        sieve.drop(OUT_OF_SCALE, outside, f"The rating {{rating:g}} is outside the scale of {low:g} to {high:g}.")

    at = sieve.frame["timestamp"].to_numpy()
    if not np.isnan(at).all():
        with np.errstate(invalid="ignore"):
            bad = np.isnan(at) | (at < 0) | (at > time.time() + 86400)
        sieve.tell(BAD_TIME, np.isnan(at), "The time is missing or not a number.", "warning")
        off = bad & ~np.isnan(at)
        sieve.tell(BAD_TIME, off, "The time {timestamp:.0f} is before 1970 or in the future.", "warning")
        at = np.where(bad, -1, at)
    else:
        at = np.full(len(at), -1.0)
    frame = sieve.frame.assign(at=at.astype(np.int64))

    codes, names = pd.factorize(frame["user"])
    users = [str(name) for name in names]
    order = sorted(range(len(users)), key=lambda code: natural_order(users[code]))
    rank = np.empty(len(users), dtype=np.int32)
    rank[order] = np.arange(len(users), dtype=np.int32)
    # A stable sort by time keeps the file's order among equals, so "the latest" is well defined without times too.
    frame = frame.assign(code=rank[codes] if len(codes) else np.empty(0, np.int32)).sort_values("at", kind="stable")
    sieve.frame = frame
    older = frame.duplicated(["code", "row"], keep="last").to_numpy()
    message = "Person {user} has a later interaction with item {item}; the latest counts."
    sieve.drop(REPEATED, older, message, "warning")
    frame = sieve.frame.sort_values(["code", "at"], kind="stable")
    rating = frame["rating"].to_numpy() if raw.has_ratings else np.full(len(frame), np.nan)
    return Interactions(
        [users[code] for code in order],
        [item.id for item in catalog],
        frame["code"].to_numpy(),
        frame["row"].to_numpy(),
        rating,
        frame["at"].to_numpy(),
    )


def keep_people(people: Mapping[str, Mapping[str, str]], interactions: Interactions) -> dict[str, dict[str, str]]:
    """What is told of the people that are in the data, in their order, without empty facts."""
    known = ((user_id, people.get(user_id)) for user_id in interactions.users)
    return {user_id: {k: v for k, v in facts.items() if v} for user_id, facts in known if facts}
