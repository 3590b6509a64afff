"""What the people of the data set say of an item, always as anonymous counts."""

from __future__ import annotations

import numpy as np

from recsys.data.interactions import Interactions
from recsys.schema import CoLiked, Crowd, Scale


class CrowdStats:
    """Counts over all people of the data set, by catalogue row.

    Memory: the likes once more, by item (4 bytes each). Both lookups take microseconds.
    """

    def __init__(self, interactions: Interactions, scale: Scale) -> None:
        likes = interactions.likes(scale).tocsc()
        likes.sort_indices()
        self._fans: np.ndarray = likes.indices
        """People who like row i, ascending: `_fans[_start[i] : _start[i + 1]]`."""
        self._start: np.ndarray = likes.indptr
        n_items = likes.shape[1]
        rated = ~np.isnan(interactions.rating)
        item = interactions.item
        self._events = np.bincount(item, minlength=n_items)
        self._rated = np.bincount(item[rated], minlength=n_items)
        self._sum = np.bincount(item[rated], weights=interactions.rating[rated], minlength=n_items)

    def of(self, row: int) -> Crowd:
        """How many people rated and liked the item; for data without ratings every interaction counts, mean None."""
        rated, liked = int(self._rated[row]), len(self._liked_by(row))
        if rated == 0:
            return Crowd(int(self._events[row]), liked, None)
        return Crowd(rated, liked, float(self._sum[row] / rated))

    def co_liked(self, history_row: int, target_row: int) -> CoLiked:
        """Of the people who liked the history item, how many also liked the target."""
        fans = self._liked_by(history_row)
        both = np.intersect1d(fans, self._liked_by(target_row), assume_unique=True)
        return CoLiked(len(both), len(fans))

    def _liked_by(self, row: int) -> np.ndarray:
        return self._fans[self._start[row] : self._start[row + 1]]
