"""Two picks side by side: which ranks higher, what each rests on, what they have in common, the crowd."""

from __future__ import annotations

from itertools import combinations

from recsys.explain import plurals, spell
from recsys.explain.claims import Facts, kind
from recsys.explain.clauses import counted, named
from recsys.explain.kinds.knowledge import FEW
from recsys.explain.kinds.people import ENOUGH
from recsys.explain.kinds.receipts import alone, picked, together
from recsys.explain.patterns import Alt, Listing, Lit, Node, Opt, Seq, either, lits
from recsys.explain.pick_speech import SHOWN, PairSpeech
from recsys.explain.records import Comparison
from recsys.schema import Cited, Crowd, Evidence

GUESS = (
    *("take the order as a guess", "the order is a guess", "take the order with a pinch of salt"),
    *(
        "the order is uncertain",
        "I cannot be sure of this order",
        "I can't be sure of this order",
        "this rests on little",
    ),
)
"""The first two are written."""
MISSES = 3
"""A pick within so many places of the last shown "just misses" the list."""
CLEAR = 0.05
"""Averages nearer than this are the same to one decimal or might be; shares of likes too."""
GENRES = 6
"""More genres than this of one item are not combined."""


def sides(s: PairSpeech) -> list[tuple[Evidence, Evidence]]:
    """Both orders of the two picks; none if they cannot be told apart."""
    c = s.record
    if c.a.item.id == c.b.item.id or s.title(c.a.item) is None or s.title(c.b.item) is None:
        return []
    return [(c.a, c.b), (c.b, c.a)]


def shown(e: Evidence) -> bool:
    """Whether it is among the picks a list shows."""
    return picked(e) and e.rank is not None and e.rank <= SHOWN


def ids(*evidence: Evidence) -> tuple[str, ...]:
    return tuple(e.item.id for e in evidence)


@kind(
    "ranked",
    "a.rank b.rank",
    "high low x y gap",
    said=("{high} ranks above {low} for you: {x} against {y}", "{high} is {x} on your list, {low} {y}"),
    free=(
        "{high} comes {x} and {low} {y}",
        "{high} is {x} for you, {low} {y}",
        "{high} ranks {x}, ahead of {low} in {y}",
    ),
    warm=("{high} is {x} for you and {low} {y}", "for you {high} comes {x}, {low} {y}"),
    terse=("{high} {x}, {low} {y}", "{high}: {x}; {low}: {y}"),
    heard=(
        "{high} (is|comes|ranks|stands|takes) {x}[ (place|on your list|for you)](,|,| and|, and|;) {low} (is "
        "|comes |ranks |stands |)[(only|right behind it in|right behind in|right behind it|just behind it) ]{y}[ "
        "(place|on your list|for you)]",
        "{low} (is|comes|ranks|stands) {y}[ (place|on your list|for you)](,|, and| and|;) {high} (is |comes "
        "|ranks |)[(only|even) ]{x}",
        "{high} (ranks|comes|stands|is) (above|ahead of|before|in front of|higher than|higher on your list than) "
        "{low}[ for you][(:|,) {x} (against|to|and) {y}]",
        "{low} (ranks|comes|stands|is) (below|behind|lower than|after) {high}[ for you][(:|,) {y} "
        "(against|to|and) {x}]",
        "{gap} (separate|separates) (them|the two)[: {high} is {x}, {low} {y}]",
        "{gap} (lie|lies) between (them|the two)[: {high} is {x}, {low} {y}]",
        "{high} (leads|is in front|is ahead|comes first)",
        "(they are|both are|the two are) neighbours[ on (your|the) list][: {high} is {x}, {low} {y}]",
    ),
    about=Comparison,
)
def ranked(s: PairSpeech) -> Facts:
    """Which of the two ranks higher."""
    for high, low in sides(s):
        if not (picked(high) and picked(low)) or high.rank is None or low.rank is None or high.rank >= low.rank:
            continue
        far = low.rank - high.rank
        words = [f"{w} {'place' if far == 1 else 'places'}" for w in spell.small(far)]
        yield (
            ids(high, low),
            {
                "high": s.title(high.item),
                "low": s.title(low.item),
                "x": s.rank(high.rank),
                "y": s.rank(low.rank),
                "gap": lits(*words, *(w.capitalize() for w in words)) if s.reading else None,
            },
        )


