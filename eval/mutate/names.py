"""Titles in the wrong place: swapped with each other, with another film, with a near-title; roles."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz, process

from eval.mutate import mutation
from eval.mutate.case import Case, Mention, Thing, is_list
from recsys.data.catalog import Catalog
from recsys.explain import spell
from recsys.schema import Item

ONE_WAY = spell.words(
    "reason together lift alone order rank against whole popular share crowd excluded outside thin known"
)
"""Kinds of claims that are never true with the pick and another item exchanged."""
IT = re.compile(r"\b(it|this one|this film|this movie)\b")
ARTICLE = re.compile(r"^(the|a|an) ", re.IGNORECASE)
NEAR = 80.0
"""Titles of at least this similarity (0 to 100) are near-titles."""


@mutation
def swapped_titles(case: Case, rng: random.Random) -> Iterator[str]:
    """Two titles of the sentence exchanged."""
    for n, a in enumerate(case.mentions):
        for b in case.mentions[n + 1 :]:
            if a.thing is not b.thing and swap_is_false(case, a, b):
                yield exchanged(case, a, b)


def exchanged(case: Case, a: Mention, b: Mention) -> str:
    """The sentence with two titles exchanged, each where it stands with its year or without."""
    return case.put_all({(a.start, a.end): case.said(b.thing, a), (b.start, b.end): case.said(a.thing, b)})


def swap_is_false(case: Case, a: Mention, b: Mention) -> bool:
    """Whether the sentence is surely false once these two titles are exchanged."""
    if any({a, b} <= set(run) for run in case.runs()):
        return False  # in one list the order says nothing
    kinds = case.kinds(min(a.start, b.start), max(a.end, b.end))
    one, other = a.thing, b.thing
    if case.scene.pick is None:
        return _sides_differ(case, a, b)
    if "target" in (one.role, other.role):
        cited = other if one.role == "target" else one
        if kinds & {"co_liked", "co_liked_both"}:
            return crowds_differ(case, cited)
        if "shared" in kinds or cited.role == "target":
            return False
        return bool(kinds & ONE_WAY)
    if all("rating" in case.kinds(m.start, m.end) for m in (a, b)):
        return one.stars != other.stars
    if "opinion" in kinds:
        return one.verdict != other.verdict
    if "co_liked_both" in kinds and one.cited and other.cited:
        return one.cited.crowd != other.cited.crowd
    return (
        "order" in kinds
        and one.cited is not None
        and other.cited is not None
        and (one.cited.value != other.cited.value)
    )


def _sides_differ(case: Case, a: Mention, b: Mention) -> bool:
    """For records of several picks or moves: whether numbers or a comparison stand between two items told apart."""
    between = case.text[min(a.end, b.end) : max(a.start, b.start)]
    if is_list(between.strip()) or re.search(r"\b(both|neither|each)\b", case.text, re.IGNORECASE):
        return False
    if {a.thing.role, b.thing.role} == {"favourite"}:
        return a.thing.stars != b.thing.stars and bool(case.numbers)
    values = {n.value for n in case.numbers if n.sort in ("rank", "average", "count", "share")}
    compared = re.search(r"\b(above|below|higher|lower|ahead|behind|beats|outranks)\b", case.text)
    return len(values) > 1 or bool(compared)


def crowds_differ(case: Case, cited: Thing) -> bool:
    """Whether "of those who liked A so many liked B" is false with A and B exchanged.

    The people who liked both are the same, so it depends on how many liked each.
    """
    pick, figures = case.scene.pick, cited.cited.crowd if cited.cited else None
    if pick is None or figures is None:
        return False
    if pick.crowd is None:
        return True
    if any(n.value == figures.liked for n in case.numbers):
        return pick.crowd.likes != figures.liked
    return 2 * figures.both <= pick.crowd.likes  # "most" of the other side


@mutation
def swapped_roles(case: Case, rng: random.Random) -> Iterator[str]:
    """The pick and a film of the history in each other's place, also where the pick is only "it"."""
    pick = case.scene.pick
    if pick is None:
        return
    target = case.scene.things[pick.item.id]
    for m in case.named("cited", "against"):
        for t in case.named("target"):
            if swap_is_false(case, m, t):
                yield exchanged(case, m, t)
        for it in IT.finditer(case.text):
            kinds = case.kinds(min(m.start, it.start()), max(m.end, it.end()))
            alone = len(next(run for run in case.runs() if m in run)) == 1
            one_way = crowds_differ(case, m.thing) if kinds & {"co_liked", "co_liked_both"} else bool(kinds & ONE_WAY)
            if one_way and alone and "shared" not in kinds:
                changes = {(m.start, m.end): case.said(target, m), it.span(): case.said(m.thing, m)}
                changed = case.put_all(changes)
                yield changed[:1].upper() + changed[1:]


