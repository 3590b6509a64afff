"""Picks to write about, and the films of the person that a text names."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from eval.parts import Context
from eval.records import person_split
from recsys.dialogue.text import clean
from recsys.dialogue.titles import TitleLinker
from recsys.engine import Engine
from recsys.schema import Evidence, ItemId, Profile

TOP = 10
"""Picks come from so many first places."""
FEWEST = 6
"""Likes a person has, so that there is something to choose from."""


@dataclass(frozen=True)
class Case:
    """One pick of one person with its evidence."""

    profile: Profile
    evidence: Evidence

    @property
    def item(self) -> ItemId:
        return self.evidence.item.id

    @property
    def likes(self) -> tuple[ItemId, ...]:
        """Films that a reason could name, in the order in which the person liked them."""
        return tuple(o.item_id for o in self.profile.liked)


def cases(context: Context, count: int) -> list[Case]:
    """One pick each of `count` people whom the writer's training never met."""
    engine = context.engine
    rng = random.Random(context.seed)
    people = [user for user in engine.dataset.interactions.users if person_split(user) == "test"]
    rng.shuffle(people)
    return [case for n, case in zip(range(count), _drawn(context, people, count, rng), strict=False) if n < count]


def _drawn(context: Context, people: list[str], count: int, rng: random.Random) -> Iterator[Case]:
    engine, made = context.engine, 0
    for user in people:
        profile = engine.profile(user)
        if len(profile.liked) >= FEWEST:
            context.tell("Picks", made / count)
            order = engine.pipeline.order(profile)
            yield Case(profile, engine.builder.build(profile, rng.choice(order[:TOP]), order=order))
            made += 1


class Named:
    """Finds the films that a text names, as in a message of a person."""

    def __init__(self, engine: Engine) -> None:
        likes = np.asarray(engine.dataset.interactions.likes(engine.dataset.scale).sum(axis=0)).ravel()
        self._linker = TitleLinker(
            engine.catalog, {item.id: float(n) for item, n in zip(engine.catalog.items, likes, strict=True)}
        )

    def films(self, text: str, case: Case) -> tuple[tuple[ItemId, ...], tuple[ItemId, ...]]:
        """The person's own films named as reasons, in order, and films that are not theirs; the pick is neither, nor
        what the evidence has against it."""
        own = {o.item_id for o in case.profile.opinions}
        against = {c.item.id for c in case.evidence.against}
        told: list[ItemId] = []
        for mention in self._linker.link(clean(text), prefer=own | {case.item}):
            known = [i for i in mention.items if i in own or i == case.item]
            told.append((known or list(mention.items))[0])
        found = [i for i in dict.fromkeys(told) if i != case.item]
        return tuple(i for i in found if i in own - against), tuple(i for i in found if i not in own)
