"""Picks that no few items decide: their place stays without any five of them, and comes from the history as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.kinds.falls import BASE, PRESENT, again, at, verbs
from recsys.explain.kinds.phrases import any_of, phrase
from recsys.explain.kinds.receipts import REACH, picked, together, weak
from recsys.explain.kinds.standings import stands
from recsys.explain.patterns import Alt, Lit, Node, Seq, lits
from recsys.explain.pick_speech import PickSpeech

MOST_OF = 0.5
"""Share of all that speaks for a pick from which it comes "from your taste as a whole"."""


def nothing(s: PickSpeech, values: dict[str, Node | None], forms: Mapping[str, str]) -> Node | None:
    """ "it would still be first", of what no few items change. Below the top only that it does not fall is known."""
    heard = verbs(("KEEP (its|its {before}|{before}) place", "NOT (fall|drop|lose its place)"), forms)
    if s.evidence.rank == 1:
        heard = (*heard, *verbs(("STAY {at_before}", "BE {at_before}", "NOT (move|change its place)"), forms))
    return phrase(s, values, (), (), heard)


@kind(
    "absence",
    "receipts cited likes rank",
    "it place plural five none would does any rest but_five your",
    said=(
        "no handful of your {plural} decides {place}",
        "{place} does not hang on any few of your {plural}",
        "{none} decides {place}",
    ),
    free=("no small group of your {plural} decides {place}",),
    warm=("no handful of your {plural} decides {place}",),
    terse=("no small group of your {plural} decides {place}",),
    heard=(
        "no (handful|few|five|small group|small set|single one) of [(the|your)] {plural} [you [have] (liked|rated)] "
        "(decides|decide|explains|explain|settles|settle) {place}",
        "no (handful|few|small group|small set) of [(the|your|these)] {plural} [you [have] (liked|rated)] "
        "(tips|tip|turns|turn) the (balance|scale|scales)",
        "no {five} of your {plural} decide {place}",
        "{but_five}[,] {it} (would {would}|{does})",
        "{it} (would {would}|{does}) {but_five}",
        "(take|leave) (away|out) any five of {your}(, and| and) {it} (would {would}|{does})",
        "(leaving|taking) out any five of {your} would not (change that|change it|bring it down|move it down|matter)",
        "{it} does not (hang|depend|rest) on (any one of them|any of them|any five of your {plural}|a few {plural})",
        "{any}[,] {it} (would {would}|{does})",
        "{it} (would {would}|{does})[,] {any}[ (too|as well)]",
        "{it} does not (hang|depend|rest) on {rest}",
        "its place does not (hang|depend|rest) on {rest}",
    ),
)
def absence(s: PickSpeech) -> Facts:
    """The search for a receipt found no set of up to five items whose loss makes the pick fall."""
    e = s.evidence
    if not picked(e) or e.receipts or e.cited or e.rank is None:
        return
    many = e.likes > REACH
    its = (Lit("its place"),) if s.it and (s.reading or not s.first) else ()
    values: dict[str, Node | None] = {
        "it": again(s),
        "place": Alt((Seq((Lit("where "), s.target, Lit(" stands"))), *its)) if e.likes else None,
        "plural": Lit(s.plural) if many else None,
        "five": Lit(spell.SMALL[REACH]) if many else None,
        "none": Lit(f"none of your {s.plural}" if e.likes > 1 else f"no {s.noun} of yours")
        if 0 < e.likes <= REACH
        else None,
    }
    if s.reading:
        values["before"], values["at_before"] = s.rank(e.rank), at(s, e.rank)
        values["would"], values["does"] = nothing(s, values, BASE), nothing(s, values, PRESENT)
        if many:
            values["your"] = your = lits(
                f"your {s.plural}",
                f"the {s.plural}",
                f"the {s.plural} you liked",
                f"your {s.plural} of any kind",
                "your ratings",
            )
            them = any_of(your, lits("them", "these"))
            values["but_five"] = phrase(
                s,
                {"them": them},
                (),
                (),
                (
                    "[even] without any five [of {them}]",
                    "[even] with [any] five of {them} (gone|missing|left out|taken away)",
                ),
            )
        values |= _everything(s) if 0 < e.opinions <= REACH else {}
    if e.likes or values.get("any") is not None:
        yield ("none",), values


def _everything(s: PickSpeech) -> dict[str, Node | None]:
    """The whole history where it is so short that the search covered it: "without your two ratings"."""
    e = s.evidence
    counts = spell.small(e.opinions)
    if e.opinions == 1:
        all_ = [
            "it",
            "that",
            "that rating",
            "that one rating",
            "your rating",
            "your one rating",
            "that opinion",
            "that one",
        ]
        all_ += [f"that {s.noun}", "your only rating", "that single rating", "your one opinion"]
    else:
        all_ = [
            "them",
            "those",
            "these",
            "your ratings",
            "those ratings",
            "these ratings",
            "any of them",
            "all of them",
        ]
        all_ += [
            f"{w} {n}{r}"
            for w in ("your", "those", "these", "the", "all")
            for n in counts
            for r in ("", " ratings", " opinions")
        ]
        all_ += ["both", "both of them", "either of them"] if e.opinions == 2 else ["all of these"]
        all_ += [f"your {n} likes" for n in spell.small(e.likes)] if e.likes == e.opinions else []
    rest = lits(*dict.fromkeys(all_))
    return {
        "rest": rest,
        "any": phrase(s, {"all": rest}, (), (), ("[even] without {all}", "if you had not rated {all}")),
    }


@kind(
    "whole",
    "parts cited receipts",
    "it degree plural history many result where",
    said=(
        "{it} comes from your taste as a whole",
        "{it} comes from all your {plural} together, not from a few",
    ),
    free=("{it} rests on your ratings as a whole", "your taste as a whole speaks for {it}, not a few {plural}"),
    warm=("{it} comes from your taste as a whole", "it is your taste as a whole that brings you {it}"),
    terse=("{it} comes from your taste as a whole",),
    noted=("{many} speak for {it} together", "fits your taste as a whole: {many} speak for {it}"),
    heard=(
        "fits your taste as a whole",
        "{it} (comes|stems|follows) from {history}",
        "{it} (rests|draws|leans|builds) on {history}",
        "{history} (speaks|speak) for {it}[, not (a|any) few {plural}]",
        "(it is|it's) {history} that (brings you|brings|bring you|puts|put|speaks for|speak for) {it}",
        "{it} (fits|suits|matches) {history}",
        "{result}[,] (because of|thanks to|on the strength of) {history}",
        "{history} (puts|put|brings|bring|keeps|keep) {it} {where}",
    ),
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
        many = spell.small(len([p for p in e.parts if p.kind == "history" and p.value > 0]))
        numbers = many if s.reading else many[:1]
        values: dict[str, Node | None] = {
            "it": again(s),
            "plural": Lit(s.plural),
            "many": lits(*(f"{n} of your {s.plural}" for n in numbers)),
        }
        if s.reading:
            counted = tuple(f", all {n} of them" for n in spell.counted(e.opinions))
            own = (
                "your taste",
                "your ratings",
                "your history",
                "your own ratings",
                "your own taste",
                f"your {s.plural}",
            )
            tails = (" as a whole", " taken together", " together", " taken as a whole")
            values["history"] = Seq((lits(*(o + t for o in own for t in tails)), lits("", *counted)))
            values |= {k: v for k, v in stands(s, out=False).items() if k in ("result", "where")}
        yield ("history",), values
