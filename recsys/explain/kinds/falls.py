"""Striking items of the history, in words: the condition ("without A", "take A away") and what follows from it.

The two are independent, so each kind of receipt combines every condition with every consequence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recsys.explain import spell
from recsys.explain.discourse import ALL, State, When
from recsys.explain.kinds.phrases import any_of, phrase, words
from recsys.explain.kinds.receipts import leaves
from recsys.explain.patterns import Alt, Claimed, Lit, Node, Seq, either, lits
from recsys.explain.pick_speech import SHOWN, PickSpeech
from recsys.schema import Cited, Receipt

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
}
"""The verbs of consequences, after "would" and by themselves."""


def _verbs(templates: Sequence[str], forms: Mapping[str, str]) -> tuple[str, ...]:
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
    "MOVE [(down|back|all the way|right)] [from {from}] (to|into|down to|back to) {to}[{not_before}][{off}]",
    "LOSE [by] {places}[(, | )(to {to}|from {from} to {to}|and BE {at_after})][{off}]",
    "BE [(only|just|already|down|back|{far}|no higher than|no better than)] {at_after}[{not_before}][{off}]",
    "TAKE [only] {after}[ place][{not_before}]",
    "LOSES (its place|its {before} place|{before} place|{lead})",
    "MISS (your|the) list[, in {after}[ place]]",
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
ROSE_HEARD = ("RISE [from {from}] to {to}", "BE [even] {at_after}[{not_before}]", "RISE [by] {up}[, to {to}]")


def consequence(s: PickSpeech, receipt: Receipt) -> dict[str, Node | None]:
    """Words for what happens to the target: `would` ("fall to 9th"), `does` ("falls to 9th"), `short` ("9th, not 6th"),
    `found` ("in 9th place"), `sent` ("send it to 9th"), `lifts` ("lifts it to 6th").

    Those that the receipt does not bear out are None."""
    old, new = receipt.rank_before, receipt.rank_after
    values = _ranks(s, old, new)
    if leaves(receipt) and s.reading:
        values |= {"off": words(s, heard=OFF), "out": words(s, heard=OUT)}
    elif leaves(receipt):
        values["off"] = Lit(", off your list")
    if new is None:
        return {"would": _gone(s, old, BASE), "does": _gone(s, old, PRESENT), **_lifted(s, receipt, values)}
    if new > old:
        would = phrase(s, values, *(_verbs(t, BASE) for t in (FELL_SAID, FELL_FREE, FELL_HEARD)))
        does = phrase(s, values, *(_verbs(t, PRESENT) for t in (FELL_SAID, FELL_FREE, FELL_HEARD)))
        places = {k: values[k] for k in ("before", "after", "at_before", "at_after")}
        return {
            **places,
            "would": would,
            "does": does,
            "short": phrase(s, values, *SHORT),
            "found": phrase(s, values, ("{in_after}",), ("{in_after} (rather than|instead of) {in_before}",), FOUND),
            "sent": phrase(s, values, ("(drop|move) {it} to {after}",), ("(drop|move) {it} from {before} to {after}",), SENT),
            **_lifted(s, receipt, values),
        }
    if new == old:
        said, free, heard = SAME_SAID, SAME_FREE, SAME_HEARD
    else:
        said, free, heard = ROSE_SAID, (), (*ROSE_HEARD, "NOT (fall|drop|lose its place)")
    return {
        "would": phrase(s, values, *(_verbs(t, BASE) for t in (said, free, heard))),
        "does": phrase(s, values, (), (), _verbs(heard, PRESENT)),
        "short": phrase(s, values, (), (), ("still {at_before}", "{at_before} (all|just) the same")) if new == old else None,
    }


OFF = (
    *(" and off your list", " and off the list", ", off your list", ", off the list", ", just off your list"),
    *(", just off the list", " and just off your list", " and just off the list", " and miss the list"),
    *(", and off the list", ", and off your list", " and so off the list", ", too far down for the list"),
    *(" and leave the list", " and leave your list", ", which is off the list", ", which is off your list"),
)
OUT = (
    *("not be on your list", "not be on the list", "not be on your list at all", "not be here", "not be here at all"),
    *("drop off your list", "drop off the list", "fall off your list", "fall off the list", "leave the list"),
    *("leave your list", "miss the list", "miss your list", "not make the list", "not make your list", "be off the list"),
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
SENT = (
    "(drop|move|put|send|push|bring|take|set) {it} [(down|back)] [from {from}] (to|into|in|at) {to}",
    "put {it} {at_after}[{not_before}]",
    "cost {it} {places}[, (to {to}|from {from} to {to})]",
    "cost {it} (its place|its {before} place|{before} place|{lead})",
)


def _ranks(s: PickSpeech, old: int, new: int | None) -> dict[str, Node | None]:
    values: dict[str, Node | None] = {
        "it": s.target,
        "before": s.rank(old),
        "at_before": at(s, old),
        "in_before": place(s, old),
        "from": _bare(s, old),
        "lead": lits("first place", "the lead", "the top spot", "the top place", "its lead") if old == 1 else None,
        "digits_before": Lit(str(old)),
    }
    if new is not None:
        lost = abs(new - old)
        noun = "place" if lost == 1 else "places"
        counts = (*spell.small(lost), *(("a", "a single", "just one", "only one") if lost == 1 and s.reading else ()))
        places = lits(*(f"{n} {noun}" for n in (counts if s.reading else counts[:1]))) if lost else None
        values |= {
            "after": s.rank(new),
            "at_after": at(s, new),
            "in_after": place(s, new),
            "to": _bare(s, new),
            "digits_after": Lit(str(new)),
            "places": places if new > old else None,
            "up": places if new < old else None,
            "places_none": Lit("a place"),
            "far": lits("way down", "far down", "a long way down", "all the way down") if new - old >= FAR else None,
            "not_before": _not(s, old) if s.reading else None,
        }
    return values


def _not(s: PickSpeech, old: int) -> Node:
    joints = (", not ", ", and not ", " and not ", " instead of ", " rather than ", " and no longer ", ", no longer ")
    return Seq((lits(*joints), at(s, old)))


def _bare(s: PickSpeech, rank: int) -> Node:
    """A place after "from" and "to": also "rank 9" and a bare number."""
    top = ("the top", "the very top", "the top spot") if rank == 1 else ()
    return any_of(s.rank(rank), lits(str(rank), f"rank {rank}", f"number {rank}", *top)) or s.rank(rank)


def place(s: PickSpeech, rank: int) -> Node:
    """ "in 9th place"."""
    return Seq((Lit("in "), s.spelt(spell.ordinal(rank)), Lit(" place")))


def at(s: PickSpeech, rank: int) -> Node:
    """A place after "is": "9th", "in ninth place", "at number 9", "at the top"."""
    if not s.reading:
        return Alt((s.rank(rank), place(s, rank))) if s.free else s.rank(rank)
    top = ("at the top", "at the very top", "on top", "in the lead", "at the head of the list") if rank == 1 else ()
    others = lits(f"at number {rank}", f"at place {rank}", f"at rank {rank}", f"rank {rank}", *top)
    tail = ("", " on your list", " on the list", " for you")
    return Seq((Alt((s.rank(rank), place(s, rank), others)), lits(*tail)))


def _gone(s: PickSpeech, old: int, forms: Mapping[str, str]) -> Node | None:
    """Where a pick goes that is no candidate any more."""
    no = "not be" if forms is BASE else "is not"
    shown = old <= SHOWN
    said = (
        ("drop off your list", f"{no} on your list at all")
        if shown
        else (f"{no} among the {s.plural} I considered", f"{no} in the running")
    )
    if forms is PRESENT:
        said = ("drops off your list", *said[1:]) if shown else said
    heard = [f"{no} {tail}" for tail in ("in the running", "a candidate", "among the candidates", "considered")]
    heard = [one + tail for one in heard for tail in ("", " at all", " any more")]
    heard += [one.replace(no, "not even be" if forms is BASE else "is not even") for one in heard]
    return words(s, said, (), (*heard, *(OUT if shown and forms is BASE else ())))


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
        found[name] = phrase(
            s,
            values,
            (f"{lift} {{it}} from {{after}} to {{before}}",),
            (f"{be} worth {{places}} to {{it}}",),
            (
                f"{moves} {{it}} [(up|all the way)] from {{to}} [(up|all the way)] (to|into) {{from}}",
                f"{moves} {{it}} [(up|all the way)] [to {{from}}] from {{to}}",
                f"[(almost|nearly)] [(only|each|together|alone)] {be} [(only|just|each)] worth {{places}} "
                "[(to {it}|here)][(, |: )[from {to} ][up ]to {from}]",
                f"{give} {{it}} {{places}}[(, |: )[from {{to}} ][up ]to {{from}}]",
                f"{keep} {{it}} from (falling|dropping|slipping|sinking|going) [(down|back)] [to {{to}}]",
                f"{make} (all the difference|the difference|a difference) [(to|for) {{it}}]",
                f"{make} the difference between {{to}} and {{from}}",
                f"{make} the difference between {{from}} and {{to}}",
                f"{be} all that (keeps|stands between) {{it}} (from|and) {{to}}",
            ),
        )
    return found


# ---- the condition -----------------------------------------------------------------------------------------


def meant(s: PickSpeech, cited: Sequence[Cited], node: Node) -> Node | None:
    """A pronoun or an ellipsis, understood only where exactly these items were named last."""
    ids = {c.item.id for c in cited}
    whole = ids == {c.item.id for c in s.evidence.cited}
    if not s.reading:
        return node if s.them and whole else None

    def test(state: State) -> bool:
        return set(state.focus) == ids or (whole and state.them)

    marked = Claimed(ALL, node) if whole else node
    return When(marked, test, State(them=s.them, it=s.it))


def subject(s: PickSpeech, cited: Sequence[Cited]) -> Node | None:
    """The items as the subject of a clause, by name or as "they"."""
    n = len(cited)
    number = spell.small(n)[0]
    if not s.reading:
        they = meant(s, cited, Lit("they") if n > 1 else Lit(f"that {s.noun}"))
        return they or s.films(cited)
    if n == 1:
        pronouns = ["it", "that", "that one", "which", "that rating", *(f"that {noun}" for noun in s.nouns)]
    else:
        pronouns = [f"{w} {number}{tail}" for w in ("those", "these", "the") for tail in ("", *(f" {p}" for p in s.plurals))]
        pronouns += [f"the {number} of them", "they", "these", "those", "which", "the pair", "the pair of them"]
        pronouns += ["both", "both of them"] if n == 2 else [f"all {number}", f"all {number} of them"]
    return any_of(s.films(cited), s.ratings(cited), meant(s, cited, lits(*pronouns)))


def struck(s: PickSpeech, cited: Sequence[Cited]) -> Node | None:
    """The items as an object, by name or as "them"; when read, also "your rating of A"."""
    if not s.reading:
        return s.those(cited)
    n = len(cited)
    number = spell.small(n)[0]
    if n == 1:
        pronouns = ["it", "that", "that one", "that rating", "that rating of yours", "this rating", "that opinion"]
        pronouns += [f"that {noun}" for noun in s.nouns]
        pronouns += ["them", "those stars"] if len(s.evidence.cited) == 1 else []
    else:
        pronouns = [f"{w} {number}{tail}" for w in ("those", "these", "the") for tail in ("", *(f" {p}" for p in s.plurals))]
        pronouns += [f"the {number} of them", "them", "these", "those", "the pair", "the pair of them", "those ratings"]
        pronouns += ["both", "both of them", "the pair"] if n == 2 else []
        pronouns += [f"all {number}", f"all {number} of them", f"all {number} together"] if n > 2 else []
        pronouns += [f"all of {w}" for w in ("them", "these", "those")] if n > 2 else []
    return any_of(s.those(cited), s.ratings(cited), meant(s, cited, lits(*dict.fromkeys(pronouns))))


WITHOUT_FREE = (
    "if you had not rated {those}",
    "if you had not liked {liked}",
    "had you not liked {liked}",
    "were it not for {those}",
    "if it were not for {those}",
    "with {those} (gone|out of the picture)",
)
WITHOUT_HEARD = (
    "[even] without [(just|only|having|the help of|your liking for)] {those}[ {alone}]",
    "[even] (if you had not|had you not|if you had never|had you never) (rated|seen|given a rating to) {those}[ {alone}]",
    "(if you had not|had you not|if you had never) (liked|enjoyed|loved) {liked}",
    "(if you had not|had you not|if you had never) {given}",
    "(were it not for|if it were not for|if it was not for|but for|if not for|had it not been for|in the absence of) {those}",
    "(with|if) {those} (gone|missing|removed|struck|set aside|out of the picture|taken away|left out|not there)",
    "if {those} (was|were) (gone|missing|removed|struck|set aside|out of the picture|taken away|left out|not there)",
    "if {those} (was|were) not (there|counted|among your ratings|in your history)",
    "{those} (gone|missing|removed|left out|aside)",
    "if (you|I|we) (take|took|leave|left|strike|struck|remove|removed|drop|dropped|set) {those} [(away|out|aside)][ {alone}]",
    "if (you|I|we) (take|took|leave|left|set) (away|out|aside) {those}[ {alone}]",
    "{ellipsis}",
)
TAKE_SAID = ("take {those} away", "leave {those} out")
TAKE_HEARD = (
    "(remove|strike|drop|delete) [(just|only)] {those} [from your (history|ratings)][ {alone}]",
    "(take|leave|set) [(just|only)] {those} (away|out|aside)[ {alone}]",
    "(take|leave|set) (away|out|aside) [(just|only)] {those}[ {alone}]",
)
LOSING_HEARD = (
    "(losing|removing|striking|dropping|deleting) [(just|only)] {those}[ {alone}]",
    "(leaving|taking|setting) {those} (out|away|aside)[ {alone}]",
    "(leaving|taking|setting) (out|away|aside) [(just|only)] {those}[ {alone}]",
)
def _given(s: PickSpeech, cited: Sequence[Cited]) -> Node | None:
    """ "given A and B 5 stars": only where all have the same rating."""
    stars = {c.stars for c in cited}
    value, films = stars.pop(), s.films(cited)
    if stars or value is None or films is None:
        return None
    marks = lits(*spell.marks(value, s.evidence.lexicon, s.evidence.scale))
    named = Alt((films, pronoun)) if (pronoun := meant(s, cited, lits("it", "them", "both"))) else films
    return Alt((Seq((Lit("given "), named, Lit(" "), marks)), Seq((Lit("given "), marks, Lit(" to "), named))))


ELLIPSES = ("if you had not", "had you not", "otherwise", "without that", "if not")


def condition(s: PickSpeech, cited: Sequence[Cited], those: Node | None, single: bool = False) -> dict[str, Node | None]:
    """Words for striking these items: `without` ("without A"), `take` ("take A away"), `losing` ("losing A").

    `single`: one of several is struck alone."""
    liked = all(c.verdict == "liked" for c in cited)
    named: dict[str, Node | None] = {
        "those": those,
        "liked": those if liked else None,
        "given": _given(s, cited) if s.reading else None,
        "alone": lits("alone", "by itself", "on its own", "on their own", "together", "as well"),
        "ellipsis": meant(s, cited, lits(*ELLIPSES)) if s.reading else None,
        "otherwise": meant(s, cited, lits("otherwise")) if s.reading else None,
    }
    if single and s.reading:
        named["alone"] = lits("alone", "by itself", "on its own", "only")
    elif s.reading:
        named["alone"] = lits("together", "as well", *(("alone", "by itself", "on its own") if len(cited) == 1 else ()))
    one = single and not s.reading
    return {
        "without": phrase(s, named, ("without {those} alone",) if one else ("without {those}",), () if one else WITHOUT_FREE, WITHOUT_HEARD),
        "take": phrase(s, named, () if one else TAKE_SAID, (), TAKE_HEARD),
        "losing": phrase(s, named, (), ("losing {those} alone",) if one else ("losing {those}",), LOSING_HEARD),
        "otherwise": named["otherwise"],
        "those": those,
    }
