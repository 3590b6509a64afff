"""How much of what speaks for a pick comes from where, and how such a share is put: "nearly all", "mostly"."""

from __future__ import annotations

from typing import get_args

from recsys.explain import spell
from recsys.explain.kinds.phrases import phrase, words
from recsys.explain.patterns import Node
from recsys.explain.pick_speech import PickSpeech
from recsys.schema import Evidence, PartKind

ALL = 0.995
"""A share from which something is "all" that speaks for a pick: it rounds to 100%."""
NEARLY = 0.9
"""A share from which it is "nearly all"."""
MOST = 0.5
"""A share above which it is "most"."""
GOOD = 0.3
"""A share above which it is "a good part"."""
PART = 0.1
"""A share from which it is "part" of it, and no longer just "a little"."""
SMALL = 0.3
"""A share up to which it is "a small part"."""
HALF = 0.02
"""How far from a half "half" may be."""
NOTHING = 0.005
"""A share below which it "adds nothing": it rounds to 0%."""


def shares(e: Evidence) -> dict[str, float]:
    """The part of everything that speaks for the pick, 0 to 1, by kind of part; all 0 if nothing speaks for it."""
    total = sum(p.value for p in e.parts if p.value > 0)
    return {
        kind: sum(p.value for p in e.parts if p.kind == kind and p.value > 0) / total if total > 0 else 0.0
        for kind in get_args(PartKind)
    }


def popularity(e: Evidence) -> float:
    """The share of the popularity part."""
    return shares(e)["popularity"]


def largest(e: Evidence, share: float) -> bool:
    """Whether no other kind of part has as much."""
    return share > 0 and sum(v >= share for v in shares(e).values()) <= 1


def portion(s: PickSpeech, share: float) -> Node | None:
    """A share as a noun phrase that "of" may follow: "most", "half", "a small part"."""
    said: list[str] = []
    heard: list[str] = []
    if share >= NEARLY:
        heard += ["the bulk", "by far the largest part"]
    if share > MOST:
        said += ["most"]
        heard += ["the larger part", "the bulk", "the greater part", "more than half", "over half", "well over half"]
        heard += [
            "the largest part",
            "the biggest part",
            "the main part",
            "a good part",
            "much",
            "a large part",
            "the lion's share",
        ]
    if abs(share - 0.5) <= HALF:
        said += ["half"]
        heard += ["about half", "around half", "roughly half"]
    if share <= MOST:
        if share >= PART:
            said += ["part"]
            heard += ["some", "a part"]
        if share > GOOD:
            heard += ["a good part", "a large part", "a fair part"]
    if 0.4 <= share < 0.5:
        heard += ["nearly half", "almost half", "just under half"]
    if NOTHING <= share <= SMALL:
        heard += [
            "a small part",
            "a smaller part",
            "only a small part",
            "a little",
            "little",
            "only part",
            "a bit",
            "a tiny part",
        ]
    if share < NOTHING:
        heard += ["none", "nothing", "next to nothing", "hardly any"]
    heard += [f"{w}{p}" for p in spell.percent(share) for w in ("", "about ", "some ")]
    return words(s, said[:1], said, heard)


def whole(s: PickSpeech, share: float) -> Node | None:
    """A share that is all or nearly all, as what "that" may follow: "everything", "nearly all"."""
    if share < NEARLY:
        return None
    said = ["all"] if share >= ALL else []
    near = [f"{w} {a}" for w in ("nearly", "almost", "practically", "virtually") for a in ("all", "everything")]
    return words(s, said or near[:1], near[:1], (*(["everything", "all"] if said else ()), *near))


def amount(s: PickSpeech, share: float) -> Node | None:
    """The same with its "of", before "what speaks for it": "most of", "nearly all of"."""
    values = {"of": portion(s, share), "every": whole(s, share)}
    return phrase(
        s, values, ("{of} of",) if share < NEARLY else ("{every} of",), (), ("{of} of", "{every} of", "{every}")
    )


def speaking(s: PickSpeech, share: float) -> Node | None:
    """A share of what speaks for the pick as a noun phrase: "most of what speaks for it"."""
    values = {"of": portion(s, share), "every": whole(s, share), "it": s.target}
    return phrase(
        s,
        values,
        ("{of} of what speaks for {it}",) if share < NEARLY else ("{every} that speaks for {it}",),
        (),
        (
            "{every} [(that|which)] (speaks|counts|there is to say|I have) [(for|in favour of)] {it}",
            "{every} (in favour of|behind) {it}",
            "{every} (in its favour|that counts in its favour|[that] it has going for it)",
            "{of} of (what|everything that|all that|all) (speaks|counts|there is to say) (for|in favour of) {it}",
            "{of} of (what|everything that) stands (for|behind) {it}",
            "{of} of (the (case|support|argument|evidence)|what supports|the weight) (for|behind) {it}",
            "{of} of (the support {it} (gets|has)|its support|what (supports|carries|recommends) {it})",
            "{of} of what (counts|speaks|is) in its favour",
            "{of} of (it|that)",
        ),
    )


def adverb(s: PickSpeech, share: float) -> Node | None:
    """ "mostly", "in part"."""
    said: list[str] = []
    heard: list[str] = []
    if share >= ALL:
        heard += ["only", "solely", "simply", "purely", "entirely", "just"]
    if share >= NEARLY:
        heard += ["almost only", "nearly only", "almost entirely", "nearly entirely", "almost alone"]
    if share > MOST:
        said += ["mostly", "mainly"]
        heard += [
            "largely",
            "chiefly",
            "above all",
            "for the most part",
            "in large part",
            "most of all",
            "primarily",
            "mostly",
        ]
    elif largest(s.evidence, share):
        heard += ["above all", "most of all", "more than anything else"]
    if share > GOOD:
        heard += ["in good part", "to a good part"]
    if share >= PART:
        heard += ["partly", "in part"]
    if NOTHING <= share <= SMALL:
        heard += ["a little", "slightly", "in a small way", "in a small part", "in small part", "to a small extent"]
    return words(s, said, said, heard)


def loud(s: PickSpeech, share: float) -> Node | None:
    """How something speaks for the pick: "most", "strongly"."""
    told: list[str] = []
    if largest(s.evidence, share):
        told += ["most", "the most", "loudest", "more than anything else", "most of all", "above all", "most strongly"]
    if share > MOST:
        told += ["strongly", "mostly", "mainly", "largely"]
    if share > GOOD:
        told += ["a good deal", "a lot"]
    if 0 < share <= SMALL:
        told += ["a little", "slightly", "only a little"]
    return words(s, told[:1], told[:1], told)
