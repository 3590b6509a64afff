"""How cost grows with people, items and history, on made-up likes shaped like MovieLens 25M.

The popularity of an item falls as 1/(rank + 30) (Zipf and Mandelbrot), so that the best known of 20,000 is liked by
about two people in five; the numbers of likes are log-normal with the spread of MovieLens 25M and the median asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from eval.cost.meter import each, memory_mb, spend
from eval.parts import Context, Row
from recsys import models
from recsys.data.catalog import Catalog
from recsys.data.dataset import Dataset
from recsys.data.interactions import Interactions
from recsys.data.source import CleaningReport
from recsys.explain.receipts import ReceiptSearch
from recsys.models.base import History, Model
from recsys.pipeline import Pipeline
from recsys.ranking import Ranker
from recsys.schema import Item, Lexicon, Opinion, Profile, Request, Scale
from retrieval.retriever import Retriever

SHIFT, MEDIAN, SPREAD = 30, 35.0, 1.1
"""Of popularity, and of the likes of a person."""
GENRES = 18
ASKED = 20
"""People whose lists are timed."""
LENGTHS = (1, 10, 100, 1000)
"""Likes of a person whose list and receipts are timed."""

Point = tuple[str, int, int]
"""What grows, people, items."""
QUICK: tuple[Point, ...] = (
    *(("people", people, 300) for people in (500, 2_000)),
    *(("items", 1_000, items) for items in (200, 400)),
)
REPORT: tuple[Point, ...] = (
    *(("people", people, 1_000) for people in (2_000, 8_000, 32_000)),
    *(("items", 4_000, items) for items in (500, 1_000, 2_000)),
)
SCALE: tuple[Point, ...] = (
    *(("people", people, 5_000) for people in (10_000, 40_000, 162_000)),
    *(("items", 40_000, items) for items in (2_500, 5_000, 10_000)),
    ("both", 162_000, 20_000),
)
"""The shape of MovieLens 25M; takes long and up to 15 GB."""


def made_up(items: int, people: int, median: float = MEDIAN, seed: int = 42) -> csr_matrix:
    """(people, items) likes drawn as said above; whoever draws an item twice likes it once."""
    rng = np.random.default_rng(seed)
    popularity = np.cumsum(1.0 / (np.arange(1, items + 1) + SHIFT))
    counts = np.clip(np.exp(rng.normal(np.log(median), SPREAD, people)), 2, items // 4).astype(int)
    drawn = np.searchsorted(popularity, rng.random(counts.sum()) * popularity[-1])
    likes = csr_matrix(
        (np.ones(len(drawn), np.float32), (np.repeat(np.arange(people), counts), drawn)), shape=(people, items)
    )
    likes.data[:] = 1.0  # repeated draws were added up
    return likes


def points(context: Context) -> Sequence[Point]:
    """What is measured at this size."""
    if context.scale:
        return SCALE
    return QUICK if context.size == "quick" else REPORT


def grown(context: Context) -> Iterator[Row]:
    """A row a point, each kept."""
    asked, kept, name = points(context), context.kept("cost-growth"), context.settings.model
    about = [models.signature(name), context.environment()["cpu"], context.environment()["packages"], context.seed]
    for n, point in enumerate(asked):
        context.tell("Growth", n / len(asked))
        yield kept.once([*about, *point], partial(_point, name, point, context.seed))
    context.tell("Growth", 1.0)


def _point(name: str, point: Point, seed: int) -> Row:
    what, people, items = point
    likes = made_up(items, people, seed=seed)
    held = memory_mb()
    model, fitted = spend(lambda: models.create(name).fit(likes))
    pipeline, indexed = spend(lambda: served(model, likes))
    profiles = list(_people(likes, int(min(MEDIAN, items // 4)), ASKED, seed))
    pipeline.run(profiles[0])  # what is made when first needed is no cost of a list
    lists = [one.cpu for one in each([partial(pipeline.run, one) for one in profiles])]
    who = History.of(likes[0].indices)
    _, forgotten = spend(lambda: model.remove_person(who))
    return {
        "grows": what,
        "people": people,
        "items": items,
        "likes": int(likes.nnz),
        "fit CPU s": fitted.cpu,
        "fit s": fitted.seconds,
        "fit added MB": None if fitted.peak_mb is None or held is None else fitted.peak_mb - held,
        "index CPU s": indexed.cpu,
        "list CPU ms": 1000 * float(np.median(lists)),
        "forget CPU s": forgotten.cpu,
    }


def by_history(pipeline: Pipeline, likes: csr_matrix, seed: int) -> Iterator[Row]:
    """A row a length of history: one list, and the receipts of its first pick; the items as popular as anybody's."""
    for length in LENGTHS:
        if length > likes.shape[1] // 2:
            return
        people = list(_people(likes, length, ASKED // 2, seed))
        lists = [one.cpu for one in each([partial(pipeline.run, one) for one in people])]
        first = [(one, pipeline.order(one)) for one in people]
        searches = [(ReceiptSearch(pipeline, one, Request(), order), order[0]) for one, order in first]
        receipts = [one.cpu for one in each([partial(search.find, pick) for search, pick in searches])]
        medians = {"list CPU ms": 1000 * float(np.median(lists)), "receipts CPU ms": 1000 * float(np.median(receipts))}
        yield {"likes told": length, "items": likes.shape[1], "people asked": len(people), **medians}


def served(model: Model, likes: csr_matrix, candidates: int = 200) -> Pipeline:
    """The pipeline over made-up items, without text."""
    people, items = likes.shape
    catalog = Catalog(Item(str(n), f"Item {n}", 1950 + n % 70, (f"Genre {n % GENRES}",)) for n in range(items))
    found = likes.tocoo()
    seen = Interactions(
        [str(n) for n in range(people)],
        [item.id for item in catalog.items],
        found.row,
        found.col,
        np.full(likes.nnz, np.nan),
        np.full(likes.nnz, -1),
    )
    report = CleaningReport(likes.nnz, likes.nnz, items, items, people)
    dataset = Dataset("made up", catalog, seen, {}, Scale(), Lexicon(), report, "made up")
    ranker = Ranker(catalog, model, np.asarray(likes.sum(axis=0)).ravel())
    return Pipeline(dataset, model, Retriever(catalog, ranker.blocks(), ranker.steer), ranker, candidates)


def _people(likes: csr_matrix, length: int, count: int, seed: int) -> Iterator[Profile]:
    """People who like so many of the items, drawn by popularity."""
    rng, counts = np.random.default_rng(seed), np.asarray(likes.sum(axis=0)).ravel() + 1.0
    for _ in range(count):
        rows = rng.choice(len(counts), length, False, counts / counts.sum())
        yield Profile("made up", tuple(Opinion(str(row), "liked") for row in rows))


def exponent(rows: Sequence[Row], what: str, cost: str) -> float | None:
    """The power of `what` that the cost grows with, from the smallest point to the largest; None without two."""
    found = sorted((row[what], row[cost]) for row in rows if row["grows"] == what and row[cost])
    if len(found) < 2 or not all(a[0] < b[0] for a, b in pairwise(found)):
        return None
    sizes, costs = np.log(np.array(found, dtype=float)).T
    return float(np.polyfit(sizes, costs, 1)[0])
