"""How the person's films may be named when a text is read: names, lists, and what may be thrown in beside them.

One grammar serves every film and every list of a record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from recsys.explain import spell
from recsys.explain.discourse import FILM, MORE, PICK, Lazy, State, When
from recsys.explain.patterns import Alt, Claimed, Listing, Lit, Node, Opt, Seq, lits
from recsys.explain.traits import Traits
from recsys.schema import ItemId

NTH = (("the first", "the former", "the first one"), ("the second", "the latter", "the second one"))
"""What the first and the second of two films just named may be called."""


@dataclass(eq=False)
class Nouns(Traits):
    """The noun phrases of one record."""

    names: dict[ItemId, Node] = field(default_factory=dict)

    # ---- names ---------------------------------------------------------------------------------------------

    def name(self, film: ItemId) -> Node:
        """The bare name of a film of the person."""
        if film not in self.names:
            full = self.speech.called(film)
            nth = [
                n for place, words in enumerate(NTH) if (n := self.speech.nth(film, place, lits(*words), focus=True))
            ]
            self.names[film] = Claimed(FILM + film, Alt((*full, *self.short(film), *nth)))
        return self.names[film]

    def short(self, item: ItemId) -> tuple[Node, ...]:
        """What an item may be called for short once it was named: "Raiders", "E.T."."""
        return tuple(When(Lit(n, name=True), lambda state: item in state.named) for n in self._shorts.get(item, ()))

    @cached_property
    def _shorts(self) -> dict[ItemId, tuple[str, ...]]:
        return spell.short_names(self.speech.named_items(), self.speech.names)

    # ---- films ---------------------------------------------------------------------------------------------

    @cached_property
    def aside(self) -> Node:
        """What may stand behind the name of one film."""
        like = Seq((lits("like ", "just like "), self.item, lits(" a ", " an "), self.common))
        behind = Seq((Lit(", "), Opt(Lit("and ")), _number(1), Alt((self.which, self.single, like)), Opt(Lit(","))))
        close = Seq((Lit(" "), _number(1), self.passive))
        dashed = Seq((Lit(" ("), _number(1), self.rating, Lit(")")))
        return Lazy(lambda: Opt(Alt((behind, dashed, close, Seq((behind, behind))))))

    @cached_property
    def before(self) -> Node:
        """What may stand before it: "the drama …", "another thriller, …", "a thriller you liked, …"."""
        the = Seq(
            (lits("the ", "your "), Opt(Seq((self.starred, Lit(" ")))), Alt((self.own, lits(*self.speech.nouns))))
        )
        head = Alt((Seq((the, Opt(self.tail))), self.single))
        return Lazy(lambda: Seq((head, Opt(Lit(",")), Lit(" "))))

    def film(self, film: ItemId) -> Node:
        """One film with what may be said of it on the way."""
        key = "+" + film
        if key not in self.names:
            name = self.name(film)
            self.names[key] = Lazy(
                lambda: Alt(
                    (
                        self.agreed(Seq((name, self.aside))),
                        self.agreed(Seq((self.before, name, Alt((self.aside, Lit(",")))))),
                    )
                )
            )
        return self.names[key]

    @cached_property
    def films(self) -> Node:
        """Any list of films, with what may be said of all of them."""
        return Lazy(self._films)

    def _films(self) -> Node:
        cited = [c.item.id for c in self.speech.evidence.cited if c.item.id in self.known]
        rest = self.speech.rest_of(len(cited))
        lists: list[Node] = [Listing(tuple(self.film(i) for i in self.known), some=True)]
        if len(cited) > 1:
            lists.append(Listing(tuple(self.film(i) for i in cited), some=True, rest=rest))
        plain = Alt(tuple(lists))
        if len(self.known) < 2:
            return plain
        among = Opt(Claimed(MORE, lits(" among them", " among others", " among them,"))) if len(cited) > 1 else Lit("")
        comma = Opt(Lit(","))
        middle = Seq((plain, among))
        # Each by itself, so that what agrees in one way is not lost to another way that does not.
        return Alt(
            (
                self.agreed(middle),
                self.agreed(Seq((self.several_before, middle, comma))),
                self.agreed(Seq((middle, self.behind))),
                self.agreed(Seq((self.several_before, middle, self.behind))),
            )
        )

    @cached_property
    def counted(self) -> Node:
        """ "two dramas you liked", "two of your five-star films"."""
        count = Alt(
            tuple(_numbered(n, *(f"{w} " for w in spell.small(n)), f"the {spell.small(n)[0]} ") for n in self._sizes)
        )
        of = Seq((count, lits("of your ", "of the "), Alt((self._sort, self._kinds))))
        other = Seq((count, lits("others", "other films", "more"), self.tail))
        return Alt((Seq((count, Opt(Lit("other ")), self._kinds)), of, other))

    @cached_property
    def _kinds(self) -> Node:
        """ "five-star films", "dramas you liked"."""
        kinds = Lazy(lambda: Alt((self.kinds("genre", several=True), lits(*self.speech.plurals))))
        return Seq((Opt(Seq((self.starred, Lit(" ")))), kinds, Opt(self.tail)))

    @cached_property
    def several_before(self) -> Node:
        """What may stand before a list: "both", "two films you liked: ", "your five-star films"."""
        among = Claimed(MORE, lits(", among them ", ", including "))
        joint = Alt((lits(": ", ", ", " ", " - ", " \u2013 "), among))
        both = [_numbered(2, "both ")] if 2 in self._sizes else []
        return Alt((Seq((self.counted, joint)), *both, Seq((lits("the ", "your "), self._kinds, Lit(" ")))))

    @cached_property
    def behind(self) -> Node:
        """ ", both of which you loved", ", all dramas", ", two of your five-star films"."""
        kinds = Lazy(lambda: self.kinds("genre", several=True))
        common = Lazy(lambda: self.kinds("common", several=True))
        films = lits(*self.speech.plurals)
        all_ = Alt(tuple(_numbered(n, *every(n)) for n in self._sizes))
        count = Alt(tuple(_numbered(n, *spell.small(n)) for n in self._sizes))
        things = Lazy(lambda: self.things("common"))
        sorts = Alt((Seq((Alt((common, things)), self.like)), Seq((kinds, Opt(self.tail))), Seq((films, self.tail))))
        stars = Seq((self.starred, Lit(" "), films, Opt(lits(" for you", " of yours"))))
        forms = Alt(
            (
                Seq((all_, lits(" of which you ", " of them you "), self.past)),
                Seq((all_, Lit(" of which "), lits("are ", "were "), Alt((self.passive, sorts, stars)))),
                Seq((all_, Opt(Lit(" of them")), Lit(" "), Alt((self.passive, sorts, stars)))),
                Seq((count, lits(" of your ", " "), Alt((self._sort, sorts)))),
                self.which,
                self.passive,
                Seq((Lit("also "), common)),
            )
        )
        return Lazy(lambda: Seq((lits(", ", " \u2013 "), forms, Opt(Lit(",")))))

    @property
    def _sizes(self) -> range:
        return range(2, len(self.known) + 1)


def every(count: int) -> tuple[str, ...]:
    """All of so many: "both", "all three"."""
    return ("both",) if count == 2 else (f"all {spell.small(count)[0]}", "all")


def _number(count: int) -> Node:
    return Claimed(f"@n:{count}", Lit(""))


def _numbered(count: int, *texts: str) -> Node:
    return Claimed(f"@n:{count}", lits(*texts))


def meant(ids: Sequence[ItemId], part: Node) -> Node:
    """Words that mean these films of the person."""
    for i in reversed(ids):
        part = Claimed(FILM + i, part)
    return part


def picked(item: ItemId, part: Node) -> Node:
    """Words that name the target."""
    return Claimed(PICK + item, part)


def focused(ids: Iterable[ItemId], part: Node) -> Node:
    """Text that is understood only where these films were named last."""
    wanted = frozenset(ids)

    def test(state: State) -> bool:
        return frozenset(state.focus) == wanted

    return When(part, test)
