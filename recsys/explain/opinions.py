"""What the person thinks of their films, as clauses and as nouns, when a text is read."""

from __future__ import annotations

from recsys.explain.discourse import Lazy, Row, Saying, State, When
from recsys.explain.nouns import Nouns
from recsys.explain.patterns import Alt, Claimed, Lit, Node, Opt, Seq, lits
from recsys.explain.traits import PLENTY, POORLY, VERBS, is_

ABOUT_FILM = frozenset(("opinion", "alone", "together", "otherwise", "support", "share", "order"))
"""Kinds of claims after which "it", as an object, is the film of the person just named."""
EACH = (" each", " apiece")


def clause(n: Nouns) -> Node:
    """ "you loved A and gave B four stars", "A got five stars from you", "B is a film you liked"."""
    done = n.speech.lexicon.done
    verbs = {**VERBS, "seen": (f"have {done}", f"have already {done}")}
    told: list[Node] = [
        n.agreed(Seq((is_(t, lits(*words)), Lit(" "), n.films))) for t, words in verbs.items() if n.some(t)
    ]
    told += [
        n.agreed(Seq((lits("rated ", "have rated "), n.films, is_(t, lits(*(f" {w}" for w in words))))))
        for t, words in (("high", PLENTY), ("low", POORLY))
        if n.some(t)
    ]
    told += [
        n.agreed(Seq((Lit("rated "), n.counted, is_(how, lits(*(f" {w}" for w in ws))), lits(", ", ": "), n.films)))
        for how, ws in (("high", PLENTY), ("low", POORLY))
        if n.some(how)
    ]
    rated = n.agreed(Seq((n.films, Lit(" "), n.rating, Opt(lits(*EACH)))))
    to = n.agreed(Seq((n.rating, Opt(lits(*EACH)), Lit(" to "), n.films)))
    told.append(Seq((lits("gave ", "rated ", "have given ", "have rated "), Row(rated))))
    told.append(Seq((lits("gave ", "have given "), Row(to))))
    too = Opt(lits(" too", " as well"))
    you = Seq((lits("you ", "you also ", "you have also "), Row(Seq((Alt(tuple(told)), too)))))
    got = n.agreed(
        Seq(
            (
                n.films,
                lits(" got ", " earned ", " has ", " have ", " had "),
                n.rating,
                Opt(lits(*EACH)),
                Lit(" from you"),
            )
        )
    )
    has = n.agreed(Seq((n.films, lits(" has your ", " have your "), n.rating)))
    is_one = n.agreed(Seq((n.films, lits(" is ", " was ", " are ", " were "), n.single)))
    passive = n.agreed(Seq((n.films, lits(" was ", " were "), n.passive)))
    mine = n.agreed(Seq((n.rating, lits(" from you for ", " for ", " from you to "), n.films)))
    is_one = Saying(is_one, frozenset(("opinion", "rating")))
    return Alt((you, n.agreed(Seq((you, n.behind))), got, has, is_one, passive, mine, *_again(n)))


def _again(n: Nouns) -> list[Node]:
    """ "you gave it five stars" of the film just spoken of, where "it" can hardly be the pick."""
    if n.speech.evidence.excluded is not None:
        return []

    def test(state: State) -> bool:
        return len(state.focus) == 1 and bool(state.told & ABOUT_FILM)

    it = lits("it ", "that one ", "that film ")
    gave = Seq((lits("you gave ", "you rated ", "you have given ", "you have rated "), it, n.rating))
    verbs = [is_(t, lits(*words)) for t, words in VERBS.items() if n.some(t)]
    both = []
    for count in range(2, len(n.known) + 1):
        them = lits(" both", " them both", " both of them") if count == 2 else lits(f" all {count}", " them all")
        both.append(Seq((Claimed(f"@n:{count}", Lit("you ")), Alt(tuple(verbs)), Alt((them, Lit(" them"))))))
    again = n.agreed(Alt(tuple(both)), lambda state: state.focus)
    return [When(n.agreed(gave, lambda state: state.focus), test), again]


def nominal(n: Nouns) -> Node:
    """ "your five stars for A and four for B", "your low rating of C", "the four stars you gave D"."""
    liking = [n.agreed(Seq((is_("liked", lits("your liking for ", "your taste for ", "your love of ")), n.films)))]
    degrees = [
        is_(t, lits(*(f"{w} {r}" for w in words for r in ("rating", "ratings", "mark", "marks"))))
        for t, words in (("high", ("high", "good")), ("low", ("low", "poor")), ("rated", ()))
        if words
    ]
    marks = Alt(
        (
            *degrees,
            Seq((n.starred, lits(" rating", " ratings"))),
            is_("rated", lits("rating", "ratings")),
            n.rating,
        )
    )
    of = lits(" for ", " of ", " to ")
    one = n.agreed(Seq((Opt(lits("your ", "those ", "that ")), marks, of, n.films)))
    first = n.agreed(Seq((Lit("your "), marks, of, n.films)))
    gave = n.agreed(Seq((Lit("the "), marks, lits(" you gave ", " you gave to ", " you have given "), n.films)))
    alone = is_("only rated", lits(*(f"your {w} rating, " for w in ("one", "only", "single"))))
    only = n.agreed(Seq((alone, n.rating, Lit(" for "), n.films, Opt(Lit(",")))))
    those = n.agreed(Seq((is_("rated", Lit("those for ")), n.films)))
    both = Seq((first, Opt(Seq((lits(" and ", ", and ", ", "), Row(one))))))
    return Alt((both, gave, only, those, *liking))


def lazily(n: Nouns) -> tuple[Node, Node]:
    """Both, made when first needed."""
    return Lazy(lambda: clause(n)), Lazy(lambda: nominal(n))
