"""People and what they think of items, with every edit kept and undoable."""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, get_args

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from recsys.schema import ItemId, Opinion, Profile, UserId, Verdict, WhyRecError
from recsys.store.database import Database
from recsys.store.records import Change, Person
from recsys.store.tables import changes, forgotten, opinions, people

NAME_LENGTH = 80
ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Profiles:
    """The people of one data set."""

    def __init__(self, database: Database, dataset: str) -> None:
        self.database = database
        self.dataset = dataset

    def person(self, user_id: UserId) -> Person | None:
        with self.database.begin() as connection:
            row = self._find(connection, user_id)
        return None if row is None else _person(row)

    def people(self) -> list[Person]:
        """Everybody known here, newest first."""
        query = select(people).where(people.c.dataset == self.dataset).order_by(people.c.key.desc())
        with self.database.begin() as connection:
            return [_person(row) for row in connection.execute(query)]

    def create_person(self, name: str = "", language: str = "en") -> Person:
        """A new person under a short random id such as "p-k3f9x2ab", which no data set uses."""
        user_id = "p-" + "".join(secrets.choice(ID_LETTERS) for _ in range(8))
        person = Person(user_id, _name(name), language, {}, True, time.time())
        with self._writing(user_id) as connection:
            self._insert(connection, person)
        return person

    def import_person(self, user_id: UserId, name: str = "", opinions: Iterable[Opinion] = ()) -> Profile:
        """Take over somebody of the data set, with their opinions in time order, so that they can be edited.

        Somebody already taken over is left as they are. Raises `WhyRecError` for somebody who was forgotten.
        """
        copied = [_valid(opinion) for opinion in opinions]
        with self._writing(user_id) as connection:
            if connection.execute(self._forgotten().where(forgotten.c.user_id == user_id)).first():
                raise WhyRecError(f"{user_id} was forgotten and stays forgotten: start as a new person instead.")
            row = self._visitor(connection, user_id, name)
            if not row.owned:
                values = {"owned": True, "name": _name(name) or row.name}
                connection.execute(update(people).where(people.c.key == row.key).values(values))
                for place, opinion in enumerate(copied):
                    _write(connection, row.key, opinion, place)
            found = self._find(connection, user_id)
            assert found is not None
            return self._profile(connection, found)

    def update_person(
        self, user_id: UserId, name: str | None = None, language: str | None = None, **settings: Any
    ) -> Person:
        """Change a name, a language or any settings; a setting of None is removed."""
        with self._writing(user_id) as connection:
            row = self._visitor(connection, user_id)
            kept = {key: value for key, value in {**row.settings, **settings}.items() if value is not None}
            values: dict[str, Any] = {"settings": kept}
            if name is not None:
                values["name"] = _name(name)
            if language is not None:
                values["language"] = language
            connection.execute(update(people).where(people.c.key == row.key).values(values))
            found = self._find(connection, user_id)
            assert found is not None
            return _person(found)

    def profile(self, user_id: UserId) -> Profile | None:
        """Their opinions, oldest first; None for somebody unknown or whose opinions are still the data set's."""
        with self.database.begin() as connection:
            row = self._find(connection, user_id)
            return self._profile(connection, row) if row is not None and row.owned else None

    def set_opinion(self, user_id: UserId, opinion: Opinion) -> Change:
        """Write an opinion, replacing any earlier one of the item. Saying the same again records nothing."""
        wanted = _valid(replace(opinion, at=time.time() if opinion.at is None else opinion.at))
        return self._edit(user_id, wanted.item_id, wanted)

    def remove_opinion(self, user_id: UserId, item_id: ItemId) -> Change | None:
        """Take an opinion away; None if there was none."""
        change = self._edit(user_id, item_id, None)
        return change if change.id else None

    def undo(self, user_id: UserId) -> Change | None:
        """Take back the last edit not yet taken back, restoring the opinion in its old place; None if there is none."""
        query = select(changes).join(people).where(self._is(user_id), changes.c.undone_at.is_(None))
        with self._writing(user_id) as connection:
            row = connection.execute(query.order_by(changes.c.id.desc()).limit(1)).first()
            if row is None:
                return None
            _erase(connection, row.person, row.item_id)
            if row.before is not None:
                _write(connection, row.person, _opinion(row.before), row.before["place"])
            connection.execute(update(changes).where(changes.c.id == row.id).values(undone_at=time.time()))
            return replace(_change(row), undone=True)

    def changes(self, user_id: UserId) -> list[Change]:
        """Every edit, oldest first, those taken back included."""
        query = select(changes).join(people).where(self._is(user_id)).order_by(changes.c.id)
        with self.database.begin() as connection:
            return [_change(row) for row in connection.execute(query)]

    def forgotten(self) -> frozenset[UserId]:
        """People of the data set whom no model may be fitted on again."""
        with self.database.begin() as connection:
            return frozenset(connection.execute(self._forgotten()).scalars())

    def _edit(self, user_id: UserId, item_id: ItemId, wanted: Opinion | None) -> Change:
        now = time.time()
        with self._writing(user_id) as connection:
            person = self._owned(connection, user_id)
            query = select(opinions).where(opinions.c.person == person, opinions.c.item_id == item_id)
            row = connection.execute(query).first()
            before = None if row is None else _opinion(row._mapping)
            if _same(before, wanted):
                return Change(0, item_id, before, before, now)
            _erase(connection, person, item_id)
            after: dict[str, Any] | None = None
            if wanted is not None:
                last = connection.scalar(select(func.max(opinions.c.place)).where(opinions.c.person == person))
                place = 0 if last is None else last + 1
                _write(connection, person, wanted, place)
                after = _record(wanted, place)
            values = {
                "person": person,
                "item_id": item_id,
                "before": None if row is None or before is None else _record(before, row.place),
                "after": after,
                "at": now,
            }
            key = connection.execute(insert(changes).values(values)).inserted_primary_key
            return Change(int(key[0]) if key else 0, item_id, before, wanted, now)

    def _profile(self, connection: Connection, row: Row[Any]) -> Profile:
        query = select(opinions).where(opinions.c.person == row.key).order_by(opinions.c.place)
        found = tuple(_opinion(each._mapping) for each in connection.execute(query))
        return Profile(row.user_id, found, row.name)

    def _writing(self, user_id: UserId) -> Any:
        """A transaction in which nobody else writes for this person."""
        return self.database.begin(write=True, lock=f"{self.dataset}/{user_id}")

    def _is(self, user_id: UserId) -> Any:
        return (people.c.dataset == self.dataset) & (people.c.user_id == user_id)

    def _find(self, connection: Connection, user_id: UserId) -> Row[Any] | None:
        return connection.execute(select(people).where(self._is(user_id))).first()

    def _owned(self, connection: Connection, user_id: UserId) -> int:
        row = self._find(connection, user_id)
        if row is None or not row.owned:
            raise WhyRecError(f"Nobody called {user_id!r} has a profile here: create or import the person first.")
        return int(row.key)

    def _visitor(self, connection: Connection, user_id: UserId, name: str = "") -> Row[Any]:
        """The person's row, made if there is none: of the data set, its opinions not taken over."""
        row = self._find(connection, user_id)
        if row is None:
            self._insert(connection, Person(user_id, _name(name), owned=False, created_at=time.time()))
            row = self._find(connection, user_id)
            assert row is not None
        return row

    def _insert(self, connection: Connection, person: Person) -> None:
        values = {
            "dataset": self.dataset,
            "user_id": person.user_id,
            "name": person.name,
            "language": person.language,
            "settings": dict(person.settings),
            "owned": person.owned,
            "created_at": person.created_at,
        }
        connection.execute(insert(people).values(values))

    def _forgotten(self) -> Any:
        return select(forgotten.c.user_id).where(forgotten.c.dataset == self.dataset)


