"""Arbitrary valid evidence for property tests, and a few realistic pieces written by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from recsys.explain.evidence import shared_attributes
from recsys.explain.records import Change, Comparison, Introduction, Leaning, Taste
from recsys.schema import (
    Cited,
    CoLiked,
    Crowd,
    Evidence,
    Item,
    Lexicon,
    Move,
    Opinion,
    Part,
    Receipt,
    Scale,
    Verdict,
)

GENRES = (
    "Action",
    "Animation",
    "Children's",
    "Comedy",
    "Drama",
    "Film-Noir",
    "Romance",
    "Sci-Fi",
    "War",
    "Slice of Life",
)
NASTY_TITLES = (
    "Alien",
    "Aliens",
    "It",
    "Them!",
    "Psycho",
    "Mr. Smith Goes to Washington",
    "Who's Afraid of Virginia Woolf?",
    "Face/Off",
    "Se7en",
    "2001: A Space Odyssey",
    "M*A*S*H",
    "[REC]",
    "{it}",
    "(500) Days of Summer",
    "What's Up, Tiger Lily?",
    "Alien and Aliens",
    "You Liked It",
    "Amélie",
    "Crouching Tiger, Hidden Dragon",
    "C:\\ back\\slash",
    'The "Quoted" Film',
    "千と千尋の神隠し",
    "$9.99",
    "<script>alert(1)</script>",
)

KNOWN: tuple[dict[str, tuple[str, ...]], ...] = (
    *({}, {}, {"director": ("Ridley Scott",)}, {"director": ("Ridley Scott", "Robert Downey Jr.")}),
    {"director": ("Akira Kurosawa",), "actor": ("Tom Hanks", "Ridley Scott"), "theme": ("heist", "new-york", "witty")},
    {"actor": ("Tom Hanks",), "theme": ("nineteen-fifties", "heist", "twist-ending"), "country": ("France",)},
    {"tag": ("dark (odd) [tag] | {x}",), "author": ("Ursula K. Le Guin",), "artist": ("Björk",)},
)
"""What the catalogue may know of an item."""

titles = st.one_of(
    st.sampled_from(NASTY_TITLES),
    st.text(min_size=1, max_size=20),
)


@st.composite
def items(draw: st.DrawFn, item_id: str) -> Item:
    return Item(
        id=item_id,
        title=draw(titles),
        year=draw(st.none() | st.integers(1890, 2030)),
        genres=tuple(draw(st.lists(st.sampled_from(GENRES), max_size=5, unique=True))),
        attributes=dict(draw(st.sampled_from(KNOWN))),
    )


@st.composite
def cited_items(draw: st.DrawFn, item: Item, target: Item, sign: int) -> Cited:
    shared = shared_attributes(item, target)
    liked = draw(st.integers(0, 500))
    return Cited(
        item=item,
        verdict=draw(st.sampled_from(("liked", "liked", "liked", "disliked", "rejected", "neutral", "seen"))),
        stars=draw(st.none() | st.integers(2, 10).map(lambda n: n / 2)),
        value=sign * draw(st.floats(0.01, 2)),
        share=draw(st.floats(0, 0.2)),
        shared=shared,
        crowd=draw(st.none() | st.just(CoLiked(draw(st.integers(0, liked)), liked))),
    )


@st.composite
def evidences(draw: st.DrawFn) -> Evidence:
    """Any evidence the builder could make, and stranger ones."""
    target = draw(items("t"))
    count = draw(st.integers(0, 5))
    cited = tuple(draw(cited_items(draw(items(f"c{n}")), target, 1)) for n in range(count))
    against = tuple(draw(cited_items(draw(items(f"a{n}")), target, -1)) for n in range(draw(st.integers(0, 2))))
    rank = draw(st.none() | st.integers(1, 200))
    after = st.none() | st.integers((rank or 1), 220)
    receipts: tuple[Receipt, ...] = ()
    if cited and rank is not None:
        ids = tuple(c.item.id for c in cited)
        receipts = (
            Receipt(ids, rank, draw(after)),
            *(Receipt((i,), rank, draw(after)) for i in (ids if len(ids) > 1 else ())),
        )
    parts = [Part("history", c.item.title, c.value, c.item.id) for c in (*cited, *against)]
    parts += [Part("history", f"h{n}", draw(st.floats(-0.5, 0.5)), f"h{n}") for n in range(draw(st.integers(0, 8)))]
    parts.append(Part("popularity", "popularity", draw(st.floats(-0.5, 1))))
    words = st.sampled_from(("space adventure", 'a "quoted" (odd) [wish]', "like Alien (1979), funny", "x" * 80, ""))
    parts += [Part("request", draw(words), draw(st.floats(-0.5, 2)))] * draw(st.integers(0, 1))
    labels = st.sampled_from(
        (
            *("comedy", "not horror", "from 1980", "1980s", "something (odd) [here] | {x}", "heist", "new york"),
            *("not slasher", "directed by Ridley Scott", "with Tom Hanks", "Akira Kurosawa", "not with Tom Hanks"),
        )
    )
    ratings = draw(st.integers(0, 3000))
    likes = draw(st.integers(0, ratings))
    return Evidence(
        user_id="u",
        item=target,
        rank=rank,
        candidates=draw(st.integers(rank or 0, 220)) if (rank or 0) <= 220 else 220,
        score=sum(p.value for p in parts),
        parts=tuple(parts),
        cited=cited if receipts else (),
        receipts=receipts,
        against=against,
        crowd=draw(st.none() | st.just(Crowd(ratings, likes, draw(st.none() | st.floats(1, 5))))),
        asked=tuple(draw(st.lists(labels, max_size=2, unique=True))),
        unmet=tuple(draw(st.lists(labels, max_size=2, unique=True))),
        context=draw(st.sampled_from(((), ("with the kids",), ("to relax",)))),
        likes=draw(st.integers(0, 300)),
        opinions=draw(st.integers(0, 500)),
        thin=draw(st.booleans()),
        excluded=None if rank is not None else draw(st.sampled_from((None, "liked", "seen", "rejected", "disliked"))),
        lexicon=draw(st.sampled_from((Lexicon(), Lexicon("book", "books", "star", "read")))),
        scale=draw(st.sampled_from((Scale(), Scale(0.5, 5, 0.5)))),
    )


def film(item_id: str, title: str, year: int | None, *genres: str) -> Item:
    return Item(item_id, title, year, tuple(genres))


ALIEN = film("1", "Alien", 1979, "Action", "Horror", "Sci-Fi", "Thriller")
TERMINATOR = film("2", "The Terminator", 1984, "Action", "Sci-Fi", "Thriller")
BLADE_RUNNER = film("3", "Blade Runner", 1982, "Film-Noir", "Sci-Fi")
ALIENS = film("9", "Aliens", 1986, "Action", "Sci-Fi", "Thriller", "War")
PSYCHO_1960 = film("5", "Psycho", 1960, "Horror", "Romance", "Thriller")
PSYCHO_1998 = film("6", "Psycho", 1998, "Horror", "Thriller")


def space() -> Evidence:
    """Aliens, 2nd, on three cited films; 31st without them, 3rd without Alien alone."""
    own = {"genre": ("Action", "Sci-Fi", "Thriller")}
    return Evidence(
        user_id="u",
        item=ALIENS,
        rank=2,
        candidates=200,
        score=3.2,
        parts=(
            Part("history", "Alien", 0.9, "1"),
            Part("history", "The Terminator", 0.6, "2"),
            Part("history", "Blade Runner", 0.5, "3"),
            Part("history", "Brazil", 0.4, "7"),
            Part("history", "Psycho", -0.2, "5"),
            Part("popularity", "popularity", 0.1),
        ),
        cited=(
            Cited(ALIEN, "liked", 5.0, 0.9, 0.36, own, CoLiked(158, 243)),
            Cited(TERMINATOR, "liked", 4.0, 0.6, 0.24, own, CoLiked(150, 221)),
            Cited(BLADE_RUNNER, "liked", 4.5, 0.5, 0.20, {"genre": ("Sci-Fi",)}, CoLiked(90, 230)),
        ),
        receipts=(
            Receipt(("1", "2", "3"), 2, 31),
            Receipt(("1",), 2, 3),
            Receipt(("2",), 2, 2),
            Receipt(("3",), 2, 2),
        ),
        against=(Cited(PSYCHO_1960, "disliked", 2.0, -0.2, 1.0),),
        crowd=Crowd(284, 200, 3.95),
        asked=("not horror", "from 1980"),
        unmet=("comedy",),
        likes=40,
        opinions=60,
    )


def remake() -> Evidence:
    """Psycho (1998) on the strength of Psycho (1960): two films of one title."""
    return Evidence(
        user_id="u",
        item=PSYCHO_1998,
        rank=4,
        candidates=200,
        score=1.0,
        parts=(Part("history", "Psycho", 0.8, "5"), Part("popularity", "popularity", 0.2)),
        cited=(Cited(PSYCHO_1960, "liked", 5.0, 0.8, 0.8, {"genre": ("Horror", "Thriller")}, CoLiked(30, 100)),),
        receipts=(Receipt(("5",), 4, None),),
        likes=1,
        opinions=1,
        thin=True,
    )


def described() -> Evidence:
    """A pick that the words of the request brought more than anything else."""
    parts = (Part("history", "Alien", 0.2, "1"), Part("request", "a space adventure", 1.1))
    return Evidence(user_id="u", item=ALIENS, rank=1, candidates=200, score=1.3, parts=parts, likes=9, opinions=9)


def spread() -> Evidence:
    """A pick that no few films decide."""
    parts = tuple(Part("history", f"film {n}", 0.1, f"h{n}") for n in range(30))
    return Evidence(
        user_id="u",
        item=ALIENS,
        rank=1,
        candidates=200,
        score=3.0,
        parts=parts,
        crowd=Crowd(284, 200, 3.95),
        likes=30,
        opinions=30,
    )


# ---- the other records -----------------------------------------------------------------------------------------

lexicons = st.sampled_from((Lexicon(), Lexicon("book", "books", "star", "read")))
scales = st.sampled_from((Scale(), Scale(0.5, 5, 0.5)))
THEMES = (("theme", "heist"), ("theme", "new-york"), ("theme", "bleak"), ("theme", "whole-family"))
verdicts: st.SearchStrategy[Verdict] = st.sampled_from(("liked", "liked", "disliked", "rejected", "neutral", "seen"))
labels = st.sampled_from(
    (
        *("comedy", "Sci-Fi", "not horror", "from 1980", "1980s", "before 1970", "something (odd) [here] | {x}", ""),
        *("heist", "not slasher", "directed by Ridley Scott", "Tom Hanks"),
    )
)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """Any what-if: some items of a list move about, leave or come in."""
    total = draw(st.integers(0, 10))
    pool = [draw(items(f"m{n}")) for n in range(draw(st.integers(0, 12)))]
    order = [i.id for i in pool] + [f"o{n}" for n in range(10)]
    before = draw(st.permutations(order))
    after = before if draw(st.booleans()) and draw(st.booleans()) else draw(st.permutations(order))
    gone = draw(st.sets(st.sampled_from(order), max_size=2)) & {i.id for i in pool}

    def place(lists: list[str], item: str, off: bool) -> int | None:
        return None if off else lists.index(item) + 1

    moves = [Move(i, place(before, i.id, False), place(after, i.id, i.id in gone)) for i in pool]
    top = [i for i in after if i not in gone][:total]
    shown = {*before[:total], *top}
    struck = tuple(draw(items(f"s{n}")) for n in range(draw(st.integers(0, 2))))
    given = st.none() | st.integers(2, 10).map(lambda n: n / 2)
    added = tuple(
        (item, Opinion(item.id, draw(verdicts), draw(given)))
        for item in (draw(items(f"n{n}")) for n in range(draw(st.integers(0 if struck else 1, 2))))
    )
    moved = tuple(m for m in moves if m.before != m.after and m.item.id in shown)
    return Change(struck, added, moved, tuple(before[:total]), tuple(top), draw(lexicons), draw(scales))


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Any two pieces of evidence of one person, now and then of one item."""
    a, b = draw(evidences()), draw(evidences())
    other = replace(b.item, id="b") if draw(st.integers(0, 9)) else a.item
    rank = None if b.rank is None else b.rank + (a.rank == b.rank)
    # One id is one item on both sides.
    same = {c.item.id: c.item for c in (*a.cited, *a.against)}

    def known(some: tuple[Cited, ...]) -> tuple[Cited, ...]:
        return tuple(replace(c, item=same[c.item.id], shared={}) if c.item.id in same else c for c in some)

    sides = {"cited": known(b.cited), "against": known(b.against)}
    return Comparison(a, replace(b, item=other, rank=rank, likes=a.likes, lexicon=a.lexicon, scale=a.scale, **sides))


