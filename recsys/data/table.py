"""Any CSV, TSV or Parquet of interactions, with or without one of items, by a mapping of columns or by guessing it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from recsys.data import scales
from recsys.data.readers import Kind, header_of, read_table
from recsys.data.registry import Entry
from recsys.data.source import Problems, Raw, RawItem, file_label
from recsys.schema import Lexicon, WhyRecError

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".parquet", ".csv", ".tsv", ".tab", ".dat", ".txt")
_GUESS: dict[str, tuple[str, ...]] = {
    "user": ("user", "userid", "reviewerid", "reviewer", "customerid", "customer", "memberid", "person", "uid"),
    "item": (
        "item",
        "itemid",
        "movieid",
        "bookid",
        "productid",
        "artistid",
        "trackid",
        "songid",
        "isbn",
        "asin",
        "iid",
    ),
    "rating": ("rating", "stars", "starrating", "bookrating", "overall", "score"),
    "timestamp": ("timestamp", "time", "unixreviewtime", "date", "datetime", "ratedat", "createdat"),
}
_GUESS_ITEM: dict[str, tuple[str, ...]] = {
    "item_id": ("id", *_GUESS["item"]),
    "title": ("title", "name", "movietitle", "booktitle", "productname", "artistname", "trackname"),
    "year": ("year", "releaseyear", "yearofpublication", "publishyear", "publicationyear"),
    "genres": ("genres", "genre", "categories", "category", "class"),
}
INTERACTION_COLUMNS = tuple(_GUESS)
ITEM_COLUMNS = tuple(_GUESS_ITEM)
_ITEM_FILES = ("items", "movies", "books", "products", "artists", "tracks", "songs", "catalog", "catalogue")
_INTERACTION_FILES = ("interactions", "ratings", "events", "reviews", "plays", "likes")
_YEAR_IN_TITLE = re.compile(r"\((?:1[89]|20)\d\d\)\s*$")
_SPLIT = re.compile(r"\s*[|;]\s*")


def read(entry: Entry, problems: Problems) -> Raw:
    """Read the interactions and items of an entry. WhyRecError if the files or columns needed are not there."""
    root = Path(entry.path)
    interactions = root if root.is_file() else _pick(root, _INTERACTION_FILES, "interactions")
    items = _items_file(entry, root)
    mapping = entry.columns or {}
    notes: list[str] = []
    frame = _interactions(interactions, mapping, problems, root)
    scale, has_ratings = _scale(entry, frame, notes)
    listed = _items(items, mapping, problems, root) if items else None
    undated = listed is not None and all(i.year is None for i in listed)
    parse = listed is not None and undated and _mostly_dated([i.title for i in listed])
    return Raw(
        name=entry.name,
        items=listed,
        interactions=frame,
        items_file=file_label(root, items) if items else "",
        interactions_file=file_label(root, interactions),
        scale=scale,
        lexicon=Lexicon("item", "items", "star", "tried"),
        has_ratings=has_ratings,
        parse_titles=parse,
        merge=parse,
        notes=tuple(notes),
    )


def _pick(folder: Path, stems: tuple[str, ...], what: str) -> Path:
    for suffix in SUFFIXES:
        for stem in stems:
            if (folder / f"{stem}{suffix}").is_file():
                return folder / f"{stem}{suffix}"
    raise WhyRecError(
        f"The folder {folder} is in no form WhyRec knows: it needs RecBole's *.inter, MovieLens's ratings with its "
        f"movies, or a file named {what}.csv or {what}.parquet."
    )


def _items_file(entry: Entry, root: Path) -> Path | None:
    if entry.items_path:
        path = Path(entry.items_path)
        if not path.is_file():
            raise WhyRecError(f"The file of items {path} does not exist.")
        return path
    if root.is_dir():
        try:
            return _pick(root, _ITEM_FILES, "items")
        except WhyRecError:
            return None
    return None


def _interactions(path: Path, mapping: dict[str, str], problems: Problems, root: Path) -> pd.DataFrame:
    fields, header = _fields(path, [mapping[name] for name in INTERACTION_COLUMNS if name in mapping])
    chosen = _choose(_GUESS, mapping, fields, file_label(root, path), needed=("user", "item"))
    dated = "timestamp" in chosen
    kinds: dict[str, Kind] = {chosen[name]: "id" for name in ("user", "item")}
    if "rating" in chosen:
        kinds[chosen["rating"]] = "number"
    if dated:
        kinds[chosen["timestamp"]] = "text"
    frame = _table(path, kinds, problems, root, fields, header).rename(
        columns={theirs: ours for ours, theirs in chosen.items()}
    )
    if "rating" not in frame:
        frame["rating"] = float("nan")
    frame["timestamp"] = _seconds(frame["timestamp"]) if dated else float("nan")
    return frame


def _seconds(column: pd.Series) -> pd.Series:
    """Times as seconds since 1970 UTC: numbers in seconds or milliseconds, or dates as ISO 8601 writes them."""
    import pandas as pd

    numbers = pd.to_numeric(column, errors="coerce").astype("float64")
    if numbers.notna().mean() >= 0.5:
        typical = numbers.abs().median()
        return numbers / 1000 if typical > 1e11 else numbers
    dates = pd.to_datetime(column, errors="coerce", utc=True, format="ISO8601")
    seconds = (dates - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(seconds=1)
    return seconds.astype("float64")


def _items(path: Path, mapping: dict[str, str], problems: Problems, root: Path) -> list[RawItem]:
    label = file_label(root, path)
    extra = {kind: c for kind, c in mapping.items() if kind not in (*INTERACTION_COLUMNS, *ITEM_COLUMNS)}
    ours = {name: column for name, column in mapping.items() if name in ITEM_COLUMNS}
    fields, header = _fields(path, [*ours.values(), *extra.values()])
    if absent := [column for column in extra.values() if column not in fields]:
        raise WhyRecError(f"{label} lacks the column {', '.join(absent)}; it has {', '.join(fields)}.")
    if "item_id" not in ours and mapping.get("item") in fields:
        ours["item_id"] = mapping["item"]
    chosen = _choose(_GUESS_ITEM, ours, fields, label, needed=("item_id", "title"))
    kinds: dict[str, Kind] = dict.fromkeys((*chosen.values(), *extra.values()), "text")
    items = []
    for record in _table(path, kinds, problems, root, fields, header).to_dict("records"):
        year = _text(record.get(chosen.get("year", "")))[:4]
        attributes = {kind: _values(record[column]) for kind, column in extra.items()}
        items.append(
            RawItem(
                id=_text(record[chosen["item_id"]]),
                title=_text(record[chosen["title"]]),
                year=int(year) if len(year) == 4 and year.isdigit() and int(year) else None,
                genres=_values(record.get(chosen.get("genres", ""))),
                attributes={kind: values for kind, values in attributes.items() if values},
                line=int(record["line"]),
            )
        )
    return items


def _choose(
    guess: dict[str, tuple[str, ...]], mapping: dict[str, str], fields: list[str], label: str, needed: tuple[str, ...]
) -> dict[str, str]:
    """Which column of the file each of ours is: as the mapping says, else by name. WhyRecError if one needed is not."""
    chosen = {}
    plain = {re.sub(r"[^a-z0-9]", "", field.casefold()): field for field in reversed(fields)}
    for name, likely in guess.items():
        said = mapping.get(name)
        if said is not None and said not in fields:
            raise WhyRecError(f"{label} lacks the column {said!r} ({name}); it has {', '.join(fields)}.")
        found = said or next((plain[word] for word in likely if word in plain), None)
        if found is not None:
            chosen[name] = found
        elif name in needed:
            raise WhyRecError(
                f"No column of {label} is plainly the {name}; it has {', '.join(fields)}: say which one with --column "
                f"{name}=COLUMN, by its number if the first line does not name the columns."
            )
    return chosen


def _scale(entry: Entry, frame: pd.DataFrame, notes: list[str]) -> tuple[scales.Scale, bool]:
    ratings = frame["rating"].to_numpy()
    rated = bool((ratings == ratings).any())
    if entry.scale or not rated:
        return scales.FIVE, rated
    found = scales.infer(ratings)
    if found is None:
        notes.append(
            "The ratings are on no common scale, so each interaction counts as a like; say the scale to use them."
        )
        return scales.FIVE, False
    notes.append(
        f"The ratings are taken to be on a scale of {found.minimum:g} to {found.maximum:g}, liked from {found.like:g}."
    )
    return found, True


def _fields(path: Path, said: list[str]) -> tuple[list[str], bool]:
    """The columns of a file, and whether its first line names them: not when they are said by number, from 1."""
    if path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            return list(pq.read_schema(path).names), True
        except FileNotFoundError:
            raise WhyRecError(f"The file {path} does not exist.") from None
        except (pa.ArrowException, OSError):
            raise WhyRecError(f"{path.name} is not a Parquet file, or not a whole one.") from None
    separator = _separator(path)
    first = header_of(path, separator, separator != "\t", "utf-8-sig")
    if said and all(column.isdigit() for column in said):
        return [str(number) for number in range(1, len(first) + 1)], False
    return first, True


def _table(
    path: Path, kinds: dict[str, Kind], problems: Problems, root: Path, fields: list[str], header: bool
) -> pd.DataFrame:
    if path.suffix != ".parquet":
        separator = _separator(path)
        label = file_label(root, path)
        names = None if header else fields
        return read_table(
            path, kinds, problems, sep=separator, quoted=separator != "\t", header=header, names=names, label=label
        )
    import pandas as pd
    import pyarrow as pa

    try:
        frame = pd.read_parquet(path, columns=list(kinds))
    except (pa.ArrowException, OSError):
        raise WhyRecError(f"{path.name} is not a Parquet file, or not a whole one.") from None
    for column, kind in kinds.items():
        if kind == "number":
            frame[column] = pd.to_numeric(frame[column], errors="coerce").astype("float64")
        else:
            frame[column] = frame[column].map(_plain, na_action="ignore").astype("str")
    # Parquet has no lines; the number of the record stands for it.
    frame["line"] = range(1, len(frame) + 1)
    return frame


def _plain(value: object) -> str:
    """A cell as text: 12.0 is "12", a list is joined as CSV would join it, a time is ISO 8601."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if not isinstance(value, str) and hasattr(value, "__iter__"):
        return "|".join(str(part) for part in value)
    return str(value)


def _separator(path: Path) -> str:
    """The commonest of tab, comma, semicolon and bar in the first line."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            first = file.readline()
    except OSError:
        raise WhyRecError(f"The file {path} does not exist or cannot be read.") from None
    return max("\t,;|", key=first.count)


def _values(value: object) -> tuple[str, ...]:
    return tuple(part for part in _SPLIT.split(_text(value)) if part)


def _mostly_dated(titles: list[str]) -> bool:
    return sum(1 for title in titles if _YEAR_IN_TITLE.search(title)) > len(titles) / 2


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
