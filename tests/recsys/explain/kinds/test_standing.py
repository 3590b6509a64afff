"""Places, what keeps an item off the list, how much is known, and where the score comes from: only as the record has it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from recsys.explain import claims
from recsys.explain.kinds.phrases import once, words
from recsys.explain.language import VOICES
from recsys.explain.pick_speech import PickSpeech, speech
from recsys.explain.templates import bind
from recsys.explain.verify import Checker, check
from recsys.schema import Crowd, Evidence, Part
from tests.recsys.explain.strategies import ALIENS, space


def unknown(rank: int = 8, **changes: object) -> Evidence:
    """Aliens for a person nothing is known of: popularity alone."""
    parts = (Part("popularity", "popularity", 1.0),)
    base = Evidence("u", ALIENS, rank, 200, 1.0, parts, crowd=Crowd(300, 200, 4.0), thin=True)
    return replace(base, **changes)  # type: ignore[arg-type]


def rated(opinions: int, likes: int = 0, **changes: object) -> Evidence:
    """The same for somebody with a few opinions, nearly all of the score from elsewhere."""
    return replace(unknown(), opinions=opinions, likes=likes, **changes)  # type: ignore[arg-type]


def left_out(verdict: str) -> Evidence:
    return replace(unknown(), rank=None, excluded=verdict, likes=2, opinions=3)  # type: ignore[arg-type]


FIRST, TENTH, SIXTEENTH, FAR = unknown(1), unknown(10), unknown(16), unknown(119)
SOME = replace(
    space(),
    parts=(Part("history", "Alien", 0.6, "1"), Part("popularity", "popularity", 0.25), Part("request", "heist", 0.15)),
)

TRUE = {
    "first": (FIRST, "Aliens tops your list.", "It comes first.", "Aliens is at the very top of your list.", "Nothing ranks above it."),
    "eighth": (
        *(unknown(), "Aliens is in 8th place.", "It ranks eighth of the 200 films I considered.", "Aliens: 8th by popularity."),
        *("Seven films rank above it.", "Of the 200 films I considered, it comes 8th.", "You will find it at number 8."),
    ),
    "tenth": (TENTH, "Aliens takes the last place on the list.", "Aliens just makes the list at number 10."),
    "sixteenth": (
        *(SIXTEENTH, "It misses the list in 16th place.", "Aliens is only 16th, six places short of the list."),
        *("Close, but 16th.", "The list ends at ten.", "15 other films came out ahead of it."),
    ),
    "far": (FAR, "Aliens is 119th, far below the ten on your list.", "It gets no higher than 119th place.", "119th of 200."),
    "nothing known": (
        *(unknown(), "You have not rated anything yet, so I go by popularity alone.", "No ratings from you yet."),
        *("I know nothing about your taste yet, so popularity decides.", "With no ratings from you, I can only go by popularity."),
        *("Popularity alone puts Aliens in 8th place.", "I don't know your taste yet.", "Nothing else speaks for it."),
        *("It stands in 8th place because I have none of your ratings and can only sort by popularity.",),
    ),
    "two opinions": (
        *(rated(2), "I have only two ratings from you, so the evidence is thin.", "Neither of your two ratings is a like."),
        *("You have rated just two films so far.", "Two ratings from you, no likes.", "You haven't liked a film yet."),
    ),
    "liked": (left_out("liked"), "You've already told me you liked Aliens, so I leave it off the list.", "You have already liked Aliens. That keeps it off the list."),
    "neutral": (left_out("neutral"), "You have already rated Aliens, neither good nor bad. So it stays off the list.",),
    "shares": (
        *(SOME, "Most of what speaks for it comes from your ratings.", "Your ratings speak more for it than popularity."),
        *("Popularity adds a little.", "Popularity is a small part of what speaks for it."),
    ),
}  # fmt: skip

FALSE = {
    "first": (FIRST, "Aliens comes second.", "One film ranks above it.", "It misses the list.", "It takes the last place on the list."),
    "eighth": (
        *(unknown(), "It comes first.", "Eight films rank above it.", "Aliens is not on your list.", "Aliens is in 9th place."),
        *("Aliens takes the last place on the list.", "It is high on your list.", "It ranks eighth of the 100 films I considered."),
    ),
    "tenth": (TENTH, "It misses the list.", "Aliens is just outside the top ten.", "Ten films rank above it."),
    "sixteenth": (
        *(SIXTEENTH, "It is on your list.", "Aliens is five places short of the list.", "It is far below the list.", "Aliens made the list."),
        *("16 films rank above it.", "The list ends at twelve.", "It is 16th on your list."),
    ),
    "far": (FAR, "Close, but 119th.", "Aliens is just outside the top ten.", "119th of 150."),
    "nothing known": (
        *(unknown(), "You have rated one film.", "I know one film you like.", "Your ratings speak for it.", "I have two ratings from you."),
        *("It is the only film you have rated.", "Half of what speaks for it is popularity.", "Popularity adds nothing."),
    ),
    "two opinions": (
        *(rated(2), "You haven't rated anything yet.", "I have three ratings from you.", "You have liked two films.", "No ratings from you."),
        *("I know nothing about you yet.", "I have one rating from you.",),
    ),
    "many likes": (space(), "I have only two ratings from you.", "The evidence is thin.", "I go by popularity.", "I don't know your taste yet."),
    "liked": (left_out("liked"), "You disliked Aliens.", "You have seen Aliens, so I leave it off the list.", "Aliens is 8th on your list."),
    "seen": (left_out("seen"), "You liked Aliens.", "You have already rated Aliens, neither good nor bad."),
    "shares": (
        *(SOME, "Most of what speaks for it is popularity.", "Popularity speaks more for it than your ratings.", "Popularity adds nothing."),
        *("Nothing else speaks for it.", "All that speaks for it is popularity.", "Your history adds a little.", "Half of what speaks for it is popularity."),
        *("The occasion is most of what speaks for it.",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TRUE)
def test_what_holds_is_understood(name: str) -> None:
    evidence, *texts = TRUE[name]
    assert [t for t in texts if not check(t, evidence)] == []  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FALSE)
def test_the_nearest_falsehood_is_refused(name: str) -> None:
    evidence, *texts = FALSE[name]
    assert [t for t in texts if check(t, evidence)] == []  # type: ignore[arg-type]


def test_a_consequence_needs_what_it_follows_from() -> None:
    assert not check("You liked Alien. So the evidence is thin.", replace(space(), thin=True, likes=3))
    seen = left_out("seen")
    assert not check("That keeps it off the list.", seen)
    assert check("You have already seen Aliens. That keeps it off the list.", replace(seen, lexicon=seen.lexicon))


def test_opinions_are_not_called_ratings_where_one_is_seen_to_be_none() -> None:
    cited = replace(space().cited[0], verdict="seen", stars=None)
    e = rated(2, cited=(cited,), parts=(Part("history", "Alien", 0.01, "1"), Part("popularity", "popularity", 9.0)))
    assert not check("You have only rated two films.", e)
    assert check("I have only two opinions from you.", e)


CASES = (
    *(space(), FIRST, unknown(2), unknown(), TENTH, unknown(11), SIXTEENTH, FAR, rated(1), rated(2), rated(6, 1), SOME),
    *(left_out(v) for v in ("liked", "disliked", "neutral", "seen", "rejected")),
    replace(unknown(), rank=None, likes=9),
    replace(space(), thin=True, likes=1, opinions=1, cited=space().cited[:1]),
    replace(space(), thin=True, likes=30, parts=(Part("request", "comedy", 1.0),)),
    replace(space(), parts=(Part("request", "x", 1.0), Part("history", "Alien", 0.5, "1")), thin=True, likes=30),
    *(replace(space(), thin=True, likes=n) for n in (0, 1, 2, 3)),
    replace(space(), parts=(Part("history", "Alien", 0.52, "1"), Part("popularity", "popularity", 0.48))),
    replace(space(), parts=(Part("history", "Alien", -0.52, "1"),)),
)
KINDS = ("rank", "length", "outside", "excluded", "about", "thin", "known", "only", "popularity", "sources")


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


def test_words_are_made_once_for_each_point_of_a_text() -> None:
    made: list[PickSpeech] = []

    @once
    def said(s: PickSpeech):  # type: ignore[no-untyped-def]
        made.append(s)
        return words(s, ("it is not",))

    here, there = PickSpeech(space(), reading=True), PickSpeech(space())
    assert said(here) is said(here)
    assert said(there) is not said(here)
    assert len(made) == 2
