"""A new list as a whole: how many, for which wishes, which were given up, and what it starts with."""

from __future__ import annotations

from collections.abc import Sequence

from recsys.explain import plurals, spell
from recsys.explain.attributes import Attribute, asked_of, of_all
from recsys.explain.attributes import named as known_by
from recsys.explain.claims import Facts, kind
from recsys.explain.clauses import counted, named
from recsys.explain.kinds import asked
from recsys.explain.patterns import Alt, Listing, Lit, Node, Seq, lits
from recsys.explain.records import Introduction
from recsys.explain.speech import Speech

LIST = Speech[Introduction]
FEW = 6
"""With fewer likes than this, a list is put down to knowing little of the person."""
MANY = 50
"""From so many likes there is "plenty" to go by."""


@kind(
    "here",
    "items wishes",
    "are is many things ten",
    said=("here {are} {many}",),
    free=("I have {many} for you", "I would try these {ten}", "these are {many} for you"),
    warm=("I have put together {many} for you", "I have found {many} for you", "here {are} {many} for you"),
    terse=("{many}",),
    heard=(
        "(here|these|this|there) {are} [(your|the|my) ]{many}[ for you]",
        "here {are} {many} (to start with|I would try|you might like|for tonight)[ for you]",
        "I('ve| have) [(got|put together|found|picked|chosen) ]{many}[ for you]",
        "(here is|here's|this is) (your|a) [new ]list of ({ten}|{many})[ for you]",
        "(your|the|a) [new ]list [of ({ten}|{many}) ]is ready",
        "new list[, {many}]",
        "(your|the|this) [new ]list has {many}",
        "{many}[, as (asked|you asked|requested|you wished|you wanted)]",
        "{many}, (picked|chosen|put together) for you",
    ),
    about=Introduction,
)
def here(s: LIST) -> Facts:
    """How many items the list has, and what they are by the wishes they all meet."""
    total = len(s.record.items)
    if not total:
        return
    numbers = spell.small(total) if s.reading else spell.small(total)[:1]
    plural = s.plurals if total > 1 else s.nouns
    plural = plural if s.reading else plural[:1]
    wished = _things(s)
    new = ("", "new ") if s.reading else ("",)
    number = lits(*(f"{n} {x}" for n in numbers for x in new))
    bare: Node = Seq((number, lits(*plural)))
    many = bare if wished is None else Alt((Seq((number, wished)), bare)) if s.reading else Seq((number, wished))
    yield (
        ("count",),
        {
            "are": lits("are" if total > 1 else "is", *(("'s",) if s.reading and total == 1 else ())),
            "many": many,
            "ten": Seq((lits(*numbers), *((Lit(""),) if s.reading or s.free else ()))) if total > 1 else None,
        },
    )


def _things(s: LIST) -> Node | None:
    """What the items are by the wishes they all meet: "comedies from the 1980s"."""
    i = s.record
    told = ((w, of_all(w, i.items, s.reading)) for w in i.wishes if asked.genre_of(w) is None)
    known = {spell.plain(w): node for w, node in told if node is not None}
    if len(i.items) == 1 or (i.fit is not None and i.fit < len(i.items) and not i.relaxed):
        noun = s.nouns if s.reading else s.nouns[:1]
        return plurals.wished(i.wishes, (), noun, s.reading, known) if len(i.items) == 1 else None
    common = [g for g in i.items[0].genres if all(g in x.genres for x in i.items)] if i.items else []
    return plurals.wished(i.wishes, common, s.plurals if s.reading else s.plurals[:1], s.reading, known)


