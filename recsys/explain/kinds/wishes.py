"""What the person asked for in this conversation, and whether the pick fits."""

from __future__ import annotations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.discourse import State, When
from recsys.explain.kinds import asked, places
from recsys.explain.kinds.asked import Wishes, asks, described, genre_of
from recsys.explain.kinds.phrases import any_of, phrase, words
from recsys.explain.kinds.receipts import picked
from recsys.explain.patterns import Alt, Listing, Lit, Node, Opt, Seq, either, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.schema import Evidence

PREPOSITIONS = spell.words("not no from before after until since between with without for to on under over")
"""A wish that begins with one of these does not follow "you asked for" well."""


def met(e: Evidence) -> tuple[str, ...]:
    """The wishes the item meets. One that stands for a range of years is listed once for each bound, and met only if
    both are."""
    return tuple(dict.fromkeys(w for w in e.asked if w not in e.unmet))


@kind(
    "request",
    "asked",
    "it wishes nouns kinds exact asks fits is does mods as_asked that bare put not so",
    said=(
        "{it} (fits|matches) what you asked for: {wishes}",
        "you asked for {nouns}, and {it} fits",
        "you asked for {kinds}, and {it} is {exact}",
        "{it} {does}, {as_asked}",
    ),
    free=(
        "{it} is {is}, {as_asked}",
        "{asks}, and {it} (fits|is {exact})",
    ),
    warm=("{asks}, and {it} is {exact}", "{it} is {is}, {as_asked}", "{it} {does}, {as_asked}"),
    terse=("{is}, {as_asked}", "{mods}, {as_asked}"),
    noted=("fits what you asked for: {wishes}", "{is}, {as_asked}", "{mods}, {as_asked}", "{bare}"),
    heard=(
        "{asks}(, and|, so|:|;) {it} {does}",
        "{it} {does}, {as_asked}[,] but {not}",
        "{as_asked}, {it} (is {is}|{does})",
        "{it} (meets|fits|matches|answers) (your (wish|request|wishes)|what you asked for)[: {wishes}]",
        "[so] {fits}",
        "{asks}, which {it} (is|gives you|offers|does)",
        "{it} (is|[just] what you asked for, is) {is}, {as_asked}",
        "{it}: {is}, {as_asked}",
        "(as {is}|being {is}), {it} (is what you asked for|fits [what you asked for])",
        "{it} is {that} you (asked for|wanted|were after|were looking for)",
        "{it} is {is}[,] so {it} (fits|suits|meets|matches) ([what] you asked for|your wish|your request|that)",
        "{it} [does] (fit|fits|meet|meets|match|matches|answer|answers|suit|suits) your (wish|request) for {kinds}",
        "for [your] {kinds},[ as you asked,] {put}",
        "{so}",
        "{it} is {is}, {as_asked}[,] but {not}",
    ),
)
def request(s: PickSpeech) -> Facts:
    """Wishes that the pick truly meets."""
    e = s.evidence
    labels = met(e)
    wishes = _listed(s, labels)
    if wishes is None:
        return
    awkward = any(w.split()[0].casefold() in PREPOSITIONS for w in labels if w.split())
    told = Wishes(s, labels, e.context)
    only = Wishes(s, labels)
    named = told.phrase if s.reading else only.phrase
    all_ = only.phrase is not None and not only.odd
    whole = all_ and bool(only.genres or only.lore)
    listed = None if whole and not s.reading else wishes
    single = len(only.genres) <= 1 and (s.reading or len(labels) <= 2)
    exact = words(
        s,
        ("one", "just that") if not e.unmet else ("one",),
        (),
        ("exactly that", "that", "both", "both of those", "one too"),
    )
    exact = exact if single or s.reading else lits("just that") if not e.unmet else None
    genres = bool(only.genres or only.lore)
    does = only.does
    put = _put(s)
    yield (
        ("asked",),
        {
            "it": s.target,
            "wishes": listed,
            "nouns": listed if s.reading or not (awkward or only.lore) else None,
            "kinds": named if s.reading or (all_ and genres) else None,
            "exact": exact if genres or s.reading else None,
            "asks": asks(s, named) if s.reading or genres else None,
            "fits": _fits(s, exact) if s.reading else None,
            "is": _is(s, only) if s.reading or (genres and does is None) else None,
            "does": does,
            "mods": _mods(only) if s.reading or does is not None else None,
            "as_asked": as_asked(s, not e.unmet),
            "that": _that(s, only),
            "bare": _bare(s, only),
            "put": put,
            "so": None if put is None else When(Seq((Lit("so "), put)), _after_a_wish),
            "not": _not(s),
        },
    )


