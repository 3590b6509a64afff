"""Forgetting a person held against fitting again without them."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_matrix, vstack

from eval.parts import Row
from recsys.models.base import Floats, History, Model, Rows

JUDGES = 200
"""People whose scores and lists are compared."""
LENGTH = 20
PERCENTILES = (0.5, 0.1, 1.0)
"""The people forgotten, by how many likes they have: a usual one, one with few and the one with most."""


def forgetting(model: Model, fresh: Model, signals: csr_matrix, seed: int) -> Iterator[Row]:
    """A row a person: `model`, fitted on (people, items) `signals`, forgets them; `fresh` is fitted without them.

    The error is the largest difference of any score of 200 people relative to the largest score."""
    judges = signals[np.random.default_rng(seed).permutation(signals.shape[0])[:JUDGES]]
    for person in _chosen(signals):
        row = signals[person]
        history = History(row.indices.astype(np.int64), row.data.astype(np.float32))
        wall, cpu = time.perf_counter(), time.process_time()
        model.remove_person(history)
        forget = time.perf_counter() - wall, time.process_time() - cpu
        wall, cpu = time.perf_counter(), time.process_time()
        fresh.fit(vstack([signals[:person], signals[person + 1 :]]).tocsr())
        refit = time.perf_counter() - wall, time.process_time() - cpu
        scores, expected = model.score_many(judges), fresh.score_many(judges)
        largest = float(np.abs(expected).max()) or 1.0
        yield {
            "likes": history.likes,
            "forget s": forget[0],
            "refit s": refit[0],
            "forget CPU s": forget[1],
            "refit CPU s": refit[1],
            "error": float(np.abs(scores - expected).max() / largest),
            "people compared": judges.shape[0],
            "lists that differ": int((_lists(scores, judges) != _lists(expected, judges)).any(axis=1).sum()),
        }
        model.add_person(history)


def _chosen(signals: csr_matrix) -> list[int]:
    liked = np.asarray((signals > 0).sum(axis=1)).ravel()
    by_likes = np.argsort(liked, kind="stable")
    by_likes = by_likes[liked[by_likes] > 0]
    return [int(by_likes[round(q * (len(by_likes) - 1))]) for q in PERCENTILES]


def _lists(scores: Floats, told: csr_matrix) -> Rows:
    """(people, LENGTH) the best items that were not told."""
    scores = np.array(scores, dtype=np.float64)
    scores[told.nonzero()] = -np.inf
    return np.argsort(-scores, axis=1, kind="stable")[:, :LENGTH]