@kind(
    "listed",
    "a.rank b.rank",
    "both neither on off",
    said=("both {both} are on your list", "{neither} is on your list", "{on} is on your list and {off} is not"),
    free=("{on} made your list, {off} did not",),
    heard=(
        "{off} is not on (your|the) list[, but {on} is]",
        "only {on} is on (your|the) list",
        "{off} (is|stands|comes) off (your|the) list",
        "{off} (misses|does not make) (your|the) list",
        "{both} are [both ]on (your|the) list",
    ),
    about=Comparison,
)
def listed(s: PairSpeech) -> Facts:
    """Whether both, one or none of them is among the first places."""
    c = s.record
    a, b, told = shown(c.a), shown(c.b), bool(sides(s))
    if a != b:
        on, off = (c.a, c.b) if a else (c.b, c.a)
        names = (s.title(on.item), s.title(off.item)) if told else (Lit("one of the two"), Lit("the other"))
        yield ids(on, off), {"on": names[0], "off": names[1]}
        return
    one, other = s.title(c.a.item), s.title(c.b.item)
    if a:
        films: list[Node] = [lits(*s.plurals)]
        if s.reading and told and one is not None and other is not None:
            films.append(Listing((one, other)))
        yield ("both",), {"both": Alt(tuple(films)) if s.reading else Lit(s.plural)}
        return
    neither: Node = lits(*(f"neither {n}" for n in s.nouns)) if s.reading else Lit(f"neither {s.noun}")
    if told and one is not None and other is not None:
        named_ = Seq((Lit("neither "), one, Lit(" nor "), other))
        turned = Seq((Lit("neither "), other, Lit(" nor "), one))
        neither = Alt((neither, Lit("neither"), named_, turned)) if s.reading else named_
    yield ("neither",), {"neither": neither}


@kind(
    "misses",
    "a.rank b.rank",
    "film place",
    said=("{film} just misses the list in {place}",),
    heard=(
        "{film}[,| is {place} and| comes {place} and|, (with|in|at|at number) {place}[ place],] "
        "(just|narrowly|only just) misses (your|the) list[ (in|with|at) {place}[ place]]",
        "{film} (comes|is|ranks) {place}, (just off|just outside|off|outside|and (so |)not on|not on) (your|the) list",
        "{film} (is|stands) {place} and off (your|the) list",
    ),
    about=Comparison,
)
def misses(s: PairSpeech) -> Facts:
    """A pick that stands right behind the last shown."""
    for e, _ in sides(s):
        if picked(e) and e.rank is not None and SHOWN < e.rank <= SHOWN + MISSES:
            yield ids(e), {"film": s.title(e.item), "place": s.rank(e.rank)}


# ---- what each rests on ------------------------------------------------------------------------------------------


def leaning(e: Evidence) -> tuple[Cited, ...]:
    """The items whose loss moves the pick down."""
    return e.cited if picked(e) and together(e) is not None else ()


@kind(
    "rest",
    "a.cited b.cited",
    "one films other rest them also speak",
    said=("{one} rests on {films}, {other} on {rest}", "both rest on {them}"),
    free=(
        "{one} leans on {films}, {other} on {rest}",
        "{films} {speak} for {one}, {rest} for {other}",
        "both lean on {them}",
    ),
    warm=("what counts for {one} is {films}, and for {other} {rest}", "both rest on {them}"),
    terse=("{one}: {films}; {other}: {rest}", "both rest on {them}"),
    heard=(
        "{one} (owes its place|owes it) to {films}, {other} to {rest}",
        "both (lean|rest|depend|build) [(in part|partly|mostly) ]on {also}",
        "{also} (speaks|speak|helps|help|counts|count) for both[ of them]",
        "both (owe their place|owe their places|are here) [(in part|partly) ](because of|thanks to|to) {also}",
        "behind both (is|stands) {also}",
    ),
    about=Comparison,
)
def rest(s: PairSpeech) -> Facts:
    """What the place of each rests on, where striking it makes the pick fall."""
    orders = sides(s)
    for one, other in orders:
        mine, theirs = leaning(one), leaning(other)
        if not mine or not theirs:
            continue
        same = {c.item.id for c in mine} == {c.item.id for c in theirs}
        films, others = (named(s, [c.item for c in cs]) for cs in (mine, theirs))
        if same:
            yield ("same", "|", *(c.item.id for c in mine)), {"them": films, "also": films if s.reading else None}
        else:
            key = (*ids(one, other), *(c.item.id for c in mine), *(c.item.id for c in theirs))
            told = {"one": s.title(one.item), "other": s.title(other.item), "films": films, "rest": others}
            yield key, {**told, "speak": Lit("speaks" if len(mine) == 1 else "speak")}
        shared = [
            c.item for c in mine if c.item.id in {d.item.id for d in theirs} and _felt(one, c) and _felt(other, c)
        ]
        if s.reading and shared and not same:
            yield ("shared", *(i.id for i in shared)), {"also": named(s, shared, some=True)}
    return


