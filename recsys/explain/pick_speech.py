"""The noun phrases of a pick: how the target, the cited items and the ratings may be named at this point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from recsys.explain import spell
from recsys.explain.patterns import Alt, Claimed, Listing, Lit, Node, Opt, Seq, either, lits
from recsys.explain.records import Comparison, Record
from recsys.explain.speech import Speech
from recsys.schema import Cited, Evidence

SHOWN = 10
"""A pick that leaves the first ten without its reasons is on the list because of them; one that only slips within
them merely stands higher."""
NAMED = 3
"""A short reason names up to this many films; of more it names two."""
MOSTLY = 0.5
"""Share of all that speaks for a pick above which "mostly" is true."""
LARGELY = 0.3
"""Share above which "in good part" is true."""

# Marks that steer the discourse; they are no claims.
ALL = "@all"
"""The whole cited set was just named, so "them" means it."""
SUBJECT = "@subject"
"""Another film is the subject, so "it" would be ambiguous afterwards."""


@dataclass(frozen=True, eq=False)
class PickSpeech(Speech[Evidence]):
    """The evidence of a pick at one point of a text."""

    @property
    def evidence(self) -> Evidence:
        return self.record

    # ---- the target ----------------------------------------------------------------------------------------

    @cached_property
    def target(self) -> Node:
        """The target wherever "it" could mean nothing else."""
        if self.beside:
            return self.title(self.evidence.item) or Alt(())
        named = [Lit(n, name=True) for n in self.names[self.evidence.item.id]]
        if self.reading:
            it = lits("it", *(f"the {n}" for n in self.nouns))
            return Alt((*self.called(self.evidence.item.id), *self._this(), *((it,) if self.it else ())))
        if self.first and named and not self.brief:
            return named[0]
        return Lit("it" if self.it else f"this {self.noun}")

    @cached_property
    def this(self) -> Node:
        """The target where "it" could mean another film."""
        if self.beside:
            return self.target
        named = [Lit(n, name=True) for n in self.names[self.evidence.item.id]]
        if self.reading:
            return Alt((*self.called(self.evidence.item.id), *self._this()))
        return named[0] if self.first and named else lits("this one", f"this {self.noun}")

    def _this(self) -> tuple[Node, ...]:
        return tuple(Lit(f"{w} {n}") for w in ("this",) for n in (*self.nouns, "one", "pick"))

    # ---- the person's items --------------------------------------------------------------------------------

    def film(self, cited: Cited) -> Node | None:
        """One cited or opposing item; None if it cannot be told apart."""
        names = self.names[cited.item.id]
        if not names:
            return None
        if self.reading:
            return Seq((Alt(self.called(cited.item.id)), *self._aside(cited)))
        return Lit(names[-1] if self.brief or cited.item.id in self.said else names[0], name=True)

    def _aside(self, cited: Cited) -> tuple[Node, ...]:
        """What may be thrown in behind a name when read: "Alien, which you gave 5 stars, …", "Alien (5 stars)"."""
        forms: list[Node] = []
        if cited.stars is not None:
            marks = spell.marks(cited.stars, self.evidence.lexicon, self.evidence.scale)
            gave = lits(*marks, *spell.amount(cited.stars))
            forms.append(Claimed("rating", Seq((lits(", which you gave ", ", which you rated "), gave, Opt(Lit(","))))))
            forms.append(Claimed("rating", Seq((Lit(" ("), lits(*marks), Lit(")")))))
        if cited.verdict == "liked":
            forms.append(Claimed("opinion", Seq((lits(", which you liked", ", which you enjoyed"), Opt(Lit(","))))))
        return (Opt(Alt(tuple(forms))),) if forms else ()

    def films(self, cited: Sequence[Cited], some: bool = False) -> Node | None:
        """Their names in a list, marked when it is the whole cited set."""
        nodes = [self.film(c) for c in cited]
        found = [n for n in nodes if n is not None]
        if not found or (len(found) < len(nodes) and not some):
            return None
        if some and len(found) > 1:
            return Listing(tuple(found), some=True)
        listing = Listing(tuple(found), rest=self._rest(cited), most=self.most) if len(found) > 1 else found[0]
        if self.reading and len(found) == len(nodes) > 1 and all(c.verdict == "liked" for c in cited):
            which = "both" if len(found) == 2 else "all"
            listing = Seq((listing, Opt(Claimed("opinion", Lit(f", {which} of which you liked")))))
        return Claimed(ALL, listing) if self._whole(cited) and len(found) == len(nodes) else listing

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

    def those(self, cited: Sequence[Cited]) -> Node | None:
        """The same, or a pronoun where the set was just named."""
        listed = self.films(cited)
        if not (self.them and self._whole(cited)):
            return listed
        pronoun = Claimed(ALL, self.pronoun)
        return pronoun if not self.reading or listed is None else Alt((pronoun, listed))

    @property
    def pronoun(self) -> Node:
        """The cited set, just named."""
        count = len(self.evidence.cited)
        if count == 1:
            return lits("that one", f"that {self.noun}") if self.reading else Lit(f"that {self.noun}")
        number = spell.small(count)[0]
        some = [f"those {number}", f"these {number}", "them"]
        if self.reading:
            some += [f"{w} {number} {self.plural}" for w in ("those", "these", "the")] + [f"these {self.plural}"]
            some += ["both", "both of them", "the two"] if count == 2 else [f"all {number}", f"all {number} of them"]
        return lits(*some)

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
