"""The additive re-ranker: every candidate's score is a sum of named parts, which are also its explanation.

    score = Σ history + popularity + request + context + novelty

History and popularity are the collaborative model's own terms. The request is the likeness of its words (or of the
item named by "something like X") to the item; context stands for company, mood or occasion; novelty favours the lesser
or the better known. All weights are in `Weights`, set on validation people by `python -m eval.weights`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from recsys.contexts import CONTEXTS, Context, context
from recsys.models.base import Floats, History, Model, Rows
from recsys.schema import Constraint, Part, Request
from retrieval.filters import meets
from retrieval.retriever import Retrieved
from retrieval.vectors import Blocks, TextBlock

if TYPE_CHECKING:
    from recsys.data.catalog import Catalog

__all__ = ["CONTEXTS", "Context", "Ranker", "Scored", "Weights"]

Scores = npt.NDArray[np.float64]

WELL_KNOWN = 512
"""How many of the most liked items a person's spread is measured over."""
DISCOVERY = 0.7
"""The quantile of popularity that is lesser known at its best: few have seen it, and enough of them liked it."""
NOBODY = History.of([])


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts beside the collaborative score, whose own terms count 1.

    All but `fading` are in units of the person's *spread*: the standard deviation of their collaborative scores over
    the well-known items. That grows manyfold from one like to two hundred, so no fixed weight is right for both, while
    one number of spreads is near the best at every length (`python -m eval.weights`).
    """

    request: float = 25.0
    """Of the centred cosine between the request's words and the item's text (about -0.2 to 0.4)."""
    lexical: float = 10.0
    """Of the lexical match of the request's words with all that is told of the item, 0 to 1."""
    alike: float = 0.25
    """Of how much liking X speaks for the item, in the spread of liking X alone, for "something like X"."""
    context: float = 4.0
    """Of the fit, -1 to 1, of an item's genres to each context said."""
    fading: float = 0.5
    """Share of the model's popularity term left beside a request in words or for something like X."""
    fame: float = 1.0
    """Of log popularity in standard deviations beside such a request: of the items that answer it, rather known ones.
    Popularity itself is too uneven for that: the few best known would come first whatever was asked."""
    novelty: float = 1.25
    """Of novelty in standard deviations, for a request's novelty of 1: discovery above 0, log popularity below."""
    wish: float = 12.0
    """Of meeting a wish that had to be relaxed, enough for items that meet it all the same to come first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it counts for one person: every coefficient of its terms, in units of the model's score."""

    words: npt.NDArray[np.float32] | None
    """(d,) times the item's centred text vector."""
    match: Scores | None
    """(n_items,) what the lexical match of the words adds."""
    liked: int | None
    """The row of X in "something like X"."""
    alike: float
    """Times what liking X alone adds."""
    contexts: tuple[str, ...]
    context: float
    """Times the fit to each context."""
    base: float
    """Times the model's popularity term; 1 when nothing is asked."""
    fame: float
    """Times log popularity."""
    discovery: float
    known: float
    """Times log popularity, for a request for the well known."""
    wish: float


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidates of one request. `order` holds positions, best first; every other array goes by position."""

    rows: Rows
    """(m,) catalogue rows."""
    scores: Scores
    """(m,) sums of all parts."""
    order: npt.NDArray[np.int64]
    """(m,) positions by falling score; equal scores by row."""
    history: Scores
    """(h, m) contributions of the history's items."""
    terms: tuple[tuple[Part, Scores], ...]
    """Every other part with its values (m,); the part's own value is not used."""


