"""People held out of the data set, and an engine whose model never learned from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from eval.parts import Context
from recsys import models
from recsys.data.catalog import Catalog
from recsys.data.splits import fold_in, strong
from recsys.engine import Engine
from recsys.pipeline import Pipeline
from recsys.schema import ItemId, UserId, WhyRecError
from recsys.store import Store
from recsys.workspace import Workspace

LEAST = 8
"""Likes a person needs to have something to say and something to hide."""


@dataclass(frozen=True)
class Person:
    """A held-out person: likes they may speak of in random order, likes hidden to be found, and their ratings."""

    user_id: UserId
    told: tuple[ItemId, ...]
    hidden: frozenset[ItemId]
    disliked: tuple[ItemId, ...]
    ratings: Mapping[ItemId, float | None]
    """Of every item they know."""


def held_out(context: Context, seed: int) -> tuple[Engine, list[Person]]:
    """An engine fitted without the test people of a split (80% of their likes told, 20% hidden), and those people.

    It remembers in a database of its own, in memory, that is gone with it.
    """
    dataset, settings = context.dataset, context.settings
    likes = dataset.interactions.likes(dataset.scale)
    split = strong(likes, seed, LEAST)
    if not len(split.test) or not len(split.training):
        raise WhyRecError(
            f"{dataset.name} has too few people with {LEAST} likes to hold any out: use a larger data set."
        )
    known = fold_in(likes, split.training, split.test, seed)
    kept = np.asarray((likes[split.test][:, known.items] > 0).sum(axis=1)).ravel() >= 2
    users = [dataset.interactions.users[code] for code in split.test[kept]]
    people = [
        _person(context, user, known.items[told], known.items[known.hidden[row].indices], seed)
        for row, (user, told) in enumerate(zip(users, known.order, strict=True))
    ]
    rest = replace(
        dataset, interactions=dataset.interactions.without_users(dataset.interactions.users[c] for c in split.test)
    )
    model = models.create(settings.model).fit(rest.interactions.signals(rest.scale))
    served = context.engine.pipeline.ranker
    pipeline = Pipeline.build(settings, rest, model, weights=served.weights, text=served.text)
    store = Store("sqlite://", rest.name)
    return Engine(Workspace(settings, rest, model, pipeline, settings.cache), store), people


def _person(context: Context, user: UserId, told: np.ndarray, hidden: np.ndarray, seed: int) -> Person:
    dataset = context.dataset
    opinions = dataset.interactions.profile_opinions(user, dataset.scale)
    disliked = [o.item_id for o in opinions if o.verdict == "disliked"]
    order = np.random.default_rng([seed, dataset.interactions.code(user)]).permutation(len(disliked))
    return Person(
        user,
        tuple(dataset.catalog.item(int(row)).id for row in told),
        frozenset(dataset.catalog.item(int(row)).id for row in hidden),
        tuple(disliked[place] for place in order),
        {o.item_id: o.stars for o in opinions},
    )


def short_titles(catalog: Catalog) -> frozenset[str]:
    """What stands before a colon, "or" or bracket of a title and begins no other, in lower case."""
    heads = Counter(re.split(r"(?:,? or)?:\s|\s\(", item.title)[0].lower() for item in catalog.items)
    return frozenset(head for head, n in heads.items() if n == 1 and len(head) > 3)
