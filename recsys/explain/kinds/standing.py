"""Where an item stands, what keeps it off the list, and what it is."""

from __future__ import annotations

from itertools import combinations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.kinds import places
from recsys.explain.kinds.phrases import any_of, phrase, words
from recsys.explain.kinds.receipts import picked
from recsys.explain.patterns import Lit, Node, lits
from recsys.explain.pick_speech import SHOWN, PickSpeech

GENRES = 6
"""More genres than this of one item are not combined."""


@kind(
    "rank",
    "rank candidates excluded",
    "it at stands takes total ahead rises higher place number put bare tops nothing outranks",
    said=("{it} is {at}", "{it} {stands}", "{it} {tops}"),
    free=("{it} {takes}", "of {total}, {it} {stands}", "I {put} {it} {at}", "{ahead} {rises} {it}"),
    warm=("you will find {it} {at}", "I {put} {it} {at} for you", "{it} {tops}"),
    terse=("{it}: {at}", "{it} {tops}"),
    noted=("{at}", "{bare}"),
    heard=(
        "(of|among|out of|in) {total}[,] {it} ({stands}|is {at}|{takes})",
        "you[( will|'ll|'d| would| can)] (find|see|have|get) {it} {at}",
        "{place} goes to {it}",
        "(in {place}|at {number}) (there is|there's|is|comes|stands|we have|you have|you find) {it}",
        "{ahead} {higher}[ than {it}]",
        "there are {ahead} (above|ahead of|before|in front of|higher than) {it}",
        "{it} has {ahead} (above|ahead of|before|in front of) it",
        "{it} comes after {ahead}",
        "{nothing} {outranks} {it}",
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
        "stands": _stands(s, at),
        "takes": _takes(s, e.rank),
        "tops": _tops(s, e.rank),
        "total": places.total(s),
        "place": places.place(s, e.rank),
        "number": places.numbered(s, e.rank),
        "put": words(s, ("put",), ("rank", "place"), ("have", "ranked", "placed", "see", "'ve put", "have put")),
        "ahead": ahead,
        "rises": places.rises(s, e.rank != 2),
        "higher": _higher(s, e.rank != 2) if s.reading else None,
    }
    if s.reading:
        values["bare"] = phrase(s, {"at": at}, (), (), ("(but|yet|still|again) {at}", "[but] [still] (rank|place) {at}"))
        if e.rank == 1:
            values["nothing"] = lits("nothing", "nothing else", *(f"no {w} {n}" for n in s.nouns for w in ("other", "")))
            values["outranks"] = lits("ranks above", "comes before", "beats", "is above", "ranks higher than")
    yield ("rank",), values


def _stands(s: PickSpeech, at: Node | None) -> Node | None:
    return phrase(
        s,
        {
            "at": at,
            "verb": words(
                s,
                ("ranks", "comes"),
                ("stands",),
                (
                    *("sits", "lands", "ends up", "finishes", "comes in", "comes out", "comes up", "places", "lies"),
                    *("is ranked", "is placed", "ranked", "came", "came in", "has come", "has come in", "turns up"),
                    *("only comes", "only ranks", "does come", "goes", "goes straight", "still comes", "still ranks"),
                    *("is to be found", "is found", "can be found", "appears", "figures", "features"),
                ),
            ),
        },
        ("{verb} {at}",),
    )


def _takes(s: PickSpeech, rank: int) -> Node | None:
    """ "takes 7th place", "only gets as far as 94th place"."""
    slots = {
        "place": places.place(s, rank),
        "here": places.scope(s),
        "only": words(s, (), ("only",), places.ONLY) if rank > 1 else None,
        "at": any_of(places.place(s, rank), places.ordinal(s, rank), places.numbered(s, rank)),
        "last": lits(*(f"the {w} {n}" for w in _last(rank) for n in ("place", "spot", "one"))) if _last(rank) else None,
        "list": places.top_ten(s),
    }
    return phrase(
        s,
        slots,
        ("takes {place}{here}",),
        ("holds {place}{here}",),
        (
            "[{only}] (takes|holds|has|gets|occupies|fills|earns|keeps|makes) [{only}] {place}[{here}]",
            "[{only}] (gets|makes it|goes|rises|climbs) [{only}] ([as far as|up] to|as far as|as high as|to) {at}[{here}]",
            "(gets|goes|comes|is|ranks) no (higher|further|better) than {at}[{here}]",
            "[{only}] (takes|holds|gets|has) {last} on {list}",
        ),
    )


def _last(rank: int) -> tuple[str, ...]:
    if rank != SHOWN:
        return ()
    return ("last", "very last", *(f"{n} and last" for n in spell.ordinal(SHOWN)))


def _tops(s: PickSpeech, rank: int) -> Node | None:
    """What it does to the list as a whole: "tops your list", "just makes the list", "misses the list"."""
    slots = {
        "list": places.top_ten(s),
        "in": phrase(s, {"p": places.place(s, rank), "n": places.numbered(s, rank)}, (), (), ("in {p}", "at {n}")),
        "just": words(s, ("just",), (), ("only just", "barely")) if abs(rank - SHOWN - 0.5) < places.JUST else None,
        "short": places.beyond(s, rank),
    }
    if rank == 1:
        first = ("tops {list}", "leads {list}", "heads {list}", "takes first place", "comes first")
        return phrase(s, slots, first, (), ("(beats|comes before|outranks) everything else[ on {list}]", "leads", "is top"))
    if rank <= SHOWN:
        made = ("makes", "made", "makes it onto", "made it onto", "gets onto", "is on", "has made", "has a place on")
        slots["makes"] = words(s, (), (), made)
        return phrase(s, slots, (), (), ("[{just}] {makes} {list}[ {in}]", "[{just}] makes it[ {in}]"))
    slots["misses"] = words(
        s,
        ("does not make", "misses"),
        (),
        ("did not make", "missed", "does not get onto", "is not on", "is not in", "stays off", "falls short of"),
    )
    return phrase(s, slots, ("{misses} {list}",), (), ("[{just}] {misses} {list}[[,] {in}][, {short}]",))


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
            "misses": _tops(s, SHOWN + e.candidates),
        }
        yield ("outside",), values


