"""Real records to write about, drawn from a data set: people, requests and picks as the program would meet them.

People and films are split once by a hash of their id. Of the films one in six is never met in training: records for
training name none of them, and the records of the split "unseen" are about them.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Literal

from recsys.engine import Engine
from recsys.explain.plan import Task
from recsys.explain.records import (
    Change,
    Comparison,
    Introduction,
    Record,
    Taste,
    change,
    introduction,
    items,
    taste,
    usual,
)
from recsys.schema import Cited, CoLiked, Crowd, Evidence, Item, ItemId, Opinion, Part, Profile, Request, UserId

Split = Literal["train", "dev", "test", "unseen"]

MIX: dict[Task, float] = {
    "short": 0.46,
    "full": 0.14,
    "why_not": 0.10,
    "what_if": 0.08,
    "compare": 0.08,
    "intro": 0.06,
    "taste": 0.08,
}
"""How often each task is drawn."""
REQUESTS = (
    *("a comedy", "something funny for the kids", "a scary film for tonight", "a thriller from the 1990s"),
    *("romantic, for a date", "science fiction, not horror", "a western", "a war film", "something like Alien"),
    *("an animated film for the family", "a drama from before 1970", "something like Casablanca", "film noir"),
    *("a musical to cheer me up", "an adventure from the eighties", "something light to relax", "a heist movie"),
    *("a documentary", "something about space", "a crime story", "a mystery", "something like Toy Story, but a comedy"),
    *("an action film with friends", "a good cry", "something I have never heard of", "not a drama, from 1980 on"),
)
"""Requests people make; each drawn for about half of the records."""


NAMED = 5
"""A text about a what-if names at most this many of the items that move."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """One record and the task to write it for."""

    task: Task
    record: Record
    user_id: UserId


def fold(text: str) -> int:
    """A number from 0 to 59 that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % 60


def person_split(user_id: UserId) -> Split:
    """Half of the people train, a sixth develop, a third test."""
    n = fold(f"person {user_id}")
    return "train" if n < 30 else "dev" if n < 40 else "test"


def unseen_item(item_id: ItemId) -> bool:
    """Whether training must not meet this item."""
    return fold(f"item {item_id}") < 10


def named(record: Record) -> Iterator[Item]:
    """The items that a text about the record is likely to name."""
    match record:
        case Change():
            yield from items(replace(record, moves=record.moves[:NAMED]))
        case Introduction():
            yield from record.items[:1]
        case _:
            yield from items(record)


def sample(engine: Engine, split: Split, count: int, seed: int = 0, tasks: dict[Task, float] = MIX) -> list[Sampled]:
    """`count` records of a split, the same for the same seed."""
    rng = random.Random(f"{split} {seed}")
    group = "test" if split == "unseen" else split
    people = [u for u in engine.dataset.interactions.users if person_split(u) == group]
    rng.shuffle(people)
    drawn = Draw(engine, rng)
    found: list[Sampled] = []
    turn = cycle(people)
    while len(found) < count:
        task = rng.choices(list(tasks), list(tasks.values()))[0]
        record = None
        while record is None:
            user_id = next(turn)
            record = drawn.record(user_id, task, split)
        found.append(Sampled(task, record, user_id))
    return found


