"""Striking items of the history, in words: the condition ("without A", "take A away") and what follows from it.

The two are independent, so each kind of receipt combines every condition with every consequence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from recsys.explain import spell
from recsys.explain.discourse import Lazy
from recsys.explain.kinds import places
from recsys.explain.kinds.phrases import any_of, phrase, words
from recsys.explain.kinds.receipts import leaves
from recsys.explain.patterns import Alt, Lit, Node, Seq, lits
from recsys.explain.pick_speech import SHOWN, PickSpeech
from recsys.schema import Receipt

Values = Mapping[str, Node | None]

FAR = 20
"""Places from which a fall goes "way down"."""

BASE = {
    "FALL": "(fall|drop|slip)",
    "MOVE": "(fall|drop|slip|sink|slide|tumble|go|move)",
    "ISBE": "be",
    "BE": "(be|come|rank|stand|end up|come in|land|finish|be found)",
    "TAKE": "(take|have|get|hold|be given)",
    "LOSE": "(lose|drop|fall|slip|slide|move down|go down|be)",
    "LOSES": "lose",
    "MISS": "(miss|leave|drop off|fall off|slip off|not make|not reach|be off|not be on)",
    "STAY": "(stay|remain|still be|still come|still rank|still stand)",
    "KEEP": "(keep|hold|hold on to)",
    "RISE": "(rise|move up|climb|go up)",
    "NOT": "not",
    "PUSH": "(drop|move)",
    "SEND": "(drop|move|put|send|push|bring|take|set)",
    "PUT": "(put|leave)",
    "COST": "cost",
    "CHANGE": "(change nothing|make no difference|not change anything|not change its place|not move {it})",
}
PRESENT = {
    "FALL": "(falls|drops|slips)",
    "MOVE": "(falls|drops|slips|sinks|slides|tumbles|goes|moves)",
    "ISBE": "is",
    "BE": "(is|comes|ranks|stands|ends up|comes in|lands|finishes)",
    "TAKE": "(takes|has|gets|holds)",
    "LOSE": "(loses|drops|falls|slips|slides|moves down|goes down|is)",
    "LOSES": "loses",
    "MISS": "(misses|leaves|drops off|falls off|slips off|does not make|does not reach|is off|is not on)",
    "STAY": "(stays|remains|is still|still comes|still ranks|still stands)",
    "KEEP": "(keeps|holds|holds on to)",
    "RISE": "(rises|moves up|climbs|goes up)",
    "NOT": "does not",
    "PUSH": "(drops|moves)",
    "SEND": "(drops|moves|puts|sends|pushes|brings|takes|sets)",
    "PUT": "(puts|leaves)",
    "COST": "costs",
    "CHANGE": "(changes nothing|makes no difference|does not (change anything|change its place|move {it}))",
}
"""The verbs of consequences, after "would" and by themselves."""


def verbs(templates: Sequence[str], forms: Mapping[str, str]) -> tuple[str, ...]:
    """The templates with their verbs in these forms."""
    done: list[str] = []
    for template in templates:
        for verb in sorted(forms, key=len, reverse=True):
            template = template.replace(verb, forms[verb])
        done.append(template)
    return tuple(done)


FELL_SAID = ("FALL from {before} to {after}", "FALL to {after}", "ISBE {after}, not {before}")
FELL_FREE = (
    "FALL from {before} to {after}[{off}]",
    "FALL {places}, (to {after}|from {before} to {after})",
    "LOSES {places}",
    "{out}",
)
FELL_HEARD = (
    "MOVE [(down|back|all the way|right)] [from {from}] (to|into|down to|back to) {to}[{not_before}][{among}][{off}]",
    "LOSE [by] {places}[(, | )(to {to}|from {from} to {to}|and BE {at_after})][{off}]",
    "BE [(only|just|already|down|back|way back|{far}|no higher than|no better than)] {at_after}[{not_before}][{off}]",
    "BE (far off|far down|well off|well below) {far_list}[, {at_after}]",
    "BE (off|not on|outside|just off|just outside) {out_list}[(, | ){at_after}[{not_before}]]",
    "TAKE [only] {after}[ place][{not_before}]",
    "LOSES (its place|its {before} place|{before} place|{lead})",
    "MISS {out_list}[, in {after}[ place]]",
)
SAME_SAID = ("(stay|remain) {before}",)
SAME_FREE = ("STAY {before}", "KEEP its place", "NOT (move|change its place)")
SAME_HEARD = (
    "STAY [(in|at)] {at_before}[ (just|all) the same]",
    "STAY (where it is|in its place)",
    "KEEP (its|that|the same|its {before}|{before}) place",
    "NOT (move|change|fall|drop|lose its place|lose {places_none}|move at all|change its place)",
    "BE (just|exactly) where it is",
)
ROSE_SAID = ("rise to {after}",)
ROSE_HEARD = (
    "RISE [from {from}] to {to}",
    "BE [even] {at_after}[{not_before}]",
    "RISE [by] {up}[, to {to}]",
    "NOT (fall|drop|lose its place)",
)


def consequence(s: PickSpeech, receipt: Receipt) -> dict[str, Node | None]:
    """What `_consequence` gives, made once when reading."""
    if not s.reading:
        return _consequence(s, receipt)
    return dict(s._kept(f"fall {receipt.rank_before} {receipt.rank_after}", lambda: _consequence(s, receipt)))


def later(s: PickSpeech, make: Callable[[], Node | None]) -> Node | None:
    """When reading, a pattern that is only built when a text gets that far."""
    return Lazy(lambda: make() or Alt(())) if s.reading else make()


def _consequence(s: PickSpeech, receipt: Receipt) -> dict[str, Node | None]:
    """Words for what happens to the target: `would` ("fall to 9th"), `does` ("falls to 9th"), `short` ("9th, not 6th"),
    `sinks` (`would` with no comma in it), `found` ("in 9th place"), `sent` ("send it to 9th"), `lifts` ("lifts it to 6th").

    Those that the receipt does not bear out are None."""
    old, new = receipt.rank_before, receipt.rank_after
    values = _ranks(s, old, new)
    if leaves(receipt) and s.reading:
        values |= {"off": words(s, heard=OFF), "out": words(s, heard=OUT)}
    elif leaves(receipt):
        values["off"] = Lit(", off your list")
    if new is None:
        gone = _gone(s, old, BASE)
        contracted = lits(*(f"n't{w[3:]}" for w in _nowhere(s, old) if w.startswith("not "))) if s.reading else None
        return {"would": gone, "wouldnt": contracted, "does": _gone(s, old, PRESENT), **_lifted(s, receipt, values)}
    if new > old:
        fell, sent = (FELL_SAID, FELL_FREE, FELL_HEARD), (SENT_SAID, SENT_FREE, SENT_HEARD)
        found = (("{in_after}",), ("{in_after} (rather than|instead of) {in_before}",), FOUND)
        places = {k: values[k] for k in ("before", "after", "at_before", "at_after")}
        return {
            **places,
            "would": later(s, lambda: phrase(s, values, *(verbs(t, BASE) for t in fell))),
            "sinks": later(s, lambda: phrase(s, values, *(verbs(t, BASE) for t in (FELL_SAID[:2], FELL_FREE)))),
            "wouldnt": lits(*(f"n't{w[3:]}" for w in OUT if w.startswith("not ")))
            if values.get("out") and s.reading
            else None,
            "does": later(s, lambda: phrase(s, values, *(verbs(t, PRESENT) for t in fell))),
            "short": later(s, lambda: phrase(s, values, *SHORT)),
            "found": later(s, lambda: phrase(s, values, *found)),
            "sent": later(s, lambda: phrase(s, values, *(verbs(t, BASE) for t in sent))),
            "sends": later(s, lambda: phrase(s, values, *(verbs(t, PRESENT) for t in sent))),
            **_lifted(s, receipt, values),
        }
    stay = new == old
    heard = SAME_HEARD if stay else ROSE_HEARD
    kept: tuple[tuple[str, ...], ...] = (SAME_SAID, SAME_FREE, heard) if stay else (ROSE_SAID, (), heard)
    return {
        "would": later(s, lambda: phrase(s, values, *(verbs(t, BASE) for t in kept))),
        "wouldnt": phrase(s, values, (), (), [f"n't{t[3:]}" for t in heard if t.startswith("NOT ")]),
        "does": later(s, lambda: phrase(s, values, (), (), verbs(heard, PRESENT))) if s.reading else None,
        "sent": phrase(s, values, (), (), verbs(("CHANGE",), BASE)) if stay else None,
        "sends": phrase(s, values, (), (), verbs(("CHANGE",), PRESENT)) if stay else None,
        "short": phrase(s, values, (), (), ("still {at_before}", "{at_before} (all|just) the same")) if stay else None,
    }


OFF = (
    *(" and off your list", " and off the list", ", off your list", ", off the list", ", just off your list"),
    *(", just off the list", " and just off your list", " and just off the list", " and miss the list"),
    *(", and off the list", ", and off your list", " and so off the list", ", too far down for the list"),
    *(" and leave the list", " and leave your list", ", which is off the list", ", which is off your list"),
    *(" and so not on your list", " and not on the list", " and no longer on your list", " and out of the list"),
)
OUT = (
    *("not be on your list", "not be on the list", "not be on your list at all", "not be here", "not be here at all"),
    *("drop off your list", "drop off the list", "fall off your list", "fall off the list", "leave the list"),
    *(
        "leave your list",
        "miss the list",
        "miss your list",
        "not make the list",
        "not make your list",
        "be off the list",
    ),
    *("be off your list", "be out", "not have made the list", "not have made your list"),
)
SHORT: tuple[tuple[str, ...], ...] = (
    ("{after}, not {before}",),
    ("{after} (instead of|rather than) {before}",),
    (
        "[(only|just|down to)] {at_after}[{not_before}][{off}]",
        "(rank|number|place) {digits_after}[, not {digits_before}]",
        "{from}[ place] (becomes|turns into|would be|would become) {to}",
        "it('s| is) {at_after}[{not_before}][{off}]",
    ),
)
FOUND = (
    "[(only|down)] {at_after}[{not_before}]",
    "[(only|down)] {at_after} (rather than|instead of) {at_before}",
)
SENT_SAID = ("PUSH {it} to {after}",)
SENT_FREE = ("PUSH {it} from {before} to {after}", "COST {it} {places}")
SENT_HEARD = (
    "SEND {it} [(down|back)] [from {from}] (to|into|in|at) {to}",
    "PUT {it} {at_after}[{not_before}]",
    "COST {it} {places}[, (to {to}|from {from} to {to})]",
    "COST {it} (its place|its {before} place|{before} place|{lead})",
)


def _ranks(s: PickSpeech, old: int, new: int | None) -> dict[str, Node | None]:
    values: dict[str, Node | None] = {
        "it": again(s),
        "before": s.rank(old),
        "at_before": at(s, old),
        "in_before": place(s, old),
        "from": _bare(s, old),
        "lead": lits("first place", "the lead", "the top spot", "the top place", "its lead") if old == 1 else None,
        "digits_before": Lit(str(old)),
        "among": phrase(
            s, {"total": places.total(s)}, (), (), (" (of|among|out of|from) {total}", " on (your|the) list")
        )
        if s.reading
        else None,
    }
    if new is not None:
        lost = abs(new - old)
        noun = "place" if lost == 1 else "places"
        counts = (*spell.small(lost), *(("a", "a single", "just one", "only one") if lost == 1 and s.reading else ()))
        lost_places = lits(*(f"{n} {noun}" for n in (counts if s.reading else counts[:1]))) if lost else None
        values |= {
            "after": s.rank(new),
            "at_after": at(s, new),
            "in_after": place(s, new),
            "to": _bare(s, new),
            "digits_after": Lit(str(new)),
            "places": lost_places if new > old else None,
            "up": lost_places if new < old else None,
            "places_none": Lit("a place"),
            "far": lits("way down", "far down", "a long way down", "all the way down") if new - old >= FAR else None,
            "far_list": lits("your list", "the list") if old <= SHOWN and new >= 3 * SHOWN else None,
            "out_list": lits("your list", "the list") if old <= SHOWN < new else None,
            "not_before": instead(s, old) if s.reading else None,
        }
    return values


def instead(s: PickSpeech, old: int) -> Node:
    joints = (", not ", ", and not ", " and not ", " instead of ", " rather than ", " and no longer ", ", no longer ")
    return Seq((lits(*joints), at(s, old)))


def _bare(s: PickSpeech, rank: int) -> Node:
    """A place after "from" and "to": also "rank 9" and a bare number."""
    top = ("the top", "the very top", "the top spot") if rank == 1 else ()
    ordinals = [o + tail for o in spell.ordinal(rank) for tail in ("", " place")]
    return lits(*ordinals, str(rank), f"rank {rank}", f"number {rank}", *top)


def place(s: PickSpeech, rank: int) -> Node:
    """ "in 9th place"."""
    return Seq((Lit("in "), s.ordinal(rank), Lit(" place")))


def at(s: PickSpeech, rank: int) -> Node:
    """A place after "is": "9th", "in ninth place", "at number 9", "at the top"."""
    if not s.reading:
        return Alt((s.rank(rank), place(s, rank))) if s.free else s.rank(rank)
    others = [
        f"rank {rank}",
        f"at {rank}",
        *(f"in {o}" for o in spell.ordinal(rank)),
        *(f"{o} place" for o in spell.ordinal(rank)),
    ]
    return s._kept(f"at {rank}", lambda: any_of(places.at(s, rank), lits(*others)) or s.rank(rank))


def _gone(s: PickSpeech, old: int, forms: Mapping[str, str]) -> Node | None:
    """Where a pick goes that is no candidate any more."""
    said, *heard = _nowhere(s, old)
    if forms is PRESENT:
        said, *heard = (_present(w) for w in (said, *heard))
    return words(s, (said,), (heard[0],), heard)


def _present(text: str) -> str:
    """ "not be considered" as "is not considered", "drop off" as "drops off"."""
    if text.startswith("not be "):
        return f"is {text.replace('not be ', 'not ')}"
    verb, _, rest = text.removeprefix("not ").partition(" ")
    if text.startswith("not even be "):
        return f"is not even {text[12:]}"
    if text.startswith("not "):
        return f"does {text}"
    return {"be": "is", "miss": "misses"}.get(verb, f"{verb}s") + f" {rest}"


def _nowhere(s: PickSpeech, old: int) -> tuple[str, ...]:
    """Where a pick would go that is no candidate any more; the first two are written."""
    where = (
        "in the running",
        "a candidate",
        "among the candidates",
        "considered",
        f"among the {s.plural} I considered",
    )
    heard = [
        f"not {even}be {w}{tail}" for even in ("", "even ") for w in where for tail in ("", " at all", " any more")
    ]
    if old <= SHOWN:
        return ("drop off your list", "not be on your list at all", *OUT, *heard)
    return (f"not be among the {s.plural} I considered", "not be in the running", *heard)


LIFTS = ("(lift|bring)", "(lifts|brings)")
MOVES = (
    "(lift|bring|move|carry|raise|take|push|get|pull|nudge|help|keep|hold)",
    "(lifts|brings|moves|carries|raises|takes|pushes|gets|pulls|nudges|helps|keeps|holds)",
)


def _lifted(s: PickSpeech, receipt: Receipt, values: Values) -> dict[str, Node | None]:
    """The fall as a contribution, singular and plural: "lifts it from 9th to 6th", "are worth three places to it"."""
    found: dict[str, Node | None] = {}
    for name, lift, moves, be, give in (
        ("lifts", LIFTS[1], MOVES[1], "is", "(gives|brings|earns|gains|wins)"),
        ("lift", LIFTS[0], MOVES[0], "are", "(give|bring|earn|gain|win)"),
    ):
        make, keep = ("makes", "(keeps|holds|saves)") if be == "is" else ("make", "(keep|hold|save)")
        templates = (
            (f"{lift} {{it}} from {{after}} to {{before}}",),
            (f"{be} worth {{places}} to {{it}}",),
            (
                f"{moves} {{it}} [(up|all the way)] from {{to}} [(up|all the way)] (to|into) {{from}}",
                f"{moves} {{it}} [(up|all the way)] [to {{from}}] from {{to}}",
                f"{moves} {{it}}[ (almost|nearly)][ (alone|by itself|on its own)][,] from {{to}} [(up|all the "
                f"way)] (to|into) {{from}}",
                f"{moves} {{it}} [up] [by] {{places}}[(, |: )[from {{to}} ][up ]to {{from}}]",
                f"[(almost|nearly) ][(only|each|together|alone) ]{be} [(only|just|each)] worth {{places}}"
                "[ (to {it}|here)][(, |: )[from {to} ][up ]to {from}]",
                f"{give} {{it}} {{places}}[(, |: )[from {{to}} ][up ]to {{from}}]",
                f"{keep} {{it}} from (falling|dropping|slipping|sinking|going)[ (down|back)][ to {{to}}]",
                f"{make} (all the difference|the difference|a difference) [(to|for) {{it}}]",
                f"{make} the difference between {{to}} and {{from}}",
                f"{make} the difference between {{from}} and {{to}}",
                *(
                    (
                        f"{moves} {{it}} (among|onto|into) the (candidates|running)[ at all]",
                        f"{moves} {{it}} in the running[ at all]",
                    )
                    if receipt.rank_after is None
                    else ()
                ),
                f"{be} all that (keeps|stands between) {{it}} (from|and) {{to}}",
                f"{be} (what|the one that|the ones that) {MOVES[0]} {{it}} [(up|all the way)] from {{to}}[ "
                f"[(up|all the way)] (to|into) {{from}}]",
                f"{be} (what|the one that|the ones that) {MOVES[1]} {{it}} [(up|all the way)] from {{to}}[ "
                f"[(up|all the way)] (to|into) {{from}}]",
                f"{be} (what|all that) (keep|keeps) {{it}} from (falling|dropping|slipping|sinking) "
                f"[(down|back)] to {{to}}",
            ),
        )
        found[name] = later(s, lambda templates=templates: phrase(s, values, *templates))  # type: ignore[misc]
    if s.reading and receipt.rank_after is not None:
        ing = "(lifting|bringing|moving|carrying|raising|taking|pushing|pulling|nudging)"
        found["lifting"] = phrase(
            s, values, (), (), (f"{ing} {{it}} [(up|all the way)] from {{to}} [(up|all the way)] (to|into) {{from}}",)
        )
    if values.get("places") is not None and s.reading:
        found["worth"] = phrase(
            s,
            values,
            (),
            (),
            ("worth {places}[ here][(, |: )[from {to} ][up ]to {from}]",),
        )
    return found


def again(s: PickSpeech) -> Node:
    """The target where the films struck are spoken of too, so that even "it" can only mean the target."""
    return s._kept("again", lambda: any_of(s.target_again, lits("this")) or s.target) if s.reading else s.target
