"""What may be said beyond one pick, as plain records: a what-if, two items side by side, a new list, a taste.

Like `Evidence` each is complete enough that a person could write the text from it, and serialises to JSON.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from recsys.data.catalog import Catalog
from recsys.explain.attributes import attributes
from recsys.schema import Evidence, Item, ItemId, Lexicon, Move, Opinion, Profile, Ranking, Request, Scale, WhatIf

FAVOURITES = 5
"""A taste names at most this many of the items rated highest."""
LEANINGS = 6
"""A taste keeps at most this many genres and decades."""
THEMES = 3
"""And so many themes; fewer liked items of one show no leaning."""
CLEAR = 1.5
"""How many times the usual share of the likes a theme must have."""
PART = 0.05
"""And what part of the likes at least."""


@dataclass(frozen=True, slots=True)
class Change:
    """What striking or adding opinions does to the first places of a list."""

    struck: tuple[Item, ...]
    added: tuple[tuple[Item, Opinion], ...]
    moves: tuple[Move, ...]
    """Items of either list whose place changed, biggest change first."""
    before: tuple[ItemId, ...]
    after: tuple[ItemId, ...]
    lexicon: Lexicon = field(default_factory=Lexicon)
    scale: Scale = field(default_factory=Scale)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two items side by side for one person."""

    a: Evidence
    b: Evidence

    @property
    def lexicon(self) -> Lexicon:
        return self.a.lexicon

    @property
    def scale(self) -> Scale:
        return self.a.scale


@dataclass(frozen=True, slots=True)
class Introduction:
    """A new list as a whole."""

    items: tuple[Item, ...]
    wishes: tuple[str, ...] = ()
    """Labels of the wishes that every item meets."""
    relaxed: tuple[str, ...] = ()
    """Labels of the wishes given up because too little was left."""
    described: bool = False
    """Whether the request had words of its own beside the wishes."""
    likes: int = 0
    """How many likes of the person the list rests on."""
    like: Item | None = None
    """The item that the list is to be like."""
    fit: int | None = None
    """How many of the items meet every wish, the relaxed ones too; None: not counted."""
    lexicon: Lexicon = field(default_factory=Lexicon)
    scale: Scale = field(default_factory=Scale)


Trait = Literal["genre", "decade", "theme"]


@dataclass(frozen=True, slots=True)
class Leaning:
    """How often a genre, a decade or a theme stands among a person's likes, and among everybody's."""

    kind: Trait
    value: str
    """The genre as the catalogue spells it; a decade by its first year: "1980"; a theme by its name."""
    liked: int
    rated: int
    """Of the items of this genre or decade the person gave an opinion on."""
    share: float
    """liked / all the person's likes."""
    usual: float
    """The same of all likes of the data set."""


@dataclass(frozen=True, slots=True)
class Taste:
    """What a person's opinions show."""

    likes: int
    opinions: int
    leanings: tuple[Leaning, ...] = ()
    """Those that stand out most against everybody's, first; themes behind genres and decades."""
    avoided: tuple[Leaning, ...] = ()
    """Those liked much less often than is usual."""
    favourites: tuple[tuple[Item, float | None], ...] = ()
    """Items rated highest, with their ratings."""
    mean: float | None = None
    """The person's own average rating."""
    lexicon: Lexicon = field(default_factory=Lexicon)
    scale: Scale = field(default_factory=Scale)


Record = Evidence | Change | Comparison | Introduction | Taste
"""All that words can be about."""


def items(record: Record) -> Iterator[Item]:
    """Every item a text about the record may name."""
    match record:
        case Evidence():
            yield record.item
            yield from (c.item for c in (*record.cited, *record.against))
        case Comparison(a, b):
            yield from items(a)
            yield from items(b)
        case Change():
            yield from record.struck
            yield from (item for item, _ in record.added)
            yield from (m.item for m in record.moves)
        case Introduction():
            yield from record.items
            if record.like is not None:
                yield record.like
        case Taste():
            yield from (item for item, _ in record.favourites)


def change(answer: WhatIf, lexicon: Lexicon, scale: Scale) -> Change:
    """The record of an answered what-if. An added item leaves the list for being known, which is no move."""
    known = {item.id for item, _ in answer.added}
    return Change(
        answer.struck,
        answer.added,
        tuple(m for m in answer.moves if m.item.id not in known),
        tuple(r.item.id for r in answer.before.items),
        tuple(r.item.id for r in answer.after.items),
        lexicon,
        scale,
    )


