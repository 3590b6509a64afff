"""Where an item stands, what it is, and how much is known about the person."""

from __future__ import annotations

from itertools import combinations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.kinds.receipts import picked
from recsys.explain.patterns import Lit, Seq, either, lits
from recsys.explain.speech import Speech

FEW = 6
"""With fewer likes than this, thin evidence is put down to knowing little of the person."""
GENRES = 6
"""More genres than this of one item are not combined."""


@kind(
    "rank",
    "rank candidates excluded",
    "it rank candidates plural top",
    said=(
        "{it} is {rank} on your list",
        "{it} ranks {rank} of the {candidates} {plural} I considered",
        "{it} is {top}",
    ),
    noted=("{rank} on your list",),
    heard=("{it} (ranks|comes|is) {rank} (on|in) your list", "{it} (comes|ranks) {rank} for you"),
)
def rank(s: Speech) -> Facts:
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
            "top": lits("your top pick", "at the top of your list") if e.rank == 1 else None,
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
)
def outside(s: Speech) -> Facts:
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
    heard=("{told}",),
)
def excluded(s: Speech) -> Facts:
    """The person's own verdict keeps the item out."""
    verdict = s.evidence.excluded
    if verdict is None or s.evidence.rank is not None:
        return
    done = s.evidence.lexicon.done
    said = {
        "liked": (("you have already told me that you liked ", ""),),
        "disliked": (("you have already told me that you disliked ", ""),),
        "neutral": ((f"you have already {done} ", ""),),
        "seen": ((f"you have already {done} ", ""),),
        "rejected": (("you told me that ", " is not for you"),),
    }[verdict]
    yield (
        ("verdict",),
        {"told": either([Seq((Lit(a), s.target, Lit(b))) for a, b in said])},
    )


@kind(
    "about",
    "item.genres item.year",
    "it kind year decade",
    said=("{it} is {kind} [from {year}]",),
    noted=("{kind} from {year}",),
    heard=(
        "{it} (is from|came out in|dates from) {year}",
        "{it} is {kind} from the {decade}",
        "{it} is {kind} of {year}",
        "{it} is from the {decade}",
    ),
)
def about(s: Speech) -> Facts:
    """Genres and year of the pick."""
    e = s.evidence
    year = None if e.item.year is None else Lit(str(e.item.year))
    decade = None if e.item.year is None else Lit(spell.decade(e.item.year))
    genres = tuple(g for g in e.item.genres if spell.plain(g))[:GENRES]
    sizes = range(1, len(genres) + 1) if s.reading else [min(len(genres), 3)] if genres else []
    if not genres and s.reading and year:
        yield ("year",), {"it": s.target, "year": year, "decade": decade}
    for size in sizes:
        for chosen in combinations(genres, size) if s.reading else [genres[:size]]:
            yield chosen, {"it": s.target, "kind": s.kind_of(chosen), "year": year, "decade": decade}


@kind(
    "thin",
    "thin likes parts",
    "it guess plural count one none little",
    said=(
        "your own {little} are less than half of what speaks for {it}, so {guess}",
        "so far I know [only] {count} {plural} you like, so {guess}",
        "so far I know [only] one {one} you like, so {guess}",
        "I do not know yet {none} you like, so {guess}",
    ),
    heard=(
        "I [only] know {count} {plural} [that] you like [so far]",
        "I [only] know one {one} [that] you like [so far]",
        "{guess}",
    ),
)
def thin(s: Speech) -> Facts:
    """History speaks little: few likes, or most of the score comes from elsewhere."""
    e = s.evidence
    if not e.thin:
        return
    few = e.likes < FEW
    speaking = [p for p in e.parts if p.value > 0]
    less = 2 * sum(p.value for p in speaking if p.kind == "history") < sum(p.value for p in speaking)
    yield (
        ("likes",),
        {
            "plural": Lit(s.plural),
            "guess": lits("take this as a guess", "this is only a guess", "take this with a pinch of salt"),
            "it": s.target,
            "little": Lit(s.plural) if not few and less else None,
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
def known(s: Speech) -> Facts:
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