@st.composite
def introductions(draw: st.DrawFn) -> Introduction:
    shown = tuple(draw(items(f"i{n}")) for n in range(draw(st.integers(0, 10))))
    return Introduction(
        shown,
        tuple(draw(st.lists(labels, max_size=3, unique=True))),
        tuple(draw(st.lists(labels, max_size=2, unique=True))),
        draw(st.booleans()),
        draw(st.integers(0, 300)),
        draw(st.none() | items("like")),
        draw(st.none() | st.integers(0, len(shown))),
        draw(lexicons),
        draw(scales),
    )


@st.composite
def tastes(draw: st.DrawFn) -> Taste:
    likes = draw(st.integers(0, 200))
    opinions = likes + draw(st.integers(0, 200))

    def leaning(trait: tuple[Any, str]) -> Leaning:
        liked = draw(st.integers(0, likes))
        rated = liked + draw(st.integers(0, max(opinions - likes, 0)))
        return Leaning(*trait, liked, rated, liked / likes if likes else 0.0, draw(st.floats(0, 1)))

    traits = st.sampled_from([*(("genre", g) for g in GENRES), ("decade", "1980"), ("decade", "2000"), *THEMES])
    found = draw(st.lists(traits, max_size=6, unique=True))
    cut = draw(st.integers(0, len(found)))
    best = tuple(draw(items(f"f{n}")) for n in range(draw(st.integers(0, min(likes, 5)))))
    stars = st.none() | st.integers(8, 10).map(lambda n: n / 2)
    return Taste(
        likes,
        opinions,
        tuple(map(leaning, found[:cut])),
        tuple(map(leaning, found[cut:])),
        tuple((item, draw(stars)) for item in best),
        draw(st.none() | st.floats(1, 5)) if opinions else None,
        draw(lexicons),
        draw(scales),
    )


