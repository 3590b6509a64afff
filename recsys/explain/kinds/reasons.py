"""Why a pick stands where it stands: the films that put it there, how much each speaks for it, and which most."""

from __future__ import annotations

from collections.abc import Sequence

from recsys.explain import spell
from recsys.explain.claims import Facts, Key, kind
from recsys.explain.kinds.conditions import gap, meant, rest, struck, subject
from recsys.explain.kinds.falls import again, instead
from recsys.explain.kinds.phrases import any_of, phrase
from recsys.explain.kinds.receipts import alone, leaves, picked, together, weak
from recsys.explain.kinds.standings import stands
from recsys.explain.kinds.wishes import led
from recsys.explain.patterns import Claimed, Node, lits
from recsys.explain.pick_speech import LARGELY, MOSTLY, PickSpeech
from recsys.schema import Cited, Receipt

PUT = (
    *(
        "put",
        "bring",
        "lift",
        "keep",
        "hold",
        "carry",
        "get",
        "take",
        "move",
        "place",
        "have put",
        "have brought",
        "have lifted",
    ),
    *(
        "puts",
        "brings",
        "lifts",
        "keeps",
        "holds",
        "carries",
        "gets",
        "takes",
        "moves",
        "places",
        "has put",
        "has brought",
    ),
    *("help keep", "helps keep", "help to keep", "helps to keep", "help put", "helps put"),
)
BECAUSE = (
    "(because of|thanks to|on the strength of|owing to|due to|down to|through|on account of|as a result of|"
    "on the back of)"
)


