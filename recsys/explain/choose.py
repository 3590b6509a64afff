"""Which facts to tell for a task, and in which order: the judgement behind a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recsys.explain import choose_lists, kinds, spell
from recsys.explain.attributes import MADE, Attribute, against_theme, asked_of, attributes
from recsys.explain.claims import Key, facts
from recsys.explain.kinds.asked import described
from recsys.explain.language import Voice
from recsys.explain.pick_speech import NAMED, PickSpeech
from recsys.explain.records import Record
from recsys.schema import Cited, Evidence

COMMON = frozenset({"drama", "comedy", "action"})
"""Genres so frequent that sharing one of them alone says little."""
OFTEN = 0.3
"""Below this share of a cited item's admirers, how many of them like the pick is no reason for it."""
FIRST = 4
"""So many themes of an item are what it is chiefly about, and so many actors play the leads."""
LATER = 0.7
"""What is told after them counts so much."""
EXTRAS = frozenset({"shared", "common", "known_of", "co_liked", "co_liked_both", "crowd", "alone"})
"""What a terse text leaves out."""
EMPTY = spell.words("a an the of in on at by with for and or set about made film films movie movies something anything")
"""Words that add nothing to a wish when they are left over from it."""
TELLING = {"director": 9.0, "author": 9.0, "artist": 9.0, "plot": 5.0, "actor": 4.0, "subject": 3.0, "setting": 1.2}
"""What an attribute in common tells, by kind or group of themes, against 1 for a rare genre. A tone in common is hardly
more than a matter of opinion."""

Ref = tuple[str, Key]
"""One fact by kind and key."""


def choose(record: Record, task: str, voice: Voice) -> tuple[list[tuple[Ref, ...]], list[Ref]]:
    """The sentences wanted, each as the facts it states, and facts to fall back on when none of them holds."""
    if not isinstance(record, Evidence):
        return choose_lists.choose(record, voice)
    picks = {"line": _line, "short": _short, "full": _full, "why_not": _why_not}
    wanted = list(picks.get(task, _short)(record))
    if voice == "terse":
        lean = [tuple(r for r in refs if r[0] not in EXTRAS) for refs in wanted]
        wanted = [refs for refs in lean if refs] or wanted
    return wanted, list(_fallback(record))


def _line(e: Evidence) -> Iterator[tuple[Ref, ...]]:
    """The one line on a card: the strongest thing that can be said."""
    if _asked_for(e):
        yield (("likeness", ("words",)),)
    wishes = ((("request", ("asked",)),), (("context", ("context",)),))
    if kinds.led(e):
        yield from wishes
    if _felt(e):
        yield (("reason", ("all",)),)
    yield from wishes
    yield (("whole", ("history",)),)
    yield (("reason", ("all",)),)
    yield (("popular", ("base",)),)
    yield (("crowd", ("pick",)),)


def _short(e: Evidence) -> Iterator[tuple[Ref, ...]]:
    """The reason, its receipt, and at most two more facts."""
    yield from _causes(e)
    speech = PickSpeech(e, most=2 if len(e.cited) > NAMED else 5)
    wishes = [] if kinds.led(e) else _wishes(e)
    left = [*_shared(speech)[:1], *_crowd(speech)]
    # One film named four times in three sentences is a drumbeat.
    chosen = [*wishes[:2], *(left[:1] if len(e.cited) == 1 or kinds.led(e) else left)][:2]
    if len(chosen) == 2 and {chosen[0][0], chosen[1][0]} <= {"shared", "common", "co_liked", "crowd"}:
        yield tuple(chosen)
    else:
        yield from ((r,) for r in chosen)
    if not e.cited and len(chosen) < 2 and (own := _own(e)):
        yield own
    yield (("unmet", ("unmet",)),)
    if e.likes < kinds.FEW:
        yield (("thin", ("likes",)),)


def _full(e: Evidence) -> Iterator[tuple[Ref, ...]]:
    """Everything worth saying, the causes first."""
    yield from _causes(e)
    if kinds.picked(e) and kinds.together(e) is not None:
        if not _felt(e):
            yield (("lift", ("all",)),)
        yield (("alone", ("none",)),)
        if e.cited and len(e.cited) > 1:
            top = max(e.cited, key=lambda c: c.value)
            single = kinds.alone(e, top)
            if single is not None and single.fell:
                yield (("alone", (top.item.id,)),)
    yield from ((r,) for r in _wishes(e))
    yield from ((r,) for r in _shared(PickSpeech(e))[:1])
    yield _own(e)
    yield from ((r,) for r in _co_liked(PickSpeech(e)))
    yield (("crowd", ("pick",)),)
    yield (("against", ("all",) if len(e.against) > 1 else (e.against[0].item.id,)),) if e.against else ()
    yield (("unmet", ("unmet",)),)
    yield (("thin", ("likes",)),)


def _causes(e: Evidence) -> Iterator[tuple[Ref, ...]]:
    """Why it stands where it stands: what was asked for, the films with their receipt, or no few films."""
    if kinds.led(e):
        yield from ((r,) for r in _wishes(e))
        if kinds.picked(e) and _felt(e):
            yield (("lift", ("all",)),)
        return
    if _asked_for(e):
        yield (("likeness", ("words",)),)
    if kinds.picked(e) and _felt(e):
        yield (("reason", ("all",)),)
        yield (("together", ("all",)),)
        return
    yield from _without_receipt(e)
    if len(e.cited) <= NAMED:
        yield (("lift", ("all",)),)