HEAT = film("21", "Heat", 1995, "Action", "Crime", "Thriller")
JAWS = film("20", "Jaws", 1975, "Action", "Horror")
FARGO = film("22", "Fargo", 1996, "Crime", "Drama", "Thriller")
BRAZIL = film("7", "Brazil", 1985, "Sci-Fi")


def struck() -> Change:
    """Without Alien: Aliens falls from 1st to 31st and Jaws from 2nd to 12th, Heat comes in at 2nd; seven stay."""
    stay = tuple(f"k{n}" for n in range(7))
    return Change(
        (ALIEN,),
        (),
        (
            Move(ALIENS, 1, 31),
            Move(HEAT, 15, 2),
            Move(JAWS, 2, 12),
            Move(FARGO, 12, 3),
            Move(BRAZIL, 3, 1),
        ),
        ("9", "20", "7", *stay),
        ("7", "21", "22", *stay),
    )


def liked() -> Change:
    """With four stars for Alien: the same films, Brazil and Fargo swap places 2 and 3, Jaws falls from 4th to 6th."""
    stay = tuple(f"k{n}" for n in range(5))
    return Change(
        (),
        ((ALIEN, Opinion("1", "liked", 4.0)),),
        (Move(JAWS, 4, 6), Move(HEAT, 6, 5), Move(PSYCHO_1960, 5, 4), Move(BRAZIL, 3, 2), Move(FARGO, 2, 3)),
        ("k9", "22", "7", "20", "5", "21", *stay),
        ("k9", "7", "22", "5", "21", "20", *stay),
    )