@kind(
    "met",
    "items wishes",
    "all things ten",
    said=("all {all} are {things}, as you asked", "you asked for {things}, and all {all} are"),
    warm=("you asked for {things}, and here are {ten}", "you asked for {things}, and all {all} are"),
    terse=("all {things}, as asked",),
    heard=(
        "(these|the|all) [({all}|{ten}) ][films |movies ]are [all ]{things}[, (as|just as|just what) you "
        "(asked|wished|wanted)]",
        "all {all}[ of (them|these)] are[ just] {things}[, (as|just as) you (asked|wished|wanted)]",
        "you (asked for|wanted|wished for) {things}(, and|, so|;) [here are {ten}|all {all}[ of (them|these)] "
        "are[ (just that|that|one)]]",
        "you (asked for|wanted|wished for) {things}",
        "all {all}[ of (them|these)] (fit|meet) (your wish|your wishes|what you asked for)[: {things}]",
    ),
    about=Introduction,
)
def met(s: LIST) -> Facts:
    """That every item meets the wishes."""
    i = s.record
    things = _things(s)
    if len(i.items) < 2 or things is None or (i.fit is not None and i.fit < len(i.items) and i.relaxed == ()):
        return
    numbers = spell.small(len(i.items)) if s.reading else spell.small(len(i.items))[:1]
    ten = lits(*numbers)
    tail = lits("", *(f" {p}" for p in s.plurals)) if s.reading else Lit("")
    of = lits("", " of them", " of these") if s.reading else Lit("")
    yield ("wishes",), {"all": Seq((ten, tail, of)), "things": things, "ten": ten}


@kind(
    "given_up",
    "relaxed",
    "wishes it does",
    said=("too little was left with {wishes}, so I let {it} go", "none of them {does}, as far as I know"),
    free=("with {wishes} too little was left, so I let {it} go",),
    terse=("{wishes} dropped: too little was left", "none {does}, as far as I know"),
    heard=(
        "[as far as I know, ]none of (them|these) {does}",
        "I (gave up|let go of|dropped|left aside) {wishes}[,] (because|as|since) too (little|few|few films) "
        "(was|were) left",
        "(too little|not enough) was left with {wishes}[, so I (dropped|gave up) {it}]",
        "(not all of them meet|I had to give up|I gave up|I dropped) {wishes}",
        "I had to (give up|let go of|drop) {wishes}",
    ),
    about=Introduction,
)
def given_up(s: LIST) -> Facts:
    """Wishes that were given up because too little met them."""
    labels = [w for w in dict.fromkeys(map(spell.plain, s.record.relaxed)) if w]
    if not labels:
        return
    quoted = tuple(Lit(f'"{w}"', name=True) for w in labels)
    bare = tuple(Lit(w, name=True) for w in labels)
    forms: list[Node] = [quoted[0] if len(labels) == 1 else Listing(quoted)]
    if s.reading:
        forms.append(bare[0] if len(labels) == 1 else Listing(bare))
    it = "that wish" if len(labels) == 1 else "those wishes"
    lacks = _alone(s, labels) if s.record.items and not s.record.fit else None
    yield (
        ("wishes",),
        {
            "wishes": Alt(tuple(forms)) if s.reading or lacks is None else None,
            "it": lits(it, *(("it",) if s.reading else ())),
            "does": None if lacks is None else lacks.does(s.reading),
        },
    )


def _alone(s: LIST, labels: Sequence[str]) -> Attribute | None:
    """The theme or person that alone was given up, if no item is known to have it or `fit` says how many have."""
    one = known_by(labels[0]) if len(labels) == 1 and asked.genre_of(labels[0]) is None else None
    lacking = s.record.fit or all(asked_of(labels[0], item) is None for item in s.record.items)
    return one if lacking else None


@kind(
    "fit",
    "fit relaxed",
    "only rest wishes meet does",
    said=("only {only} {meet} all of it; the rest do without {wishes}", "only {only} of them {does}"),
    terse=("only {only} {meet} all of it", "only {only} {does}"),
    heard=("only {only} of them {meet} (everything|all of it|all your wishes)",),
    about=Introduction,
)
def fit(s: LIST) -> Facts:
    """How many meet everything, where wishes were given up for the rest."""
    i = s.record
    labels = [w for w in dict.fromkeys(map(spell.plain, i.relaxed)) if w]
    if i.fit is None or not 0 < i.fit < len(i.items) or not labels:
        return
    quoted = [f'"{w}"' for w in labels]
    without = quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
    numbers = spell.small(i.fit) if s.reading else spell.small(i.fit)[:1]
    only = _alone(s, labels) if not i.wishes else None
    yield (
        ("fit",),
        {
            "only": lits(*numbers),
            "meet": Lit("meets" if i.fit == 1 else "meet") if s.reading or only is None else None,
            "wishes": Lit(without),
            "does": None if only is None else only.does(s.reading, several=i.fit > 1),
        },
    )


