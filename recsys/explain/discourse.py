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
MORE = "@more"
"""Films of the cited set beyond those named are meant too."""
HELD = "@held:"
"""A trait that an `Agreed` found to hold."""
OF_THE_PICK = frozenset(("reason", "together", "alone", "lift"))
"""Kinds of claims that are about the pick even where only films of the person are named."""
TRAITS = ("@is:", "@n:", MORE)
"""Marks that an `Agreed` around them checks and takes away."""


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
    pick: bool = False
    """The target was spoken of."""
    told: frozenset[str] = frozenset()
    """The kinds of claims of the clause just read, so that "that" can mean what they state."""


START = State()


def films(marks: Sequence[Mark]) -> tuple[ItemId, ...]:
    """The films of the person that were named, each once, in order."""
    return tuple(dict.fromkeys(m.kind[len(FILM) :] for m in marks if m.kind.startswith(FILM)))


def moved(before: State, marks: Sequence[Mark], cited: Collection[ItemId] = ()) -> State:
    """What words can refer back to after a clause with these marks; `cited` are the ids of the cited set."""
    kinds = {m.kind for m in marks}
    met = films(marks)
    named = tuple(k.partition(":")[2] for m in marks if (k := m.kind).startswith((FILM, PICK)))
    told = frozenset(m.kind for m in marks if m.key is not None)
    # "On your list because you liked A" is said of the pick, though nothing names it.
    pick = any(k.startswith(PICK) for k in kinds) or bool(told & OF_THE_PICK)
    return State(
        # "Take these three away and it drops" still speaks of them, though it names none.
        them=ALL in kinds or (set(met) == set(cited) if met else before.them and bool(told & OF_THE_PICK)),
        # Where only films of the person were spoken of, "it" is one of them.
        it=SUBJECT not in kinds and (pick or before.pick or not (met or before.focus)),
        target=TARGET in kinds,
        focus=met or before.focus,
        named=tuple(dict.fromkeys((*before.named, *named))),
        pick=pick or before.pick,
        told=told,
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

    def match(self, reading: Reading, start: int) -> Found:
        return reading.match(self.part, start) if self.test(reading.state or START) else {}


@dataclass(frozen=True, slots=True, eq=False)
class Begins(Around):
    """Text that is understood only at the beginning of a sentence."""

    def match(self, reading: Reading, start: int) -> Found:
        return reading.match(self.part, start) if start == 0 else {}


@dataclass(frozen=True, slots=True, eq=False)
class Naming(Around):
    """Text that is understood only if the films of the person named in it pass the test."""

    test: Callable[[tuple[ItemId, ...]], bool]

    def match(self, reading: Reading, start: int) -> Found:
        return {end: marks for end, marks in reading.match(self.part, start).items() if self.test(films(marks))}


class Lazy(Node):
    """A pattern made when it is first needed, and made once though many share it."""

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


@dataclass(frozen=True, slots=True, eq=False)
class Saying(Around):
    """Text that is understood only if it makes a claim of one of these kinds."""

    kinds: frozenset[str]

    def match(self, reading: Reading, start: int) -> Found:
        found = reading.match(self.part, start)
        return {end: marks for end, marks in found.items() if any(m.kind in self.kinds for m in marks)}


@dataclass(frozen=True, slots=True, eq=False)
class Stating(Around):
    """Text that states one whole fact of this kind, whose key depends on the films and the traits it names."""

    kind: str
    key: Callable[[tuple[ItemId, ...], tuple[str, ...]], tuple[str | int, ...]]

    def match(self, reading: Reading, start: int) -> Found:
        found: Found = {}
        for end, marks in reading.match(self.part, start).items():
            traits = tuple(dict.fromkeys(m.kind[len(HELD) :] for m in marks if m.kind.startswith(HELD)))
            rest = tuple(m for m in marks if not m.kind.startswith(HELD))
            found[end] = (Mark(self.kind, start, end, self.key(films(marks), traits)), *rest)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Row(Node):
    """ "A", "A and B", "A, B and C" of one pattern, as often as it fits, up to `most` times; only read."""

    part: Node
    most: int = 6
    joints: tuple[str, ...] = (", and ", ", but ", " and ", " but ", ", ")

    def sample(self, rng: random.Random) -> str:
        return self.part.sample(rng)

    def regex(self) -> str:
        return self.part.regex()

    def match(self, reading: Reading, start: int) -> Found:
        found: Found = {}
        reached = dict(reading.match(self.part, start))
        for n in range(self.most):
            for end, marks in reached.items():
                found.setdefault(end, marks)
            if n + 1 == self.most:
                break
            onward: Found = {}
            for at, marks in reached.items():
                for joint in self.joints:
                    if reading.text.startswith(joint, at):
                        for end, more in reading.match(self.part, at + len(joint)).items():
                            onward.setdefault(end, marks + more)
            reached = onward
        return found

    def capital(self) -> Node:
        return self.part.capital()

    def closed(self, stop: str = ".") -> Node:
        return self.part.closed(stop)


@dataclass(frozen=True, slots=True, eq=False)
class Agreed(Around):
    """Text whose traits hold of every film named in it; its trait marks become claims.

    A trait is a mark of the kind "@is:<trait>", a count one of the kind "@n:<number>".
    """

    holds: Callable[[str, ItemId], bool]
    cited: tuple[ItemId, ...] = ()
    """The cited set, all of which "and two more" or "among them" speak of."""
    claim: Callable[[str], str] = str
    focus: Callable[[State], tuple[ItemId, ...]] | None = None
    """The films that are meant where none is named."""

    def match(self, reading: Reading, start: int) -> Found:
        found: Found = {}
        before, refused = reading.farthest, len(reading.text)
        for end, marks in reading.match(self.part, start).items():
            agreed = self._agreed(marks, start, end, reading.state or START)
            if agreed is not None:
                found[end] = agreed
            else:
                refused = min((m.start for m in marks if m.kind.startswith(TRAITS)), default=refused)
        if not found and refused < reading.farthest:
            reading.farthest = max(before, refused)  # the truth ended where the trait began
        return found

    def _agreed(self, marks: tuple[Mark, ...], start: int, end: int, state: State) -> tuple[Mark, ...] | None:
        if not any(m.kind.startswith(TRAITS) for m in marks):
            return marks
        named = films(marks) or (self.focus(state) if self.focus is not None else ())
        if any(m.kind == MORE for m in marks):
            if not set(named) < set(self.cited):
                return None
            named = tuple(dict.fromkeys((*named, *self.cited)))
        told: list[Mark] = []
        for m in marks:
            kind, _, value = m.kind.partition(":")
            if kind == "@n":
                if len(named) != int(value):
                    return None
            elif kind == "@is":
                if not named or not all(self.holds(value, i) for i in named):
                    return None
                told += [Mark(self.claim(value), start, end), Mark(HELD + value, m.start, m.end)]
            elif m.kind != MORE:
                told.append(m)
        return (*told, *(Mark(FILM + i, start, end) for i in named))