def _mods(wished: Wishes) -> Node | None:
    """What the pick has of such wishes as a note: "about a heist, set in New York"."""
    reading = wished.s.reading
    told = [a.behind(reading) for a in wished.known.values()] + [a.never(reading) for a in wished.avoided.values()]
    return Listing(tuple(told), some=reading) if len(told) > 1 else told[0] if told else None


def _after_a_wish(state: State) -> bool:
    """ "So it comes second" goes on from the wish and from nothing else."""
    return bool(state.told & {"wanted", "request", "context", "likeness"})


def as_asked(s: PickSpeech, whole: bool) -> Node | None:
    """ "as you asked"; "just what you asked for" only of a pick that meets every wish."""
    verbs = ("asked", "wished", "wanted", "asked for", "requested", "hoped", "asked me")
    plain = [f"{w} you {v}" for v in verbs for w in ("as", "like")] + [
        "as asked",
        "as requested",
        "as wished",
        "as wanted",
    ]
    full = [f"just {p}" for p in plain] + [f"exactly {p}" for p in plain]
    full += [
        f"{w} what you {v}"
        for v in ("asked for", "wanted", "were after", "were looking for")
        for w in ("just", "which is", "exactly", "so", "which is just")
    ]
    return words(
        s,
        ("as you asked",),
        ("as you wished", "as you wanted", *(("just as you asked",) if whole else ())),
        (*plain, *(full if whole else ())),
    )


def _fits(s: PickSpeech, exact: Node | None) -> Node | None:
    """What a pick does that meets a wish just named."""
    whole = not s.evidence.unmet
    verbs = ("fits", "suits", "meets", "matches", "answers", "does fit")
    objects = (
        "",
        " that",
        " it",
        " this",
        " both",
        " that wish",
        " the bill",
        " your wish",
        " your request",
        " both wishes",
    )
    told = [f"{v}{o}" for v in verbs for o in objects] + [
        "is one",
        "is just one",
        "is one of them",
        "is both",
        "gives you both",
    ]
    told += [
        "fits both parts of that",
        "suits both wishes",
        "is among them",
        "qualifies",
        "is listed as one",
        "gives you that",
    ]
    told += ["is just that", "is exactly that", "is just what you asked for", "is that", "delivers"] if whole else []
    values: dict[str, Node | None] = {}
    values |= {"told": lits(*told), "it": s.target, "exact": exact}
    node = phrase(s, values, (), (), ("{it} {told}", "(this|that) is {exact}", "{it} is {exact}"))
    return None if node is None else When(node, lambda state: "wanted" in state.told)


def _is(s: PickSpeech, wished: Wishes) -> Node | None:
    """What the pick is, in the words of the wishes it meets: "a comedy from the 1990s"."""
    if not s.reading:
        return wished.phrase
    extra = any_of(wished.nothing, _adjectives(wished), _when(wished))
    both = phrase(s, {"a": wished.phrase, "b": extra}, (), (), ("{a}[,] (and|,|but|with) {b}",)) if extra else None
    return any_of(wished.phrase, extra, both)


def _adjectives(wished: Wishes) -> Node | None:
    found = list(dict.fromkeys(a for g in wished.genres for a in spell.genre_adjectives(g)))
    return lits(*found) if found else None


