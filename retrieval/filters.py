"""Hard wishes as masks over the catalogue, and which of them to give up when they leave too little."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from recsys.schema import Constraint, WhyRecError

if TYPE_CHECKING:
    from recsys.data.catalog import Catalog

Mask = npt.NDArray[np.bool_]

EASILY_RELAXED = ("year_from", "year_to", "attribute", "genre")
"""Which kind goes first among wishes of one importance."""
NEVER_RELAXED = frozenset({"not_genre", "not_attribute"})
"""Kinds that stay whatever is left: "not horror" means not horror."""


SOFT = frozenset({"theme", "tag"})
"""Fields of attributes that no item is left out for: what is told of themes is never complete, so items that have one
come first, and the others follow."""


@dataclass(frozen=True, slots=True)
class Filtered:
    """`mask` (n_items,) is what may be shown; `strict` holds the rows that meet every wish, the relaxed too."""

    mask: Mask
    strict: Mask
    relaxed: tuple[Constraint, ...] = ()
    """Least important first. The two bounds of one decade are relaxed together."""


def meets(catalog: Catalog, constraint: Constraint) -> Mask:
    """Which items meet one wish, shape (n_items,). An item of unknown year meets no wish about years."""
    years, value = catalog.years, constraint.value
    match constraint.kind:
        case "genre":
            return _genre(catalog, str(value))
        case "not_genre":
            return ~_genre(catalog, str(value))
        case "year_from":
            return (years >= _year(constraint)) & (years > 0)
        case "year_to":
            return (years <= _year(constraint)) & (years > 0)
        case "attribute":
            return _attribute(catalog, constraint.field, str(value))
        case "not_attribute":
            return ~_attribute(catalog, constraint.field, str(value))
    raise WhyRecError(f"A wish of the kind {constraint.kind!r} is not known: use genre, year or attribute kinds.")


def allowed(catalog: Catalog, constraints: Sequence[Constraint]) -> Mask:
    """Which items meet every wish, shape (n_items,)."""
    mask = np.ones(len(catalog), dtype=bool)
    for constraint in constraints:
        mask &= meets(catalog, constraint)
    return mask


def relax(catalog: Catalog, constraints: Sequence[Constraint], available: Mask, enough: int) -> Filtered:
    """Give up wishes until `enough` of the `available` items are left, or only negations are.

    The least important goes first; among equals one that alone leaves enough, then years before attributes before
    genres, since a horror film of the seventies is nearer to one of the eighties than a comedy is; then the one said
    earlier, since the latest wish is the one just made. Whatever turns out not to have been in the way is kept after
    all, so that keeping any relaxed wish would leave too little.
    """
    soft = tuple(c for c in constraints if c.kind == "attribute" and c.field in SOFT)
    wishes = _grouped([c for c in constraints if c not in soft])
    masks = [allowed(catalog, wish) for wish in wishes]

    def left(kept: Sequence[int]) -> Mask:
        mask = available.copy()
        for wish in kept:
            mask &= masks[wish]
        return mask

    kept, gone = list(range(len(wishes))), list[int]()
    strict = left(kept)
    while left(kept).sum() < enough:
        open_to_it = [wish for wish in kept if wishes[wish][0].kind not in NEVER_RELAXED]
        if not open_to_it:
            break
        least = min(_importance(wishes[wish]) for wish in open_to_it)
        equals = [wish for wish in open_to_it if _importance(wishes[wish]) == least]
        counts = {wish: left([other for other in kept if other != wish]).sum() for wish in equals}
        helps = [wish for wish in equals if counts[wish] >= enough]
        if helps:
            given_up = min(helps, key=lambda wish: (EASILY_RELAXED.index(wishes[wish][0].kind), wish))
        else:
            given_up = max(equals, key=lambda wish: counts[wish])
        kept.remove(given_up)
        gone.append(given_up)
    # Only wishes that stood in the way are given up, whatever the order they were tried in.
    for wish in sorted(gone, key=lambda wish: -_importance(wishes[wish])):
        if left([*kept, wish]).sum() >= min(enough, left(kept).sum()):
            kept.append(wish)
            gone.remove(wish)
    relaxed = (*soft, *(one for wish in gone for one in wishes[wish]))
    return Filtered(left(kept), strict & allowed(catalog, soft), relaxed)


def _grouped(constraints: Sequence[Constraint]) -> list[tuple[Constraint, ...]]:
    """Wishes as said: the bounds of one range of years that share a label are one wish."""
    groups: dict[object, list[Constraint]] = {}
    for position, constraint in enumerate(dict.fromkeys(constraints)):
        range_of_years = constraint.kind in ("year_from", "year_to") and constraint.label
        groups.setdefault(("years", constraint.label) if range_of_years else position, []).append(constraint)
    return [tuple(group) for group in groups.values()]


def _importance(wish: tuple[Constraint, ...]) -> int:
    return max(constraint.importance for constraint in wish)


def _genre(catalog: Catalog, genres: str) -> Mask:
    """Which items have a genre, or any of several: "Comedy|Horror"."""
    mask = np.zeros(len(catalog), dtype=bool)
    for genre in genres.split("|"):
        spelled = next((known for known in catalog.genres if known.casefold() == genre.casefold()), genre)
        mask |= catalog.genre_mask(spelled)
    return mask


def _year(constraint: Constraint) -> int:
    try:
        return int(constraint.value)
    except ValueError:
        raise WhyRecError(f"{constraint.value!r} is not a year: use a number such as 1980.") from None


def _attribute(catalog: Catalog, field: str, value: str) -> Mask:
    """Which items have a value among their attributes of a kind or any of several: "director|actor"; of the field
    "title", whose title holds the words."""
    wanted, kinds = value.casefold(), field.split("|")
    if field == "title":
        words = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
        return np.fromiter(
            (any(words.search(t.casefold()) for t in (item.title, *item.aka)) for item in catalog.items),
            dtype=bool,
            count=len(catalog),
        )
    return np.fromiter(
        (
            any(v.casefold() == wanted for kind in kinds for v in item.attributes.get(kind, ()))
            for item in catalog.items
        ),
        dtype=bool,
        count=len(catalog),
    )
