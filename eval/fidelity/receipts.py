"""What receipts are worth to the person who reads them, on the live pipeline with everything it does.

For people drawn at random, the receipts of their whole first list: whether they come true when the list is made anew
without the films, by the pipeline and by the scores of the whole catalogue; how many films a set holds, how far the
picks fall; and how large sets are when films are simply taken by contribution, strongest first.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from eval.fidelity.tables import apart, interval, means
from eval.fidelity.units import Values, code
from eval.parts import Context, Estimate, Row, bootstrap, proportion
from recsys.explain.receipts import FELT, LARGEST, ReceiptSearch
from recsys.pipeline import Pipeline
from recsys.schema import ItemId, Profile, Receipt, Request

TOP = 10
"""Picks a person."""


def people(context: Context, count: int) -> list[Values]:
    """What is measured of the list of each of `count` people."""
    pipeline = context.engine.pipeline
    dataset, kept = pipeline.dataset, context.kept("fidelity-receipts")
    users = dataset.interactions.users
    drawn = np.random.default_rng(context.seed).permutation(len(users))[:count]
    about = (dataset.fingerprint, context.settings.model, context.settings.candidates, code())
    found = []
    for n, code_ in enumerate(drawn):
        context.tell("Receipts", n / len(drawn))
        user = users[code_]
        profile = Profile(user, dataset.interactions.profile_opinions(user, dataset.scale))
        found.append(kept.once((*about, user), lambda profile=profile: of_person(pipeline, profile)))  # type: ignore[misc]
    context.tell("Receipts", 1.0)
    return found


def of_person(pipeline: Pipeline, profile: Profile) -> Values:
    """The receipts of one person's first list: `picks`, and what they cost."""
    order = pipeline.order(profile)
    wall, cpu = time.perf_counter(), time.process_time()
    search = ReceiptSearch(pipeline, profile, Request(), order)
    found = {item: search.find(item) for item in order[:TOP]}
    cost = {"ms": 1000 * (time.perf_counter() - wall), "cpu ms": 1000 * (time.process_time() - cpu)}
    rankings = search.rankings
    picks = [_pick(pipeline, profile, search, item, receipts) for item, receipts in found.items()]
    return {"picks": picks, **cost, "rankings": rankings}


def _pick(
    pipeline: Pipeline, profile: Profile, search: ReceiptSearch, item: ItemId, receipts: Sequence[Receipt]
) -> dict[str, Any]:
    candidates = len(search.order)
    simply = _by_contribution(pipeline, search, profile, item)
    if not receipts:
        return {"size": None, "fall": 0, "true": [], "everywhere": None, "by contribution": simply}
    first = receipts[0]
    return {
        "size": len(first.without),
        "fall": _fall(first, candidates),
        "true": [_came_true(pipeline, profile, item, receipt) for receipt in receipts],
        "everywhere": _true_everywhere(pipeline, profile, item, first),
        "by contribution": simply,
    }


def _came_true(pipeline: Pipeline, profile: Profile, item: ItemId, receipt: Receipt) -> bool:
    """Whether a list made anew without the films has the item where the receipt says."""
    without = pipeline.run(profile.without(receipt.without), Request(), TOP)
    return without.rank(item) == receipt.rank_after


def _true_everywhere(pipeline: Pipeline, profile: Profile, item: ItemId, receipt: Receipt) -> bool:
    """Whether the item falls as far by the scores of all that could be recommended, retrieval left out."""
    scores = np.asarray(pipeline.scores_all(profile.without(receipt.without)), dtype=np.float64).copy()
    scores[pipeline.catalog.rows(profile.excluded)] = -np.inf
    rank = 1 + int((scores > scores[pipeline.catalog.row(item)]).sum())
    return rank == receipt.rank_after if receipt.rank_after is not None else rank > pipeline.candidates


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


# The figures


def table(found: Sequence[Values]) -> list[Row]:
    """One row a figure."""
    picks = [pick for person in found for pick in person["picks"]]
    told = [pick for pick in picks if pick["size"] is not None]
    sizes = [float(pick["size"]) for pick in told]
    both = _both(picks)
    rows = [
        ("picks with a receipt", _share([pick["size"] is not None for pick in picks])),
        (f"picks that fall {FELT} places or more", felt(found)),
        ("the same, films taken by contribution", _share([pick["by contribution"] is not None for pick in picks])),
        ("receipts that came true", came_true(found)),
        ("the same by the whole catalogue", _share([bool(pick["everywhere"]) for pick in told])),
        ("sets of one film", _share([size == 1 for size in sizes])),
        ("films in a set, mean", means(sizes)[0]),
        ("films in a set, median", bootstrap(sizes, np.median)),
        ("films by contribution, mean over the picks both move", means([theirs for _, theirs in both])[0]),
        ("films in a set, mean over the same", means([ours for ours, _ in both])[0]),
        ("places a pick falls, median", bootstrap([float(pick["fall"]) for pick in told], np.median)),
        ("ms a list, median", bootstrap([person["ms"] for person in found], np.median)),
        ("CPU ms a list, median", bootstrap([person["cpu ms"] for person in found], np.median)),
        ("live rankings a list, median", bootstrap([float(person["rankings"]) for person in found], np.median)),
    ]
    return [{"figure": name, "people": len(found), "picks": len(picks), **interval("value", v)} for name, v in rows]


def came_true(found: Sequence[Values]) -> Estimate:
    """The share of all receipts, of sets and of single films, that came true."""
    return _share([true for person in found for pick in person["picks"] for true in pick["true"]])


def felt(found: Sequence[Values]) -> Estimate:
    """The share of picks that fall far enough to be felt with their set struck."""
    return _share([pick["fall"] >= FELT for person in found for pick in person["picks"]])


def size_saved(found: Sequence[Values]) -> Estimate:
    """How many films more a set by contribution holds than a searched one, over the picks both move."""
    both = _both([pick for person in found for pick in person["picks"]])
    return apart([theirs for _, theirs in both], [ours for ours, _ in both])


def _both(picks: Sequence[dict[str, Any]]) -> list[tuple[float, float]]:
    return [
        (float(pick["size"]), float(pick["by contribution"]))
        for pick in picks
        if pick["fall"] >= FELT and pick["by contribution"] is not None
    ]


def _share(hits: Sequence[bool]) -> Estimate:
    return proportion(sum(hits), len(hits))
