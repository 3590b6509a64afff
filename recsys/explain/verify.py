"""The recogniser: a text is shown only if every sentence parses wholly into claims that the evidence supports.

Closed world: the language that is read consists of the true statements of this evidence and nothing else, so whatever
does not parse is refused, however plausible. It serves text from anywhere: a grammar, a free model, a person.

Known blind spots: what a true sentence leaves out, stresses or merely suggests.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from recsys.explain import kinds as _kinds  # noqa: F401  (registers the claim kinds)
from recsys.explain import spell
from recsys.explain.claims import KINDS, Key, facts
from recsys.explain.discourse import START, State, moved
from recsys.explain.language import EN, Language
from recsys.explain.patterns import ENDS, Alt, Mark, Node, Reading
from recsys.explain.pick_speech import speech
from recsys.explain.records import Record
from recsys.schema import Claim, Evidence, ItemId, Sentence

LONGEST = 2000
"""Characters of a text that is read at all."""
CLAUSES = 6
"""Clauses one sentence may join."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text may not be shown."""

    reason: str
    """One clear sentence."""

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence read off the beginning of a text."""

    sentence: str
    claims: tuple[Claim, ...]
    end: int
    state: State
    states: tuple[tuple[str, Key], ...] = ()
    """The facts it states, by kind and key, in order."""


class Checker:
    """Reads texts against one record; build it once for several texts.

    With `names` only claims of these kinds are understood, which is stricter and quicker.
    """

    def __init__(self, record: Record, names: Iterable[str] | None = None, language: Language = EN) -> None:
        self._names = None if names is None else tuple(dict.fromkeys(names))
        self._language = language
        self._record = record

    def check(self, text: str, state: State = START) -> tuple[Claim, ...] | Refusal:
        """The claims of the text in order, or why it is refused. Any string is safe."""
        found = self.sentences(text, state)
        return found if isinstance(found, Refusal) else tuple(c for s in found for c in s.claims)

    def sentences(self, text: str, state: State = START) -> tuple[Read, ...] | Refusal:
        """The same, sentence by sentence."""
        if len(text) > LONGEST:
            return Refusal(f"The text is longer than {LONGEST} characters.")
        rest = tidy(text)
        if not rest:
            return Refusal("The text says nothing.")
        read: list[Read] = []
        while rest:
            one = self.first(rest, state)
            if isinstance(one, Refusal):
                return one
            read.append(one)
            rest, state = rest[one.end :].lstrip(" "), one.state
        return tuple(read)

    def first(self, text: str, state: State = START) -> Read | Refusal:
        """The first sentence of a tidy text, if it ends there or a space follows it."""
        readings: dict[State, Reading] = {}
        # (position, state, claims so far, clauses so far)
        open_: list[tuple[int, State, tuple[Mark, ...], int]] = [(0, state, (), 0)]
        open_ += [(len(o), state, (), 0) for o in self._language.openers if text.startswith(o)]
        seen: set[tuple[int, State]] = set()
        best: Read | None = None
        while open_:
            at, here, marks, count = open_.pop()
            reading = readings.setdefault(here, Reading(text, here))
            for end, found in reading.match(self._clause, at).items():
                onward = (*marks, *found)
                there = moved(here, found, self._cited)
                stop = self._stop(text, end)
                if stop and (best is None or stop > best.end):
                    stated = tuple((m.kind, m.key) for m in onward if m.key is not None)
                    best = Read(text[:stop], _claims(text, onward), stop, replace(there, target=False), stated)
                if count + 1 < CLAUSES and (end, there) not in seen:
                    seen.add((end, there))
                    joined = (end + len(join) for join in self._language.links if text.startswith(join, end))
                    open_.extend((start, there, onward, count + 1) for start in joined)
        return best or self._refuse(text, max(r.farthest for r in readings.values()))

    @cached_property
    def _clause(self) -> Node:
        """Every true clause; where in a text it may stand is decided while matching."""
        here = speech(self._record, language=self._language, reading=True, first=False, them=True, it=True)
        found = (KINDS[fact.kind].read(fact, here) for fact in facts(here, self._names))
        return Alt(tuple(clause for clause in found if clause is not None))

    @cached_property
    def _cited(self) -> frozenset[ItemId]:
        return frozenset(c.item.id for c in self._record.cited) if isinstance(self._record, Evidence) else frozenset()

    def _stop(self, text: str, end: int) -> int:
        """Where the sentence ends whose last clause ends at `end`; 0 if it does not end there."""
        stop = end + 1 if text[end : end + 1] in self._language.stops else end
        closed = stop > end or text[end - 1 : end] in ENDS
        if not self._language.gap:
            return stop if closed else 0
        # After a title such as "That Thing You Do!" a year or a lower-case word goes on with the same sentence.
        onward = text[stop + 1 : stop + 2]
        goes_on = stop == end and (onward == "(" or onward.islower())
        return stop if closed and text[stop : stop + 1] in ("", " ") and not goes_on else 0

    def _refuse(self, text: str, farthest: int) -> Refusal:
        strange = odd_character(text, self._record) if self._language is EN else None
        if strange:
            return Refusal(f"The character {strange!r} looks like another one and stands in no name of the evidence.")
        good = text[:farthest].rsplit(" ", 1)[0] if farthest < len(text) else text
        rest = text[len(good) :].strip()
        if not good.strip():
            return Refusal(f"The evidence does not support a statement beginning {_short(text)!r}.")
        if not rest:
            return Refusal("The sentence does not end.")
        return Refusal(f"After {_short(good, tail=True)!r} the evidence does not support {_short(rest)!r}.")


def check(text: str, record: Record, language: Language = EN) -> tuple[Claim, ...] | Refusal:
    """The claims of a whole text, or why it may not be shown. A `Refusal` is false, the claims never empty."""
    return Checker(record, language=language).check(text)


def accept(text: str, record: Record, source: Literal["model", "plain"] = "plain") -> tuple[Sentence, ...] | Refusal:
    """The text as shown sentences, or why it may not be shown."""
    found = Checker(record).sentences(text)
    if isinstance(found, Refusal):
        return found
    return tuple(Sentence(r.sentence, source, r.claims) for r in found)


def tidy(text: str) -> str:
    """One space for any white space, straight quotes, composed accents. Nothing else is forgiven."""
    return re.sub(r"[ \t\r\n]+", " ", unicodedata.normalize("NFC", text).translate(spell.STRAIGHT)).strip(" ")


def odd_character(text: str, record: Record) -> str | None:
    """A character that is neither plain English nor part of a name: a look-alike, or an invisible one."""
    odd = [c for c in text if not (" " <= c <= "~")]
    known = repr(record) if odd else ""
    return next((c for c in odd if c not in known), None)


def _claims(text: str, marks: tuple[Mark, ...]) -> tuple[Claim, ...]:
    """The claims among the marks, each span once a kind."""
    found = dict.fromkeys((m.kind, text[m.start : m.end]) for m in marks if not m.kind.startswith("@"))
    return tuple(Claim(kind, said, True) for kind, said in found)


def _short(text: str, tail: bool = False, most: int = 60) -> str:
    if len(text) <= most:
        return text
    return "…" + text[-most:].lstrip() if tail else text[:most].rstrip() + "…"
