"""Conversations: their messages, their state, the lists shown in them, and what people said of those."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from recsys.schema import ItemId, Ranking, UserId, WhyRecError
from recsys.store.profiles import Profiles, clean
from recsys.store.records import Feedback, Message, Shown, ShownItem
from recsys.store.tables import conversations, feedback, messages, people, shown


class Talks(Profiles):
    """The conversations of one data set's people. A conversation belongs to the person who began it."""

    def add_message(self, user_id: UserId, conversation_id: str, role: str, text: str, payload: Any = None) -> Message:
        """Write one turn; `payload` is any JSON."""
        now, text = time.time(), clean(text)
        with self._writing(user_id) as connection:
            talk = self._talk(connection, user_id, conversation_id, now)
            values = {"conversation": talk, "role": role, "text": text, "payload": payload, "at": now}
            key = connection.execute(insert(messages).values(values)).inserted_primary_key
            return Message(int(key[0]) if key else 0, role, text, now, payload)

    def add_exchange(
        self, user_id: UserId, conversation_id: str, said: str, answer: str, state: Any, ranking: Ranking | None = None
    ) -> None:
        """Write one question with its answer, the list it showed and the state it left: all of it or nothing."""
        now = time.time()
        with self._writing(user_id) as connection:
            talk = self._talk(connection, user_id, conversation_id, now)
            turns = [{"role": "user", "text": clean(said)}, {"role": "assistant", "text": clean(answer)}]
            common = {"conversation": talk, "payload": None, "at": now}
            connection.execute(insert(messages), [{**common, **turn} for turn in turns])
            if ranking is not None:
                self._show(connection, talk, ranking, None, now)
            connection.execute(update(conversations).where(conversations.c.key == talk).values(state=state))

    def messages(self, conversation_id: str, user_id: UserId | None = None) -> list[Message]:
        """The turns in order; with `user_id`, none if it is not their conversation, for ids can be forged."""
        source = messages.join(conversations).join(people)
        query = select(messages).select_from(source).where(self._of(conversation_id)).order_by(messages.c.id)
        if user_id is not None:
            query = query.where(self._is(user_id))
        with self.database.begin() as connection:
            return [Message(row.id, row.role, row.text, row.at, row.payload) for row in connection.execute(query)]

    def conversations(self, user_id: UserId) -> list[str]:
        """Ids of their conversations, the latest first."""
        query = select(conversations.c.conversation_id).join(people).where(self._is(user_id))
        with self.database.begin() as connection:
            found = connection.execute(query.order_by(conversations.c.updated_at.desc(), conversations.c.key.desc()))
            return list(found.scalars())

    def save_state(self, conversation_id: str, user_id: UserId, state: Any) -> None:
        """Keep what the dialogue needs to go on: any JSON, replacing what was kept."""
        now = time.time()
        with self._writing(user_id) as connection:
            talk = self._talk(connection, user_id, conversation_id, now)
            connection.execute(update(conversations).where(conversations.c.key == talk).values(state=state))

    def state(self, conversation_id: str, user_id: UserId | None = None) -> Any:
        """What was kept, None if nothing was (or, with `user_id`, if the conversation is not theirs)."""
        query = select(conversations.c.state).join(people).where(self._of(conversation_id))
        if user_id is not None:
            query = query.where(self._is(user_id))
        with self.database.begin() as connection:
            return connection.scalar(query)

    def record_shown(self, user_id: UserId, conversation_id: str, ranking: Ranking, request: Any = None) -> int:
        """Keep a list as it was shown, every item with its parts; returns its number."""
        now = time.time()
        with self._writing(user_id) as connection:
            talk = self._talk(connection, user_id, conversation_id, now)
            return self._show(connection, talk, ranking, request, now)

    def _show(self, connection: Connection, talk: int, ranking: Ranking, request: Any, now: float) -> int:
        items = [[i.item_id, i.rank, i.score, i.parts] for i in map(ShownItem.of, ranking.items)]
        values = {"conversation": talk, "request": request, "items": items, "at": now}
        key = connection.execute(insert(shown).values(values)).inserted_primary_key
        return int(key[0]) if key else 0

    def shown(self, user_id: UserId, conversation_id: str | None = None) -> list[Shown]:
        """The lists they were shown, oldest first."""
        query = select(shown, conversations.c.conversation_id).select_from(shown.join(conversations).join(people))
        query = query.where(self._is(user_id)).order_by(shown.c.id)
        if conversation_id is not None:
            query = query.where(self._of(conversation_id))
        with self.database.begin() as connection:
            return [_shown(row) for row in connection.execute(query)]

    def feedback(
        self,
        user_id: UserId,
        kind: str,
        item_id: ItemId | None = None,
        conversation_id: str | None = None,
        value: float | None = None,
        text: str = "",
    ) -> Feedback:
        """Keep a remark: `kind` says of what ("explanation", "reply", "list"), `value` is +1 or -1 or a grade."""
        now, text = time.time(), clean(text)
        with self._writing(user_id) as connection:
            person = self._visitor(connection, user_id).key
            talk = None if conversation_id is None else self._talk(connection, user_id, conversation_id, now)
            values = {"kind": kind, "item_id": item_id, "value": value, "text": text, "at": now}
            key = connection.execute(insert(feedback).values(person=person, conversation=talk, **values))
            number = key.inserted_primary_key
        return Feedback(int(number[0]) if number else 0, kind, now, item_id, conversation_id, value, text)

    def feedbacks(self, user_id: UserId) -> list[Feedback]:
        """Their remarks, oldest first."""
        source = feedback.join(people, feedback.c.person == people.c.key)
        source = source.outerjoin(conversations, feedback.c.conversation == conversations.c.key)
        query = select(feedback, conversations.c.conversation_id).select_from(source)
        with self.database.begin() as connection:
            rows = connection.execute(query.where(self._is(user_id)).order_by(feedback.c.id)).all()
        return [Feedback(r.id, r.kind, r.at, r.item_id, r.conversation_id, r.value, r.text) for r in rows]

    def _of(self, conversation_id: str) -> Any:
        return (conversations.c.dataset == self.dataset) & (conversations.c.conversation_id == conversation_id)

    def _talk(self, connection: Connection, user_id: UserId, conversation_id: str, now: float) -> int:
        """The conversation's key, begun if it is new; a `WhyRecError` if it is somebody else's."""
        person = self._visitor(connection, user_id).key
        row = connection.execute(select(conversations).where(self._of(conversation_id))).first()
        if row is None:
            values = {"person": person, "dataset": self.dataset, "conversation_id": conversation_id}
            values |= {"created_at": now, "updated_at": now}
            key = connection.execute(insert(conversations).values(values)).inserted_primary_key
            return int(key[0]) if key else 0
        if row.person != person:
            raise WhyRecError("This conversation belongs to somebody else: begin a new one.")
        connection.execute(update(conversations).where(conversations.c.key == row.key).values(updated_at=now))
        return int(row.key)


def _shown(row: Row[Any]) -> Shown:
    items = tuple(
        ShownItem(item_id, rank, score, tuple((kind, label, value, item) for kind, label, value, item in parts))
        for item_id, rank, score, parts in row.items
    )
    return Shown(row.id, row.conversation_id, row.at, items, row.request)