class Ranker:
    """Scores any rows of the catalogue for a person and a request. Holds the item side of every part."""

    def __init__(
        self,
        catalog: Catalog,
        model: Model,
        likes: npt.ArrayLike,
        text: TextBlock | None = None,
        weights: Weights | None = None,
    ) -> None:
        """`likes` (n_items,) counts how many people like each item; without `text` a request's words say nothing."""
        self.catalog = catalog
        self.model = model
        self.text = text
        self.weights = weights or Weights()
        counts = np.asarray(likes, dtype=np.float64)
        self.well_known: Rows = np.sort(np.argsort(-counts, kind="stable")[:WELL_KNOWN])
        self.fame: Scores = _standard(np.log1p(counts))
        """(n_items,) log popularity, mean 0, standard deviation 1."""
        self.discovery: Scores = _standard(-_beyond(np.log1p(counts), np.log1p(np.quantile(counts, DISCOVERY))))
        """(n_items,) how much of a discovery an item is, mean 0, standard deviation 1."""
        self.fit = lru_cache(maxsize=None)(self._fit)
        """Of a context: how well each item suits it, (n_items,), 1, 0 or -1."""

    def blocks(self) -> Blocks:
        """The item vectors whose inner product with `steer`'s query is (nearly) the score."""
        named: dict[str, Floats] = {"collaborative": self.model.item_vectors()}
        if self.text is not None:
            named["text"] = self.text.matrix
        named["context"] = np.column_stack([self.fit(name) for name in CONTEXTS])
        named["popularity"] = np.column_stack([self.model.base(NOBODY), self.fame, self.discovery])
        return Blocks.stack(named)

    def steer(self, history: History, request: Request) -> dict[str, Floats]:
        """The query blocks of a person and a request, each scaled by its weight in the score."""
        person, asked = self.model.person_vector(history), self.asked(history, request)
        if asked is None:
            return {"collaborative": person}
        if asked.liked is not None:
            liked = self.model.person_vector(History.of([asked.liked])) - self.model.person_vector(NOBODY)
            person = person + asked.alike * liked
        blocks: dict[str, Floats] = {"collaborative": person}
        if asked.words is not None:
            blocks["text"] = asked.words
        blocks["context"] = np.array([asked.context * (name in asked.contexts) for name in CONTEXTS])
        # The collaborative block holds the popularity term in full; its share that has faded is taken out again.
        full, first = self.model.base(history).max(initial=0.0), self.model.base(NOBODY).max(initial=0.0)
        faded = (asked.base - 1.0) * full / first if first else 0.0
        blocks["popularity"] = np.array([faded, asked.fame + asked.known, asked.discovery])
        return blocks

    def found(self, request: Request, k: int) -> Rows:
        """The rows that match the request's words best, for what the item vectors cannot tell; at most `k`."""
        lexical = self.text.lexical if self.text else None
        return np.empty(0, dtype=np.int64) if lexical is None else lexical.best(request.text, k)

    def spread(self, history: History) -> float:
        """The standard deviation of a person's collaborative scores over the well-known items: the unit of weights."""
        told = np.asarray(self.model.contributions(history, self.well_known), dtype=np.float64).sum(axis=0)
        return float((told + self.model.base(history)[self.well_known]).std())

    def asked(self, history: History, request: Request, relaxed: bool = False) -> Asked | None:
        """What the request counts for this person; None if it says nothing beyond hard wishes that can be met."""
        liked = None if request.like_item is None else self.catalog.row(request.like_item)
        words = None if self.text is None else self.text.query(request.text, liked)
        contexts = tuple(dict.fromkeys(request.context))
        novelty = float(np.clip(request.novelty, -1, 1))
        says = words is not None or liked is not None
        if not (says or contexts or novelty or relaxed):
            return None
        weights, unit = self.weights, self.spread(history)
        # Who asks for the lesser known does not ask for the popular.
        popular = 1.0 - max(novelty, 0.0)
        return Asked(
            words=None if words is None else unit * weights.request * words,
            match=unit * weights.lexical * self.text.match(request.text) if self.text and request.text else None,
            liked=liked,
            alike=0.0 if liked is None else unit * weights.alike / self._spread_alone(liked),
            contexts=contexts,
            context=unit * weights.context,
            base=popular * (weights.fading if says else 1.0),
            fame=popular * unit * weights.fame if says else 0.0,
            discovery=unit * weights.novelty * max(novelty, 0.0),
            known=unit * weights.novelty * max(-novelty, 0.0),
            wish=unit * weights.wish,
        )

    def rank(self, history: History, request: Request, retrieved: Retrieved) -> Scored:
        """The candidates with all their parts, ordered."""
        return self.score(history, request, retrieved.rows, retrieved.relaxed)

    def score(self, history: History, request: Request, rows: Rows, relaxed: Iterable[Constraint] = ()) -> Scored:
        """The parts of any rows, ordered by their sum."""
        contributions = np.asarray(self.model.contributions(history, rows), dtype=np.float64)
        terms = tuple(self._terms(history, request, rows, tuple(relaxed)))
        scores = contributions.sum(axis=0)
        for _, values in terms:
            scores = scores + values
        return Scored(rows, scores, np.lexsort((rows, -scores)), contributions, terms)

    def parts(self, scored: Scored, position: int, history: History) -> tuple[Part, ...]:
        """The parts of one candidate, which sum to its score: a film of the history each, then the others."""
        items = self.catalog.items
        told = [
            Part("history", items[row].name, value, items[row].id)
            for row, value in zip(history.rows.tolist(), scored.history[:, position].tolist(), strict=True)
        ]
        return (*told, *(replace(part, value=float(values[position])) for part, values in scored.terms))

    def _terms(
        self, history: History, request: Request, rows: Rows, relaxed: tuple[Constraint, ...]
    ) -> Iterable[tuple[Part, Scores]]:
        base = np.asarray(self.model.base(history)[rows], dtype=np.float64)
        asked = self.asked(history, request, bool(relaxed))
        if asked is None:
            yield Part("popularity", "popularity", 0.0), base
            return
        yield Part("popularity", "popularity", 0.0), asked.base * base + asked.fame * self.fame[rows]
        if asked.words is not None or asked.liked is not None:
            values = np.zeros(len(rows))
            if asked.words is not None and self.text is not None:
                values += self.text.similarity(asked.words, rows)
            if asked.match is not None:
                values += asked.match[rows]
            if asked.liked is not None:
                values += asked.alike * self.model.contributions(History.of([asked.liked]), rows)[0]
            yield Part("request", self._request_label(request, asked.liked), 0.0), values
        for label, degree in _degrees(self.catalog, relaxed):
            yield Part("request", label, 0.0), asked.wish * degree[rows]
        for name in asked.contexts:
            yield Part("context", context(name).label, 0.0), asked.context * self.fit(name)[rows]
        if asked.discovery:
            yield Part("novelty", "lesser known", 0.0), asked.discovery * self.discovery[rows]
        if asked.known:
            yield Part("novelty", "well known", 0.0), asked.known * self.fame[rows]

    def _spread_alone(self, row: int) -> float:
        """The spread of what liking this one item adds; "like X" is divided by it, so any X speaks equally loud."""
        told = self.model.contributions(History.of([row]), self.well_known)[0]
        return float(np.std(told)) or 1.0

    def _request_label(self, request: Request, liked: int | None) -> str:
        like = "" if liked is None else f"like {self.catalog.item(liked).name}"
        return ", ".join(filter(None, (like, request.text.strip())))

    def _fit(self, name: str) -> Scores:
        """How well each item suits a context, shape (n_items,): 1 has a genre it calls for, -1 one it does not."""
        told = context(name)
        genres = [frozenset(genre.lower() for genre in item.genres) for item in self.catalog.items]
        return np.array([bool(g & told.raises) - float(bool(g & told.lowers)) for g in genres])


def _standard(values: Scores) -> Scores:
    return (values - values.mean()) / (values.std() or 1.0)


def _beyond(values: Scores, best: float) -> Scores:
    """The distance from the best value, counted half on the side of the obscure."""
    return np.where(values >= best, values - best, (best - values) / 2)


def _degrees(catalog: Catalog, relaxed: Iterable[Constraint]) -> list[tuple[str, Scores]]:
    """For each relaxed wish its label and how far each item meets it, 0 to 1; near years count for something."""
    wishes: dict[str, list[Constraint]] = {}
    for constraint in relaxed:
        wishes.setdefault(constraint.label or f"{constraint.kind} {constraint.value}", []).append(constraint)
    return [(label, np.min([_degree(catalog, one) for one in wish], axis=0)) for label, wish in wishes.items()]


def _degree(catalog: Catalog, constraint: Constraint) -> Scores:
    degree = meets(catalog, constraint).astype(np.float64)
    if constraint.kind in ("year_from", "year_to"):
        near = np.maximum(0.0, 0.5 - np.abs(catalog.years - int(constraint.value)) / 20)
        degree = np.maximum(degree, np.where(catalog.years > 0, near, 0.0))
    return degree