def pair() -> Comparison:
    """Aliens, 2nd on three films, beside Heat, 12th on two of them."""
    cited = tuple(replace(c, shared={}) for c in space().cited[:2])
    receipts = (Receipt(("1", "2"), 12, 20), Receipt(("1",), 12, 14), Receipt(("2",), 12, 12))
    heat = replace(space(), item=HEAT, rank=12, cited=cited, receipts=receipts, crowd=Crowd(500, 250, 3.6))
    return Comparison(space(), heat)


def ten() -> Introduction:
    """Four thrillers, as asked, from before 2000, for somebody with three likes."""
    return Introduction((ALIENS, ALIEN, TERMINATOR, HEAT), ("thriller", "before 2000"), likes=3)


def known() -> Taste:
    """26 likes of 44 opinions: half comedies, hardly any thrillers."""
    leaning = Leaning("genre", "Comedy", 13, 17, 0.5, 0.24)
    decade = Leaning("decade", "1980", 13, 15, 0.5, 0.15)
    avoided = Leaning("genre", "Thriller", 1, 9, 1 / 26, 0.22)
    none = Leaning("decade", "1950", 0, 0, 0.0, 0.05)
    best = ((ALIEN, 5.0), (HEAT, 5.0), (JAWS, 4.0))
    return Taste(26, 44, (leaning, decade), (avoided, none), best, 4.1)
