"""Which weights the re-ranker should have: `python -m eval.weights [--seeds 42 43] [--json]`.

Validation people, unseen in the fit, tell none, 1, 3, 5 or all of their known likes and ask for something; the answers
are the hidden likes that meet what was asked. A request in words is asked twice, with the words alone and with its
genres also understood as hard wishes, and the weights with the best NDCG@10 over both are taken. Of the weights within
2% of the best, "something like X" has the one whose list is most like X, and a context the smallest, so that the
person's own history keeps its say. The lesser known has the smallest weight that keeps the best-known tenth of the
catalogue to a tenth of the list. `recsys.ranking.Weights` ships what this prints.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_matrix

from eval.metrics import ndcg, top
from eval.requests import simulate
from recsys import models
from recsys.contexts import CONTEXTS
from recsys.data.dataset import Dataset
from recsys.data.splits import fold_in, strong
from recsys.models.base import Floats, History, Rows
from recsys.pipeline import Pipeline
from recsys.ranking import Ranker, Weights
from recsys.schema import Request
from recsys.settings import Settings
from recsys.workspace import Workspace

Grid = tuple[tuple[float, ...], ...]
"""Points of the grid, each one weight a moved term."""

LENGTHS = (0, 1, 3, 5, 10_000)
"""How many likes are told."""
WORDS: Grid = ((1.0, 0.0, 0.0), *product((1.0, 0.5, 0.25), (0.0, 0.5, 1.0, 1.5), (15.0, 20.0, 25.0, 30.0, 35.0)))
ALIKE: Grid = tuple((x,) for x in (0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0))
CONTEXT: Grid = tuple((x,) for x in (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 10.0))
NOVELTY: Grid = tuple((x,) for x in (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0))
UNITS = Weights(request=1.0, alike=1.0, context=1.0, fading=1.0, fame=0.0, novelty=1.0)
NEAR = 0.98
"""A weight is as good as the best when it reaches this share of it."""
LESSER = 0.9
"""Share of a list of the lesser known that lies outside the best-known tenth of the catalogue."""


@dataclass(frozen=True, slots=True)
class Person:
    """A validation person: the rows they told, in order, and those they hid."""

    told: Rows
    hidden: Rows


@dataclass(frozen=True, slots=True)
class Trial:
    """One request of one person."""

    fixed: Floats
    """(n_items,) the part of the score the weights do not touch; -inf where nothing may be recommended."""
    moved: Floats
    """(terms, n_items) what the weights multiply."""
    answers: Rows
    met: npt.NDArray[np.bool_]
    """(n_items,) which items meet what was asked, liked or not."""


@dataclass(frozen=True, slots=True)
class Result:
    """Means by point of a grid."""

    name: str
    terms: tuple[str, ...]
    grid: Grid
    ndcg: dict[int, Floats]
    """NDCG@10 by likes told."""
    met: Floats
    """Share of the ten shown that meets what was asked."""
    popularity: Floats
    """Popularity percentile of the ten shown."""
    chosen: int = 0

    @property
    def mean(self) -> Floats:
        return np.mean(list(self.ndcg.values()), axis=0)

    @property
    def good(self) -> npt.NDArray[np.int64]:
        """The points as good as the best."""
        return np.flatnonzero(self.mean >= NEAR * self.mean.max())

    @property
    def weights(self) -> dict[str, float]:
        return dict(zip(self.terms, self.grid[self.chosen], strict=True))


Ask = Callable[[Ranker, Person, History, np.random.Generator], Iterable[Trial]]


class Bench:
    """Models fitted without the validation people, one a seed, and those people."""

    def __init__(self, dataset: Dataset, pipeline: Pipeline, model: str, seeds: Sequence[int]) -> None:
        self.catalog = dataset.catalog
        self.rows = np.arange(len(dataset.catalog))
        likes = dataset.interactions.likes(dataset.scale)
        self.percentile = np.argsort(np.argsort(np.asarray(likes.sum(axis=0)).ravel())) / len(self.rows)
        self.parts = [self._fitted(likes, pipeline, model, seed) for seed in seeds]

    def _fitted(
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

    def sweep(self, name: str, terms: tuple[str, ...], grid: Grid, ask: Ask) -> Result:
        by_length, met, popularity = dict[int, Floats](), list[Floats](), list[Floats]()
        for length in LENGTHS:
            values = list[Floats]()
            for ranker, people, rng in self.parts:
                for person in people:
                    for trial in ask(ranker, person, History.of(person.told[:length].tolist()), rng):
                        ranked = top(trial.fixed + np.asarray(grid) @ trial.moved, 10)
                        relevant = np.zeros((len(grid), len(self.rows)))
                        relevant[:, trial.answers] = 1
                        values.append(ndcg(ranked, csr_matrix(relevant)))
                        met.append(trial.met[ranked].mean(axis=1))
                        popularity.append(self.percentile[ranked].mean(axis=1))
            by_length[length] = np.mean(values, axis=0)
        return Result(name, terms, grid, by_length, np.mean(met, axis=0), np.mean(popularity, axis=0))

    def terms(self, ranker: Ranker, person: Person, history: History, request: Request) -> dict[str, Floats]:
        """The parts by kind for weights of 1, of all items; told ones are -inf in `history`."""
        scored = ranker.score(history, request, self.rows)
        found: dict[str, Floats] = {part.kind: values for part, values in scored.terms}
        found["history"] = scored.history.sum(axis=0)
        found["history"][person.told] = -np.inf
        found["base"] = ranker.model.base(history)
        found["fame"] = ranker.spread(history) * ranker.fame
        return found

    def words(self, filtered: bool) -> Ask:
        """Words for genres and at times a decade; `filtered` as if the words were also understood as hard wishes."""

        def ask(ranker: Ranker, person: Person, history: History, rng: np.random.Generator) -> Iterator[Trial]:
            wanted = simulate(self.catalog, person.hidden, rng)
            if wanted is None:
                return
            found = self.terms(ranker, person, history, Request(text=wanted.text))
            met = np.all([self.catalog.genre_mask(genre) for genre in wanted.genres], axis=0)
            if filtered:
                if (met & np.isfinite(found["history"])).sum() < 10:
                    return
                found["history"][~met] = -np.inf
            yield Trial(
                found["history"],
                np.stack([found["base"], found["fame"], found["request"]]),
                wanted.answers,
                met,
            )

        return ask

    def alike(self, fading: float, fame: float, request: float) -> Ask:
        """ "Something like X" for a hidden like X; the answers are the other hidden likes sharing half its genres."""

        def ask(ranker: Ranker, person: Person, history: History, rng: np.random.Generator) -> Iterator[Trial]:
            row = int(rng.choice(person.hidden))
            near = np.array([_jaccard(self.catalog.item(row).genres, item.genres) >= 0.5 for item in self.catalog])
            answers = person.hidden[near[person.hidden] & (person.hidden != row)]
            if not len(answers) or ranker.text is None:
                return
            found = self.terms(ranker, person, history, Request(like_item=self.catalog.item(row).id))
            words = ranker.text.query("", row)
            assert words is not None
            text = ranker.spread(history) * ranker.text.similarity(words, self.rows)
            fixed = found["history"] + fading * found["base"] + fame * found["fame"] + request * text
            fixed[row] = -np.inf
            yield Trial(fixed, (found["request"] - text)[None], answers, near)

        return ask

    def context(self, ranker: Ranker, person: Person, history: History, rng: np.random.Generator) -> Iterator[Trial]:
        """A random context that some hidden like suits; the answers are the hidden likes that suit it."""
        suited = [name for name in CONTEXTS if (ranker.fit(name)[person.hidden] > 0).any()]
        if suited:
            name = str(rng.choice(suited))
            found, met = self.terms(ranker, person, history, Request(context=(name,))), ranker.fit(name) > 0
            answers = person.hidden[met[person.hidden]]
            yield Trial(found["history"] + found["base"], found["context"][None], answers, met)

    def plain(self, ranker: Ranker, person: Person, history: History, _: np.random.Generator) -> Iterator[Trial]:
        """Nothing is asked; every hidden like is an answer."""
        found = self.terms(ranker, person, history, Request())
        everything = np.ones(len(self.rows), dtype=bool)
        yield Trial(found["history"] + found["base"], np.zeros((1, len(self.rows))), person.hidden, everything)

    def novelty(self, ranker: Ranker, person: Person, history: History, _: np.random.Generator) -> Iterator[Trial]:
        """The lesser known; every hidden like is an answer."""
        found = self.terms(ranker, person, history, Request(novelty=1.0))
        lesser = ranker.fame < np.quantile(ranker.fame, 0.9)
        yield Trial(found["history"], found["novelty"][None], person.hidden, lesser)


def _jaccard(one: Sequence[str], other: Sequence[str]) -> float:
    a, b = frozenset(one), frozenset(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def measure(dataset: Dataset, pipeline: Pipeline, model: str, seeds: Sequence[int]) -> list[Result]:
    bench = Bench(dataset, pipeline, model, seeds)
    names = ("fading", "fame", "request")
    alone = bench.sweep("a request in words", names, WORDS, bench.words(filtered=False))
    wished = bench.sweep("a request in words, its genres also hard wishes", names, WORDS, bench.words(filtered=True))
    chosen = int(np.argmax(alone.mean + wished.mean))
    fading, fame, request = WORDS[chosen]
    alike = bench.sweep("something like X", ("alike",), ALIKE, bench.alike(fading, fame, request))
    context = bench.sweep("a context", ("context",), CONTEXT, bench.context)
    plain = bench.sweep("nothing asked", ("none",), ((0.0,),), bench.plain)
    novelty = bench.sweep("the lesser known", ("novelty",), NOVELTY, bench.novelty)
    return [
        replace(alone, chosen=chosen),
        replace(wished, chosen=chosen),
        replace(alike, chosen=int(alike.good[np.argmax(alike.met[alike.good])])),
        replace(context, chosen=int(context.good[0])),
        plain,
        replace(novelty, chosen=int(np.argmax(novelty.met >= LESSER))),
    ]


def show(result: Result, console: Console, most: int = 12) -> None:
    """The chosen point, the best ones and, of a small grid, all."""
    table = Table(title=f"{result.name}: {result.weights}", title_justify="left")
    for column in (*result.terms, *("all" if n > 100 else str(n) for n in LENGTHS), "NDCG@10", "meets", "popularity"):
        table.add_column(column, justify="right")
    shown = {result.chosen, *np.argsort(-result.mean)[:most].tolist(), 0}
    for point in sorted(shown):
        values = [*(result.ndcg[n][point] for n in LENGTHS), result.mean[point], result.met[point]]
        cells = [*(f"{w:g}" for w in result.grid[point]), *(f"{v:.3f}" for v in (*values, result.popularity[point]))]
        table.add_row(*cells, style="bold" if point == result.chosen else None)
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
        print(json.dumps({r.name: {"weights": r.weights, "ndcg10": float(r.mean[r.chosen])} for r in results}))
        return
    for result in results:
        show(result, Console(width=120))


if __name__ == "__main__":
    main()
