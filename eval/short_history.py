"""How good the model is with few likes known, against its peers: `python -m eval.short_history [--quick] [--json]`.

MovieLens 100K, strong generalization: people with at least five likes (ratings of 4 and 5), 20% of them unseen in the
fit; of each, 80% of the likes may be told, the others are to be found. Of the told ones the model hears 1, 3, 5 or all;
none of them is ranked. Hyper-parameters are chosen for each seed by NDCG@20 on 20% of the training people and the model
is fitted again on all of them: ours once, by the mean over the four lengths; the peers' anew at every length, which
favours them. "as shipped" is one setting for all seeds, the defaults of `recsys.models.linear`.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Protocol

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_matrix

from eval.metrics import coverage, ndcg, recall, top
from eval.peers import UserKnn
from recsys.data.dataset import load
from recsys.data.splits import Known, fold_in, strong
from recsys.models.base import Floats
from recsys.models.linear import Linear, LinearConfig
from recsys.models.popularity import Popularity
from recsys.settings import Settings

LENGTHS: tuple[int | None, ...] = (1, 3, 5, None)
"""Likes told; None is all."""
SEEDS = (42, 43, 44, 45, 46)
OURS, SHIPPED = "EDLAE with co-likes", "the same, as shipped"
GOALS = {1: "user-KNN", 3: "user-KNN", 5: "user-KNN", None: "EASE"}
"""Which peer to be level with at each length."""


class Scorer(Protocol):
    def score_many(self, signals: csr_matrix) -> Floats: ...


Fit = Callable[[csr_matrix], Scorer]


@dataclass(frozen=True, slots=True)
class Family:
    """A model with the settings validation may choose from."""

    name: str
    settings: tuple[Fit, ...]
    by_length: bool = True
    """Whether it may choose anew at every length."""


def _linear(config: LinearConfig) -> Fit:
    return lambda train: Linear(config).fit(train)


def _user_knn(neighbours: int) -> Fit:
    return lambda train: UserKnn(neighbours).fit(train)


def _plain(ridge: float, dropout: float) -> LinearConfig:
    return LinearConfig(ridge=ridge, dropout=dropout, temper=0.0, discount=0.0, crossover=0.0, base=0.0)


def families(quick: bool) -> tuple[Family, ...]:
    shipped = LinearConfig()
    grid = [
        replace(shipped, ridge=ridge, dropout=dropout, discount=discount, crossover=crossover)
        for ridge, dropout, discount, crossover in product((7.0, 10.0, 14.0), (0.65, 0.75), (0.0, 0.15), (1.5, 2.0))
    ]
    return (
        Family("popularity", (lambda train: Popularity().fit(train),)),
        Family("user-KNN", tuple(map(_user_knn, (25, 50, 75, 100, 150, 200)))),
        Family("EASE", tuple(_linear(_plain(ridge, 0.0)) for ridge in (100.0, 150.0, 200.0, 300.0, 500.0))),
        Family("EDLAE", tuple(_linear(_plain(ridge, p)) for ridge in (50.0, 100.0, 200.0) for p in (0.5, 0.75, 0.9))),
        Family(OURS, tuple(map(_linear, grid[::5] if quick else grid)), by_length=False),
        Family(SHIPPED, (_linear(shipped),)),
    )


def judge(model: Scorer, known: Known, length: int | None) -> dict[str, Any]:
    """NDCG@20 and Recall@20 of each person, coverage@20 of all."""
    ranked = top(model.score_many(known.first(length)), 20, known.told)
    return {
        "ndcg": ndcg(ranked, known.hidden),
        "recall": recall(ranked, known.hidden),
        "coverage": coverage(ranked, len(known.items)),
    }


def choose(family: Family, known: Known) -> list[int]:
    """The best setting at each length on validation people; the same everywhere unless the family may differ."""
    if len(family.settings) == 1:
        return [0] * len(LENGTHS)
    models = [fit(known.train) for fit in family.settings]
    table = np.array([[judge(model, known, n)["ndcg"].mean() for n in LENGTHS] for model in models])
    return table.argmax(axis=0).tolist() if family.by_length else [int(table.mean(axis=1).argmax())] * len(LENGTHS)


def measure(likes: csr_matrix, seeds: Sequence[int], quick: bool = False) -> dict[str, list[list[dict[str, Any]]]]:
    """For each family, seed and length what `judge` says of the test people."""
    found: dict[str, list[list[dict[str, Any]]]] = {}
    for seed in seeds:
        people = strong(likes, seed)
        validation = fold_in(likes, people.fit, people.validation, seed)
        test = fold_in(likes, people.training, people.test, seed)
        for family in families(quick):
            chosen = choose(family, validation)
            fitted = {i: family.settings[i](test.train) for i in set(chosen)}
            judged = [judge(fitted[i], test, n) for i, n in zip(chosen, LENGTHS, strict=True)]
            found.setdefault(family.name, []).append(judged)
    return found


def rows(found: dict[str, list[list[dict[str, Any]]]]) -> list[dict[str, Any]]:
    """One row a model: means over seeds, and the standard deviation over seeds with all likes told."""
    table = []
    for name, seeds in found.items():
        mean = {key: np.array([[np.mean(j[key]) for j in seed] for seed in seeds]) for key in seeds[0][0]}
        table.append(
            {
                "model": name,
                **{f"ndcg@20 {_said(n)}": float(mean["ndcg"][:, i].mean()) for i, n in enumerate(LENGTHS)},
                "sd all": float(mean["ndcg"][:, -1].std(ddof=1)) if len(seeds) > 1 else 0.0,
                "recall@20 all": float(mean["recall"][:, -1].mean()),
                "coverage@20 all": float(mean["coverage"][:, -1].mean()),
            }
        )
    return table


def verdicts(found: dict[str, list[list[dict[str, Any]]]]) -> list[dict[str, Any]]:
    """Our NDCG@20 less the peer's at each length, person by person, with a 95% bootstrap interval over people."""
    rng = np.random.default_rng(0)
    said = []
    for place, (length, peer) in enumerate(GOALS.items()):
        ours, theirs = (np.concatenate([seed[place]["ndcg"] for seed in found[name]]) for name in (OURS, peer))
        apart = ours - theirs
        drawn = apart[rng.integers(len(apart), size=(2000, len(apart)))].mean(axis=1)
        low, high = np.quantile(drawn, [0.025, 0.975])
        value = float(apart.mean())
        name = f"short_history.{_said(length)}_vs_{peer.lower().replace('-', '_')}"
        said.append({"name": name, "value": value, "low": low, "high": high, "target": 0.0, "pass": value >= 0.0})
    return said


def _said(length: int | None) -> str:
    return "all" if length is None else str(length)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dataset", default="ml-100k")
    parser.add_argument("--quick", action="store_true", help="two seeds, a coarser grid")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    arguments = parser.parse_args()
    dataset = load(arguments.dataset, Settings())
    found = measure(dataset.interactions.likes(dataset.scale), SEEDS[: 2 if arguments.quick else 5], arguments.quick)
    table, judged = rows(found), verdicts(found)
    if arguments.json:
        environment = {"python": platform.python_version(), "dataset": dataset.fingerprint}
        document = {"part": "short_history", "environment": environment, "tables": {"short_history": table}}
        print(json.dumps({**document, "verdicts": judged}))
        return
    console = Console(width=120)
    shown = Table(*table[0], title="NDCG@20 by likes told", title_justify="left")
    for row in table:
        shown.add_row(*(f"{v:.4f}" if isinstance(v, float) else v for v in row.values()))
    console.print(shown)
    for v in judged:
        verdict = "reached" if v["pass"] else "missed"
        console.print(f"{v['name']}: {v['value']:+.4f} [{v['low']:+.4f}, {v['high']:+.4f}], {verdict}")


if __name__ == "__main__":
    main()
