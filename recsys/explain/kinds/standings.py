"""The place of a pick as something brought about: "is in 7th place", "you see it here", "puts it on the list"."""

from __future__ import annotations

from recsys.explain import spell
from recsys.explain.kinds import places
from recsys.explain.kinds.falls import again, at
from recsys.explain.kinds.phrases import any_of, phrase, words
from recsys.explain.patterns import Node, lits
from recsys.explain.pick_speech import SHOWN, PickSpeech

RESULT = (
    "{it} {stands}",
    "you [(can|will)] (see|find|have|get) {it} ({at}|{here}|{here}, {at}|up {at})",
    "you (see|find|have|get) {it} here(, in|, at| in| at) {placed}",
    "I( put| rank| place| have| placed| ranked| have put|'ve put|'ve placed| think of| thought of) {it}[ (so "
    "high|this high|high up|{at})][ for you]",
    "I (put|place|placed) {it} {into}[ for you]",
    "{chosen}",
)
"""What the films bring about, as a clause."""
STANDS = (
    "(is|comes|ranks|stands|sits|comes in|ends up|lands|finishes|has come|has come in) [(now|here|up)] {at}",
    "(takes|holds|has|gets|reaches|earns|fills|makes|has reached|has taken|keeps) {placed}",
    "(takes|holds|gets|has) the (last|{last}) (place|spot)[ (on|of) (the|your) list]",
    "just makes (it|the list|your list)[, (in|at) {placed}]",
    "(goes|comes|gets|rises) [all the way] (to|into) {into}",
    "goes to the [very] top[ of (the|your) list]",
    "{leads}",
    "is (up|high|still) there",
    "is there",
)
OUT = (
    "(is|comes|appears|turns up|shows up) {here}[, {at}]",
    "(made|makes|has made) (the|your) list[, (in|at) {placed}]",
    "has [(earned|got|found)] a place on (the|your) list",
    "(was|is|gets|got|has been) (picked|recommended|suggested|chosen)[ for you]",
    "comes up[ for you]",
    "is [(a|my|one)] (pick|recommendation|suggestion)[ for you]",
)
IN = ("(is|ranks|stands|comes|sits) (this|so) high[ (on|up) [(your|the)] list]", "is where it is", "is (up|high) there")


def stands(s: PickSpeech, out: bool) -> dict[str, Node | None]:
    """Words for the place of the target as something brought about; `out`: without its causes it would leave the list.

    `stands` ("is in 7th place"), `result` (a clause), `where` (behind "puts it")."""
    return s._kept(f"stands {out}", lambda: _stands(s, out)) if s.reading else _stands(s, out)


def _stands(s: PickSpeech, out: bool) -> dict[str, Node | None]:
    rank = s.evidence.rank or 1
    if not s.reading:
        high = ("ranked this high", "this high on your list")
        here = words(s, ("here", "on your list") if out else high)
        return {
            "here": here,
            "place": s.rank(rank),
            "where": words(s, ("on your list",) if out else ("where it is",), ("here",) if out else ()),
        }
    first = rank == 1
    values: dict[str, Node | None] = {
        "it": again(s),
        "at": at(s, rank),
        "placed": any_of(
            places.place(s, rank),
            places.numbered(s, rank),
            s.rank(rank),
            lits("first place", "the lead") if first else None,
        ),
        "into": any_of(
            phrase(s, {"p": places.place(s, rank)}, ("{p}",)),
            s.rank(rank),
            places.numbered(s, rank),
            lits("the top", "the very top", "the top of your list", "the top of the list") if first else None,
        ),
        "here": lits("here", "on your list", "on the list", "among your picks", f"in the top {spell.SMALL[SHOWN]}")
        if out
        else None,
        "last": lits(*(f"{o} and last" for o in spell.ordinal(rank))) if rank == SHOWN else None,
        "leads": lits(
            "leads",
            "leads your list",
            "leads the list",
            "tops your list",
            "tops the list",
            "heads your list",
            "is your top pick",
        )
        if first
        else None,
        "chosen": None,
    }
    # Only the last of the list takes "the last place" and "just makes the list".
    stays = STANDS if rank == SHOWN else tuple(t for t in STANDS if "last" not in t and not t.startswith("just"))
    values["stands"] = phrase(s, values, (), (), (*stays, *(OUT if out else IN)))
    if out:
        verbs = "(recommend|suggest|picked|chose|think of|thought of|recommended|suggested|list|would suggest)"
        values["chosen"] = phrase(s, values, (), (), (f"I {verbs} {{it}}[ (for|to) you]",))
    where = (
        "(in|at|to|into|up to|up in|all the way to) {into}[ on (your|the) list]",
        "where it (is|stands)",
        "there",
        "{at}",
        *(
            (
                "(on|onto|on to) (your|the) list[, (in|at) {placed}]",
                "here[, (in|at) {placed}]",
                "within the first ten",
                "here {at}",
            )
            if out
            else ()
        ),
    )
    return {
        "stands": values["stands"],
        "result": phrase(s, values, (), (), RESULT),
        "where": phrase(s, values, (), (), where),
        "placed": values["placed"],
        "here": any_of(values["here"], lits("this high on your list", "ranked this high") if not out else None),
        "place": s.rank(rank),
        "at": values["at"],
        "picked": lits("picked", "recommended") if out else None,
    }
