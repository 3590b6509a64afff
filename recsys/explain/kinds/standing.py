"""Where an item stands, what it is, and how much is known about the person."""

from __future__ import annotations

from itertools import combinations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.kinds.receipts import picked
from recsys.explain.kinds.wishes import led
from recsys.explain.patterns import Lit, either, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.explain.templates import bind, loosened

FEW = 6
"""With fewer likes than this, thin evidence is put down to knowing little of the person."""
TOP = (
    *("is your top pick", "is at the top of your list", "is at the top of the list", "tops your list"),
    *("leads your list", "heads your list", "beats everything else on your list"),
)
"""The first place as a predicate; the first two are written."""
GUESS = (
    *("take this as a guess", "this is only a guess", "take this with a pinch of salt"),
    *("take this with a grain of salt", "this is a guess"),
)
"""The first three are written."""
GENRES = 6
"""More genres than this of one item are not combined."""


@kind(
    "rank",
    "rank candidates excluded",
    "it rank candidates plural top total",
    said=(
        "{it} is {rank} on your list",
        "{it} ranks {rank} of the {candidates} {plural} I considered",
        "{it} {top}",
    ),
    noted=("{rank} on your list",),
    heard=(
        "{it} (ranks|comes|is|stands) {rank}[ (on|in) (your|the) list]",
        "{it} [only] (comes|ranks|is) {rank}[ of [the] {total}[ {plural}]][ for you]",
        "{it} (takes|holds) {rank} place[ on your list]",
    ),
)
def rank(s: PickSpeech) -> Facts:
    """The pick's place among the candidates."""
    e = s.evidence
    if not picked(e) or e.rank is None:
        return
    few = e.candidates > 1 and e.candidates >= e.rank
    yield (
        ("rank",),
        {
            "it": s.target,
            "rank": s.rank(e.rank),
            "candidates": s.spelt(spell.counted(e.candidates)) if few else None,
            "plural": Lit(s.plural),
            "total": s.spelt(spell.counted(e.candidates)) if few else None,
            "top": lits(*TOP[: len(TOP) if s.reading else 2]) if e.rank == 1 else None,
        },
    )


@kind(
    "outside",
    "rank candidates excluded",
    "it candidates plural",
    said=(
        "{it} did not make it into the {candidates} {plural} I considered for you",
        "{it} is not among the {candidates} {plural} I considered for you",
    ),
    heard=("{it} does not make the list", "{it} did not make (your|the) list"),
)
def outside(s: PickSpeech) -> Facts:
    """The item is not a candidate, though nothing the person said excludes it."""
    e = s.evidence
    if e.rank is None and e.excluded is None and e.candidates > 1:
        yield (
            ("outside",),
            {"it": s.target, "candidates": s.spelt(spell.counted(e.candidates)), "plural": Lit(s.plural)},
        )


@kind(
    "excluded",
    "excluded",
    "it told",
    said=("{told}, so I leave it off your list",),
    heard=(
        "{told}",
        "{told}, so (it stays|I keep it|I leave it) off (the|your) list",
        "{it} is not on (the|your) list (because|since|as) {told}",
    ),
)
def excluded(s: PickSpeech) -> Facts:
    """The person's own verdict keeps the item out."""
    verdict = s.evidence.excluded
    if verdict is None or s.evidence.rank is not None:
        return
    done = s.evidence.lexicon.done
    said, *heard = {
        "liked": ("you have already told me that you liked {it}", "you liked {it}"),
        "disliked": ("you have already told me that you disliked {it}", "you (disliked|did not like) {it}"),
        "neutral": (f"you have already {done} {{it}}", f"you have {done} {{it}}[ already]"),
        "seen": (f"you have already {done} {{it}}", f"you have {done} {{it}}[ already]"),
        "rejected": ("you told me that {it} is not for you", "you turned {it} down"),
    }[verdict]
    told = [bind(loosened(t) if s.reading else t, {"it": s.target}) for t in (said, *(heard if s.reading else ()))]
    yield ("verdict",), {"it": s.target, "told": either([t for t in told if t is not None])}