@kind(
    "reason",
    "cited receipts rank",
    "it here picked degree you films ratings place stands result where placed at because that who whom puts "
    "bring role "
    "reasons the_reason all owed so counted instead gap decider small noun nouns other left",
    said=(
        "{it} is {here} [{degree}] because {you}",
        "{it} owes its place [{degree}] to {ratings}",
        "{you}, and that is [{degree}] why {it} is {here}",
    ),
    free=(
        "{it} is {here} [{degree}] thanks to {films}",
        "{it} is {place} on your list [{degree}] because {you}",
        "{you}, so {it} is {place} on your list",
        "because {you}, {it} is {here}",
        "{you}, which is [{degree}] why {it} is {here}",
        "the reason {it} is {here} is that {you}",
        "{it} is {here} [{degree}] because of {ratings}",
    ),
    warm=(
        "{you}, so {it} is {here}",
        "since {you}, {it} is {here}",
        "{you}, and that is [{degree}] why you see {it} here",
        "{it} is {here} [{degree}] because {you}",
    ),
    terse=("{it} is {here} thanks to {films}", "{here} because {you}"),
    noted=("[{degree}] because {you}",),
    heard=(
        "{it}: {place}, because {you}",
        "[{degree}] {result}[{instead}][,] [{degree}] {because}",
        "(because|since|as) {you}, {result}",
        "{because}[,] {result}",
        "[{degree}] {that}( is|'s) [{degree}] {because}",
        "[{degree}] (it is|it's) [{degree}] {because} that {result}",
        "[{degree}] (it is|it's) [{degree}] {who} (that|which) [{degree}] {puts} {it} {where}",
        "[{degree}] (it is|it's) [{degree}] {who} (that|which) {bring} you {it}[, {where}]",
        "{you}(, and so|, so|; so|, and therefore) {result}",
        "{you}, which( is|'s) [{degree}] {role} {result}",
        "{you}, and {that}( is|'s) [{degree}] {role} {result}",
        "{so} {result}",
        "{that}( is|'s) [{degree}] {role} {result}[{instead}]",
        "{that}( is|'s) [{degree}] what [{degree}] {bring} you {it}",
        "{that}( is|'s) [{degree}] what [{degree}] {puts} {it} {where}",
        "{who} (is|are|was|were) [{degree}] {role} {result}[{instead}]",
        "{who} (is|are) [{degree}] {reasons} (for|behind) ({it}|its place|its {placed}|this|this pick|this "
        "suggestion|that)",
        "{reasons} [(why|that)] {result} (is|are) (that {you}|{who})",
        "{the_reason} (is|are|:) (that {you}|{who})",
        "{who} [{degree}] {puts} {it} {where}[ (together|as well|too)]",
        "{gap}(is|are) [{degree}] {role} {result}[{instead}]",
        "{gap}(is|are) [{degree}] {reasons} (for|behind) ({it}|its place|its {placed}|this|this pick|this "
        "suggestion|that)",
        "{gap}{puts} {it} {where}[ (together|as well|too)]",
        "{decider} (decides|decide|settles|settle) (it|its place|that|this)",
        "{who} [{degree}] {bring} you {it}[(, | ){where}]",
        "{who} (gets|gives|get|give|earns|earn|wins|win|secures|secure) {it} (its place|its {placed}|a place "
        "on (the|your) list|{placed})",
        "{all} (is|are|stand|stands|lies|lie) [{degree}] behind ({it}|its place|its {placed}|that|this|this "
        "pick|that place)",
        "[there] (is|are|stand) {all} behind ({it}|its place|its {placed}|that|this)",
        "{counted} (is|are|stand|stands|lie|lies) [{degree}] behind ({it}|its place|its {placed}|that|this)(: "
        "|, ){films}",
        "[there] (is|are|stand) {counted} behind ({it}|its place|its {placed}|that|this)(: |, ){films}",
        "{counted} [{degree}] {puts} {it} {where}(: |, ){films}",
        "{result}[,] [{degree}] because of {counted}(: |, ){films}",
        "what [{degree}] {puts} {it} {where} is {all}",
        "{who} (is|are) [{degree}] what [{degree}] {puts} {it} {where}",
        "{it} (owes|owed) (its|this|the|that) (place|{placed}|spot|rank) [(on (your|the) list|here)] "
        "[{degree}] to {owed}",
        "{it} (owes|owed) (its|this|the|that) (place|{placed}|spot|rank) [(on (your|the) list|here)] "
        "(partly|in part) to {whom}",
        "{it} (rests|leans|depends|hangs|relies|builds|draws) [{degree}] on {owed}",
        "{left} (is|are|stand|stands|lie|lies) behind ({it}|its place|its {placed}|that|this)",
        "{small} {it} (owes|owed) (its|this|the) (place|{placed}|spot) [(on (your|the) list|here)] to {whom}",
        "{that} [{degree}] {because}",
        "it takes {whom} to (keep|put|bring|hold|get) {it} {where}",
        "one of the (films|reasons) behind (it|that|this|its place|its {placed}) is {whom}",
        "the {noun} (of yours|you liked|from your history) behind (it|that|this|its place|its {placed}) is {owed}",
        "the {nouns} [(of yours|you liked|from your history)] behind (it|that|this|its place|its {placed}) are {owed}",
        "the other [(one|reason)] is {other}",
        "{it}: [{place}, ][{degree} ]because of {counted}[(: |, ){films}]",
        "{it} has {owed} to thank for (its|that) (place|{placed})",
        "{it} {stands}(, and|;|:|, as) {who} [{degree}] {puts} it there",
        "{it}: [{place}, ][{degree} ]{because}",
        "{place}(, |: | )[{degree} ]{because}",
        "[its] {placed} [on your list] (comes|is|goes back) [{degree}] ({because}|from {owed}|to {owed})",
    ),
)
def reason(s: PickSpeech) -> Facts:
    """Striking exactly these items moves the pick down: the whole cited set, or one item whose own receipt fell."""
    e = s.evidence
    whole = together(e)
    sets: list[tuple[Key, tuple[Cited, ...], Receipt]] = []
    if whole is not None:
        sets.append((("all",), e.cited, whole))
    if s.reading and len(e.cited) > 1:
        for c in e.cited:
            receipt = alone(e, c)
            if receipt is not None and receipt.fell:
                sets.append(((c.item.id,), (c,), receipt))
    if not picked(e):
        return
    for key, cited, receipt in sets:
        share = sum(c.share for c in cited if c.value > 0)
        # One of several may be a cause; the place is owed to all of them.
        owed = s.ratings(cited) if key == ("all",) and not led(e) else None
        values = {
            "it": again(s),
            "degree": s.degree(share),
            "you": s.opinion(cited),
            "films": s.films(cited),
            "ratings": owed,
            **stands(s, leaves(receipt)),
        }
        if s.reading:
            values |= _caused(s, cited, share, key == ("all",))
            after = receipt.rank_after
            values["instead"] = None if after is None else instead(s, after)
            values["decider"] = values["who"] if key == ("all",) and not weak(receipt) else None
        yield key, values


