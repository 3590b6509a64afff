"""The taste quiz: a few well-known, telling and different items for a person nothing is known of."""

from __future__ import annotations

import numpy as np

from recsys.data.dataset import Dataset
from recsys.schema import Item, Profile

POOL = 150
"""Only the most rated are asked about: a question about something never seen tells nothing."""

ERA = 10
"""Years apart at which two items count as of different times."""


def choose(dataset: Dataset, profile: Profile, count: int = 6) -> list[Item]:
    """Items whose answers tell most: known to many, liked by some and not by others, unlike one another.

    Greedy: each next item has the largest (chance of being known) × (entropy of being liked) × (1 - its closest
    likeness to those chosen), likeness being the cosine of who liked them, and less so shared genres and nearness in
    time. Items the person has an opinion of are left out. Fewer than `count` only if the catalogue is that small.
    """
    interactions, catalog = dataset.interactions, dataset.catalog
    n = len(catalog)
    counts = np.bincount(np.asarray(interactions.item), minlength=n).astype(np.float64)
    likes = interactions.likes(dataset.scale)
    liked = np.asarray(likes.sum(axis=0)).ravel().astype(np.float64)
    open_rows = np.array([item.id not in profile.excluded for item in catalog.items])
    pool = [int(row) for row in np.argsort(-counts, kind="stable") if open_rows[row]][:POOL]
    if not pool:
        return []
    share = (liked[pool] + 1) / (counts[pool] + 2)
    entropy = -(share * np.log2(share) + (1 - share) * np.log2(1 - share))
    known = counts[pool] / max(counts[pool].max(), 1.0)
    worth = known * entropy
    vectors = likes[:, pool].toarray().astype(np.float64)
    norms = np.linalg.norm(vectors, axis=0)
    alike = (vectors.T @ vectors) / np.maximum(np.outer(norms, norms), 1e-9)
    genres = [frozenset(catalog.items[row].genres) for row in pool]
    years = catalog.years[pool].astype(int)
    chosen: list[int] = []
    while len(chosen) < min(count, len(pool)):
        left = [p for p in range(len(pool)) if p not in chosen]
        gains = []
        for p in left:
            near = max((alike[p, c] for c in chosen), default=0.0)
            shared = max((len(genres[p] & genres[c]) / max(len(genres[p] | genres[c]), 1) for c in chosen), default=0.0)
            era = max((1 - min(abs(years[p] - years[c]) / ERA, 1) for c in chosen), default=0.0)
            gains.append(worth[p] * (1 - near) * (1 - 0.5 * shared) * (1 - 0.6 * era))
        chosen.append(left[int(np.argmax(gains))])
    return [catalog.items[pool[p]] for p in chosen]
