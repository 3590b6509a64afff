"""Places on a list in words: "7th of the 200 films I considered", "just outside the top ten"."""

from __future__ import annotations

from recsys.explain import spell
from recsys.explain.kinds.phrases import any_of, once, phrase, words
from recsys.explain.patterns import Lit, Node, lits
from recsys.explain.pick_speech import SHOWN, PickSpeech

HIGH = 3
"""Up to this place something is "high on your list"."""
JUST = 5
"""Up to this many places beyond the list something is "just" outside it."""
FAR = 3 * SHOWN
"""From this place on something is "far" down."""
DEEP = 2 * FAR
"""From this place on something is "very far" down."""
BOTTOM = 0.1
"""The last part of the candidates that is "near the bottom"."""

ONLY = ("only", "just")
NOW = ("now", "right now", "at the moment", "currently", "already", "still", "still only", "even so", "actually")


def place(s: PickSpeech, rank: int) -> Node | None:
    """What may follow "in" or "takes": "7th place", "number 7"."""
    return phrase(s, {"ord": s.ordinal(rank)}, ("{ord} place",), (), ("{ord} (position|spot)",))


def numbered(s: PickSpeech, rank: int) -> Node | None:
    """ "number 7"."""
    counts = spell.small(rank)
    told = [f"number {n}" for n in counts]
    return words(
        s, told[-1:], told, [f"{w} {rank}" for w in ("no.", "No.", "rank", "place", "position")] + [f"#{rank}"]
    )


@once
def total(s: PickSpeech) -> Node | None:
    """ "the 200 films I considered"; None where their number could not be right."""
    e = s.evidence
    if e.candidates < 2 or e.candidates < (e.rank or 0):
        return None
    values = {"n": s.spelt(spell.counted(e.candidates)), "films": lits(*s.plurals) if s.reading else Lit(s.plural)}
    return phrase(
        s,
        values,
        ("the {n} {films} I considered",),
        ("{n} {films}", "the {n} {films} I looked at"),
        (
            "[all] [the] {n}[ such][ {films}]",
            "[all] [the] {n}[ such] {films} [that] (I|were) (considered|looked at|compared|weighed|ranked)",
            "[all] [the] {n} (candidates|{films} considered|candidate {films}|{films} in the running)",
        ),
    )


@once
def top_ten(s: PickSpeech) -> Node | None:
    """The list as shown: "your list", "the top ten"."""
    ten = spell.SMALL[SHOWN]
    return words(
        s,
        ("your list",),
        ("the list", f"the top {ten}", f"your top {ten}"),
        (
            *("my list", "the list I made for you", "the list for you", "the shortlist", "your picks"),
            *(f"the list of {ten}", f"a list of {ten}", f"your list of {ten}", f"your {ten}", f"the {ten}"),
            *(f"the {ten} on {w} list" for w in ("your", "the")),
            *(f"{w} {first} {n}" for w in ("your", "the") for first in ("top", "first", "best") for n in (ten, "10")),
            *(f"the first {ten} {noun}" for noun in ("places", *s.plurals)),
        ),
    )


@once
def ranking(s: PickSpeech) -> Node | None:
    """The order of all candidates, which one may also be far down on."""
    return words(s, ("the ranking",), ("the order",), ("your ranking", "my ranking", "the running order", "the list"))


@once
def scope(s: PickSpeech) -> Node | None:
    """Of which list or of how many: " on your list", " of the 200 films I considered"."""
    e = s.evidence
    shown = e.rank is not None and e.rank <= SHOWN
    return phrase(
        s,
        {"total": total(s), "list": top_ten(s) if shown else None, "ranking": ranking(s)},
        (" on {list}", " of {total}"),
        (" out of {total}",),
        (" (in|of) {list}", " (among|from) {total}", " in {ranking}", " for you"),
    )


def at(s: PickSpeech, rank: int) -> Node | None:
    """What may follow "it is": "7th on your list", "in 7th place", "at number 7", "only 7th of 200"."""
    here = scope(s)
    values = {
        "ord": s.ordinal(rank),
        "place": place(s, rank),
        "number": numbered(s, rank),
        "here": here,
        "only": words(s, (), ("only",), ONLY) if rank > 1 else None,
        "now": words(s, (), (), NOW),
        "beyond": beyond(s, rank),
        "lead": lead(s, rank),
    }
    return phrase(
        s,
        values,
        ("{ord}{here}",),
        ("in {place}{here}", "{number}{here}"),
        (
            "[{now}] [{only}] ({ord}|in {place}|[at] {number}|{place})[{here}][(, | and so | and ){beyond}]",
            "[{now}] {lead}",
            "(down|up) [{only}] in {place}[{here}]",
        ),
    )


def lead(s: PickSpeech, rank: int) -> Node | None:
    """What may follow "it is" for the first and the last of the list, and for those near them."""
    values = {"list": top_ten(s), "ranking": ranking(s)}
    found: list[Node | None] = []
    if rank == 1:
        found.append(
            phrase(
                s,
                values,
                ("your top pick", "at the top of {list}"),
                ("the first on {list}", "at the very top of {list}"),
                (
                    "at the [very] top [of (the ranking|the order)]",
                    "(your|the|my) (top|first|number one) (pick|choice|suggestion|recommendation)[ for you]",
                    "(in the lead|out in front|first in line|ahead of everything else|the first thing on {list})",
                    "[the] (first|top)[ of all] [(on|of) {list}]",
                ),
            )
        )
    if rank <= HIGH:
        found.append(phrase(s, values, (), (), ("[very] (high|high up) on {list}", "near the top[ of {list}]")))
    if rank == SHOWN:
        tenth = (f"{spell.ordinal(SHOWN)[0]} and last", f"{spell.ordinal(SHOWN)[1]} and last", "last", "very last")
        values = {**values, "last": words(s, (), (), tenth)}
        found.append(phrase(s, values, (), (), ("[in] the {last} [(place|one|spot)] (on|of) {list}",)))
        found.append(phrase(s, values, (), (), ("(only just|just) on {list}",)))
    e = s.evidence
    if rank > SHOWN and e.rank is not None and rank > e.candidates * (1 - BOTTOM) and rank <= e.candidates:
        found.append(phrase(s, values, (), (), ("(near|close to) the (bottom|end)[ of {ranking}]",)))
    return any_of(*found)


