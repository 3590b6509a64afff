"""GroupLens's own formats: 100K (`u.*`), 1M and 10M (`.dat`), and the CSV of latest-small, 20M, 25M and 32M.

The first reading of 5 million ratings takes about 11 s of one core and 1.3 GB; later loads take the parsed form (1 s).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from recsys.data.readers import Kind, read_table
from recsys.data.scales import FIVE, HALVES, infer
from recsys.data.source import Problems, Raw, RawItem
from recsys.schema import Scale

if TYPE_CHECKING:
    import pandas as pd

_RATINGS = ("user", "item", "rating", "timestamp")
_KINDS: dict[str, Kind] = {"user": "id", "item": "id", "rating": "number", "timestamp": "number"}
_TAGS_KEPT = 10
_GENRES_100K = [
    "unknown",
    "Action",
    "Adventure",
    "Animation",
    "Children's",
    "Comedy",
    "Crime",
    "Documentary",
    "Drama",
    "Fantasy",
    "Film-Noir",
    "Horror",
    "Musical",
    "Mystery",
    "Romance",
    "Sci-Fi",
    "Thriller",
    "War",
    "Western",
]
_AGES_1M = {1: "under 18", 18: "18-24", 25: "25-34", 35: "35-44", 45: "45-49", 50: "50-55", 56: "56+"}
_OCCUPATIONS_1M = [
    "other",
    "educator",
    "artist",
    "clerical",
    "student (college)",
    "customer service",
    "health care",
    "executive",
    "farmer",
    "homemaker",
    "student (K-12)",
    "lawyer",
    "programmer",
    "retired",
    "sales",
    "scientist",
    "self-employed",
    "technician",
    "craftsman",
    "unemployed",
    "writer",
]


def find(folder: Path) -> Path | None:
    """The ratings file of a folder in one of these formats, None if it has none."""
    pairs = (("u.data", "u.item"), ("ratings.dat", "movies.dat"), ("ratings.csv", "movies.csv"))
    return next(
        (folder / ratings for ratings, items in pairs if all((folder / f).is_file() for f in (ratings, items))), None
    )


def read(folder: Path, problems: Problems) -> Raw:
    """Read a folder `find` knows."""
    match find(folder):
        case Path(name="u.data"):
            return _read_100k(folder, problems)
        case Path(name="ratings.dat"):
            return _read_dat(folder, problems)
        case _:
            return _read_csv(folder, problems)


def _read_100k(folder: Path, problems: Problems) -> Raw:
    frame = _dat(folder / "u.data", _KINDS, _RATINGS, problems, sep="\t")
    fields = ("id", "title", "release", "video", "url", *_GENRES_100K)
    kinds: dict[str, Kind] = {name: "text" for name in fields if name not in ("video", "url")}
    items = []
    for record in _dat(folder / "u.item", kinds, fields, problems, sep="|").to_dict("records"):
        released = _text(record["release"])[-4:]
        title = _text(record["title"])
        # The title's own year is that of the film; the release date is the American one.
        year = int(released) if released.isdigit() and not title.rstrip().endswith(")") else None
        genres = tuple(genre for genre in _GENRES_100K if _text(record[genre]) == "1")
        items.append(RawItem(str(record["id"]), title, year, genres, line=int(record["line"])))
    people: dict[str, dict[str, str]] = {}
    if (folder / "u.user").is_file():
        facts = ("user", "age", "gender", "occupation", "zip")
        table = _dat(folder / "u.user", dict.fromkeys(facts, "text"), facts, problems, sep="|")
        people = {str(r["user"]): {name: _text(r[name]) for name in facts[1:]} for r in table.to_dict("records")}
    return Raw("ml-100k", items, frame, "u.item", "u.data", people, FIVE)


def _read_dat(folder: Path, problems: Problems) -> Raw:
    frame = _dat(folder / "ratings.dat", _KINDS, _RATINGS, problems)
    kinds: dict[str, Kind] = {"id": "id", "title": "text", "genres": "text"}
    items = [_movie(record) for record in _dat(folder / "movies.dat", kinds, tuple(kinds), problems).to_dict("records")]
    people: dict[str, dict[str, str]] = {}
    if (folder / "users.dat").is_file():
        facts = ("user", "gender", "age", "occupation", "zip")
        for record in _dat(folder / "users.dat", dict.fromkeys(facts, "text"), facts, problems).to_dict("records"):
            age, work = _text(record["age"]), _text(record["occupation"])
            people[str(record["user"])] = {
                "age": _AGES_1M.get(int(age), age) if age.isdigit() else age,
                "gender": _text(record["gender"]),
                "occupation": _OCCUPATIONS_1M[int(work)] if work.isdigit() and int(work) < 21 else work,
                "zip": _text(record["zip"]),
            }
    _add_tags(folder / "tags.dat", items, problems)
    return Raw(folder.name, items, frame, "movies.dat", "ratings.dat", people, _scale(frame))


def _read_csv(folder: Path, problems: Problems) -> Raw:
    kinds: dict[str, Kind] = {"userId": "id", "movieId": "id", "rating": "number", "timestamp": "number"}
    frame = read_table(folder / "ratings.csv", kinds, problems)
    frame = frame.rename(columns={"userId": "user", "movieId": "item"})
    columns: dict[str, Kind] = {"movieId": "id", "title": "text", "genres": "text"}
    table = read_table(folder / "movies.csv", columns, problems).rename(columns={"movieId": "id"})
    items = [_movie(record) for record in table.to_dict("records")]
    _add_links(folder / "links.csv", items, problems)
    _add_tags(folder / "tags.csv", items, problems)
    return Raw(folder.name, items, frame, "movies.csv", "ratings.csv", {}, _scale(frame, HALVES))


def _movie(record: dict) -> RawItem:
    genres = tuple(_text(record["genres"]).split("|"))
    return RawItem(str(record["id"]), _text(record["title"]), None, genres, line=int(record["line"]))


def _add_links(path: Path, items: list[RawItem], problems: Problems) -> None:
    """Put each film's IMDb and TMDB ids among its attributes."""
    if not path.is_file():
        return
    columns: dict[str, Kind] = {"movieId": "id", "imdbId": "text", "tmdbId": "text"}
    links = {str(r["movieId"]): r for r in read_table(path, columns, problems).to_dict("records")}
    for item in items:
        found = links.get(item.id)
        if found is None:
            continue
        if imdb := _text(found["imdbId"]):
            item.attributes["imdb"] = (f"tt{imdb.zfill(7)}",)
        if tmdb := _text(found["tmdbId"]):
            item.attributes["tmdb"] = (tmdb.removesuffix(".0"),)


