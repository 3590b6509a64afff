"""The memory as the engine uses it, the same on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from recsys.schema import Opinion, Profile, WhyRecError
from recsys.store import Change, Store

ALIEN = Opinion("1", "liked", 5.0, at=10.0)
ALIENS = Opinion("2", "liked", 4.0, at=20.0)
PSYCHO = Opinion("9", "disliked", 2.0, at=30.0)


def _items(profile: Profile | None) -> list[str]:
    assert profile is not None
    return [opinion.item_id for opinion in profile.opinions]


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


def test_people_of_two_data_sets_are_apart(store: Store, memory_url: str) -> None:
    store.import_person("42", "Film fan", [ALIEN])
    books = Store(memory_url, "books")
    assert books.profile("42") is None
    books.import_person("42", "Reader", [PSYCHO])
    books.add_message("42", "c1", "user", "books")
    store.add_message("42", "c1", "user", "films")
    assert [message.text for message in books.messages("c1")] == ["books"]
    books.forget("42", trained=True)
    assert _items(store.profile("42")) == ["1"]
    assert store.forgotten() == frozenset()
    books.close()


def test_everything_is_there_after_a_restart(store: Store, memory_url: str, ada: str) -> None:
    store.set_opinion(ada, ALIEN)
    store.add_message(ada, "c1", "user", "why?")
    store.close()
    again = Store(memory_url, "ml-100k")
    assert _items(again.profile(ada)) == ["1"]
    assert [message.text for message in again.messages("c1")] == ["why?"]
    assert again.undo(ada) is not None
    again.close()


# Many at once


def test_two_tabs_of_one_person_lose_nothing(store: Store, memory_url: str, ada: str) -> None:
    other = Store(memory_url, "ml-100k")
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


def test_a_press_doubled_by_two_tabs_is_one_change(store: Store, memory_url: str, ada: str) -> None:
    other = Store(memory_url, "ml-100k")
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
