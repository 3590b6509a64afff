"""One true sentence taken apart: which films it names where, which numbers it gives and of what sort they are.

Nothing here asks the verifier: names and numbers are found by the record alone, so that a fault of the verifier cannot
hide itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from recsys.data.catalog import Catalog
from recsys.explain import spell
from recsys.explain.records import Change, Comparison, Introduction, Record, Taste
from recsys.schema import Cited, Evidence, Item, ItemId

Role = Literal["target", "cited", "against", "struck", "added", "moved", "favourite", "listed", "like"]
Sort = Literal["rating", "average", "rank", "share", "year", "decade", "count"]
Span = tuple[int, int]

WORDS = ("zero", *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"))
ORDINALS = (
    *("zeroth", "first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
DECADES = {20: "twenties", 30: "thirties", 40: "forties", 50: "fifties", 60: "sixties", 70: "seventies", 80: "eighties"}
DECADES[90] = "nineties"
BY_NAME = {word: decade for decade, word in DECADES.items()}
HEDGES = re.compile(
    r"\b(about|around|nearly|almost|over|more than|at least|under|less than|fewer than|roughly|up to|within|at most|"
    r"between|no|any|first|top|every)( the)? $"
)
"""Words before a number after which another number may be as true."""
SHORT = spell.words("it its this that these them they one you me he she we us and or but not here there")
"""Titles made of such words alone are found only with their year."""
NUMBER = re.compile(
    r"(?P<share>\d+(?:\.\d+)?(?:%| percent))"
    r"|(?P<decade>\b(?:\d{4}|\d0)s\b|\b(?:" + "|".join(DECADES.values()) + r")\b)"
    r"|(?P<place>\b\d+(?:st|nd|rd|th)\b|\b(?:" + "|".join(ORDINALS[1:]) + r")\b)"
    r"|(?P<half>\b(?:" + "|".join(WORDS[1:6]) + r") and a half\b)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|\b(?:" + "|".join(WORDS) + r")\b)",
    re.IGNORECASE,
)


class Whole(str):
    """A mutant that is a whole text, not a sentence behind the ones before it."""


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """One item of a record, and what the record says of the person and it."""

    item: Item
    role: Role
    stars: float | None = None
    verdict: str = ""
    cited: Cited | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """An item named in the sentence at [start, end); `dated` when the year stands there too."""

    start: int
    end: int
    thing: Thing
    dated: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A number given in the sentence at [start, end)."""

    start: int
    end: int
    sort: Sort
    value: float
    text: str


