"""The nouns of WhyRec: plain frozen records that every stage speaks and that serialise to JSON.

Item ids and user ids are strings everywhere, as the data set spells them. Arrays of item *rows* (positions in the
catalogue, 0-based) are used only between the models, the retriever and the re-ranker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

ItemId = str
UserId = str

Verdict = Literal["liked", "disliked", "neutral", "seen", "rejected"]
"""What a person thinks of an item. `seen` has no opinion; `rejected` is "not for me", never shown again."""

PartKind = Literal["history", "popularity", "request", "context", "novelty"]

Intent = Literal[
    "recommend",
    "refine",
    "more",
    "why",
    "why_not",
    "about",
    "what_if",
    "compare",
    "similar",
    "rate",
    "profile",
    "voice",
    "undo",
    "forget",
    "how",
    "help",
    "smalltalk",
    "reset",
    "unknown",
]


class WhyRecError(Exception):
    """A fault the user can act on; its message is one clear sentence saying what is wrong and what would be right."""


class UnknownPersonError(WhyRecError):
    """Nobody of that id is in the data set or the store, or they were erased."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the catalogue. `title` is the natural form without the year ("The Godfather")."""

    id: ItemId
    title: str
    year: int | None = None
    genres: tuple[str, ...] = ()
    aka: tuple[str, ...] = ()
    """Other titles it goes by, original-language ones included."""
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Further facts by kind: director, actor, theme, tag, link."""

    @property
    def name(self) -> str:
        """Title and year: "Psycho (1960)"."""
        return f"{self.title} ({self.year})" if self.year else self.title


@dataclass(frozen=True, slots=True)
class Interaction:
    """One observed event: `rating` on the data set's own scale, `timestamp` in seconds since 1970 UTC."""

    user_id: UserId
    item_id: ItemId
    rating: float | None = None
    timestamp: int | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """The rating scale of a data set and what counts as a like."""

    minimum: float = 1.0
    maximum: float = 5.0
    step: float = 1.0
    like: float = 4.0
    """Ratings at or above are likes."""
    dislike: float = 2.0
    """Ratings at or below are dislikes."""

    def verdict(self, rating: float) -> Verdict:
        if rating >= self.like:
            return "liked"
        return "disliked" if rating <= self.dislike else "neutral"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words a catalogue uses for its things, so that a book is never called a film."""

    noun: str = "film"
    plural: str = "films"
    unit: str = "star"
    """What a rating counts."""
    done: str = "seen"
    """Past participle of taking one in: seen, read, heard, bought."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one person thinks of one item; `stars` is on the data set's scale, None if only the verdict is known."""

    item_id: ItemId
    verdict: Verdict
    stars: float | None = None
    at: float | None = None
    """Seconds since 1970 UTC."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A person as the recommender sees them: opinions in time order (oldest first), at most one an item."""

    user_id: UserId
    opinions: tuple[Opinion, ...] = ()
    name: str = ""
    """As shown: "Persona 42, student"."""

    @property
    def liked(self) -> tuple[Opinion, ...]:
        return tuple(o for o in self.opinions if o.verdict == "liked")

    @property
    def excluded(self) -> frozenset[ItemId]:
        """Never recommended: everything the person has an opinion of, has seen or has rejected."""
        return frozenset(o.item_id for o in self.opinions)

    def opinion(self, item_id: ItemId) -> Opinion | None:
        return next((o for o in self.opinions if o.item_id == item_id), None)

    def without(self, item_ids: Iterable[ItemId]) -> Profile:
        """The same person with these opinions struck: still seen, so still never recommended, but silent."""
        struck = frozenset(item_ids)
        return replace(
            self,
            opinions=tuple(Opinion(o.item_id, "seen", None, o.at) if o.item_id in struck else o for o in self.opinions),
        )

    def plus(self, opinion: Opinion) -> Profile:
        """The same person with this opinion added, replacing any earlier one of the same item."""
        kept = tuple(o for o in self.opinions if o.item_id != opinion.item_id)
        return replace(self, opinions=(*kept, opinion))


ConstraintKind = Literal["genre", "not_genre", "year_from", "year_to", "attribute", "not_attribute"]


@dataclass(frozen=True, slots=True)
class Constraint:
    """One hard wish. Genres are as the catalogue spells them, alternatives joined by "|"; years are inclusive."""

    kind: ConstraintKind
    value: str | int
    label: str = ""
    """As the user would say it: "comedy", "not horror", "from 1980", "1980s"."""
    importance: int = 1
    """When too little is left, the lowest importance is relaxed first; a negation is never relaxed."""
    field: str = ""
    """For attribute kinds: which attribute, e.g. "director"."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a person wants now. An empty request means "surprise me from what you know of me"."""

    text: str = ""
    """Words for the text block, without the constraints' words where they could be split off."""
    constraints: tuple[Constraint, ...] = ()
    context: tuple[str, ...] = ()
    """Company, mood or occasion, as named in `recsys.ranking.CONTEXTS`: "kids", "date", "relaxed"."""
    novelty: float = 0.0
    """-1 well-known only … 0 as validated … +1 lesser known."""
    exclude: frozenset[ItemId] = frozenset()
    """Not now: already shown in this conversation, or ruled out for this request."""
    like_item: ItemId | None = None
    """The item of "something like X"."""

    @property
    def words(self) -> str:
        """The text without what the constraints say already."""
        text = self.text
        for constraint in self.constraints:
            text = _less(text, constraint.label)
        return text

    def without(self, labels: Iterable[str]) -> Request:
        """The same request without the constraints of these labels and the words for them."""
        gone = set(labels)
        kept = tuple(c for c in self.constraints if (c.label or str(c.value)) not in gone)
        text = self.text
        for label in gone if len(kept) < len(self.constraints) else ():
            text = _less(text, label)
        return replace(self, constraints=kept, text=text)