@mutation
def other_title(case: Case, rng: random.Random) -> Iterator[str]:
    """A title replaced by another of the catalogue that the record does not know and that is of other genres."""
    for m in case.mentions:
        for item in strangers(case, m, rng, 2):
            yield case.put(m.start, m.end, item.name if m.dated else item.title)


def strangers(case: Case, m: Mention, rng: random.Random, count: int) -> list[Item]:
    """Items that share no genre and no decade with anything named, so that no statement carries over by chance."""
    named = [m.thing.item, *(e.item for e in case.scene.picks)]
    genres = {g for item in named for g in item.genres}
    years = {(item.year or 0) // 10 for item in named}
    found: list[Item] = []
    rows = range(len(case.scene.catalog))
    for row in rng.sample(rows, min(len(rows), 60)):
        item = case.scene.catalog.item(row)
        if (
            item.year
            and item.genres
            and genres.isdisjoint(item.genres)
            and item.year // 10 not in years
            and not case.scene.knows(item)
        ):
            found.append(item)
            if len(found) == count:
                break
    return found


@mutation
def near_title(case: Case, rng: random.Random) -> Iterator[str]:
    """A sequel, a remake, another article or number: a title that looks like the right one."""
    for m in case.mentions:
        year = f" ({m.thing.item.year})" if m.dated else ""
        for title in variants(m.thing.item.title):
            if title_is_wrong(case, title):
                yield case.put(m.start, m.end, title + year)
        for item in neighbours(case, m.thing.item):
            name = item.name if m.dated else item.title
            if title_is_wrong(case, item.title) or m.dated:
                yield case.put(m.start, m.end, name)


def variants(title: str) -> Iterator[str]:
    """Titles that a sequel, a slip or a hasty reader makes of one."""
    sequel = re.sub(r" (II|2)\b", lambda f: {"II": " III", "2": " 3"}[f[1]], title)
    if sequel != title:
        yield sequel
        yield re.sub(r" (II|2)\b.*", "", title)
    elif not title.endswith(("!", "?", ".", ")")):
        yield from (f"{title} {more}" for more in ("II", "2", "III", "Returns", "Reloaded"))
        yield f"{title}: The Sequel"
        if title[-1].isalpha():
            yield title[:-1] if title.endswith("s") and len(title) > 4 else title + "s"
    article = ARTICLE.match(title)
    yield ("A " if article and article[1].lower() == "the" else "The ") + ARTICLE.sub("", title)
    if not article and title[:1].isalpha():
        yield f"A {title}"


def title_is_wrong(case: Case, title: str) -> bool:
    """Whether no item of the record goes by this title; one that only lost its article is still the same."""
    key = _folded(title)
    for thing in case.scene.things.values():
        for own in (thing.item.title, *thing.item.aka):
            if key in (_folded(own), _folded(ARTICLE.sub("", own))):
                return False
    return True


def _folded(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))


def neighbours(case: Case, item: Item) -> list[Item]:
    """Items of the catalogue whose titles are near or the same, and that the record does not know."""
    rows = _near(case.scene.catalog, item.title)
    found = (case.scene.catalog.item(row) for row in rows)
    return [other for other in found if other.id not in case.scene.things and other.name != item.name][:3]


@lru_cache(maxsize=8192)
def _near(catalog: Catalog, title: str) -> tuple[int, ...]:
    """Rows of the titles that are the same, nearly the same or begin with this one."""
    key, titles = _folded(title), _folded_titles(catalog)
    alike = process.extract(key, titles, scorer=fuzz.ratio, score_cutoff=NEAR, limit=6)
    longer = [row for row, other in enumerate(titles) if len(key) > 4 and other.startswith(key + " ")]
    return tuple(dict.fromkeys([*(row for _, _, row in alike), *longer]))


@lru_cache(maxsize=4)
def _folded_titles(catalog: Catalog) -> tuple[str, ...]:
    return tuple(_folded(item.title) for item in catalog.items)


@mutation
def rating_moved(case: Case, rng: random.Random) -> Iterator[str]:
    """A rating given to another film than the person gave it to."""
    for m in case.mentions:
        if "rating" not in case.kinds(m.start, m.end) or m.thing.role == "target":
            continue
        run = next(run for run in case.runs() if m in run)
        for other in case.scene.things.values():
            if other not in [x.thing for x in run] and other.stars != m.thing.stars:
                yield case.put(m.start, m.end, case.said(other, m))