def _felt(e: Evidence, cited: Cited) -> bool:
    """Whether the pick falls without this one alone, or the cited set is this one."""
    if len(e.cited) == 1:
        return True
    receipt = alone(e, cited)
    return receipt is not None and receipt.fell


@kind(
    "unmoved",
    "a.receipts b.receipts likes",
    "plural",
    said=("neither place hangs on any few of your {plural}",),
    heard=(
        "no few of your {plural} decide the place of either",
        "neither place (depends|rests) on (a few|single) {plural}",
        "neither depends on any few of your {plural}",
    ),
    about=Comparison,
)
def unmoved(s: PairSpeech) -> Facts:
    """For neither was a small set of likes found whose loss moves it."""
    both = (s.record.a, s.record.b)
    if sides(s) and all(picked(e) and not e.cited and not e.receipts and e.likes > 0 for e in both):
        yield ("neither",), {"plural": Lit(s.plural)}


# ---- what they are -----------------------------------------------------------------------------------------------


@kind(
    "akin",
    "a.item.genres b.item.genres",
    "kind one other mine theirs asked",
    said=("both are {kind}", "{one} is {mine}, {other} {theirs}"),
    free=("both of them are {kind}", "one is {mine}, the other {theirs}"),
    warm=("both are {kind}", "{one} is {mine} and {other} {theirs}"),
    terse=("both {kind}", "{one} is {mine}, {other} {theirs}"),
    heard=(
        "(both|they|the two|both films|both movies|both of them) [are|count as] [both ]{kind}[{asked}]",
        "{one} and {other} are [both ]{kind}[{asked}]",
        "{one} is {mine}(,| and|;|, and|, while) {other} [is ]{theirs}",
        "as {kind}, both (fit|meet) your wish",
        "both are {kind}, so both (fit|meet) your wish[ for {kind}]",
    ),
    about=Comparison,
)
def akin(s: PairSpeech) -> Facts:
    """Genres of both, or how they differ."""
    c = s.record
    if not sides(s):
        return
    mine = tuple(g for g in c.a.item.genres if spell.plain(g))[:GENRES]
    theirs = tuple(g for g in c.b.item.genres if spell.plain(g))[:GENRES]
    common = [g for g in mine if g in theirs]
    plural = s.plurals if s.reading else s.plurals[:1]
    sizes = range(1, min(len(common), 3) + 1) if s.reading else [min(len(common), 2)] if common else []
    wished = {spell.plain(w).casefold() for w in c.a.asked} & {spell.plain(w).casefold() for w in c.b.asked}
    for size in sizes:
        for chosen in combinations(common, size) if s.reading else [tuple(common[:size])]:
            asked = any({spell.plain(g).casefold(), *spell.genre_nouns(g)} & wished for g in chosen)
            values: dict[str, Node | None] = {"kind": plurals.kinds(chosen, plural, s.reading)}
            if s.reading:
                values |= {"one": s.title(c.a.item), "other": s.title(c.b.item)}
                values["asked"] = (
                    lits(", as you asked", ", as you wished", ", just as you asked", ", as asked") if asked else None
                )
            yield (*chosen, "|"), values
    if mine and theirs and set(mine) != set(theirs):
        for one, other in sides(s) if s.reading else sides(s)[:1]:
            yield (
                ("apart", *ids(one, other)),
                {
                    "one": s.title(one.item),
                    "other": s.title(other.item),
                    "mine": _kind(s, one),
                    "theirs": _kind(s, other),
                },
            )


def _kind(s: PairSpeech, e: Evidence) -> Node | None:
    genres = tuple(g for g in e.item.genres if spell.plain(g))[: GENRES if s.reading else 3]
    if not s.reading:
        return s.kind_of(genres)
    sets = [c for n in range(1, min(len(genres), 3) + 1) for c in combinations(genres, n)]
    return either([s.kind_of(c) for c in sets])


@kind(
    "both_fit",
    "a.asked b.asked",
    "wishes",
    said=("both fit what you asked for: {wishes}",),
    terse=("both fit: {wishes}",),
    heard=(
        "both (fit|meet|match) (your wish|your wishes|what you asked for)[(:| for) {wishes}]",
        "you asked for {wishes}, and both (fit|are)",
    ),
    about=Comparison,
)
def both_fit(s: PairSpeech) -> Facts:
    """Wishes that both meet."""
    c = s.record
    labels = [w for w in dict.fromkeys(map(spell.plain, c.a.asked)) if w and w in map(spell.plain, c.b.asked)]
    if labels and sides(s):
        words = tuple(Lit(w, name=True) for w in labels)
        yield ("asked",), {"wishes": words[0] if len(words) == 1 else Listing(words, some=s.reading)}


