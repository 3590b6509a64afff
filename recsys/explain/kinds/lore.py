"""What the catalogue knows of the pick, by itself and in common with the person's own items."""

from __future__ import annotations

from collections.abc import Sequence

from recsys.explain.attributes import ABOUT, MADE, Attribute, attributes
from recsys.explain.claims import Facts, kind
from recsys.explain.discourse import SUBJECT
from recsys.explain.patterns import Alt, Claimed, Listing, Lit, Node, Seq, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.schema import Cited

MAKES = {"director": ("directed", "made"), "author": ("wrote",), "artist": ("made",)}
"""What somebody did who is the maker of a thing, by kind of attribute."""
CAST = 2
"""So many leading actors are named when written."""


def having(s: PickSpeech, one: Attribute) -> list[Cited]:
    """The cited items that have it as the pick does."""
    return [c for c in s.named if one.value in c.shared.get(one.kind, ())]


@kind(
    "common",
    "cited.shared item.attributes",
    "it films does also so behind name made other every each them",
    said=("like {films}, {it} {does}", "{it} {does}, as {films} {so}"),
    free=("{it} {also}, like {films}", "{it} {does}, just like {films}"),
    warm=("{it} {does}, just like {films}", "like {films}, {it} {does}"),
    terse=("{behind}, like {films}",),
    heard=(
        "(just like|as with|much like) {films}[,] {it} {does}",
        "{it} ({does}|{also})[,] (like|just like|as are|as is|as was|as were|and so (is|are|was|were|do|does)) {films}",
        "{it} ({does}|{also})[,] (just |)as {films} {so}",
        "{it} {also}[ (too|as well)]",
        "{other} {each}[ (too|as well)][, like {it}]",
        "{films} and {it} {every}",
        "{it} and {films} {every}",
        "{name} {made} {other} (too|as well)",
        "{name} [also ]{made} [both ]{films} and {it}",
        "{name}, who [also ]{made} {films}, {made} {it}[ (too|as well)]",
        "{it} (shares|has) {them} (with|in common with) {films}",
    ),
)
def common(s: PickSpeech) -> Facts:
    """What the pick has in common with cited items beside genres: who made it, who plays, what it is about."""
    for one in attributes(s.evidence.item):
        shared = having(s, one)
        films = s.films(shared, some=s.reading) if shared else None
        if films is not None:
            yield (one.kind, one.value, "|", *(c.item.id for c in shared)), _shared(s, one, shared, films)


def _shared(s: PickSpeech, one: Attribute, shared: Sequence[Cited], films: Node) -> dict[str, Node | None]:
    so = one.head.so if s.reading else one.head.so[len(shared) > 1 :][:1]
    values: dict[str, Node | None] = {
        "it": s.target,
        "films": films,
        "does": one.does(s.reading),
        "also": one.does(s.reading, also=True),
        "so": lits(*so),
        "behind": one.behind(s.reading),
    }
    if s.reading:
        numbers = [one.does(True, also, several) for also in (False, True) for several in (False, True)]
        many = [one.does(True, also, True) for also in (False, True)]
        values["other"] = Claimed(SUBJECT, films)
        values["each"] = Alt(tuple(numbers))
        values["every"] = Seq((lits("", "both ", "all "), Alt(tuple(many))))
        words = one.words(True)
        named = lits("", *(f"{w} {one.kind} " for w in ("the", "its")), f"its {one.kind}, ")
        values["them"] = Seq((named, words)) if one.theme is None else None
        if one.kind in MADE:
            values["name"] = words
            values["made"] = lits(*MAKES[one.kind])
    return values


@kind(
    "known_of",
    "item.attributes",
    "it does name made plays",
    said=("{it} {does}",),
    free=("{name} {made} {it}",),
    heard=(
        "{name} (plays|has|takes) (a|the) (leading role|lead|main part) in {it}",
        "{name} {plays} {it}",
        "{name} {made} {it}",
    ),
)
def known_of(s: PickSpeech) -> Facts:
    """What the catalogue knows of the pick by itself."""
    found = list(attributes(s.evidence.item))
    for one in found:
        name = one.words(s.reading) if one.theme is None else None
        makes = MAKES.get(one.kind, ())
        yield (
            (one.kind, one.value),
            {
                "it": s.target,
                "does": one.does(s.reading),
                "name": name,
                "made": lits(*(makes if s.reading else makes[:1])) if makes else None,
                "plays": lits("stars in", "is in", "plays in", "acts in")
                if one.kind == "actor" and s.reading
                else None,
            },
        )
    for maker in [a for a in found if a.kind in MADE][:1]:
        for one in [a for a in found if a.head is ABOUT]:
            both = Seq((maker.does(s.reading), Lit(" and "), one.does(s.reading)))
            yield (maker.kind, maker.value, one.kind, one.value), {"it": s.target, "does": both}
    yield from _listed(s, "cast", [a for a in found if a.kind == "actor"], CAST)
    if s.reading:
        yield from _listed(s, "subjects", [a for a in found if a.head is ABOUT], 0)
        yield from _listed(s, "settings", [a for a in found if a.theme is not None and a.theme.group == "setting"], 0)
        yield from _listed(s, "tones", [a for a in found if a.theme is not None and a.theme.group == "tone"], 0)


def _listed(s: PickSpeech, key: str, some: Sequence[Attribute], most: int) -> Facts:
    """Several values said with one verb; as many as `most` when written, any when read."""
    if len(some) < 2:
        return
    told = some if s.reading else some[:most]
    verbs = dict.fromkeys(v for a in some[:1] for v in (a.head.does, *(a.head.heard if s.reading else ())))
    names = Listing(tuple(a.words(s.reading) for a in told), some=s.reading)
    yield (key,), {"it": s.target, "does": Seq((lits(*(f"{v} " for v in verbs)), names))}
