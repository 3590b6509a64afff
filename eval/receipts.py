"""How good and how fast receipts are: `python -m eval.receipts [--people 200] [--top 10] [--json]`.

For people drawn at random, the receipts of their whole first list: the time, how many films a set holds, how far the
picks fall with the set struck, and how many picks no set of five moves. Beside it how large the sets would be if films
were simply taken by contribution, strongest first, instead of searched for.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from dataclasses import asdict, dataclass

import numpy as np

from recsys.explain.receipts import FELT, LARGEST, ReceiptSearch
from recsys.pipeline import Pipeline
from recsys.schema import ItemId, Profile, Receipt, Request
from recsys.settings import Settings
from recsys.workspace import Workspace


@dataclass(frozen=True)
class Figures:
    """What was measured; shares are of all picks."""

    people: int
    picks: int
    with_receipt: float
    """Share of picks that some set of at most LARGEST films moves at all."""
    felt: float
    """Share that falls at least FELT places with its set struck."""
    sizes: dict[int, int]
    """Picks by number of films in the set."""
    median_fall: float
    median_rank_after: float
    felt_by_contribution: float
    """The same as `felt` for sets made of the strongest contributions, grown until the pick falls FELT places."""
    size_by_contribution: float
    """Mean size of those sets, over the picks both explain; `size_searched` is ours on the same picks."""
    size_searched: float
    ms_median: float
    """Milliseconds for a whole list."""
    ms_p95: float
    cpu_ms_median: float
    """The same in processor time, which a busy machine does not lengthen."""
    rankings_median: float
    """Live rankings made for a whole list."""
    seconds: float


def measure(pipeline: Pipeline, people: int = 200, top: int = 10, seed: int = 42) -> Figures:
    started = time.perf_counter()
    dataset = pipeline.dataset
    rng = np.random.default_rng(seed)
    users = rng.choice(dataset.interactions.users, min(people, len(dataset.interactions.users)), replace=False)
    times, cpu, falls, after, rankings = list[float](), list[float](), list[int](), list[int](), list[int]()
    sizes: Counter[int] = Counter()
    pairs = list[tuple[int, int]]()
    picks = explained = felt = felt_simply = 0
    for user in users:
        profile = Profile(str(user), dataset.interactions.profile_opinions(str(user), dataset.scale))
        order = pipeline.order(profile)
        start, cpu_start = time.perf_counter(), time.process_time()
        search = ReceiptSearch(pipeline, profile, Request(), order)
        found = {item: search.find(item) for item in order[:top]}
        times.append(1000 * (time.perf_counter() - start))
        cpu.append(1000 * (time.process_time() - cpu_start))
        rankings.append(search.rankings)
        for item, receipts in found.items():
            picks += 1
            simply = _by_contribution(pipeline, search, profile, item)
            felt_simply += simply is not None
            if not receipts:
                continue
            fall = _fall(receipts[0], len(order))
            explained, felt = explained + 1, felt + (fall >= FELT)
            sizes[len(receipts[0].without)] += 1
            falls.append(fall)
            after.append(receipts[0].rank_before + fall)
            if simply is not None and fall >= FELT:
                pairs.append((len(receipts[0].without), simply))
    return Figures(
        people=len(users),
        picks=picks,
        with_receipt=explained / picks,
        felt=felt / picks,
        sizes=dict(sorted(sizes.items())),
        median_fall=float(np.median(falls)),
        median_rank_after=float(np.median(after)),
        felt_by_contribution=felt_simply / picks,
        size_by_contribution=float(np.mean([simply for _, simply in pairs])),
        size_searched=float(np.mean([ours for ours, _ in pairs])),
        ms_median=float(np.median(times)),
        ms_p95=float(np.percentile(times, 95)),
        cpu_ms_median=float(np.median(cpu)),
        rankings_median=float(np.median(rankings)),
        seconds=time.perf_counter() - started,
    )


def _by_contribution(pipeline: Pipeline, search: ReceiptSearch, profile: Profile, item: ItemId) -> int | None:
    """How many of the strongest films must go before the pick falls far enough; None if LARGEST are too few."""
    history = [p for p in pipeline.parts(profile, item) if p.kind == "history" and p.value > 0]
    strongest = [p.item_id for p in sorted(history, key=lambda p: -p.value)[:LARGEST] if p.item_id]
    before = search.rank(item)
    for size in range(1, len(strongest) + 1):
        after = search.rank(item, frozenset(strongest[:size]))
        if before is not None and _fall(Receipt((), before, after), len(search.order)) >= FELT:
            return size
    return None


def _fall(receipt: Receipt, candidates: int) -> int:
    return (receipt.rank_after or candidates + 1) - receipt.rank_before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--top", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    figures = measure(Workspace.open(Settings(), frozenset()).pipeline, args.people, args.top)
    if args.json:
        print(json.dumps(asdict(figures)))
        return
    for name, value in asdict(figures).items():
        shown = f"{value:.3f}" if isinstance(value, float) else value
        print(f"{name:22} {shown}")


if __name__ == "__main__":
    main()
