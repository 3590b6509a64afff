"""Small patterns of text: one definition that can be sampled, turned into a regular expression and matched."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

# Characters that mean something to the regular expressions of llguidance; "/" would end a Lark literal.
SPECIAL = frozenset("\\.+*?()|[]{}^$#&-~/")


ENDS = (".", "!", "?", "。", "！", "？")


@dataclass(frozen=True, slots=True)
class Mark:
    """A claim found in a text: its kind, the span [start, end), and which fact of the kind if it states one whole."""

    kind: str
    start: int
    end: int
    key: tuple[str | int, ...] | None = None


Found = dict[int, tuple[Mark, ...]]
"""Where a node can end, and the claims on the way."""


class Reading:
    """One pass over one text: remembers what each node matches at each position, and how far any literal got.

    The text is a sentence, so what stands at its very beginning has a capital letter. `state` is where the text before
    it left the discourse, for nodes that depend on it.
    """

    def __init__(self, text: str, state: Any = None) -> None:
        self.text = text
        self.state = state
        self.farthest = 0
        self._known: dict[tuple[int, int], Found] = {}

    def match(self, node: Node, start: int) -> Found:
        if type(node) is Lit:  # cheaper to try again than to remember
            return node.match(self, start)
        key = (id(node), start)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = node.match(self, start)
        return found


class Node(ABC):
    """A piece of bound text: a finite set of strings."""

    __slots__ = ()

    @abstractmethod
    def sample(self, rng: random.Random) -> str:
        """One of its strings, at random."""

    @abstractmethod
    def regex(self) -> str:
        """A regular expression of exactly the strings `sample` can give."""

    @abstractmethod
    def match(self, reading: Reading, start: int) -> Found:
        """Where it can end in the text if it begins at `start`."""

    @abstractmethod
    def capital(self) -> Node:
        """The same text at the start of a sentence."""

    @abstractmethod
    def closed(self, stop: str = ".") -> Node:
        """The same text at the end of a sentence, with a full stop unless a title brings its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Lit(Node):
    """Fixed text. A `name` (a title, a user's word) keeps its spelling at the start of a sentence."""

    text: str
    name: bool = False

    def sample(self, rng: random.Random) -> str:
        return self.text

    def regex(self) -> str:
        return "".join("\\" + c if c in SPECIAL else c for c in self.text)

    def match(self, reading: Reading, start: int) -> Found:
        end = start + len(self.text)
        text = self.text if start or self.name else self.text[:1].upper() + self.text[1:]
        if reading.text.startswith(text, start):
            reading.farthest = max(reading.farthest, end)
            return {end: ()}
        return {}

    def capital(self) -> Node:
        return self if self.name else Lit(self.text[:1].upper() + self.text[1:])

    def closed(self, stop: str = ".") -> Node:
        return self if self.text.endswith(ENDS) else Lit(self.text + stop, self.name)


@dataclass(frozen=True, slots=True, eq=False)
class Seq(Node):
    parts: tuple[Node, ...]

    def sample(self, rng: random.Random) -> str:
        return "".join(p.sample(rng) for p in self.parts)

    def regex(self) -> str:
        return "".join(p.regex() for p in self.parts)

    def match(self, reading: Reading, start: int) -> Found:
        reached: Found = {start: ()}
        for part in self.parts:
            onward: Found = {}
            for at, marks in reached.items():
                for end, more in reading.match(part, at).items():
                    onward.setdefault(end, marks + more)
            reached = onward
            if not reached:
                break
        return reached

    def capital(self) -> Node:
        if not self.parts:
            return self
        head, rest = self.parts[0], self.parts[1:]
        if isinstance(head, Opt):
            return Alt((Seq((head.part.capital(), *rest)), Seq(rest).capital()))
        return Seq((head.capital(), *rest))

    def closed(self, stop: str = ".") -> Node:
        if not self.parts:
            return Lit(stop)
        rest, last = self.parts[:-1], self.parts[-1]
        if isinstance(last, Opt):
            return Alt((Seq((*rest, last.part.closed(stop))), Seq(rest).closed(stop)))
        return Seq((*rest, last.closed(stop)))


@dataclass(frozen=True, slots=True, eq=False)
class Alt(Node):
    """One of several; the first ones are not preferred."""

    choices: tuple[Node, ...]

    def sample(self, rng: random.Random) -> str:
        return rng.choice(self.choices).sample(rng)

    def regex(self) -> str:
        different = dict.fromkeys(c.regex() for c in self.choices)
        # No brackets around one: two ways to write the same text make llguidance panic.
        return next(iter(different)) if len(different) == 1 else "(" + "|".join(different) + ")"

    def match(self, reading: Reading, start: int) -> Found:
        found: Found = {}
        for choice in self.choices:
            for end, marks in reading.match(choice, start).items():
                found.setdefault(end, marks)
        return found

    def capital(self) -> Node:
        return Alt(tuple(c.capital() for c in self.choices))

    def closed(self, stop: str = ".") -> Node:
        return Alt(tuple(c.closed(stop) for c in self.choices))


@dataclass(frozen=True, slots=True, eq=False)
class Opt(Node):
    part: Node

    def sample(self, rng: random.Random) -> str:
        return self.part.sample(rng) if rng.random() < 0.5 else ""

    def regex(self) -> str:
        return f"({self.part.regex()})?"

    def match(self, reading: Reading, start: int) -> Found:
        found = dict(reading.match(self.part, start))
        found.setdefault(start, ())
        return found

    def capital(self) -> Node:
        return Seq((self,)).capital()

    def closed(self, stop: str = ".") -> Node:
        return Seq((self,)).closed(stop)