@kind(
    "alike",
    "like",
    "film",
    said=("they are chosen to be like {film}",),
    free=("what they share is being close to {film}",),
    warm=("they are chosen to be like {film}, and to your taste",),
    terse=("like {film}",),
    heard=(
        "(these|they|all) are [(all|chosen to be|meant to be|picked to be) ](like|close to|closest to) {film}[, "
        "by your taste]",
    ),
    about=Introduction,
)
def alike(s: LIST) -> Facts:
    """The item that the list is to be like."""
    like = s.record.like
    if like is not None and s.record.items and (film := s.title(like)) is not None:
        yield (like.id,), {"film": film}


@kind(
    "first",
    "items",
    "film films come",
    said=("{film} comes first", "{films} come first"),
    free=("{film} leads the list", "{film} is at the top", "the first is {film}"),
    warm=("{film} comes first", "I would start with {film}", "{films} come first"),
    terse=("{film} first", "{films} first"),
    heard=(
        "with {film} (first|at the top|in front|in first place|on top|leading|ahead|up front)",
        "(starting|beginning|opening) with {film}",
        "(headed|led) by {film}",
        "[the list |it |this list |your list |that ](starts|begins|opens) with {film}",
        "(and|which) (starts|begins|opens) with {film}",
        "{film} (leads|opens|heads|tops) (the|this|your) [new ]list[ of {come}]",
        "{film} (leads|opens|heads) (them|it)",
        "{film} (goes|is|stands|comes) (first|at the top|in first place|in front|at the front)[ of (them|the list)]",
        "(first|top) (comes|is) {film}",
        "[the ](first|top) (one|pick|of them) is {film}",
        "{films} (come|are|stand) (first|at the top)",
        "with {films} (first|at the top|in front)",
        "(starting|beginning) with {films}",
        "{film} (first|on top|at the top|leads)",
    ),
    about=Introduction,
)
def first(s: LIST) -> Facts:
    """What the list starts with."""
    items = s.record.items
    if not items:
        return
    total = spell.small(len(items)) if s.reading else spell.small(len(items))[:1]
    come = lits(*(f"{t}{p}" for t in total for p in ("", *(f" {x}" for x in s.plurals)))) if s.reading else None
    yield (items[0].id,), {"film": s.title(items[0]), "come": come}
    if len(items) > 3:
        for count in (2, 3):
            films = named(s, items[:count])
            yield tuple(i.id for i in items[:count]), {"films": films}


BEGINNING = (
    *(
        "so take it as a start",
        "so see it as a beginning",
        "so treat it as a beginning",
        "so there is not much to go on",
    ),
    *(
        "so not much to go on",
        "so a few more would help me",
        "so a few more ratings would help me",
        "so do tell me a few",
    ),
    *("so do tell me a few more", "so I cannot fit them to your taste yet", "so I can't fit them to your taste"),
    *("so the choice cannot be very personal", "so the choice can't be very personal", "which is not much to go on"),
    *("so I do not have much to go on", "so take it with a pinch of salt"),
)
"""What little knowledge means for the list; the first three are written."""
PLENTY = (
    "so I had plenty to go on",
    "so there was plenty to go by",
    "so I had a lot to go on",
    "which is plenty to go on",
)


