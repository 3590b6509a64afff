"""What was measured by striking items: together, alone, any one of them; and that no few items decide a place."""

from __future__ import annotations

from collections.abc import Sequence

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.kinds.conditions import condition, counted, gap, meant, struck, subject
from recsys.explain.kinds.falls import FAR, again, consequence, instead
from recsys.explain.kinds.phrases import any_of, phrase
from recsys.explain.kinds.receipts import alone, leaves, picked, together, weak
from recsys.explain.patterns import Lit, Node, Opt, Seq, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.schema import Cited, Receipt

FALL = (
    "{it} would {would} {without}",
    "{it} would {would}[,] {without}",
    "{it} would {would} {without}{instead}",
    "{it} {does}[,] {without}",
    "{without}[(,|:)] {it}( would| will|'d) [(still|only|then|already|just|even)] {would}",
    "{without}[(,|:)] {it} {does}",
    "{without}[(,|:)] {it} would{wouldnt}",
    "{it} would{wouldnt} {without}",
    "{without}[(,|:)] you would not (see|find|have) {it} {seen}",
    "you would not (see|find|have) {it} {seen} {without}",
    "{gap}{lifting}",
    "{without}[,] you( would|'d| will|'ll) [(only|have to|need to)] (find|see|have|get|look for) {it} {found}",
    "you( would|'d) [(only|have to)] (find|see|have|get|look for) {it} {found} {without}",
    "{without}[(,|:|;)] {short}",
    "{take}(, and| and|,) {it} {does}",
    "{take}(, and| and|,) {it}( would| will|'d) [(still|only|then|already|just|even)] {would}",
    "{losing} (would|will|can) [(only|already|just)] {sent}",
    "{losing} [(alone|already)] {sends}",
    "{losing}, {it} would {would}",
    "{it} would otherwise {would}",
    "{lifted}",
    "{before}[ place] with {those}, [only ]{after}[ place] without[ {those}]",
    "[only ]{after}[ place] without {those}, {before}[ place] with[ {those}]",
    "with {those}[,] {it} (is|comes) {at_before}(, without|; without)[ {those}][,] [it would be ]{at_after}",
    "{it} (is|comes|ranks) {higher} than [(it would|it would be|it would have been)] {without}",
    "{it} (is|comes|ranks|takes) {at_before}, {higher} than [(it would|it would be)] {without}",
    "[{it} (is|comes|ranks) ]{at_before}(, where| where|, when| when) it would otherwise {would}",
    "with {those}[,] {before}[ place](, |; |, and )[only ]without[ {those}][,] {after}[ place]",
    "{before}[ place] would (become|turn into|be) {after}[ place] {without}",
    "{before}[ place] with {those}, {after}[ place] with (neither|none)[ of them]",
    "{at_before}[ place], {far} from [the] {after}[ place] [(it would have|it would be in|it would have had)] "
    "otherwise",
    "[{it} (is|comes|takes) ]{at_before}, {far} from the {after}[ place] it would (have|be in|take) "
    "(otherwise|{without})",
    "{worth}",
)
"""Ways to tell of a measured fall that are understood of any set."""


def fall(s: PickSpeech, receipt: Receipt, cited: Sequence[Cited], single: bool = False) -> dict[str, Node | None]:
    """The slots of a measured fall: its condition, its consequence, and both as a contribution."""
    what = consequence(s, receipt)
    many = len(cited) > 1
    those = s.film(cited[0]) if single and not s.reading else struck(s, cited)
    values = {
        "it": again(s),
        **condition(s, cited, those, single),
        **{k: v for k, v in what.items() if k not in ("lift", "lifts")},
        "they": meant(s, cited, "they") if many else None,
        "lift": what.get("lift") if many else None,
    }
    who, lifts = subject(s, cited), what.get("lift" if many else "lifts")
    if s.reading:  # "your five stars for A lift it"
        lifts = any_of(what.get("lifts"), what.get("lift"))
    often = (
        Opt(lits("even ", "also ", "alone ", "together ", "still ", "almost alone ", "both ")) if s.reading else Lit("")
    )
    values["lifted"] = None if who is None or lifts is None else Seq((who, Lit(" "), often, lifts))
    if s.reading and what.get("worth") is not None:
        worth = what["worth"]
        values["worth"] = any_of(meant(s, cited, ""), None) and Seq((meant(s, cited, "") or Lit(""), worth or Lit("")))
        values["far"] = (
            lits("up", "a long way up", "far up")
            if (receipt.rank_after or 0) - receipt.rank_before >= FAR
            else Lit("up")
        )
    if s.reading and receipt.fell:
        values["instead"] = instead(s, receipt.rank_before)
        values["gap"] = gap(s, cited)
        values["seen"] = lits("here", "here at all", "on your list", "on the list") if leaves(receipt) else None
    lost = 0 if receipt.rank_after is None else receipt.rank_after - receipt.rank_before
    if s.reading and lost > 0:
        values["higher"] = lits(*(f"{n} {'place' if lost == 1 else 'places'} higher" for n in spell.small(lost)))
    return values


