"""What a person's opinions show: what they lean to, what they avoid, how they rate."""

from __future__ import annotations

from collections.abc import Sequence

from recsys.explain import plurals, spell
from recsys.explain.attributes import Attribute
from recsys.explain.claims import Facts, kind
from recsys.explain.clauses import counted, named
from recsys.explain.patterns import Alt, Listing, Lit, Node, Opt, Seq, lits
from recsys.explain.records import Leaning, Taste
from recsys.explain.speech import Speech
from recsys.schema import Item

TASTE = Speech[Taste]
FEW = 6
"""Fewer likes than this are too few to speak of a taste."""
TWICE = 2.0
"""From this many times the usual share on, "more than twice" is true."""
ABOUT = 0.15
"""How far a ratio may be from two to be "about twice", in parts of two."""
TOLD = 3
"""So many favourites are named at most."""
RARE = 0.5
"""Up to this part of the usual share, a genre is "rare" among the likes."""


@kind(
    "tally",
    "opinions likes",
    "rated liked told none",
    said=("I know what you think of {rated}, and {liked}", "you have rated {rated} and {told}", "{none}"),
    free=("of the {rated} you have rated, {liked}",),
    warm=("you have told me of {rated}, and {liked}", "{none}"),
    terse=("{rated} rated, {liked}", "{none}"),
    heard=(
        "[so far ]you have [only ]rated {rated}[ so far][(, and| and|,|;) (you (have|(|have )) |){told}]",
        "[so far ]you have [only ]rated {rated}[ so far][(, and| and|,|;) {liked}]",
        "I know what you think of {rated}",
        "(out of|of) [the ]{rated} [that ][you (have |)](rated|seen)[,] (you (have |)|){told}",
        "you [have ](|only )(liked|like) {liked}",
        "{liked}",
        "you (have |){told}",
        "{rated}[ so far]",
        "(I have|with) [just ](|only ){rated}[ from you][ (in all|so far)]",
    ),
    about=Taste,
)
def tally(s: TASTE) -> Facts:
    """How many opinions and how many likes there are."""
    t = s.record
    if t.opinions < 0 or not 0 <= t.likes <= max(t.opinions, t.likes):
        return
    if t.opinions == 0:
        nothing = ("I do not know yet what you like", "you have not rated anything yet")
        more = (
            *(f"you have not rated a {s.noun} yet", "I have no ratings from you yet", "no ratings from you yet"),
            *(
                f"you haven't rated a {s.noun} yet",
                "nothing rated yet",
                "no ratings yet",
                "you haven't rated anything yet",
            ),
        )
        yield ("none",), {"none": lits(*nothing, *(more if s.reading else ()))}
        return
    rated = counted(s, t.opinions, s.noun, s.plural)
    if s.reading:
        words = spell.small(t.opinions)
        unit = "rating" if t.opinions == 1 else "ratings"
        rated = Alt(
            (
                rated,
                lits(
                    *words,
                    *(f"{w} {unit}" for w in words),
                    *((f"a single {s.noun}", f"one single {s.noun}") if t.opinions == 1 else ()),
                ),
            )
        )
    yield ("all",), {"rated": rated, "liked": _liked(s), "told": _told(s)}


def _liked(s: TASTE) -> Node:
    """ "you liked three of them", "three liked"."""
    t = s.record
    if t.likes == 0:
        said = ["you liked none of them", "none liked"] if t.opinions > 1 else ["you did not like it", "not liked"]
        more = [
            "nothing liked yet",
            "no likes",
            "no likes yet",
            "none of them liked",
            "it is not one you liked",
            "not a like",
            "you haven't liked any of them",
        ]
        more += ["it isn't one you liked", "you didn't like it"] if t.opinions == 1 else []
    elif t.likes == t.opinions:
        said = (
            ["you liked all of them", "all liked"]
            if t.opinions > 2
            else ["you liked both", "both liked"]
            if t.opinions == 2
            else ["you liked it", "liked"]
        )
        more = ["all of them liked", "you liked every one of them"] if t.opinions > 2 else []
    else:
        n = spell.small(t.likes)[0]
        said = [f"you liked {n} of them", f"{n} liked"]
        more = [f"{w} of them liked" for w in spell.small(t.likes)] + [f"you liked {w}" for w in spell.small(t.likes)]
        more += [f"you liked {w} of them" for w in spell.small(t.likes)]
    words = spell.small(t.likes)
    more += [f"{w} {'like' if t.likes == 1 else 'likes'}" for w in words] if t.likes else []
    if s.reading:
        return lits(*dict.fromkeys((*said, *more)))
    return Lit(said[1] if s.voice == "terse" else said[0])


