"""The seeker means something by every message; whether the engine did as meant must be found out either way."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from eval.conversation import tables
from eval.conversation.people import Person, held_out, short_titles
from eval.conversation.phrases import LATE, SAYINGS
from eval.conversation.seeker import Change, Meant, Seeker
from eval.conversation.talks import ROWS, TURNS, Talk, by_popularity, talk
from eval.conversation.typist import Typist, misspelt
from eval.parts import Context
from recsys.data.dataset import Dataset
from recsys.dialogue.memory import Conversation
from recsys.engine import Engine
from recsys.schema import Constraint, Lexicon, WhyRecError
from recsys.settings import Settings
from retrieval.filters import allowed


@pytest.fixture(scope="module")
def held(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, list[Person]]:
    context = Context(settings, "quick", out=tmp_path_factory.mktemp("out"))
    return held_out(context, 42)


def a_talk(held: tuple[Engine, list[Person]], n: int = 0, seed: int = 1) -> Talk:
    engine, people = held
    typist = Typist(random.Random(seed), engine.dataset.lexicon, short_titles(engine.catalog))
    seeker = Seeker(people[n], engine.catalog, typist, 4, 2, 5, random.Random(seed))
    return Talk(engine, seeker, by_popularity(engine), random.Random(seed))


def failed(of: Talk) -> set[str]:
    return {check["check"] for check in of.checks if not check["ok"]}


def test_held_out_people_are_not_in_the_model_and_hide_likes_they_never_tell(
    held: tuple[Engine, list[Person]], ml100k: Dataset
) -> None:
    engine, people = held
    assert len(people) > 100
    assert not {p.user_id for p in people} & set(engine.dataset.interactions.users)
    assert all(p.hidden and p.told and not p.hidden & set(p.told) for p in people)
    likes = {
        o.item_id for o in ml100k.interactions.profile_opinions(people[0].user_id, ml100k.scale) if o.verdict == "liked"
    }
    assert set(people[0].told) | people[0].hidden <= likes


def test_a_conversation_repeats_and_has_figures_for_every_turn_and_list(held: tuple[Engine, list[Person]]) -> None:
    engine, people = held
    heads, popular = short_titles(engine.catalog), by_popularity(engine)
    first, again = (talk(engine, people[1], heads, popular, "1", late=True) for _ in range(2))
    assert first == again
    assert len(first["turns"]) == TURNS
    assert all(set(ROWS) <= turn.keys() for turn in first["turns"])
    assert first["messages"] >= TURNS
    assert not [c for c in first["checks"] if c["check"] == "nothing on record" and not c["ok"]]


def test_every_wish_is_true_of_a_hidden_like(held: tuple[Engine, list[Person]]) -> None:
    engine, people = held
    for n, person in enumerate(people[:20]):
        seeker = a_talk(held, n, seed=n).seeker
        seeker.said(seeker.opening())
        for _ in range(6):
            seeker.said(seeker.turn(person.told[:3]))
            fits = allowed(engine.catalog, seeker.wishes)
            assert any(fits[engine.catalog.row(i)] for i in person.hidden), seeker.wishes


def test_what_was_meant_and_done_holds(held: tuple[Engine, list[Person]]) -> None:
    one = a_talk(held)
    film = one.engine.catalog.get(next(i.id for i in one.engine.catalog.items if i.name == "Fargo (1996)"))
    one.say(Meant("like", "I loved Fargo. Any ideas?", {film.id: "liked"}, asks=True))
    comedy = Change((Constraint("genre", "Comedy"),))
    one.say(Meant("want", "a comedy please", change=comedy, asks=True))
    assert not failed(one)
    assert Counter(c["check"] for c in one.checks)["opinions"] == 1


@pytest.mark.parametrize(
    ("message", "meant", "check"),
    [
        ("I hated Fargo", {"opinions": {"Fargo (1996)": "liked"}}, "opinions"),
        ("something scary", {"change": Change((Constraint("genre", "Comedy"),))}, "wishes"),
        ("qzx wvut", {"asks": True}, "list when asked"),
        ("qzx wvut", {}, "understood"),
        ("why Fargo?", {"about": "Heat (1995)"}, "why"),
    ],
)
def test_what_was_meant_and_not_done_is_found(
    held: tuple[Engine, list[Person]], message: str, meant: dict[str, Any], check: str
) -> None:
    one = a_talk(held)
    named = {item.name: item.id for item in one.engine.catalog.items}
    meant = {k: {named[n]: v for n, v in w.items()} if k == "opinions" else w for k, w in meant.items()}
    meant = {k: named[v] if k == "about" else v for k, v in meant.items()}
    one.say(Meant("test", message, **meant))
    assert check in failed(one)


def test_a_film_told_and_not_understood_is_found_on_the_list(held: tuple[Engine, list[Person]]) -> None:
    one = a_talk(held)
    reply = one.say(Meant("ask", "recommend something", asks=True))
    assert reply.ranking is not None
    one.seeker.opinions[reply.ranking.items[0].item.id] = "seen"
    one.say(Meant("ask", "recommend something", asks=True))
    assert failed(one) == {"nothing told"}


def test_an_undo_that_brings_back_half_is_found(
    held: tuple[Engine, list[Person]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def undone(seed: int) -> list[bool]:
        one = a_talk(held, seed=seed)
        one.say(Meant("want", "recommend a drama", change=Change((Constraint("genre", "Drama"),)), asks=True))
        one._take_back(2)
        return [c["ok"] for c in one.checks if c["check"] == "undo"]

    assert all(all(undone(seed)) for seed in range(3))
    assert any(undone(seed) for seed in range(3))
    right = Conversation.take_back

    def forgetful(self: Conversation) -> object:
        before = right(self)
        self.passed = ("1",)
        return before

    monkeypatch.setattr(Conversation, "take_back", forgetful)
    assert not all(all(undone(seed)) for seed in range(3))


def test_wishes_given_up_in_silence_are_found(held: tuple[Engine, list[Person]]) -> None:
    one = a_talk(held)
    film_noir = Change((Constraint("genre", "Film-Noir"), Constraint("genre", "Musical")))
    one.say(Meant("want", "I want a film noir that is also a musical", change=film_noir, asks=True))
    assert failed(one) == {"wishes kept"}  # none is both, and the reply says so
    one.announced.clear()
    state = one.state
    reply = list(one.engine.chat(one.user_id, "recommend something", one.conversation_id))[-1]
    assert reply.ranking is not None
    silent = type(reply)("Here you are.", ranking=reply.ranking)
    one._shown(Meant("want", ""), silent, state)
    assert "wishes kept or said to be given up" in failed(one)


def test_wishes_replace_join_and_go_as_people_mean_them() -> None:
    eighties = (Constraint("year_from", 1980), Constraint("year_to", 1989))
    comedy, horror = Constraint("genre", "Comedy"), Constraint("genre", "Horror")
    held = (comedy, *eighties)
    assert Change((horror,)).of(held) == {"genre:Comedy", "genre:Horror", "year_from:1980", "year_to:1989"}
    assert Change((horror,), alone=True).of(held) == {"genre:Horror", "year_from:1980", "year_to:1989"}
    assert Change((Constraint("year_to", 1969),)).of(held) == {"genre:Comedy", "year_to:1969"}
    assert Change((Constraint("not_genre", "Comedy"),)).of((comedy,)) == {"not_genre:Comedy"}
    assert Change(drops=frozenset({"genre:Comedy"})).of(held) == {"year_from:1980", "year_to:1989"}


def test_a_typist_fills_in_every_saying_and_slips_in_long_words_only() -> None:
    words = {w: w.upper() for w in ("it", "n", "top", "unit", "wish", "quality", "many", "when", "label", "noun")}
    for late in (False, True):
        typist = Typist(random.Random(1), Lexicon("book", "books"), frozenset(), late)
        for kind in SAYINGS:
            said = {typist.say(kind, **words) for _ in range(60)}
            assert not any("{" in s or "movie" in s for s in said), said
    assert not {s for kind in LATE for s in LATE[kind]} & {s for kind in SAYINGS for s in SAYINGS[kind]}
    assert misspelt("Heat", random.Random(1)) == "Heat"
    assert misspelt("Casablanca", random.Random(1)) != "Casablanca"


def test_a_data_set_without_people_to_hold_out_is_one_sentence(
    tiny: Dataset, settings: Settings, tmp_path: Path
) -> None:
    context = Context(settings, "quick", out=tmp_path)
    context.__dict__["dataset"] = tiny
    with pytest.raises(WhyRecError, match="tiny has too few people with 8 likes"):
        held_out(context, 42)


def test_tables_add_up(held: tuple[Engine, list[Person]]) -> None:
    engine, people = held
    heads, popular = short_titles(engine.catalog), by_popularity(engine)
    talks = [talk(engine, p, heads, popular, f"{n}", late=bool(n % 2)) for n, p in enumerate(people[:3])]
    success = tables.success(talks)
    assert len(success) == TURNS * len(ROWS)
    assert all(0 <= row["success low"] <= row["success"] <= row["success high"] <= 1 for row in success)
    typed = [row["success"] for row in success if row["list"] == "typed"]
    assert typed == sorted(typed)
    rows = tables.checks(talks)
    assert sum(row["made"] for row in rows) == sum(len(t["checks"]) for t in talks)
    assert sum(row["failed"] for row in rows) == sum(row["times"] for row in tables.failures(talks))
    assert [row["people"] for row in tables.by_sayings(talks)] == [2, 1]