@dataclass(frozen=True)
class Scene:
    """A record and what is around it."""

    record: Record
    catalog: Catalog

    @cached_property
    def things(self) -> dict[ItemId, Thing]:
        """Every item the record speaks of; of one with two roles the more telling is kept."""
        found: dict[ItemId, Thing] = {}
        for thing in _things(self.record):
            found.setdefault(thing.item.id, thing)
        return found

    @cached_property
    def picks(self) -> tuple[Evidence, ...]:
        """The picks the record is about: one, two for a comparison, none for the rest."""
        match self.record:
            case Evidence():
                return (self.record,)
            case Comparison(a, b):
                return (a, b)
        return ()

    @property
    def pick(self) -> Evidence | None:
        """The only pick."""
        return self.picks[0] if len(self.picks) == 1 else None

    @cached_property
    def labels(self) -> str:
        """All wishes and genres the record knows, in lower case: what is found here is not invented."""
        words: list[str] = [g for t in self.things.values() for g in t.item.genres]
        for e in self.picks:
            words += [*e.asked, *e.unmet, *e.context, *(p.label for p in e.parts if p.kind != "history")]
        match self.record:
            case Introduction():
                words += [*self.record.wishes, *self.record.relaxed]
            case Taste():
                words += [leaning.value for leaning in (*self.record.leanings, *self.record.avoided)]
        return " | ".join(words).lower()

    @cached_property
    def names(self) -> Mapping[str, Thing]:
        """Every name under which the sentence may speak of an item."""
        found: dict[str, Thing] = {}
        for thing in self.things.values():
            item = thing.item
            for title in (item.title, *item.aka):
                if item.year:
                    found.setdefault(f"{title} ({item.year})", thing)
                if not set(re.findall(r"\w+", title.lower())) <= SHORT:
                    found.setdefault(title, thing)
        return found

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Finds those names, the longest first."""
        names = sorted(self.names, key=len, reverse=True)
        if not names:
            return None
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")

    def knows(self, item: Item) -> bool:
        """Whether the record speaks of the item, or of one of the same title."""
        return item.id in self.things or any(t.item.title == item.title for t in self.things.values())


def _things(record: Record) -> Iterator[Thing]:
    match record:
        case Evidence():
            yield Thing(record.item, "target", None, record.excluded or "")
            yield from (Thing(c.item, "cited", c.stars, c.verdict, c) for c in record.cited)
            yield from (Thing(c.item, "against", c.stars, c.verdict, c) for c in record.against)
        case Comparison(a, b):
            yield from (Thing(e.item, "target", None, e.excluded or "") for e in (a, b))
            yield from (t for e in (a, b) for t in _things(e) if t.role != "target")
        case Change():
            yield from (Thing(item, "struck") for item in record.struck)
            yield from (Thing(item, "added", o.stars, o.verdict) for item, o in record.added)
            yield from (Thing(m.item, "moved") for m in record.moves)
        case Introduction():
            yield from (Thing(item, "listed") for item in record.items)
            if record.like is not None:
                yield Thing(record.like, "like")
        case Taste():
            yield from (Thing(item, "favourite", stars, "liked") for item, stars in record.favourites)


@dataclass(frozen=True)
class Case:
    """A true sentence of a text, ready to be made false."""

    scene: Scene
    text: str
    claims: tuple[tuple[str, Span], ...] = ()
    """What it states: kinds of claims with their spans."""
    before: str = ""
    """The sentences before it, which pronouns may point to."""
    task: str = ""

    @property
    def noun(self) -> str:
        return self.scene.record.lexicon.noun

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        pattern = self.scene.pattern
        if pattern is None:
            return ()
        return tuple(
            Mention(m.start(), m.end(), self.scene.names[m[0]], bool(re.search(r" \(\d{4}\)$", m[0])))
            for m in pattern.finditer(self.text)
        )

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Every number outside titles."""
        masked = self.text
        for m in self.mentions:
            masked = masked[: m.start] + " " * (m.end - m.start) + masked[m.end :]
        return tuple(n for found in NUMBER.finditer(masked) if (n := self._number(found)) is not None)

    def _number(self, found: re.Match[str]) -> Number | None:
        text, start, end = found[0], found.start(), found.end()
        before, after = self.text[:start], self.text[end:]
        low = text.lower()
        if found["share"]:
            return Number(start, end, "share", float(re.match(r"[\d.]+", text)[0]), text)  # type: ignore[index]
        if found["decade"]:
            digits = re.match(r"\d+", low)
            return Number(start, end, "decade", int(digits[0]) if digits else BY_NAME[low], text)
        if found["place"]:
            digits = re.match(r"\d+", low)
            return Number(start, end, "rank", int(digits[0]) if digits else ORDINALS.index(low), text)
        value: float
        if found["half"]:
            value = WORDS.index(low.split()[0]) + 0.5
        else:
            value = WORDS.index(low) if low in WORDS else float(text.replace(",", ""))
        graded = re.match(r" stars?\b| out of \d|/\d| apiece| each", after) or (
            "rating" in self.kinds(start, end) and value <= 10 and not re.match(r" (more|other|films|of)\b", after)
        )
        averaged = re.search(r"averag|mean\b", self.text) and "rating" not in self.kinds(start, end)
        if graded or ("." in text and averaged):
            return Number(start, end, "average" if averaged else "rating", value, text)
        if re.search(r"(number|place|rank) $", before):
            return Number(start, end, "rank", value, text)
        if re.fullmatch(r"1[89]\d\d|20[0-3]\d", text) and not re.match(r" (people|films|of)\b", after):
            return Number(start, end, "year", value, text)
        if low == "one" and not re.match(r" (film|place|person|people|like|rating)s?\b", after):
            return None  # "this one", "is one": no number
        if re.search(r"(out of |/)$", before):
            return None  # the top of a scale, or the whole of a share said with its part
        return Number(start, end, "count", value, text)

    def kinds(self, start: int, end: int) -> frozenset[str]:
        """The kinds of the claims that hold this span."""
        return frozenset(kind for kind, (a, b) in self.claims if a <= start and end <= b)

    def put(self, start: int, end: int, new: str) -> str:
        """The sentence with other words at this place."""
        return self.text[:start] + new + self.text[end:]

    def put_all(self, changes: Mapping[Span, str]) -> str:
        """The same at several places."""
        text = self.text
        for (start, end), new in sorted(changes.items(), reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def named(self, *roles: Role) -> list[Mention]:
        return [m for m in self.mentions if m.thing.role in roles]

    def said(self, thing: Thing, like: Mention) -> str:
        """The name of another item in the manner of a mention, with its year or without."""
        return thing.item.name if like.dated else thing.item.title

    def runs(self) -> list[list[Mention]]:
        """Mentions side by side in one list: "A, B and C"; one alone is a run too."""
        runs: list[list[Mention]] = []
        for m in self.mentions:
            if runs and is_list(self.text[runs[-1][-1].end : m.start]):
                runs[-1].append(m)
            else:
                runs.append([m])
        return runs

    def hedged(self, start: int) -> bool:
        """Whether the words before leave open which number it is."""
        return bool(HEDGES.search(self.text[:start].lower()))


def is_list(between: str) -> bool:
    """Whether these words only link the items of a list."""
    return between in (", ", " and ", ", and ", " or ", " nor ", " & ")


def written(number: Number, value: float) -> str:
    """Another value written as this number is: "2nd", "second", "1,534", "26%"."""
    text = number.text
    whole = int(value)
    if number.sort == "share":
        return f"{value:g}" + text[len(re.match(r"[\d.]+", text)[0]) :]  # type: ignore[index]
    if number.sort == "decade":
        if text[0].isalpha():
            return DECADES[whole % 100]
        return f"{whole}s"
    if number.sort == "rank" and not text.isdigit():
        if text[0].isalpha() and 0 < whole < len(ORDINALS):
            return _cased(ORDINALS[whole], text)
        return f"{whole}{ending(whole)}"
    if text[0].isalpha() and value < len(WORDS):
        word = WORDS[whole] + (" and a half" if value != whole else "")
        return _cased(word, text)
    if "," in text:
        return f"{whole:,}"
    return f"{value:.1f}" if number.sort == "average" else f"{value:g}"


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[:1].isupper() else word


def ending(number: int) -> str:
    """The letters behind the digits of an ordinal."""
    return "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def listed(names: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
