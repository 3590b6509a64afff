"""What the pick has in common with films of the person, when a text is read."""

from __future__ import annotations

from functools import partial

from recsys.explain import spell
from recsys.explain.discourse import Lazy, Row, Saying, State, Stating, When
from recsys.explain.nouns import Nouns, every
from recsys.explain.patterns import Alt, Lit, Node, Opt, Seq, lits
from recsys.schema import ItemId

LIKE = ("like ", "just like ", "much like ", "same as ", "the same as ", "as with ")
AGAIN = (" too", " as well", " also")


def target(n: Nouns) -> Node:
    """The target with what may be thrown in: "Contact (1997), which is a thriller too", "another drama, Contact"."""
    bare = n.speech.bare
    kinds = [spell.genre_nouns(g) for g in n.speech.evidence.item.genres]
    own = lits(*(w for words in kinds for w in words), *n.speech.nouns)
    other = Seq((lits("another ", "also a ", "also an "), n.common))
    before = Alt((Seq((Lit("the "), own, Lit(" "))), Seq((other, lits(" ", ", ")))))
    article = Seq((lits("a ", "an "), n.common))
    again = lits(*AGAIN)
    too = Alt((Seq((article, Alt((again, _likened(n))))), other, Seq((Lazy(lambda: n.things("common")), again))))
    behind = Seq((lits(", ", ", which is ", ", itself "), Alt((too, _kind(n))), Opt(Lit(","))))
    return Lazy(lambda: n.agreed(Seq((Opt(before), bare, Opt(behind))), n.meant))


def _kind(n: Nouns) -> Node:
    """What the target is, for itself: "a thriller"."""
    genres = n.speech.evidence.item.genres
    return n.speech.kind_of(genres[:1]) if genres else Alt(())


def _likened(n: Nouns) -> Node:
    return Seq((Opt(Lit(",")), Lit(" "), lits(*LIKE), Alt((n.films, _them(n)))))


def _them(n: Nouns) -> Node:
    """ "them", "these three": the films named last."""
    forms: list[Node] = []
    for count in range(2, len(n.known) + 1):
        number = spell.small(count)[0]
        words = lits("them", "these", "those", f"these {number}", f"those {number}", *every(count))
        forms.append(When(words, partial(_focused, count)))
    return Alt(tuple(forms))


def _focused(count: int, state: State) -> bool:
    return len(state.focus) == count


def predicate(n: Nouns, trait: str = "common") -> Node:
    """What the target and a film both are, behind "is": "a drama", "action and sci-fi", "another thriller"."""
    article = Seq((lits("a ", "an ", "another "), n.kinds(trait)))
    return Alt((Seq((Opt(Lit("both ")), Row(article, joints=(" and ", ", ", ", and ")))), n.things(trait)))


def several(n: Nouns, trait: str = "common") -> Node:
    """The same behind "are": "dramas", "both action films", "science fiction"."""
    return Alt((Row(n.kinds(trait, several=True), joints=(" and ", ", ", ", and ")), n.things(trait)))


def shared(n: Nouns) -> Node:
    """Any statement that the target is of a kind with films of the person."""
    s = n.speech
    it, this = s.target, n.item
    one, many = Lazy(lambda: predicate(n)), Lazy(lambda: several(n))
    also = Opt(lits("also ", "likewise ", "itself ", "both ", "again "))
    is_ = lits(" is ", " was ")
    as_ = Seq((lits(" as ", ", as "), n.films, lits(" is", " are")))
    too = lits(*AGAIN)
    likened = Alt((_likened(n), as_, Seq((Lit(", and so "), lits("is ", "are "), n.films))))
    alike = Seq((Opt(Lit(",")), Lit(" "), lits(*LIKE), this))
    back = Alt((too, alike, Seq((lits(", as ", " as "), this, Lit(" is"))), Seq((Lit(", and so is "), this))))
    that = lits("that", "that one", f"that {n.speech.noun}", "it")
    them = Alt((Seq((n.films, Lit(" and "), this)), Seq((Opt(Lit("both ")), this, Lit(" and "), n.films))))
    things = Lazy(lambda: n.things("common"))
    forms: list[Node] = [
        Seq((it, is_, also, one, Opt(too), likened)),
        Seq((lits("like ", "just like "), Alt((n.films, _them(n))), Opt(Lit(",")), Lit(" "), it, is_, also, one)),
        Seq((it, is_, Opt(lits("also ", "likewise ")), one, too)),
        Seq((it, is_, lits("also ", "likewise "), one)),
        Seq((it, is_, Lit("another "), n.common)),
        Seq((n.films, lits(" is ", " are "), also, Alt((one, many)), back)),
        Seq((them, lits(" are both ", " are all ", " are "), many)),
        Seq((them, lits(" share ", " both share "), things)),
        Seq((it, lits(" shares ", " also shares ", " has "), Row(n.agreed(_with(n))))),
        _of_focus(Seq((Lit("like "), this, Opt(Lit(",")), Lit(" it is "), also, one))),
        _of_focus(
            Seq((lits("like that one", "like it", "like that film"), Opt(Lit(",")), Lit(" "), this, is_, also, one))
        ),
        _of_focus(Seq((that, lits(" is ", "'s ", " was "), also, one, back))),
        _together(n),
    ]
    return _stated(n, n.agreed(Alt(tuple(forms)), n.meant))


