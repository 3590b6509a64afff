"""A reply in the making, and the few turns of phrase that all answers share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from recsys.data.catalog import Catalog
from recsys.data.dataset import Dataset
from recsys.dialogue.memory import Conversation
from recsys.dialogue.text import escape
from recsys.explain.language import Voice
from recsys.explain.plan import Task
from recsys.explain.records import Comparison, Record, Taste
from recsys.schema import (
    Constraint,
    Evidence,
    Explanation,
    Item,
    ItemId,
    Opinion,
    Profile,
    QuickReply,
    Ranking,
    Reply,
    Request,
    Sentence,
    UserId,
    Verdict,
    WhatIf,
    joined,
)
from retrieval.lexical import Lexical

K = 10
"""How many items a list shows."""


class Change(Protocol):
    """An edit taken back: what was held of the item before and after it."""

    @property
    def item_id(self) -> ItemId: ...
    @property
    def before(self) -> Opinion | None: ...
    @property
    def after(self) -> Opinion | None: ...


class Actions(Protocol):
    """What a conversation may do; the engine."""

    @property
    def dataset(self) -> Dataset: ...
    @property
    def catalog(self) -> Catalog: ...
    @property
    def lexical(self) -> Lexical | None: ...
    def profile(self, user_id: UserId) -> Profile: ...
    def recommend(self, profile: Profile, request: Request | None = None, k: int = 10) -> Ranking: ...
    def evidence(self, profile: Profile, item_id: ItemId, request: Request | None = None) -> Evidence: ...
    def explain(
        self,
        profile: Profile,
        item_id: ItemId,
        request: Request | None = None,
        task: Task = "short",
        voice: Voice | None = None,
        language: str = "en",
    ) -> Iterable[Explanation]: ...
    def tell(
        self, record: Record, task: Task, voice: Voice | None = None, language: str = "en", seed: int = 0
    ) -> Iterable[Sentence]: ...
    def what_if(
        self,
        profile: Profile,
        without: Iterable[ItemId] = (),
        plus: Iterable[Opinion] = (),
        request: Request | None = None,
        k: int = 10,
    ) -> WhatIf: ...
    def compare(self, profile: Profile, a: ItemId, b: ItemId, request: Request | None = None) -> Comparison: ...
    def taste(self, profile: Profile) -> Taste: ...
    def set_voice(self, user_id: UserId, voice: str) -> None: ...
    def set_opinion(self, user_id: UserId, opinion: Opinion) -> Profile: ...
    def remove_opinion(self, user_id: UserId, item_id: ItemId) -> Profile: ...
    def undo(self, user_id: UserId) -> Change | None: ...
    def forget(self, user_id: UserId) -> str: ...
    def quiz(self, profile: Profile) -> Sequence[Item]: ...


@dataclass
class Draft:
    """Paragraphs and attachments of one reply; `snapshot` is what can be shown of it so far."""

    conversation: Conversation
    paragraphs: list[str] = field(default_factory=list)
    sentences: tuple[Sentence, ...] = ()
    ranking: Ranking | None = None
    explanation: Explanation | None = None
    what_if: WhatIf | None = None
    chips: list[QuickReply] = field(default_factory=list)
    profile_changed: bool = False

    def say(self, *sentences: str) -> None:
        """Add a paragraph; the sentences are Markdown already."""
        text = " ".join(s for s in sentences if s)
        if text:
            self.paragraphs.append(text)

    def tell(self, sentences: Iterable[Sentence]) -> Iterator[None]:
        """Add a paragraph of checked sentences that grows as they come; yields after each."""
        at, earlier, said = len(self.paragraphs), self.sentences, list[Sentence]()
        for sentence in sentences:
            said.append(sentence)
            self.paragraphs[at:] = [joined(escape(s.text) for s in said)]
            self.sentences = (*earlier, *said)
            yield

    def offer(self, label: str, message: str = "") -> None:
        """Add a quick reply, unless it is there or there are three."""
        if len(self.chips) < 3 and all(c.label != label for c in self.chips):
            self.chips.append(QuickReply(label, message or label))

    def suggest(self) -> None:
        """Ways on that always work."""
        self.offer("Recommend something")
        self.offer("What can you do?")

    def snapshot(self, done: bool = False) -> Reply:
        return Reply(
            text="\n\n".join(self.paragraphs),
            sentences=self.sentences,
            ranking=self.ranking,
            explanation=self.explanation,
            what_if=self.what_if,
            quick_replies=tuple(self.chips),
            profile_changed=self.profile_changed,
            constraints=once(self.conversation.request.constraints),
            request=self.conversation.request,
            done=done,
        )


def once(constraints: Iterable[Constraint]) -> tuple[Constraint, ...]:
    """One constraint a label: the two bounds of a decade are one wish to their owner."""
    return tuple({(c.label or f"{c.kind} {c.value}"): c for c in constraints}.values())


def named(item: Item) -> str:
    """Title and year, safe in Markdown."""
    return escape(item.name)


def listed(words: Sequence[str], joint: str = "and") -> str:
    """ "A", "A and B", "A, B and C"."""
    return f"{', '.join(words[:-1])} {joint} {words[-1]}" if len(words) > 1 else "".join(words)


def stars(value: float, unit: str) -> str:
    """ "1 star", "3.5 stars"."""
    return f"{value:g} {unit}{'' if value == 1 else 's'}"


def held(opinion: Opinion, unit: str, done: str) -> str:
    """An opinion as said to its owner: "you liked it", "you gave it 4 stars"."""
    if opinion.stars is not None:
        return f"you gave it {stars(opinion.stars, unit)}"
    said: Mapping[Verdict, str] = {
        "liked": "you liked it",
        "disliked": "you did not like it",
        "neutral": "you found it all right",
        "seen": f"you have {done} it",
        "rejected": "it is not for you",
    }
    return said[opinion.verdict]


def short(title: str, limit: int = 26) -> str:
    """A title that fits a chip."""
    return title if len(title) <= limit else f"{title[: limit - 1].rstrip(' :,-')}…"
