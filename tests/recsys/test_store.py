"""The memory as the engine uses it, the same on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import csv
import io
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from recsys.schema import Item, Opinion, Part, Profile, Ranking, Recommendation, WhyRecError
from recsys.store import Change, Store
from tests.recsys.cluster import fresh_database

ALIEN = Opinion("1", "liked", 5.0, at=10.0)
ALIENS = Opinion("2", "liked", 4.0, at=20.0)
PSYCHO = Opinion("9", "disliked", 2.0, at=30.0)


@pytest.fixture(scope="module")
def postgres(postgres_server: str) -> Iterator[str]:
    with fresh_database(postgres_server, "memory") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with nobody in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'memory' / 'whyrec.db'}"
        return
    made = request.getfixturevalue("postgres")
    yield made
    emptied = Store(made, "any")
    with emptied.database.begin(write=True) as connection:
        connection.exec_driver_sql("TRUNCATE people, forgotten CASCADE")
    emptied.close()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store(url, "ml-100k")
    yield opened
    opened.close()


@pytest.fixture
def ada(store: Store) -> str:
    return store.create_person("Ada", "en").user_id


def _items(profile: Profile | None) -> list[str]:
    assert profile is not None
    return [opinion.item_id for opinion in profile.opinions]


def _ranking(parts: int = 2) -> Ranking:
    told = tuple(Part("history", "Alien (1979)", np.float32(0.25), str(n)) for n in range(parts))  # type: ignore[arg-type]
    alone = Part("popularity", "how popular it is", 0.5)
    items = tuple(
        Recommendation(rank, Item(str(40 + rank), "Title", 1990), 0.5 + 0.25 * parts, (*told, alone)) for rank in (1, 2)
    )
    return Ranking(items, ("41", "42"))


# People and profiles


def test_a_new_person_gets_an_id_no_data_set_uses(store: Store) -> None:
    ids = {store.create_person().user_id for _ in range(20)}
    assert len(ids) == 20
    assert not any(user_id.isdigit() for user_id in ids)


def test_a_new_person_is_known_and_has_an_empty_profile(store: Store) -> None:
    made = store.create_person("  Ada \n Lovelace ", "zh-CN")
    assert (made.name, made.language) == ("Ada Lovelace", "zh-CN")
    assert store.person(made.user_id) == made
    assert store.profile(made.user_id) == Profile(made.user_id, (), "Ada Lovelace")


def test_somebody_unknown_is_nobody(store: Store) -> None:
    assert store.person("nobody") is None
    assert store.profile("nobody") is None
    assert store.changes("nobody") == []
    assert store.undo("nobody") is None
    with pytest.raises(WhyRecError, match="Nobody called 'nobody' has a profile here"):
        store.set_opinion("nobody", ALIEN)


def test_opinions_come_back_in_the_order_they_were_given(store: Store, ada: str) -> None:
    for opinion in (ALIENS, PSYCHO, ALIEN):
        store.set_opinion(ada, opinion)
    assert store.profile(ada) == Profile(ada, (ALIENS, PSYCHO, ALIEN), "Ada")


def test_a_changed_opinion_moves_to_the_end_as_the_newest(store: Store, ada: str) -> None:
    for opinion in (ALIEN, ALIENS):
        store.set_opinion(ada, opinion)
    change = store.set_opinion(ada, Opinion("1", "disliked", 1.0, 40.0))
    assert change.before == ALIEN
    assert change.after == Opinion("1", "disliked", 1.0, 40.0)
    assert _items(store.profile(ada)) == ["2", "1"]


def test_an_opinion_without_a_time_is_of_now(store: Store, ada: str) -> None:
    change = store.set_opinion(ada, Opinion("1", "seen"))
    assert change.after is not None
    assert change.after.at == pytest.approx(change.at, abs=1)


def test_saying_the_same_twice_is_one_change(store: Store, ada: str) -> None:
    store.set_opinion(ada, ALIEN)
    again = store.set_opinion(ada, replace(ALIEN, at=99.0))
    assert again.id == 0
    assert len(store.changes(ada)) == 1
    store.undo(ada)
    assert _items(store.profile(ada)) == []


@pytest.mark.parametrize("stars", [float("nan"), float("inf")])
def test_a_rating_that_is_no_number_is_refused(store: Store, ada: str, stars: float) -> None:
    with pytest.raises(WhyRecError, match="A rating is a number"):
        store.set_opinion(ada, Opinion("1", "liked", stars))
    assert _items(store.profile(ada)) == []


def test_a_verdict_that_does_not_exist_is_refused(store: Store, ada: str) -> None:
    with pytest.raises(WhyRecError, match="'adored' is not a verdict: use one of liked"):
        store.set_opinion(ada, Opinion("1", "adored"))  # type: ignore[arg-type]


def test_undo_goes_back_change_by_change_to_the_beginning(store: Store, ada: str) -> None:
    store.set_opinion(ada, ALIEN)
    store.set_opinion(ada, ALIENS)
    store.set_opinion(ada, Opinion("1", "rejected", None, 50.0))
    store.remove_opinion(ada, "2")
    undone = [store.undo(ada) for _ in range(5)]
    assert [None if change is None else change.item_id for change in undone] == ["2", "1", "2", "1", None]
    assert _items(store.profile(ada)) == []
    assert all(change.undone for change in store.changes(ada))


def test_undo_puts_an_opinion_back_in_its_place(store: Store, ada: str) -> None:
    for opinion in (ALIEN, ALIENS, PSYCHO):
        store.set_opinion(ada, opinion)
    store.remove_opinion(ada, "2")
    store.undo(ada)
    assert store.profile(ada) == Profile(ada, (ALIEN, ALIENS, PSYCHO), "Ada")


def test_a_change_after_an_undo_is_undone_first(store: Store, ada: str) -> None:
    store.set_opinion(ada, ALIEN)
    store.set_opinion(ada, ALIENS)
    store.undo(ada)
    store.set_opinion(ada, PSYCHO)
    undone = store.undo(ada)
    assert undone is not None
    assert undone.item_id == "9"
    assert _items(store.profile(ada)) == ["1"]


def test_removing_what_is_not_there_changes_nothing(store: Store, ada: str) -> None:
    assert store.remove_opinion(ada, "1") is None
    assert store.changes(ada) == []


def test_a_persona_is_copied_once_and_then_edited_apart(store: Store) -> None:
    copied = store.import_person("42", "Persona 42: student", [ALIEN, ALIENS])
    assert copied == Profile("42", (ALIEN, ALIENS), "Persona 42: student")
    store.remove_opinion("42", "1")
    assert store.import_person("42", "Persona 42: student", [ALIEN, ALIENS]).opinions == (ALIENS,)
    assert store.undo("42") is not None
    assert store.undo("42") is None, "what the data set says is where undo ends"


def test_a_persona_who_only_talks_keeps_the_data_sets_opinions(store: Store) -> None:
    store.add_message("42", "c1", "user", "hello")
    person = store.person("42")
    assert person is not None
    assert not person.owned
    assert store.profile("42") is None
    assert store.import_person("42", "Persona 42", [ALIEN]).opinions == (ALIEN,)
    assert [message.text for message in store.messages("c1")] == ["hello"]


def test_choices_of_a_person_are_kept(store: Store, ada: str) -> None:
    store.update_person(ada, language="zh-CN", level="short", remembered=True)
    store.update_person(ada, name="A.", level=None)
    person = store.person(ada)
    assert person is not None
    assert (person.name, person.language, person.settings) == ("A.", "zh-CN", {"remembered": True})


def test_people_of_two_data_sets_are_apart(store: Store, url: str) -> None:
    store.import_person("42", "Film fan", [ALIEN])
    books = Store(url, "books")
    assert books.profile("42") is None
    books.import_person("42", "Reader", [PSYCHO])
    books.add_message("42", "c1", "user", "books")
    store.add_message("42", "c1", "user", "films")
    assert [message.text for message in books.messages("c1")] == ["books"]
    books.forget("42", trained=True)
    assert _items(store.profile("42")) == ["1"]
    assert store.forgotten() == frozenset()
    books.close()


def test_everything_is_there_after_a_restart(store: Store, url: str, ada: str) -> None:
    store.set_opinion(ada, ALIEN)
    store.add_message(ada, "c1", "user", "why?")
    store.close()
    again = Store(url, "ml-100k")
    assert _items(again.profile(ada)) == ["1"]
    assert [message.text for message in again.messages("c1")] == ["why?"]
    assert again.undo(ada) is not None
    again.close()


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


# Many at once


def test_two_tabs_of_one_person_lose_nothing(store: Store, url: str, ada: str) -> None:
    other = Store(url, "ml-100k")
    faults: list[BaseException] = []

    def tab(which: Store, first: int) -> None:
        try:
            for n in range(first, first + 15):
                which.set_opinion(ada, Opinion(str(n), "liked", 4.0))
                which.add_message(ada, "c1", "user", f"message {n}")
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=tab, args=each) for each in ((store, 0), (other, 100), (store, 200))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(_items(store.profile(ada))) == 45
    assert len(store.messages("c1")) == 45
    for _ in range(45):
        assert store.undo(ada) is not None
    assert _items(store.profile(ada)) == []
    other.close()


def test_a_press_doubled_by_two_tabs_is_one_change(store: Store, url: str, ada: str) -> None:
    other = Store(url, "ml-100k")
    changes: list[Change] = []
    threads = [
        threading.Thread(target=lambda which=which: changes.append(which.set_opinion(ada, ALIEN)))
        for which in (store, other) * 4
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(changes) == 8
    assert sum(change.id > 0 for change in changes) == 1
    assert len(store.changes(ada)) == 1
    other.close()


class ProfileHistory(RuleBasedStateMachine):
    """Edits and undos in any order: the profile is always what replaying the edits that stand gives."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store("sqlite://", "tiny")
        self.user_id = self.store.create_person("Ada").user_id
        self.past: list[tuple[Opinion, ...]] = []
        self.now: tuple[Opinion, ...] = ()

    @rule(
        item=st.sampled_from("abcd"),
        verdict=st.sampled_from(("liked", "disliked", "seen")),
        stars=st.sampled_from((None, 1.0, 5.0)),
        at=st.integers(1, 9),
    )
    def say(self, item: str, verdict: str, stars: float | None, at: int) -> None:
        opinion = Opinion(item, verdict, stars, float(at))  # type: ignore[arg-type]
        if self.store.set_opinion(self.user_id, opinion).id:
            self.past.append(self.now)
            self.now = Profile("", self.now).plus(opinion).opinions

    @rule(item=st.sampled_from("abcd"))
    def remove(self, item: str) -> None:
        if self.store.remove_opinion(self.user_id, item):
            self.past.append(self.now)
            self.now = tuple(opinion for opinion in self.now if opinion.item_id != item)

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        assert self.store.undo(self.user_id) is not None
        self.now = self.past.pop()

    @precondition(lambda self: not self.past)
    @rule()
    def nothing_to_undo(self) -> None:
        assert self.store.undo(self.user_id) is None

    @invariant()
    def the_profile_is_what_stands(self) -> None:
        profile = self.store.profile(self.user_id)
        assert profile is not None
        assert profile.opinions == self.now

    def teardown(self) -> None:
        self.store.close()


TestProfileHistory = ProfileHistory.TestCase
TestProfileHistory.settings = hypothesis_settings(max_examples=8, stateful_step_count=20, deadline=None)
