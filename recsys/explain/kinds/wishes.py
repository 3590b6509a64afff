"""What the person asked for in this conversation, and whether the pick fits."""

from __future__ import annotations

import re

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.patterns import Listing, Lit, Node, Opt, Seq, either, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.schema import Evidence, Item, Part

NOTABLE = 0.2
"""The least share of what speaks for an item that is worth calling likeness to the request."""
ASKED = ("just as you asked", "just what you asked for", "as you wished", "as you wanted")
OCCASIONS = {
    "with the kids": "time with the kids",
    "with the family": "time with the family",
    "for a date": "a date",
    "with friends": "time with friends",
    "on your own": "time on your own",
    "for a scary night": "a scary night",
    "to relax": "a relaxed mood",
    "to cheer you up": "a mood that wants cheering up",
    "for a good cry": "a good cry",
    "for excitement": "a wish for excitement",
    "to think about": "a thoughtful mood",
}
"""What a pick is said to suit, by the label of the context."""

PREPOSITIONS = spell.words("not no from before after until since between with without for to on under over")
"""A wish that begins with one of these does not follow "you asked for" well."""


@kind(
    "request",
    "asked",
    "it wishes nouns kinds exact asked",
    said=(
        "{it} (fits|matches) what you asked for: {wishes}",
        "you asked for {nouns}, and {it} fits",
        "you asked for {kinds}, and {it} is {exact}",
    ),
    noted=("fits what you asked for: {wishes}", "{kinds}, {asked}"),
    heard=(
        "{it} (meets|fits|matches) your (wish|request|wishes): {wishes}",
        "you (asked for|wanted) {wishes}",
        "you (asked for|wanted) ({wishes}|{kinds}), and {it} is (one|both|that)",
        "you (asked for|wanted) ({wishes}|{kinds}), and {it} is {exact}",
        "{it} is {kinds}, {asked}",
    ),
)
def request(s: PickSpeech) -> Facts:
    """Wishes that the pick truly meets."""
    e = s.evidence
    wishes = _wishes(s, e.asked)
    if wishes is None:
        return
    awkward = any(w.split()[0].casefold() in PREPOSITIONS for w in e.asked if w.split())
    kinds, all_ = _kinds(s)
    listed = wishes if s.reading or not all_ else None
    yield (
        ("asked",),
        {
            "it": s.target,
            "wishes": listed,
            "nouns": listed if s.reading or not awkward else None,
            "kinds": kinds if s.reading or all_ else None,
            "exact": lits(*("one", "just that", "exactly that") if s.reading else ("one", "just that"))
            if not e.unmet
            else Lit("one"),
            "asked": lits("as you asked", *(ASKED if not e.unmet else ()) if s.reading else ()),
        },
    )


@kind(
    "unmet",
    "unmet",
    "it wishes wish lacking",
    said=(
        "{it} does not fit one of your wishes: {wish}",
        "{it} does not fit everything you asked for: {wishes}",
        "you asked for {wishes}, but {it} does not fit that",
    ),
    noted=("does not fit: {wishes}",),
    heard=(
        "{it} does not (meet|match) (your wish|your wishes|what you asked for): {wishes}",
        "you (asked for|wanted) {lacking}, (and|but) {it} is not one",
        "{it} is not {lacking}",
    ),
)
def unmet(s: PickSpeech) -> Facts:
    """Wishes that the pick does not meet."""
    wishes = _wishes(s, s.evidence.unmet)
    if wishes is not None:
        single = len(s.evidence.unmet) == 1
        told = None if single and not s.reading else wishes
        yield (
            ("unmet",),
            {"it": s.target, "wishes": told, "wish": wishes, "lacking": _lacking(s) if s.reading else None},
        )


@kind(
    "context",
    "context",
    "it occasion label",
    said=("{it} suits {occasion}",),
    noted=("suits {occasion}",),
    heard=(
        "{it} (fits|would suit) {occasion}",
        "{it} suits the occasion: {label}",
        "{it} is (right|good) {label}",
        "{it} is a good (choice|pick|match) (for {occasion}|{label})",
    ),
)
def context(s: PickSpeech) -> Facts:
    """Company, mood or occasion said in the chat that raises the pick's score."""
    labels = _wishes(s, s.evidence.context)
    if labels is None:
        return
    named = [Lit(OCCASIONS.get(w, f"the occasion: {w}")) for w in map(spell.plain, s.evidence.context) if w]
    occasion = Listing(tuple(named), some=s.reading) if len(named) > 1 else named[0]
    yield ("context",), {"it": s.target, "label": labels, "occasion": occasion}


