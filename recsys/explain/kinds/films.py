"""The person's own items: what they think of them, how much each counts, what each has in common with the pick."""

from __future__ import annotations

from itertools import combinations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.patterns import Claimed, Lit, Node, either
from recsys.explain.speech import ALL, SUBJECT, Speech
from recsys.schema import Cited

GENRES = 6
"""More genres than this of one item are not combined."""


@kind("opinion", "cited against", "you", said=("{you}",))
def opinion(s: Speech) -> Facts:
    """What the person thinks of some of the named items, and how they rated them."""
    known = (*s.evidence.cited, *(c for c in s.evidence.against if c not in s.evidence.cited))
    if known and s.reading:
        # The whole set first: read as such it may be called "them" afterwards.
        if s.evidence.cited:
            yield ("all",), {"you": s.opinion(s.evidence.cited)}
        yield ("some",), {"you": s.opinion(known, some=True)}


@kind(
    "order",
    "cited parts",
    "film other of",
    said=("{film} counts [the] most of them", "{film} counts for more than {other}"),
    heard=(
        "{film} (counts|weighs|speaks) [the] (most|strongest) [for it]",
        "{film} (counts|weighs) more than {other}",
        "{film} is the (main|strongest) (one|reason)",
    ),
)
def order(s: Speech) -> Facts:
    """Which cited item contributes most (of all the history, where nothing limits it), or more than another."""
    e = s.evidence
    history = [p.value for p in e.parts if p.kind == "history"]
    for a, b in ((a, b) for a in e.cited for b in e.cited if a.value > b.value):
        if s.reading:
            yield (a.item.id, b.item.id), {"film": _subject(s.film(a)), "other": s.film(b)}
    top = max(e.cited, key=lambda c: c.value, default=None)
    if top is None or len(e.cited) < 2 or not all(top.value > c.value for c in e.cited if c is not top):
        return
    if (s.them or s.reading) and all(top.value >= v for v in history):
        yield (top.item.id,), {"film": _subject(s.film(top))}


def _subject(film: Node | None) -> Node | None:
    return None if film is None else Claimed(SUBJECT, film)


@kind(
    "share",
    "cited.share",
    "it those percent",
    said=(),
    heard=(
        "{those} (make|makes) up [about] {percent} of what speaks for {it}",
        "[about] {percent} of what speaks for {it} comes from {those}",
    ),
)
def share(s: Speech) -> Facts:
    """The cited set's part of everything that speaks for the pick."""
    e = s.evidence
    if e.cited and all(c.value > 0 for c in e.cited):
        yield ("all",), {"it": s.target, "those": s.those(e.cited), "percent": _percent(s, e.cited)}
        for c in e.cited:
            yield (c.item.id,), {"it": s.target, "those": s.film(c), "percent": _percent(s, (c,))}


def _percent(s: Speech, cited: tuple[Cited, ...]) -> Node:
    return s.spelt(spell.percent(sum(c.share for c in cited)))


@kind(
    "shared",
    "cited.shared item.genres",
    "it films kind genres mix attribute values",
    said=(
        "like {films}, {it} is {kind}",
        "{it} is {kind}, like {films}",
        "{it} has the same mix of {mix} as {films}",
        "{it} shares the {attribute} {values} with {films}",
    ),
    heard=(
        "{it} shares {genres} with {films}",
        "{it} is [also] {kind}, (just like|as is|as are) {films}",
        "{it} has {genres} in common with {films}",
        "{it} has the {attribute} {values} in common with {films}",
    ),
)
def shared(s: Speech) -> Facts:
    """Genres and other attributes that the pick has in common with cited items."""
    e = s.evidence
    pool = s.named
    genres = tuple(g for g in e.item.genres if spell.plain(g))[:GENRES]
    for size in range(1, len(genres) + 1):
        for chosen in combinations(genres, size):
            having = [c for c in pool if set(chosen) <= set(c.shared.get("genre", ()))]
            if not having:
                continue
            films = s.films(having, some=s.reading)
            pronoun = s.them and len(having) > (1 if s.reading else 2) and len(having) == len(e.cited)
            if pronoun:
                films = either([n for n in (films if s.reading else None, Claimed(ALL, s.pronoun)) if n is not None])
            genre_list = s.genre_list(chosen)
            values = {"it": s.target, "films": films, "kind": s.kind_of(chosen), "genres": genre_list}
            nouns = size > 1 and (s.reading or not pronoun) and not any(g.endswith("'s") for g in chosen)
            values["mix"] = genre_list if nouns else None
            yield (*chosen, "|", *(c.item.id for c in having)), values
    names = dict.fromkeys((k, v) for c in pool for k, vs in c.shared.items() if k != "genre" for v in vs)
    for attribute, value in names:
        if not spell.plain(value) or value not in e.item.attributes.get(attribute, ()):
            continue
        having = [c for c in pool if value in c.shared.get(attribute, ())]
        films = s.films(having, some=s.reading)
        said = {"attribute": Lit(attribute), "values": Lit(spell.plain(value), name=True)}
        yield (attribute, value, "|", *(c.item.id for c in having)), {"it": s.target, "films": films, **said}


@kind(
    "against",
    "against",
    "it you ratings",
    said=(
        "what (speaks|counts) against {it} is that {you}",
        "that {you} counts against {it}",
    ),
    heard=("{you}, and that (speaks|counts) against {it}", "{you}, which (speaks|counts) against {it}"),
)
def against(s: Speech) -> Facts:
    """Items whose contribution is negative."""
    negative = [c for c in s.evidence.against if c.value < 0]
    for c in negative:
        yield (c.item.id,), {"it": s.target, "you": s.opinion((c,))}
    if len(negative) > 1:
        yield ("all",), {"it": s.target, "you": s.opinion(negative)}