def note(n: Nouns) -> Node:
    """The same as a note without a verb: "A comedy, like A", "Action and thriller, same as B"."""
    one = Lazy(lambda: predicate(n))
    return _stated(
        n, n.agreed(Seq((Opt(Lit("also ")), one, Opt(Lit(" too")), Opt(Lit(",")), Lit(" "), lits(*LIKE), n.films)))
    )


def own(n: Nouns) -> Node:
    """What films of the person are, by themselves: "A is a drama", "A and B are comedies"."""
    one, many = Lazy(lambda: predicate(n, "genre")), Lazy(lambda: several(n, "genre"))
    return n.agreed(Seq((n.films, lits(" is ", " are ", " are both ", " are all "), Alt((one, many)))))


def _with(n: Nouns) -> Node:
    things = Lazy(lambda: n.things("common"))
    genre = Opt(lits("the genre ", "the genres ", "its genre ", "its mix of ", "the same mix of "))
    return Seq((genre, things, lits(" with ", " in common with ", " as "), n.films))


def _counts(count: int, state: State) -> bool:
    return count in (len(state.focus), len(state.focus) + 1)


def _of_focus(part: Node) -> Node:
    """Text understood only where one film of the person was named last."""
    return When(part, lambda state: len(state.focus) == 1)


def _together(n: Nouns) -> Node:
    """ "both are dramas", "all three are comedies", "the two share action": of the pick and the films just named."""
    many, things = Lazy(lambda: several(n)), Lazy(lambda: n.things("common"))
    forms: list[Node] = []
    for count in range(2, len(n.known) + 2):
        number = spell.small(count)[0]
        who = [*every(count), *(f"{e} of them" for e in every(count)), f"the {number}", f"these {number}"]
        who += [f"{e} {p}" for e in every(count) for p in n.speech.plurals]
        verbs = Alt(
            (
                Seq((lits(" are ", " are both ", " are all "), many)),
                Seq((lits(" share ", " have "), things, Opt(Lit(" in common")))),
            )
        )
        here = Seq((lits(*who), verbs))
        forms.append(When(here, partial(_counts, count)))
        forms.append(_of_named(n, here, count))
    first = Seq((Lit("the first two are "), many))
    forms.append(When(first, lambda state: len(state.focus) > 2))
    return Alt(tuple(forms))


def _of_named(n: Nouns, part: Node, count: int) -> Node:
    """The same where so many items were named in all."""

    def named(state: State) -> tuple[ItemId, ...]:
        return tuple(i for i in state.named if i in n.known)

    return When(n.agreed(part, named), lambda state: len(state.named) == count and len(named(state)) >= count - 1)


def _stated(n: Nouns, part: Node) -> Node:
    """Text that states which genres are shared with which films."""
    item = n.speech.evidence.item

    def key(films: tuple[ItemId, ...], traits: tuple[str, ...]) -> tuple[str | int, ...]:
        genres = [t.partition("=")[2] for t in traits]
        return (*(g for g in item.genres if g in genres), "|", *(i for i in n.known if i in films))

    return Stating(Saying(part, frozenset(("shared",))), "shared", key)