@kind(
    "rests",
    "likes",
    "likes none one so",
    said=(
        "the list rests on {likes} you like",
        "I know {likes} you like[, {so}]",
        "I know only {one} you like[, {so}]",
        "I do not know yet {none} you like[, {so}]",
    ),
    free=("I had {likes} you like to go by",),
    warm=(
        "I had {likes} you like to go by",
        "so far I know only {one} you like[, {so}]",
        "I do not know yet {none} you like[, {so}]",
    ),
    terse=("{likes} you like to go by", "only {one} you like to go by", "I do not know yet {none} you like"),
    heard=(
        "(it|the list|this list|this|I) (rests on|draws on|builds on|is built on|is based on|drew on|built it on) "
        "{likes} you (like|liked|have liked)",
        "[so far |as yet ]I [only |just ](know|knew|know of) [(only|just) ]{likes} [that ]you like[ so far][, {so}]",
        "[so far |as yet ]I [only |just ](know|knew|know of) [(only|just) ]{one} [that ]you like[ so far][, {so}]",
        "I (do not|don't) (know|know of) {none}[ that] you like[ yet][, {so}]",
        "you (have not|haven't) told me of any {none} you like yet[, {so}]",
        "{none}",
    ),
    about=Introduction,
)
def rests(s: LIST) -> Facts:
    """How many likes of the person the list rests on."""
    n, few = s.record.likes, s.record.likes < FEW
    so = (
        lits(*(BEGINNING if s.reading else BEGINNING[:3]))
        if few
        else lits(*PLENTY)
        if s.reading and n >= MANY
        else None
    )
    likes = one = none = None
    if n > 1:
        likes = counted(s, n, s.noun, s.plural)
        if s.reading:
            short = lits(*(w for w in spell.small(n)))
            likes = Alt((likes, short))
    elif n == 1:
        one = Alt(
            (
                counted(s, 1, s.noun, s.plural),
                *((Lit("one"), Lit("a single one"), Lit(f"a single {s.noun}")) if s.reading else ()),
            )
        )
    else:
        none = (
            Alt((Lit(f"which {s.plural}"), *((lits(f"any {s.noun}", f"of any {s.noun}", s.noun)),)))
            if s.reading
            else Lit(f"which {s.plural}")
        )
    yield ("likes",), {"likes": likes, "one": one, "none": none, "so": so}


@kind(
    "likes",
    "likes",
    "many so",
    said=("I had {many} of yours to go by",),
    free=("{many} of yours stand behind it", "your {many} helped me choose"),
    terse=("{many} of yours to go by",),
    heard=(
        "I (had|have) [(just|only) ]{many} (of yours|from you) to (go by|choose by|work with|draw on|build on|go "
        "on)[, {so}]",
        "[(just|only) ]{many} (of yours|from you)[ so far][ (to (go by|choose by|build on|work with|go on)|behind "
        "(it|them))][, {so}]",
        "(picked|put together|chosen|made) with your {many} in (mind|view)",
        "with your {many} in (mind|view)",
        "your {many} (helped me choose|stand behind it|are behind it)",
        "for which I had {many} of yours to (draw on|go by|choose by|work with)",
        "it (draws|rests|builds|is based) on [your ]{many}[ of yours]",
    ),
    about=Introduction,
)
def likes(s: LIST) -> Facts:
    """The same, counted as likes."""
    n = s.record.likes
    if n < 1:
        return
    numbers = spell.small(n) if s.reading else spell.small(n)[:1]
    many = lits(*(f"{w} {'like' if n == 1 else 'likes'}" for w in numbers))
    so = lits(*BEGINNING) if n < FEW and s.reading else lits(*PLENTY) if s.reading and n >= MANY else None
    yield ("count",), {"many": many, "so": so}


@kind(
    "empty",
    "items wishes",
    "none fitting left",
    said=("I found {none}{fitting} {left}",),
    heard=("there is {none}{fitting} {left}", "nothing{fitting} is left"),
    about=Introduction,
)
def empty(s: LIST) -> Facts:
    """That nothing is left to recommend."""
    i = s.record
    if i.items:
        return
    wishes = [w for w in dict.fromkeys(map(spell.plain, i.wishes)) if w]
    quoted = tuple(Lit(f'"{w}"', name=True) for w in wishes)
    fits: Node = Lit("")
    if quoted:
        fits = Seq((Lit(" that fits "), quoted[0] if len(quoted) == 1 else Listing(quoted)))
    left = f"that you have not {s.lexicon.done} or turned down"
    yield ("none",), {"none": Lit(f"no {s.noun}"), "fitting": fits, "left": Lit(left)}
