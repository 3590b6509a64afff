"""How the other people's likes may be spoken of, and the nearest false sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recsys.explain import claims
from recsys.explain.pick_speech import speech
from recsys.explain.templates import bind
from recsys.explain.verify import Checker
from recsys.schema import CoLiked, Crowd
from tests.recsys.explain.strategies import space

# 158 of 243 who liked Alien liked Aliens, 150 of 221 for The Terminator, 90 of 230 for Blade Runner; 200 of 284 do.
TRUE = (
    "You liked The Terminator, and 150 of the 221 people who did also liked Aliens.",
    "You liked Alien. Of the 243 people who liked it, 158 liked this one too.",
    "You loved Alien; about two thirds of the people who liked it also liked Aliens, 158 of 243.",
    "Most people who liked Alien, 158 of 243, liked Aliens as well.",
    "Roughly two in three people who liked Alien liked it too.",
    "More than half of those who liked Alien also enjoyed Aliens.",
    "Only 90 of the 230 people who liked Blade Runner liked it.",
    "Out of 230 people who liked Blade Runner, just 90 liked it.",
    "You liked Alien and The Terminator. Of the 221 people who liked the second, 150 liked this film.",
    "200 of its 284 raters liked it.",
    "Of 284 raters, 200 liked it, average 4.0.",
    "284 people have rated it, 200 of whom liked it.",
    "It was liked by 200 of 284 people, with an average of 4.0.",
    "It is well liked: 200 of 284 people liked it.",
    "It is popular, liked by 200 of 284 people.",
    "In general, 200 of 284 people liked it.",
)

FALSE = (
    "Of the 243 people who liked Alien, 150 also liked it.",
    "158 of the 243 people who liked it also liked Alien.",
    "You liked Alien. 150 of the 221 people who liked it also liked this one.",
    "You liked The Terminator. 158 of the 243 people who liked it also liked this one.",
    "You liked Alien. Of the 221 people who did, 150 liked this one too.",
    "You liked Alien and The Terminator. 158 of the 243 people who liked the second also liked this one.",
    "Most people who liked Blade Runner also liked Aliens.",
    "Two thirds of the people who liked Blade Runner liked Aliens.",
    "About a third of the people who liked Alien liked Aliens.",
    "Only 158 of the 243 people who liked Alien liked Aliens.",
    "Fewer than half of the people who liked Alien liked Aliens.",
    "Nearly all people who liked Alien liked Aliens.",
    "Most people who liked either of them also liked this one.",
    "Of the 284 people who rated it, 210 liked it.",
    "200 people have rated it, 284 of whom liked it.",
    "It is well liked: 210 of 284 people liked it.",
    "Only 284 people have rated it.",
    "Nobody liked it.",
    "284 people rated it, and nobody liked it.",
    "Fewer than half of its raters liked it.",
    "200 of 284 raters liked it, average 4.5.",
    "The average is 3.5.",
    "Of the 284 people who rated it, two thirds did not like it.",
    "It is not well liked.",
    "It is popular with children.",
    "All of the 243 people who liked Alien liked Aliens.",
    "None of the 243 people who liked Alien liked Aliens.",
    "Of its 284 raters, 158 liked it.",
)


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(space())


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_of_people_is_understood(checker: Checker, text: str) -> None:
    assert checker.check(text)


@pytest.mark.parametrize("text", FALSE)
def test_what_is_false_of_people_is_refused(checker: Checker, text: str) -> None:
    assert not checker.check(text)


@pytest.mark.parametrize(
    ("crowd", "true", "false"),
    [
        (Crowd(1, 0, 2.0), "Just one person has rated it, and that person didn't like it.", "Its one rater liked it."),
        (Crowd(1, 1, 4.0), "Its only rater liked it.", "One person has rated it, and nobody liked it."),
        (
            Crowd(12, 0, 2.0),
            "12 people have rated it, and nobody liked it.",
            "12 people have rated it, and one liked it.",
        ),
        (
            Crowd(225, 115, 3.5),
            "A narrow majority of those who rated it liked it.",
            "Two thirds of those who rated it liked it.",
        ),
        (Crowd(80, 33, 3.0), "Fewer than half of its raters liked it, 33 of 80.", "Most people who rated it liked it."),
        (Crowd(80, 70, 3.0), "It is well liked by 70 of 80 people.", "It is popular."),
    ],
)
def test_small_and_middling_crowds_are_spoken_of_as_they_are(crowd: Crowd, true: str, false: str) -> None:
    checker = Checker(replace(space(), crowd=crowd))
    assert checker.check(true)
    assert not checker.check(false)


@pytest.mark.parametrize(
    "name", ["co_liked", "co_liked_both", "co_liked_each", "crowd", "shared", "against", "opinion"]
)
def test_every_wording_can_be_said_of_some_pick(name: str) -> None:
    e = space()
    few = replace(e, cited=tuple(replace(c, crowd=CoLiked(12, 20)) for c in e.cited), crowd=Crowd(1, 0, 2.0))
    loved, known = replace(e, crowd=Crowd(80, 70, 4.4)), replace(e, crowd=Crowd(20, 9, 3.0))
    by = {"director": ("James Cameron",)}
    directed = replace(e, item=replace(e.item, attributes=by), cited=tuple(replace(c, shared=by) for c in e.cited))
    facts = [
        fact
        for case in (e, few, loved, known, directed)
        for reading in (False, True)
        for fact in claims.facts(speech(case, reading=reading), (name,))
    ]
    assert [t for t in claims.KINDS[name].ways.all() if all(bind(t, f.values) is None for f in facts)] == []