# ---- the crowd -----------------------------------------------------------------------------------------------------


def crowd(e: Evidence) -> Crowd | None:
    """What enough people say of it."""
    c = e.crowd
    return c if c is not None and c.ratings >= ENOUGH and 0 <= c.likes <= c.ratings else None


@kind(
    "averages",
    "a.crowd b.crowd",
    "one other x y from against best",
    said=("{one} averages {x} {from}, {other} {y} {against}", "{best} has the higher average: {x} against {y}"),
    free=("{one} averages {x}, {other} {y}",),
    warm=("people give {one} {x} on average, {other} {y}", "{best} has the higher average: {x} against {y}"),
    terse=("{one} {x}, {other} {y} on average", "average {x} for {one}, {y} for {other}"),
    heard=(
        "{one} averages {x}[ {from}](,| and|, and|;) {other} [averages ]{y}[ {against}]",
        "{best} has (the|a) [slightly |clearly ]higher average[(:|,) {x} [stars ](against|to|and) {y}]",
        "{best} (averages|rates|scores) higher[(:|,) {x} (against|to) {y}]",
        "both average {same}",
        "{one} and {other} both average {same}",
    )[:3],
    about=Comparison,
)
def averages(s: PairSpeech) -> Facts:
    """The average rating of both, and which is higher."""
    for one, other in sides(s):
        c, d = crowd(one), crowd(other)
        if c is None or d is None or c.mean is None or d.mean is None:
            continue
        x, y = (spell.means(m, s.lexicon, s.record.scale) for m in (c.mean, d.mean))
        rounded = spell.mean(c.mean), spell.mean(d.mean)
        best = float(rounded[0]) > float(rounded[1])
        people = [
            lits(
                *(f"from {n} people" for n in (spell.counted(k.ratings) if s.reading else spell.counted(k.ratings)[:1]))
            )
            for k in (c, d)
        ]
        short = [lits(*(f"from {n}" for n in spell.counted(k.ratings))) for k in (c, d)]
        values: dict[str, Node | None] = {
            "one": s.title(one.item),
            "other": s.title(other.item),
            "x": lits(*x, rounded[0]) if s.reading else Lit(x[0]),
            "y": lits(*y, rounded[1]) if s.reading else Lit(rounded[1]),
            "from": Alt((people[0], short[0])) if s.reading else people[0],
            "against": Alt((people[1], short[1])) if s.reading else Lit(f"from {spell.counted(d.ratings)[0]}"),
            "best": s.title(one.item) if best else None,
        }
        if s.reading or best or rounded[0] == rounded[1]:
            yield ids(one, other), values


@kind(
    "same_average",
    "a.crowd b.crowd",
    "mean",
    said=("both average {mean}",),
    heard=("(the two|they) [both ]average {mean}", "both have (an|the same) average[ of {mean}]"),
    about=Comparison,
)
def same_average(s: PairSpeech) -> Facts:
    """Both have the same average to one decimal."""
    if not sides(s):
        return
    c, d = crowd(s.record.a), crowd(s.record.b)
    if c is None or d is None or c.mean is None or d.mean is None or spell.mean(c.mean) != spell.mean(d.mean):
        return
    said = spell.means(c.mean, s.lexicon, s.record.scale)
    yield ("both",), {"mean": lits(*said, spell.mean(c.mean)) if s.reading else Lit(said[0])}


@kind(
    "liked_more",
    "a.crowd b.crowd",
    "best other x y",
    said=("{best} is the better liked of the two: {x} against {y}",),
    free=(
        "{best} is better liked than {other}: {x} against {y}",
        "a larger part of its raters liked {best}: {x} against {y}",
    ),
    warm=("people take to {best} more: {x} liked it, against {y} for {other}",),
    terse=("{best} better liked: {x} against {y}",),
    heard=(
        "{best} is [the ](more widely|better|more) liked[ (of the two|than {other})][(:|,)[ by] {x} [people "
        "](against|to|compared with|and) {y}[ for {other}]]",
        "{best} is [the ]more popular[ (of the two|than {other})][(:|,)[ by] {x} [people ](against|to|compared "
        "with) {y}[ for {other}]]",
        "people [tend to ]like {best} more[, (with|by) {x} [(raters|people) ](against|to|compared with) {y}[ for "
        "{other}]]",
        "people like {best} better[ than {other}]",
        "{best} was liked by {x} [people ]and {other} by {y}",
        "{best} was liked by {x}[ people][,] [and |against ]{other} by [just |only ]{y}",
        "{other} was liked by {y}[ people][,] [and |against ]{best} by {x}",
    ),
    about=Comparison,
)
def liked_more(s: PairSpeech) -> Facts:
    """Which of the two a larger part of its raters liked, by enough to say so."""
    for best, other in sides(s):
        c, d = crowd(best), crowd(other)
        if c is None or d is None or c.likes / c.ratings < d.likes / d.ratings + CLEAR:
            continue
        x, y = _of(s, c), _of(s, d)
        yield ids(best, other), {"best": s.title(best.item), "other": s.title(other.item), "x": x, "y": y}


