"""What the person asked for in this conversation, and whether the pick fits."""

from __future__ import annotations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.patterns import Listing, Lit, Node
from recsys.explain.speech import Speech

PREPOSITIONS = spell.words("not no from before after until since between with without for to on under over")
"""A wish that begins with one of these does not follow "you asked for" well."""


@kind(
    "request",
    "asked",
    "it wishes nouns",
    said=(
        "{it} (fits|matches) what you asked for: {wishes}",
        "you asked for {nouns}, and {it} fits",
    ),
    noted=("fits what you asked for: {wishes}",),
    heard=("{it} (meets|fits|matches) your (wish|request|wishes): {wishes}", "you asked for {wishes}"),
)
def request(s: Speech) -> Facts:
    """Wishes that the pick truly meets."""
    wishes = _wishes(s, s.evidence.asked)
    if wishes is not None:
        awkward = any(w.split()[0].casefold() in PREPOSITIONS for w in s.evidence.asked if w.split())
        yield ("asked",), {"it": s.target, "wishes": wishes, "nouns": wishes if s.reading or not awkward else None}


@kind(
    "unmet",
    "unmet",
    "it wishes wish",
    said=(
        "{it} does not fit one of your wishes: {wish}",
        "{it} does not fit everything you asked for: {wishes}",
        "you asked for {wishes}, but {it} does not fit that",
    ),
    noted=("does not fit: {wishes}",),
    heard=("{it} does not (meet|match) (your wish|your wishes|what you asked for): {wishes}",),
)
def unmet(s: Speech) -> Facts:
    """Wishes that the pick does not meet."""
    wishes = _wishes(s, s.evidence.unmet)
    if wishes is not None:
        single = len(s.evidence.unmet) == 1
        yield ("unmet",), {"it": s.target, "wishes": None if single and not s.reading else wishes, "wish": wishes}


@kind(
    "context",
    "context",
    "it label",
    said=("{it} suits the occasion: {label}",),
    noted=("suits the occasion: {label}",),
    heard=("{it} (fits|suits) {label}",),
)
def context(s: Speech) -> Facts:
    """Company, mood or occasion said in the chat that raises the pick's score."""
    labels = _wishes(s, s.evidence.context)
    if labels is not None:
        yield ("context",), {"it": s.target, "label": labels}


def _wishes(s: Speech, labels: tuple[str, ...]) -> Node | None:
    words = tuple(Lit(w, name=True) for w in dict.fromkeys(map(spell.plain, labels)) if w)
    return Listing(words, some=s.reading) if len(words) > 1 else words[0] if words else None