class Draw:
    """Draws records from one engine."""

    def __init__(self, engine: Engine, rng: random.Random) -> None:
        self.engine = engine
        self.rng = rng
        self._parsed = {text: engine.request(text) for text in REQUESTS}
        likes = engine.dataset.interactions.likes(engine.dataset.scale).sum(axis=0).A1
        self._usual = usual(engine.catalog, {engine.catalog.item(row).id: int(n) for row, n in enumerate(likes)})

    def record(self, user_id: UserId, task: Task, split: Split) -> Record | None:
        """A record of this person for the task; None if none can be made that the split allows."""
        profile = self._shortened(self.engine.profile(user_id))
        request = self._parsed[self.rng.choice(REQUESTS)] if self.rng.random() < 0.45 else Request()
        record = self._made(profile, request, task, split)
        if record is None or (split == "train" and any(unseen_item(i.id) for i in named(record))):
            return None
        return replace(record, user_id="") if isinstance(record, Evidence) else record

    def _shortened(self, profile: Profile) -> Profile:
        """A chat knows little of most people, so half of them keep only their first few opinions."""
        if self.rng.random() < 0.5:
            return profile
        return replace(profile, opinions=profile.opinions[: self.rng.choice((0, 1, 2, 3, 4, 6, 9, 14))])

    def _made(self, profile: Profile, request: Request, task: Task, split: Split) -> Record | None:
        engine, rng = self.engine, self.rng
        about = engine.dataset
        if task == "taste":
            return taste(profile, engine.catalog, self._usual, about.lexicon, about.scale)
        ranking = engine.recommend(profile, request)
        ids = [r.item.id for r in ranking.items]
        if task == "intro":
            return introduction(ranking, request, len(profile.liked), about.lexicon, about.scale)
        if task == "what_if":
            return self._what_if(profile, request, ids)
        far = [i for i in ranking.order[10:150] if i not in ids]
        wanted = [i for i in (far if task == "why_not" else ids) if split != "unseen" or unseen_item(i)]
        if task == "why_not" and rng.random() < 0.25 and profile.opinions and split != "unseen":
            wanted = [rng.choice(profile.opinions).item_id]
        if not wanted:
            return None
        first = engine.evidence(profile, rng.choice(wanted), request)
        if task != "compare":
            return first
        other = rng.choice([i for i in (*ids, *far[:3]) if i != first.item.id] or [first.item.id])
        return Comparison(first, engine.evidence(profile, other, request)) if other != first.item.id else None

    def _what_if(self, profile: Profile, request: Request, ids: list[ItemId]) -> Change | None:
        engine, rng = self.engine, self.rng
        struck: list[ItemId] = []
        added: list[Opinion] = []
        if profile.opinions and rng.random() < 0.75:
            cited = [c.item.id for c in engine.evidence(profile, rng.choice(ids), request).cited]
            rated = [o.item_id for o in profile.opinions if o.verdict in ("liked", "disliked")]
            pool = cited or rated
            if pool:
                struck = rng.sample(pool, rng.randint(1, min(3, len(pool))))
        if not struck:
            liked = rng.random() < 0.7
            added = [Opinion(rng.choice(ids), "liked" if liked else "disliked", 5.0 if liked else 1.0)]
        answer = engine.what_if(profile, struck, added, request)
        return change(answer, engine.dataset.lexicon, engine.dataset.scale)


def altered(record: Record, rng: random.Random) -> Record:
    """The same record about nobody: counts, averages and ratings of people are drawn anew around the real ones.

    What is committed with texts written by hand is altered, for the ratings of real people are not ours to give away.
    """
    match record:
        case Evidence():
            return _altered_pick(record, rng)
        case Comparison(a, b):
            return Comparison(_altered_pick(a, rng), _altered_pick(b, rng))
        case Taste():
            return replace(
                record,
                favourites=tuple((item, stars and rng.choice((4.0, 5.0))) for item, stars in record.favourites),
                mean=record.mean and round(min(4.9, max(1.5, record.mean + rng.uniform(-0.3, 0.3))), 2),
            )
        case Change():
            return record
        case Introduction():
            return replace(record, likes=record.likes and record.likes + rng.randint(0, 2))


def _altered_pick(e: Evidence, rng: random.Random) -> Evidence:
    def crowd(c: CoLiked | None) -> CoLiked | None:
        if c is None:
            return None
        liked = max(1, round(c.liked * rng.uniform(0.7, 1.4)))
        share = c.both / c.liked if c.liked else 0.0
        return CoLiked(min(liked, round(liked * min(1.0, share * rng.uniform(0.85, 1.15)))), liked)

    def cited(c: Cited) -> Cited:
        stars = c.stars
        if stars is not None and c.verdict in ("liked", "disliked"):
            stars = rng.choice((4.0, 5.0) if c.verdict == "liked" else (1.0, 2.0))
        return replace(c, stars=stars, crowd=crowd(c.crowd))

    named = {c.item.id for c in (*e.cited, *e.against)}
    told = e.crowd
    if told is not None and told.ratings:
        ratings = max(1, round(told.ratings * rng.uniform(0.7, 1.4)))
        likes = min(ratings, round(ratings * told.likes / told.ratings))
        mean = told.mean and min(4.9, max(1.2, told.mean + rng.uniform(-0.2, 0.2)))
        told = Crowd(ratings, likes, mean and round(mean, 2))
    return replace(
        e,
        user_id="",
        parts=tuple(p if p.kind != "history" or p.item_id in named else Part("history", "", p.value) for p in e.parts),
        cited=tuple(map(cited, e.cited)),
        against=tuple(map(cited, e.against)),
        crowd=told,
    )
