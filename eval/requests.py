"""Simulated requests: what a person might say who wants a film of these genres and that decade.

Half of the sayings avoid the genre's own name, since a name is understood as a hard wish and needs no likeness of text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recsys.data.catalog import Catalog
from recsys.models.base import Rows

SAYINGS: dict[str, tuple[str, ...]] = {
    "Action": ("action", "explosions and car chases", "fast-paced"),
    "Adventure": ("an adventure", "a journey to far places", "swashbuckling"),
    "Animation": ("animated", "a cartoon", "drawn by hand"),
    "Children's": ("for children", "for my little ones", "suitable for kids"),
    "Comedy": ("a comedy", "funny", "something to laugh about"),
    "Crime": ("a crime story", "gangsters and the mob", "about a heist"),
    "Documentary": ("a documentary", "about real life", "non-fiction"),
    "Drama": ("a drama", "serious and moving", "with strong characters"),
    "Fantasy": ("fantasy", "magic and wizards", "a fairy tale"),
    "Film-Noir": ("film noir", "a shadowy private eye", "a hard-boiled detective"),
    "Horror": ("horror", "really scary", "ghosts and monsters"),
    "Musical": ("a musical", "lots of singing and dancing", "with great songs"),
    "Mystery": ("a mystery", "a whodunit", "a puzzle to solve"),
    "Romance": ("romantic", "a love story", "about falling in love"),
    "Sci-Fi": ("science fiction", "space ships and aliens", "set in the future"),
    "Thriller": ("a thriller", "suspenseful", "to keep me on the edge of my seat"),
    "War": ("a war film", "soldiers in battle", "set in World War II"),
    "Western": ("a western", "cowboys", "gunslingers on the frontier"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One simulated request and the rows that would answer it."""

    text: str
    genres: tuple[str, ...]
    decade: int | None
    answers: Rows


def simulate(catalog: Catalog, hidden: Rows, rng: np.random.Generator) -> Wanted | None:
    """A request for the one or two genres, at times the decade, of one hidden like; its answers are all hidden likes
    with those. None if no hidden like has a genre that can be said."""
    sayable = [int(row) for row in hidden if _said(catalog, row)]
    if not sayable:
        return None
    item = catalog.item(int(rng.choice(sayable)))
    known = [genre for genre in item.genres if genre in SAYINGS]
    genres = tuple(rng.permutation(known)[: rng.integers(1, 3)].tolist())
    decade = item.year // 10 * 10 if item.year and rng.random() < 0.3 else None
    said = [str(rng.choice(SAYINGS[genre])) for genre in genres]
    text = ", ".join(said) + (f", from the {decade}s" if decade else "")
    return Wanted(text, genres, decade, hidden[_meets(catalog, hidden, genres, decade)])


def _said(catalog: Catalog, row: int) -> bool:
    return any(genre in SAYINGS for genre in catalog.item(int(row)).genres)


def _meets(catalog: Catalog, rows: Rows, genres: tuple[str, ...], decade: int | None) -> npt.NDArray[np.bool_]:
    met = np.ones(len(rows), dtype=bool)
    for genre in genres:
        met &= catalog.genre_mask(genre)[rows]
    return met if decade is None else met & (catalog.years[rows] // 10 * 10 == decade)