def introduction(
    ranking: Ranking,
    request: Request,
    likes: int,
    lexicon: Lexicon,
    scale: Scale,
    like: Item | None = None,
    fit: int | None = None,
) -> Introduction:
    """The record of a new list."""
    # A wish that no item is left out for is not given up where every item that is shown meets it.
    all_fit = bool(ranking.items) and fit == len(ranking.items)
    gone = () if all_fit else ranking.relaxed
    given_up = {(c.kind, c.value, c.field) for c in gone}
    kept = (c.label or str(c.value) for c in request.constraints if (c.kind, c.value, c.field) not in given_up)
    relaxed = (c.label or str(c.value) for c in gone)
    return Introduction(
        tuple(r.item for r in ranking.items),
        tuple(dict.fromkeys(kept)),
        tuple(dict.fromkeys(relaxed)),
        bool(request.text.strip()),
        likes,
        like,
        fit,
        lexicon,
        scale,
    )


def usual(catalog: Catalog, likes: Mapping[ItemId, int]) -> dict[tuple[Trait, str], float]:
    """The share of all likes that go to each ("genre", …), ("decade", …) and ("theme", …); `likes` counts them by
    item."""
    counts: Counter[tuple[Trait, str]] = Counter()
    for item_id, n in likes.items():
        for trait in _traits(catalog.get(item_id)):
            counts[trait] += n
    total = sum(likes.values()) or 1
    return {trait: n / total for trait, n in counts.items()}


def taste(
    profile: Profile, catalog: Catalog, everyone: Mapping[tuple[Trait, str], float], lexicon: Lexicon, scale: Scale
) -> Taste:
    """What a person's opinions show against everybody's (`usual`).

    A leaning stands out by the surplus of its likes over the number to be expected, in standard deviations of a
    binomial; those of two or more are kept. What is told of themes is never complete, so that none is "avoided".
    """
    opinions = [o for o in profile.opinions if o.verdict != "seen" and o.item_id in catalog]
    liked = [o for o in opinions if o.verdict == "liked"]
    likes: Counter[tuple[Trait, str]] = Counter(t for o in liked for t in _traits(catalog.get(o.item_id)))
    rated: Counter[tuple[Trait, str]] = Counter(t for o in opinions for t in _traits(catalog.get(o.item_id)))
    n = len(liked)

    def surplus(trait: tuple[Trait, str]) -> float:
        p = everyone.get(trait, 0.0)
        return (likes[trait] - n * p) / max((n * p * (1 - p)) ** 0.5, 1e-9)

    def leaning(trait: tuple[Trait, str]) -> Leaning:
        return Leaning(*trait, likes[trait], rated[trait], likes[trait] / n, everyone.get(trait, 0.0))

    known = [t for t in everyone if n and t[0] != "theme"]
    most = sorted((t for t in known if surplus(t) >= 2 and likes[t] > 1), key=surplus, reverse=True)
    themes = [t for t, count in likes.items() if t[0] == "theme" and count >= THEMES and t in everyone]
    clear = (t for t in themes if surplus(t) >= 2 and likes[t] >= n * max(PART, CLEAR * everyone[t]))
    least = sorted((t for t in known if surplus(t) <= -2), key=surplus)
    stars = [o.stars for o in opinions if o.stars is not None]
    best = sorted(liked, key=lambda o: (o.stars or 0.0, o.at or 0.0), reverse=True)[:FAVOURITES]
    return Taste(
        n,
        len(opinions),
        tuple(map(leaning, (*most[:LEANINGS], *sorted(clear, key=surplus, reverse=True)[:THEMES]))),
        tuple(map(leaning, least[:LEANINGS])),
        tuple((catalog.get(o.item_id), o.stars) for o in best),
        sum(stars) / len(stars) if stars else None,
        lexicon,
        scale,
    )


def _traits(item: Item) -> Iterable[tuple[Trait, str]]:
    yield from (("genre", g) for g in dict.fromkeys(item.genres))
    if item.year is not None:
        yield ("decade", str(item.year // 10 * 10))
    yield from (("theme", a.value) for a in attributes(item) if a.kind == "theme" and a.of_several)
