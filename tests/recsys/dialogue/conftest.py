"""A real engine without a language model, people to talk to it, and readers over MovieLens 100K."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import numpy as np
import pytest

from recsys.data.dataset import Dataset
from recsys.dialogue.acts import Act, Understanding
from recsys.dialogue.memory import Conversation
from recsys.dialogue.understand import Understander
from recsys.engine import Engine
from recsys.schema import Reply
from recsys.settings import Settings

Read = Callable[..., Understanding]
_numbers = count()


@pytest.fixture(scope="session")
def engine(settings: Settings) -> Engine:
    return Engine.open(settings, chat=False)


@pytest.fixture(scope="session")
def understander(ml100k: Dataset) -> Understander:
    counts = np.bincount(np.asarray(ml100k.interactions.item), minlength=len(ml100k.catalog))
    weight = {item.id: float(n) for item, n in zip(ml100k.catalog.items, counts, strict=True)}
    return Understander(ml100k.catalog, weight)


@pytest.fixture(scope="session")
def names(ml100k: Dataset) -> Callable[[object], list[str]]:
    """Item ids as names."""
    return lambda ids: [ml100k.catalog.get(i).name for i in ids]  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def ident(ml100k: Dataset) -> Callable[[str], str]:
    """The id of a name such as "Fargo (1996)"."""
    by_name = {item.name: item.id for item in ml100k.catalog.items}
    return by_name.__getitem__


@pytest.fixture
def read(understander: Understander, ident: Callable[[str], str]) -> Read:
    """Read a message; `shown` and `about` name what is on show and what was last spoken of."""

    def reading(message: str, shown: tuple[str, ...] = (), about: str = "") -> Understanding:
        conversation = Conversation("c", "u", shown=tuple(map(ident, shown)))
        if about:
            conversation.speak_of([ident(about)])
        return understander.read(message, conversation)

    return reading


class Talk:
    """One person's conversation with the engine."""

    def __init__(self, engine: Engine, user_id: str) -> None:
        self.engine, self.user_id = engine, user_id
        self.conversation_id = f"talk-{next(_numbers)}"
        self.replies: list[Reply] = []

    def say(self, message: str) -> Reply:
        return self._last(self.engine.chat(self.user_id, message, self.conversation_id))

    def press(self, action: str, item_id: str) -> Reply:
        return self._last(self.engine.press(self.user_id, action, item_id, self.conversation_id))

    def _last(self, replies: object) -> Reply:
        snapshots = list(replies)  # type: ignore[call-overload]
        assert snapshots[-1].done
        assert all(not s.done for s in snapshots[:-1])
        self.replies.append(snapshots[-1])
        return snapshots[-1]

    @property
    def state(self) -> Conversation:
        return Conversation.from_json(self.engine.store.state(self.conversation_id, self.user_id))


@pytest.fixture
def talk(engine: Engine) -> Talk:
    """A new person nothing is known of."""
    return Talk(engine, engine.new_person("Ann").user_id)


@pytest.fixture
def fan(engine: Engine) -> Talk:
    """A new person with five likes."""
    person = Talk(engine, engine.new_person("Bea").user_id)
    person.say("I loved Star Wars, Alien, Blade Runner, The Terminator and Aliens")
    return person


def only(understanding: Understanding) -> Act:
    """The single act of a reading."""
    assert len(understanding.acts) == 1, understanding.acts
    return understanding.acts[0]
