"""The memory: people, their opinions with undo, conversations, shown lists, feedback; SQLite or PostgreSQL by URL.

    store = Store("sqlite:///whyrec.db", "ml-100k")
    me = store.create_person("Ada")
    store.set_opinion(me.user_id, Opinion("50", "liked", 5.0))
    store.undo(me.user_id)

Every method is one transaction: it happens wholly or not at all. A database that is locked, read-only, full or
unreachable gives a `WhyRecError` with one sentence.
"""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert

from recsys.schema import ItemId, UserId
from recsys.store.database import WAIT, Database
from recsys.store.records import Change, Feedback, Message, Person, Shown, ShownItem
from recsys.store.tables import forgotten, people
from recsys.store.talks import Talks

__all__ = ["Change", "Feedback", "Message", "Person", "Shown", "ShownItem", "Store"]


class Store(Talks):
    """The memory of one data set's people behind a SQLAlchemy URL. `wait` is how many seconds a lock is waited for."""

    def __init__(self, url: str, dataset: str, wait: float = WAIT) -> None:
        super().__init__(Database(url, wait), dataset)

    def export(self, user_id: UserId) -> dict[str, Any]:
        """Everything kept of a person, as one JSON document; lists are empty where there is nothing."""
        person, profile = self.person(user_id), self.profile(user_id)
        return {
            "format": "whyrec-export-1",
            "dataset": self.dataset,
            "exported_at": time.time(),
            "person": asdict(person) if person else {"user_id": user_id},
            "opinions": [asdict(opinion) for opinion in (profile.opinions if profile else ())],
            "changes": [asdict(change) for change in self.changes(user_id)],
            "conversations": [
                {
                    "conversation_id": talk,
                    "state": self.state(talk),
                    "messages": [asdict(message) for message in self.messages(talk)],
                }
                for talk in self.conversations(user_id)
            ],
            "shown": [asdict(each) for each in self.shown(user_id)],
            "feedback": [asdict(each) for each in self.feedbacks(user_id)],
        }

    def export_csv(self, user_id: UserId, titles: Mapping[ItemId, str] | None = None) -> str:
        """Their opinions as CSV with the columns item_id, title, verdict, stars, at (seconds since 1970 UTC)."""
        profile = self.profile(user_id)
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(("item_id", "title", "verdict", "stars", "at"))
        for o in profile.opinions if profile else ():
            writer.writerow((o.item_id, (titles or {}).get(o.item_id, ""), o.verdict, o.stars, o.at))
        return out.getvalue()

    def forget(self, user_id: UserId, trained: bool = False) -> bool:
        """Delete everything of a person, past recovery; True if there was anything.

        `trained`: they are of the data set, so their bare id is kept in `forgotten()` and a refit leaves them out.
        """
        with self._writing(user_id) as connection:
            found = connection.execute(delete(people).where(self._is(user_id))).rowcount > 0
            known = connection.execute(self._forgotten().where(forgotten.c.user_id == user_id)).first()
            if trained and known is None:
                values = {"dataset": self.dataset, "user_id": user_id, "at": time.time()}
                connection.execute(insert(forgotten).values(values))
        self.database.wipe_log()
        return found

    def close(self) -> None:
        """Let go of the database's connections."""
        self.database.close()