def _person(row: Row[Any]) -> Person:
    return Person(row.user_id, row.name, row.language, row.settings, row.owned, row.created_at)


def _name(name: str) -> str:
    return clean(" ".join(name.split()))[:NAME_LENGTH]


def clean(text: str) -> str:
    """Text any database stores: NUL and half characters replaced."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _valid(opinion: Opinion) -> Opinion:
    if opinion.verdict not in get_args(Verdict):
        raise WhyRecError(f"{opinion.verdict!r} is not a verdict: use one of {', '.join(get_args(Verdict))}.")
    stars = None if opinion.stars is None else float(opinion.stars)
    if stars is not None and not math.isfinite(stars):
        raise WhyRecError(f"A rating is a number of stars, not {stars}.")
    return replace(opinion, stars=stars, at=None if opinion.at is None else float(opinion.at))


def _same(before: Opinion | None, wanted: Opinion | None) -> bool:
    if before is None or wanted is None:
        return before is wanted
    return (before.verdict, before.stars) == (wanted.verdict, wanted.stars)


def _record(opinion: Opinion, place: int) -> dict[str, Any]:
    return {
        "item_id": opinion.item_id,
        "verdict": opinion.verdict,
        "stars": opinion.stars,
        "at": opinion.at,
        "place": place,
    }


def _opinion(record: Mapping[Any, Any]) -> Opinion:
    return Opinion(record["item_id"], record["verdict"], record["stars"], record["at"])


def _change(row: Row[Any]) -> Change:
    before, after = (None if each is None else _opinion(each) for each in (row.before, row.after))
    return Change(row.id, row.item_id, before, after, row.at, row.undone_at is not None)


def _write(connection: Connection, person: int, opinion: Opinion, place: int) -> None:
    connection.execute(insert(opinions).values(person=person, **_record(opinion, place)))


def _erase(connection: Connection, person: int, item_id: ItemId) -> None:
    connection.execute(delete(opinions).where(opinions.c.person == person, opinions.c.item_id == item_id))
