"""The occasion said in the chat, and likeness to the request's own words."""

from __future__ import annotations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.discourse import When
from recsys.explain.kinds import places
from recsys.explain.kinds.asked import OCCASIONS, like, quoted
from recsys.explain.kinds.phrases import phrase, words
from recsys.explain.kinds.receipts import picked
from recsys.explain.kinds.shares import adverb, largest, loud, portion, shares, speaking
from recsys.explain.kinds.wishes import kin
from recsys.explain.patterns import Listing, Lit, Node, lits
from recsys.explain.pick_speech import PickSpeech

NOTABLE = 0.2
"""The least share of what speaks for an item that is worth calling likeness to the request."""
SLIGHT = 0.05
"""The least share for which the likeness is understood."""


@kind(
    "context",
    "context",
    "it occasion label suits wish that well",
    said=("{it} suits {occasion}",),
    free=("{it} {suits} {occasion}",),
    terse=("{it} suits {occasion}",),
    noted=("suits {occasion}",),
    heard=(
        "{it} {suits} ({occasion}|the occasion|that|this|your mood)",
        "{it} {suits} (your|the|that) wish {wish}",
        "{it} suits the occasion: {label}",
        "{it} is (right|good|fine|just right|nice) {label}",
        "{it} is a good (choice|pick|match|fit) (for {occasion}|for the occasion|for that|{label})",
        "{it} {suits} both",
        "{well}",
        "{that}",
    ),
)
def context(s: PickSpeech) -> Facts:
    """Company, mood or occasion said in the chat that raises the pick's score."""
    e = s.evidence
    told = tuple(w for w in map(spell.plain, e.context) if w)
    if not told:
        return
    labels = _several(s, [Lit(w, name=True) for w in told])
    named = [OCCASIONS.get(w, (f"the occasion: {w}", (), ())) for w in told]
    wishes = tuple(w if w.startswith(("to ", "for ")) else f"for {w}" for n in named for w in (*n[1], *n[2]))
    share = shares(e)["context"]
    values = {
        "it": s.target,
        "label": labels,
        "occasion": _several(s, [lits(n[0], *n[2]) if s.reading else Lit(n[0]) for n in named]),
        "suits": words(
            s,
            ("suits",),
            ("fits", "is good for"),
            (
                "would suit",
                "will suit",
                "does suit",
                "answers",
                "would do for",
                "goes well with",
                "is right for",
                "is made for",
            ),
        ),
        "wish": lits(*wishes) if wishes else None,
        "that": _that_is(s, share, ("wish", "occasion", "request"), ("wanted", "context", "request")),
    }
    values["well"] = _well(s, values["suits"])
    yield ("context",), values


def _well(s: PickSpeech, suits: Node | None) -> Node | None:
    """When read, that the pick suits what was just asked for."""
    values = {"it": s.target, "suits": suits}
    told = phrase(
        s,
        values,
        (),
        (),
        (
            "[so] {it} {suits} (that|this|it|both|both parts of that|both wishes|the occasion)[ well]",
            "[for that] {it} is a good (match|choice|fit|pick)[ for that]",
            "[so] {it} suits well",
        ),
    )
    return None if told is None or not s.reading else When(told, lambda state: "wanted" in state.told)


def _several(s: PickSpeech, nodes: list[Node]) -> Node | None:
    return Listing(tuple(nodes), some=s.reading) if len(nodes) > 1 else nodes[0] if nodes else None


def _that_is(s: PickSpeech, share: float, nouns: tuple[str, ...], after: tuple[str, ...]) -> Node | None:
    """When read, how much something just named speaks for the pick: "that is most of what speaks for it"."""
    e = s.evidence
    if not s.reading or share <= 0:
        return None
    main = ("main", "chief", "biggest", "strongest")
    values = {
        "that": lits("that", "this", "which", *(f"{w} {n}" for n in nouns for w in ("that", "the", "this", "your"))),
        "speaking": speaking(s, share),
        "portion": portion(s, share),
        "adverb": adverb(s, share),
        "it": s.target,
        "main": lits(*(f"the {m} {n}" for m in main for n in ("thing", "point", "reason")))
        if largest(e, share)
        else None,
        "at": places.at(s, e.rank) if e.rank is not None else None,
        "place": places.place(s, e.rank) if e.rank is not None else None,
        "loud": loud(s, share),
    }
    values["put"] = _put(s, values)
    node = phrase(
        s,
        values,
        (),
        (),
        (
            "{that}( is|'s| makes up| accounts for| gives| was) {speaking}",
            "{that}( is|'s| makes up| accounts for) {portion} of (what|that|why) {put}",
            "{that}( is|'s) [also] {main} (in favour of|for|behind|that speaks for) {it}",
            "{that}( is|'s) [also] {main} (in its favour|why {it} is (here|{at}))",
            "{that}( is|'s) what speaks {loud} for {it}",
            "{that} (speaks|counts) {loud} for {it}",
            "{that}( is|'s) [{adverb}] why {it} (is here|comes up|is {at}|is on your list|is on the list)",
            "{it} is (here|{at}) {adverb} for that reason",
            "{it} gets {portion} of its support from (that|it)",
            "{that} carries {portion} of the weight for {it}",
            "(that is|that's|it is|it's) {adverb} the (occasion|request)",
        ),
    )
    # What "that" means was said just before.
    return None if node is None else When(node, lambda state: bool(state.told & set(after)))


def _put(s: PickSpeech, values: dict[str, Node | None]) -> Node | None:
    """What a source does: "puts it here", "earns it 3rd place"."""
    return phrase(
        s,
        values,
        (),
        (),
        (
            "speaks for {it}",
            "earns {it} {place}",
            "puts {it} (there|here|on (the|your) list|{at})",
            "brings [you] {it}[ here]",
            "{it} is ({at}|here|on your list)",
        ),
    )


@kind(
    "likeness",
    "parts asked unmet",
    "it like described most quoted close that fits",
    said=(
        "{it} {described}",
        "you asked for something like {like}, and {it} comes close",
    ),
    free=("{it} {close} {like}",),
    terse=("{it} {close} {like}", "{it} {described}"),
    noted=("{described}", "close to {like}", "{close} {quoted}"),
    heard=(
        "what you described speaks most for {most}",
        "you (asked for|wanted) something like {like}",
        "you (asked for|wanted) something like {like}, and (this|{it}) (comes close|is close)",
        "{it} {close} ({like}|what you described|your description|{quoted})",
        "{it} {fits} {quoted}",
        "{quoted} (speaks|counts) for {it}[ (too|as well)]",
        "your (wish|request) for something like {like} (speaks|counts) for {it}[ (too|as well)]",
        "{that}",
    ),
)
def likeness(s: PickSpeech) -> Facts:
    """The request's own words raise the score enough to say so; "most" when they outweigh all the rest together."""
    e = s.evidence
    share = kin(e)
    if share < (SLIGHT if s.reading else NOTABLE):
        return
    named = like(s)
    described = words(s, ("comes close to what you described", "is close to what you described"), ())
    yield (
        ("words",),
        {
            "it": s.target,
            "like": named,
            "described": described if named is None else None,
            "most": s.target if share > 0.5 and named is None else None,
            "quoted": quoted(s),
            "close": words(
                s,
                ("comes close to",),
                ("is close to",),
                ("does come close to", "resembles", "is like", "comes near", "is not far from"),
            ),
            "fits": words(s, (), (), ("fits", "matches", "answers", "suits", "does fit", "meets")),
            "that": _that_is(s, share, ("wish", "request"), ("likeness", "wanted", "request")) if picked(e) else None,
        },
    )
