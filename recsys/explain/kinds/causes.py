"""Why a pick stands where it stands: the reason, its receipts, or that no few items decide it."""

from __future__ import annotations

from collections.abc import Mapping

from recsys.explain import spell
from recsys.explain.claims import Facts, Key, kind
from recsys.explain.kinds.receipts import REACH, alone, leaves, picked, together
from recsys.explain.patterns import Alt, Claimed, Lit, Node, Seq, lits
from recsys.explain.speech import ALL, Speech
from recsys.schema import Cited, Receipt

MOST_OF = 0.5
"""Share of all that speaks for a pick from which it comes "from your taste as a whole"."""


@kind(
    "reason",
    "cited receipts rank",
    "it here picked degree you films ratings",
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
    ),
)
def reason(s: Speech) -> Facts:
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
                # One of several may be a cause; the place is owed to all of them.
                "ratings": s.ratings(cited) if key == ("all",) else None,
            },
        )


@kind(
    "together",
    "cited receipts rank",
    "it those before after gone they lifted",
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
    ),
)
def together_kind(s: Speech) -> Facts:
    """The measured fall of the pick when the whole cited set is struck."""
    e = s.evidence
    receipt = together(e)
    if receipt is not None:
        yield ("all",), _fall(s, receipt, s.those(e.cited))


def _fall(s: Speech, receipt: Receipt, those: Node | None) -> Mapping[str, Node | None]:
    after = receipt.rank_after
    plural = len(s.evidence.cited) > 1 and len(receipt.without) > 1
    return {
        "it": s.target,
        "those": those,
        "before": s.rank(receipt.rank_before),
        "after": None if after is None else s.rank(after),
        "gone": None if after is not None else lits("drop off your list", "not be on your list at all"),
        "they": Claimed(ALL, Lit("they")),
        "lifted": lits("lift", "bring") if plural and s.them and after is not None else None,
    }


@kind(
    "alone",
    "cited receipts rank",
    "it film after before gone stays rises none those",
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
    ),
)
def alone_kind(s: Speech) -> Facts:
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
        if after is None:
            values["gone"] = lits("drop off your list", "not be on your list at all")
        elif after > before:
            values["after"] = s.rank(after)
        elif after == before:
            values["stays"] = Seq((lits("stay ", "remain "), s.rank(before)))
        else:
            values["rises"] = s.rank(after)
        yield (c.item.id,), values
    if s.them and all(r is not None and not r.fell for _, r in receipts):
        none = ("neither of them",) if len(e.cited) == 2 else ("none of them", "no single one of them")
        yield ("none",), {"it": s.target, "none": Claimed(ALL, lits(*none))}


@kind(
    "absence",
    "receipts cited likes rank",
    "place plural five none",
    said=(
        "no {five} of your {plural} decide {place}",
        "no small group of your {plural} decides {place}",
        "{none} decides {place}",
    ),
)
def absence(s: Speech) -> Facts:
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
def whole(s: Speech) -> Facts:
    """Most of the score is history, yet no small set of it decides."""
    e = s.evidence
    if not picked(e) or e.receipts or e.cited:
        return
    positive = sum(p.value for p in e.parts if p.value > 0)
    history = sum(p.value for p in e.parts if p.value > 0 and p.kind == "history")
    if history > MOST_OF * positive and len([p for p in e.parts if p.kind == "history"]) > REACH:
        yield ("history",), {"it": s.target, "plural": Lit(s.plural)}
