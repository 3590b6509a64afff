"""Talking to somebody who is not on record: one who was just erased. They get lists and facts; nothing is kept."""

from __future__ import annotations

from typing import Any, cast

from recsys.dialogue.draft import Actions
from recsys.schema import ItemId, Opinion, Profile, UnknownPersonError, UserId, WhyRecError

NOBODY = "You are erased, so I keep nothing you say here. Start as somebody new and I will remember again."


class Guest:
    """The same actions for a person without a profile: what reads works on an empty one, what writes is refused."""

    def __init__(self, actions: Actions, user_id: UserId) -> None:
        self._actions = actions
        self._user_id = user_id

    def __getattr__(self, name: str) -> Any:
        return getattr(self._actions, name)

    def profile(self, user_id: UserId) -> Profile:
        return Profile(user_id)

    def set_opinion(self, user_id: UserId, opinion: Opinion) -> Profile:
        raise WhyRecError(NOBODY)

    def remove_opinion(self, user_id: UserId, item_id: ItemId) -> Profile:
        raise WhyRecError(NOBODY)

    def set_voice(self, user_id: UserId, voice: str) -> None:
        raise WhyRecError(NOBODY)

    def undo(self, user_id: UserId) -> None:
        raise WhyRecError("You are erased for good: that cannot be undone.")

    def forget(self, user_id: UserId) -> str:
        return "You are erased already; I hold nothing of you."


def present(actions: Actions, user_id: UserId) -> Actions:
    """The actions as they are for somebody on record, else those of a guest."""
    try:
        actions.profile(user_id)
    except UnknownPersonError:
        return cast(Actions, Guest(actions, user_id))
    return actions