def _told(s: TASTE) -> Node:
    """ "liked three of them" behind "you have rated …"."""
    t = s.record
    words = spell.small(t.likes)
    if t.likes == 0:
        said = ["liked none of them"] if t.opinions > 1 else ["did not like it"]
        more = ["haven't liked any of them", "liked none", "have not liked any of them", "not liked any of them"]
        more += ["didn't like it"] if t.opinions == 1 else []
    elif t.likes == t.opinions:
        said = ["liked all of them"] if t.opinions > 2 else ["liked both"] if t.opinions == 2 else ["liked it"]
        more = (
            ["liked every one of them", "liked them all", "liked all"]
            if t.opinions > 2
            else ["liked both of them"]
            if t.opinions == 2
            else []
        )
    else:
        said = [f"liked {words[0]} of them"]
        more = (
            [f"liked {w}" for w in words]
            + [f"liked {w} of them" for w in words]
            + [f"liked {w} {s.noun if t.likes == 1 else s.plural}" for w in words]
        )
        more += [
            f"liked {w} of the {n} {s.plural} you (have )rated".replace("(have )", h)
            for w in words
            for n in spell.small(t.opinions)
            for h in ("", "have ")
        ]
        more += [f"liked {w} of the {n}" for w in words for n in spell.small(t.opinions)]
    return lits(*dict.fromkeys((*said, *more))) if s.reading else Lit(said[0])


# ---- leanings --------------------------------------------------------------------------------------------------


def _thing(s: TASTE, one: Leaning) -> Node:
    """What is leaned to: "comedy", "the 1980s"."""
    if one.kind == "genre":
        return plurals.nouns(one.value, s.reading)
    if one.kind == "theme":
        return _such(s, one)
    said = [f"the {d}" for d in _decade(one, s.reading)]
    return lits(*said, *(f"{p} from {d}" for p in s.plurals for d in said) if s.reading else ())


def _decade(one: Leaning, reading: bool) -> tuple[str, ...]:
    known = spell.decades(int(one.value)) if one.value.isdigit() else (f"{one.value}s",)
    return known if reading else known[:1]


def _such(s: TASTE, one: Leaning) -> Node:
    """Several of them: "comedies", "films from the 1980s"."""
    plural = s.plurals if s.reading else s.plurals[:1]
    if one.kind == "genre":
        return plurals.kinds((one.value,), plural, s.reading)
    if one.kind == "theme":
        return _themed(s, one, plural)
    return lits(*(f"{p} from the {d}" for p in plural for d in _decade(one, s.reading)))


def _themed(s: TASTE, one: Leaning, plural: Sequence[str]) -> Node:
    """Several things of a theme: "films about a heist", "films set in New York"; read also "heist films"."""
    known = Attribute("theme", one.value)
    behind: Node = Seq((lits(*(f"{p} " for p in plural)), known.behind(s.reading, several=True)))
    if known.adjective:
        before = lits(*(f"{known.told} {p}" for p in plural))
        return Alt((before, behind)) if s.reading else before
    return Alt((behind, lits(*(f"{known.label} {p}" for p in plural)))) if s.reading else behind


def _are(s: TASTE, one: Leaning) -> Node:
    """Behind "13 of your 26 likes": "are comedies", "are from the 1980s"."""
    verb = "is" if one.liked == 1 else "are"
    if one.kind == "theme":
        return Attribute("theme", one.value).does(s.reading, several=one.liked != 1)
    if one.kind == "decade":
        came = ("come",) if s.reading else ()
        return lits(*(f"{v} from the {d}" for v in (verb, *came) for d in _decade(one, s.reading)))
    if one.liked == 1:
        return Seq((Lit(f"{verb} "), s.kind_of((one.value,))))
    return Seq((Lit(f"{verb} "), _such(s, one)))