@kind(
    "excluded",
    "excluded",
    "it told off film",
    said=("{told}, so {off}", "{told}, so I leave it off your list"),
    warm=("{told}, so {off}",),
    terse=("{told}, so {off}",),
    heard=(
        "{told}",
        "{told}, (and so|which is why|and that is why|and that's why|hence) {off}",
        "(as|since|because) {told}, {off}",
        "{off} (because|since|as) {told}",
        "{it} is not on (the|your) list (because|since|as) {told}",
        "(so|that is why|that's why|which is why|and so) {off}",
        "(that|this|which) (keeps|takes|leaves) {it} off (the|your) list",
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
        "neutral": ("you have {already} {done} {it}", "you have [{already}] ({done}|rated) {it}[ {already}][[,] {so}]"),
        "seen": ("you have {already} {done} {it}", "you have [{already}] {done} {it}[ {already}]"),
        "rejected": ("you told me that {it} is not for you", "you [{already}] (turned {it} down|passed on {it})"),
    }.get(
        verdict,
        (
            "you have already told me that you {liked} {it}",
            "you [have] [already] told me [already] [that] you {liked} {it}",
            "you [have] [already] {liked} {it}[ already]",
            "you [have] already ({done}|rated) {it}",
        ),
    )
    film = {
        "neutral": ("you have [{already}] ({done}|rated)[ {already}][[,] {so}]",),
        "seen": ("you have [{already}] {done}[ {already}]",),
        "rejected": ("you [{already}] turned down", "you [{already}] passed on"),
    }.get(verdict, ("you [have] [already] told me [that] you {liked}", "you [have] [already] {liked}"))
    relative = phrase(s, values, (), (), tuple(f"(a film|one) [that] {f}" for f in film)) if s.reading else None
    yield (
        ("verdict",),
        {"it": s.target, "told": phrase(s, values, (said,), (), heard), "off": _off(s), "film": relative},
    )


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
            "(I do not|I don't|I won't|I will not|there is no need to) (recommend|suggest|list|offer|show) {it}[ again]",
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
