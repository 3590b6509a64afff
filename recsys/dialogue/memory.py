"""What a conversation remembers between messages: the wishes in force, what was shown and spoken of, open questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter, ValidationError

from recsys.dialogue.lexicon import GROWN_UPS
from recsys.dialogue.lore import PEOPLE
from recsys.dialogue.slots import Wish
from recsys.explain.language import Voice
from recsys.schema import Constraint, ItemId, Request, UserId, Verdict

UNDONE = 30
"""How many changes "undo" can take back one after another."""


@dataclass(slots=True)
class Choice:
    """An open question: which of `options` did the words at `start`–`end` of `message` mean?"""

    message: str
    start: int
    end: int
    options: tuple[ItemId, ...]


@dataclass(slots=True)
class Conversation:
    """The state of one conversation; plain data, kept in the store as JSON."""

    conversation_id: str
    user_id: UserId
    request: Request = field(default_factory=Request)
    """The wishes in force."""
    shown: tuple[ItemId, ...] = ()
    """The list last shown, in order."""
    passed: tuple[ItemId, ...] = ()
    """Shown before and passed over with "something else"; not shown again under these wishes."""
    focus: tuple[ItemId, ...] = ()
    """Items last spoken of, latest first: what "it" and "that one" mean."""
    opened: ItemId | None = None
    """The item whose card is open."""
    choice: Choice | None = None
    waiting: str = ""
    """What a bare answer would answer: "forget" (sure?), "taste" (did you like it?), "which:liked" (which one?)."""
    offer: str = ""
    """What a bare "yes" asks for."""
    before: Request | None = None
    """The wishes before the last change of them, for "undo"."""
    last: str = ""
    """What was changed last: "wish", "edit" or nothing."""
    earlier: tuple[Request | None, ...] = ()
    """The changes before that one, oldest first: the wishes before it, or None for an edit of the profile."""
    castless: bool = False
    """It has been said that the catalogue knows no casts and directors."""
    turns: int = 0
    language: str = "en"
    """In which language reasons are given."""
    voice: Voice = "plain"
    """In which voice."""

    def to_json(self) -> str:
        return _STATE.dump_json(self).decode()

    @classmethod
    def from_json(cls, state: str | bytes | object) -> Conversation:
        """The conversation of a stored state; one that cannot be read gives an empty one with its ids, if any."""
        try:
            if isinstance(state, (str, bytes)):
                return _STATE.validate_json(state)
            return _STATE.validate_python(state)
        except ValidationError:
            known = state if isinstance(state, dict) else {}
            return cls(str(known.get("conversation_id", "")), str(known.get("user_id", "")))

    def speak_of(self, items: Iterable[ItemId]) -> None:
        """Move items to the front of the focus."""
        self.focus = tuple(dict.fromkeys((*items, *self.focus)))[:8]

    @property
    def subject(self) -> ItemId | None:
        """What "it" means: the item last spoken of, else the open card."""
        return self.focus[0] if self.focus else self.opened

    def wish(self, wish: Wish, text: str = "", like: ItemId | None = None, fresh: bool = False) -> None:
        """Put new wishes in force: `fresh` starts from nothing, else they join or replace those of the same kind."""
        old = Request() if fresh else self.request
        if text or like:  # what was said of a series does not outlive it
            old = replace(old, constraints=tuple(c for c in old.constraints if c.field != "title"))
        if fresh:
            self.passed = ()
        self.request = replace(
            old,
            text=text or ("" if wish.replaces or like else old.text),
            constraints=_merged(old.constraints, wish),
            context=tuple(dict.fromkeys((*old.context, *wish.contexts)))[-3:],
            novelty=old.novelty if wish.novelty is None else wish.novelty,
            like_item=like or (None if wish.replaces else old.like_item),
            exclude=frozenset(self.passed),
        )

    def drop(self, labels: Iterable[str]) -> list[Constraint]:
        """Take wishes with these labels, or contexts of these names, out of force; the constraints taken out."""
        gone = set(labels)
        dropped = [c for c in self.request.constraints if (c.label or str(c.value)) in gone]
        context = tuple(c for c in self.request.context if c not in gone)
        self.request = replace(self.request.without(gone), context=context)
        return dropped

    def changed_wishes(self, before: Request) -> None:
        """The wishes were `before` until now; "undo" brings them back."""
        self._step()
        self.before, self.last = before, "wish"

    def edited(self, times: int = 1) -> None:
        """The profile was edited, so "undo" takes that back first."""
        for _ in range(times):
            self._step()
            self.before, self.last = None, "edit"

    def take_back(self) -> Request | None:
        """The last change is undone: the wishes before it, None if it was an edit of the profile or there is none."""
        before = self.before if self.last == "wish" else None
        if before is not None:
            self.passed = (
                *(i for i in self.passed if i in before.exclude),
                *sorted(before.exclude.difference(self.passed)),
            )
        *rest, previous = self.earlier or (None,)
        self.last = "" if not self.earlier else "edit" if previous is None else "wish"
        self.earlier, self.before = tuple(rest), previous
        return before

    def _step(self) -> None:
        if self.last:
            self.earlier = (*self.earlier, self.before if self.last == "wish" else None)[-UNDONE:]

    def clear(self) -> None:
        """No wishes, nothing spoken of; what was shown stays known so that "the second one" still works."""
        self.request, self.passed, self.focus, self.opened = Request(), (), (), None
        self.quiet()

    def quiet(self) -> None:
        """No open questions."""
        self.choice, self.waiting, self.offer = None, "", ""

    def pass_over(self) -> None:
        """The shown ones are not wanted now."""
        self.passed = tuple(dict.fromkeys((*self.passed, *self.shown)))[-200:]
        self.request = replace(self.request, exclude=frozenset(self.passed))


_STATE: TypeAdapter[Conversation] = TypeAdapter(Conversation)


def _merged(old: tuple[Constraint, ...], wish: Wish) -> tuple[Constraint, ...]:
    """Years replace years and a person another, what is wanted lifts its ban and the other way round, and `replaces`
    drops other genres."""
    new = wish.constraints
    kinds = {c.kind for c in new}
    years = bool(kinds & {"year_from", "year_to"})
    values = {(c.field, c.value) for c in new if c.kind not in ("year_from", "year_to")}
    person = any(c.kind == "attribute" and _names_person(c) for c in new)
    kept = []
    for c in old:
        if c.kind in ("year_from", "year_to") and years and not _joins(c, old, new):
            continue
        if (c.field, c.value) in values or (person and c.kind == "attribute" and _names_person(c)):
            continue
        if c.label == GROWN_UPS and {"kids", "family"} & set(wish.contexts):
            continue
        if c.kind == "genre" and wish.replaces and "genre" in kinds:
            continue
        if c.field == "title" and kinds & {"genre", "attribute"}:
            continue
        kept.append(c)
    return tuple(dict.fromkeys((*kept, *new)))


def _names_person(constraint: Constraint) -> bool:
    return bool(set(constraint.field.split("|")) & set(PEOPLE))


def _joins(bound: Constraint, old: tuple[Constraint, ...], new: tuple[Constraint, ...]) -> bool:
    """ "After 1940" and then "before 1960": does an earlier bound stand beside a new one of the other kind?"""
    if sum(c.label == bound.label for c in old) > 1 or any(c.kind == bound.kind for c in new):
        return False
    other = next(c for c in new if c.kind in ("year_from", "year_to"))
    low, high = (bound, other) if bound.kind == "year_from" else (other, bound)
    return int(low.value) <= int(high.value)


VERDICTS: frozenset[Verdict] = frozenset({"liked", "disliked", "neutral", "seen", "rejected"})
