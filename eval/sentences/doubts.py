"""Three ways to doubt a reason: another person's history, other evidence, evidence without its strongest fact."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from eval.sentences.case import Case, Named
from eval.sentences.texts import Source
from recsys.engine import Engine
from recsys.explain.evidence import shared_attributes
from recsys.explain.verify import Checker, Refusal
from recsys.schema import Cited, Evidence, Item, ItemId, Part, Receipt

Answers = dict[str, bool]


class Doubts:
    """Asks a source for further texts about a case and looks whether they follow what changed."""

    def __init__(self, engine: Engine, named: Named, source: Source) -> None:
        self._engine, self._named, self._source = engine, named, source

    def swapped(self, case: Case, text: str, others: Sequence[Case]) -> Answers | None:
        """The same pick for the first other person who does not know it: the reason has to be another. None if there
        is no such person."""
        other = next((o.profile for o in others if o.profile.opinion(case.item) is None), None)
        if other is None:
            return None
        there = Case(other, self._engine.builder.build(other, case.item))
        told = self._source.write(there, there.evidence)["text"]
        own, theirs = self._named.films(text, case)[0], self._named.films(told, there)[0]
        return {
            "changes": told != text,
            "names other films": set(own) != set(theirs),
            "the first is refused of the second": _refused(text, there.evidence),
        }

    def shuffled(self, case: Case, text: str, rng: random.Random) -> Answers | None:
        """The films of the evidence exchanged for others of the history: the text has to name those. None if the
        history is too short or the evidence names no film."""
        exchanged = exchange(self._engine, case, rng)
        if exchanged is None:
            return None
        evidence, new = exchanged
        told = self._source.write(case, evidence)["text"]
        # What speaks against the pick is exchanged too, so nothing of the first evidence may be named any more.
        named = set(self._named.films(told, Case(case.profile, evidence))[0])
        old = {c.item.id for c in case.evidence.cited}
        return {
            "changes": told != text,
            "names the new films alone": bool(named & new) and not named & old,
            "is true of the new evidence": not _refused(told, evidence),
            "the first is refused of it": _refused(text, evidence),
        }

    def ablated(self, case: Case, text: str) -> Answers | None:
        """The strongest film of the reason struck: the new reason must not claim it. None if the text names none."""
        named = self._named.films(text, case)[0]
        top = next((c.item for c in case.evidence.cited if c.item.id in named), None)
        if top is None:
            return None
        profile = case.profile.without((top.id,))
        there = Case(profile, self._engine.builder.build(profile, case.item))
        told = self._source.write(there, there.evidence)["text"]
        return {
            "does not name it": top.id not in self._named.films(told, there)[0],
            "is true without it": not _refused(told, there.evidence),
            "the first is refused without it": _refused(text, there.evidence),
        }


def _refused(text: str, evidence: Evidence) -> bool:
    return isinstance(Checker(evidence).check(text), Refusal)


def exchange(engine: Engine, case: Case, rng: random.Random) -> tuple[Evidence, set[ItemId]] | None:
    """The evidence with each film it names exchanged for another like of the person, and the films now cited; all else,
    places, counts and stars, stays where it was."""
    e = case.evidence
    named = list(dict.fromkeys(c.item.id for c in (*e.cited, *e.against)))
    free = [i for i in case.likes if i not in named and i != case.item]
    if not e.cited or len(free) < len(named):
        return None
    fresh = rng.sample(free, len(named))
    to = dict(zip([*named, *fresh], [*fresh, *named], strict=True))

    def item(item_id: ItemId) -> Item:
        return engine.catalog.get(to.get(item_id, item_id))

    def cited(c: Cited) -> Cited:
        new = item(c.item.id)
        return replace(c, item=new, shared=shared_attributes(new, e.item))

    def part(p: Part) -> Part:
        return replace(p, item_id=to[p.item_id], label=item(p.item_id).name) if p.item_id in to else p

    def receipt(r: Receipt) -> Receipt:
        return replace(r, without=tuple(to.get(i, i) for i in r.without))

    evidence = replace(
        e,
        parts=tuple(map(part, e.parts)),
        cited=tuple(map(cited, e.cited)),
        against=tuple(map(cited, e.against)),
        receipts=tuple(map(receipt, e.receipts)),
    )
    return evidence, {c.item.id for c in evidence.cited}
