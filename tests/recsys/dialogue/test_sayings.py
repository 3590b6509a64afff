"""Turns of phrase that a simulated seeker found misread."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from recsys.engine import Engine
from tests.recsys.dialogue.conftest import Read, Talk, only


def labels(talk: Talk) -> list[str]:
    return list(dict.fromkeys(c.label for c in talk.state.request.constraints))


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("it doesn't have to be a comedy", ["1980s"]),
        ("they don't need to be comedies", ["1980s"]),
        ("I don't need a comedy anymore", ["1980s"]),
        ("any genre is fine", ["1980s"]),
        ("it doesn't have to be from the 80s", ["comedy"]),
        ("any year is fine", ["comedy"]),
        ("I don't care about the decade", ["comedy"]),
        ("the year doesn't matter", ["comedy"]),
    ],
)
def test_a_wish_that_need_not_hold_is_given_up(fan: Talk, message: str, left: list[str]) -> None:
    fan.say("a comedy from the 80s")
    assert fan.say(message).ranking is not None
    assert labels(fan) == left


def test_what_need_not_be_is_no_ban_and_lifts_none(fan: Talk) -> None:
    fan.say("a comedy, but no musicals")
    fan.say("it doesn't have to be a musical")
    assert set(labels(fan)) == {"comedy", "not musical"}


@pytest.mark.parametrize(
    ("message", "wished"),
    [
        ("it should be from the 80s", [("year_from", 1980), ("year_to", 1989)]),
        ("it should also be romantic", [("genre", "Romance")]),
        ("I don't want musicals", [("not_genre", "Musical")]),
        ("I don't want film noir", [("not_genre", "Film-Noir")]),
    ],
)
def test_wishes_about_the_list_are_wishes(read: Read, message: str, wished: list[tuple[str, object]]) -> None:
    act = only(read(message, shown=("Fargo (1996)",)))
    assert [(c.kind, c.value) for c in act.wish.constraints] == wished


def test_a_wish_after_opinions_counts_and_no_title_is_called_unknown(read: Read) -> None:
    understanding = read("I like The MathMaker and Fly Away Home a lot. a horror film please")
    rated, wished = understanding.acts
    assert len(rated.judgements) == 2
    assert rated.unknown == ()
    assert [c.value for c in wished.wish.constraints] == ["Horror"]


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("I could watch Fargo again and again", "liked"),
        ("I've seen Fargo like ten times, love it", "liked"),
        ("Fargo (1996) doesn't appeal to me", "disliked"),
        ("I know Fargo", "seen"),
    ],
)
def test_an_opinion_is_heard_in_it(read: Read, message: str, verdict: str, ident: Callable[[str], str]) -> None:
    (judged,) = only(read(message)).judgements
    assert judged.items == (ident("Fargo (1996)"),)
    assert judged.verdict == verdict


def test_what_one_does_not_want_to_watch_is_turned_down_not_taken_up(fan: Talk, engine: Engine) -> None:
    shown = fan.say("recommend something").ranking
    fan.say("I don't want to watch the fifth one")
    assert shown is not None
    opinion = engine.profile(fan.user_id).opinion(shown.items[4].item.id)
    assert opinion is not None
    assert opinion.verdict == "rejected"


def test_the_one_just_pointed_at_is_the_one_seen(fan: Talk, engine: Engine) -> None:
    shown = fan.say("recommend something").ranking
    fan.say("the fourth one? seen it")
    assert shown is not None
    opinion = engine.profile(fan.user_id).opinion(shown.items[3].item.id)
    assert opinion is not None
    assert opinion.verdict == "seen"


def test_a_question_is_no_answer_to_which_one(fan: Talk, engine: Engine) -> None:
    fan.say("recommend something")
    assert "Which one" in fan.say("I've seen it").text
    before = engine.profile(fan.user_id)
    assert fan.say("why did you pick Sleepers?").explanation is not None
    assert engine.profile(fan.user_id) == before


def test_undoing_something_else_lets_what_was_passed_over_come_again(fan: Talk) -> None:
    first = fan.say("recommend something").ranking
    fan.say("something else")
    fan.say("undo")
    assert fan.state.passed == ()
    fan.say("no horror")
    assert first is not None
    assert {r.item.id for r in first.items} & set(fan.state.shown)
