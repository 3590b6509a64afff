"""A person looking for something to watch, who types: what they mean at each turn and the words they put it in.

The seeker knows the likes of a held-out person. Some they speak of, some stay hidden: those the lists should come to
show. Every wish they utter is true of a hidden like. They react to what is shown: what they know they say they have
seen, what they are known to dislike they turn down.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eval.conversation import phrases
from eval.conversation.people import Person
from eval.conversation.typist import Typist
from recsys.data.catalog import Catalog
from recsys.schema import Constraint, Item, ItemId, Verdict
from retrieval.filters import allowed


@dataclass(frozen=True)
class Change:
    """What is meant to become of the wishes in force."""

    adds: tuple[Constraint, ...] = ()
    alone: bool = False
    """The added genre takes the place of those wished for so far."""
    drops: frozenset[str] = frozenset()
    """Kinds and values, as `of` spells them."""

    def of(self, wishes: Sequence[Constraint]) -> frozenset[str]:
        """What should be in force after it."""
        years = any(c.kind.startswith("year") for c in self.adds)
        values = {c.value for c in self.adds}
        kept = [
            c
            for c in wishes
            if not (years and c.kind.startswith("year"))
            and not (self.alone and c.kind == "genre")
            and not (c.kind in ("genre", "not_genre") and c.value in values)
        ]
        return spelled((*kept, *self.adds)) - self.drops


def spelled(wishes: Sequence[Constraint]) -> frozenset[str]:
    """Wishes by kind and value alone."""
    return frozenset(f"{c.kind}:{c.value}" for c in wishes)


@dataclass(frozen=True)
class Meant:
    """One message and what it should bring about."""

    kind: str
    text: str
    opinions: Mapping[ItemId, Verdict] = field(default_factory=dict)
    change: Change | None = None
    asks: bool = False
    """A list should come with the answer, or a question."""
    more: bool = False
    about: ItemId | None = None


@dataclass
class Seeker:
    """One conversation's worth of intentions. What was said is entered by `said`, whether it was understood or not."""

    person: Person
    catalog: Catalog
    typist: Typist
    like: float
    """Ratings at or above are likes, at or below `dislike` dislikes."""
    dislike: float
    top: float
    rng: random.Random
    opinions: dict[ItemId, Verdict] = field(default_factory=dict)
    wishes: tuple[Constraint, ...] = ()

    def said(self, meant: Meant) -> None:
        self.opinions |= meant.opinions
        if meant.change is not None:
            keep = meant.change.of(self.wishes)
            both = {f"{c.kind}:{c.value}": c for c in (*self.wishes, *meant.change.adds)}
            self.wishes = tuple(c for name, c in both.items() if name in keep)

    # What is meant

    def opening(self) -> Meant:
        """Likes and a question, a wish, or both."""
        hello = self.typist.say("greeting")
        kind = self.rng.choice(("likes", "wish", "both"))
        liked = self._liked(self.rng.randint(1, 3)) if kind != "wish" else []
        told = self._telling("like", liked)
        wish, change = self._first_wish() if kind != "likes" else ("", None)
        if not wish:
            liked = liked or self._liked(1)
            told = told or self._telling("like", liked)
            kind, wish, change = "likes", self.typist.say("ask"), None
        text = f"{hello}{told}{self.rng.choice(('. ', '. ', ', ')) if told else ''}{wish}"
        opinions: dict[ItemId, Verdict] = dict.fromkeys((i.id for i in liked), "liked")
        return Meant(f"opening: {kind}", text, opinions, change, asks=True)

    def turn(self, shown: Sequence[ItemId]) -> Meant:
        """What comes next, in view of the list."""
        moves = [
            (3.0, self._react(shown)),
            (2.0, self._tell()),
            (1.0, self._turn_down(shown)),
            (2.0, self._wish()),
            (0.7, self._drop()),
            (1.0, Meant("more", self.typist.say("more"), asks=True, more=True)),
        ]
        open_to = [(weight, move) for weight, move in moves if move is not None]
        return self.rng.choices([m for _, m in open_to], [w for w, _ in open_to])[0]

    def edit(self, shown: Sequence[ItemId]) -> Meant | None:
        """Something said only to be taken back."""
        moves = (self._tell(), self._react(shown), self._turn_down(shown), self._wish(), self._drop())
        made = [move for move in moves if move is not None and len(move.opinions) <= 1]
        return self.rng.choice(made) if made else None

    def why(self, shown: Sequence[ItemId]) -> Meant:
        """The reason of one of the first five."""
        place = self.rng.randrange(min(len(shown), len(phrases.PLACES)))
        item = self.catalog.get(shown[place])
        it = f"the {phrases.PLACES[place]} one" if self.rng.random() < 0.5 else self.typist.title(item)
        return Meant("why", self.typist.say("why", it=it), about=item.id)

    def accept(self, shown: Sequence[ItemId]) -> Meant | None:
        """A hidden like is taken."""
        hits = [i for i in shown if i in self.person.hidden]
        if not hits:
            return None
        item = self.catalog.get(self.rng.choice(hits))
        return Meant("accept", self.typist.say("accept", it=self.typist.title(item)))

    def answer(self, item: Item) -> Meant:
        """How it was, asked of something seen."""
        verdict = self._verdict(item.id)
        return Meant("answer", self.typist.say(f"was {verdict}"), {item.id: verdict})

    # The moves

    def _tell(self) -> Meant | None:
        """Another film or two, liked or not, at times in stars."""
        fresh = [i for i in self.person.disliked if i not in self.opinions]
        chance = self.rng.random()
        if chance < 0.3 and fresh:
            item = self.catalog.get(fresh[0])
            return Meant("dislike", self._telling("dislike", [item]), {item.id: "disliked"})
        liked = self._liked(1 if chance < 0.8 else 2)
        if not liked:
            return None
        stars = self.person.ratings.get(liked[0].id)
        if len(liked) == 1 and stars is not None and self.rng.random() < 0.25:
            unit = self.typist.lexicon.unit
            it = self.typist.title(liked[0])
            text = self.typist.say("stars", it=it, n=f"{stars:g}", top=f"{self.top:g}", unit=unit)
            return Meant("stars", text, {liked[0].id: self._verdict(liked[0].id)})
        return Meant("like", self._telling("like", liked), dict.fromkeys((i.id for i in liked), "liked"))

    def _react(self, shown: Sequence[ItemId]) -> Meant | None:
        """Something on the list is known: seen, perhaps with how it was."""
        known = [
            i for i in shown if i in self.person.ratings and i not in self.opinions and i not in self.person.hidden
        ]
        if not known:
            return None
        item = self.catalog.get(self.rng.choice(known))
        it, verdict = self._pointed(item, shown), self._verdict(item.id)
        if verdict == "neutral" or self.rng.random() < 0.4:
            return Meant("seen", self.typist.say("seen", it=it), {item.id: "seen"})
        return Meant(f"seen, {verdict}", self.typist.say(f"seen, {verdict}", it=it), {item.id: verdict})

    def _turn_down(self, shown: Sequence[ItemId]) -> Meant | None:
        """Something on the list is not for them: what they are known to dislike, or never rated."""
        strange = [i for i in shown if i not in self.opinions and self._verdict(i) == "disliked"]
        strange = strange or [i for i in shown if i not in self.person.ratings and i not in self.opinions]
        if not strange:
            return None
        item = self.catalog.get(self.rng.choice(strange))
        return Meant("reject", self.typist.say("reject", it=self._pointed(item, shown)), {item.id: "rejected"})

    def _wish(self) -> Meant | None:
        """One wish more, or another genre in place of the last."""
        if not self.wishes and self.rng.random() < 0.5:
            wish, change = self._first_wish()
            return Meant("wish", wish, change=change, asks=True) if change is not None else None
        choices = [m for m in (self._join(), self._instead(), self._ban(), self._dated()) if m is not None]
        return self.rng.choice(choices) if choices else None

    def _join(self) -> Meant | None:
        said = {c.value for c in self.wishes}
        genres = [g for g in self._target(self.wishes).genres if g not in said and phrases.saying(g).quality]
        if not genres:
            return None
        genre = self.rng.choice(genres)
        text = self.typist.say("also", quality=phrases.saying(genre).quality)
        return Meant("wish: also", text, change=Change((_genre(genre),)), asks=True)

    def _instead(self) -> Meant | None:
        wanted = {c.value for c in self.wishes if c.kind == "genre"}
        rest = [c for c in self.wishes if c.kind != "genre"]
        genres = [g for g in _sayable(self._target(rest)) if g not in wanted]
        if not wanted or not genres:
            return None
        genre = self.rng.choice(genres)
        text = self.typist.say("instead", wish=phrases.saying(genre).noun)
        return Meant("wish: instead", text, change=Change((_genre(genre),), alone=True), asks=True)

    def _ban(self) -> Meant | None:
        said = {c.value for c in self.wishes}
        target = self._target(self.wishes)
        genres = [g for g in self.catalog.genres if g in phrases.GENRES and g not in target.genres and g not in said]
        if not genres or not target.genres:
            return None
        genre = self.rng.choice(genres)
        how = phrases.saying(genre)
        text = self.typist.say("not", many=how.many, quality=how.quality)
        return Meant("wish: not", text, change=Change((_genre(genre, "not_genre"),)), asks=True)

    def _dated(self) -> Meant | None:
        rest = [c for c in self.wishes if not c.kind.startswith("year")]
        years = self._years(self._target(rest))
        if not years:
            return None
        text = self.typist.say("dated", when=phrases.when(years))
        return Meant("wish: years", text, change=Change(years), asks=True)

    def _drop(self) -> Meant | None:
        """A wish in force is no longer one."""
        kinds = {c.kind for c in self.wishes} & {"genre", "year_from", "year_to"}
        if not kinds:
            return None
        wish = self.rng.choice([c for c in self.wishes if c.kind in kinds])
        if wish.kind == "genre":
            words = {"label": str(wish.value).lower(), "noun": phrases.saying(str(wish.value)).noun}
            gone = [wish]
            text = self.typist.say("drop", **words)
        else:
            gone = [c for c in self.wishes if c.kind.startswith("year")]
            when = phrases.when(gone)
            label = when.removeprefix("from the ") if len(gone) == 2 else ""
            text = self.typist.say("drop years", when=when, label=label)
        return Meant("drop a wish", text, change=Change(drops=spelled(gone)), asks=True)

    # The words

    def _first_wish(self) -> tuple[str, Change | None]:
        """ "A comedy from the 80s": a genre, at times with its years or a second one, true of a hidden like."""
        target = self._target(())
        genres = _sayable(target)
        if not genres:
            return "", None
        genre = self.rng.choice(genres)
        noun, adds = phrases.saying(genre).noun, [_genre(genre)]
        others = [g for g in genres if g != genre and phrases.saying(g).quality]
        chance = self.rng.random()
        if chance < 0.3 and (years := self._years(target)):
            noun, adds = f"{noun} {phrases.when(years)}", [*adds, *years]
        elif chance < 0.5 and others:
            other = self.rng.choice(others)
            noun, adds = f"{noun} that is also {phrases.saying(other).quality}", [*adds, _genre(other)]
        elif chance < 0.65 and phrases.saying(genre).quality:
            noun = f"something {phrases.saying(genre).quality}"
        return self.typist.say("want", wish=noun), Change(tuple(adds))

    def _telling(self, kind: str, items: Sequence[Item]) -> str:
        if not items:
            return ""
        kinds = (kind, "like one") if kind == "like" and len(items) == 1 else (kind,)
        return self.typist.say(*kinds, it=self.typist.titles(items))

    def _pointed(self, item: Item, shown: Sequence[ItemId]) -> str:
        place = list(shown).index(item.id)
        if place < len(phrases.PLACES) and self.rng.random() < 0.4:
            return f"the {phrases.PLACES[place]} one"
        return self.typist.title(item)

    def _liked(self, n: int) -> list[Item]:
        return [self.catalog.get(i) for i in self.person.told if i not in self.opinions][:n]

    def _target(self, wishes: Sequence[Constraint]) -> Item:
        """A hidden like that meets the wishes; any if none does."""
        fits = allowed(self.catalog, wishes)
        hidden = sorted(self.person.hidden)
        return self.catalog.get(self.rng.choice([i for i in hidden if fits[self.catalog.row(i)]] or hidden))

    def _years(self, item: Item) -> tuple[Constraint, ...]:
        """A decade or a bound that the year meets."""
        if not item.year or item.year < 1930:
            return ()
        decade, kind = item.year // 10 * 10, self.rng.randrange(4)
        if kind == 2 and item.year > decade:
            return (Constraint("year_from", decade + 1),)
        if kind == 3:
            return (Constraint("year_to", decade + 9),)
        return (Constraint("year_from", decade), Constraint("year_to", decade + 9))

    def _verdict(self, item_id: ItemId) -> Verdict:
        """What the ratings say; without a rating it was taken in, so it was liked."""
        if item_id not in self.person.ratings:
            return "neutral"
        stars = self.person.ratings[item_id]
        if stars is None or stars >= self.like:
            return "liked"
        return "disliked" if stars <= self.dislike else "neutral"


def _genre(genre: str, kind: str = "genre") -> Constraint:
    return Constraint("not_genre" if kind == "not_genre" else "genre", genre, importance=3)


def _sayable(item: Item) -> list[str]:
    return [genre for genre in item.genres if not genre.startswith("(")]
