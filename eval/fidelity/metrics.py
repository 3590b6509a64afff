"""What becomes of a recommendation when films are taken from the history in the order an explanation gives.

Everything is computed for all items to explain of one person at once. An order is a (t, h) array of places: where each
film of the history stands in the explanation of each item, 0 for the most explaining. Definitions: `eval/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eval.fidelity.field import Person
from eval.fidelity.rankers import Bools, Ranker
from recsys.models.base import Floats, Rows

STEPS = 10
"""Parts of the history that are taken away one after the other."""
FEW = (1, 2, 3, 4, 5)
"""Removals of the fixed-length form."""
POS, NEG = (1, 5, 10, 20), (20,)
"""Cut-offs of the rank measures."""

Ranks = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Trace:
    """What happens along an order. Arrays go by item (t) and by the number of films taken, `sizes` (k,)."""

    sizes: Rows
    steps: Rows
    """(STEPS + 1,) the sizes of the eleven steps."""
    rank: Ranks
    """(t, k) 1-based rank without the most explaining films, among what the person has not seen."""
    left: Floats
    """(t, k) the score without them."""
    alone: Floats
    """(t, k) the score of them alone."""
    rank_least: Ranks
    """(t, STEPS + 1) rank without the least explaining films, at the steps."""

    def at(self, sizes: Rows) -> Rows:
        """The columns of these sizes; a size past the whole history is the whole history."""
        return np.searchsorted(self.sizes, np.minimum(sizes, self.sizes[-1]))


def places(importance: Floats) -> Rows:
    """(t, h) places from importances, ties by the earlier film."""
    order = np.argsort(-importance, axis=1, kind="stable")
    found = np.empty_like(order)
    np.put_along_axis(found, order, np.arange(order.shape[1])[None, :], axis=1)
    return found


def steps(films: int) -> Rows:
    """How many of so many films are gone at each of the eleven steps."""
    return np.cumsum([0, *(len(part) for part in np.array_split(np.arange(films), STEPS))])


def trace(ranker: Ranker, person: Person, order: Rows, everywhere: bool = False) -> Trace:
    """Take the films away along `order` (t, h): at the eleven steps and the fixed lengths, or after every film."""
    h = len(person.rows)
    at = steps(h)
    few = np.minimum(FEW, h)
    sizes = np.arange(h + 1) if everywhere else np.unique(np.concatenate([at, few]))
    gone = order[:, None, :] < sizes[None, :, None]
    rank, left = _outcome(ranker, person, ~gone)
    least = order[:, None, :] < h - at[None, :, None]
    rank_least, _ = _outcome(ranker, person, least)
    measured = np.searchsorted(sizes, np.unique(np.concatenate([at, few])))
    alone = np.full(left.shape, np.nan)
    alone[:, measured] = _of_targets(ranker, person, gone[:, measured])
    return Trace(sizes, at, rank, left, alone, rank_least)


def _outcome(ranker: Ranker, person: Person, masks: Bools) -> tuple[Ranks, Floats]:
    """Rank and score of each item under its masks (t, k, h); both (t, k)."""
    t, k, h = masks.shape
    raw = ranker.raw(person.rows, masks.reshape(t * k, h))
    ranks = ranked(raw, np.repeat(person.targets, k), person.unseen).reshape(t, k)
    return ranks, _of_targets(ranker, person, masks)


def _of_targets(ranker: Ranker, person: Person, masks: Bools) -> Floats:
    t, k, h = masks.shape
    values = ranker.values(person.rows, masks.reshape(t * k, h), person.targets).reshape(t, k, t)
    return values[np.arange(t), :, np.arange(t)]


def ranked(raw: Floats, targets: Rows, unseen: Bools) -> Ranks:
    """The rank of one target a row of `raw` (m, items) among the unseen; of equals the earlier item is ahead."""
    own = raw[np.arange(len(raw)), targets][:, None]
    earlier = np.arange(raw.shape[1])[None, :] < targets[:, None]
    ahead = (raw > own) | ((raw == own) & earlier)
    return 1 + (ahead & unseen).sum(axis=1)


def eleven(found: Trace) -> dict[str, Floats]:
    """The measures of the field, each the mean over the eleven steps; (t,)."""
    at = found.at(found.steps)
    rank = found.rank[:, at]
    measures = {
        "DEL": found.left[:, at],
        "INS": found.alone[:, at],
        "NDCG": 1.0 / np.log2(rank + 1),
        **{f"POS@{k}": rank <= k for k in POS},
        **{f"NEG@{k}": found.rank_least <= k for k in NEG},
    }
    return {name: np.asarray(values, dtype=np.float64).mean(axis=1) for name, values in measures.items()}


def fixed(found: Trace) -> dict[str, Floats]:
    """The fixed-length form, at each of FEW removals: (t, len(FEW)). DEL and INS are shares of the whole score."""
    at = found.at(np.array(FEW))
    whole = found.left[:, [0]]
    rank = found.rank[:, at]
    return {
        "DEL": found.left[:, at] / whole,
        "INS": found.alone[:, at] / whole,
        "NDCG": 1.0 / np.log2(rank + 1),
        "POS@1": (rank <= 1).astype(np.float64),
        "POS@20": (rank <= 20).astype(np.float64),
    }


def felt(found: Trace) -> dict[str, Floats]:
    """Of an item that is first, for a trace of every size: `flips` (t, len(FEW)), whether it is first no longer within
    so many removals, and `smallest` (t,), how many it takes; one more than the history where all do not do it."""
    fallen = np.asarray(found.rank > 1)
    ever = np.asarray(fallen.any(axis=1))
    smallest = np.where(ever, found.sizes[fallen.argmax(axis=1)], found.sizes[-1] + 1).astype(np.float64)
    flips = ever[:, None] & (smallest[:, None] <= np.array(FEW))
    return {"flips": flips.astype(np.float64), "smallest": smallest}