SLOTS = (
    "it those without take losing otherwise would sinks does short found sent sends before after at_before at_after "
    "they lift "
    "lifted higher worth far instead wouldnt seen gap lifting "
)


@kind(
    "together",
    "cited receipts rank",
    SLOTS + "slight",
    said=(
        "{without}, {it} would {would}",
        "{take} and {it} {does}",
        "{take} and {it} would {would}",
        "together {they} {lift}",
    ),
    free=(
        "{it} would {sinks} {without}",
        "{without}, you would find {it} {found}",
        "{losing} would {sent}",
        "{lifted}",
    ),
    warm=(
        "{without}, you would find {it} {found}",
        "{take} and {it} would {would}",
        "{without}, {it} would only be {after}",
    ),
    terse=("{without}: {short}",),
    heard=(
        *FALL,
        "{without}, {short}",
        "together[,] {they} {lift}",
        "(the|its|their) effect is {slight}",
        "{without}(,|:) [only ]{after}",
    ),
)
def together_kind(s: PickSpeech) -> Facts:
    """The measured fall of the pick when the whole cited set is struck."""
    receipt = together(s.evidence)
    if receipt is not None:
        slight = lits("small", "slight", "a small one", "minor") if s.reading and weak(receipt) else None
        yield ("all",), {**fall(s, receipt, s.evidence.cited), "slight": slight}


@kind(
    "lift",
    "cited receipts rank",
    "it you before after lifts brings raised lifted",
    said=("{you}, which {lifts} {it} from {after} to {before}", "{you}, which {brings}"),
    free=("{you}, and that {lifts} {it} from {after} to {before}", "{you}, and that {brings}"),
    heard=("{you}[,] (which|and that|and this|and it) {raised}", "(as|since|because) {you}, {lifted}"),
)
def lift(s: PickSpeech) -> Facts:
    """The same as a contribution: for a pick that the request chose, or that hardly moves."""
    e = s.evidence
    receipt = together(e)
    if receipt is None or not picked(e):
        return
    after, small = receipt.rank_after, weak(receipt)
    verbs_ = ("nudges", "moves") if small else ("lifts", "brings")
    what = consequence(s, receipt) if s.reading else {}
    onto = Seq((Lit("brings "), again(s), Lit(" onto your list")))
    yield (
        ("all",),
        {
            "it": again(s),
            "you": s.opinion(e.cited),
            "before": s.rank(receipt.rank_before),
            "after": None if after is None else s.rank(after),
            "lifts": lits(*verbs_, *(("moves", "lifts", "brings") if s.reading else ())),
            "brings": onto if after is None and leaves(receipt) else None,
            **(
                {"raised": any_of(what.get("lift"), what.get("lifts")), "lifted": fall(s, receipt, e.cited)["lifted"]}
                if s.reading
                else {}
            ),
        },
    )


@kind(
    "alone",
    "cited receipts rank",
    SLOTS + "none decides unmoved own still all",
    said=(
        "{without}, {it} would {would}",
        "{none} would bring {it} down alone",
        "{none} decides it alone",
    ),
    free=("{losing} would {sent}", "{none} makes the difference alone", "{none} would push {it} down by itself"),
    terse=("{without}: {short}",),
    heard=(
        *FALL,
        "{without}, {short}",
        "{without}(,|:) [only ]{after}",
        "{none} {decides}",
        "(alone|on its own|by itself)[,] {none} {decides}",
        "{still} (could|can) (go|be missing|be left out|be taken away)",
        "{unmoved} (could|can) (go|be missing|be left out|be taken away) (without any change|without a "
        "change|without loss)",
        "on their own, {own} do not move {it}",
        "{own} do not move {it} on their own",
        "it takes {all}[ together]",
        "only together do {they} {lift}",
        "{those} (missing|gone|alone) would [(only|already)] {sent}",
    ),
)
def alone_kind(s: PickSpeech) -> Facts:
    """What striking a single cited item does; or that no single one of several makes the pick fall."""
    e = s.evidence
    if len(e.cited) < 2 or e.rank is None:
        return
    receipts = [(c, alone(e, c)) for c in e.cited]
    for c, receipt in receipts:
        if receipt is not None and s.film(c) is not None:
            yield (c.item.id,), fall(s, receipt, (c,), single=True)
    measured = [r for _, r in receipts if r is not None]
    if len(measured) < len(receipts):
        return
    if not any(r.fell for r in measured):
        yield ("none",), _none(s)
    if not s.reading:
        return
    if all(r.rank_after == r.rank_before for r in measured):
        yield ("still",), _each(s, measured[0], e.cited, _any(s, e.cited))
    elif len({r.rank_after for r in measured}) == 1 and measured[0].fell:
        yield ("each",), _each(s, measured[0], e.cited, _any(s, e.cited))
    for after in dict.fromkeys(r.rank_after for r in measured if r.fell):
        same = tuple(c for c, r in receipts if r is not None and r.rank_after == after)
        if len(same) > 1:
            yield ("each", *(c.item.id for c in same)), _worth(s, measured[0], same, after)


