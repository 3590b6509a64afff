"""Which weights the re-ranker should have: `python -m eval.weights [--seeds 42 43] [--json]`.

Validation people, unseen in the fit, tell none, 1, 3, 5 or all of their known likes and ask for something; the answers
are the hidden likes that meet what was asked. Every grid has a range of weights within 2% of the best NDCG@10. For what
is asked in words the largest of it is taken, so that the list shows that it was heard; for context and novelty the
smallest, so that the person's own history keeps its say. `recsys.ranking.Weights` ships what this prints.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_matrix

from eval.metrics import ndcg, top
from eval.requests import simulate
from recsys import models
from recsys.data.dataset import Dataset
from recsys.data.splits import fold_in, strong
from recsys.models.base import Floats, History, Rows
from recsys.pipeline import Pipeline
from recsys.ranking import CONTEXTS, Ranker, Weights
from recsys.schema import Request
from recsys.settings import Settings
from recsys.workspace import Workspace

LENGTHS = (0, 1, 3, 5, 10_000)
"""How many likes are told."""
GRIDS: dict[str, tuple[float, ...]] = {
    "request": (0, 5, 10, 15, 18, 20, 22, 25, 28, 30, 35, 40, 60),
    "alike": (0, 0.25, 0.5, 0.75, 1, 1.5, 2, 3),
    "context": (0, 0.5, 1, 1.5, 2, 3, 4, 6, 10),
    "novelty": (-1, -0.5, -0.2, -0.1, 0, 0.1, 0.2, 0.5),
    "novelty_asked": (0, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4),
}
UNITS = Weights(request=1.0, alike=1.0, context=1.0, novelty=0.0, novelty_asked=1.0)
NEAR = 0.98
"""A weight is as good as the best when it reaches this share of it."""
ASKED_IN_WORDS = ("request", "alike")
KEPT_WHEN_NOVEL = 0.6
"""The share of NDCG@10 that a full wish for the lesser known may leave."""


@dataclass(frozen=True, slots=True)
class Person:
    """A validation person: the rows they told, in order, and those they hid."""

    told: Rows
    hidden: Rows


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of one person and its terms over the catalogue, each for a weight of 1; `answers` are right."""

    fixed: Floats
    """(n_items,) the part of the score the weight does not touch; -inf where nothing may be recommended."""
    moved: Floats
    """(n_items,) what the weight multiplies."""
    answers: Rows


@dataclass(frozen=True, slots=True)
class Result:
    """Mean NDCG@10 of one grid by history length, and the weight it speaks for."""

    name: str
    grid: tuple[float, ...]
    ndcg: dict[int, tuple[float, ...]]
    popularity: tuple[float, ...]
    """Mean popularity percentile of the ten shown, by weight."""
    chosen: float

    @property
    def mean(self) -> Floats:
        return np.mean(list(self.ndcg.values()), axis=0)