def _caused(s: PickSpeech, cited: Sequence[Cited], share: float, whole: bool) -> dict[str, Node | None]:
    """What is read of a cause; `whole`: nothing else of the history had to be struck with it."""
    who, whom, you = subject(s, cited), struck(s, cited), s.opinion(cited)
    values = {"you": you, "whom": whom}
    main = share > MOSTLY or (
        len(cited) == 1 and cited[0].value >= max((p.value for p in s.evidence.parts), default=0.0)
    )
    many = "s" if len(cited) > 1 else ""
    reasons = ["a reason", "one reason", "another reason", "part of the reason", "one of the reasons", "also a reason"]
    reasons += ["reasons", "two reasons", "the two reasons"] if len(cited) == 2 else ["reasons"] if many else []
    reasons += [f"the reason{many}"] if whole else []
    reasons += (
        ["a good part of the reason", "a large part of the reason", "a big part of the reason"]
        if share > LARGELY
        else []
    )
    reasons += ["most of the reason", "the better part of the reason"] if share > MOSTLY else []
    reasons += ["a small part of the reason", "a smaller part of the reason"] if share <= SMALL else []
    strong = ("main", "chief", "biggest", "strongest", "most important")
    ends = dict.fromkeys((many, ""))
    reasons += [f"{the} {w} reason{end}" for the in ("the", "its") for w in strong for end in ends] if main else []
    why = ["why", *(f"{p} of why" for p in ("part", *(("a good part",) if share > LARGELY else ())))]
    why += [r + tail for r in reasons for tail in ("", " why", " that")]
    bare = led(s.evidence)
    return {
        "who": who,
        "whom": whom,
        "all": who if whole else None,
        "owed": whom if whole and not bare else None,
        "because": phrase(s, values, (), (), ("because {you}", f"{BECAUSE} {{whom}}")),
        "that": meant(s, cited, "that", "this", "it", "which", "these", "they", "those"),
        "gap": gap(s, cited),
        "small": lits("partly", "in part", *(("in a small way", "in a small part") if share <= SMALL else ())),
        "noun": lits(*s.nouns) if not many else None,
        "nouns": lits(*s.plurals) if many else None,
        "other": any_of(*(_other(s, c) for c in cited)) if len(s.evidence.cited) == 2 else None,
        "left": rest(s) if whole else None,
        "so": meant(s, cited, "so", "therefore", "and so", "hence"),
        "puts": lits(*(f"{pre}{verb}" for pre in ("", "together ", "both ", "all ") for verb in PUT)),
        "bring": lits(
            "bring", "brings", "get", "gets", "give", "gives", "lead to", "leads to", "have brought", "has brought"
        ),
        "role": lits(*why),
        "reasons": lits(*reasons),
        "the_reason": lits(
            *(f"{the} {w}reason{many}" for the in ("the", "its") for w in ("", *(f"{x} " for x in strong if main)))
        )
        if whole
        else lits("one reason", "a reason", "part of the reason"),
        "counted": lits(*things(s, cited)),
        "degree": any_of(s.degree(share), Claimed("share", lits(*adverbs(share)))),
    }


def things(s: PickSpeech, cited: Sequence[Cited]) -> list[str]:
    """The items by their number: "two films you liked", "two of your five-star films", "two dramas"."""
    many, e = len(cited) > 1, s.evidence
    number = spell.small(len(cited))
    stars = {c.stars for c in cited}
    done = (
        [f"you {verb}" for verb in ("liked", "enjoyed", "also liked")]
        if all(c.verdict == "liked" for c in cited)
        else []
    )
    done += ["you loved", "you gave top marks"] if stars == {e.scale.maximum} else []
    done += (
        [f"you gave {a}" for v in stars if v is not None for a in spell.given(v, e.lexicon, e.scale)]
        if len(stars) == 1
        else []
    )
    tails = ("", " of yours", " you rated", " you have rated", " from your ratings", *(f" {d}" for d in done))
    kinds = [g for g in cited[0].item.genres if all(g in c.item.genres for c in cited)]
    nouns = [*(s.plurals if many else s.nouns)]
    nouns += [w for g in kinds for w in (spell.genre_plurals(g) if many else spell.genre_nouns(g))]
    nouns += [f"{w} {n}" for g in kinds for w in spell.genre_adjectives(g) for n in (s.plurals if many else s.nouns)]
    found = [f"{n} {noun}{tail}" for n in number for noun in nouns for tail in tails]
    if many:
        rated = (
            [
                f"{spell.amount(v)[1] if len(spell.amount(v)) > 1 else v}-{e.lexicon.unit} "
                for v in stars
                if v is not None
            ]
            if len(stars) == 1
            else []
        )
        found += [
            f"{n} of your {r}{p}"
            for n in number
            for p in (*s.plurals, *(("likes",) if done else ()))
            for r in ("", "own ", *rated)
        ]
    return found


def _other(s: PickSpeech, cited: Cited) -> Node | None:
    """One of two where the other was named last."""
    named = s.films((cited,))
    ids = {c.item.id for c in s.evidence.cited if c is not cited}
    return None if named is None else s.when(named, lambda state: set(state.focus) == ids)


def adverbs(share: float) -> list[str]:
    """More adverbs of degree that are read."""
    found = ["partly", "in part", "also", "among other things"]
    found += ["above all", "primarily", "first of all", "in large part", "most of all"] if share > MOSTLY else []
    found += ["in good part", "in no small part"] if share > LARGELY else []
    found += (
        ["in a small way", "in a small part", "to a small extent", "in small part", "to a lesser extent"]
        if share <= SMALL
        else []
    )
    return found


SMALL = 0.3
"""Share up to which something is "a small part" of what speaks for the pick."""