def _none(s: PickSpeech) -> dict[str, Node | None]:
    """No single one brings it down."""
    e = s.evidence
    two = len(e.cited) == 2
    number = spell.small(len(e.cited))[0]
    none = ["neither of them"] if two else ["none of them", "no single one of them"]
    if s.reading:
        none += (
            ["neither", "neither one", f"neither {s.noun}", "neither alone", "neither one alone"]
            if two
            else [f"none of the {number}", "no one of them"]
        )
        none += [
            "no single one",
            f"no single {s.noun} of them",
            f"none of these {s.plural}",
            "none of these",
            "not one of them",
        ]
    both = ("both", "both of them", "the two") if two else (f"all {number}", f"all {number} of them")
    values = {"it": again(s), "lead": lits("the lead", "first place", "the top spot") if e.rank == 1 else None}
    receipt = together(e)
    return {
        "it": again(s),
        "none": meant(s, e.cited, *none),
        "decides": phrase(s, values, (), (), DECIDES),
        "all": counted(s, e.cited, *both) if s.reading and receipt else None,
        "still": _any(s, e.cited),
        "they": meant(s, e.cited, "they", "the two" if two else f"the {number}") if s.reading else None,
        "lift": consequence(s, receipt).get("lift") if receipt else None,
    }


DECIDES = (
    "(is|would be) (decisive|enough|enough [(alone|on its own|by itself)])",
    "(decides|settles|determines) (it|its place|that|where it stands)[ (alone|on its own|by itself)]",
    "[alone ](makes|would make) (the|a|any) difference[ (alone|on its own|by itself)]",
    "[alone ](moves|would move|brings|would bring|pushes|would push|drops|would drop) {it} down[ (alone|on its "
    "own|by itself)]",
    "(would cost|costs) {it} (a place|its place|even a place|a single place|{lead})[ (alone|on its own|by itself)]",
    "(tips|would tip) the balance[ (alone|on its own|by itself)]",
    "does (it|that)[ (alone|on its own|by itself)]",
)
"""What a single item does not do when none of them by itself makes the pick fall."""


def _any(s: PickSpeech, cited: Sequence[Cited]) -> Node | None:
    """Any one of several that were just named."""
    number = spell.small(len(cited))[0]
    one = [
        "any one of them",
        "any of them",
        "just one of them",
        "one of them",
        "any single one",
        "any one",
        "each",
        "each one",
    ]
    one += ["each of them", f"any one of the {number}", f"each of the {number}"]
    one += ["either", "either one", "either of them", "either of the two", "either alone"] if len(cited) == 2 else []
    return counted(s, cited, *one)


def _each(s: PickSpeech, receipt: Receipt, cited: Sequence[Cited], those: Node | None) -> dict[str, Node | None]:
    """What striking any one of them does, where it is the same for all."""
    what = consequence(s, receipt)
    lifts = what.pop("lifts", None)
    what.pop("lift", None)
    values = {"it": again(s), **condition(s, cited, those), **what, "otherwise": None}
    if not receipt.fell:
        values |= {"unmoved": those, "own": any_of(s.films(cited), meant(s, cited, "they"))}
    values["lifted"] = None if those is None or lifts is None else Seq((those, Lit(" "), lifts))
    return values


def _worth(s: PickSpeech, receipt: Receipt, cited: Sequence[Cited], after: int | None) -> dict[str, Node | None]:
    """The same of some of several by name: "A and B are each worth one place", never without "each" or the like."""
    what, films = consequence(s, Receipt((), receipt.rank_before, after)), s.films(cited)
    if films is None:
        return {}
    values = {"films": films, "lift": what.get("lift"), "worth": what.get("worth")}
    return {"lifted": phrase(s, values, (), (), EACH)}


ALONE = "(alone|on their own|on its own|by themselves|by itself)"
EACH = (
    f"{{films}} (each|each alone|each by itself) {{lift}}[ [even] {ALONE}]",
    "{films} {lift}( each| alone each| each alone| [even] (on their own|by themselves))",
    f"{{films}} are each {{worth}}[ [even] {ALONE}]",
)