class Bench:
    """Models fitted without the validation people, one a seed, and those people."""

    def __init__(self, dataset: Dataset, pipeline: Pipeline, model: str, seeds: Sequence[int]) -> None:
        self.catalog = dataset.catalog
        self.rows = np.arange(len(dataset.catalog))
        likes = dataset.interactions.likes(dataset.scale)
        self.percentile = np.argsort(np.argsort(np.asarray(likes.sum(axis=0)).ravel())) / len(self.rows)
        self.benches = [self._bench(likes, pipeline, model, seed) for seed in seeds]

    def _bench(
        self, likes: csr_matrix, pipeline: Pipeline, model: str, seed: int
    ) -> tuple[Ranker, list[Person], np.random.Generator]:
        split = strong(likes, seed)
        known = fold_in(likes, split.fit, split.validation, seed)
        fitted = models.create(model).fit(likes[split.fit])
        counts = np.asarray(likes[split.fit].sum(axis=0)).ravel()
        ranker = Ranker(self.catalog, fitted, counts, pipeline.ranker.text, UNITS)
        people = [
            Person(known.items[told], known.items[known.hidden[row].indices]) for row, told in enumerate(known.order)
        ]
        return ranker, people, np.random.default_rng(seed)

    def sweep(self, name: str, ask: Callable[..., Iterable[Asked]]) -> Result:
        grid, by_length, popular = GRIDS[name], dict[int, tuple[float, ...]](), list[Floats]()
        for length in LENGTHS:
            values = list[Floats]()
            for ranker, people, rng in self.benches:
                for person in people:
                    for asked in ask(ranker, person, History.of(person.told[:length].tolist()), rng):
                        told, shown = self._judge(asked, grid)
                        values.append(told)
                        popular.append(shown)
            by_length[length] = tuple(np.mean(values, axis=0))
        result = Result(name, grid, by_length, tuple(np.mean(popular, axis=0)), 0.0)
        return replace(result, chosen=_choose(result))

    def _judge(self, asked: Asked, grid: Sequence[float]) -> tuple[Floats, Floats]:
        scores = asked.fixed + np.asarray(grid)[:, None] * asked.moved
        ranked = top(scores, 10)
        relevant = np.zeros((len(grid), len(self.rows)))
        relevant[:, asked.answers] = 1
        return ndcg(ranked, csr_matrix(relevant)), self.percentile[ranked].mean(axis=1)

    def terms(self, ranker: Ranker, person: Person, history: History, request: Request) -> dict[str, Floats]:
        """The parts by kind, for weights of 1, of all items the person has not told."""
        scored = ranker.score(history, request, self.rows)
        found = {"history": scored.history.sum(axis=0)}
        for part, values in scored.terms:
            found[part.kind] = found.get(part.kind, 0) + values
        found["history"] = found["history"] + found.pop("popularity")
        found["history"][person.told] = -np.inf
        return found

    def request(self, filtered: bool) -> Callable[..., Iterator[Asked]]:
        """Words for genres and at times a decade; `filtered` as if the words were also understood as hard wishes."""

        def ask(ranker: Ranker, person: Person, history: History, rng: np.random.Generator) -> Iterator[Asked]:
            wanted = simulate(self.catalog, person.hidden, rng)
            if wanted is None:
                return
            found = self.terms(ranker, person, history, Request(text=wanted.text))
            if filtered:
                met = np.all([self.catalog.genre_mask(genre) for genre in wanted.genres], axis=0)
                if (met & np.isfinite(found["history"])).sum() < 10:
                    return
                found["history"][~met] = -np.inf
            yield Asked(found["history"], found["request"], wanted.answers)

        return ask

    def alike(self, request_weight: float) -> Callable[..., Iterator[Asked]]:
        """ "Something like X" for a hidden like X; answers are the other hidden likes sharing half of its genres."""

        def ask(ranker: Ranker, person: Person, history: History, rng: np.random.Generator) -> Iterator[Asked]:
            row = int(rng.choice(person.hidden))
            item = self.catalog.item(row)
            answers = [
                r for r in person.hidden if r != row and _jaccard(item.genres, self.catalog.item(r).genres) >= 0.5
            ]
            if not answers or ranker.text is None:
                return
            found = self.terms(ranker, person, history, Request(like_item=item.id))
            words = ranker.text.query("", row)
            assert words is not None
            text = ranker.spread(history) * ranker.text.similarity(words, self.rows)
            fixed = found["history"] + request_weight * text
            fixed[row] = -np.inf
            yield Asked(fixed, found["request"] - text, np.array(answers))

        return ask

    def context(self, ranker: Ranker, person: Person, history: History, rng: np.random.Generator) -> Iterator[Asked]:
        """A random context that some hidden like suits; answers are the hidden likes that suit it."""
        fits = {name: ranker.fit(name)[person.hidden] > 0 for name in CONTEXTS}
        suited = [name for name, fit in fits.items() if fit.any()]
        if suited:
            name = str(rng.choice(suited))
            found = self.terms(ranker, person, history, Request(context=(name,)))
            yield Asked(found["history"], found["context"], person.hidden[fits[name]])

    def novelty(self, ranker: Ranker, person: Person, history: History, _: np.random.Generator) -> Iterator[Asked]:
        """Nothing said but to be surprised; every hidden like is an answer."""
        found = self.terms(ranker, person, history, Request(novelty=1.0))
        yield Asked(found["history"], found["novelty"], person.hidden)


def _jaccard(one: Sequence[str], other: Sequence[str]) -> float:
    a, b = frozenset(one), frozenset(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def _choose(result: Result) -> float:
    """The weight the table speaks for: of those as good as the best, the largest or the smallest; of `novelty_asked`
    the most that leaves enough."""
    grid = np.asarray(result.grid)
    if result.name == "novelty_asked":
        return float(grid[result.mean >= KEPT_WHEN_NOVEL * result.mean[0]].max())
    good = grid[result.mean >= NEAR * result.mean.max()]
    return float(good.max() if result.name in ASKED_IN_WORDS else good[np.argmin(np.abs(good))])


def measure(dataset: Dataset, pipeline: Pipeline, model: str, seeds: Sequence[int]) -> list[Result]:
    bench = Bench(dataset, pipeline, model, seeds)
    asked = bench.sweep("request", bench.request(filtered=False))
    wished = bench.sweep("request", bench.request(filtered=True))
    both = {length: tuple(np.mean([asked.ndcg[length], wished.ndcg[length]], axis=0)) for length in LENGTHS}
    chosen = _choose(replace(asked, ndcg=both))
    return [
        replace(asked, chosen=chosen, name="request"),
        replace(wished, chosen=chosen, name="request, its genres also hard wishes"),
        bench.sweep("alike", bench.alike(chosen)),
        bench.sweep("context", bench.context),
        bench.sweep("novelty", bench.novelty),
        bench.sweep("novelty_asked", bench.novelty),
    ]


def show(result: Result, console: Console) -> None:
    table = Table(title=f"{result.name}: {result.chosen:g}", title_justify="left")
    table.add_column("NDCG@10, likes told")
    for weight in result.grid:
        table.add_column(f"{weight:g}", justify="right")
    rows: list[tuple[str, npt.ArrayLike]] = [
        ("all" if length > 100 else str(length), values) for length, values in result.ndcg.items()
    ]
    for name, values in [*rows, ("mean", result.mean), ("popularity percentile", result.popularity)]:
        table.add_row(name, *(f"{value:.3f}" for value in np.asarray(values)))
    console.print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[42, 43])
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    arguments = parser.parse_args()
    settings = Settings()
    space = Workspace.open(settings, frozenset())
    results = measure(space.dataset, space.pipeline, settings.model, arguments.seeds)
    if arguments.json:
        print(json.dumps({r.name: {"chosen": r.chosen, "grid": r.grid, "ndcg10": list(r.mean)} for r in results}))
        return
    for result in results:
        show(result, Console(width=150))


if __name__ == "__main__":
    main()
