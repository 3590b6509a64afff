"""The claim schema: every kind of statement WhyRec may make, defined once.

A kind names the record and the fields it rests on, lists the facts of that kind that are true of a given record, and
says how such a fact may be put. From this come the plain wordings (sampled), the decoding grammar (as regular
expression) and the recogniser (matched). What no fact supports has no wording, so it can neither be written nor be read
as true: there is no slot that could be matched without being checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from recsys.explain.discourse import TARGET, Begins, When
from recsys.explain.language import EN
from recsys.explain.patterns import Claimed, Node, either
from recsys.explain.speech import Speech
from recsys.explain.templates import bind, loosened, needed, slots
from recsys.schema import Evidence

Key = tuple[str | int, ...]
"""Tells the facts of one kind apart, e.g. the ids of the items it is about."""

Values = Mapping[str, Node | None]
"""The words for a fact's slots; None: not known, or not to be said here."""

Facts = Iterator[tuple[Key, Values]]
"""What a kind's function yields: each true fact's key and the words for its slots."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One true statement: its kind, its key within the kind, and the words for its slots."""

    kind: str
    key: Key
    values: Values = field(repr=False)


@dataclass(frozen=True)
class Ways:
    """How a kind is put in one language: templates by what may use them."""

    said: tuple[str, ...]
    """Clauses that make a sentence by themselves or joined to others: plain wording, and the model."""
    free: tuple[str, ...] = ()
    """Further ways for the model, which sounds better the more it may choose from."""
    warm: tuple[str, ...] = ()
    terse: tuple[str, ...] = ()
    """The ways of these voices."""
    noted: tuple[str, ...] = ()
    """A note without a verb, for the one line on a card."""
    heard: tuple[str, ...] = ()
    """Understood but never written."""

    def spoken(self) -> tuple[str, ...]:
        """Whole clauses."""
        return (*self.said, *self.free, *self.warm, *self.terse, *self.heard)

    def all(self) -> tuple[str, ...]:
        return (*self.spoken(), *self.noted)

    def written(self, speech: Speech[Any]) -> tuple[str, ...]:
        """Those a writer may choose from at this point, the most fitting set first that there is."""
        if speech.brief and self.noted:
            return self.noted
        own = {"warm": self.warm, "terse": self.terse, "plain": ()}[speech.voice]
        if speech.voice == "terse" and own:
            return own
        return (*own, *self.said, *self.free) if speech.free else own or self.said


@dataclass(frozen=True)
class Kind:
    """One kind of claim."""

    name: str
    about: type
    """The type of record it speaks of."""
    rests_on: tuple[str, ...]
    """Fields of the record."""
    facts: Callable[[Any], Iterable[tuple[Key, Values]]]
    """Every fact of this kind that holds, with its words. This is the check: nothing else is ever true."""
    ways: Ways
    """In English."""
    uses: frozenset[str] = frozenset()
    """The slots `facts` may fill; a template with another one is a mistake."""
    abroad: dict[str, tuple[Ways, Callable[[Any, Key], Values]]] = field(default_factory=dict)
    """Other languages by name: their templates, and the words for the slots of a fact that holds."""

    def __post_init__(self) -> None:
        for template in self.ways.all():
            strange = slots(template) - self.uses
            if strange:
                raise ValueError(f"{self.name}: no such slot {sorted(strange)} in {template!r}")

    def written(self, fact: Fact, speech: Speech[Any]) -> Node | None:
        """All ways to say this fact here; None if there is none."""
        ways, beside = self._ways(speech), self._beside(speech)
        found = None if ways is None else self._bound(fact, ways.written(speech), beside)
        if found is None and ways is not None and speech.brief:
            return self._bound(fact, ways.said, beside)
        if found is None and ways is not None and speech.voice != "plain":
            return self._bound(fact, (*ways.said, *(ways.free if speech.free else ())), beside)
        return found

    def _beside(self, speech: Speech[Any]) -> bool:
        """Whether the record is a pair and this kind speaks of one of the two."""
        return not isinstance(speech.record, self.about)

    @staticmethod
    def _fitting(templates: Iterable[str], beside: bool) -> list[str]:
        """Beside another pick, those that name their own whatever is chosen or left out."""
        return [t for t in dict.fromkeys(templates) if not beside or needed(t) & {"it", "this"}]

    def read(self, fact: Fact, speech: Speech[Any]) -> Node | None:
        """All ways to understand this fact, wherever in a text; what depends on the place is decided while matching.

        A note is read only where a sentence begins. After a clause about the target "it" may be left out: "it is a
        comedy and averages 4". Beside another pick only what names its own is said of it.
        """
        ways = self._ways(speech)
        if ways is None:
            return None
        found: list[Node] = []
        subject = "{it}" + speech.language.gap
        beside = self._beside(speech)
        for template in self._fitting(ways.all(), beside):
            whole = self._heard(template, fact)
            if whole is None:
                continue
            if template in ways.noted:
                found.append(Begins(whole))
            elif template.startswith(subject):
                found.append(Claimed(TARGET, whole))
                rest = None if beside else self._heard(template.removeprefix(subject), fact)
                if rest is not None:
                    found.append(When(Claimed(TARGET, rest), lambda state: state.target))
            else:
                found.append(whole)
        every = either(found)
        return None if every is None else Claimed(self.name, every, fact.key or None)

    def _heard(self, template: str, fact: Fact) -> Node | None:
        return bind(loosened(template), fact.values)

    def _ways(self, speech: Speech[Any]) -> Ways | None:
        return self.ways if speech.language is EN else self.abroad.get(speech.language.name, (None,))[0]

    def _bound(self, fact: Fact, templates: Iterable[str], beside: bool) -> Node | None:
        found = [node for t in self._fitting(templates, beside) if (node := bind(t, fact.values)) is not None]
        whole = either(found)
        return None if whole is None else Claimed(self.name, whole, fact.key)


