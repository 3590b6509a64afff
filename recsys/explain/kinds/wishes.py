"""What the person asked for in this conversation, and whether the pick fits."""

from __future__ import annotations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.patterns import Listing, Lit, Node
from recsys.explain.speech import Speech
from recsys.schema import Evidence, Part

NOTABLE = 0.2
"""The least share of what speaks for an item that is worth calling likeness to the request."""
QUOTED = 60
"""Characters of a request that are quoted; a longer one is spoken of without quoting it."""

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


@kind(
    "likeness",
    "parts asked unmet",
    "it words most",
    said=(
        "{it} comes close to what you described[: {words}]",
        "{it} is close to what you described[: {words}]",
        "what you described speaks most for {most}[: {words}]",
    ),
    noted=("close to what you described[: {words}]",),
)
def likeness(s: Speech) -> Facts:
    """The request's own words raise the score enough to say so; "most" when they outweigh all the rest together."""
    share = kin(s.evidence)
    if share < NOTABLE:
        return
    words = " ".join(spell.plain(p.label.replace('"', " ")) for p in _described(s.evidence))
    yield (
        ("words",),
        {
            "it": s.target,
            "words": Lit(f'"{words}"', name=True) if 0 < len(words) <= QUOTED else None,
            "most": s.target if share > 0.5 else None,
        },
    )


def kin(e: Evidence) -> float:
    """The share of what speaks for the item that is likeness to the request's own words, 0 to 1."""
    speaking = sum(p.value for p in e.parts if p.value > 0)
    return sum(p.value for p in _described(e)) / speaking if speaking > 0 else 0.0


def _described(e: Evidence) -> list[Part]:
    """The parts the request's words add; a wish that had to be relaxed is a request part too, with its own label."""
    return [p for p in e.parts if p.kind == "request" and p.value > 0 and p.label not in (*e.asked, *e.unmet)]


def _wishes(s: Speech, labels: tuple[str, ...]) -> Node | None:
    words = tuple(Lit(w, name=True) for w in dict.fromkeys(map(spell.plain, labels)) if w)
    return Listing(words, some=s.reading) if len(words) > 1 else words[0] if words else None
