"""How many people, and how many of how many, in figures and in words."""

from __future__ import annotations

from typing import Any

from recsys.explain import spell
from recsys.explain.patterns import Alt, Node, Opt, Seq, either, lits
from recsys.explain.speech import Speech

FEW = 30
"""Up to this many people are "only" so many."""
ENOUGH = 10
"""A quantifier such as "most" needs at least this many people."""
MANY = 1 / 3
"""The share from which "many of them" is true."""


def number(s: Speech[Any], count: int) -> Node:
    """A number of people: in digits; read also in words."""
    return s.spelt(tuple(dict.fromkeys((*spell.counted(count), *spell.small(count)))))


def figure(s: Speech[Any], part: int, whole: int) -> Node:
    return Seq(
        (Opt(lits("that is ", "namely ")), number(s, part), lits(" of ", " of the ", " out of "), number(s, whole))
    )


def many(s: Speech[Any], part: int, whole: int, people: str = "people") -> Node:
    """How many of them, before "who": "six of the 14 people", "most of the people", "about two in three"."""
    group = lits(f" {people}", " people", " viewers", " of them", " fans", "")
    few = [f"{w} " for w in ("only", "just", "but")] if 2 * part < whole else []
    some = [f"{w} " for w in ("as many as", "fully", "no fewer than")] if 2 * part > whole else []
    counts = [number(s, part)] + ([lits("none", "not one", "nobody")] if part == 0 else [])
    count = Alt(
        (
            Seq(
                (
                    Opt(lits(*few, *some)),
                    Alt(tuple(counts)),
                    lits(" of the ", " out of the ", " of ", " out of ", " of its ", " of its own "),
                )
            ),
        )
    )
    exact = Seq((count, Opt(lits("just ", "only ", "those ")), number(s, whole), group))
    words = list(spell.portions(part, whole)) if whole >= ENOUGH or part in (0, whole) or 2 * part == whole else []
    if whole >= ENOUGH:
        words += (
            ["most"] * (2 * part > whole) + ["many"] * (part >= MANY * whole) + ["a good many"] * (part >= MANY * whole)
        )
    ends = [f"{o}{p}" for o in (" of the ", " of all ", " of ", " ") for p in (people, "people", "viewers")]
    ends += [f"{o}{people}" for o in (" of its ", " of its own ")]
    ends += [" of those", " of the fans", " of its fans", " fans", " of them"]
    of = lits(" of the ", " of all ", " of its ")
    vague = Seq((lits(*words), Alt((lits(*ends), Seq((of, number(s, whole), group)))))) if words else None
    return either([n for n in (exact, vague) if n is not None]) or exact
