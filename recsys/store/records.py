"""What the memory hands out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from recsys.schema import ItemId, Opinion, Recommendation, UserId


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the memory knows."""

    user_id: UserId
    name: str = ""
    language: str = "en"
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Their choices: level of detail, remembered or not, …"""
    owned: bool = True
    """False: of the data set, with nothing of their profile edited yet, so the data set's opinions stand."""
    created_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """One edit of a profile; for an undo, the edit that was taken back."""

    id: int
    """0: the edit changed nothing and was not recorded."""
    item_id: ItemId
    before: Opinion | None
    after: Opinion | None
    at: float
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation; `role` is "user" or "assistant"."""

    id: int
    role: str
    text: str
    at: float
    payload: Any = None
    """Whatever the page needs to show it again; JSON."""


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One row of a list as it was shown."""

    item_id: ItemId
    rank: int
    score: float
    parts: tuple[tuple[str, str, float, ItemId | None], ...]
    """(kind, label, value, item id) of each part; the label of a history part is left out, its item id says it."""

    @classmethod
    def of(cls, recommendation: Recommendation) -> ShownItem:
        parts = tuple(
            (part.kind, "" if part.item_id else part.label, round(float(part.value), 9), part.item_id)
            for part in recommendation.parts
        )
        return cls(recommendation.item.id, recommendation.rank, round(float(recommendation.score), 9), parts)


@dataclass(frozen=True, slots=True)
class Shown:
    """A list as it was shown, with the request it answered."""

    id: int
    conversation_id: str
    at: float
    items: tuple[ShownItem, ...]
    request: Any = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What somebody said of a recommendation, an explanation or a reply."""

    id: int
    kind: str
    at: float
    item_id: ItemId | None = None
    conversation_id: str | None = None
    value: float | None = None
    text: str = ""
