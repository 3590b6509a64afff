"""What the other people of the data set think, always with how many they are."""

from __future__ import annotations

from itertools import permutations

from recsys.explain import spell
from recsys.explain.claims import Facts, kind
from recsys.explain.kinds.counts import ENOUGH, FEW, MANY, figure, many, number
from recsys.explain.kinds.receipts import picked
from recsys.explain.patterns import Alt, Lit, Node, Opt, Seq, either, lits
from recsys.explain.pick_speech import PickSpeech
from recsys.schema import Cited

POPULAR = 100
"""An item is "popular" if so many people rated it and most of them liked it."""
LIKED_WELL = 0.7
"""The share of raters from which an item is "well liked"."""

LIKING = (
    "{many} (of {film}|who liked {film}[,]|who [had] enjoyed {film})[{aside}] {also}[{figures}]",
    "{many} {did}[{aside}] {also}[{figures}]",
    "(of|out of|among) [(the|all|just|only)] {liked} [(people|viewers|of them)] {who}[{instance}], {both} {also}",
    "{fans} {also}",
    "(of|out of|among) its {liked} fans, {both} {also}",
    "[(just|only)] {few} people [have] liked {film}, {both} of whom [also] {liked_this}",
)
"""How many of those who liked a film also liked the pick."""


@kind(
    "co_liked",
    "cited.crowd",
    "film this both liked most some many who did aside also figures few liked_this fans instance",
    said=(
        "of the {some} people who liked {film}, {both} also liked {this}",
        "{most} people who liked {film} also liked {this}",
        "{most} people who liked {film} also liked {this}: {both} of {liked}",
    ),
    free=(
        "{both} of the {liked} people who liked {film} also liked {this}",
        "{both} of the {liked} people who liked {film} liked {this} too",
        "of the {liked} people who liked {film}, {both} liked {this} as well",
        "{most} people who liked {film}, {both} of {liked}, also liked {this}",
        "{most} people who liked {film} liked {this} as well, {both} of {liked}",
    ),
    warm=(
        "{most} people who liked {film} liked {this} too, {both} of {liked}",
        "of the {liked} people who liked {film}, {both} liked {this} too",
    ),
    terse=("{both} of {liked} people who liked {film} also liked {this}",),
    heard=LIKING,
)
def co_liked(s: PickSpeech) -> Facts:
    """How many of the people who liked a cited item also liked the pick."""
    known = (*s.evidence.cited, *(c for c in s.evidence.against if s.reading and c not in s.evidence.cited))
    for c in known:
        if (figures := _figures(s, c)) is not None:
            yield (c.item.id,), figures


def _figures(s: PickSpeech, c: Cited) -> dict[str, Node | None] | None:
    if c.crowd is None or not 0 <= c.crowd.both <= c.crowd.liked or not c.crowd.liked or s.film(c) is None:
        return None
    if not (c.crowd.both or s.reading):
        return None
    most = c.crowd.liked >= ENOUGH and 2 * c.crowd.both > c.crowd.liked
    both, liked = number(s, c.crowd.both), number(s, c.crowd.liked)
    values = {
        "film": s.film(c),
        "this": s.this,
        "both": both,
        "liked": liked,
        "some": liked if s.reading or not most else None,
        "most": lits("most", "more than half of") if most and s.reading else Lit("most") if most else None,
    }
    return values | _heard(s, c) if s.reading else values