def _add_tags(path: Path, items: list[RawItem], problems: Problems) -> None:
    """Put each film's commonest tags among its attributes, the one most people gave first."""
    if not path.is_file():
        return
    if path.suffix == ".csv":
        columns: dict[str, Kind] = {"userId": "id", "movieId": "id", "tag": "text"}
        frame = read_table(path, columns, problems).rename(columns={"userId": "user", "movieId": "item"})
    else:
        kinds: dict[str, Kind] = {"user": "id", "item": "id", "tag": "text"}
        frame = _dat(path, kinds, ("user", "item", "tag", "timestamp"), problems)
    frame = frame.dropna(subset=["item", "tag"])
    frame["tag"] = frame["tag"].str.strip().str.casefold()
    counts = frame.drop_duplicates(["user", "item", "tag"]).groupby(["item", "tag"]).size().reset_index(name="people")
    counts = counts.sort_values(["people", "tag"], ascending=[False, True])
    by_item = {str(item): tuple(group.head(_TAGS_KEPT)) for item, group in counts.groupby("item", sort=False)["tag"]}
    for item in items:
        if tags := by_item.get(item.id):
            item.attributes["tag"] = tags


def _dat(
    path: Path, kinds: dict[str, Kind], names: tuple[str, ...], problems: Problems, sep: str = "::"
) -> pd.DataFrame:
    """Read a file without a header. The older releases are Latin-1; 10M and copies people converted are UTF-8."""
    try:
        path.open(encoding="utf-8").read()
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = "latin-1"
    return read_table(path, kinds, problems, sep=sep, quoted=False, header=False, names=names, encoding=encoding)


def _scale(frame: pd.DataFrame, default: Scale = FIVE) -> Scale:
    """Whole stars in the older releases, half stars in the newer."""
    found = infer(frame["rating"].to_numpy())
    return found if found in (FIVE, HALVES) and default is FIVE else default


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