@kind(
    "likeness",
    "parts asked unmet",
    "it like described most",
    said=(
        "{it} {described}",
        "what you described speaks most for {most}",
        "you asked for something like {like}, and {it} comes close",
    ),
    noted=("{described}", "close to {like}"),
    heard=(
        "you (asked for|wanted) something like {like}",
        "you (asked for|wanted) something like {like}, and (this|{it}) (comes close|is close)",
        "{it} (comes close|is close) to {like}",
    ),
)
def likeness(s: PickSpeech) -> Facts:
    """The request's own words raise the score enough to say so; "most" when they outweigh all the rest together.

    The words themselves are never quoted: a label holds what was left of the message, not what the person said."""
    share = kin(s.evidence)
    if share < NOTABLE:
        return
    like = _like(s)
    described = lits("comes close to what you described", "is close to what you described")
    yield (
        ("words",),
        {
            "it": s.target,
            "like": like,
            "described": described if like is None else None,
            "most": s.target if share > 0.5 and like is None else None,
        },
    )


def _like(s: PickSpeech) -> Node | None:
    """The item of "something like X"."""
    for part in _described(s.evidence):
        found = re.match(r"like (.+) \((\d{4})\)(?:, |$)", spell.plain(part.label))
        if found:
            known = (s.evidence.item, *(c.item for c in (*s.evidence.cited, *s.evidence.against)))
            same = (k for k in known if (k.title, k.year) == (found[1], int(found[2])))
            item = next(same, Item("@like", found[1], int(found[2])))
            names = spell.film_names((item, *known))[item.id]
            return lits(*names) if s.reading and names else Lit(names[0]) if names else None
    return None


def kin(e: Evidence) -> float:
    """The share of what speaks for the item that is likeness to the request's own words, 0 to 1."""
    speaking = sum(p.value for p in e.parts if p.value > 0)
    return sum(p.value for p in _described(e)) / speaking if speaking > 0 else 0.0


def led(e: Evidence) -> bool:
    """Whether what was asked for speaks louder for the item than all of the history."""
    wished = sum(p.value for p in e.parts if p.kind in ("request", "context") and p.value > 0)
    return wished > sum(p.value for p in e.parts if p.kind == "history" and p.value > 0)


def _described(e: Evidence) -> list[Part]:
    """The parts the request's words add; a wish that had to be relaxed is a request part too, with its own label."""
    return [p for p in e.parts if p.kind == "request" and p.value > 0 and p.label not in (*e.asked, *e.unmet)]


def _kinds(s: PickSpeech) -> tuple[Node | None, bool]:
    """The wished genres that are the item's own, and its decade if that was asked too: "horror from the 1980s".

    And whether that is all of the wishes it meets."""
    asked = {spell.plain(w).casefold() for w in s.evidence.asked}
    genres = [g for g in s.evidence.item.genres if g.casefold() in asked]
    if not genres:
        return None, False
    decades = spell.decades(s.evidence.item.year) if s.evidence.item.year else ()
    timed = bool(asked & set(decades))
    when = Seq((Lit(" from the "), s.spelt(decades))) if timed else Lit("")
    left = asked - {g.casefold() for g in genres} - set(decades)
    return Seq((s.kind_of(genres), Opt(when) if s.reading else when)), not left


def _lacking(s: PickSpeech) -> Node | None:
    """A wished genre that the item truly lacks: "a comedy"."""
    own = {noun for g in s.evidence.item.genres for noun in spell.genre_nouns(g)}
    lacking = [w for w in s.evidence.unmet if spell.genre_nouns(w) and own.isdisjoint(spell.genre_nouns(w))]
    return either([s.kind_of([w]) for w in lacking])


def _wishes(s: PickSpeech, labels: tuple[str, ...]) -> Node | None:
    words = tuple(Lit(w, name=True) for w in dict.fromkeys(map(spell.plain, labels)) if w)
    return Listing(words, some=s.reading) if len(words) > 1 else words[0] if words else None