def _share(s: TASTE, share: float) -> Node:
    return s.spelt(spell.percent(share))


def _against(s: TASTE, one: Leaning) -> Node:
    """What is usual: ", against 27% for everybody"."""
    usual = _share(s, one.usual)
    if not s.reading:
        return Seq((Lit(", against "), usual, Lit(" for everybody")))
    who = lits(
        "for everybody",
        "for everyone",
        "among everybody's",
        "of everybody's",
        "for most people",
        "usually",
        "as usual",
        "in everybody's",
    )
    forms = [
        Seq(
            (
                lits(", against ", " against ", ", compared with ", ", compared to ", ", versus ", ", and "),
                Opt(lits("the usual ", "the normal ")),
                usual,
                Opt(Seq((Lit(" "), who))),
            )
        ),
        Seq(
            (
                lits(
                    "; for everybody it is ",
                    "; for everyone it is ",
                    ", where everybody has ",
                    "; everybody's share is ",
                ),
                usual,
            )
        ),
        Seq((lits(" (", " ("), lits("everybody: ", "usual: ", "everyone: "), usual, Lit(")"))),
    ]
    return Alt(tuple(forms))


def _count(s: TASTE, one: Leaning) -> Node:
    """How many of the likes: "13 of your 26 likes"; all of them; half of them."""
    t = s.record
    likes = t.likes
    ns, ms = spell.small(one.liked), spell.small(likes)
    ns, ms = (ns, ms) if s.reading else (ns[:1], ms[:1])
    word = "like" if likes == 1 else "likes"
    if one.liked == likes:
        all_ = (
            [f"all {m} of your {word}" for m in ms]
            if likes > 2
            else ["both of your likes"]
            if likes == 2
            else ["your one like"]
        )
        if s.reading:
            all_ += [
                "all of your likes",
                "all your likes",
                *(f"all {m}" for m in ms),
                "all of those likes",
                "all of them",
                *(f"{m} of your {m} likes" for m in ms),
            ]
            all_ += [f"all {m} likes" for m in ms] + ["every one of your likes"]
        return lits(*all_)
    none = ["none of your likes", f"none of your {ms[0]} likes"] if one.liked == 0 else []
    said = [*none, *(f"{n} of your {m} {word}" for n in ns for m in ms)] if s.reading or not none else none[:1]
    if not s.reading:
        return Lit(said[0])
    said += [f"{n} of (the|those) {m}".replace("(the|those)", w) for n in ns for m in ms for w in ("the", "those")]
    said += [f"{n} out of {m} likes" for n in ns for m in ms] + [
        f"{n} {'like' if one.liked == 1 else 'likes'}" for n in ns if one.liked
    ]
    said += [f"{n} of your likes" for n in ns if one.liked] + list(ns[: 1 if one.liked else 0])
    said += (
        [f"{p} of your {w}" for p in spell.portions(one.liked, likes) for w in ("likes", f"{likes} likes")]
        if one.liked
        else []
    )
    if 2 * one.liked == likes:
        said += [f"half of your {m} likes" for m in ms] + ["half of your likes", "half your likes"]
    if likes - one.liked == 1:
        said += ["all but one of your likes", *(f"all but one of your {m} likes" for m in ms)]
    if 2 * one.liked > likes:
        said += ["most of your likes", "more than half of your likes"]
    return lits(*dict.fromkeys(said))


def _ratio(s: TASTE, one: Leaning) -> Node | None:
    """How many times the usual share: "more than twice as often"."""
    if one.usual <= 0:
        return None
    ratio = one.share / one.usual
    said: list[str] = []
    if ratio > TWICE:
        said += ["more than twice as often"]
        if s.reading:
            said += ["over twice as often", "more than twice as many", "more than twice as much", "more than double"]
    if abs(ratio - TWICE) <= ABOUT * TWICE and s.reading:
        said += [
            "about twice as often",
            "about twice as common",
            "twice as often",
            "about twice as high",
            "about twice as many",
        ]
    return lits(*said) if said else None


