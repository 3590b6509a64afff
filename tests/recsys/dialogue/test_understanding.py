import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.dialogue.memory import Conversation
from recsys.dialogue.understand import Understander
from tests.recsys.dialogue.conftest import Read, only

TEN = ("Toy Story (1995)", "GoldenEye (1995)", "Fargo (1996)", "Heat (1995)")
Names = Callable[[object], list[str]]


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("hi", "smalltalk"),
        ("thanks!", "smalltalk"),
        ("how are you?", "smalltalk"),
        ("recommend something", "recommend"),
        ("I'm bored, what should I watch?", "recommend"),
        ("a comedy from the 80s", "recommend"),
        ("I like horror", "recommend"),
        ("anything like Toy Story but for adults?", "similar"),
        ("why not Titanic?", "why_not"),
        ("why isn't Titanic on the list?", "why_not"),
        ("what if I hadn't liked Star Wars?", "what_if"),
        ("ignore Star Wars", "what_if"),
        ("compare Fargo and Heat", "compare"),
        ("Fargo or Heat?", "compare"),
        ("is Fargo any good?", "about"),
        ("Fargo", "about"),
        ("rate Jaws 4", "rate"),
        ("forget Star Wars", "rate"),
        ("what do you know about me?", "profile"),
        ("what do you know about my taste?", "profile"),
        ("summarise my taste", "profile"),
        ("what do I like?", "profile"),
        ("what kind of films do I like?", "profile"),
        ("export my data", "profile"),
        ("be brief", "voice"),
        ("keep your answers short please", "voice"),
        ("be a bit friendlier", "voice"),
        ("talk normally", "voice"),
        ("make it funnier", "recommend"),
        ("undo that", "undo"),
        ("forget me", "forget"),
        ("delete all my data", "forget"),
        ("how do you work?", "how"),
        ("are you an AI?", "how"),
        ("what can you do", "help"),
        ("start over", "reset"),
        ("any genre is fine", "reset"),
        ("asdfgh qwerty", "unknown"),
    ],
)
def test_the_intent_of_a_first_message(message: str, intent: str, read: Read) -> None:
    assert read(message).intent == intent


@pytest.mark.parametrize(
    ("message", "intent", "items"),
    [
        ("why the second one?", "why", ["GoldenEye (1995)"]),
        ("I've seen the first and the third", "rate", ["Toy Story (1995)", "Fargo (1996)"]),
        ("I liked the first one", "rate", ["Toy Story (1995)"]),
        ("compare the first two", "compare", ["Toy Story (1995)", "GoldenEye (1995)"]),
        ("I'll watch the second one", "smalltalk", ["GoldenEye (1995)"]),
        ("more", "more", []),
        ("something else", "more", []),
        ("less violent", "refine", []),
        ("funnier please", "refine", []),
        ("what about a comedy instead?", "refine", []),
    ],
)
def test_messages_about_a_list_on_show(message: str, intent: str, items: list[str], read: Read, names: Names) -> None:
    understanding = read(message, shown=TEN)
    assert understanding.intent == intent
    assert names(understanding.acts[0].items) == items


@pytest.mark.parametrize(
    ("message", "intent", "verdict"),
    [
        ("yes I've seen it", "rate", "seen"),
        ("loved it", "rate", "liked"),
        ("not for me", "rate", "rejected"),
        ("it was boring", "rate", "disliked"),
        ("why?", "why", None),
        ("what's it about?", "about", None),
        ("tell me more", "about", None),
        ("more like this", "similar", None),
        ("I haven't seen it", "smalltalk", None),
    ],
)
def test_it_is_the_film_spoken_of(message: str, intent: str, verdict: str | None, read: Read, names: Names) -> None:
    act = only(read(message, shown=TEN, about="Fargo (1996)"))
    assert act.intent == intent
    if intent != "smalltalk":
        assert names(act.items) == ["Fargo (1996)"]
    assert [j.verdict for j in act.judgements] == ([verdict] if verdict else [])


def test_several_wishes_in_one_message(read: Read, names: Names) -> None:
    rate, ask = read("no horror please, and I loved Alien but hated Psycho").acts
    assert [(names(j.items)[0], j.verdict) for j in rate.judgements] == [
        ("Alien (1979)", "liked"),
        ("Psycho (1960)", "disliked"),
    ]
    assert ask.intent == "recommend"
    assert [c.label for c in ask.wish.constraints] == ["not horror"]


def test_an_opinion_and_then_something_similar(read: Read, names: Names) -> None:
    rate, similar = read("I loved Fargo, so give me something similar").acts
    assert (rate.intent, similar.intent) == ("rate", "similar")
    assert names(similar.items) == ["Fargo (1996)"]


def test_a_film_described_is_not_a_wish(read: Read) -> None:
    assert [a.intent for a in read("I saw Alien. It was scary but funny.").acts] == ["rate"]


def test_what_if_tells_striking_from_adding(read: Read, names: Names) -> None:
    act = only(read("what if I loved Heat and had never seen Fargo?"))
    assert names(act.without) == ["Fargo (1996)"]
    assert [(names(j.items)[0], j.verdict) for j in act.judgements] == [("Heat (1995)", "liked")]


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("I loved Avatar", "rate"),
        ("why not Avatar?", "why_not"),
        ("something like Inception", "similar"),
        ("compare Inception and Heat", "compare"),
    ],
)
def test_a_film_that_is_not_here_is_named_as_such(message: str, intent: str, read: Read) -> None:
    act = only(read(message))
    assert act.intent == intent
    assert act.unknown == (("Avatar",) if "Avatar" in message else ("Inception",))


def test_a_title_of_two_films_is_asked_about(read: Read, names: Names) -> None:
    choice = read("I loved Cape Fear").choice
    assert choice is not None
    assert sorted(names(choice.options)) == ["Cape Fear (1962)", "Cape Fear (1991)"]


@pytest.mark.parametrize(
    ("answer", "film"),
    [
        ("1962", "Cape Fear (1962)"),
        ("the newer one", "Cape Fear (1991)"),
        ("the first", "Cape Fear (1962)"),
        ("Cape Fear (1991)", "Cape Fear (1991)"),
        ("the one from the 60s", "Cape Fear (1962)"),
    ],
)
def test_the_answer_completes_the_message(answer: str, film: str, understander: Understander, names: Names) -> None:
    conversation = Conversation("c", "u")
    conversation.choice = understander.read("I loved Cape Fear and I want a thriller", conversation).choice
    rate, ask = understander.read(answer, conversation).acts
    assert names(rate.items) == [film]
    assert [c.value for c in ask.wish.constraints] == ["Thriller"]


@pytest.mark.parametrize(
    "message", ["推荐一部喜剧", "Quiero ver una película de miedo", "Bonjour, je voudrais un film drôle"]
)
def test_another_language_is_recognised(message: str, read: Read) -> None:
    assert only(read(message)).detail.startswith("language:")


@given(st.text(max_size=400))
def test_any_message_is_understood_as_something(understander: Understander, text: str) -> None:
    assert understander.read(text, Conversation("c", "u", shown=("1", "2"), focus=("1",))).acts


@pytest.mark.parametrize("message", ["horror " * 1500, "x" * 10_000, "Fargo, " * 1500, "not " * 2500, "((((" * 2500])
def test_ten_thousand_characters_are_read_in_a_moment(message: str, understander: Understander) -> None:
    began = time.perf_counter()
    assert understander.read(message, Conversation("c", "u")).acts
    assert time.perf_counter() - began < 2.0