def _heard(s: PickSpeech, c: Cited) -> dict[str, Node | None]:
    """What is understood beside the plain wording."""
    assert c.crowd is not None
    film, this = _meant(s, c), _met(s, c)
    both, liked = number(s, c.crowd.both), number(s, c.crowd.liked)
    did = [s.focus_is((c,), lits("who did", "who did so", "who liked it", "of its fans"))]
    too = Opt(lits(" too", " as well"))
    like = lits("like ", "liked ", "enjoyed ", "also liked ", "also enjoyed ", "also like ", "tend to like ")
    both_too = lits("liked both", "like both", "liked them both", "liked both of them", "liked both films")
    plain = Seq((Lit("who liked "), film, Opt(lits(", as you did,", " as you did", ", like you,"))))
    figures = figure(s, c.crowd.both, c.crowd.liked)
    return {
        "film": film,
        "this": this,
        "many": many(s, c.crowd.both, c.crowd.liked),
        "who": either([plain, *(d for d in did if d is not None)]),
        "did": either([d for d in (*did, Seq((plain, Opt(Lit(","))))) if d is not None]),
        "also": Alt((Seq((like, this, too)), both_too)),
        "few": liked if c.crowd.liked <= FEW else None,
        "both": Seq((Opt(lits("only ", "just ")), both)) if 2 * c.crowd.both < c.crowd.liked else both,
        "instance": lits(", for instance", ", for example"),
        "fans": s.focus_is((c,), Seq((both, Lit(" of its "), liked, Lit(" fans")))),
        "liked_this": Seq((lits("liked ", "enjoyed "), this, too)),
        "aside": Seq((Lit(", "), figures, Lit(","))),
        "figures": Alt(
            (Seq((lits(", ", ": "), figures, Opt(lits(" did", " of them")))), Seq((Lit(" ("), figures, Lit(")"))))
        ),
    }


def _meant(s: PickSpeech, c: Cited) -> Node:
    """A cited film by name or pronoun, "the first" of two."""
    first = s.nth(c.item.id, 0, lits("the first", "the former", "the one", "the first one"))
    second = s.nth(c.item.id, 1, lits("the second", "the latter", "the other", "the second one"))
    return either([n for n in (s.that(c), first, second) if n is not None]) or Alt(())


def _met(s: PickSpeech, c: Cited) -> Node:
    """The pick beside a cited film."""
    item = s.evidence.item.id
    first = s.nth(item, 0, lits("the first", "the former"))
    second = s.nth(item, 1, lits("the second", "the latter", "the other", "the second one"))
    return either([n for n in (s.target_again, first, second) if n is not None]) or Alt(())


@kind(
    "co_liked_both",
    "cited.crowd",
    "film this both liked most film2 both2 liked2",
    said=(
        "{most} people who liked {film} also liked {this}, and so did {both2} of the {liked2} who liked {film2}",
        "of the {liked} people who liked {film}, {both} also liked {this}, "
        "as did {both2} of the {liked2} who liked {film2}",
    ),
)
def co_liked_both(s: PickSpeech) -> Facts:
    """The same of two cited items."""
    for a, b in permutations(s.evidence.cited, 2):
        one, other = _figures(s, a), _figures(s, b)
        if one is not None and other is not None:
            yield (a.item.id, b.item.id), {**one, **{k + "2": other[k] for k in ("film", "both", "liked")}}


@kind(
    "co_liked_each",
    "cited.crowd",
    "most them also figures",
    heard=(
        "{most} people who liked (either of {them}|{them}|one or the other) {also}[{figures}]",
        "{most} [people ]who did {also}[{figures}]",
    ),
)
def co_liked_each(s: PickSpeech) -> Facts:
    """Most or many of those who liked each of the cited items also liked the pick."""
    told = [c.crowd for c in s.evidence.cited if c.crowd is not None and c.crowd.liked >= ENOUGH]
    if not s.reading or len(told) < 2 or len(told) < len(s.evidence.cited):
        return
    if all(c.both >= MANY * c.liked for c in told):
        too = Opt(lits(" too", " as well"))
        figures = [figure(s, c.both, c.liked) for c in told]
        listed = [n for f in figures for n in (Lit(" and "), f)][1:]
        yield (
            ("each",),
            {
                "most": lits("many", *(("most",) if all(2 * c.both > c.liked for c in told) else ())),
                "them": s.those(s.evidence.cited),
                "also": Seq((lits("liked ", "also liked "), s.target_again, too)),
                "figures": Seq((lits(", ", ": "), *listed)),
            },
        )