@kind(
    "about",
    "item.genres item.year",
    "it kind year decade dated",
    said=("{it} is {kind}[ from {year}]",),
    noted=("{kind} from {year}",),
    heard=(
        "{it} (is from|came out in|dates from) {year}",
        "{it} is {kind} from the {decade}",
        "{it} is {kind} of {year}",
        "{it} is {dated}",
        "{it} is from the {decade}",
    ),
)
def about(s: PickSpeech) -> Facts:
    """Genres and year of the pick."""
    e = s.evidence
    year = None if e.item.year is None else Lit(str(e.item.year))
    decade = None if e.item.year is None else lits(*spell.decades(e.item.year))
    genres = tuple(g for g in e.item.genres if spell.plain(g))[:GENRES]
    sizes = range(1, len(genres) + 1) if s.reading else [min(len(genres), 3)] if genres else []
    if not genres and s.reading and year:
        yield ("year",), {"it": s.target, "year": year, "decade": decade}
    for size in sizes:
        for chosen in combinations(genres, size) if s.reading else [genres[:size]]:
            dated = s.kind_of(chosen, year) if year and s.reading else None
            kind = s.kind_of(chosen)
            yield chosen, {"it": s.target, "kind": kind, "dated": dated, "year": year, "decade": decade}


@kind(
    "thin",
    "thin likes parts",
    "it guess plural count one none little taste asked more",
    said=(
        "{it} rests more on {asked} than on your own {plural}",
        "your own {little} are less than half of what speaks for {it}, so {guess}",
        "so far I know [only] {count} {plural} you like, so {guess}",
        "so far I know [only] one {one} you like, so {guess}",
        "I do not know yet {none} you like, so {guess}",
    ),
    heard=(
        "[so far ]I [only] know (of |)(only |just |){count} {plural} [that] you like[ so far][, so {guess}]",
        "[so far ]I [only] know (of |)(only |just |)one {one} [that] you like[ so far][, so {guess}]",
        "I do not know ({none} you like|{taste}) yet[, so {guess}]",
        "your (request matters|request counts for|wishes count for) {more} [here] than your history",
        "{guess}",
    ),
)
def thin(s: PickSpeech) -> Facts:
    """History speaks little: few likes, or most of the score comes from elsewhere."""
    e = s.evidence
    if not e.thin:
        return
    few = e.likes < FEW
    speaking = [p for p in e.parts if p.value > 0]
    weighs = led(e)
    less = 2 * sum(p.value for p in speaking if p.kind == "history") < sum(p.value for p in speaking)
    yield (
        ("likes",),
        {
            "plural": Lit(s.plural),
            "guess": lits(*GUESS[: len(GUESS) if s.reading else 3]),
            "taste": Lit("your taste") if e.likes == 0 else None,
            "asked": Lit("what you asked for") if weighs else None,
            "more": Lit("more") if weighs and s.reading else None,
            "it": s.target,
            "little": Lit(s.plural) if not few and less and (s.reading or not weighs) else None,
            "count": s.spelt(spell.small(e.likes)) if e.likes > 1 and few else None,
            "one": Lit(s.noun) if e.likes == 1 else None,
            "none": Lit(f"which {s.plural}") if e.likes == 0 else None,
        },
    )


@kind(
    "known",
    "likes",
    "likes plural one none",
    said=(
        "I know {likes} {plural} you like",
        "I know one {one} you like",
        "I do not know yet {none} you like",
    ),
)
def known(s: PickSpeech) -> Facts:
    """How many of the person's likes there are to go by: always true, so there is always something to say."""
    likes = s.evidence.likes
    yield (
        ("likes",),
        {
            "plural": Lit(s.plural),
            "likes": s.spelt(spell.counted(likes)) if likes > 1 else None,
            "one": Lit(s.noun) if likes == 1 else None,
            "none": Lit(f"which {s.plural}") if likes < 1 else None,
        },
    )
