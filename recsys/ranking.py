"""The additive re-ranker: every candidate's score is a sum of named parts, which are also its explanation.

    score = Σ history + popularity + request + context + novelty

History and popularity are the collaborative model's own terms. The request is the likeness of its words (or of the
item named by "something like X") to the item; context stands for company, mood or occasion; novelty favours the lesser
or the better known. All weights are in `Weights`, set on validation people by `python -m eval.weights`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from recsys.models.base import Floats, History, Model, Rows
from recsys.schema import Constraint, Part, Request, WhyRecError
from retrieval.filters import meets
from retrieval.retriever import Retrieved
from retrieval.vectors import Blocks, TextBlock

if TYPE_CHECKING:
    from recsys.data.catalog import Catalog

Scores = npt.NDArray[np.float64]

WELL_KNOWN = 512
"""How many of the most liked items a person's spread is measured over."""
DISCOVERY = 0.7
"""The quantile of popularity that is lesser known at its best: few have seen it, and enough of them liked it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts beside the collaborative score, whose own terms count 1.

    All are in units of the person's *spread*: the standard deviation of their collaborative scores over the well-known
    items. That grows thirtyfold from one like to two hundred, so no fixed weight is right for both, while one number of
    spreads is near the best at every length (`python -m eval.weights`).
    """

    request: float = 25.0
    """Of the centred cosine between the request's words and the item's text (about -0.2 to 0.4)."""
    alike: float = 0.75
    """Of how much liking X speaks for the item, in the spread of liking X alone, for "something like X"."""
    context: float = 4.0
    """Of the fit, -1 to 1, of an item's genres to each context said."""
    novelty: float = 0.0
    """Of novelty in standard deviations, when nothing is asked: of discovery above 0, of rarity below."""
    novelty_asked: float = 1.0
    """The same for each unit of the request's novelty."""
    wish: float = 12.0
    """Of meeting a wish that had to be relaxed, enough for items that meet it all the same to come first."""


@dataclass(frozen=True, slots=True)
class Context:
    """Company, mood or occasion: the genres it calls for and those it does not."""

    label: str
    """As said of the request: "for the kids"."""
    raises: frozenset[str]
    """Lower-case genres."""
    lowers: frozenset[str] = frozenset()


def _context(label: str, raises: str, lowers: str = "") -> Context:
    return Context(label, _genres(raises), _genres(lowers))


def _genres(listed: str) -> frozenset[str]:
    return frozenset(genre.strip() for genre in listed.split(",") if genre.strip())


_CHILDREN = "children's, children, family, animation"
_DARK = "horror, thriller, crime, film-noir, war"

