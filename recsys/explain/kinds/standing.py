"""Where an item stands, what keeps it off the list, and what it is."""

from __future__ import annotations

from itertools import combinations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.discourse import When
from recsys.explain.kinds import places
from recsys.explain.kinds.phrases import phrase, words
from recsys.explain.kinds.receipts import picked
from recsys.explain.patterns import Lit, Node, lits
from recsys.explain.pick_speech import SHOWN, PickSpeech
from recsys.schema import Verdict

GENRES = 6
"""More genres than this of one item are not combined."""


@kind(
    "rank",
    "rank candidates excluded",
    "it at stands takes total ahead rises higher place number put bare tops nothing outranks",
    said=("{it} is {at}", "{it} {stands}", "{it} {tops}"),
    free=("{it} {takes}", "of {total}, {it} {stands}", "I {put} {it} {at}", "{ahead} {rises} {it}"),
    warm=("you will find {it} {at}", "I {put} {it} {at} for you", "{it} {tops}"),
    terse=("{it} {tops}",),
    noted=("{at}", "{bare}"),
    heard=(
        "{it}: {at}",
        "(of|among|out of|in) {total}[,] {it} ({stands}|is {at}|{takes})",
        "you[( will|'ll|'d| would| can)] (find|see|have|get) {it} {at}",
        "{place} goes to {it}",
        "(in {place}|at {number}) (there is|there's|is|comes|stands|we have|you have|you find) {it}",
        "{ahead} {higher}[ than {it}]",
        "there are {ahead} (above|ahead of|before|in front of|higher than) {it}",
        "{it} has {ahead} (above|ahead of|before|in front of) it",
        "{it} comes after {ahead}",
        "{nothing} {outranks} {it}",
        "not enough to (take|lift|bring|get|carry) {it} (beyond|above|past|higher than|further than) {at}",
    ),
)
def rank(s: PickSpeech) -> Facts:
    """The pick's place among the candidates, and on the list if it is shown there."""
    e = s.evidence
    if not picked(e) or e.rank is None:
        return
    at, ahead = places.at(s, e.rank), places.ahead(s, e.rank)
    values = {
        "it": s.target,
        "at": at,
        "stands": places.stands(s, at),
        "takes": places.takes(s, e.rank),
        "tops": places.tops(s, e.rank),
        "total": places.total(s),
        "place": places.place(s, e.rank),
        "number": places.numbered(s, e.rank),
        "put": words(s, ("put",), ("rank", "place"), ("have", "ranked", "placed", "see", "'ve put", "have put")),
        "ahead": ahead,
        "rises": places.rises(s, e.rank != 2),
        "higher": _higher(s, e.rank != 2) if s.reading else None,
    }
    if s.reading:
        near = ("close, but {at}",) if SHOWN < e.rank <= 2 * SHOWN else ()
        values["bare"] = phrase(s, {"at": at}, heard=("(but|yet|still|again|and) {at}", *near))
        if e.rank == 1:
            values["nothing"] = lits(
                "nothing", "nothing else", *(f"no {w} {n}" for n in s.nouns for w in ("other", ""))
            )
            values["outranks"] = lits("ranks above", "comes before", "beats", "is above", "ranks higher than")
    yield ("rank",), values


def _higher(s: PickSpeech, plural: bool) -> Node | None:
    """ "rank higher", "came out ahead", "suit you better"."""
    verbs = ("rank", "stand", "come", "score", "place") if plural else ("ranks", "stands", "comes", "scores", "places")
    better = ("do", "fit", "fit you", "suit you", "score") if plural else ("does", "fits", "fits you", "suits you")
    values = {
        "rank": lits(*verbs, "are" if plural else "is", "came", "came out", "were", "ranked"),
        "do": lits(*better),
    }
    return phrase(s, values, (), (), ("{rank} (higher|ahead|better|before it|further up)", "{do} better"))


@kind(
    "length",
    "rank candidates",
    "list ten it close",
    said=(),
    heard=(
        "{list} [only] (holds|has|shows|takes|contains) [only] {ten}",
        "{list} (ends|stops|closes) (at|with|after) [(number|place|rank)] {ten}",
        "{list} (only goes|goes) (to|down to|as far as|up to) {ten}",
        "{it} is {close}",
        "{close}",
    ),
)
def length(s: PickSpeech) -> Facts:
    """How long the list is, and that a pick missed it by less than that."""
    e = s.evidence
    if not s.reading or not picked(e) or e.candidates < SHOWN:
        return
    counts = spell.small(SHOWN)
    close = e.rank is not None and SHOWN < e.rank <= 2 * SHOWN
    yield (
        ("ten",),
        {
            "it": s.target,
            "list": lits("the list", "your list", "my list"),
            "ten": lits(*counts, *(f"{n} {w}" for n in counts for w in (*s.plurals, "places", "titles"))),
            "close": lits("close", "nearly there", "nearly on it", "not far off") if close else None,
        },
    )


@kind(
    "outside",
    "rank candidates excluded",
    "it candidates plural total misses",
    said=(
        "{it} did not make it into the {candidates} {plural} I considered for you",
        "{it} is not among the {candidates} {plural} I considered for you",
    ),
    free=("{it} {misses}",),
    terse=("{it} is not among the {candidates} {plural} I considered",),
    heard=(
        "{it} (is|was) not [(even|one|one of|among|in)] {total}[ for you]",
        "{it} did not make it (into|among|to) {total}[ for you]",
        "{it} (was|is) not (considered|a candidate|in the running)[ at all]",
    ),
)
def outside(s: PickSpeech) -> Facts:
    """The item is not a candidate, though nothing the person said excludes it."""
    e = s.evidence
    if e.rank is None and e.excluded is None and e.candidates > 1:
        values = {
            "it": s.target,
            "candidates": s.spelt(spell.counted(e.candidates)),
            "plural": Lit(s.plural),
            "total": places.total(s),
            "misses": places.tops(s, SHOWN + e.candidates),
        }
        yield ("outside",), values


