"""What the served pipeline keeps of the full-catalogue model, and how fast: `python -m eval.retrieval_kept [--json]`.

Test people, unseen in the fit, tell 80% of their likes; the pipeline retrieves its candidates and re-ranks them, and
its Recall@20 on the hidden likes is held against that of the same scores over the whole catalogue. Then with fewer
likes told, and with requests in words. Target: at least 0.98 kept with no words.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from rich.console import Console
from rich.table import Table

from eval.requests import simulate
from recsys import models
from recsys.data.dataset import Dataset
from recsys.data.splits import fold_in, strong
from recsys.models.base import Rows
from recsys.pipeline import Pipeline
from recsys.ranking import Ranker
from recsys.schema import Opinion, Profile, Request
from recsys.settings import Settings
from recsys.workspace import Workspace
from retrieval.retriever import Retriever

TARGET = 0.98


@dataclass(frozen=True, slots=True)
class Kept:
    """Means over people and seeds."""

    case: str
    people: int
    full_recall20: float
    """Of the additive score over the whole catalogue."""
    pipeline_recall20: float
    same_top20: float
    """Share of the full catalogue's top 20 among the pipeline's top 20."""
    worst_top20: float

    @property
    def kept(self) -> float:
        return self.pipeline_recall20 / self.full_recall20


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of `run` (ten items with parts) and `order`, over people of the data set."""

    call: str
    median: float
    p95: float


def _pipelines(
    dataset: Dataset, served: Pipeline, model: str, seed: int, candidates: int
) -> tuple[Pipeline, list[tuple[Rows, Rows]]]:
    """A pipeline fitted without the test people, and what each of them tells and hides, as catalogue rows."""
    likes = dataset.interactions.likes(dataset.scale)
    split = strong(likes, seed)
    known = fold_in(likes, split.training, split.test, seed)
    signals = dataset.interactions.signals(dataset.scale)[split.training]
    fitted = models.create(model).fit(signals)
    counts = np.asarray(likes[split.training].sum(axis=0)).ravel()
    ranker = Ranker(dataset.catalog, fitted, counts, served.ranker.text, served.ranker.weights)
    retriever = Retriever(dataset.catalog, ranker.blocks(), ranker.steer)
    people = [(known.items[told], known.items[known.hidden[row].indices]) for row, told in enumerate(known.order)]
    return Pipeline(dataset, fitted, retriever, ranker, candidates), people


def kept(dataset: Dataset, served: Pipeline, model: str, seeds: Sequence[int], candidates: int) -> list[Kept]:
    cases: list[tuple[str, int | None, bool]] = [
        ("no words, all likes told", None, False),
        ("no words, 3 likes told", 3, False),
        ("no words, 1 like told", 1, False),
        ("words, all likes told", None, True),
        ("words, 3 likes told", 3, True),
    ]
    found: dict[str, list[tuple[float, float, float]]] = {case: [] for case, _, _ in cases}
    for seed in seeds:
        pipeline, people = _pipelines(dataset, served, model, seed, candidates)
        rng = np.random.default_rng(seed)
        for told, hidden in people:
            for case, length, words in cases:
                wanted = simulate(dataset.catalog, hidden, rng) if words else None
                if words and wanted is None:
                    continue
                request = Request(text=wanted.text) if wanted else Request()
                answers = wanted.answers if wanted else hidden
                found[case].append(
                    _compare(pipeline, told[:length], told[length:] if length else told[:0], request, answers)
                )
    return [
        Kept(case, len(rows), full, pipeline_recall, same, min(row[2] for row in rows))
        for case, rows in found.items()
        for full, pipeline_recall, same in [np.mean(rows, axis=0).tolist()]
    ]


def _compare(
    pipeline: Pipeline, told: Rows, untold: Rows, request: Request, answers: Rows
) -> tuple[float, float, float]:
    """Recall@20 of the full catalogue and of the pipeline, and the share of the former's top 20 in the latter's."""
    items = pipeline.catalog.items
    opinions = [Opinion(items[row].id, "liked") for row in told] + [Opinion(items[row].id, "seen") for row in untold]
    profile = Profile("held out", tuple(opinions))
    scores = pipeline.scores_all(profile, request).copy()
    scores[np.concatenate([told, untold])] = -np.inf
    full = np.argsort(-scores, kind="stable")[:20]
    served = pipeline.catalog.rows(pipeline.order(profile, request)[:20])
    most = min(20, len(answers))
    recalls = [float(np.isin(ranked, answers).sum() / most) for ranked in (full, served)]
    return recalls[0], recalls[1], float(np.isin(full, served).mean())


def latency(pipeline: Pipeline, people: int = 200, seed: int = 42) -> list[Latency]:
    dataset = pipeline.dataset
    users = np.random.default_rng(seed).choice(dataset.interactions.users, people)
    profiles = [Profile(u, dataset.interactions.profile_opinions(u, dataset.scale)) for u in users]
    worded = Request(text="a funny animated movie for kids")
    calls: dict[str, Callable[[Profile], object]] = {
        "run, no words": pipeline.run,
        "run, words (known)": lambda profile: pipeline.run(profile, worded),
        "order, no words": pipeline.order,
        "order, words (known)": lambda profile: pipeline.order(profile, worded),
    }
    if pipeline.encoder is not None:
        pipeline.encoder.warm()
        pipeline.order(profiles[0], worded)
        fresh = iter(range(people + 1))
        calls["run, new words"] = lambda profile: pipeline.run(profile, Request(text=f"dark thriller {next(fresh)}"))
    found = []
    for name, call in calls.items():
        call(profiles[0])
        times = []
        for profile in profiles:
            started = time.perf_counter()
            call(profile)
            times.append(1000 * (time.perf_counter() - started))
        found.append(Latency(name, float(np.median(times)), float(np.percentile(times, 95))))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[42, 43, 44, 45, 46])
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    arguments = parser.parse_args()
    settings = Settings()
    space = Workspace.open(settings, frozenset())
    shares = kept(space.dataset, space.pipeline, settings.model, arguments.seeds, settings.candidates)
    times = latency(space.pipeline)
    if arguments.json:
        print(json.dumps({"kept": [{**asdict(k), "kept": k.kept} for k in shares], "ms": [asdict(t) for t in times]}))
        return
    console = Console(width=120)
    table = Table("case", "people", "full Recall@20", "pipeline", "kept", "of the top 20", "worst")
    for k in shares:
        told = (k.full_recall20, k.pipeline_recall20, k.kept, k.same_top20, k.worst_top20)
        table.add_row(k.case, str(k.people), *(f"{value:.4f}" for value in told))
    console.print(table)
    verdict = "reached" if shares[0].kept >= TARGET else "missed"
    console.print(f"Kept with no words: {shares[0].kept:.4f}, target {TARGET}: {verdict}.")
    table = Table("call", "median ms", "p95 ms")
    for t in times:
        table.add_row(t.call, f"{t.median:.2f}", f"{t.p95:.2f}")
    console.print(table)


if __name__ == "__main__":
    main()