def _of(s: PairSpeech, c: Crowd) -> Node:
    """ "228 of 294 people"."""
    ns, ms = spell.counted(c.likes), spell.counted(c.ratings)
    if not s.reading:
        return Lit(f"{ns[0]} of {ms[0]} people")
    tails = ("", " people", " raters", " people who rated it")
    wheres = ("", "the ", "its ", "their ")
    return lits(*(f"{n} of {w}{m}{t}" for n in ns for m in ms for w in wheres for t in tails))


@kind(
    "rated_more",
    "a.crowd b.crowd",
    "best other x y",
    said=("more people have rated {best}: {x} against {y}",),
    free=("more people have rated {best} than {other}",),
    heard=(
        "more people [have ]rated {best}[ than {other}][(:|,) {x} (against|to|compared with) {y}]",
        "{best} (has|got) more ratings[ than {other}][(:|,) {x} (against|to|compared with) {y}]",
        "{best} is better known[(:|,) {x} ratings (against|to) {y}]",
    ),
    about=Comparison,
)
def rated_more(s: PairSpeech) -> Facts:
    """Which of the two more people rated."""
    for best, other in sides(s):
        c, d = best.crowd, other.crowd
        if c is not None and d is not None and c.ratings > d.ratings > 0:
            x, y = s.spelt(spell.counted(c.ratings)), s.spelt(spell.counted(d.ratings))
            yield ids(best, other), {"best": s.title(best.item), "other": s.title(other.item), "x": x, "y": y}


@kind(
    "against_both",
    "a.against b.against",
    "films you",
    said=("{films} counts against both",),
    heard=(
        "{films} (counts|speaks) against (both|both of them|the two of them|the two|them)",
        "{you} (counts|count) against (both|both of them|the two|them)",
    ),
    about=Comparison,
)
def against_both(s: PairSpeech) -> Facts:
    """An item that pulls both down."""
    theirs = {c.item.id for c in s.record.b.against if c.value < 0}
    for c in s.record.a.against if sides(s) else ():
        if c.value >= 0 or c.item.id not in theirs or s.title(c.item) is None:
            continue
        you: Node | None = None
        if s.reading:
            forms: list[Node] = []
            title = s.title(c.item)
            assert title is not None
            if c.stars is not None:
                forms.append(Seq((Lit("your "), lits(*spell.stars(c.stars, s.lexicon)), Lit(" for "), title)))
                if c.verdict == "disliked":
                    forms.append(Seq((Lit("your low rating for "), title)))
            if c.verdict == "disliked":
                forms.append(Seq((lits("your dislike of ", "your dislike for ", "your disliking "), title)))
            you = either(forms)
        film = s.title(c.item)
        which = (
            ", which you disliked" if c.verdict == "disliked" else ", which you liked" if c.verdict == "liked" else ""
        )
        if s.reading and film is not None and which:
            film = Seq((film, Opt(lits(f"{which},", which))))
        yield ("|", c.item.id), {"films": film, "you": you}


@kind(
    "little_known",
    "a.likes a.thin",
    "count none guess",
    said=("I know only {count} you like, so {guess}", "I do not know yet {none} you like, so {guess}"),
    free=("with only {count} you like to go by, {guess}",),
    terse=("only {count} you like to go by: {guess}",),
    heard=(
        "[so far ]I [only |just ](know|have|know of) [(only|just) ]{count} [(that |)you like ][so far][, so {guess}]",
        "with [(just|only) ]{count} you like[,] {guess}",
        "I (do not|don't) know yet {none} you like",
    ),
    about=Comparison,
)
def little_known(s: PairSpeech) -> Facts:
    """How few likes the comparison rests on."""
    e = s.record.a
    if not (e.thin and s.record.b.thin) or e.likes >= FEW:
        return
    count = counted(s, e.likes, s.noun, s.plural) if e.likes else None
    none = Lit(f"which {s.plural}") if e.likes == 0 else None
    yield ("likes",), {"count": count, "none": none, "guess": lits(*GUESS[: len(GUESS) if s.reading else 2])}
