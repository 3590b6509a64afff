"""Where knowledge of items comes from: a table of one's own, MovieLens tags or tag genome, Wikipedia's film files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from recsys.data.knowledge.records import KINDS
from recsys.schema import WhyRecError

RELEVANT = 0.8
"""A tag of the genome is taken from this relevance on, 0 to 1 (Vig, Sen and Riedl, TiiS 2012)."""
TAGS = 8
"""So many tags an item at most, those most people gave (or the most relevant) first."""
DIRECTED = re.compile(r"\bdirected by ((?:[A-Z][\w.'’-]+ ?){2,4}(?:(?:,| and) (?:[A-Z][\w.'’-]+ ?){2,4})*)")


@dataclass(frozen=True, slots=True)
class Told:
    """What a source tells of one item, known by its id or by title and year."""

    id: str = ""
    title: str = ""
    year: int | None = None
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By field of `Known`; `about` holds at most one sentence."""


def form_of(source: Path) -> str:
    """The form of a file or folder by its names. WhyRecError if it is none of those known."""
    if not source.exists():
        raise WhyRecError(f"There is no file or folder {source}.")
    names = {source.name} if source.is_file() else {f.name for f in source.iterdir()}
    if "genome-scores.csv" in names:
        return "genome"
    if names & {"tags.csv", "tags.dat"}:
        return "tags"
    if source.is_file() and source.suffix in (".csv", ".jsonl", ".parquet"):
        return "table"
    if any(re.fullmatch(r"movies(?:-\d{4}s)?\.json", name) for name in names):
        return "wikipedia"
    raise WhyRecError(
        f"{source} is in no form of knowledge WhyRec reads: give a CSV, JSONL or Parquet file with the columns id or "
        "title, MovieLens tags.csv or genome-scores.csv, or Wikipedia's movies.json."
    )


def read(source: Path, form: str, columns: Mapping[str, str]) -> Iterator[Told]:
    """What a source tells. WhyRecError if it is not in that form."""
    readers: dict[str, Callable[[], Iterator[Told]]] = {
        "table": lambda: _table(source, columns),
        "tags": lambda: _tags(source),
        "genome": lambda: _genome(source),
        "wikipedia": lambda: _wikipedia(source),
    }
    if form not in readers:
        raise WhyRecError(f"There is no form {form!r} of knowledge; the forms are {', '.join(readers)}.")
    try:
        yield from readers[form]()
    except (OSError, ValueError, KeyError) as error:
        raise WhyRecError(f"{source} cannot be read as {form}: {error}.") from None


def _table(source: Path, columns: Mapping[str, str]) -> Iterator[Told]:
    frame = _frame(source).rename(columns={theirs: ours for ours, theirs in columns.items()})
    frame.columns = [str(c).strip().lower() for c in frame.columns]
    frame = frame.rename(columns={f.removesuffix("s"): f for f in (*KINDS, "tags") if f not in frame})
    frame = frame.rename(columns={"country": "countries"})
    if "id" not in frame and "title" not in frame:
        raise WhyRecError(f"{source.name} has no column id or title to know the items by; use --column id=… if it has.")
    told = [f for f in (*KINDS, "tags", "about") if f in frame]
    if not told:
        raise WhyRecError(f"{source.name} tells nothing of its items: it needs one of {', '.join(KINDS)}, tags, about.")
    for row in frame.to_dict("records"):
        fields = {f: (_text(row[f]),) if f == "about" else _values(row[f]) for f in told}
        themes = (*fields.pop("themes", ()), *fields.pop("tags", ()))
        yield Told(_text(row.get("id")), _text(row.get("title")), _year(row.get("year")), {**fields, "themes": themes})


def _frame(source: Path) -> pd.DataFrame:
    if source.suffix == ".jsonl":
        return pd.read_json(source, lines=True, dtype=False)
    return pd.read_parquet(source) if source.suffix == ".parquet" else pd.read_csv(source, dtype=str)


def _tags(source: Path) -> Iterator[Told]:
    place = source if source.is_file() else next(f for f in source.iterdir() if f.name in ("tags.csv", "tags.dat"))
    if place.suffix == ".dat":
        names = ["userId", "movieId", "tag", "timestamp"]
        frame = pd.read_csv(place, sep="::", engine="python", names=names, dtype=str, encoding="latin-1")
    else:
        frame = pd.read_csv(place, dtype=str)
    frame = frame.dropna(subset=["movieId", "tag"])
    frame["tag"] = frame["tag"].str.strip().str.casefold()
    counts = frame.drop_duplicates(["userId", "movieId", "tag"]).value_counts(["movieId", "tag"]).reset_index()
    kept = counts.sort_values(["count", "tag"], ascending=[False, True])
    for item, group in kept.groupby("movieId", sort=False):
        yield Told(str(item), fields={"themes": tuple(group["tag"].head(TAGS))})


def _genome(source: Path) -> Iterator[Told]:
    folder = source if source.is_dir() else source.parent
    names = pd.read_csv(folder / "genome-tags.csv", dtype={"tagId": str}).set_index("tagId")["tag"]
    scores = pd.read_csv(folder / "genome-scores.csv", dtype={"movieId": str, "tagId": str})
    kept = scores[scores["relevance"] >= RELEVANT].sort_values("relevance", ascending=False)
    for item, group in kept.groupby("movieId", sort=False):
        yield Told(str(item), fields={"themes": tuple(names[t] for t in group["tagId"].head(TAGS))})


def _wikipedia(source: Path) -> Iterator[Told]:
    for file in [source] if source.is_file() else sorted(source.glob("movies*.json")):
        for film in json.loads(file.read_text(encoding="utf-8")):
            cast = tuple(name for name in film.get("cast") or () if re.match(r"(?!voices of)\w", name, re.I))
            found = DIRECTED.search(film.get("extract") or "")
            makers = tuple(re.split(r", | and ", found[1].strip())) if found else ()
            yield Told("", film["title"], film["year"], {"directors": makers[:3], "actors": cast[:4]})


def _values(value: Any) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else re.split(r"[|;]", _text(value))
    return tuple(dict.fromkeys(text for part in parts if (text := _text(part))))


def _text(value: Any) -> str:
    return "" if value is None or (isinstance(value, float) and value != value) else " ".join(str(value).split())


def _year(value: Any) -> int | None:
    digits = _text(value)[:4]
    return int(digits) if digits.isdigit() and len(digits) == 4 else None
