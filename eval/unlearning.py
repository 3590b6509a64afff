"""What forgetting a person costs against fitting again without them: `python -m eval.unlearning [--json]`.

On the data set itself, then on made-up likes of 20,000 items (`--items`): popularity falls as 1/rank, the numbers of
likes are log-normal with the median asked for. People with few, a median number and many likes are removed, each time
from the full fit; the model is then held against the refit without them, by the largest difference of any score of
200 people relative to the largest score.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import time
from dataclasses import asdict, dataclass, replace
from typing import Literal

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_matrix, vstack

from recsys.data.dataset import load
from recsys.models.base import History
from recsys.models.linear import Linear
from recsys.settings import Settings


@dataclass(frozen=True, slots=True)
class Forgetting:
    """One person removed."""

    items: int
    people: int
    dtype: str
    likes: int
    """Of the person removed."""
    remove_s: float
    refit_s: float
    relative: float
    """Largest score difference to the refit / largest score; nan where no refit was held against it."""
    peak_gib: float
    """Largest memory of the process so far."""

    @property
    def speedup(self) -> float:
        return self.refit_s / self.remove_s


def made_up(items: int, people: int, median: float, seed: int = 42) -> csr_matrix:
    """Likes of `people` for `items` films, drawn as said above."""
    rng = np.random.default_rng(seed)
    popularity = 1.0 / np.arange(1, items + 1)
    counts = np.clip(np.exp(rng.normal(np.log(median), 1.0, people)), 2, items // 4).astype(int)
    drawn = [np.unique(rng.choice(items, count, p=popularity / popularity.sum())) for count in counts]
    ends = np.cumsum([0, *map(len, drawn)])
    return csr_matrix((np.ones(ends[-1], np.float32), np.concatenate(drawn), ends), shape=(people, items))


def measure(signals: csr_matrix, dtype: Literal["float32", "float64"], refits: int | None = None) -> list[Forgetting]:
    """Forget the 10th, 50th and 100th percentile person by likes; only the first `refits` are fitted again for."""
    liked = np.asarray((signals > 0).sum(axis=1)).ravel()
    by_likes = np.argsort(liked, kind="stable")
    by_likes = by_likes[liked[by_likes] > 0]
    chosen = [int(by_likes[round(q * (len(by_likes) - 1))]) for q in (0.5, 0.1, 1.0)]
    judges = signals[np.random.default_rng(42).choice(signals.shape[0], 200)]
    config = replace(Linear.defaults, dtype=dtype)
    model, found, refit_s = Linear(config).fit(signals), list[Forgetting](), float("nan")
    for place, person in enumerate(chosen):
        row = signals[person]
        history = History(row.indices.astype(np.int64), row.data.astype(np.float32))
        started = time.perf_counter()
        model.remove_person(history)
        remove_s = time.perf_counter() - started
        scores = model.score_many(judges)
        relative = float("nan")
        if refits is None or place < refits:
            if refits is not None:
                model = Linear(config)  # frees the memory of the one just used, which the refit needs
            without = vstack([signals[:person], signals[person + 1 :]]).tocsr()
            started = time.perf_counter()
            refit = Linear(config).fit(without)
            refit_s = time.perf_counter() - started
            expected = refit.score_many(judges)
            relative = float(np.abs(scores - expected).max() / np.abs(expected).max())
            if refits is not None:
                model = refit
        model.add_person(history)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        found.append(
            Forgetting(signals.shape[1], signals.shape[0], dtype, history.likes, remove_s, refit_s, relative, peak)
        )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--likes", type=float, default=40.0, help="median number of likes of the made-up people")
    parser.add_argument("--dtype", choices=["float32", "float64"], default="float64", help="for the made-up likes")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    arguments = parser.parse_args()
    dataset = load("ml-100k", Settings())
    found = measure(dataset.interactions.signals(dataset.scale), "float64")
    if arguments.items:
        likes = made_up(arguments.items, arguments.people, arguments.likes)
        found += measure(likes, arguments.dtype, refits=1)
    table = [{**asdict(f), "speedup": f.speedup} for f in found]
    if arguments.json:
        worst = max(f.relative for f in found if not np.isnan(f.relative))
        verdict = {"name": "unlearning.relative", "value": worst, "low": worst, "high": worst, "target": 1e-6}
        print(
            json.dumps(
                {
                    "part": "unlearning",
                    "environment": {"python": platform.python_version(), "numpy": np.__version__},
                    "tables": {"unlearning": table},
                    "verdicts": [{**verdict, "pass": worst <= 1e-6}],
                }
            )
        )
        return
    shown = Table(*table[0], title="Forgetting a person", title_justify="left")
    for row in table:
        shown.add_row(*(f"{v:.3g}" if isinstance(v, float) else str(v) for v in row.values()))
    Console(width=140).print(shown)


if __name__ == "__main__":
    main()
