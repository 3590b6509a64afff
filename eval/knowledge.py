"""Whether the catalogue knowledge is right: its people against a reference of films, its sentences against copying.

    python -m eval.knowledge REFERENCE [--records FILE]

REFERENCE is a folder of the published JSON of Wikipedia's American films (jsmith/wikipedia-movie-data): title, year,
cast and the first paragraph. A film of ours is joined to one of its title and of its year, give or take one.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated

import typer
from rapidfuzz import fuzz

from recsys.data.dataset import load
from recsys.data.knowledge import FILMS, Known, read
from recsys.schema import WhyRecError
from recsys.settings import Settings

ALIKE = 88
"""A name is found when a name of the reference is at least this alike, of 100 (rapidfuzz's ratio)."""
RUN = 8
"""A sentence may not share as many words in a row with the reference."""
FULL = 4
"""Actors the reference must name for its list to be taken as whole: ours names four."""
_FUNNY = frozenset({"Comedy", "Animation", "Children's", "Musical", "Romance"})
_FAR = frozenset({"Sci-Fi", "Fantasy", "Horror", "Animation", "Children's", "Adventure", "Comedy", "Action"})
AGREEING: dict[str, frozenset[str]] = {
    **dict.fromkeys(("slapstick", "screwball", "parody", "gross-out"), _FUNNY | {"Action", "Horror", "Western"}),
    **dict.fromkeys(
        ("time-travel", "space-flight", "robots", "alien-invasion", "alien-contact"), _FAR | {"Documentary"}
    ),
    **dict.fromkeys(("slasher", "zombies", "vampires", "werewolves"), _FAR | {"Thriller", "Romance", "Drama"}),
    "young-children": frozenset({"Children's", "Animation", "Musical", "Fantasy", "Adventure", "Comedy"}),
    "gunslingers": frozenset({"Western", "Action", "Comedy", "Drama", "Adventure"}),
}
"""Of a theme, genres one of which its films have."""
CLASHING: dict[str, frozenset[str]] = dict.fromkeys(
    ("grown-ups-only", "violent", "bleak", "serial-killer", "slasher", "gross-out"), frozenset({"Children's"})
)
"""Of a theme, genres none of which its films have."""


@dataclass(frozen=True)
class Reference:
    """One film as the reference tells it."""

    title: str
    year: int
    cast: tuple[str, ...]
    extract: str

    @cached_property
    def text(self) -> str:
        return plain(" ".join((*self.cast, self.extract)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The cast, and whatever in the paragraph may be a name: runs of two to four capitalised words."""
        runs = re.findall(r"(?:[A-Z][\w.'’-]+ ){1,3}[A-Z][\w.'’-]+", self.extract)
        return tuple(plain(name) for name in (*self.cast, *runs))

    @property
    def full(self) -> bool:
        """Whether it names as many actors as ours does, so that a missing name tells something."""
        return len(self.cast) >= FULL

    def has(self, name: str) -> bool:
        sought = plain(name)
        return f" {sought} " in f" {self.text} " or any(fuzz.ratio(sought, known) >= ALIKE for known in self.names)


@dataclass(frozen=True)
class Missing:
    """A person we name and the reference does not."""

    record: Known
    role: str
    name: str
    reference: Reference


def plain(text: str) -> str:
    """Lower case, without accents and marks."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare.casefold()))


def references(folder: Path) -> dict[str, list[Reference]]:
    """The films of a folder by plain title. WhyRecError if it holds none."""
    found: dict[str, list[Reference]] = {}
    for file in sorted(folder.glob("*.json")):
        for entry in json.loads(file.read_text(encoding="utf-8")):
            cast = tuple(name for name in entry.get("cast", ()) if re.match(r"(?!voices of)\w", name, re.I))
            film = Reference(entry["title"], entry["year"], cast, entry.get("extract") or "")
            found.setdefault(_key(film.title), []).append(film)
    if not found:
        raise WhyRecError(f"{folder} holds no JSON of films: give the folder of the published files.")
    return found


def joined(records: Iterable[Known], known: dict[str, list[Reference]]) -> Iterator[tuple[Known, Reference]]:
    """Records with the one film of the reference they are about; two that fit equally well are passed over."""
    for record in records:
        near = [f for f in known.get(_key(record.title), ()) if abs(f.year - (record.year or 0)) <= 1]
        exact = [f for f in near if f.year == record.year] or [f for f in near if plain(f.title) == plain(record.title)]
        if len(exact) == 1 and (exact[0].cast or exact[0].extract):
            yield record, exact[0]


def missing(pairs: Iterable[tuple[Known, Reference]]) -> Iterator[Missing]:
    """People of ours that the reference does not name for that film; directors only where it names who directed."""
    for record, film in pairs:
        for name in record.directors:
            if "directed by" in film.extract and not film.has(name):
                yield Missing(record, "director", name, film)
        for name in record.actors:
            if film.cast and not film.has(name):
                yield Missing(record, "actor", name, film)


def named(pairs: Sequence[tuple[Known, Reference]]) -> int:
    """How many people could be looked up."""
    return sum(len(r.directors) * ("directed by" in f.extract) + len(r.actors) * bool(f.cast) for r, f in pairs)


def shares(pairs: Sequence[tuple[Known, Reference]]) -> dict[str, tuple[int, int]]:
    """People found and looked up: directors, and actors where the reference names as many as ours does."""
    full = [(r, f) for r, f in pairs if f.full]
    gone = [m.role for m in missing(pairs)]
    directors = sum(len(r.directors) for r, f in pairs if "directed by" in f.extract)
    actors = sum(len(r.actors) for r, _ in full)
    away = sum(m.role == "actor" for m in missing(full))
    return {
        "directors": (directors - gone.count("director"), directors),
        f"actors where it names at least {FULL}": (actors - away, actors),
    }


def odd_themes(items: Iterable[tuple[Known, Sequence[str]]]) -> Iterator[tuple[Known, str]]:
    """Themes of films whose genres speak against them."""
    for record, genres in items:
        for name in record.themes:
            needed, barred = AGREEING.get(name, frozenset()), CLASHING.get(name, frozenset())
            if (needed and genres and not needed & set(genres)) or barred & set(genres):
                yield record, name


def longest_run(text: str, other: str) -> int:
    """Most words in a row that two texts share."""
    ours, theirs = plain(text).split(), f" {plain(other)} "
    best = 0
    for start in range(len(ours)):
        while start + best < len(ours) and f" {' '.join(ours[start : start + best + 1])} " in theirs:
            best += 1
    return best


def copied(pairs: Iterable[tuple[Known, Reference]]) -> list[Known]:
    """Records whose sentence shares `RUN` words in a row with the reference."""
    return [record for record, film in pairs if longest_run(record.about, film.extract) >= RUN]


def coverage(records: Sequence[Known]) -> dict[str, float]:
    """Share of records that tell each field, and of each confidence."""
    fields = ("directors", "actors", "countries", "languages", "themes", "about")
    told = {field: sum(bool(getattr(r, field)) for r in records) / len(records) for field in fields}
    return told | {f"confidence {c}": n / len(records) for c, n in Counter(r.confidence for r in records).items()}


def _key(title: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", plain(title))


def main(
    reference: Path,
    records: Annotated[Path, typer.Option(help="The records to check.")] = FILMS,
) -> None:
    ours = read(records)
    pairs = list(joined(ours, references(reference)))
    gone, total = list(missing(pairs)), named(pairs)
    for m in gone:
        cast = ", ".join(m.reference.cast)
        print(
            f"{m.record.id} {m.record.title} ({m.record.year}): {m.role} {m.name}; reference {m.reference.year}: {cast}"
        )
    for record in copied(pairs):
        print(f"{record.id} {record.title}: sentence shares {RUN} words in a row with the reference")
    print(f"{len(pairs)} of {len(ours)} films joined; {total - len(gone)} of {total} people found")
    for what, (found, looked) in shares(pairs).items():
        print(f"{what}: {found} of {looked} found ({found / looked:.1%})" if looked else f"{what}: none to look up")
    catalog = load("ml-100k", Settings()).catalog
    genres = {r.id: catalog.get(r.id).genres for r in ours if r.id in catalog}
    for record, name in odd_themes((r, genres[r.id]) for r in ours if r.id in genres):
        print(f"{record.id} {record.title}: the theme {name} against the genres {', '.join(genres[record.id])}")
    for field, share in coverage(ours).items():
        print(f"{field}: {share:.1%}")


if __name__ == "__main__":
    typer.run(main)
