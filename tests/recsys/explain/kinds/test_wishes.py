"""Wishes, occasions and likeness: only what was asked is said to be asked, and only what is met to be met."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from recsys.explain import claims
from recsys.explain.kinds.wishes import met
from recsys.explain.language import VOICES
from recsys.explain.pick_speech import speech
from recsys.explain.templates import bind
from recsys.explain.verify import Checker, check
from recsys.schema import Evidence, Item, Part
from tests.recsys.explain.strategies import ALIENS, described, space

UP = Item("u", "Up", 1995, ("Animation", "Children's", "Comedy", "Musical"))

HEAT = Item(
    "h",
    "Heat",
    1995,
    ("Action", "Crime"),
    attributes={"director": ("Michael Mann",), "actor": ("Al Pacino",), "theme": ("heist", "los-angeles")},
)


def wished(*asked: str, item: Item = UP, **changes: object) -> Evidence:
    """A pick of 5th place for somebody who asked for this and has rated little."""
    parts = (Part("popularity", "popularity", 0.3), Part("history", "Alien", 0.2, "1"))
    base = Evidence("u", item, 5, 60, 0.5, parts, asked=asked, likes=2, opinions=3, thin=True)
    return replace(base, **changes)  # type: ignore[arg-type]


def cheering(*asked: str) -> Evidence:
    """The same with an occasion, which is most of what speaks for the pick."""
    parts = (Part("context", "to cheer you up", 0.8), Part("popularity", "popularity", 0.2))
    return wished(*asked, context=("to cheer you up",), parts=parts)


def close(label: str, *asked: str) -> Evidence:
    """The same with words of its own, which speak most for the pick."""
    parts = (Part("request", label, 0.7), Part("popularity", "popularity", 0.3))
    return wished(*asked, parts=parts)


DATED = wished("comedy", "1990s", "1990s")
FREED = wished("sci-fi", "not drama", "from 1980", item=ALIENS)
MISSED = wished("comedy", "1980s", unmet=("1980s", "horror"))

TRUE = {
    "a genre": (
        *(wished("comedy"), "You asked for a comedy, and Up is one.", "Up is a comedy, as you asked.", "A comedy, as asked."),
        *("You were looking for a comedy, and Up comes fifth.", "Up is the comedy you asked for.", "A comedy was your wish, and Up is one."),
        *("You wanted a comedy, so here is Up.", "It is in 5th place because you asked for a comedy.", "You asked for comedies."),
    ),
    "a decade": (DATED, "You asked for a comedy from the 1990s, and Up is one.", "A 1990s comedy, as asked.", "It is a comedy from the nineties, as you wished."),
    "refusals": (
        *(FREED, "No drama and nothing before 1980, as asked.", "Sci-fi, no drama, as you asked.", "Aliens is sci-fi without drama, just as you asked."),
        *("You asked for no drama and nothing from before 1980. Aliens fits.",),
    ),
    "unmet": (
        *(MISSED, "It is a comedy, as you asked, but not from the 1980s.", "You asked for horror, and it isn't that.", "It is not from the 1980s."),
        *("You were asking for horror.",),
    ),
    "an occasion": (
        *(cheering("musical"), "You asked for a musical to cheer you up, and that is most of what speaks for Up.", "Up suits the occasion."),
        *("You wanted a musical to cheer you up, and Up suits the occasion.", "Up is a musical and suits your wish to be cheered up."),
        *("The occasion is most of what speaks for it.",),
    ),
    "likeness": (
        *(close("like Toy Story (1995)", "comedy"), "You asked for a comedy like Toy Story (1995), and that is most of what speaks for Up."),
        *("Up comes close to Toy Story.", 'It is close to your words "like Toy Story (1995)".'),
    ),
    "words": (close("heist"), 'Up comes close to your word "heist".', 'It fits "heist".'),
    "what the catalogue knows": (
        *(wished("heist", item=HEAT), "Heat is about a heist, as you asked.", "About a heist, as you asked.", "You asked for a film about a heist, and Heat is one."),
        *("You wanted something about a heist, so here is Heat.",),
    ),
    "who made it": (
        *(wished("directed by Michael Mann", item=HEAT), "Heat was directed by Michael Mann, as you asked.", "Directed by Michael Mann, as you wished."),
    ),
    "what it lacks": (
        *(wished(item=HEAT, unmet=("time travel",)), "Heat is not about time travel, as far as I know.", "You asked for a film about time travel, but Heat is not one."),
    ),
}  # fmt: skip

FALSE = {
    "a genre": (
        *(wished("comedy"), "You asked for a musical, and Up is one.", "Up is a musical, as you asked.", "A musical, as asked.", "Up is the musical you asked for."),
        *("You asked for a comedy, and it is not one.", "It does not fit your wishes.", "You asked for a comedy from the 1990s.", "You wanted a comedy to cheer you up."),
    ),
    "a decade": (DATED, "You asked for a comedy from the 1980s, and Up is one.", "A 1980s comedy, as asked.", "It is a comedy from before 1990, as you asked."),
    "refusals": (
        *(FREED, "No horror, as asked.", "You asked for drama.", "Nothing before 1990, as asked.", "Aliens is sci-fi without horror, just as you asked."),
        *("You asked for nothing after 1980.",),
    ),
    "unmet": (
        *(MISSED, "It is a comedy from the 1980s, as you asked.", "You asked for horror, and it is one.", "It fits just what you asked for.", "It is not a comedy."),
        *("You asked for horror. So here is Up.", "A comedy, just as you asked."),
    ),
    "an occasion": (
        *(cheering("musical"), "Up suits a date.", "You asked for a musical for a date.", "Popularity is most of what speaks for it."),
        *("You have liked two films. That is most of what speaks for it.", "The occasion adds nothing."),
    ),
    "likeness": (close("like Toy Story (1995)", "comedy"), "Up comes close to Babe.", "You asked for a musical like Toy Story (1995).", "You liked Toy Story."),
    "words": (close("heist"), 'It fits "space".', 'Up comes close to your word "crime".', "You asked for heist.", "You asked for a comedy."),
    "what the catalogue knows": (
        *(wished("heist", item=HEAT), "Heat is about a trial, as you asked.", "You asked for a film about time travel, and Heat is one.", "It is not about a heist."),
        *("Heat is set in Los Angeles, as you asked.", "About time travel, as you asked."),
    ),
    "who made it": (
        *(wished("directed by Michael Mann", item=HEAT), "Heat was directed by Ridley Scott, as you asked.", "Heat stars Al Pacino, as you asked."),
        *("Directed by Al Pacino, as you asked.",),
    ),
    "what nobody told of": (
        *(wished("not violent", item=HEAT), "Heat is not violent, as you asked.", "It is violent.", "You asked for a film that is violent."),
    ),
    "what it lacks": (
        *(wished(item=HEAT, unmet=("time travel",)), "Heat is about time travel.", "Heat is not about a heist.", "You asked for a film about a heist, but Heat is not one."),
    ),
    "a film after so": (space(), "You disliked Psycho, so Aliens comes second.", "You liked Alien, so here is Aliens."),
}  # fmt: skip


@pytest.mark.parametrize("name", TRUE)
def test_what_was_asked_and_is_met_is_understood(name: str) -> None:
    evidence, *texts = TRUE[name]
    assert [t for t in texts if not check(t, evidence)] == []  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FALSE)
def test_the_nearest_falsehood_is_refused(name: str) -> None:
    evidence, *texts = FALSE[name]
    assert [t for t in texts if check(t, evidence)] == []  # type: ignore[arg-type]


def test_a_decade_of_which_only_one_bound_is_met_is_not_met() -> None:
    assert met(MISSED) == ("comedy",)


CASES = (
    *(space(), wished("comedy"), wished("comedy", "musical"), DATED, FREED, MISSED, cheering("musical"), cheering()),
    *(close("like Toy Story (1995)", "comedy"), close("heist"), close("like Toy Story (1995)"), described()),
    *(
        wished("Paris"),
        wished("not horror"),
        wished("comedy", unmet=("western",)),
        wished("film noir", unmet=("horror", "1980s")),
    ),
    *(
        wished("heist", item=HEAT),
        wished("heist", "directed by Michael Mann", item=HEAT),
        wished("heist", unmet=("time travel",), item=HEAT),
        wished("crime", "with Al Pacino", item=HEAT),
        wished("not directed by Ridley Scott", item=HEAT),
        wished(item=HEAT, unmet=("directed by Ridley Scott",)),
    ),
    wished("animation", context=("with the kids", "to relax"), parts=(Part("context", "with the kids", 1.0),)),
)
KINDS = ("request", "unmet", "wanted", "context", "likeness")


@pytest.mark.parametrize("name", KINDS)
def test_every_wording_can_be_said_of_some_pick(name: str) -> None:
    facts = [
        fact
        for evidence in CASES
        for place in ({"reading": True, "first": False}, {"free": True}, {})
        for fact in claims.facts(speech(evidence, **place), (name,))
    ]
    unused = [t for t in claims.KINDS[name].ways.all() if all(bind(t, fact.values) is None for fact in facts)]
    assert unused == []


@pytest.mark.parametrize("name", KINDS)
def test_whatever_is_written_is_read_back(name: str) -> None:
    rng = random.Random(name)
    for evidence in CASES:
        checker = Checker(evidence)
        for voice in VOICES:
            for free in (False, True):
                here = speech(evidence, voice=voice, free=free)
                for fact in claims.facts(here, (name,)):
                    node = claims.KINDS[name].written(fact, here)
                    for _ in range(4 if node else 0):
                        assert node is not None
                        text = node.capital().closed().sample(rng)
                        assert checker.check(text), text
