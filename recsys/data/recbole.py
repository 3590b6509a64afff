"""RecBole's atomic files: tab-separated, each header field "name:type" (recbole.io/docs, "Atomic Files")."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recsys.data.readers import Kind, header_of, read_table
from recsys.data.scales import FIVE, infer
from recsys.data.source import Problems, Raw, RawItem
from recsys.schema import WhyRecError

if TYPE_CHECKING:
    import pandas as pd

_TITLE = ("movie_title", "title", "name", "item_name", "product_name", "artist_name")
_YEAR = ("release_year", "year", "release_date", "publish_year")
_GENRES = ("class", "genre", "genres", "categories", "category", "tags")
_RATING = ("rating", "stars", "star_rating", "overall", "score")
_FACTS = {"zip_code": "zip"}
_TIME = ("timestamp", "time", "date")


def find(folder: Path) -> Path | None:
    """The interactions file of a folder in this format, None if it has none."""
    return next(iter(sorted(folder.glob("*.inter"))), None) if folder.is_dir() else None


def read(folder: Path, problems: Problems) -> Raw:
    """Read `*.inter`, and `*.item`, `*.user` where they exist. WhyRecError if the folder has no usable `*.inter`."""
    inter = find(folder)
    if inter is None:
        raise WhyRecError(f"The folder {folder} holds no file ending in .inter, so it is not in RecBole's format.")
    fields = _fields(inter)
    user, item = _need(fields, ("user_id",), inter), _need(fields, ("item_id",), inter)
    rating, at = _first(fields, _RATING), _first(fields, _TIME)
    kinds: dict[str, Kind] = {user: "id", item: "id"}
    kinds |= {column: "number" for column in (rating, at) if column}
    frame = _read(inter, kinds, problems)
    frame = frame.rename(columns={user: "user", item: "item", rating: "rating", at: "timestamp"})
    for column in ("rating", "timestamp"):
        if column not in frame:
            frame[column] = float("nan")
    scale = infer(frame["rating"].to_numpy())
    return Raw(
        name=inter.stem,
        items=_items(inter.with_suffix(".item"), problems),
        interactions=frame,
        items_file=f"{inter.stem}.item",
        interactions_file=inter.name,
        people=_people(inter.with_suffix(".user"), problems),
        scale=scale or FIVE,
        has_ratings=scale is not None,
    )


def _items(path: Path, problems: Problems) -> list[RawItem] | None:
    if not path.exists():
        return None
    fields = _fields(path)
    key = _need(fields, ("item_id",), path)
    title, year, genres = _first(fields, _TITLE), _first(fields, _YEAR), _first(fields, _GENRES)
    kinds: dict[str, Kind] = {key: "id"}
    kinds |= {column: "text" for column in (title, year, genres) if column}
    items = []
    for record in _read(path, kinds, problems).to_dict("records"):
        name = str(_text(record.get(title)) if title else record[key])
        when = _text(record.get(year)) if year else ""
        found = _year(when)
        items.append(
            RawItem(
                id=str(record[key]),
                title=name,
                year=found,
                genres=tuple(_text(record.get(genres)).split()) if genres else (),
                line=int(record["line"]),
            )
        )
    return items


def _people(path: Path, problems: Problems) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    fields = _fields(path)
    key = _need(fields, ("user_id",), path)
    frame = _read(path, dict.fromkeys(fields, "text"), problems).drop(columns="line")
    names = [(column, column.partition(":")[0]) for column in fields if column != key]
    facts = [(column, _FACTS.get(name, name)) for column, name in names]
    return {
        str(record[key]): {name: _text(record[column]) for column, name in facts} for record in frame.to_dict("records")
    }


def _read(path: Path, columns: dict[str, Kind], problems: Problems) -> pd.DataFrame:
    return read_table(path, columns, problems, sep="\t", quoted=False)


def _fields(path: Path) -> list[str]:
    return header_of(path, "\t", False, "utf-8-sig")


def _first(fields: list[str], names: tuple[str, ...]) -> str | None:
    plain = {field.partition(":")[0]: field for field in fields}
    return next((plain[name] for name in names if name in plain), None)


def _need(fields: list[str], names: tuple[str, ...], path: Path) -> str:
    column = _first(fields, names)
    if column is None:
        raise WhyRecError(f"{path.name} lacks the column {names[0]}:token; its header reads {', '.join(fields)}.")
    return column


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _year(text: str) -> int | None:
    digits = text.strip()[:4]
    return int(digits) if len(digits) == 4 and digits.isdigit() else None