def _values(s: TASTE, one: Leaning) -> dict[str, Node | None]:
    rated = [f"{w} rated" for w in spell.small(one.rated)]
    return {
        "thing": _thing(s, one),
        "such": _such(s, one),
        "count": _count(s, one),
        "every": _count(s, one) if one.liked == s.record.likes else None,
        "none": _count(s, one) if one.liked == 0 else None,
        "some": _share(s, one.share) if one.liked else None,
        "are": _are(s, one),
        "share": _share(s, one.share),
        "against": _against(s, one),
        "more": _ratio(s, one),
        "rated": lits(
            *rated,
            *(f"you rated {w}" for w in spell.small(one.rated)),
            *(f"you have rated {w}" for w in spell.small(one.rated)),
        )
        if s.reading
        else None,
    }


@kind(
    "leans",
    "leanings likes",
    "thing such count every are share against more rated",
    said=(
        "{such} are {share} of your likes{against}",
        "you lean to {thing}: {share} of your likes{against}",
        "{every} {are}{against}",
    ),
    free=(
        "{such} make up {share} of your likes{against}",
        "{count} {are}, more than is usual",
        "you like {such} more than most people do",
        "{such} turn up among your likes {more} as among everybody's",
    ),
    warm=(
        "you do like {such}: {share} of your likes{against}",
        "you lean to {thing}: {count} {are}, more than is usual",
    ),
    terse=("{such}: {share} of likes{against}", "{every} {are}{against}"),
    heard=(
        "{count} {are}[, more than (is |)usual]",
        "{count} {are}[(, or| or|,) {share}][{against}][,] [though {rated}]",
        "you [(clearly|do|also) ]lean [(a little|a bit|somewhat|clearly|also) ](to|towards|toward) {thing}[ "
        "(too|as well|also)][(:|,) {count}][{against}]",
        "you [(clearly|do|also) ]lean [(a little|a bit|somewhat|clearly|also) ](to|towards|toward) {thing}(:|,) "
        "(which account for |which make up |){share} of your likes[{against}]",
        "({such}|{thing}) (are|is|make up|makes up|account for|accounts for) {share} of your likes[{against}]",
        "({such}|{thing}) (make up|makes up|account for|accounts for) {count}[{against}]",
        "{thing} (is|are) your (clearest|strongest|favourite) (leaning|ground)[: {count}[ {are}]][(, or|,) "
        "{share}][{against}]",
        "{thing} (leads|lead) your likes[, at {share}][{against}]",
        "you [(also|do|clearly) ]like (more|{such} more) [often ](than (most|others|other people|most people)[ do])",
        "you [also ]like more {such} than (most|others|other people|most people)[ do]",
        "({such}|{thing}) [also ](come|comes|turn|turns) up [among your likes ](more often|{more}) (than "
        "usual|than among everybody's|than for others|than most|as usual|as among everybody's|as for everybody)",
        "({such}|{thing}) (stands|stand) out[ (as well|too)][: {count}][, {share}][{against}]",
        "({such}|{thing}) (is|are) {more} as (usual|for everybody)[, (with|at) {count}]",
        "({such}|{thing}) [also ](get|gets) [a little ]more room[ (as well|too)]",
        "({such}|{thing}) (lead|leads)[: {count}][(, or|,) {share}][{against}]",
        "({thing}|{such}) {share} of [your ]likes[{against}]",
        "({thing}|{such}): {count}[(, or|,) {share}][{against}]",
    ),
    about=Taste,
)
def leans(s: TASTE) -> Facts:
    """A genre, decade or theme that stands among the person's likes clearly more often than among everybody's."""
    for one in _valid(s, s.record.leanings):
        if one.liked and one.share > one.usual:
            yield (one.kind, one.value), _values(s, one)
    if s.reading:
        yield from _several(s, [o for o in _valid(s, s.record.leanings) if o.liked and o.share > o.usual])


def _several(s: TASTE, some: Sequence[Leaning]) -> Facts:
    if len(some) > 1:
        things = Listing(tuple(Alt((_thing(s, o), _such(s, o))) for o in some), some=True)
        yield ("some",), {"thing": things, "such": things}