@kind(
    "crowd",
    "crowd",
    "it it_ ratings likes mean most few many liked average some figures aside well general seen seen_ portion one "
    "well_ alone",
    said=(
        "of the {ratings} people who rated {it}, {likes} liked it",
        "{it} averages {mean} from {ratings} people",
    ),
    noted=("liked by {likes} of {ratings} people",),
    free=(
        "{likes} of the {ratings} people who rated {it} liked it",
        "{it} was liked by {likes} of the {ratings} people who rated it",
        "{likes} of {ratings} people liked {it}",
        "{it} has an average of {mean} from {ratings} people",
    ),
    warm=(
        "{it} is {well}: {likes} of the {ratings} people who rated it liked it",
        "of the {ratings} people who rated {it}, {likes} liked it",
    ),
    terse=("{likes} of {ratings} people liked {it}",),
    heard=(
        "[{general} ]{many} who [have] rated {it_}[{aside}] liked (it|{it})[{average}][{figures}]",
        "[{general} ]{many}[{aside}] liked {it}[{average}][{figures}]",
        "with {many} liking it",
        "{many} [who [have] rated {it_} ](did|do)",
        "[{general} ]{it} goes down {well_}",
        "(of|out of|among) [(the|all|its|all the)] {ratings}[ (people|viewers|raters)][ who [have] rated {it_}], "
        "{likes} (people |of them |)liked {it}[{average}]",
        "{it} (was|is) liked by {some}[{average}]",
        "(of|out of|among) all who [have] rated {it_}, {many} liked it[{figures}]",
        "(of|out of|among) all who [have] rated {it_}, {portion} liked it[{figures}]",
        "{it} has {likes} likes from {ratings} (raters|people|ratings)",
        "with {likes} likes from {ratings} (raters|people|ratings)",
        "{seen} {many} liked",
        "{seen_}liked by {some}",
        "[(just|only)] {one} [has] rated {it}[, {liked}]",
        "{it} was rated by [(just|only)] {one}[, {liked}]",
        "{alone}",
        "{it} is {well}[(,|) in general][(,|) too][(,|) by {some}][{average}]",
        "[so far ]{ratings} people [have] rated {it}[, {mean} on average][, {liked}]",
        "{it} was rated by {ratings} people[, {liked}]",
        "(only|just) {few} people [have] rated {it}[, {liked}]",
        "{it} has [(only|just)] {few} (ratings|raters)[, {liked}]",
        "{liked}",
        "{most} people who rated {it} liked it",
        "{likes} people [have] liked {it}",
        "(people|viewers|others) rate {it} {mean} on average",
        "{it} averages [(about|around)] {mean}",
        "(the|its|their|with an|an|) (average|average rating|mean|mean rating) (is|of|) [(about|around)] {mean}",
    ),
)
def crowd(s: PickSpeech) -> Facts:
    """How the people of the data set rate the pick, always with how many they are."""
    c = s.evidence.crowd
    if c is None or not 0 <= c.likes <= c.ratings or not c.ratings:
        return
    most = c.ratings >= ENOUGH and 2 * c.likes > c.ratings
    mean = None if c.mean is None else s.spelt(spell.means(c.mean, s.evidence.lexicon, s.evidence.scale))
    values: dict[str, Node | None] = {
        "it": s.target,
        "likes": number(s, c.likes) if c.likes else None,
        "ratings": number(s, c.ratings) if c.ratings > 1 else None,
        "mean": mean,
        "few": number(s, c.ratings) if s.reading and 1 < c.ratings <= FEW else None,
        "most": lits("most", "more than half") if most else None,
        "well": Lit("well liked") if _well(c.likes, c.ratings) else None,
    }
    yield ("pick",), values | (_crowd_heard(s, c.likes, c.ratings, c.mean) if s.reading else {})


