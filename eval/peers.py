"""Recommenders to be measured against, in their plain published form."""

from __future__ import annotations

from typing import Self

import numpy as np
from scipy.sparse import csr_matrix, diags_array

from recsys.models.base import Floats


class UserKnn:
    """Cosine user-KNN: an item's score is the sum of the likeness of the nearest people who like it.

    Herlocker et al., "An Algorithmic Framework for Performing Collaborative Filtering" (SIGIR 1999).
    """

    def __init__(self, neighbours: int = 100) -> None:
        self.neighbours = neighbours

    def fit(self, likes: csr_matrix) -> Self:
        self.likes = csr_matrix(likes, dtype=np.float64)
        return self

    def score_many(self, told: csr_matrix) -> Floats:
        """Scores for people with the likes `told`, (people, items); nobody's own length matters."""
        norms = np.sqrt(np.maximum(np.diff(self.likes.indptr), 1))
        likeness = (told @ (diags_array(1.0 / norms) @ self.likes).T).toarray()
        if self.neighbours < likeness.shape[1]:
            least = -np.partition(-likeness, self.neighbours - 1, axis=1)[:, self.neighbours - 1]
            likeness[likeness < least[:, None]] = 0.0
        return likeness @ self.likes