KINDS: dict[str, Kind] = {}
"""All kinds by name."""


def kind(
    name: str,
    rests_on: str,
    uses: str,
    said: Iterable[str] = (),
    free: Iterable[str] = (),
    warm: Iterable[str] = (),
    terse: Iterable[str] = (),
    noted: Iterable[str] = (),
    heard: Iterable[str] = (),
    about: type = Evidence,
) -> Callable[[Callable[[Any], Facts]], Kind]:
    """Register the decorated function of facts as a kind. `rests_on` and `uses` are names with spaces between."""

    def register(facts: Callable[[Any], Facts]) -> Kind:
        ways = Ways(*map(tuple, (said, free, warm, terse, noted, heard)))
        KINDS[name] = Kind(name, about, tuple(rests_on.split()), facts, ways, frozenset(uses.split()))
        return KINDS[name]

    return register


def abroad(
    language: str,
    name: str,
    said: Iterable[str] = (),
    free: Iterable[str] = (),
    warm: Iterable[str] = (),
    terse: Iterable[str] = (),
    noted: Iterable[str] = (),
    heard: Iterable[str] = (),
) -> Callable[[Callable[[Any, Key], Values]], Callable[[Any, Key], Values]]:
    """Register how a kind is put in another language. The decorated function gives the words for the slots of a fact
    that holds, by its key: whether it holds is decided once, by the kind."""

    def register(values: Callable[[Any, Key], Values]) -> Callable[[Any, Key], Values]:
        KINDS[name].abroad[language] = (Ways(*map(tuple, (said, free, warm, terse, noted, heard))), values)
        return values

    return register


def facts(speech: Speech[Any], names: Iterable[str] | None = None) -> list[Fact]:
    """Every true fact of these kinds (all by default), in the order of the schema; then those of a comparison's two
    sides, their keys led by "a" or "b"."""
    wanted = None if names is None else tuple(names)
    found: list[Fact] = []
    for name in KINDS if wanted is None else wanted:
        one = KINDS[name]
        if not isinstance(speech.record, one.about):
            continue
        if speech.language is EN:
            found += [Fact(name, key, values) for key, values in one.facts(speech)]
        elif speech.language.name in one.abroad:
            words = one.abroad[speech.language.name][1]
            found += [Fact(name, key, words(speech, key)) for key in _keys(one, speech)]
    for tag, side in speech.sides():
        found += [Fact(f.kind, (tag, *f.key) if f.key else (), f.values) for f in facts(side, wanted)]
    return found


def _keys(one: Kind, speech: Speech[Any]) -> Iterable[Key]:
    """The facts of a kind that hold, by key; when reading, as they are written too: in English one pattern may read
    what are several facts."""
    points = (speech, speech.after(reading=False, them=True)) if speech.reading else (speech,)
    return dict.fromkeys(key for point in points for key, _ in one.facts(point))


def fact(speech: Speech[Any], name: str, key: Key) -> Fact | None:
    """One fact of the record, or None if it does not hold."""
    return next((f for f in facts(speech, (name,)) if f.key == key), None)