def _crowd_heard(s: PickSpeech, likes: int, ratings: int, mean: float | None) -> dict[str, Node | None]:
    """What is understood beside the plain wording."""
    liking, total = number(s, likes), number(s, ratings)
    figures = figure(s, likes, ratings)
    raters = lits(" people who rated it", " people", " raters", " viewers", " ratings")
    some = Seq((liking, lits(" of the ", " of its ", " of ", " out of ", " out of the "), total, Opt(raters)))
    of = [" of whom", " of them"]
    them: list[Node] = [Seq((liking, lits(*of), lits(" liked it", " did")))]
    them.append(Seq((lits("of whom ", "and of these ", "of them "), liking, Opt(Lit(" of them")), Lit(" liked it"))))
    them.append(Seq((Opt(Lit("and ")), liking, lits(" of them liked it", " liked it"))))
    if likes == 0:
        them.append(
            lits("and nobody liked it", "nobody liked it", "none of whom liked it", "and none of them liked it")
        )
    did = _not(likes) or ("liked it", "did")
    if ratings == 1:
        them.append(lits(*(f"and {w} {d}" for w in ("that person", "they") for d in did)))
    average = None
    if mean is not None:
        shown = lits(*spell.means(mean, s.evidence.lexicon, s.evidence.scale), spell.mean(mean))
        about = Opt(lits("about ", "around "))
        joined = lits(
            ", average ", ", with an average of ", ", and the average is ", ", and its average is ", ", averaging "
        )
        average = Seq((joined, about, shown))
    return {
        "many": many(s, likes, ratings, "raters") if ratings else None,
        "figures": Seq((lits(", ", ": "), figures)),
        "aside": Seq((Lit(", "), figures, Lit(","))),
        "general": lits("in general", "in general,", "overall,", "in the crowd,", "all in all,", "as a whole"),
        "portion": lits(*portion) if (portion := spell.portions(likes, ratings)) and ratings >= ENOUGH else None,
        "seen": s.when(Lit("which"), lambda state: state.pick),
        "seen_": s.when(Lit(""), lambda state: state.pick),
        "one": Lit("one person") if ratings == 1 else None,
        "alone": Seq((lits("its one rater ", "its only rater "), lits(*did))) if ratings == 1 else None,
        "liked": Alt(tuple(them)),
        "some": some,
        "well": lits(*welcome) if (welcome := _welcome(likes, ratings)) else None,
        "well_": Lit("well") if _well(likes, ratings) else None,
        "average": average,
        "mean": None
        if mean is None
        else lits(*spell.means(mean, s.evidence.lexicon, s.evidence.scale), spell.mean(mean)),
        "it_": s.target,
    }


def _well(likes: int, ratings: int) -> bool:
    return ratings >= ENOUGH and likes >= LIKED_WELL * ratings


def _welcome(likes: int, ratings: int) -> list[str]:
    """What the figures bear out: "well liked" of a large part, "popular" of many people."""
    well = _well(likes, ratings)
    popular = ratings >= POPULAR and 2 * likes > ratings
    words = ["well liked", "well-liked"] if well else []
    return words + (["popular", "quite popular", "popular besides", "widely liked"] if popular else [])


def _not(likes: int) -> tuple[str, ...]:
    return () if likes else ("didn't like it", "did not like it", "didn't", "did not")


@kind(
    "popular",
    "parts crowd",
    "it degree likes ratings liked",
    said=("{it} leans [{degree}] on how widely it is liked",),
    noted=("widely liked, by {likes} of {ratings} people", "widely {liked}"),
    heard=("how widely {it} is liked (counts|speaks) [the] most",),
)
def popular(s: PickSpeech) -> Facts:
    """The popularity base is the largest single part of the score."""
    e = s.evidence
    positive = [p.value for p in e.parts if p.value > 0]
    value = sum(p.value for p in e.parts if p.kind == "popularity")
    if value > 0 and value >= max(positive) and picked(e):
        known = e.crowd is not None and e.crowd.likes > 0
        yield (
            ("base",),
            {
                "it": s.target,
                "degree": s.degree(value / sum(positive)),
                "likes": s.spelt(spell.counted(e.crowd.likes)) if e.crowd and known else None,
                "ratings": s.spelt(spell.counted(e.crowd.ratings)) if e.crowd and known else None,
                "liked": Lit("liked") if s.reading or not known else None,
            },
        )
