"""What one open tab shows: everything its HTML is drawn from, changed only while its lock is held."""

from __future__ import annotations

import threading
import uuid
from dataclasses import dataclass, field
from typing import Any, Literal

from recsys.explain.language import Voice
from recsys.page.labels import Language
from recsys.schema import (
    Explanation,
    Item,
    ItemId,
    Profile,
    QuickReply,
    Ranking,
    Request,
    Sentence,
    UserId,
    Verdict,
    WhatIf,
)

Dialog = Literal["", "knows", "people"]


@dataclass
class Message:
    """One message of the conversation as shown. `text` is Markdown for the assistant, what was typed for the user."""

    role: Literal["user", "assistant"]
    text: str = ""
    sentences: tuple[Sentence, ...] = ()
    waiting: bool = False
    """Nothing has come yet."""
    done: bool = False
    stopped: bool = False
    """Ended before it was done."""


@dataclass(frozen=True)
class Turn:
    """What a person asked for: words, or a button of a card. Kept so that it can be tried again."""

    text: str = ""
    action: str = ""
    item_id: ItemId = ""


@dataclass
class Tab:
    """One browser tab: who is there, the conversation, the list, the opened card, and what is struck out."""

    language: Language = "en"
    entered: bool = False
    """The engine is open and this tab has been greeted."""
    profile: Profile | None = None
    conversation_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    messages: list[Message] = field(default_factory=list)
    quick_replies: tuple[QuickReply, ...] = ()
    last: Turn | None = None
    busy: int = 0
    """How many answers are being given or wait their turn."""

    ranking: Ranking | None = None
    lines: dict[ItemId, str] = field(default_factory=dict)
    voice: Voice = "plain"
    """In which the lines are."""
    request: Request = field(default_factory=Request)
    """The wishes the list was made under."""
    opened: ItemId | None = None
    explanation: Explanation | None = None
    struck: tuple[ItemId, ...] = ()
    what_if: WhatIf | None = None
    what_lines: dict[ItemId, str] = field(default_factory=dict)
    toast: str = ""
    """A short word on what a card's button did, for a screen on which the conversation is out of sight."""
    unfolded: set[str] = field(default_factory=set)
    """Which folded sections of the opened card are open."""

    quiz: tuple[Item, ...] = ()
    answers: dict[ItemId, Verdict] = field(default_factory=dict)

    dialog: Dialog = ""
    notice: str = ""
    """One line in the dialog about what was just done."""
    query: str = ""
    add_query: str = ""
    shown: int = 40
    """How many opinions the drawer lists."""
    sure: bool = False
    """Forget me was pressed once and waits for the confirmation."""
    remembered: list[dict[str, str]] = field(default_factory=list)
    """People who were here, as the browser keeps them: user, name, conversation."""
    remember: bool = False
    """Whether the browser is to keep them beyond this tab."""
    download: dict[str, str] = field(default_factory=dict)

    lock: threading.RLock = field(default_factory=threading.RLock, repr=False)
    turn: threading.Lock = field(default_factory=threading.Lock, repr=False)
    """Held by the answer being given: a second message waits, and is then answered in order."""
    stops: set[threading.Event] = field(default_factory=set, repr=False)
    """One for each answer being given; setting it ends that answer."""
    watched: threading.Event = field(default_factory=threading.Event, repr=False)
    """The stream that brings this tab its updates is open and stays so."""
    painted: dict[str, Any] = field(default_factory=dict, repr=False)
    """What the browser was last sent for each part of the page."""
    drawn: int = 0
    """Counts what was sent, so that the browser can tell a late answer from a new one."""

    @property
    def user_id(self) -> UserId | None:
        return self.profile.user_id if self.profile else None

    @property
    def current(self) -> Ranking | None:
        """The list on screen: the what-if's while something is struck."""
        return self.what_if.after if self.what_if else self.ranking

    def close_card(self) -> None:
        self.opened, self.explanation, self.unfolded = None, None, set()
        self.put_back()

    def put_back(self) -> None:
        self.struck, self.what_if, self.what_lines = (), None, {}

    def become(self, profile: Profile, conversation_id: str = "") -> None:
        """Start as another person, with nothing of the one before left on screen."""
        self.close_card()
        self.profile = profile
        self.conversation_id = conversation_id or uuid.uuid4().hex
        self.messages, self.quick_replies, self.last = [], (), None
        self.ranking, self.lines, self.request = None, {}, Request()
        self.quiz, self.answers = (), {}
        self.query = self.add_query = self.notice = ""
        self.sure, self.shown = False, 40


class Seat:
    """Where Gradio keeps a tab. Gradio copies the first one for each new tab, and each copy begins afresh."""

    def __init__(self) -> None:
        self.tab = Tab()

    def __deepcopy__(self, memo: dict[int, Any]) -> Seat:
        return Seat()
