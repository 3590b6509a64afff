"""The noun phrases of a pick: how the target, the cited items and the ratings may be named at this point."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from recsys.explain import kinships, opinions, spell
from recsys.explain.discourse import ALL, MORE, Lazy, Naming, State, When
from recsys.explain.language import EN
from recsys.explain.nouns import Nouns, focused, meant, picked
from recsys.explain.patterns import Alt, Claimed, Listing, Lit, Node, Opt, Seq, either, lits
from recsys.explain.records import Comparison, Record
from recsys.explain.speech import Speech
from recsys.schema import Cited, Evidence, ItemId

SHOWN = 10
"""A pick that leaves the first ten without its reasons is on the list because of them; one that only slips within
them merely stands higher."""
NAMED = 3
"""A short reason names up to this many films; of more it names two."""
MOSTLY = 0.5
"""Share of all that speaks for a pick above which "mostly" is true."""
LARGELY = 0.3
"""Share above which "in good part" is true."""


@dataclass(frozen=True, eq=False)
class PickSpeech(Speech[Evidence]):
    """The evidence of a pick at one point of a text."""

    @property
    def evidence(self) -> Evidence:
        return self.record

    @property
    def _nouns(self) -> Nouns:
        """The noun phrases as they are read; shared by every point of the text."""
        return self._kept("nouns", lambda: Nouns(self))

    # ---- the target ----------------------------------------------------------------------------------------

    @cached_property
    def target(self) -> Node:
        """The target wherever "it" could mean nothing else."""
        if self.beside:
            return self.title(self.evidence.item) or Alt(())
        if self.reading:
            return self._kept("target", lambda: Alt((self.this, self._when_it(lits(*self._it)))))
        named = self._called()
        if self.first and named and not self.brief:
            return named[0]
        return Lit("it" if self.it else f"this {self.noun}")

    @cached_property
    def this(self) -> Node:
        """The target where "it" could mean another film."""
        if self.beside:
            return self.target
        if self.reading:
            return self._kept("this", lambda: kinships.target(self._nouns) if self.language is EN else self.bare)
        named = self._called()
        return named[0] if self.first and named else lits("this one", f"this {self.noun}")

    @property
    def bare(self) -> Node:
        """When read, the target by name or as "this film", with nothing thrown in."""
        if self.beside:
            return self.title(self.evidence.item) or Alt(())
        return self._kept("bare", lambda: picked(self.evidence.item.id, Alt((*self._named(), lits(*self._this)))))

    @cached_property
    def target_again(self) -> Node:
        """The target where another film was just named, so that even "it" means it: "who liked A liked it"."""
        if self.beside or not self.reading:
            return self.this
        return Alt((self.this, picked(self.evidence.item.id, lits("this", *self._it))))

    def _when_it(self, node: Node) -> Node:
        """Read text in which "it" is the target."""
        return When(picked(self.evidence.item.id, node), lambda state: state.it)

    def _called(self) -> list[Node]:
        return [Lit(n, name=True) for n in self.names[self.evidence.item.id]]

    def _named(self) -> tuple[Node, ...]:
        target = self.evidence.item
        kinds = [f"this {w}" for g in target.genres for w in spell.genre_nouns(g)]
        return (*self.called(target.id), *self._nouns.short(target.id), *((lits(*kinds),) if kinds else ()))

    @property
    def _it(self) -> tuple[str, ...]:
        return ("it", *(f"the {n}" for n in self.nouns))

    @property
    def _this(self) -> tuple[str, ...]:
        return tuple(f"this {n}" for n in (*self.nouns, "one", "pick"))

    # ---- the person's items --------------------------------------------------------------------------------

    def film(self, cited: Cited) -> Node | None:
        """One cited or opposing item, never a pronoun; None if it cannot be told apart."""
        names = self.names[cited.item.id]
        if not names:
            return None
        if not self.reading:
            return Lit(names[-1] if self.brief or cited.item.id in self.said else names[0], name=True)
        return self._nouns.film(cited.item.id) if self.language is EN else Alt(self.called(cited.item.id))

    def films(self, cited: Sequence[Cited], some: bool = False) -> Node | None:
        """Their names in a list, marked when it is the whole cited set."""
        nodes = [self.film(c) for c in cited]
        found = [n for n in nodes if n is not None]
        if not found or (len(found) < len(nodes) and not some):
            return None
        if self.reading and self.language is EN:
            return self._only(self._nouns.films, cited, some)
        if some and len(found) > 1:
            return Listing(tuple(found), some=True)
        listing = Listing(tuple(found), rest=self._rest(cited), most=self.most) if len(found) > 1 else found[0]
        return Claimed(ALL, listing) if self._whole(cited) and len(found) == len(nodes) else listing

    def _only(self, node: Node, cited: Sequence[Cited], some: bool = False) -> Node:
        """Read text that names exactly these films, or `some` of them."""
        ids = frozenset(c.item.id for c in cited)
        if some:
            return Naming(node, lambda named: bool(named) and ids.issuperset(named))
        exact = Naming(node, lambda named: ids == frozenset(named))
        return Claimed(ALL, exact) if self._whole(cited) else exact

    def _rest(self, cited: Sequence[Cited]) -> tuple[Node, ...]:
        """How a list of the whole cited set may close early, by how many are left: "three more"."""
        count = len(cited)
        if not self._whole(cited) or not (self.reading or count > self.most):
            return ()
        said = [spell.small(n) for n in range(count)]
        if not self.reading:
            return tuple(
                Lit(f"{w[0]} more" + ("" if self.brief else f" {self.noun if n == 1 else self.plural}"))
                for n, w in enumerate(said)
            )
        return tuple(
            lits(
                *(f"{w} {m}" for w in words for m in ("more", "others" if n != 1 else "other")),
                *(f"{w} {m} {self.noun if n == 1 else self.plural}" for w in words for m in ("more", "other")),
            )
            for n, words in enumerate(said)
        )

    def rest_of(self, count: int) -> tuple[Node, ...]:
        """How a list of some of the cited set closes when read, by how many of all `count` are left."""
        liked = all(c.verdict == "liked" for c in self.evidence.cited)
        tails = ["", " of yours", *([" you liked", " that you liked"] if liked else [])]

        def left(n: int) -> Node:
            noun = self.nouns if n == 1 else self.plurals
            things = [f"{m} {f}{t}" for m in ("more", "other") for f in noun for t in tails]
            things += [
                "more",
                "other" if n == 1 else "others",
                f"more of your {self.plural}",
                *[f"others{t}" for t in tails],
            ]
            return Claimed(MORE, lits(*(f"{w} {t}" for w in spell.small(n) for t in things)))

        return tuple(Lazy(lambda n=n: left(n)) for n in range(count + 1))  # type: ignore[misc]

    def those(self, cited: Sequence[Cited]) -> Node | None:
        """The same, or a pronoun where the set was just named."""
        listed = self.films(cited)
        if not self.reading:
            return Claimed(ALL, self.pronoun) if self.them and self._whole(cited) else listed
        if self.language is not EN:
            return listed
        ids = tuple(c.item.id for c in cited)
        forms = [listed] if listed is not None else []
        forms.append(focused(ids, meant(ids, lits(*self._pronouns(cited)))))
        if self._whole(cited):
            forms.append(Claimed(ALL, self.when(meant(ids, lits(*self._pronouns(cited))), lambda state: state.them)))
        return Alt(tuple(forms))

    def that(self, cited: Cited) -> Node | None:
        """One film by name, or by a pronoun where it was just named."""
        return self.those((cited,)) if self.reading else self.film(cited)

    def focus_is(self, cited: Sequence[Cited], node: Node) -> Node | None:
        """When read, text that is understood only where exactly these films were named last; None when writing."""
        return focused([c.item.id for c in cited], node) if self.reading else None

    def nth(self, item: ItemId, place: int, node: Node, focus: bool = False) -> Node | None:
        """When read, "the first" or "the second" of two: of the two films named last, or else (unless only the `focus`
        counts) of the only two items named."""
        if not self.reading:
            return None

        def test(state: State) -> bool:
            two = state.focus if len(state.focus) == 2 or focus else state.named
            return len(two) == 2 and two[place] == item

        return When(picked(item, node) if item == self.evidence.item.id else meant((item,), node), test)

    def when(self, node: Node, test: Callable[[State], bool]) -> Node:
        """When read, text that is understood only in some states of the text."""
        return When(node, test)

    @property
    def pronoun(self) -> Node:
        """The cited set, just named."""
        cited = self.evidence.cited
        if self.reading:
            whole = tuple(c.item.id for c in cited)
            return self.when(meant(whole, lits(*self._pronouns(cited))), lambda state: state.them)
        if len(cited) == 1:
            return Lit(f"that {self.noun}")
        number = spell.small(len(cited))[0]
        return lits(f"those {number}", f"these {number}", "them")

    def _pronouns(self, cited: Sequence[Cited]) -> tuple[str, ...]:
        """What films may be called that were just named, as an object."""
        count = len(cited)
        if count == 1:
            kinds = [w for g in cited[0].item.genres for w in spell.genre_nouns(g)]
            one = ["it", "that one", "that", "this", *(f"{w} {n}" for n in self.nouns for w in ("that", "the first"))]
            one += [f"that {k}" for k in kinds] + [f"that {w}" for w in ("rating", "one rating", "one film", "like")]
            return tuple(one)
        number = spell.small(count)[0]
        some = (
            ["them", f"all {number}", f"all {number} of them", "all of them"] if count > 2 else ["them", "both of them"]
        )
        for w in ("those", "these", "the"):
            some += [f"{w} {number}", *(f"{w} {number} {p}" for p in self.plurals), f"{w} {number} of them"]
        some += [f"{w} {p}" for w in ("those", "these") for p in (*self.plurals, "ratings")]
        if count == 2:
            some += ["both", "the pair", "that pair", "the pair of them", *(f"both {p}" for p in self.plurals)]
        return tuple(some)

    def _whole(self, cited: Sequence[Cited]) -> bool:
        return {c.item.id for c in cited} == {c.item.id for c in self.evidence.cited}

    @property
    def named(self) -> tuple[Cited, ...]:
        """The cited items that a text of this length may name one by one."""
        cited = self.evidence.cited
        return cited if self.reading or len(cited) <= self.most else cited[: self.most]

    # ---- opinions ------------------------------------------------------------------------------------------

    def opinion(self, cited: Sequence[Cited], some: bool = False) -> Node | None:
        """A clause of what the person thinks of each: "you liked A and B", "you gave A 5 stars and B 4 stars"."""
        if self.reading and self.language is EN:
            if not any(self.names[c.item.id] for c in cited) or not (some or all(self.names[c.item.id] for c in cited)):
                return None
            return self._only(self._kept("opinion", lambda: Lazy(lambda: opinions.clause(self._nouns))), cited, some)
        clauses: list[Node] = []
        verbs = {v: [c for c in cited if c.verdict == v] for v in dict.fromkeys(c.verdict for c in cited)}
        parts = [self._verdict(v, group, some) for v, group in verbs.items()]
        if some or len(parts) == 1:
            told = [p for p in parts if p is not None]
            clauses += [Seq((Lit("you "), p)) for p in told]
            clauses += [
                Seq((Lit("you "), p, lits(" and ", " but "), q)) for p in told for q in told if some and p is not q
            ]
        elif all(p is not None for p in parts):
            joined = [Lit("you "), parts[0]]
            for p in parts[1:]:
                joined += [lits(" and ", ", and ", " but ", ", but ") if self.reading else Lit(" and "), p]
            clauses.append(Seq(tuple(n for n in joined if n is not None)))
        few = not self.reading and (self.brief or len(cited) > self.most)
        if not few and (gave := self._gave(cited, some)) is not None:
            clauses.append(gave)
        whole = either(clauses)
        if whole is not None and len(parts) > 1 and self._whole(cited) and not some:
            whole = Claimed(ALL, whole)
        return None if whole is None else Claimed("opinion", whole)

    def _verdict(self, verdict: str, group: Sequence[Cited], some: bool) -> Node | None:
        films = self.films(group, some)
        if films is None:
            return None
        verbs = {
            "liked": ("liked", "enjoyed"),
            "disliked": ("disliked", "did not like", "didn't like"),
            "rejected": ("turned down", "passed on"),
            "seen": (f"have {self.evidence.lexicon.done}",),
            "neutral": (f"have {self.evidence.lexicon.done}", "were lukewarm about"),
        }[verdict]
        return Seq((lits(*verbs) if self.reading or verdict == "liked" else lits(verbs[0]), Lit(" "), films))

    def _gave(self, cited: Sequence[Cited], some: bool) -> Node | None:
        """ "you gave A and B 5 stars each and C 4 stars": only when every one of them has a rating."""
        rated = [c for c in cited if c.stars is not None]
        if not rated or (len(rated) < len(cited) and not some):
            return None
        groups = {s: [c for c in rated if c.stars == s] for s in dict.fromkeys(c.stars for c in rated)}
        before: list[Node] = []
        after: list[Node] = []
        earned: list[Node] = []
        for value, group in groups.items():
            films = self.films(group, some)
            if films is None:
                continue
            marks = spell.marks(value or 0.0, self.evidence.lexicon, self.evidence.scale)
            said = lits(*marks) if self.reading else Lit(marks[0])
            each = [Opt(lits(" each", *((" apiece",) if self.reading else ())))] if len(group) > 1 else []
            before.append(Seq((films, Lit(" "), said, *each)))
            earned.append(Seq((films, lits(" got ", " earned "), said, *each, Lit(" from you"))))
            after.append(Seq((said, Lit(" to "), Opt(Lit("both ")) if len(group) == 2 else Lit(""), films)))
        if not before or (len(before) < len(groups) and not some):
            return None
        rating = "rated" if self.reading or len(before) == 1 else ""
        whole = self._whole(cited) and not some

        def listing(nodes: list[Node]) -> Node:
            one = Listing(tuple(nodes), some=some)
            return Claimed(ALL, one) if whole else one

        forms: list[Node] = [Seq((lits("you gave ", *([f"you {rating} "] if rating else [])), listing(before)))]
        forms.append(Seq((Lit("you gave "), listing(after))))
        if self.reading and (some or len(earned) == 1):
            forms += earned
        return Claimed("rating", Alt(tuple(forms)))

    def ratings(self, cited: Sequence[Cited]) -> Node | None:
        """A noun phrase: "your 5 stars for A and B and your 4 for C", "your ratings of A and B"."""
        films = self.films(cited)
        if films is None:
            return None
        if self.reading and self.language is EN:
            return self._only(self._kept("ratings", lambda: Lazy(lambda: opinions.nominal(self._nouns))), cited)
        forms: list[Node] = []
        rated = all(c.stars is not None for c in cited)
        if rated:
            forms.append(Seq((Lit("your rating of " if len(cited) == 1 else "your ratings of "), films)))
        if rated and (self.reading or len(cited) <= self.most):
            groups = {s: [c for c in cited if c.stars == s] for s in dict.fromkeys(c.stars for c in cited)}
            each: list[Node] = []
            for value, group in groups.items():
                named = self.films(group)
                if named is not None:
                    said = self.spelt(spell.stars(value or 0.0, self.evidence.lexicon))
                    each.append(Seq((Lit("your "), said, Lit(" for "), named)))
            if len(each) == len(groups):
                one = Listing(tuple(each))
                forms.append(Claimed("rating", Claimed(ALL, one) if self._whole(cited) else one))
        if all(c.verdict == "liked" for c in cited):
            forms.append(Claimed("opinion", Seq((lits("your liking for ", "your taste for "), films))))
        return either(forms)

    def kinship(self) -> dict[str, Node | None]:
        """When read, what the pick has in common with films of the person: as a clause, and as a note."""
        if self.language is not EN or not self._nouns.known:
            return {}
        return {"shared": kinships.shared(self._nouns), "note": kinships.note(self._nouns)}

    @property
    def pulls(self) -> Node:
        """When read, what a film does that counts against the pick: "counts against it", "pulls it down"."""
        even = Opt(lits("even ", "also ", "does ", "do "))
        verbs = [v + s for v in ("speak", "count", "weigh", "work") for s in ("", "s")]
        against = Seq((even, lits(*(f"{v} against " for v in verbs)), self.target))
        down = [v + s for v in ("pull", "weigh", "drag", "push", "hold") for s in ("", "s")]
        lowered = Alt(tuple(Seq((Lit(f"{v} "), self.target, lits(" down", " back"))) for v in down))
        way = lits(*(f"{v} {w}" for v in ("pull", "pulls", "point", "points") for w in ("the other way", "against it")))
        return Alt((against, lowered, way))

    # ---- degrees -------------------------------------------------------------------------------------------

    def degree(self, share: float) -> Node | None:
        """An adverb that the share of all that speaks for the pick supports; None for too small a share."""
        words: list[str] = []
        if share > MOSTLY:
            words += ["mostly", "mainly"] + (["largely", "chiefly", "for the most part"] if self.reading else [])
        if share > LARGELY and (self.reading or share <= MOSTLY):
            words += ["in good part"]
        if share > 0 and self.reading:
            words += ["partly", "in part"]
        return Claimed("share", lits(*words)) if words else None


@dataclass(frozen=True, eq=False)
class PairSpeech(Speech[Comparison]):
    """Two picks side by side at one point of a text."""

    def side(self, evidence: Evidence) -> PickSpeech:
        """One of the two, always named, by names that tell it from everything on either side."""
        assert self.names
        return PickSpeech(
            evidence,
            self.language,
            self.voice,
            self.free,
            self.reading,
            first=False,
            it=False,
            said=self.said,
            most=self.most,
            beside=True,
            _names=self._names,
            _aka=self._aka,
        )

    def sides(self) -> Iterator[tuple[str, Speech[Any]]]:
        for tag, evidence in (("a", self.record.a), ("b", self.record.b)):
            if self.names[evidence.item.id]:
                yield tag, self.side(evidence)


def speech(record: Record, **place: Any) -> Speech[Any]:
    """The record at a point of a text, the beginning by default."""
    if isinstance(record, Evidence):
        return PickSpeech(record, **place)
    return PairSpeech(record, **place) if isinstance(record, Comparison) else Speech(record, **place)
