"""Wrong numbers: years, ratings, ranks, shares, counts, averages; numbers given to another noun; the order reversed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise

from eval.mutate import mutation
from eval.mutate.case import Case, Number, Sort, is_list, written


@mutation
def year(case: Case, rng: random.Random) -> Iterator[str]:
    """A year one off, of a title or by itself; a decade ten off."""
    known = {(item.title, item.year) for item in case.scene.catalog.items}
    for m in case.mentions:
        own = m.thing.item
        if m.dated and own.year:
            at = m.end - 6
            for other in (own.year - 1, own.year + 1):
                if (own.title, other) not in known:
                    yield case.put(at, m.end, f"({other})")
    for n in case.numbers:
        if n.sort == "year":
            yield from (case.put(n.start, n.end, f"{n.value + by:.0f}") for by in (-1, 1))
        if n.sort == "decade":
            for by in (-10, 10):
                if 20 <= (n.value + by) % 100 <= 90 and decade_is_wrong(case, int(n.value + by)):
                    yield case.put(n.start, n.end, written(n, n.value + by))


def decade_is_wrong(case: Case, decade: int) -> bool:
    """Whether the record has no film, wish or leaning of the decade (1980, or 80 alone)."""
    years = [t.item.year for t in case.scene.things.values() if t.item.year]
    return all(y // 10 * 10 % 100 != decade % 100 for y in years) and f"{decade % 100}s" not in case.scene.labels


@mutation
def rating(case: Case, rng: random.Random) -> Iterator[str]:
    """A rating half a star or a star off."""
    scale = case.scene.record.scale
    for n in exact(case, "rating"):
        for by in (-1.0, -0.5, 0.5, 1.0):
            value = n.value + by
            if scale.minimum <= value <= scale.maximum:
                yield number_agreed(case.put(n.start, n.end, written(n, value)), value)
    for top in re.finditer(r"\btop marks\b", case.text):
        yield case.put(*top.span(), f"{scale.maximum - scale.step:g} stars")


def number_agreed(text: str, value: float) -> str:
    """ "1 stars" made "1 star", so that no mutant gives itself away by its grammar."""
    if value == 1:
        return re.sub(r"\b(1|one) stars\b", r"\1 star", text, count=1)
    return re.sub(r"\b((?!1 |one )[\d.]+|two|half|three) star\b", r"\1 stars", text, count=1)


@mutation
def rank(case: Case, rng: random.Random) -> Iterator[str]:
    """A place one off, or far off."""
    for n in exact(case, "rank"):
        for value in {n.value + 1, n.value - 1, n.value + rng.randint(3, 30)}:
            if value >= 1 and value != n.value:
                yield case.put(n.start, n.end, written(n, value))


@mutation
def share(case: Case, rng: random.Random) -> Iterator[str]:
    """A percentage that is not so, or another portion: a third for a quarter."""
    for n in case.numbers:
        if n.sort != "share":
            continue
        # "About 26%" may be true of 25% as well, so what is hedged is moved far.
        far = 25 if case.hedged(n.start) else 3
        yield from (case.put(n.start, n.end, written(n, v)) for v in (n.value - far, n.value + far) if 0 < v < 100)
    for found in re.finditer(r"\b(" + "|".join(PORTIONS) + r")\b", case.text):
        if re.search(r"\bstar|\band a $", case.text[: found.start()][-8:]):
            continue  # "four and a half stars"
        size = PORTIONS[found[1]]
        for other, value in PORTIONS.items():
            # "More than a quarter" holds of two thirds too, "nearly" and "about" do not.
            if abs(value - size) > 0.15 and portion_is_wrong(case, value) and other.split()[0] == found[1].split()[0]:
                yield case.put(*found.span(), other)


PORTIONS = {
    "a quarter": 0.25,
    "a third": 1 / 3,
    "half": 0.5,
    "two thirds": 2 / 3,
    "three quarters": 0.75,
}


def portion_is_wrong(case: Case, value: float) -> bool:
    """Whether no share of the crowd that the record knows is near the portion or above it."""
    shares = [t.cited.crowd for t in case.scene.things.values() if t.cited and t.cited.crowd]
    return all(c.both / c.liked < value - 0.06 for c in shares if c.liked)


@mutation
def count(case: Case, rng: random.Random) -> Iterator[str]:
    """A count one or more off."""
    for n in exact(case, "count"):
        for value in {n.value + 1, n.value - 1, round(n.value * rng.choice((0.5, 1.5, 2.0)))}:
            if value >= 2 and value != n.value:
                yield case.put(n.start, n.end, written(n, value))


@mutation
def average(case: Case, rng: random.Random) -> Iterator[str]:
    """An average a few tenths off."""
    scale = case.scene.record.scale
    for n in exact(case, "average"):
        for by in (-0.3, 0.2, 0.5):
            if scale.minimum <= n.value + by <= scale.maximum:
                yield case.put(n.start, n.end, f"{n.value + by:.1f}")


@mutation
def number_moved(case: Case, rng: random.Random) -> Iterator[str]:
    """A true number said of another noun: two numbers exchanged, or one of the sentences before put in."""
    numbers = [n for n in case.numbers if n.sort in ("count", "rank", "average") and not case.hedged(n.start)]
    for i, a in enumerate(numbers):
        for b in numbers[i + 1 :]:
            if exchange_is_false(case, a, b):
                yield case.put_all({(a.start, a.end): written(a, b.value), (b.start, b.end): written(b, a.value)})
    earlier = Case(case.scene, case.before)
    for a in numbers:
        for b in earlier.numbers:
            if b.sort == a.sort and b.value != a.value and b.value >= 2 and b.sort in ("count", "rank"):
                yield case.put(a.start, a.end, written(a, b.value))


def exchange_is_false(case: Case, a: Number, b: Number) -> bool:
    """Whether exchanging two numbers makes the sentence false: each then gives another value of its noun."""
    whole = a.sort != "average" and b.sort != "average"
    coordinated = is_list(case.text[a.end : b.start])
    return a.value != b.value and whole and min(a.value, b.value) >= 1 and not coordinated


@mutation
def reversed_order(case: Case, rng: random.Random) -> Iterator[str]:
    """A comparison or a move the other way round."""
    text = case.text
    ranks = [n for n in case.numbers if n.sort == "rank"]
    for a, b in pairwise(ranks):
        between = text[a.end : b.start]
        if a.value != b.value and re.fullmatch(r"( place)?,?( to|, not| instead of| rather than| against) ", between):
            yield case.put_all({(a.start, a.end): b.text, (b.start, b.end): a.text})
    for pattern, new in REVERSALS:
        for found in re.finditer(pattern, text):
            inside = any(m.start < found.end() and found.start() < m.end for m in case.mentions)
            if not inside:
                yield case.put(*found.span(), found.expand(new))


REVERSALS = (
    (r"\bfalls?\b", "rises"),
    (r"\b(would|it) fall\b", r"\1 rise"),
    (r"\bdrops?\b(?! off)", "climbs"),
    (r"\b(would|it) (drop|slip)\b(?! off)", r"\1 climb"),
    (r"\bslips\b", "climbs"),
    (r"\bloses\b", "gains"),
    (r"\brises\b", "falls"),
    (r"\brise\b", "fall"),
    (r"\bclimbs\b", "falls"),
    (r"\blifts?\b", "lowers"),
    (r"\bnudges\b(?= it from| \w)", "sinks"),
    (r"\babove\b", "below"),
    (r"\bbelow\b", "above"),
    (r"\bhigher\b", "lower"),
    (r"\blower\b", "higher"),
    (r"\bahead of\b", "behind"),
    (r"\bmore than\b(?! (half|a|two|three|\d))", "less than"),
    (r"\bless than\b(?! (a|two|three|\d))", "more than"),
    (r"\bmore often\b", "less often"),
    (r"\bless often\b", "more often"),
    (r"\b(counts?|weighs?|speaks?) (the )?most\b", r"\1 \2least"),
    (r"\bcounts for more\b", "counts for less"),
    (r"\bthis high\b", "this low"),
    (r"\brests more on (.+?) than on (.+?)(?=[.,;]|$)", r"rests more on \2 than on \1"),
    (r"\bwhat you asked for counts for more\b", "what you asked for counts for less"),
    (r"\b(highest|most)-rated\b", "lowest-rated"),
    (r"\btops your list\b", "comes last on your list"),
    (r"\bat the top of (your|the) list\b", r"at the bottom of \1 list"),
    (r"\bonly a little\b", "a great deal"),
)
"""What turns a comparison round; each is false wherever the first was true of two different values."""


def exact(case: Case, sort: Sort) -> list[Number]:
    """The numbers of a sort that stand for one value only."""
    return [n for n in case.numbers if n.sort == sort and not case.hedged(n.start)]