CONTEXTS: Mapping[str, Context] = {
    "kids": _context("with the kids", _CHILDREN, _DARK),
    "family": _context("with the family", f"{_CHILDREN}, adventure, musical, fantasy", _DARK),
    "date": _context("for a date", "romance", "horror, war, documentary, children's, children"),
    "friends": _context("with friends", "comedy, action, adventure", "documentary, children's, children, drama"),
    "alone": _context("on your own", "drama, mystery, documentary, film-noir", "children's, children"),
    "scary-night": _context("for a scary night", "horror, thriller", "children's, children, comedy, romance, musical"),
    "relaxed": _context("to relax", "comedy, romance, musical, animation", _DARK),
    "sad-mood": _context("to cheer you up", "comedy, musical, animation, adventure", f"{_DARK}, drama"),
    "good-cry": _context("for a good cry", "drama, romance", "comedy, action, horror, animation"),
    "excited": _context("for excitement", "action, adventure, thriller, sci-fi, science fiction", "documentary, drama"),
    "thoughtful": _context(
        "to think about", "drama, documentary, mystery, war", "action, children's, children, horror"
    ),
}
"""What a person may say of the occasion, by the names that `Request.context` holds."""


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
        self.rarity: Scores = _standard(-np.log1p(counts))
        """(n_items,) -log popularity, mean 0, standard deviation 1."""
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
        named["novelty"] = np.column_stack([self.discovery, self.rarity])
        return Blocks.stack(named)

    def spread(self, history: History) -> float:
        """The standard deviation of a person's collaborative scores over the well-known items: the unit of weights."""
        told = np.asarray(self.model.contributions(history, self.well_known), dtype=np.float64).sum(axis=0)
        return float((told + self.model.base(history)[self.well_known]).std())

    def steer(self, history: History, request: Request) -> dict[str, Floats]:
        """The query blocks of a person and a request, each scaled by its weight in the score."""
        blocks: dict[str, Floats] = {"collaborative": self.model.person_vector(history)}
        if not self._asks(request):
            return blocks
        unit, liked = self.spread(history), self._like_row(request)
        if liked is not None:
            alone, nobody = History.of([liked]), History.of([])
            told = self.model.person_vector(alone) - self.model.person_vector(nobody)
            blocks["collaborative"] = blocks["collaborative"] + unit * self._alike_weight(alone) * told
        words = self._words(request, liked)
        if words is not None:
            blocks["text"] = unit * self.weights.request * words
        if request.context:
            said = [_known(name) for name in request.context]
            blocks["context"] = np.array([unit * self.weights.context * (name in said) for name in CONTEXTS])
        strength = unit * self._novelty_weight(request)
        blocks["novelty"] = np.array([max(strength, 0.0), min(strength, 0.0)])
        return blocks

    def rank(self, history: History, request: Request, retrieved: Retrieved) -> Scored:
        """The candidates with all their parts, ordered."""
        return self.score(history, request, retrieved.rows, retrieved.relaxed)

    def score(self, history: History, request: Request, rows: Rows, relaxed: Iterable[Constraint] = ()) -> Scored:
        """The parts of any rows, ordered by their sum."""
        contributions = np.asarray(self.model.contributions(history, rows), dtype=np.float64)
        terms = tuple(self._terms(history, request, rows, relaxed))
        scores = contributions.sum(axis=0)
        for _, values in terms:
            scores = scores + values
        return Scored(rows, scores, np.lexsort((rows, -scores)), contributions, terms)

    def parts(self, scored: Scored, position: int, history: History) -> tuple[Part, ...]:
        """The parts of one candidate, which sum to its score: a film of the history each, then the others."""
        items = self.catalog.items
        told = [
            Part("history", items[row].name, float(value), items[row].id)
            for row, value in zip(history.rows, scored.history[:, position], strict=True)
        ]
        return (*told, *(replace(part, value=float(values[position])) for part, values in scored.terms))

    def _terms(
        self, history: History, request: Request, rows: Rows, relaxed: Iterable[Constraint]
    ) -> Iterable[tuple[Part, Scores]]:
        yield Part("popularity", "popularity", 0.0), np.asarray(self.model.base(history)[rows], dtype=np.float64)
        relaxed = tuple(relaxed)
        if not relaxed and not self._asks(request):
            return
        weights, unit = self.weights, self.spread(history)
        liked = self._like_row(request)
        words = self._words(request, liked)
        if words is not None or liked is not None:
            values = np.zeros(len(rows))
            if words is not None and self.text is not None:
                values += unit * weights.request * self.text.similarity(words, rows)
            if liked is not None:
                alone = History.of([liked])
                values += unit * self._alike_weight(alone) * self.model.contributions(alone, rows)[0]
            yield Part("request", self._request_label(request, liked), 0.0), values
        for label, degree in _degrees(self.catalog, relaxed):
            yield Part("request", label, 0.0), unit * weights.wish * degree[rows]
        for name in dict.fromkeys(request.context):
            values = unit * weights.context * self.fit(_known(name))[rows]
            yield Part("context", CONTEXTS[name].label, 0.0), values
        strength = self._novelty_weight(request)
        if strength:
            label, values = ("lesser known", self.discovery) if strength > 0 else ("well known", self.rarity)
            yield Part("novelty", label, 0.0), unit * strength * values[rows]

    def _asks(self, request: Request) -> bool:
        """Whether anything but the history and popularity has a say."""
        said = request.text.strip() or request.context or request.like_item is not None
        return bool(said) or self._novelty_weight(request) != 0.0

    def _alike_weight(self, alone: History) -> float:
        """The weight of "like X", divided by the spread of what X alone adds: any X then speaks equally loud."""
        told = self.model.contributions(alone, self.well_known)[0]
        return self.weights.alike / (float(np.std(told)) or 1.0)

    def _novelty_weight(self, request: Request) -> float:
        return self.weights.novelty + self.weights.novelty_asked * float(np.clip(request.novelty, -1, 1))

    def _like_row(self, request: Request) -> int | None:
        return None if request.like_item is None else self.catalog.row(request.like_item)

    def _words(self, request: Request, liked: int | None) -> npt.NDArray[np.float32] | None:
        return None if self.text is None else self.text.query(request.text, liked)

    def _request_label(self, request: Request, liked: int | None) -> str:
        like = "" if liked is None else f"like {self.catalog.item(liked).name}"
        return ", ".join(filter(None, (like, request.text.strip())))

    def _fit(self, name: str) -> Scores:
        """How well each item suits a context, shape (n_items,): 1 has a genre it calls for, -1 one it does not."""
        context = CONTEXTS[_known(name)]
        genres = [frozenset(genre.lower() for genre in item.genres) for item in self.catalog.items]
        return np.array([bool(g & context.raises) - float(bool(g & context.lowers)) for g in genres])


def _standard(values: Scores) -> Scores:
    return (values - values.mean()) / (values.std() or 1.0)


def _beyond(values: Scores, best: float) -> Scores:
    """The distance from the best value, counted half on the side of the obscure."""
    return np.where(values >= best, values - best, (best - values) / 2)


def _known(name: str) -> str:
    if name not in CONTEXTS:
        raise WhyRecError(f"The context {name!r} is not known: use one of {', '.join(CONTEXTS)}.")
    return name


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