def _when(wished: Wishes) -> Node | None:
    """The years without a noun before them: "from the 1990s"."""
    if wished.when is None:
        return None

    def bare(node: Node) -> Node:
        if isinstance(node, Lit):
            return Lit(node.text.removeprefix(" "))
        if isinstance(node, Seq):
            return Seq((bare(node.parts[0]), *node.parts[1:]))
        return Alt(tuple(bare(c) for c in node.choices)) if isinstance(node, Alt) else node

    return bare(wished.when)


def _that(s: PickSpeech, wished: Wishes) -> Node | None:
    """ "the comedy" of "the comedy you asked for"."""
    if not s.reading or not wished.genres:
        return None
    nouns = [n for g in wished.genres for n in spell.genre_nouns(g)]
    nouns += [f"{a} {n}" for g in wished.genres for a in spell.genre_adjectives(g) for n in s.nouns]
    return Seq(
        (
            Lit("the "),
            *((Opt(wished.dated),) if wished.dated else ()),
            lits(*dict.fromkeys(nouns)),
            *((Opt(wished.when),) if wished.when else ()),
        )
    )


def _bare(s: PickSpeech, wished: Wishes) -> Node | None:
    """A sentence without a verb, when read: "No drama, nothing before 1980, as asked"."""
    if not s.reading:
        return None
    values = {"is": _is(s, wished), "asked": as_asked(s, not s.evidence.unmet), "it": s.target}
    return phrase(s, values, (), (), ("{is}[,] {asked}", "{is}, so {it} fits"))


def _put(s: PickSpeech) -> Node | None:
    """What is then offered: "here is X", "I put X in 5th place"."""
    e = s.evidence
    if not s.reading or not picked(e) or e.rank is None:
        return None
    values = {"it": s.target, "at": places.at(s, e.rank)}
    return phrase(
        s,
        values,
        (),
        (),
        (
            "(here is|here's|there is|there's|I suggest|I offer|I recommend|I have|you have) {it}[,] [{at}]",
            "I( have|'ve|) (put|placed|ranked) {it} {at}",
            "{it} (comes|is|ranks|takes|stands) {at}",
        ),
    )


@kind(
    "unmet",
    "unmet",
    "it wishes wish lacking asks not lacks sought known",
    said=(
        "{it} {lacks}{known}",
        "you asked for {sought}, but {it} is not one{known}",
        "{it} does not fit one of your wishes: {wish}",
        "{it} does not fit everything you asked for: {wishes}",
        "you asked for {wishes}, but {it} does not fit that",
    ),
    free=("you asked for {lacking}, but {it} is not one",),
    terse=("{it} is not {lacking}", "{it} does not fit: {wish}", "{it} {lacks}{known}"),
    noted=("does not fit: {wishes}",),
    heard=(
        "{it} {lacks}",
        "{it} {lacks}, (though|although|but|and) {asks}",
        "as far as (I know|the catalogue tells)[,] {it} {lacks}",
        "{asks}[,] (and|but|;) {it} {lacks}[{known}]",
        "{it} does not (meet|match) (your wish|your wishes|what you asked for): {wishes}",
        "{it} does not (meet|match|fit) (all of|every one of|one of|all) your wishes",
        "{asks}[,] (and|but|;) {it} is not (one|that|it|any of that)",
        "{asks}[,] (and|but|which) {it} (does not (fit|meet|match|answer)|is not)[ that]",
        "{asks}",
        "{it} is {not}",
        "{it} is {not}, (which is what you asked for|which you asked for|as you asked for|though you asked for that)",
        "{it} is not {lacking}, (though|although|but|and) you asked for one",
    ),
)
def unmet(s: PickSpeech) -> Facts:
    """Wishes that the pick does not meet."""
    labels = tuple(dict.fromkeys(s.evidence.unmet))
    wishes = _listed(s, labels)
    if wishes is not None:
        lore = Wishes(s, labels)
        lacks = [a.lacks(s.reading) for a in lore.known.values()]
        clear = 0 < len(lacks) == len(labels) <= asked.MOST and not s.reading
        told = None if (len(labels) == 1 or clear) and not s.reading else wishes
        unsure = any(a.kind != "director" for a in lore.known.values())
        yield (
            ("unmet",),
            {
                "it": s.target,
                "wishes": told,
                "wish": None if clear else wishes,
                "lacking": _lacking(s),
                "lacks": Listing(tuple(lacks), some=s.reading) if len(lacks) > 1 else lacks[0] if lacks else None,
                "sought": lore.phrase if lacks and (s.reading or (clear and len(labels) == 1)) else None,
                "known": _so_far(s, unsure) if lacks else None,
                "asks": asks(s, any_of(lore.phrase, wishes)) if s.reading else None,
                "not": _not(s),
            },
        )


