"""Which facts to tell of a what-if, of two picks side by side, of a new list and of a taste."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recsys.explain import spell
from recsys.explain.claims import Key
from recsys.explain.kinds import changes, lists, pairs, receipts, tastes
from recsys.explain.language import Voice
from recsys.explain.pick_speech import PairSpeech, speech
from recsys.explain.records import Change, Comparison, Introduction, Taste
from recsys.schema import Evidence, Move

Ref = tuple[str, Key]
Wanted = list[tuple[Ref, ...]]

MANY = 3
"""From so many leaving items on, their number comes first and two are told as examples."""
TOLD = 2
"""Moves told in words, each way; the page shows the rest."""


def choose(record: Change | Comparison | Introduction | Taste, voice: Voice) -> tuple[Wanted, list[Ref]]:
    """The sentences wanted, each as the facts it states, and what can be said of any such record."""
    match record:
        case Change():
            return list(_change(record, voice)), [
                ("turnover", ("stay",)),
                ("turnover", ("leave",)),
                ("turnover", ("gone",)),
                ("unchanged", ("same",)),
                ("condition", ("change",)),
            ]
        case Comparison():
            one: list[Ref] = [
                ("listed", key)
                for key in (
                    ("both",),
                    ("neither",),
                    (record.a.item.id, record.b.item.id),
                    (record.b.item.id, record.a.item.id),
                )
            ]
            return list(_comparison(record, voice)), one
        case Introduction():
            return list(_introduction(record, voice)), [("here", ("count",)), ("empty", ("none",))]
        case Taste():
            return list(_taste(record, voice)), [("tally", ("all",)), ("tally", ("none",))]


# ---- a what-if -------------------------------------------------------------------------------------------------


def _change(c: Change, voice: Voice) -> Iterator[tuple[Ref, ...]]:
    if changes.unchanged(c):
        yield (("unchanged", ("same",)),)
        return
    gone, come = changes.leavers(c), changes.comers(c)
    lost = changes.lost(c)
    head = [m for m in changes.fallers(c) if m.before == 1 and m not in gone]
    if lost == 0:
        yield (("turnover", ("stay",)),)
        yield from _pair("falls", [*head, *(m for m in changes.fallers(c) if m.after is not None and m not in head)])
        if voice != "terse":
            yield from _pair("rises", changes.risers(c))
        return
    if lost < MANY:
        yield from _pair("falls", head)
    if lost >= MANY:
        yield (("turnover", ("gone",)),) if lost == len(c.before) else (("turnover", ("leave",)),)
        yield from _pair("falls", [m for m in gone if m.after is not None] or [])
        if not any(m.after is not None for m in gone):
            yield from _pair("leaves", gone)
    else:
        yield from _pair("leaves", gone)
    yield from _pair("enters", come)
    if lost < MANY:
        yield from ((("itself", (item.id,)),) for item, _ in c.added if item.id in c.before and item.id not in c.after)
    if lost < MANY and voice != "terse" and not head:
        yield from _pair("rises", [m for m in changes.risers(c) if m not in come][:1])


def _pair(name: str, moves: Sequence[Move]) -> Iterator[tuple[Ref, ...]]:
    """The first two together where they can be put in one sentence; else each that can."""
    if len(moves) > 1:
        yield ((name, tuple(m.item.id for m in moves[:TOLD])),)
    elif moves:
        yield ((name, (moves[0].item.id,)),)


# ---- two picks ---------------------------------------------------------------------------------------------------


def _comparison(c: Comparison, voice: Voice) -> Iterator[tuple[Ref, ...]]:
    here = speech(c)
    assert isinstance(here, PairSpeech)
    for high, low in pairs.sides(here):
        yield (("ranked", pairs.ids(high, low)),)
    a, b = c.a, c.b
    if not (receipts.picked(a) and receipts.picked(b)):
        for tag, e in (("a", a), ("b", b)):
            yield from _standing(tag, e)
    yield from _resting(c)
    if voice == "terse":
        yield from _crowd(c, here)
        return
    common = [g for g in a.item.genres if g in b.item.genres]
    if common:
        yield (("akin", (*common[:2], "|")),)
    else:
        yield (("akin", ("apart", *pairs.ids(a, b))),)
    yield from _crowd(c, here)
    if a.thin and b.thin:
        yield (("little_known", ("likes",)),)


def _standing(tag: str, e: Evidence) -> Iterator[tuple[Ref, ...]]:
    """Where one of the two stands, or why it does not stand anywhere."""
    yield (("rank", (tag, "rank")),)
    yield (("excluded", (tag, "verdict")),)
    yield (("outside", (tag, "outside")),)


def _resting(c: Comparison) -> Iterator[tuple[Ref, ...]]:
    mine, theirs = pairs.leaning(c.a), pairs.leaning(c.b)
    if mine and theirs:
        same = {x.item.id for x in mine} == {x.item.id for x in theirs}
        if same:
            yield (("rest", ("same", "|", *(x.item.id for x in mine))),)
        else:
            yield (("rest", (*pairs.ids(c.a, c.b), *(x.item.id for x in (*mine, *theirs)))),)
    elif mine or theirs:
        yield (("reason", ("a" if mine else "b", "all")),)
    else:
        yield (("unmoved", ("neither",)),)


def _crowd(c: Comparison, here: PairSpeech) -> Iterator[tuple[Ref, ...]]:
    a, b = pairs.crowd(c.a), pairs.crowd(c.b)
    if a is not None and b is not None and a.mean is not None and b.mean is not None:
        if spell.mean(a.mean) == spell.mean(b.mean):
            yield (("same_average", ("both",)),)
        else:
            first, second = (c.a, c.b) if a.mean > b.mean else (c.b, c.a)
            yield (("averages", pairs.ids(first, second)),)
        return
    for best, other in pairs.sides(here):
        yield (("liked_more", pairs.ids(best, other)),)


# ---- a list ------------------------------------------------------------------------------------------------------


def _introduction(i: Introduction, voice: Voice) -> Iterator[tuple[Ref, ...]]:
    if not i.items:
        yield (("empty", ("none",)),)
        return
    yield (("here", ("count",)),)
    if i.fit:
        yield (("fit", ("fit",)),)
    elif i.relaxed:
        yield (("given_up", ("wishes",)),)
    if i.like is not None:
        yield (("alike", (i.like.id,)),)
    leading = tuple(x.id for x in i.items[:3])
    yield (("first", leading if len(i.items) > 3 and voice != "terse" else leading[:1]),)
    if i.likes < lists.FEW:
        yield (("rests", ("likes",)),)


# ---- a taste -----------------------------------------------------------------------------------------------------


def _taste(t: Taste, voice: Voice) -> Iterator[tuple[Ref, ...]]:
    yield (("tally", ("all",)),)
    yield (("tally", ("none",)),)
    if t.likes >= tastes.FEW:
        themes = [o for o in t.leanings if o.kind == "theme"]
        others = [o for o in t.leanings if o.kind != "theme"]
        yield from ((("leans", (o.kind, o.value)),) for o in (*others[:2], *themes[:1]))
        if voice != "terse":
            yield from ((("avoids", (o.kind, o.value)),) for o in t.avoided[:1])
    best: dict[float | None, list[str]] = {}
    for item, stars in t.favourites:
        best.setdefault(stars, []).append(item.id)
    for stars in sorted(best, key=lambda x: -1 if x is None else -x)[:1]:
        yield (("favourites", ("liked" if stars is None else f"{stars:g}", *best[stars][: tastes.TOLD])),)
    if t.opinions >= tastes.FEW:
        yield (("average", ("mean",)),)
    if t.opinions:
        yield (("unclear", ("few",)),)
        yield (("unclear", ("even",)),)
