"""Striking items of the history, in words: "without A", "if you had not rated A", "take it away", and what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from recsys.explain import spell
from recsys.explain.discourse import ALL, FILM, Around, Naming, State
from recsys.explain.kinds.falls import later
from recsys.explain.kinds.phrases import any_of, phrase
from recsys.explain.nouns import meant as pointed
from recsys.explain.patterns import Alt, Claimed, Found, Lit, Mark, Node, Reading, Seq, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.schema import Cited


def meant(s: PickSpeech, cited: Sequence[Cited], *texts: str) -> Node | None:
    """A pronoun or an ellipsis that means these items, understood only where they were named last; None if it is not
    understood here. Written, it may mean the whole cited set only."""
    ids = tuple(c.item.id for c in cited)
    wanted, whole = frozenset(ids), len(ids) == len(s.evidence.cited)
    if not s.reading:
        return Claimed(ALL, lits(*texts)) if s.them and whole else None

    def test(state: State) -> bool:
        return wanted == frozenset(state.focus) or (whole and state.them)

    return s.when(pointed(ids, lits(*texts)), test)


def counted(s: PickSpeech, cited: Sequence[Cited], *texts: str) -> Node | None:
    """The same of words that tell how many they mean ("both"): all of them must have been named, not all at last."""
    ids = tuple(c.item.id for c in cited)
    wanted = frozenset(ids)
    if not s.reading:
        return meant(s, cited, *texts)

    def test(state: State) -> bool:
        return (wanted <= frozenset(state.named) and frozenset(state.focus) <= wanted) or (
            state.them and len(ids) == len(s.evidence.cited)
        )

    return s.when(pointed(ids, lits(*texts)), test)


def subject(s: PickSpeech, cited: Sequence[Cited]) -> Node | None:
    """The items as the subject of a clause, by name or as "they"."""
    n = len(cited)
    if not s.reading:
        return meant(s, cited, "they" if n > 1 else f"that {s.noun}") or s.films(cited)
    return s._kept(
        f"subject {[c.item.id for c in cited]}",
        lambda: later(s, lambda: any_of(s.films(cited), s.ratings(cited), _they(s, cited))),
    )


def _they(s: PickSpeech, cited: Sequence[Cited]) -> Node | None:
    n = len(cited)
    if n == 1:
        nouns = [f"that {noun}" for noun in (*s.nouns, "one", "rating", "one rating", *(f"one {x}" for x in s.nouns))]
        kinds = [f"that {k}" for g in cited[0].item.genres for k in spell.genre_nouns(g)]
        return meant(s, cited, "it", "that", "which", *nouns, *kinds)
    number = spell.small(n)[0]
    some = [
        f"{w} {number}{tail}"
        for w in ("those", "these", "the")
        for tail in ("", " of them", *(f" {p}" for p in s.plurals))
    ]
    some += (
        ["both", "both of them", "the pair", "the pair of them"]
        if n == 2
        else [f"all {number}", f"all {number} of them"]
    )
    return any_of(
        counted(s, cited, *some), meant(s, cited, "they", "these", "those", "together they", "which"), _along(s, cited)
    )


def _unnamed(s: PickSpeech, node: Node, left: int) -> Node:
    """Words that mean the whole cited set where all but so many of it were named last."""
    ids = tuple(c.item.id for c in s.evidence.cited)

    def test(state: State) -> bool:
        return set(state.focus) < set(ids) and len(state.focus) == len(ids) - left

    return s.when(pointed(ids, node), test)


def _along(s: PickSpeech, cited: Sequence[Cited]) -> Node | None:
    """ "along with three other films they", of the cited set of which the others were named last."""
    if len(cited) < len(s.evidence.cited):
        return None
    forms: list[Node | None] = []
    for left in range(1, len(cited)):
        more = [
            f"{joint} {n} {w}"
            for joint in ("along with", "together with", "with")
            for n in spell.small(left)
            for w in _others(s, left)
        ]
        they = Seq((lits(*more), lits(" they", ", they", " it", ", it")))
        forms.append(_unnamed(s, they, left))
    return any_of(*forms)


def struck(s: PickSpeech, cited: Sequence[Cited]) -> Node | None:
    """The items as an object, by name or as "them"; when read, also "your rating of A"."""
    if not s.reading:
        return s.those(cited)
    return s._kept(f"struck {[c.item.id for c in cited]}", lambda: later(s, lambda: _struck(s, cited)))


def _struck(s: PickSpeech, cited: Sequence[Cited]) -> Node | None:
    n = len(cited)
    number = spell.small(n)[0]
    if n == 1:
        some = ["that rating of yours", "this rating", "that opinion", "that score", "those stars", "your rating"]
        some += ["them"] if len(s.evidence.cited) == 1 else []
        return any_of(s.those(cited), s.ratings(cited), meant(s, cited, *some))
    some = [f"{w} {number} {f}" for w in ("those", "these", "the") for f in (*s.plurals, "ratings", "of them")]
    some += [f"{w} {number}" for w in ("those", "these", "the", "all")] + [
        f"all {number} of them",
        f"all {number} together",
    ]
    some += ["both", "both of them", "the pair", "the pair of them", "both together", "both ratings"] if n == 2 else []
    some += [f"all of {w}" for w in ("them", "these", "those")] if n > 2 else []
    them = meant(s, cited, "them", "these", "those", "those ratings")
    return any_of(s.those(cited), s.ratings(cited), counted(s, cited, *some), them, _more(s, cited))


def _more(s: PickSpeech, cited: Sequence[Cited]) -> Node | None:
    """Those named last, and what is missing of these items: "it and B", "those and two more"."""
    wanted = frozenset(c.item.id for c in cited)
    again = Again(lits("it", "them", "those", "these", "that", "that one", "those two", "these two", "both"))
    forms: list[Node] = []
    films = any_of(s.films(cited, some=True), *(s.ratings((c,)) for c in cited))
    if films is not None:
        joined = Seq((again, lits(", ", " and ", ", and ", " together with ", " along with "), films))
        forms.append(Naming(joined, lambda named: frozenset(named) == wanted))
    if len(wanted) == len(s.evidence.cited):
        for left in range(1, len(cited)):
            more = [f"{n} {w}" for n in spell.small(left) for w in (*_others(s, left),)]
            rest = Seq(
                (again, lits(*(f"{joint}{m}" for joint in (" and ", " together with ", " along with ") for m in more)))
            )
            known = len(cited) - left
            part = Naming(rest, lambda named, known=known: len(named) == known and frozenset(named) <= wanted)  # type: ignore[misc]
            forms.append(pointed(tuple(wanted), part))
    return any_of(*forms)


def _others(s: PickSpeech, count: int) -> list[str]:
    """How cited items that are not named are called behind a number."""
    nouns = s.nouns if count == 1 else s.plurals
    liked = (" you liked", " that you liked") if all(c.verdict == "liked" for c in s.evidence.cited) else ()
    found = ["more", "other" if count == 1 else "others", f"more of your {s.plural}", f"others of your {s.plural}"]
    return [
        *found,
        *(f"{w} {noun}{tail}" for w in ("more", "other") for noun in nouns for tail in ("", " of yours", *liked)),
    ]


@dataclass(frozen=True, slots=True, eq=False)
class Again(Around):
    """Pronouns for whatever films of the person were named last."""

    def match(self, reading: Reading, start: int) -> Found:
        focus = getattr(getattr(reading, "state", None), "focus", ())
        if not focus:
            return {}
        found = reading.match(self.part, start)
        return {end: (*marks, *(Mark(FILM + i, start, end) for i in focus)) for end, marks in found.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Onward(Around):
    """Text that cannot begin a sentence."""

    def match(self, reading: Reading, start: int) -> Found:
        return reading.match(self.part, start) if start else {}


def gap(s: PickSpeech, cited: Sequence[Cited]) -> Node | None:
    """A subject that is left out, where the clause before was about it: "A has five stars from you and is why …"."""
    left_out = meant(s, cited, "", "which ", "that ")
    return None if left_out is None or not s.reading else Onward(left_out)


def rest(s: PickSpeech) -> Node | None:
    """When read, those of the cited set that were not named last: "two more films of yours"."""
    cited = s.evidence.cited
    forms: list[Node | None] = []
    for left in range(1, len(cited)):
        texts = lits(*(f"{n} {w}" for n in spell.small(left) for w in _others(s, left)))
        forms.append(_unnamed(s, texts, left))
    return any_of(*forms)


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
    "[even] (if you had not|had you not|if you had never|had you never) (rated|seen|given a rating to) "
    "{those}[ {alone}]",
    "(if you had not|had you not|if you had never) (liked|enjoyed|loved) {liked}",
    "(if you had not|had you not|if you had never) {given}",
    "(were it not for|if it were not for|if it was not for|but for|if not for|had it not been for|in the "
    "absence of) {those}",
    "(with|if) {those} (gone|missing|removed|struck|set aside|out of the picture|taken away|left out|not there)",
    "if {those} (was|were) (gone|missing|removed|struck|set aside|out of the picture|taken away|left out|not there)",
    "if {those} (was not|were not|wasn't|weren't) (there|counted|among your ratings|in your history)",
    "{those} (gone|missing|removed|left out|aside)",
    "if (you|I|we) (take|took|leave|left|strike|struck|remove|removed|drop|dropped|set) {those}[ "
    "(away|out|aside)][ {alone}]",
    "if (you|I|we) (take|took|leave|left|set) (away|out|aside) {those}[ {alone}]",
    "{ellipsis}",
)
TAKE_SAID = ("take {those} away", "leave {those} out")
TAKE_HEARD = (
    "(remove|strike|drop|delete) [(just|only)] {those}[ from your (history|ratings)][ {alone}]",
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
    named = Alt((films, pronoun)) if (pronoun := meant(s, cited, "it", "them", "both")) else films
    return Alt((Seq((Lit("given "), named, Lit(" "), marks)), Seq((Lit("given "), marks, Lit(" to "), named))))


ELLIPSES = (
    "if you had not",
    "if you hadn't",
    "had you not",
    "hadn't you",
    "otherwise",
    "without that",
    "without which",
    "if not",
)


def condition(
    s: PickSpeech, cited: Sequence[Cited], those: Node | None, single: bool = False
) -> dict[str, Node | None]:
    """Words for striking these items: `without` ("without A"), `take` ("take A away"), `losing` ("losing A").

    `single`: one of several is struck alone."""
    liked = all(c.verdict == "liked" for c in cited)
    named: dict[str, Node | None] = {
        "those": those,
        "liked": those if liked else None,
        "given": _given(s, cited) if s.reading else None,
        "alone": lits("alone", "by itself", "on its own", "on their own", "together", "as well"),
        "ellipsis": meant(s, cited, *ELLIPSES) if s.reading else None,
        "otherwise": meant(s, cited, "otherwise") if s.reading else None,
    }
    if single and s.reading:
        named["alone"] = lits("alone", "by itself", "on its own", "only")
    elif s.reading:
        named["alone"] = lits("together", "as well", *(("alone", "by itself", "on its own") if len(cited) == 1 else ()))
    one = single and not s.reading
    return {
        "without": phrase(
            s,
            named,
            ("without {those} alone",) if one else ("without {those}",),
            () if one else WITHOUT_FREE,
            WITHOUT_HEARD,
        ),
        "take": phrase(s, named, () if one else TAKE_SAID, (), TAKE_HEARD),
        "losing": phrase(s, named, (), ("losing {those} alone",) if one else ("losing {those}",), LOSING_HEARD),
        "otherwise": named["otherwise"],
        "those": those,
    }
