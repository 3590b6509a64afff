"""The claim schema: every kind of statement WhyRec may make about a pick, defined once.

A kind names the evidence it rests on, lists the facts of that kind that are true of a given evidence, and says how
such a fact may be put. From this come the plain wordings (sampled), the decoding grammar (as regular expression) and
the recogniser (matched). What no fact supports has no wording, so it can neither be written nor be read as true: there
is no slot that could be matched without being checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from recsys.explain.patterns import Claimed, Node, either
from recsys.explain.speech import Speech
from recsys.explain.templates import bind, slots

Key = tuple[str | int, ...]
"""Tells the facts of one kind apart, e.g. the ids of the items it is about."""


Facts = Iterator[tuple[Key, Mapping[str, Node | None]]]
"""What a kind's function yields: each true fact's key and the words for its slots."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One true statement: its kind, its key within the kind, and the words for its slots (None: not known)."""

    kind: str
    key: Key
    values: Mapping[str, Node | None] = field(repr=False)


@dataclass(frozen=True)
class Kind:
    """One kind of claim."""

    name: str
    rests_on: tuple[str, ...]
    """Fields of the evidence."""
    facts: Callable[[Speech], Iterable[tuple[Key, Mapping[str, Node | None]]]]
    """Every fact of this kind that holds, with its words. This is the check: nothing else is ever true."""
    said: tuple[str, ...]
    """Templates of clauses that make a sentence by themselves or joined to others."""
    noted: tuple[str, ...] = ()
    """Templates of a note without a verb, for the one line on a card."""
    heard: tuple[str, ...] = ()
    """Further templates that are understood but never written."""
    uses: frozenset[str] = frozenset()
    """The slots `facts` may fill; a template with another one is a mistake."""

    def __post_init__(self) -> None:
        for template in (*self.said, *self.noted, *self.heard):
            strange = slots(template) - self.uses
            if strange:
                raise ValueError(f"{self.name}: no such slot {sorted(strange)} in {template!r}")

    def clause(self, fact: Fact, templates: Iterable[str]) -> Node | None:
        """All ways to say this fact by these templates; None if its evidence allows none."""
        found = [node for t in templates if (node := bind(t, fact.values)) is not None]
        whole = either(found)
        return None if whole is None else Claimed(self.name, whole)


KINDS: dict[str, Kind] = {}
"""All kinds by name."""


def kind(
    name: str,
    rests_on: str,
    uses: str,
    said: Iterable[str],
    noted: Iterable[str] = (),
    heard: Iterable[str] = (),
) -> Callable[[Callable[[Speech], Facts]], Kind]:
    """Register the decorated function of facts as a kind. `rests_on` and `uses` are names with spaces between."""

    def register(facts: Callable[[Speech], Facts]) -> Kind:
        made = Kind(
            name,
            tuple(rests_on.split()),
            facts,
            tuple(said),
            tuple(noted),
            tuple(heard),
            frozenset(uses.split()),
        )
        KINDS[name] = made
        return made

    return register


def facts(speech: Speech, names: Iterable[str] | None = None) -> list[Fact]:
    """Every true fact of these kinds (all by default), in the order of the schema."""
    return [
        Fact(name, key, values)
        for name in (KINDS if names is None else names)
        for key, values in KINDS[name].facts(speech)
    ]


def fact(speech: Speech, name: str, key: Key) -> Fact | None:
    """One fact of the evidence, or None if it does not hold."""
    return next((f for f in facts(speech, (name,)) if f.key == key), None)
