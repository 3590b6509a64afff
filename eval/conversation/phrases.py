"""Sayings for each thing a person means to tell a recommender. `{movie}` and `{movies}` are the collection's noun."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from recsys.schema import Constraint

with (Path(__file__).parents[1] / "texts" / "sayings.toml").open("rb") as _file:
    _TABLES: dict[str, dict[str, list[str]]] = tomllib.load(_file)
SAYINGS = _TABLES["known"]
"""What is said for each thing meant, seen by whoever mended the rules that read messages."""
LATE = _TABLES["late"]
"""What nobody mended anything for; not for everything."""
PLACES = ("first", "second", "third", "fourth", "fifth")


@dataclass(frozen=True)
class Saying:
    """A genre as a thing ("a comedy"), as a quality ("funny", may be none) and as many ("comedies")."""

    noun: str
    quality: str
    many: str


GENRES: dict[str, Saying] = {
    "Action": Saying("an action {movie}", "action-packed", "action {movies}"),
    "Adventure": Saying("an adventure {movie}", "adventurous", "adventure {movies}"),
    "Animation": Saying("a cartoon", "animated", "cartoons"),
    "Children's": Saying("a children's {movie}", "", "children's {movies}"),
    "Comedy": Saying("a comedy", "funny", "comedies"),
    "Crime": Saying("a crime {movie}", "", "crime {movies}"),
    "Documentary": Saying("a documentary", "", "documentaries"),
    "Drama": Saying("a drama", "dramatic", "dramas"),
    "Fantasy": Saying("a fantasy {movie}", "", "fantasy"),
    "Film-Noir": Saying("a film noir", "", "film noir"),
    "Horror": Saying("a horror {movie}", "scary", "horror"),
    "Musical": Saying("a musical", "", "musicals"),
    "Mystery": Saying("a mystery", "mysterious", "mysteries"),
    "Romance": Saying("a romantic {movie}", "romantic", "love stories"),
    "Sci-Fi": Saying("a sci-fi {movie}", "", "science fiction"),
    "Thriller": Saying("a thriller", "thrilling", "thrillers"),
    "War": Saying("a war {movie}", "", "war {movies}"),
    "Western": Saying("a western", "", "westerns"),
}


def saying(genre: str) -> Saying:
    """How a genre is said; one that nobody foresaw by its name."""
    name = genre.lower()
    article = "an" if name[:1] in "aeiou" else "a"
    return GENRES.get(genre, Saying(f"{article} {name} {{movie}}", "", f"{name} {{movies}}"))


def when(years: Sequence[Constraint]) -> str:
    """A range of years as said: "from the 80s", "from before 1960", "from after 1990"."""
    bounds = {c.kind: int(c.value) for c in years}
    low, high = bounds.get("year_from"), bounds.get("year_to")
    if low is not None and high is not None:
        return f"from the {low % 100:02d}s" if low < 2000 else f"from the {low}s"
    return f"from before {high + 1}" if high is not None else f"from after {(low or 1) - 1}"