KNOWN: dict[Verdict, str] = {
    "neutral": "you have already rated it",
    "seen": "you already know it",
    "rejected": "you told me that it is not for you",
}
"""Why an item is left out, behind its name."""


@kind(
    "excluded",
    "excluded",
    "it told off film then known",
    said=("{told}, so {off}", "{told}, so I leave it off your list", "{it} is off your list, as {known}"),
    warm=("{told}, so {off}",),
    terse=("{told}, so {off}",),
    heard=(
        "{told}",
        "{told}, (and so|which is why|and that is why|and that's why|hence) {off}",
        "(as|since|because) {told}, {off}",
        "{off} (because|since|as) {told}",
        "{it} is not on (the|your) list (because|since|as) {told}",
        "{then}",
        "{it} is {film}[, so {off}]",
    ),
)
def excluded(s: PickSpeech) -> Facts:
    """The person's own verdict keeps the item out."""
    verdict = s.evidence.excluded
    if verdict is None or s.evidence.rank is not None:
        return
    values: dict[str, Node | None] = {"it": s.target, "done": Lit(s.lexicon.done)}
    already = words(s, ("already",), (), ("yourself", "before", "already yourself"))
    values["already"] = already
    so_so = ("as neither good nor bad", "neither good nor bad", "as middling", "as so-so", "in the middle")
    values["so"] = words(s, (), (), (*so_so, "neither high nor low", "without liking or disliking it"))
    liked = ("liked", "enjoyed") if verdict == "liked" else ("disliked", "did not like")
    values["liked"] = words(s, liked[:1], (), liked)
    # What the verdict lets us say; then the same as a relative clause of "a film …".
    said, *heard = {
        "neutral": (
            "you have {already} {done} {it}",
            "you have [{already}] ({done}|rated) {it}[ {already}][(, | ){so}]",
        ),
        "seen": ("you have {already} {done} {it}", "you have [{already}] {done} {it}[ {already}]"),
        "rejected": ("you told me that {it} is not for you", "you [{already}] (turned {it} down|passed on {it})"),
    }.get(
        verdict,
        (
            "you have already told me that you {liked} {it}",
            "you[( have|'ve)] [already] told me [already] [that] you {liked} {it}",
            "you[( have|'ve)] [already] {liked} {it}[ already]",
            "you[( have|'ve)] already ({done}|rated) {it}",
        ),
    )
    film = {
        "neutral": ("you have [{already}] ({done}|rated)[ {already}][(, | ){so}]",),
        "seen": ("you have [{already}] {done}[ {already}]",),
        "rejected": ("you [{already}] turned down", "you [{already}] passed on"),
    }.get(verdict, ("you[( have|'ve)] [already] told me [that] you {liked}", "you[( have|'ve)] [already] {liked}"))
    relative = phrase(s, values, (), (), tuple(f"(a film|one) [that] {f}" for f in film)) if s.reading else None
    yield (
        ("verdict",),
        {
            "it": s.target,
            "told": phrase(s, values, (said,), (), heard),
            "off": _off(s),
            "film": relative,
            "then": _therefore(s),
            "known": words(s, (KNOWN.get(verdict, f"you have already told me that you {liked[0]} it"),)),
        },
    )


def _therefore(s: PickSpeech) -> Node | None:
    """When read, what follows from a verdict that was just spoken of."""
    if not s.reading:
        return None
    found = phrase(
        s,
        {"it": s.target, "off": _off(s)},
        heard=(
            "(so|that is why|that's why|which is why|and so) {off}",
            "(that|this|which) (keeps|takes|leaves) {it} off (the|your) list",
        ),
    )
    return None if found is None else When(found, lambda state: "excluded" in state.told)


def _off(s: PickSpeech) -> Node | None:
    """What follows from a verdict: "I leave it off your list"."""
    return phrase(
        s,
        {
            "it": s.target if s.reading else Lit("it"),
            "list": words(s, ("your list", "the list"), (), ("my list", "it", "this list")),
        },
        ("I leave it off {list}",),
        ("it stays off {list}", "I do not suggest it again"),
        (
            "{it} (stays|is kept|is left|is) off[ {list}]",
            "I (leave|left|keep|have left|am leaving|have kept|'m leaving) {it} (off|out of) {list}",
            "I (leave|left) {it} out",
            "I (do not|will not|won't) (recommend|suggest|list|offer|show) {it}[ again]",
            "{it} is not (suggested|recommended|listed|on {list})[ again]",
        ),
    )


@kind(
    "about",
    "item.genres item.year",
    "it kind year decade dated",
    said=("{it} is {kind}[ from {year}]",),
    noted=("{kind} from {year}",),
    heard=(
        "{it} (is from|came out in|dates from|is of) {year}",
        "{it} is {kind} from the {decade}",
        "{it} is {kind} of {year}",
        "{it} is {dated}",
        "{it} is from the {decade}",
        "{it} is (listed|filed|catalogued) as {kind}",
        "this is {kind}",
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
