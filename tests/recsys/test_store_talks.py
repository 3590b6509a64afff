"""Conversations, shown lists, feedback, export and forgetting, the same on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest

from recsys.schema import Item, Opinion, Part, Ranking, Recommendation, WhyRecError
from recsys.store import Store

ALIEN = Opinion("1", "liked", 5.0, at=10.0)
ALIENS = Opinion("2", "liked", 4.0, at=20.0)


def _ranking(parts: int = 2) -> Ranking:
    told = tuple(Part("history", "Alien (1979)", np.float32(0.25), str(n)) for n in range(parts))  # type: ignore[arg-type]
    alone = Part("popularity", "how popular it is", 0.5)
    items = tuple(
        Recommendation(rank, Item(str(40 + rank), "Title", 1990), 0.5 + 0.25 * parts, (*told, alone)) for rank in (1, 2)
    )
    return Ranking(items, ("41", "42"))


# Conversations


def test_messages_come_back_in_order_with_their_payload(store: Store, ada: str) -> None:
    payload = {"chips": ["older", "funnier"], "score": 0.5}
    store.add_message(ada, "c1", "user", "something like *Alien*?")
    store.add_message(ada, "c1", "assistant", "Here you are.", payload)
    assert [(m.role, m.text, m.payload) for m in store.messages("c1")] == [
        ("user", "something like *Alien*?", None),
        ("assistant", "Here you are.", payload),
    ]


@pytest.mark.parametrize(
    "text", ["", "千と千尋 🎬", "<script>alert(1)</script>", "'; DROP TABLE people; --", "x" * 10_000]
)
def test_any_text_is_kept_as_it_is(store: Store, ada: str, text: str) -> None:
    store.add_message(ada, "c1", "user", text, {"said": text})
    message = store.messages("c1")[0]
    assert message.text == text
    assert message.payload == {"said": text}


def test_text_no_database_can_hold_is_mended(store: Store, ada: str) -> None:
    store.add_message(ada, "c1", "user", "a\x00b\ud800c", {"said": "a\x00b\ud800c"})
    assert store.messages("c1")[0].text == "a\N{REPLACEMENT CHARACTER}b?c"


def test_a_conversation_of_somebody_else_is_closed_to_forged_ids(store: Store, ada: str) -> None:
    bob = store.create_person("Bob").user_id
    store.add_message(ada, "c1", "user", "private")
    store.save_state("c1", ada, {"secret": 1})
    assert store.messages("c1", bob) == []
    assert store.state("c1", bob) is None
    for write in (
        lambda: store.add_message(bob, "c1", "user", "hi"),
        lambda: store.save_state("c1", bob, {}),
        lambda: store.record_shown(bob, "c1", _ranking()),
    ):
        with pytest.raises(WhyRecError, match="belongs to somebody else"):
            write()
    assert store.state("c1", ada) == {"secret": 1}


def test_the_state_of_a_conversation_is_the_last_one_saved(store: Store, ada: str) -> None:
    assert store.state("c1") is None
    for step in (1, 2):
        store.save_state("c1", ada, {"step": step, "shown": ["41", "42"]})
    assert store.state("c1") == {"step": 2, "shown": ["41", "42"]}


def test_conversations_are_listed_latest_first(store: Store, ada: str) -> None:
    for conversation in ("c1", "c2", "c1"):
        store.add_message(ada, conversation, "user", "hello")
    assert store.conversations(ada) == ["c1", "c2"]


def test_a_shown_list_keeps_every_part_of_every_score(store: Store, ada: str) -> None:
    store.record_shown(ada, "c1", _ranking(parts=3), request={"text": "space"})
    (shown,) = store.shown(ada)
    assert (shown.conversation_id, shown.request) == ("c1", {"text": "space"})
    assert [(item.item_id, item.rank) for item in shown.items] == [("41", 1), ("42", 2)]
    for item in shown.items:
        assert sum(value for _, _, value, _ in item.parts) == pytest.approx(item.score, abs=1e-6)
    assert shown.items[0].parts[0] == ("history", "", 0.25, "0")
    assert shown.items[0].parts[-1] == ("popularity", "how popular it is", 0.5, None)


def test_feedback_is_kept_with_and_without_a_conversation(store: Store, ada: str) -> None:
    store.add_message(ada, "c1", "user", "why?")
    store.feedback(ada, "explanation", item_id="41", conversation_id="c1", value=1.0, text="clear")
    store.feedback(ada, "list", value=-1.0)
    assert [(f.kind, f.item_id, f.conversation_id, f.value, f.text) for f in store.feedbacks(ada)] == [
        ("explanation", "41", "c1", 1.0, "clear"),
        ("list", None, None, -1.0, ""),
    ]


# Export and forget


def _live(store: Store, user_id: str) -> None:
    """Leave a trace in every table."""
    store.set_opinion(user_id, ALIEN)
    store.set_opinion(user_id, ALIENS)
    store.undo(user_id)
    store.add_message(user_id, f"talk-{user_id}", "user", "UNFORGETTABLE words")
    store.save_state(f"talk-{user_id}", user_id, {"step": 1})
    store.record_shown(user_id, f"talk-{user_id}", _ranking())
    store.feedback(user_id, "reply", conversation_id=f"talk-{user_id}", value=1.0)


def test_an_export_holds_everything_and_is_json(store: Store, ada: str) -> None:
    _live(store, ada)
    export = json.loads(json.dumps(store.export(ada)))
    assert export["person"]["name"] == "Ada"
    assert [opinion["item_id"] for opinion in export["opinions"]] == ["1"]
    assert [change["undone"] for change in export["changes"]] == [False, True]
    assert export["conversations"][0]["messages"][0]["text"] == "UNFORGETTABLE words"
    assert export["shown"][0]["items"][0]["item_id"] == "41"
    assert export["feedback"][0]["kind"] == "reply"


def test_an_export_as_csv_opens_in_a_spreadsheet(store: Store, ada: str) -> None:
    store.set_opinion(ada, ALIEN)
    store.set_opinion(ada, Opinion("5", "seen", None, 60.0))
    rows = list(csv.DictReader(io.StringIO(store.export_csv(ada, {"1": 'Alien, "the" first'}))))
    assert rows[0] == {"item_id": "1", "title": 'Alien, "the" first', "verdict": "liked", "stars": "5.0", "at": "10.0"}
    assert (rows[1]["title"], rows[1]["stars"]) == ("", "")


def test_forgetting_removes_every_trace_of_one_person_and_nothing_of_others(store: Store, ada: str) -> None:
    bob = store.create_person("Bob").user_id
    _live(store, ada)
    _live(store, bob)
    assert store.forget(ada)
    empty = store.export(ada)
    assert empty["person"] == {"user_id": ada}
    assert not any(empty[kind] for kind in ("opinions", "changes", "conversations", "shown", "feedback"))
    assert store.messages(f"talk-{ada}") == []
    assert len(store.export(bob)["changes"]) == 2
    assert store.forgotten() == frozenset(), "nobody trained on needs no tombstone"
    assert not store.forget(ada)


def test_one_the_model_learned_from_leaves_only_an_id_and_stays_forgotten(store: Store) -> None:
    store.import_person("42", "Persona 42", [ALIEN])
    assert store.forget("42", trained=True)
    assert not store.forget("42", trained=True)
    assert store.forgotten() == frozenset({"42"})
    assert store.person("42") is None
    with pytest.raises(WhyRecError, match="was forgotten and stays forgotten"):
        store.import_person("42", "Persona 42", [ALIEN])


def test_one_who_never_talked_can_be_forgotten_too(store: Store) -> None:
    assert not store.forget("7", trained=True)
    assert store.forgotten() == frozenset({"7"})


def test_an_exchange_is_kept_whole_or_not_at_all(store: Store, ada: str) -> None:
    store.add_exchange(ada, "talk", "why?", "because", {"turns": 1})
    assert [(m.role, m.text) for m in store.messages("talk")] == [("user", "why?"), ("assistant", "because")]
    assert store.state("talk") == {"turns": 1}
    with pytest.raises(Exception, match="JSON compliant"):
        store.add_exchange(ada, "talk", "and now?", "well", float("nan"))
    assert len(store.messages("talk")) == 2
