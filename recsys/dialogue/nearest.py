"""Sentence embeddings for what no rule knows: the intent whose example sentences are nearest in meaning."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from recsys.schema import Intent


class Embeds(Protocol):
    """The encoder, for what intents need of it: a unit vector of shape (d,) a text."""

    def query(self, text: str) -> npt.NDArray[np.floating]: ...


EXAMPLES: dict[Intent, tuple[str, ...]] = {
    "recommend": (
        "find me a film to watch",
        "I am bored this evening",
        "what's worth seeing",
        "help me choose something",
        "we are having a movie night",
    ),
    "more": ("show me different ones", "I do not care for any of these", "next page", "none of those appeal to me"),
    "why": (
        "what was your thinking there",
        "what is the reason for this pick",
        "how did you land on that one",
        "why do you believe I would enjoy it",
    ),
    "why_not": ("why did you leave that film out", "I expected to see that one in the list"),
    "what_if": ("what changes when I remove a film from my history", "how would the list look without that rating"),
    "compare": ("which of the two suits me more", "put these two side by side"),
    "profile": ("show everything stored about my taste", "what have you learned about me", "list the films I rated"),
    "undo": ("please reverse my last change", "I clicked that by accident"),
    "forget": ("erase every trace of me", "delete my personal data"),
    "how": (
        "what technology is behind this",
        "is my data sent anywhere",
        "are you a machine",
        "how are these suggestions computed",
    ),
    "help": ("I do not know what to say to you", "show me how to use this", "what features do you have"),
    "smalltalk": (
        "nice to meet you",
        "have a lovely evening",
        "you are very kind",
        "that is funny",
        "it is raining here",
    ),
    "about": (
        "what is the story of this film",
        "who plays the lead role",
        "give me some facts about it",
        "is it suitable for children",
    ),
    "rate": ("I watched it last year and adored it", "I could not finish that one", "we saw it at the cinema"),
}
"""What people say when no rule fires; compared by meaning."""


class Nearest:
    """What is nearest in meaning: of the intents by their example sentences, of any labels. Encoded on first use."""

    def __init__(self, encoder: Embeds, floor: float = 0.45) -> None:
        self._encoder = encoder
        self._floor = floor
        self._labels: list[Intent] = []
        self._matrix: npt.NDArray[np.floating] | None = None
        self._others: dict[tuple[str, ...], npt.NDArray[np.floating]] = {}

    def of(self, sentence: str, labels: tuple[str, ...], k: int) -> list[int]:
        """The places of the `k` labels nearest in meaning, nearest first. Labels are encoded when first met."""
        if labels not in self._others:
            self._others = {labels: np.stack([self._encoder.query(label) for label in labels])}
        cosine = self._others[labels] @ self._encoder.query(sentence)
        return [int(place) for place in np.argsort(-cosine, kind="stable")[:k]]

    def intent(self, sentence: str) -> Intent | None:
        """None when nothing is near enough (cosine below the floor)."""
        if self._matrix is None:
            self._labels = [intent for intent, said in EXAMPLES.items() for _ in said]
            self._matrix = np.stack([self._encoder.query(s) for said in EXAMPLES.values() for s in said])
        cosine = self._matrix @ self._encoder.query(sentence)
        best = int(np.argmax(cosine))
        return self._labels[best] if cosine[best] >= self._floor else None
