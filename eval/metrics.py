"""Ranking metrics with binary relevance, one value a person."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from recsys.models.base import Floats, Rows


def top(scores: Floats, k: int, without: csr_matrix | None = None) -> Rows:
    """The k best columns of each row, best first, ties by the lower column; (people, k). `without` marks columns that
    may not be ranked. ValueError if a row has fewer than k others."""
    scores = np.array(scores, dtype=np.float64)
    if without is not None:
        scores[without.nonzero()] = -np.inf
    if (np.isfinite(scores).sum(axis=1) < k).any():
        raise ValueError(f"someone has fewer than {k} items left to rank")
    return np.argsort(-scores, axis=1, kind="stable")[:, :k]


def _hits(ranked: Rows, relevant: csr_matrix) -> npt.NDArray[np.bool_]:
    return np.take_along_axis(np.asarray(relevant.toarray()) > 0, ranked, axis=1)


def _relevant(relevant: csr_matrix) -> npt.NDArray[np.int64]:
    return np.asarray((relevant > 0).sum(axis=1)).ravel().astype(np.int64)


def ndcg(ranked: Rows, relevant: csr_matrix) -> Floats:
    """Discounted gain of the ranked columns over that of the best possible list of their length; (people,)."""
    k = ranked.shape[1]
    discount = 1.0 / np.log2(np.arange(2, k + 2))
    ideal = np.concatenate([[np.nan], np.cumsum(discount)])[np.minimum(_relevant(relevant), k)]
    return (_hits(ranked, relevant) @ discount) / ideal


def recall(ranked: Rows, relevant: csr_matrix) -> Floats:
    """Hits over the most hits possible, min(k, relevant); (people,)."""
    return _hits(ranked, relevant).sum(axis=1) / np.minimum(_relevant(relevant), ranked.shape[1])


def coverage(ranked: Rows, n_items: int) -> float:
    """The share of all items that someone is shown."""
    return len(np.unique(ranked)) / n_items
