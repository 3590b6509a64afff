"""How the person's films may be named when a text is read: names, lists, and what may be thrown in beside them.

One grammar serves every film and every list of a record. What it says of films on the way ("two dramas you loved",
", both with four stars from you") leaves marks of traits, which the `Agreed` around it checks for every film named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from recsys.explain import spell
from recsys.explain.discourse import FILM, MORE, PICK, Agreed, Lazy, Row, State, When
from recsys.explain.patterns import Alt, Claimed, Listing, Lit, Node, Opt, Seq, lits
from recsys.schema import Cited, ItemId

if TYPE_CHECKING:
    from recsys.explain.pick_speech import PickSpeech

VERBS: dict[str, tuple[str, ...]] = {
    "liked": ("liked", "enjoyed"),
    "loved": ("loved", "adored"),
    "disliked": ("disliked", "did not like", "didn't like"),
    "rejected": ("turned down", "passed on", "rejected"),
    "neutral": ("were lukewarm about", "found middling", "rated as middling"),
    "rated": ("rated", "have rated"),
}
"""What the person did with a film, by trait: the past tense behind "you"; "loved" is the maximum rating only."""
PASSIVE = {"liked": ("liked", "enjoyed"), "loved": ("loved", "adored"), "disliked": ("disliked",), "rated": ("rated",)}
"""The same before "by you"."""
PLENTY = ("highly", "well")
POORLY = ("low", "poorly")
"""How a like and a dislike were rated."""
AGAIN = ("too", "as well")


@dataclass(eq=False)
class Nouns:
    """The noun phrases of one record."""

    speech: PickSpeech
    names: dict[ItemId, Node] = field(default_factory=dict)

    @cached_property
    def known(self) -> dict[ItemId, Cited]:
        e = self.speech.evidence
        return {c.item.id: c for c in (*e.against, *e.cited) if self.speech.names[c.item.id]}

    # ---- traits --------------------------------------------------------------------------------------------

    def holds(self, trait: str, film: ItemId) -> bool:
        """Whether a trait is true of a film of the person."""
        c, e = self.known.get(film), self.speech.evidence
        if c is None:
            return False
        name, _, value = trait.partition("=")
        match name:
            case "stars":
                return c.stars is not None and f"{c.stars:g}" == value
            case "genre":
                return value in c.item.genres
            case "common":
                return value in c.shared.get("genre", ())
            case "high":
                return c.stars is not None and c.stars >= e.scale.like
            case "low":
                return c.stars is not None and c.stars <= e.scale.dislike
            case "loved":
                return c.verdict == "liked" and c.stars == e.scale.maximum
            case "rated":
                return c.stars is not None
            case "only liked":
                return c.verdict == "liked" and e.likes == 1
            case "only rated":
                return c.stars is not None and e.opinions == 1
            case "cited":
                return any(c is k for k in e.cited)
            case _:
                return c.verdict == name

    @staticmethod
    def claim(trait: str) -> str:
        """The kind of claim a trait makes."""
        name = trait.partition("=")[0]
        return {"genre": "shared", "common": "shared", "cited": "share"}.get(
            name, "rating" if name in ("stars", "high", "low", "rated") else "opinion"
        )

    def agreed(self, part: Node) -> Node:
        return Agreed(part, self.holds, tuple(c.item.id for c in self.speech.evidence.cited), self.claim)

    def _all(self, trait: str) -> bool:
        return any(self.holds(trait, i) for i in self.known)

    # ---- names ---------------------------------------------------------------------------------------------

    def name(self, film: ItemId) -> Node:
        """The bare name of a film of the person."""
        if film not in self.names:
            full = self.speech.called(film)
            self.names[film] = Claimed(FILM + film, Alt((*full, *self.short(film))))
        return self.names[film]

    def short(self, item: ItemId) -> tuple[Node, ...]:
        """What an item may be called for short once it was named: "Raiders", "E.T."."""
        return tuple(
            When(Lit(n, name=True), lambda state, item=item: item in state.named) for n in self._shorts.get(item, ())
        )

    @cached_property
    def _shorts(self) -> dict[ItemId, tuple[str, ...]]:
        return spell.short_names(self.speech.named_items())

    @cached_property
    def item(self) -> Node:
        """The target by name or as "this one"."""
        return self.speech.this

    # ---- what may be said of films -------------------------------------------------------------------------

    def gave(self, before: str = "", behind: str = "") -> Node:
        """A rating as it is given: "five stars", "top marks", "a high rating"."""
        e = self.speech.evidence
        forms: list[Node] = []
        for value in dict.fromkeys(c.stars for c in self.known.values() if c.stars is not None):
            words = spell.given(value, e.lexicon, e.scale)
            forms.append(_is(f"stars={value:g}", lits(*(before + w + behind for w in words))))
        for trait, word in (("high", "high"), ("low", "low")):
            if self._all(trait):
                forms.append(_is(trait, lits(f"{before}a {word} rating{behind}", f"{before}{word} marks{behind}")))
        return Alt(tuple(forms))

    @cached_property
    def rating(self) -> Node:
        return Lazy(self.gave)

    @cached_property
    def past(self) -> Node:
        """What the person did with a film, behind "you": "liked", "also loved", "gave five stars", "rated highly"."""
        return Lazy(self._past)

    def _past(self) -> Node:
        verbs = [_is(t, lits(*words)) for t, words in VERBS.items() if self._all(t)]
        gave = Seq((lits("gave ", "rated ", "awarded "), self.rating))
        highly = [_is(t, lits(*(f"rated {w}" for w in ws))) for t, ws in (("high", PLENTY), ("low", POORLY))]
        plain = Alt((*verbs, gave, *highly))
        return Seq((Opt(lits("also ", "both ", "each ")), plain, Opt(lits(*(f" {a}" for a in AGAIN)))))

    @cached_property
    def passive(self) -> Node:
        """ "loved by you", "rated four stars by you", "with four stars from you"."""
        return Lazy(self._passive)

    def _passive(self) -> Node:
        verbs = [_is(t, lits(*(f"{w} by you" for w in ws))) for t, ws in PASSIVE.items() if self._all(t)]
        return Alt(
            (
                *verbs,
                Seq((lits("rated ", "given "), self.rating, lits(" by you"))),
                Seq((lits("with ", "at "), self.rating, Opt(lits(" each", " apiece")), Opt(lits(" from you")))),
                Seq((lits("each with ", "with your "), self.rating, Opt(lits(" from you")))),
            )
        )

    @cached_property
    def tail(self) -> Node:
        """What closes a noun: "a drama you liked", "… to which you gave five stars", "… of yours", "… for you"."""
        return Lazy(
            lambda: Alt(
                (
                    Seq((lits(" you ", " that you ", " which you "), self.past)),
                    Seq((Lit(" to which you gave "), self.rating)),
                    Seq((Lit(" "), self.passive)),
                    lits(" of yours", " for you", " from your list"),
                )
            )
        )

    @cached_property
    def which(self) -> Node:
        """A relative clause: "which you loved", "to which you gave five stars", "which is a thriller too"."""
        return Lazy(
            lambda: Alt(
                (
                    Seq((lits("which you ", "that you ", "one you "), self.past)),
                    Seq((Lit("to which you gave "), self.rating)),
                    Seq((lits("which has ", "which have ", "which got "), self.rating, Lit(" from you"))),
                    Seq((lits("which is ", "which are ", "which was "), self.same)),
                    self.passive,
                )
            )
        )

    # ---- genres --------------------------------------------------------------------------------------------

    def kinds(self, trait: str, several: bool = False) -> Node:
        """Genre words before a noun or as one: "romantic comedy", "action film"; `trait` is "genre" or "common"."""
        heads: list[Node] = []
        before: list[Node] = []
        for g in self._genres:
            nouns = spell.genre_plurals(g) if several else spell.genre_nouns(g)
            heads += [_is(f"{trait}={g}", lits(*nouns))] if nouns else []
            before.append(_is(f"{trait}={g}", lits(*spell.genre_adjectives(g))))
        things = lits(*(self.speech.plurals if several else self.speech.nouns))
        if not before:
            return Alt(())
        adjectives = Seq((Listing(tuple(before), some=True, loose=True), Lit(" ")))
        return Alt((Seq((Opt(adjectives), Alt(tuple(heads)))), Seq((adjectives, things))))

    def things(self, trait: str) -> Node:
        """Genres as things: "action, comedy and horror", "animation for children"."""
        named = tuple(_is(f"{trait}={g}", lits(*spell.genre_things(g))) for g in self._genres)
        return Listing(named, some=True, loose=False) if named else Alt(())

    @cached_property
    def _genres(self) -> tuple[str, ...]:
        found = dict.fromkeys(g for c in self.known.values() for g in c.item.genres if spell.plain(g))
        return tuple(found)

    @cached_property
    def own(self) -> Node:
        return Lazy(lambda: self.kinds("genre"))

    @cached_property
    def common(self) -> Node:
        return Lazy(lambda: self.kinds("common"))

    @cached_property
    def like(self) -> Node:
        """ "like this one": what is said is true of the target too."""
        as_ = Seq((lits(" like ", " just like ", ", like ", ", just like "), self.item))
        return Alt((as_, Seq((lits(" as ", ", as "), self.item, Lit(" is"))), lits(*(f" {a}" for a in AGAIN))))

    @cached_property
    def same(self) -> Node:
        """A genre in common: "a thriller too", "also a drama", "another action film", "a drama like this one"."""
        return Lazy(self._same)

    def _same(self) -> Node:
        article = lits("a ", "an ")
        things = Lazy(lambda: self.things("common"))
        head = Seq((lits("another ", "also a ", "also an ", "likewise a ", "likewise an "), self.common))
        return Alt(
            (
                Seq((article, self.common, self.like)),
                Seq((head, Opt(self.like))),
                Seq((Lit("also "), things)),
                Seq((things, self.like)),
            )
        )

    # ---- nouns in apposition -------------------------------------------------------------------------------

    @cached_property
    def starred(self) -> Node:
        """ "five-star film", "four-star ratings"."""
        e = self.speech.evidence
        values = dict.fromkeys(c.stars for c in self.known.values() if c.stars is not None)
        return Alt(tuple(_is(f"stars={v:g}", lits(*spell.starred(v, e.lexicon))) for v in values))

    @cached_property
    def single(self) -> Node:
        """A noun for one film: "a drama you liked", "another thriller", "one of your five-star films"."""
        return Lazy(self._single)

    def _single(self) -> Node:
        article, things = lits("a ", "an "), lits(*self.speech.nouns)
        return Alt(
            (
                Seq((self.same, Opt(Seq((Opt(Lit(",")), self.tail))))),
                Seq((article, Opt(Seq((self.starred, Lit(" ")))), self.own, Opt(self.tail))),
                Seq((lits("a ", "another "), things, self.tail)),
                Seq((lits("a ", "another ", "your "), self.starred, Lit(" "), things, Opt(lits(" for you", " of yours")))),
                Seq((lits("one of your ", "another of your "), self._sort)),
                *self._alone(),
            )
        )

    def _alone(self) -> Iterable[Node]:
        """ "the only film you have rated so far": where there is one."""
        far = Opt(lits(" so far", " yet"))
        for trait, words in (("only liked", ("liked",)), ("only rated", ("rated",))):
            if self._all(trait):
                have = [f" you {h}{w}" for w in words for h in ("have ", "'ve ", "")]
                one = [f"the {o} {n}{h}" for o in ("one", "only") for n in (*self.speech.nouns, "one") for h in have]
                only = [f"your {o} {n}" for o in ("one", "only") for n in (("like",) if words == ("liked",) else ("rating",))]
                yield Seq((_is(trait, lits(*one, *only)), far))

    @cached_property
    def _sort(self) -> Node:
        """ "five-star films", "likes"."""
        films = lits(*self.speech.plurals)
        liked = [_is("liked", Lit("likes"))] if self._all("liked") else []
        return Alt((Seq((self.starred, Lit(" "), films)), *liked))

    # ---- films ---------------------------------------------------------------------------------------------

    @cached_property
    def aside(self) -> Node:
        """What may stand behind the name of one film."""
        behind = Seq((Lit(", "), Opt(Lit("and ")), _number(1), Alt((self.which, self.single)), Opt(Lit(","))))
        dashed = Seq((Lit(" ("), _number(1), self.rating, Lit(")")))
        return Lazy(lambda: Opt(Alt((behind, dashed, Seq((behind, behind))))))

    @cached_property
    def before(self) -> Node:
        """What may stand before it: "the drama …", "another thriller, …", "a thriller you liked, …"."""
        the = Seq((lits("the ", "your "), Opt(Seq((self.starred, Lit(" ")))), Alt((self.own, lits(*self.speech.nouns)))))
        head = Alt((Seq((the, Opt(self.tail))), self.single))
        return Lazy(lambda: Seq((head, Opt(Lit(",")), Lit(" "))))

    def film(self, film: ItemId) -> Node:
        """One film with what may be said of it on the way."""
        key = "+" + film
        if key not in self.names:
            name = self.name(film)
            self.names[key] = Lazy(lambda: self.agreed(Seq((Opt(self.before), name, self.aside))))
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
        among = Opt(Claimed(MORE, lits(" among them", " among others"))) if len(cited) > 1 else Lit("")
        return self.agreed(Seq((Opt(self._several_before), plain, among, Opt(self._several_behind))))

    @cached_property
    def _several_before(self) -> Node:
        """ "both", "two films you liked: ", "your five-star films"."""
        films = lits(*self.speech.plurals)
        kinds = Lazy(lambda: Alt((self.kinds("genre", several=True), films)))
        count = Alt(tuple(_numbered(n, *(f"{w} " for w in spell.small(n)), f"the {spell.small(n)[0]} ") for n in self._sizes))
        sort = Seq((Opt(Seq((self.starred, Lit(" ")))), kinds, Opt(self.tail)))
        of = Seq((count, lits("of your ", "of the "), Alt((self._sort, sort))))
        other = Seq((count, lits("others", "other films"), self.tail))
        counted = Seq((Alt((Seq((count, Opt(Lit("other ")), sort)), of, other)), lits(": ", ", ", " ", " - ", " \u2013 ")))
        return Alt((counted, *([_numbered(2, "both ")] if 2 in self._sizes else []), Seq((lits("the ", "your "), sort, Lit(" ")))))

    @cached_property
    def _several_behind(self) -> Node:
        """ ", both of which you loved", ", all dramas", ", two of your five-star films"."""
        kinds = Lazy(lambda: self.kinds("genre", several=True))
        common = Lazy(lambda: self.kinds("common", several=True))
        films = lits(*self.speech.plurals)
        all_ = Alt(tuple(_numbered(n, *every(n)) for n in self._sizes))
        count = Alt(tuple(_numbered(n, *spell.small(n)) for n in self._sizes))
        sorts = Alt((Seq((common, self.like)), Seq((kinds, Opt(self.tail))), Seq((films, self.tail))))
        stars = Seq((self.starred, Lit(" "), films, Opt(lits(" for you", " of yours"))))
        forms = Alt(
            (
                Seq((all_, lits(" of which you ", " of them you "), self.past)),
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


def _is(trait: str, node: Node) -> Node:
    return Claimed(f"@is:{trait}", node)


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
