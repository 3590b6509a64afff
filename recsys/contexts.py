"""What a person may say of the occasion, and which genres that calls for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recsys.schema import WhyRecError


@dataclass(frozen=True, slots=True)
class Context:
    """Company, mood or occasion: the genres it calls for and those it does not."""

    label: str
    """As said of the request: "for the kids"."""
    raises: frozenset[str]
    """Lower-case genres."""
    lowers: frozenset[str] = frozenset()


def _context(label: str, raises: str, lowers: str = "") -> Context:
    return Context(label, _genres(raises), _genres(lowers))


def _genres(listed: str) -> frozenset[str]:
    return frozenset(genre.strip() for genre in listed.split(",") if genre.strip())


_CHILDREN = "children's, children, family, animation"
_DARK = "horror, thriller, crime, film-noir, war"

CONTEXTS: Mapping[str, Context] = {
    "kids": _context("with the kids", _CHILDREN, _DARK),
    "family": _context("with the family", f"{_CHILDREN}, adventure, musical, fantasy", _DARK),
    "date": _context("for a date", "romance", "horror, war, documentary, children's, children"),
    "friends": _context("with friends", "comedy, action, adventure", "documentary, children's, children, drama"),
    "alone": _context("on your own", "drama, mystery, documentary, film-noir", "children's, children"),
    "scary-night": _context("for a scary night", "horror, thriller", "children's, children, comedy, romance, musical"),
    "relaxed": _context("to relax", "comedy, romance, musical, animation", _DARK),
    "sad-mood": _context("to cheer you up", "comedy, musical, animation, adventure", f"{_DARK}, drama"),
    "good-cry": _context("for a good cry", "drama, romance", "comedy, action, horror, animation"),
    "excited": _context("for excitement", "action, adventure, thriller, sci-fi, science fiction", "documentary, drama"),
    "thoughtful": _context(
        "to think about", "drama, documentary, mystery, war", "action, children's, children, horror"
    ),
}
"""What a person may say of the occasion, by the names that `Request.context` holds."""


def context(name: str) -> Context:
    """The context of that name; WhyRecError if there is none."""
    if name not in CONTEXTS:
        raise WhyRecError(f"The context {name!r} is not known: use one of {', '.join(CONTEXTS)}.")
    return CONTEXTS[name]
