"""Why a pick stands where it stands: the reason, its receipts, or that no few items decide it."""

from __future__ import annotations

from collections.abc import Mapping

from recsys.explain import spell
from recsys.explain.claims import Facts, Key, kind
from recsys.explain.kinds.receipts import REACH, alone, leaves, picked, together, weak
from recsys.explain.kinds.wishes import led
from recsys.explain.patterns import Alt, Claimed, Lit, Node, Opt, Seq, lits
from recsys.explain.pick_speech import ALL, PickSpeech
from recsys.schema import Cited, Receipt

MOST_OF = 0.5
"""Share of all that speaks for a pick from which it comes "from your taste as a whole"."""


GONE = (
    *("drop off your list", "not be on your list at all"),
    *("not be in the running", "not be in the running at all", "not be among the candidates"),
)
"""Where a pick goes that is no candidate any more; the first two are written."""


@kind(
    "reason",
    "cited receipts rank",
    "it here picked degree you films ratings place set are",
    said=(
        "{it} is {here} [{degree}] because {you}",
        "{it} owes its place [{degree}] to {ratings}",
        "{you}, and that is [{degree}] why {it} is {here}",
    ),
    noted=("[{degree}] because {you}",),
    heard=(
        "{it} (was|is) {picked} [{degree}] because {you}",
        "because {you}, {it} is {here}",
        "{it} is {here} [{degree}] thanks to {films}",
        "it is [{degree}] because {you} that {it} is {here}",
        "the reason is that {you}",
        "{you}, which is [{degree}] why {it} is {here}",
        "{you}; that is [{degree}] why {it} is {here}",
        "{ratings} put {it} where it is",
        "I {picked} {it} [{degree}] because {you}",
        "{it} (is|comes|ranks) {place} [on (your|the) list] [{degree}] (because {you}|thanks to {films})",
        "{films} {are} [{degree}] why {it} (is|comes|ranks) ({place}[ on (your|the) list]|{here})",
        "{it} owes its place [{degree}] to {set}",
        "{it} (is|comes) {place} [on (your|the) list], and {set} put it there",
        "{set} put {it} where it is",
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
        out = leaves(receipt)
        here = ("here", "on your list") if out else ("this high on your list", "ranked this high")
        yield (
            key,
            {
                "it": s.target,
                "here": lits(*here, *(("on the list", "among your picks") if out and s.reading else ())),
                "picked": lits("picked", "recommended") if out else None,
                "degree": s.degree(sum(c.share for c in cited if c.value > 0)),
                "you": s.opinion(cited),
                "films": s.films(cited),
                "are": Lit("are" if len(cited) > 1 else "is"),
                "place": s.rank(receipt.rank_before) if s.reading else None,
                "set": _set(s) if key == ("all",) and not led(e) else None,
                # One of several may be a cause; the place is owed to all of them.
                "ratings": s.ratings(cited) if key == ("all",) and not led(e) else None,
            },
        )


def _set(s: PickSpeech) -> Node | None:
    """When read, the whole cited set with its number: "three films you liked: A, B and C"."""
    films = s.films(s.evidence.cited)
    if not s.reading or films is None:
        return None
    noun = s.plural if len(s.evidence.cited) > 1 else s.noun
    liked = all(c.verdict == "liked" for c in s.evidence.cited)
    numbers = spell.small(len(s.evidence.cited))
    counted = [f"{n} {noun}{tail}: " for n in numbers for tail in ("", *((" you liked",) if liked else ()))]
    return Seq((Opt(lits(*counted)), films))


@kind(
    "together",
    "cited receipts rank",
    "it those before after gone they lifted falls fall puts",
    said=(
        "without {those}, {it} would (fall|drop|slip) from {before} to {after}",
        "without {those}, {it} would be {after}, not {before}",
        "take {those} away and {it} (falls|drops) from {before} to {after}",
        "without {those}, {it} would {gone}",
        "take {those} away and {it} would {gone}",
        "together {they} {lifted} {it} from {after} to {before}",
    ),
    heard=(
        "{it} would (fall|drop|slip|go|sink|move) [down] from {before} to {after} without {those}",
        "without {those} {it} would (be|rank|fall to|drop to) {after}[, not {before}]",
        "without {those}, {it} would (rank|stand|be|come) {after} (instead of|rather than) {before}",
        "without {those}, {it} (falls|drops|slips|goes) [down] from {before} to {after}",
        "(remove|strike|leave out) {those} and {it} (falls|drops|would fall|would drop) from {before} to {after}",
        "if you had not (rated|liked) {those}, {it} would (rank|be) {after}, not {before}",
        "{it} would {gone} without {those}",
        "{it} would (fall|drop|slip|go|sink) [from {before}] to {after} if you had not rated {those}",
        "(remove|strike|leave out) {those} and {it} would {gone}",
        "(remove|strike|leave out|take out|drop) {those} [from your history] and {it} {falls}",
        "(take|leave) {those} (away|out) and {it} {falls}",
        "(striking|removing|leaving out|taking out|dropping) {those} {puts}",
        "(without {those}[,]|if you had not (liked|rated) {those},) {it} would {fall}",
    ),
)
def together_kind(s: PickSpeech) -> Facts:
    """The measured fall of the pick when the whole cited set is struck."""
    e = s.evidence
    receipt = together(e)
    if receipt is not None:
        yield ("all",), _fall(s, receipt, s.those(e.cited))


def _fall(s: PickSpeech, receipt: Receipt, those: Node | None) -> Mapping[str, Node | None]:
    after = receipt.rank_after
    plural = len(s.evidence.cited) > 1 and len(receipt.without) > 1
    return {
        "it": s.target,
        "those": those,
        "before": s.rank(receipt.rank_before),
        "after": None if after is None else s.rank(after),
        "gone": None if after is not None else lits(*(GONE if s.reading else GONE[:2])),
        "they": Claimed(ALL, Lit("they")),
        "lifted": lits("lift", "bring") if plural and s.them and after is not None else None,
        **_falls(s, receipt),
    }


def _falls(s: PickSpeech, receipt: Receipt) -> Mapping[str, Node | None]:
    """When read, what is said of a fall: "slips one place, to fourth" (falls, fall), "takes it from 1st to 4th"."""
    after = receipt.rank_after
    if not s.reading or after is None or not receipt.fell:
        return {}
    lost = after - receipt.rank_before
    noun = "place" if lost == 1 else "places"
    places = lits(*(f"{n} {noun}" for n in (*spell.small(lost), *(("a single",) if lost == 1 else ()))))
    old, new = s.rank(receipt.rank_before), s.rank(after)
    moved = Seq((Lit("from "), old, Lit(" to "), new))
    onward = Opt(Seq((Lit(", "), Alt((moved, Seq((Lit("to "), new)))))))
    how = Alt((moved, Seq((Lit("to "), new)), Seq((Opt(Lit("by ")), places, onward))))
    instead = Opt(Seq((lits(" instead of ", " rather than ", ", not "), old)))
    left = Seq((lits("be ", "only be ", "be only ", "come ", "only come ", "rank "), new, instead))
    return {
        "falls": Alt((Seq((lits("falls ", "drops ", "slips "), how)), Seq((Lit("loses "), places)))),
        "fall": Alt((Seq((lits("fall ", "drop ", "slip "), how)), Seq((Lit("lose "), places)), left)),
        "puts": Seq((lits("takes ", "would take ", "moves "), s.target, Lit(" "), moved)),
    }


@kind(
    "lift",
    "cited receipts rank",
    "it you before after lifts brings",
    said=("{you}, which {lifts} {it} from {after} to {before}", "{you}, which {brings}"),
)
def lift(s: PickSpeech) -> Facts:
    """The same as a contribution: for a pick that the request chose, or that hardly moves."""
    e = s.evidence
    receipt = together(e)
    if receipt is None or not picked(e):
        return
    after, small = receipt.rank_after, weak(receipt)
    verbs = ("nudges", "moves") if small else ("lifts", "brings")
    onto = Seq((Lit("brings "), s.target, Lit(" onto your list")))
    yield (
        ("all",),
        {
            "it": s.target,
            "you": s.opinion(e.cited),
            "before": s.rank(receipt.rank_before),
            "after": None if after is None else s.rank(after),
            "lifts": lits(*verbs, *(("moves", "lifts", "brings") if s.reading else ())),
            "brings": onto if after is None and leaves(receipt) else None,
        },
    )


@kind(
    "alone",
    "cited receipts rank",
    "it film after before gone stays rises none those falls fall puts each still unmoved",
    said=(
        "without {film} alone, {it} would (fall|drop|slip) to {after}",
        "without {film} alone, {it} would {gone}",
        "without {film} alone, {it} would {stays}",
        "without {film} alone, {it} would rise to {rises}",
        "{none} would bring {it} down alone",
        "{none} decides it alone",
    ),
    heard=(
        "without [just] {film}, {it} would [still] (be|fall to|drop to|rank) {after}",
        "without [just] {film}, {it} would still {stays}",
        "{film} alone (lifts|brings) {it} from {after} to {before}",
        "(remove|strike|leave out|take out|drop) {film} [(alone|on its own)] and {it} {falls}",
        "(take|leave) {film} (away|out) and {it} {falls}",
        "(striking|removing|leaving out|taking out|dropping) {film} [(alone|on its own)] {puts}",
        "(without {film}[,]|if you had not (liked|rated) {film},) {it} would {fall}",
        "{unmoved} moves {it}[ (alone|on its own)]",
        "(striking|removing|leaving out|dropping) any one of {each} {puts}",
        "on their own, {still} do not move {it}",
    ),
)
def alone_kind(s: PickSpeech) -> Facts:
    """What striking a single cited item does; or that no single one of several makes the pick fall."""
    e = s.evidence
    if len(e.cited) < 2 or e.rank is None:
        return
    receipts = [(c, alone(e, c)) for c in e.cited]
    for c, receipt in receipts:
        film = s.film(c)
        if receipt is None or film is None:
            continue
        after, before = receipt.rank_after, receipt.rank_before
        values: dict[str, Node | None] = {"it": s.target, "film": film, "before": s.rank(before)}
        values |= _falls(s, receipt)
        if after is None:
            values["gone"] = lits(*(GONE if s.reading else GONE[:2]))
        elif after > before:
            values["after"] = s.rank(after)
        elif after == before:
            values["stays"] = Seq((lits("stay ", "remain "), s.rank(before)))
        else:
            values["rises"] = s.rank(after)
        yield (c.item.id,), values
    measured = [r for _, r in receipts if r is not None]
    if len(measured) < len(receipts):
        return
    if s.them and not any(r.fell for r in measured):
        none = ("neither of them",) if len(e.cited) == 2 else ("none of them", "no single one of them")
        yield ("none",), {"it": s.target, "none": Claimed(ALL, lits(*none))}
    if s.reading and all(r.rank_after == r.rank_before for r in measured):
        none = ("neither of them", "neither") if len(e.cited) == 2 else ("none of them", "no single one of them")
        some = lits(*none, f"none of the {spell.small(len(e.cited))[0]}") if s.them else None
        yield ("still",), {"it": s.target, "unmoved": some, "still": s.films(e.cited)}
    if s.reading and len({r.rank_after for r in measured}) == 1 and measured[0].fell:
        them = lits("them", f"the {spell.small(len(e.cited))[0]}")
        after = measured[0].rank_after
        puts = None if after is None else Seq((lits("would put ", "puts "), s.target, Lit(" "), s.rank(after)))
        yield ("each",), {"each": them if s.them else None, "puts": puts}


@kind(
    "absence",
    "receipts cited likes rank",
    "place plural five none",
    said=(
        "no {five} of your {plural} decide {place}",
        "no small group of your {plural} decides {place}",
        "{none} decides {place}",
    ),
    heard=("no (handful|few) of [the] {plural} you liked (decides|explains) {place}",),
)
def absence(s: PickSpeech) -> Facts:
    """The search for a receipt found no set of up to five items whose loss moves the pick."""
    e = s.evidence
    if not picked(e) or e.receipts or e.cited or e.likes < 1:
        return
    many = e.likes > REACH
    its = (Lit("its place"),) if s.it and (s.reading or not s.first) else ()
    yield (
        ("none",),
        {
            "place": Alt((Seq((Lit("where "), s.target, Lit(" stands"))), *its)),
            "plural": Lit(s.plural) if many else None,
            "five": Lit(spell.SMALL[REACH]) if many else None,
            "none": None if many else Lit(f"none of your {s.plural}" if e.likes > 1 else f"no {s.noun} of yours"),
        },
    )


@kind(
    "whole",
    "parts cited receipts",
    "it degree plural",
    said=(
        "{it} comes from your taste as a whole",
        "{it} comes from all your {plural} together, not from a few",
    ),
    noted=("fits your taste as a whole",),
)
def whole(s: PickSpeech) -> Facts:
    """Most of the score is history, yet no small set of it moves the pick by more than a little."""
    e = s.evidence
    receipt = together(e)
    if not picked(e) or ((e.receipts or e.cited) and (receipt is None or not weak(receipt))):
        return
    positive = sum(p.value for p in e.parts if p.value > 0)
    history = sum(p.value for p in e.parts if p.value > 0 and p.kind == "history")
    if history > MOST_OF * positive and len([p for p in e.parts if p.kind == "history"]) > REACH:
        yield ("history",), {"it": s.target, "plural": Lit(s.plural)}