def _so_far(s: PickSpeech, unsure: bool) -> Node:
    """What is told of themes and casts is never complete."""
    said = ", as far as I know"
    return lits(said, "", ", as far as the catalogue tells") if s.reading else Lit(said if unsure else "")


def _lacking(s: PickSpeech) -> Node | None:
    """A wished genre that the item truly lacks: "a comedy"."""
    own = {genre_of(g) or g for g in s.evidence.item.genres}
    lacking = [w for w in s.evidence.unmet if genre_of(w) and genre_of(w) not in own]
    return either([s.kind_of([genre_of(w) or w]) for w in lacking])


def _not(s: PickSpeech) -> Node | None:
    """ "not from the 1980s", "not a comedy": what the item truly is not, though it was wished."""
    if not s.reading:
        return None
    year = s.evidence.item.year
    wished = Wishes(s, tuple(w for w in dict.fromkeys(s.evidence.unmet) if _amiss(w, year)))
    never = [a.never(True) for a in Wishes(s, tuple(s.evidence.unmet)).known.values()]
    values = {"lacking": _lacking(s), "when": _when(wished), "never": any_of(*never)}
    return phrase(s, values, (), (), ("not {lacking}", "not {when}", "{never}"))


def _amiss(label: str, year: int | None) -> bool:
    """Whether an item of this year is outside the years the label means."""
    found = asked.time_of(label)
    if found is None or year is None:
        return False
    kind_, bound = found
    inside = {
        "from": year >= bound,
        "before": year < bound,
        "to": year <= bound,
        "after": year > bound,
        "decade": bound <= year < bound + 10,
        "year": year == bound,
    }
    return not inside[kind_]


@kind(
    "wanted",
    "asked unmet context parts",
    "asks because it here",
    said=(),
    heard=(
        "{asks}",
        "{it} is {here} because {asks}",
        "(because|since|as) {asks}, {it} is {here}",
    ),
)
def wanted(s: PickSpeech) -> Facts:
    """What was asked for, and that the pick is among what answers it."""
    e = s.evidence
    named = Wishes(s, met(e), e.context).phrase if s.reading else None
    if named is None or not (e.asked or e.context or asked.like(s)):
        return
    shown = e.rank is not None and picked(e)
    here = any_of(lits("here", "on your list", "on the list"), places.at(s, e.rank) if e.rank is not None else None)
    yield ("wanted",), {"asks": asks(s, named), "it": s.target, "here": here if shown else None}


def kin(e: Evidence) -> float:
    """The share of what speaks for the item that is likeness to the request's own words, 0 to 1."""
    speaking = sum(p.value for p in e.parts if p.value > 0)
    return sum(p.value for p in described(e)) / speaking if speaking > 0 else 0.0


def led(e: Evidence) -> bool:
    """Whether what was asked for speaks louder for the item than all of the history."""
    wished = sum(p.value for p in e.parts if p.kind in ("request", "context") and p.value > 0)
    return wished > sum(p.value for p in e.parts if p.kind == "history" and p.value > 0)


def _listed(s: PickSpeech, labels: tuple[str, ...]) -> Node | None:
    """Wishes by their labels; all when written."""
    told = tuple(Lit(w, name=True) for w in dict.fromkeys(map(spell.plain, labels)) if w)
    return Listing(told, some=s.reading) if len(told) > 1 else told[0] if told else None