def _less(text: str, words: str) -> str:
    """A text without some words in a row, be they written with capitals or not."""
    found = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " ", text, flags=re.I) if words else text
    return " ".join(found.split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A retrieved item: its catalogue row and the index's inner product."""

    row: int
    score: float


@dataclass(frozen=True, slots=True)
class Part:
    """One additive term of a score. `item_id` names the history item for kind `history`, else None."""

    kind: PartKind
    label: str
    value: float
    item_id: ItemId | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One ranked item; `rank` is 1-based and `parts` sum to `score` (within 1e-6)."""

    rank: int
    item: Item
    score: float
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer to a request: the shown items with their parts, and the whole re-ranked candidate list."""

    items: tuple[Recommendation, ...]
    order: tuple[ItemId, ...]
    """Every candidate, best first; `items` is its head."""
    relaxed: tuple[Constraint, ...] = ()
    """Wishes given up because too little was left, least important first."""

    def rank(self, item_id: ItemId) -> int | None:
        """1-based rank among the candidates, None if it is not one."""
        try:
            return self.order.index(item_id) + 1
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Crowd:
    """How the people of the data set speak of an item: counts of ratings and likes, mean rating."""

    ratings: int
    likes: int
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class CoLiked:
    """Of the `liked` people who liked the history item, `both` also liked the target."""

    both: int
    liked: int


@dataclass(frozen=True, slots=True)
class Cited:
    """A history item that speaks for (value > 0) or against (value < 0) the target."""

    item: Item
    verdict: Verdict
    stars: float | None
    value: float
    """Its exact contribution to the score."""
    share: float
    """value / sum of all positive parts (for); |value| / sum of |negative parts| (against). In [0, 1]."""
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Attributes both items have, by kind: {"genre": ("Sci-Fi",), "director": (…)}."""
    crowd: CoLiked | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A counterfactual measured on the live pipeline: strike `without` and the target moves between these ranks."""

    without: tuple[ItemId, ...]
    rank_before: int
    rank_after: int | None
    """None: no longer among the candidates."""

    @property
    def fell(self) -> bool:
        return self.rank_after is None or self.rank_after > self.rank_before


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that may be said about one item for one person, complete enough to write the explanation from."""

    user_id: UserId
    item: Item
    rank: int | None
    """Rank among the candidates before anything is struck; None if it is not a candidate."""
    candidates: int
    score: float
    parts: tuple[Part, ...]
    cited: tuple[Cited, ...] = ()
    """Exactly the items of the first receipt, strongest contribution first; empty when there is no receipt."""
    receipts: tuple[Receipt, ...] = ()
    """First the whole cited set together; then each cited item alone (`fell` may be false)."""
    against: tuple[Cited, ...] = ()
    """Strongest negative history parts, at most two."""
    crowd: Crowd | None = None
    asked: tuple[str, ...] = ()
    """Labels of the wishes of the request that this item truly meets."""
    unmet: tuple[str, ...] = ()
    """Labels of wishes it does not meet (relaxed ones, or for why-not)."""
    context: tuple[str, ...] = ()
    """Contexts said in the chat that raise this item's score."""
    likes: int = 0
    """How many likes the person has."""
    opinions: int = 0
    thin: bool = False
    """True when history speaks little: fewer than three likes, or most of the score is not from history."""
    excluded: Verdict | None = None
    """For why-not: the person's own verdict that keeps it out."""
    lexicon: Lexicon = field(default_factory=Lexicon)
    scale: Scale = field(default_factory=Scale)


@dataclass(frozen=True, slots=True)
class Claim:
    """One checked statement inside a sentence; `type` is a claim kind of `recsys.explain.claims`."""

    type: str
    text: str
    supported: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One shown sentence, who worded it, and the claims it parses into (never empty, all supported)."""

    text: str
    source: Literal["model", "plain"]
    claims: tuple[Claim, ...] = ()


def joined(sentences: Iterable[str]) -> str:
    """Sentences as one text: a space between them, but none behind a Chinese full stop."""
    return "".join(s if s.endswith(("。", "！", "？")) else f"{s} " for s in sentences).rstrip(" ")


@dataclass(frozen=True, slots=True)
class Explanation:
    """The words for one piece of evidence."""

    evidence: Evidence
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return joined(s.text for s in self.sentences)


@dataclass(frozen=True, slots=True)
class Move:
    """One item's ranks before and after a what-if; None: not a candidate."""

    item: Item
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The ranking as it is and as it would be with some opinions struck or added."""

    before: Ranking
    after: Ranking
    moves: tuple[Move, ...]
    """Items of either top list whose rank changed, biggest change first."""
    struck: tuple[Item, ...] = ()
    added: tuple[tuple[Item, Opinion], ...] = ()


@dataclass(frozen=True, slots=True)
class QuickReply:
    """A chip under a reply: `label` is shown, `message` is what pressing it says."""

    label: str
    message: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A snapshot of the answer to one message; streaming yields growing snapshots, the last with `done`."""

    text: str
    """Markdown; titles are escaped."""
    sentences: tuple[Sentence, ...] = ()
    """Those told of records, also contained in `text`, each with its source."""
    ranking: Ranking | None = None
    """A new list for the cards; None leaves the cards as they are."""
    explanation: Explanation | None = None
    """The opened card: evidence with receipts and words."""
    what_if: WhatIf | None = None
    quick_replies: tuple[QuickReply, ...] = ()
    profile_changed: bool = False
    constraints: tuple[Constraint, ...] = ()
    """The wishes now active, each removable."""
    request: Request | None = None
    """All that is now wished for, the constraints included."""
    done: bool = False
