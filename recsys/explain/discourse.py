"""What words refer back to: where a text stands, and patterns that depend on it.

A pattern is built once for a record. What a pronoun may mean at one point of a text is decided while matching: names
leave marks, the marks of a clause move the `State`, and a `When` matches only in the states it was made for.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from recsys.explain.patterns import Found, Mark, Node, Reading
from recsys.schema import ItemId

# Marks that steer the discourse; they are no claims.
ALL = "@all"
"""The whole cited set was just named, so "them" means it."""
SUBJECT = "@subject"
"""Another film is the subject, so "it" would be ambiguous afterwards."""
TARGET = "@target"
"""The subject of the clause is the target."""
FILM = "@film:"
"""A film of the person was named or meant; its id follows."""
PICK = "@pick:"
"""The item the text is about was named; its id follows."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a text stands, after the clauses read so far."""

    them: bool = False
    """The whole cited set was just named."""
    it: bool = True
    """ "it" as a subject can only mean the target."""
    target: bool = False
    """The clause just read was about the target."""
    focus: tuple[ItemId, ...] = ()
    """The films of the person named last, in order."""
    named: tuple[ItemId, ...] = ()
    """All items named so far, in order of first mention."""


START = State()


def films(marks: Sequence[Mark]) -> tuple[ItemId, ...]:
    """The films of the person that were named, each once, in order."""
    return tuple(dict.fromkeys(m.kind[len(FILM) :] for m in marks if m.kind.startswith(FILM)))


def moved(before: State, marks: Sequence[Mark], cited: Collection[ItemId] = ()) -> State:
    """What words can refer back to after a clause with these marks; `cited` are the ids of the cited set."""
    kinds = {m.kind for m in marks}
    met = films(marks)
    named = [k.partition(":")[2] for m in marks if (k := m.kind).startswith((FILM, PICK))]
    return State(
        them=ALL in kinds or (bool(met) and set(met) == set(cited)),
        it=SUBJECT not in kinds,
        target=TARGET in kinds,
        focus=met or before.focus,
        named=tuple(dict.fromkeys((*before.named, *named))),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Around(Node):
    """A node around another that only changes how it is matched."""

    part: Node

    def sample(self, rng: random.Random) -> str:
        return self.part.sample(rng)

    def regex(self) -> str:
        return self.part.regex()

    def match(self, reading: Reading, start: int) -> Found:
        return reading.match(self.part, start)

    def capital(self) -> Node:
        return replace(self, part=self.part.capital())

    def closed(self, stop: str = ".") -> Node:
        return replace(self, part=self.part.closed(stop))


@dataclass(frozen=True, slots=True, eq=False)
class When(Around):
    """Text that is understood only where the state allows it."""

    test: Callable[[State], bool]
    given: State = START
    """The state to go by if the reading has none."""

    def match(self, reading: Reading, start: int) -> Found:
        state = getattr(reading, "state", None) or self.given
        return reading.match(self.part, start) if self.test(state) else {}


@dataclass(frozen=True, slots=True, eq=False)
class Naming(Around):
    """Text that is understood only if the films of the person named in it pass the test."""

    test: Callable[[tuple[ItemId, ...]], bool]

    def match(self, reading: Reading, start: int) -> Found:
        return {end: marks for end, marks in reading.match(self.part, start).items() if self.test(films(marks))}


@dataclass(frozen=True, slots=True, eq=False)
class Then(Around):
    """Text with what may follow it, which depends on the films of the person named in it."""

    onward: Callable[[tuple[ItemId, ...]], Node | None]

    def match(self, reading: Reading, start: int) -> Found:
        found: Found = {}
        for at, marks in reading.match(self.part, start).items():
            node = self.onward(films(marks))
            for end, more in reading.match(node, at).items() if node is not None else ():
                found.setdefault(end, marks + more)
        return found


class Lazy(Node):
    """A pattern made when it is first needed."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Node]) -> None:
        self._make = make
        self._made: Node | None = None

    @property
    def part(self) -> Node:
        if self._made is None:
            self._made = self._make()
        return self._made

    def sample(self, rng: random.Random) -> str:
        return self.part.sample(rng)

    def regex(self) -> str:
        return self.part.regex()

    def match(self, reading: Reading, start: int) -> Found:
        return reading.match(self.part, start)

    def capital(self) -> Node:
        return Lazy(lambda: self.part.capital())

    def closed(self, stop: str = ".") -> Node:
        return Lazy(lambda: self.part.closed(stop))
