"""Several items of one kind in words: "romantic comedies", "war films from before 1970"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from recsys.explain import spell
from recsys.explain.patterns import Alt, Listing, Lit, Node, Seq, lits

MANY: dict[str, tuple[str, ...]] = {
    "comedy": ("comedies",),
    "documentary": ("documentaries",),
    "drama": ("dramas",),
    "film-noir": ("films noirs", "film noirs", "noirs"),
    "musical": ("musicals",),
    "mystery": ("mysteries",),
    "romance": ("romances",),
    "thriller": ("thrillers",),
    "western": ("westerns",),
    "adventure": ("adventures",),
}
"""Genres whose items have a plural of their own; "mystery", "romance" and "adventure" are written with a noun."""
WRITTEN = frozenset(("comedy", "documentary", "drama", "film-noir", "musical", "thriller", "western"))


def kinds(genres: Sequence[str], plurals: Sequence[str], reading: bool) -> Node:
    """Items that are of all these genres at once: "comedies", "romantic comedies", "crime films"."""
    ordered = sorted(genres, key=lambda g: spell.genre_word(g) not in spell.LEADING)
    forms: list[str] = []
    for last in ordered:
        key = spell.plain(last).casefold()
        rest = [spell.genre_word(g) for g in ordered if g != last]
        nouns = MANY.get(key, ()) if reading else MANY[key][:1] if key in WRITTEN else ()
        forms += [" ".join([*rest, n]) for n in nouns if len(rest) < 2]
    words = [spell.genre_word(g) for g in ordered]
    stacked = [" ".join(words)] if len(words) < 3 else []
    stacked += [f"{', '.join(words[:-1])} and {words[-1]}"] if len(words) > 1 else []
    if reading:
        stacked += [a for g in genres for a in spell.genre_adjectives(g)] if len(genres) == 1 else []
        stacked += [f"{words[1]} {words[0]}", f"{words[1]} and {words[0]}"] if len(words) == 2 else []
    if forms and not reading:
        return Lit(forms[0])
    return lits(*dict.fromkeys((*forms, *(f"{w} {p}" for w in stacked for p in plurals))))


def nouns(genre: str, reading: bool) -> Node:
    """The genre as a thing liked: "comedy", "horror", "children's films"; read also its plural."""
    key = spell.plain(genre).casefold()
    word = {"children": "children's films", "children's": "children's films", "animation": "animation"}.get(key)
    name = word or (spell.genre_nouns(genre) or (spell.plain(genre).lower(),))[0]
    if not reading:
        return Lit(name)
    return lits(*dict.fromkeys((name, spell.plain(genre).lower(), *spell.genre_nouns(genre), *MANY.get(key, ()))))


YEARS = (
    (r"(\d{4}s)", "from the {}"),
    (r"((?:early|mid|late)[ -]\d{4}s)", "from the {}"),
    (r"(\d{4})", "from {}"),
    (r"from (\d{4})", "from {} on"),
    (r"since (\d{4})", "from {} on"),
    (r"from (the \d{4}s) on", "from {} on"),
    (r"((?:before|after|around|up to) (?:the )?\d{4}s?)", "from {}"),
    (r"not (.+)", "without {}"),
    (r"(for grown-ups)", "{}"),
)
"""How a wish's label goes behind the noun."""
READ_AS = (
    (r"(before \d{4})", "{}"),
    (r"from (\d{4})", "since {}"),
    (r"not (.+)", "with no {}"),
    (r"not (.+)", "and no {}"),
)
"""Further ways when read."""


def behind(label: str, reading: bool) -> Node | None:
    """A wish behind a noun: "before 1970" gives "from before 1970", "not horror" "without horror"; None if it has no
    such form."""
    said = spell.plain(label)
    found = [
        form.format(m[1])
        for pattern, form in (*YEARS, *(READ_AS if reading else ()))
        if (m := re.fullmatch(pattern, said)) and (not pattern.startswith("not ") or _genre(m[1]))
    ]
    if not reading:
        found = found[:1]
    return lits(*dict.fromkeys(found)) if found else None


@cache
def _genre(word: str) -> bool:
    """Whether the word is a genre, so that things can be "without" it: they cannot be "without violent"."""
    return any(names_genre(word, genre) for genre in spell.GENRES)


def wished(
    labels: Sequence[str],
    of_all: Sequence[str],
    plurals: Sequence[str],
    reading: bool,
    known: Mapping[str, Node] = MappingProxyType({}),
) -> Node | None:
    """Things that meet all these wishes: "comedies from the 1980s", 'films for "odd"'.

    `of_all`: genres that all of the things have, as the catalogue spells them; `known`: what the catalogue knows of
    them all, behind the noun, by label. None without wishes.
    """
    labels = [label for label in dict.fromkeys(map(spell.plain, labels)) if label]
    if not labels:
        return None
    genres = [g for label in labels for g in of_all if names_genre(label, g)]
    left = [label for label in labels if not any(names_genre(label, g) for g in genres)]
    placed = {label: node for label in left if (node := known.get(label) or behind(label, reading)) is not None}
    odd = [label for label in left if label not in placed]
    head: Node = kinds(genres, plurals, reading) if genres else lits(*plurals)
    times: list[Node] = []
    if placed:
        order = tuple(placed.values())
        joint = Listing(order) if reading and len(order) > 1 else None
        spaced = [n for node in order for n in (Lit(" "), node)]
        times = [Lit(" "), Alt((joint, _beside(order)))] if joint is not None else spaced
    aims: list[Node] = []
    if odd:
        quoted = tuple(Lit(f'"{label}"', name=True) for label in odd)
        bare = tuple(Lit(label, name=True) for label in odd)
        one = quoted[0] if len(odd) == 1 else Listing(quoted)
        two = bare[0] if len(odd) == 1 else Listing(bare)
        aims = [Lit(" for "), Alt((one, two)) if reading else one]
    whole = Seq((head, *aims, *times))
    return Alt((whole, Seq((head, *times, *aims)))) if reading and times and aims else whole


def _beside(nodes: Sequence[Node]) -> Node:
    parts: list[Node] = []
    for n, node in enumerate(nodes):
        parts += [Lit(" "), node] if n else [node]
    return Seq(tuple(parts))


def names_genre(label: str, genre: str) -> bool:
    """Whether a wish's label names this genre of the catalogue."""
    names = {spell.plain(genre).casefold(), *spell.genre_nouns(genre), spell.genre_word(genre)}
    return spell.plain(label).casefold() in names