@kind(
    "leanings",
    "leanings",
    "things",
    said=("you lean to {things}", "{things} stand out among your likes"),
    free=("you have a leaning to {things}", "your likes lean to {things}"),
    warm=("your heart is with {things}", "you lean to {things}"),
    terse=("leans: {things}",),
    heard=("what stands out among your likes is {things}",),
    about=Taste,
)
def leanings(s: TASTE) -> Facts:
    """The two or three that stand out most."""
    known = [o for o in _valid(s, s.record.leanings) if o.liked and o.share > o.usual]
    for count in (3, 2):
        if len(known) >= count:
            yield tuple(o.value for o in known[:count]), {"things": Listing(tuple(_thing(s, o) for o in known[:count]))}


@kind(
    "avoids",
    "avoided likes",
    "thing such count none some are share against rated few",
    said=(
        "you seldom like {such}: {some} of your likes{against}",
        "{such} are only {some} of your likes{against}",
        "{none} {are}{against}",
    ),
    free=("{such} make up only {some} of your likes{against}", "you like {such} less than most people do"),
    warm=(
        "you seldom like {such}: {count} {are}",
        "{such} are less for you: {some} of your likes{against}",
        "{none} {are}{against}",
    ),
    terse=("{such}: only {some} of likes{against}", "{none} {are}{against}"),
    heard=(
        "[(only|just) ]{count} {are}[(, or|,) {share}][{against}]",
        "({such}|{thing}) [(on the other hand|though|however),] (make up|makes up|are|is|account for|accounts "
        "for) [(only|just) ]{share} of your likes[{against}]",
        "({such}|{thing})(, on the other hand, | )(make up|makes up|are|account for) [(only|just) ]{share} of "
        "your likes[{against}]",
        "({such}|{thing}) (is|are) rarer[, (with|at) [(only|just) ]{count}]",
        "({such}|{thing}) (is|are) {few}[, (with|at) [(only|just) ]{count}]",
        "({such}|{thing}) (come|comes|turn|turns) up less often [among your likes ](than usual|than for "
        "others|than they do for others|than among everybody's)[, (with|at) {count}]",
        "({such}|{thing}) {few} among your likes[, with {count}]",
        "you [seldom ](like|like) {such} (less than (most|others|most people|other people)[ do])",
        "you seldom like {such}[: {count}]",
        "({such}|{thing}) (are|is) less for you",
        "[(only|just) ]{count} {are}[,] though {rated}",
        "you have no likes among {such}[, but {rated}]",
    ),
    about=Taste,
)
def avoids(s: TASTE) -> Facts:
    """A genre or decade liked clearly less often than is usual."""
    known = [o for o in _valid(s, s.record.avoided) if o.share < o.usual]
    for one in known:
        values = _values(s, one)
        rare = one.share <= RARE * one.usual
        values["few"] = lits("rare", "hardly appear", "hardly appears", "few") if rare and s.reading else None
        yield (one.kind, one.value), values
    if s.reading and len(known) > 1:
        things = Listing(tuple(Alt((_thing(s, o), _such(s, o))) for o in known), some=True)
        rare = all(o.share <= RARE * o.usual for o in known)
        yield (
            ("some",),
            {"thing": things, "such": things, "few": lits("rare", "hardly appear", "hardly appears") if rare else None},
        )


def _valid(s: TASTE, some: Sequence[Leaning]) -> list[Leaning]:
    """Those that can be named and whose figures hold together."""
    likes = s.record.likes
    return [o for o in some if spell.plain(o.value) and likes > 0 and 0 <= o.liked <= likes]


# ---- favourites and the average ----------------------------------------------------------------------------------


