"""What was measured by striking items: together, alone, any one of them; and that no few items decide a place."""

from __future__ import annotations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.kinds.falls import Values, condition, consequence, meant, struck, subject
from recsys.explain.kinds.phrases import any_of, phrase, words
from recsys.explain.kinds.receipts import REACH, alone, leaves, picked, together, weak
from recsys.explain.patterns import Alt, Claimed, Listing, Lit, Node, Seq, lits
from recsys.explain.pick_speech import ALL, PickSpeech
from recsys.schema import Cited, Receipt

MOST_OF = 0.5
"""Share of all that speaks for a pick from which it comes "from your taste as a whole"."""

STRUCK_HEARD = (
    "{it} would {would}[,] {without}",
    "{it} {does} {without}",
    "{without}[(,|:)] {it} (would|will|'d) [(still|only|then|already|just)] {would}",
    "{without}[(,|:)] {it} {does}",
    "{without}[,] you (would|'d|will|'ll) [(only|have to|need to)] (find|see|have|get|look for) {it} {found}",
    "you (would|'d) [(only|have to)] (find|see|have|get|look for) {it} {found} {without}",
    "{without}[(,|:|;)] {short}",
    "{take}(, and| and|,) {it} {does}",
    "{take}(, and| and|,) {it} (would|will|'d) {would}",
    "{losing} (would|will|can) [(only|already|just)] {sent}",
    "{losing} [(alone|already)] {sends}",
    "{losing}, {it} would {would}",
    "{it} would otherwise {would}",
    "{those} {lifts}",
    "{before}[ place] with {those}, [only ]{after}[ place] without[ {those}]",
    "[only ]{after}[ place] without {those}, {before}[ place] with[ {those}]",
    "with {those} {it} (is|comes) {at_before}, without[ {those}][ it would be] {at_after}",
    "{it} (is|comes) {higher} than [(it would|it would be|it would have been)] {without}",
    "{at_before}, {higher} than [(it would|it would be)] {without}",
)
"""Ways to tell of a measured fall that are understood of any set."""


def fall(s: PickSpeech, receipt: Receipt, cited: tuple[Cited, ...], single: bool = False) -> dict[str, Node | None]:
    """The slots of a measured fall: its condition, its consequence, and both as a contribution."""
    what = consequence(s, receipt)
    many = len(cited) > 1
    values = {
        "it": s.target,
        **condition(s, cited, s.film(cited[0]) if single and not s.reading else struck(s, cited), single),
        **{k: v for k, v in what.items() if k not in ("lift", "lifts")},
        "they": Claimed(ALL, Lit("they")) if s.them and many else None,
        "lift": what.get("lift") if many else None,
    }
    if s.reading:
        who, lifts = subject(s, cited), any_of(what.get("lifts"), what.get("lift"))
        values["lifted"] = None if who is None or lifts is None else Seq((who, Lit(" "), lifts))
        values["sends"] = phrase(s, {"sent": what.get("sent")}, (), (), ("{sent}",))
        lost = (receipt.rank_after or 0) - receipt.rank_before
        if lost > 0:
            noun = "place" if lost == 1 else "places"
            values["higher"] = lits(*(f"{n} {noun} higher" for n in spell.small(lost)))
    return values