def _felt(e: Evidence) -> bool:
    """Whether there is a receipt worth telling."""
    receipt = kinds.together(e)
    return receipt is not None and not kinds.weak(receipt)


def _why_not(e: Evidence) -> Iterator[tuple[Ref, ...]]:
    """What keeps an item off the list, or how far down it is, and what speaks against it."""
    yield (("excluded", ("verdict",)),)
    if e.excluded is None:
        yield (("unmet", ("unmet",)),)
        yield (("outside", ("outside",)),)
        yield (("rank", ("rank",)),)
        yield from ((("against", (c.item.id,)),) for c in e.against[:1])
    yield (("crowd", ("pick",)),)


def _without_receipt(e: Evidence) -> Iterator[tuple[Ref, ...]]:
    whole = next(iter(facts(PickSpeech(e), ("whole",))), None)
    yield (("whole", ("history",)) if whole and not e.asked else ("absence", ("none",)),) if not e.thin else ()
    yield (("popular", ("base",)),)


def _asked_for(e: Evidence) -> bool:
    """Whether likeness to the request's words speaks louder than the cited films, and so comes first."""
    return kinds.kin(e) > sum(c.share for c in e.cited) and _said_more(e)


def _said_more(e: Evidence) -> bool:
    """Whether the request's own words say anything that is not told of by its wishes."""
    wishes = {w for label in (*e.asked, *e.unmet) for w in re.findall(r"\w+", label.casefold())}
    words = {w for p in described(e) for w in re.findall(r"\w+", p.label.casefold())}
    return bool(words - wishes - EMPTY)


def _wishes(e: Evidence) -> list[Ref]:
    found: list[Ref] = []
    if kinds.kin(e) and _said_more(e):
        found.append(("likeness", ("words",)))
    if not all(map(against_theme, e.asked)):
        found.append(("request", ("asked",)))
    if e.context:
        found.append(("context", ("context",)))
    return found


def _shared(speech: PickSpeech) -> list[Ref]:
    """What is in common with cited items, the most telling first: who made it, a turn of plot or an actor, then rare
    genres, several of them, several films. What was asked for is told as such."""
    e = speech.evidence
    found: list[tuple[float, Ref]] = []
    asked = {asked_of(label, e.item) for label in e.asked}
    for f in facts(speech, ("common",)):
        one = Attribute(str(f.key[0]), str(f.key[1]))
        if one not in asked:
            found.append((_weight(e, one) * min(len(f.key) - 3, 3) ** 0.5, (f.kind, f.key)))
    for f in facts(speech, ("shared",)):
        cut = f.key.index("|")
        genres, ids = f.key[:cut], f.key[cut + 1 :]
        telling = [g for g in genres if spell.plain(str(g)).casefold() not in COMMON]
        weight = len(telling) + 0.3 * (len(genres) - len(telling))
        if len(genres) <= 2 + any(map(spell.stands_alone, map(str, genres))) and weight > 0.3:
            found.append((weight * min(len(ids), 3) ** 0.5, (f.kind, f.key)))
    found.sort(key=lambda pair: -pair[0])
    return [ref for _, ref in found]


def _weight(e: Evidence, one: Attribute) -> float:
    """How much it tells that two things have an attribute in common, where a rare genre counts 1."""
    told = TELLING.get(one.kind if one.theme is None else one.theme.group, 0.0)
    return told if e.item.attributes[one.kind].index(one.value) < FIRST else LATER * told


def _own(e: Evidence) -> tuple[Ref, ...]:
    """Who made it and what it is about, as far as no wish has said it already."""
    asked = {asked_of(label, e.item) for label in e.asked}
    found = [a for a in attributes(e.item) if a not in asked]
    makers = [a for a in found if a.kind in MADE][:1]
    about = [a for a in found if a.theme is not None and a.theme.group in ("plot", "subject")][:1]
    told = (*makers, *about)
    return (("known_of", tuple(part for a in told for part in (a.kind, a.value))),) if told else ()


def _crowd(speech: PickSpeech) -> list[Ref]:
    """One figure of the crowd: the cited item whose admirers like the pick most, else the pick's own."""
    e = speech.evidence
    found = [c for c in _telling(speech) if c.crowd and 2 * c.crowd.both > c.crowd.liked]
    if found:
        return [("co_liked", (found[0].item.id,))]
    figure = e.crowd is not None and e.crowd.ratings >= kinds.ENOUGH and not e.cited and not kinds.led(e)
    return [("crowd", ("pick",))] if figure else []


def _co_liked(speech: PickSpeech) -> list[Ref]:
    """The same for the two most telling cited items in one sentence."""
    found = _telling(speech)[:2]
    if len(found) == 2:
        return [("co_liked_both", (found[0].item.id, found[1].item.id))]
    return [("co_liked", (c.item.id,)) for c in found]


def _telling(speech: PickSpeech) -> list[Cited]:
    """Cited items whose admirers often like the pick, most often first."""
    shares = [(c.crowd.both / c.crowd.liked, c) for c in speech.named if c.crowd and c.crowd.liked >= kinds.ENOUGH]
    return [c for share, c in sorted(shares, key=lambda pair: -pair[0]) if share >= OFTEN]


def _fallback(e: Evidence) -> Iterator[Ref]:
    """Something true of any item."""
    yield ("rank", ("rank",))
    yield ("excluded", ("verdict",))
    yield ("outside", ("outside",))
    genres = tuple(g for g in e.item.genres if spell.plain(g))[:3]
    if genres:
        yield ("about", genres)
    yield ("crowd", ("pick",))
    yield ("thin", ("likes",))
    yield ("known", ("likes",))