@dataclass(frozen=True, slots=True, eq=False)
class Claimed(Node):
    """Text that states a claim of this kind; with a key, one whole fact."""

    kind: str
    part: Node
    key: tuple[str | int, ...] | None = None

    def sample(self, rng: random.Random) -> str:
        return self.part.sample(rng)

    def regex(self) -> str:
        return self.part.regex()

    def match(self, reading: Reading, start: int) -> Found:
        found = reading.match(self.part, start)
        return {end: (Mark(self.kind, start, end, self.key), *marks) for end, marks in found.items()}

    def capital(self) -> Node:
        return replace(self, part=self.part.capital())

    def closed(self, stop: str = ".") -> Node:
        return replace(self, part=self.part.closed(stop))


@dataclass(frozen=True, slots=True)
class Joints:
    """What stands between the items of a list, in one language."""

    comma: str
    last: str
    """Before the last item, when written."""
    read: tuple[tuple[str, bool], ...]
    """Everything that may stand between two items, and whether the list can end with the item behind it."""


AND = Joints(", ", " and ", ((", and ", True), (", ", False), (" and ", True)))
SIDE_BY_SIDE = Joints(", ", " and ", (*AND.read, (" ", False)))


@dataclass(frozen=True, slots=True, eq=False)
class Listing(Node):
    """ "A", "A and B", "A, B and C": written in the order given, read in any order, nothing twice.

    Read with `some`, any non-empty selection will do: only for what is true of each item by itself. With `rest`, the
    list may close early: `rest[n]` says "and n more"; written, it does so after `most` items. Read `loose`, the items
    may also stand side by side as adjectives do.
    """

    items: tuple[Node, ...]
    some: bool = False
    rest: tuple[Node, ...] = ()
    most: int = 99
    first: tuple[Node, ...] = ()
    """The items as they begin a sentence, if it begins with this list."""
    loose: bool = False
    joints: Joints = AND

    def _written(self) -> Node:
        nodes = [*(self.first[:1] or self.items[:1]), *self.items[1:]]
        if self.rest and len(nodes) > self.most:
            nodes = [*nodes[: self.most], self.rest[len(nodes) - self.most]]
        parts: list[Node] = [nodes[0]]
        for n, node in enumerate(nodes[1:], 2):
            parts += [Lit(self.joints.last if n == len(nodes) else self.joints.comma), node]
        return Seq(tuple(parts))

    def sample(self, rng: random.Random) -> str:
        return self._written().sample(rng)

    def regex(self) -> str:
        return self._written().regex()

    def match(self, reading: Reading, start: int) -> Found:
        found: Found = {}
        total = len(self.items)
        stack: list[tuple[int, frozenset[int], tuple[Mark, ...], bool]] = [
            (end, frozenset({index}), marks, False)
            for index, node in enumerate(self.first or self.items)
            for end, marks in reading.match(node, start).items()
        ]
        while stack:
            at, used, marks, closed = stack.pop()
            left = total - len(used)
            if (self.some or not left) and (closed or self.loose or len(used) == 1):
                found.setdefault(at, marks)
            if closed or not left:
                continue
            for separator, closing in (SIDE_BY_SIDE if self.loose else self.joints).read:
                if (separator == ", and " and len(used) < 2) or not reading.text.startswith(separator, at):
                    continue
                onward = at + len(separator)
                reading.farthest = max(reading.farthest, onward)
                for index, node in enumerate(self.items):
                    if index not in used:
                        for end, more in reading.match(node, onward).items():
                            stack.append((end, used | {index}, marks + more, closing))
                if closing and self.rest:
                    for end, more in reading.match(self.rest[left], onward).items():
                        found.setdefault(end, marks + more)
        return found

    def capital(self) -> Node:
        return replace(self, first=tuple(i.capital() for i in self.items))

    def closed(self, stop: str = ".") -> Node:
        """Only to be written: read, a list never holds the full stop."""
        return self._written().closed(stop)


def narrowed(node: Node, rng: random.Random, keep: float = 0.5) -> Node:
    """The same text with some of its choices taken away at random, at least one of each left.

    A small model keeps to its favourite wording at any temperature; a narrower choice each time makes it vary.
    """
    if isinstance(node, Alt):
        kept = [c for c in node.choices if rng.random() < keep] or [rng.choice(node.choices)]
        return Alt(tuple(narrowed(c, rng, keep) for c in kept))
    if isinstance(node, Seq):
        return Seq(tuple(narrowed(p, rng, keep) for p in node.parts))
    if isinstance(node, Opt):
        return Opt(narrowed(node.part, rng, keep))
    if isinstance(node, Claimed):
        return replace(node, part=narrowed(node.part, rng, keep))
    return node


def lits(*texts: str) -> Node:
    """One of these words."""
    return Alt(tuple(Lit(t) for t in texts)) if len(texts) != 1 else Lit(texts[0])


def either(nodes: Sequence[Node]) -> Node | None:
    """One of these, or None if there are none."""
    return None if not nodes else nodes[0] if len(nodes) == 1 else Alt(tuple(nodes))