def beyond(s: PickSpeech, rank: int) -> Node | None:
    """How far outside the list: "just outside the top ten", "four places short of the list", "far down"."""
    gap = rank - SHOWN
    if gap < 1:
        return None
    places = [f"{n} {'place' if gap == 1 else 'places'}" for n in spell.small(gap)]
    short = words(s, ("short of", "outside"), ("below",), ("off", "beyond", "away from", "behind", "from"))
    values = {
        "list": top_ten(s),
        "ranking": ranking(s),
        "gap": any_of(s.spelt(places), words(s, (), (), ("one place", "a single place")) if gap == 1 else None),
        "short": short,
        "just": words(s, ("just",), (), ("only just", "narrowly", "barely")) if gap <= JUST else None,
        "far": words(s, ("far", "well"), (), ("a long way", "way", "quite far")) if rank >= FAR else None,
        "out": words(s, ("outside",), ("below",), ("not on", "off", "not among", "too low for", "short of", "not in")),
    }
    return phrase(
        s,
        values,
        ("{just} outside {list}", "{far} down {ranking}"),
        ("{gap} {short} {list}", "{far} (below|outside) {list}"),
        (
            "{just} (off|below|short of|beyond|not on) {list}",
            "{just} outside",
            "[(only|just|still|and so)] {gap} {short} {list}",
            "{far} (below|outside|off|from|down from|beyond) {list}",
            "({far}|too far|rather far) down[ (in|on) {ranking}][ for {list}]",
            "[and so] [{now}] {out} {list}",
        ),
    )


def ahead(s: PickSpeech, rank: int) -> Node | None:
    """Everything that comes first: "83 other films rank above it" without the "it"."""
    before = rank - 1
    if not before:
        return None
    many = before != 1
    noun = lits(*(s.plurals if many else s.nouns)) if s.reading else Lit(s.plural if many else s.noun)
    counted = s.spelt((*spell.counted(before), *(spell.small(before) if before < len(spell.SMALL) else ())))
    return phrase(s, {"n": counted, "films": noun}, ("{n} {films}",), ("{n} other {films}",), ("{n} [others]",))


def rises(s: PickSpeech, plural: bool) -> Node | None:
    """What those ahead do, up to the pick: "rank above", "come ahead of"."""
    end = "" if plural else "s"
    verbs = [f"rank{end}", f"come{end}", "are" if plural else "is", f"stand{end}", f"finish{'' if plural else 'es'}"]
    heard = ["came", "came out", f"come{end} out", f"place{end}", "ranked", f"{'are' if plural else 'is'} placed"]
    values = {
        "verb": words(s, verbs[:2], (), (*verbs, *heard)),
        "over": words(s, ("above",), ("ahead of",), ("before", "in front of", "higher than")),
    }
    return phrase(s, values, ("{verb} {over}",))


def stands(s: PickSpeech, at: Node | None) -> Node | None:
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


def takes(s: PickSpeech, rank: int) -> Node | None:
    """ "takes 7th place", "only gets as far as 94th place"."""
    slots = {
        "place": place(s, rank),
        "here": scope(s),
        "only": words(s, (), ("only",), ONLY) if rank > 1 else None,
        "at": any_of(place(s, rank), s.ordinal(rank), numbered(s, rank)),
        "last": lits(*(f"the {w} {n}" for w in _last(rank) for n in ("place", "spot", "one"))) if _last(rank) else None,
        "list": top_ten(s),
    }
    return phrase(
        s,
        slots,
        ("takes {place}{here}",),
        ("holds {place}{here}",),
        (
            "[{only}] (takes|holds|has|gets|occupies|fills|earns|keeps|makes) [{only}] {place}[{here}]",
            "[{only}] (gets|makes it|goes|rises|climbs) [{only}] (up to|as far as|as high as|to) {at}[{here}]",
            "(gets|goes|comes|is|ranks) no (higher|further|better) than {at}[{here}]",
            "[{only}] (takes|holds|gets|has) {last} on {list}",
        ),
    )


def _last(rank: int) -> tuple[str, ...]:
    if rank != SHOWN:
        return ()
    return ("last", "very last", *(f"{n} and last" for n in spell.ordinal(SHOWN)))


def tops(s: PickSpeech, rank: int) -> Node | None:
    """What it does to the list as a whole: "tops your list", "just makes the list", "misses the list"."""
    slots = {
        "list": top_ten(s),
        "in": phrase(s, {"p": place(s, rank), "n": numbered(s, rank)}, (), (), ("in {p}", "at {n}")),
        "just": words(s, ("just",), (), ("only just", "barely")) if abs(rank - SHOWN - 0.5) < JUST else None,
        "short": beyond(s, rank),
    }
    if rank == 1:
        first = ("tops {list}", "leads {list}", "heads {list}", "takes first place", "comes first")
        return phrase(
            s, slots, first, (), ("(beats|comes before|outranks) everything else[ on {list}]", "leads", "is top")
        )
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
    return phrase(s, slots, ("{misses} {list}",), (), ("[{just}] {misses} {list}[(, | ){in}][, {short}]",))