@kind(
    "favourites",
    "favourites",
    "you one films marks",
    said=("you gave {films} {marks}", "among those you like are {you}", "you like {one}"),
    free=("{films} got {marks} from you",),
    warm=("you gave {films} {marks}", "among those you like are {you}", "you like {one}"),
    terse=("{marks} for {films}", "liked: {you}", "liked: {one}"),
    heard=(
        "you gave {films} {marks}[ each]",
        "{films} [both |all |each ](got|have|has|earned|received) {marks}[ each][ from you]",
        "{marks} (went|go) to {films}[, among others]",
        "{marks}[ each] for {films}[ and others]",
        "{films} (is|are) among (the films with|those with|your) {marks}[ from you]",
        "{films} (is|are) among your {marks} films",
    ),
    about=Taste,
)
def favourites(s: TASTE) -> Facts:
    """The items rated highest, by rating; those liked without one."""
    t = s.record
    groups: dict[float | None, list[Item]] = {}
    for item, stars in t.favourites:
        if s.title(item) is not None:
            groups.setdefault(stars, []).append(item)
    for stars, items in groups.items():
        few = items[:TOLD]
        yield (*_rated(stars), *(i.id for i in few)), _given(s, stars, few, False)
        if s.reading:
            yield (*_rated(stars), "some"), _given(s, stars, items, True)


def _rated(stars: float | None) -> tuple[str, ...]:
    return ("liked" if stars is None else f"{stars:g}",)


def _given(s: TASTE, stars: float | None, items: Sequence[Item], some: bool) -> dict[str, Node | None]:
    films = named(s, items, some)
    if stars is None:
        return {"you": films} if len(items) > 1 else {"one": films}
    marks = spell.marks(stars, s.lexicon, s.record.scale)
    each: Node = Opt(Lit(" each")) if s.reading else Lit(" each" if len(items) > 1 else "")
    return {"films": films, "marks": Seq((lits(*marks) if s.reading else Lit(marks[0]), each))}


@kind(
    "average",
    "mean scale",
    "mean much little",
    said=(
        "your own ratings average {mean}",
        "you rate generously: {much} on average",
        "you are sparing with your ratings: {little} on average",
    ),
    free=("your average rating is {mean}",),
    warm=("your ratings average {mean}", "you rate generously, with {much} on average"),
    terse=("average {mean}", "average rating {mean}"),
    about=Taste,
)
def average(s: TASTE) -> Facts:
    """The person's own average rating; high from the scale's like on, low under its middle."""
    t = s.record
    if t.mean is None:
        return
    said = spell.means(t.mean, s.lexicon, t.scale)
    mean = lits(*said, spell.mean(t.mean)) if s.reading else Lit(said[0])
    high = t.mean >= t.scale.like
    low = t.mean < (t.scale.minimum + t.scale.maximum) / 2
    yield ("mean",), {"mean": mean, "much": mean if high else None, "little": mean if low else None}


@kind(
    "unclear",
    "likes opinions leanings",
    "said",
    said=("{said}",),
    about=Taste,
)
def unclear(s: TASTE) -> Facts:
    """That too little is known to speak of a taste, or that nothing stands out."""
    t = s.record
    few = t.likes < FEW
    if t.leanings or (t.avoided and not few):
        if not few:
            return
    elif not few:
        clear = ("no genre and no decade stands out among your likes",)
        more = ("no genre or decade stands out", "no clear leaning yet", "I cannot make out a leaning yet")
        yield ("even",), {"said": lits(*clear, *(more if s.reading else ()))}
        return
    said = {
        "plain": ("that is too little to say what you lean to", "that is too little to speak of a taste yet"),
        "warm": (
            "that is too little to see your taste yet, so do tell me more",
            "a few more ratings would help me see your taste",
        ),
        "terse": ("too little to show a leaning", "too little to speak of a taste"),
    }
    words = said[s.voice]
    yield ("few",), {"said": lits(*UNCLEAR, *(w for ws in said.values() for w in ws)) if s.reading else lits(*words)}


UNCLEAR = (
    "I cannot say much about your taste yet",
    "I can't say much about your taste yet",
    "too few to show a leaning",
    "too little to see a taste",
    "more than that I cannot say yet",
    "more than that I can't say yet",
    "I can't make out a leaning to any genre or decade yet",
    "that tells me nothing yet about where your taste leans",
    "no leanings to report",
    "a handful of ratings would be a good start",
    "I cannot see a clear leaning in so few",
    "I can't see a clear leaning in so few",
)
