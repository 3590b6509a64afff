"""What may be said of the person's films beside their names when a text is read: ratings, likes, genres in common.

What is said leaves marks of traits ("@is:liked"), which the `Agreed` around it checks for every film named there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from recsys.explain import spell
from recsys.explain.discourse import Agreed, Lazy, State
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
class Traits:
    """The films of one record and what is true of them."""

    speech: PickSpeech

    @cached_property
    def known(self) -> dict[ItemId, Cited]:
        e = self.speech.evidence
        return {c.item.id: c for c in (*e.against, *e.cited) if self.speech.names[c.item.id]}

    @cached_property
    def item(self) -> Node:
        """The target by name or as "this one"."""
        return self.speech.bare

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
            case "seen":
                return c.verdict != "rejected"
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

    def agreed(self, part: Node, focus: Callable[[State], tuple[ItemId, ...]] | None = None) -> Node:
        """The part where its traits hold of every film it names, or of those that `focus` finds if it names none."""
        return Agreed(part, self.holds, self.cited, self.claim, focus)

    @cached_property
    def cited(self) -> tuple[ItemId, ...]:
        return tuple(c.item.id for c in self.speech.evidence.cited)

    def meant(self, state: State) -> tuple[ItemId, ...]:
        """The films that "too" and "both" speak of: those named last, or else the whole cited set."""
        return state.focus or self.cited

    def some(self, trait: str) -> bool:
        """Whether it is true of any film."""
        return any(self.holds(trait, i) for i in self.known)

    # ---- what may be said of films -------------------------------------------------------------------------

    def gave(self, before: str = "", behind: str = "") -> Node:
        """A rating as it is given: "five stars", "top marks", "a high rating"."""
        e = self.speech.evidence
        forms: list[Node] = []
        for value in dict.fromkeys(c.stars for c in self.known.values() if c.stars is not None):
            words = spell.given(value, e.lexicon, e.scale)
            forms.append(is_(f"stars={value:g}", lits(*(before + w + behind for w in words))))
        for trait, word in (("high", "high"), ("low", "low")):
            if self.some(trait):
                forms.append(is_(trait, lits(f"{before}a {word} rating{behind}", f"{before}{word} marks{behind}")))
        return Alt(tuple(forms))

    @cached_property
    def rating(self) -> Node:
        return Lazy(self.gave)

    @cached_property
    def past(self) -> Node:
        """What the person did with a film, behind "you": "liked", "also loved", "gave five stars", "rated highly"."""
        return Lazy(self._past)

    def _past(self) -> Node:
        verbs = [is_(t, lits(*words)) for t, words in VERBS.items() if self.some(t)]
        gave = Seq((lits("gave ", "rated ", "awarded "), self.rating))
        highly = [is_(t, lits(*(f"rated {w}" for w in ws))) for t, ws in (("high", PLENTY), ("low", POORLY))]
        plain = Alt((*verbs, gave, *highly))
        return Seq((Opt(lits("also ", "both ", "each ")), plain, Opt(lits(*(f" {a}" for a in AGAIN)))))

    @cached_property
    def passive(self) -> Node:
        """ "loved by you", "rated four stars by you", "with four stars from you"."""
        return Lazy(self._passive)

    def _passive(self) -> Node:
        verbs = [is_(t, lits(*(f"{w} by you" for w in ws))) for t, ws in PASSIVE.items() if self.some(t)]
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
            heads += [is_(f"{trait}={g}", lits(*nouns))] if nouns else []
            before.append(is_(f"{trait}={g}", lits(*spell.genre_adjectives(g))))
        things = lits(*(self.speech.plurals if several else self.speech.nouns))
        if not before:
            return Alt(())
        adjectives = Seq((Listing(tuple(before), some=True, loose=True), Lit(" ")))
        return Alt((Seq((Opt(adjectives), Alt(tuple(heads)))), Seq((adjectives, things))))

    def things(self, trait: str) -> Node:
        """Genres as things: "action, comedy and horror", "animation for children"."""
        named = tuple(is_(f"{trait}={g}", lits(*spell.genre_things(g))) for g in self._genres)
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
        return Alt(tuple(is_(f"stars={v:g}", lits(*spell.starred(v, e.lexicon))) for v in values))

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
                Seq(
                    (
                        lits("a ", "another ", "your "),
                        self.starred,
                        Lit(" "),
                        things,
                        Opt(lits(" for you", " of yours")),
                    )
                ),
                Seq((lits("one of your ", "another of your "), self._sort)),
                *self._one_of(),
                *self._alone(),
            )
        )

    def _one_of(self) -> Iterable[Node]:
        """ "one of your two likes": where there are so many."""
        count = self.speech.evidence.likes
        if count > 1 and self.some("liked"):
            yield is_("liked", lits(*(f"one of {w} {n} likes" for n in spell.small(count) for w in ("your", "the"))))

    def _alone(self) -> Iterable[Node]:
        """ "the only film you have rated so far": where there is one."""
        far = Opt(lits(" so far", " yet"))
        for trait, words in (("only liked", ("liked",)), ("only rated", ("rated",))):
            if self.some(trait):
                both = ("rated and liked",) if words == ("liked",) and self.some("only rated") else ()
                have = [f" you {h}{w}" for w in (*words, *both) for h in ("have ", "'ve ", "")]
                one = [f"the {o} {n}{h}" for o in ("one", "only") for n in (*self.speech.nouns, "one") for h in have]
                only = [
                    f"your {o} {n}"
                    for o in ("one", "only")
                    for n in (("like",) if words == ("liked",) else ("rating",))
                ]
                yield Seq((is_(trait, lits(*one, *only)), far))

    @cached_property
    def _sort(self) -> Node:
        """ "five-star films", "likes"."""
        films = lits(*self.speech.plurals)
        liked = [is_("liked", Lit("likes"))] if self.some("liked") else []
        return Alt((Seq((self.starred, Lit(" "), films)), *liked))


def is_(trait: str, node: Node) -> Node:
    return Claimed(f"@is:{trait}", node)
