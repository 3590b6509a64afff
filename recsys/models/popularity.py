"""Popularity: the same order for everyone, the number of likes. The floor every other model must beat."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

import numpy as np
from scipy.sparse import csr_matrix

from recsys.models import storage
from recsys.models.base import Explains, Floats, History, Progress, Rows, check_signals
from recsys.schema import WhyRecError


class Popularity:
    """Score = likes / likes of the most liked item, in [0, 1]; nothing in a history changes it."""

    name = "popularity"
    explains: Explains = "exact"

    def __init__(self) -> None:
        self.n_items = 0
        self.settings: dict[str, Any] = {}
        self.likes: Floats = np.zeros(0)

    def fit(self, signals: csr_matrix, progress: Progress | None = None) -> Self:
        signals = check_signals(signals)
        self.n_items = signals.shape[1]
        self.likes = np.asarray((signals > 0).sum(axis=0), dtype=np.float64).ravel()
        if progress:
            progress("counting likes", 1.0)
        return self

    def score(self, history: History) -> Floats:
        return self.base(history)

    def score_many(self, signals: csr_matrix) -> Floats:
        return np.tile(self.base(History.of([])), (signals.shape[0], 1))

    def base(self, history: History) -> Floats:
        return self.likes / max(self.likes.max(initial=0.0), 1.0)

    def contributions(self, history: History, targets: Rows) -> Floats:
        return np.zeros((len(history.rows), len(targets)))

    def item_vectors(self) -> Floats:
        return np.ascontiguousarray(self.base(History.of([]))[:, None], dtype=np.float32)

    def person_vector(self, history: History) -> Floats:
        return np.ones(1, dtype=np.float32)

    def add_person(self, history: History) -> None:
        self.likes[history.rows[history.signals > 0]] += 1.0

    def remove_person(self, history: History) -> None:
        liked = history.rows[history.signals > 0]
        if (self.likes[liked] < 1.0).any():
            raise WhyRecError("This person is not in the fitted model, so they cannot be removed from it.")
        self.likes[liked] -= 1.0

    def save(self, folder: Path) -> None:
        storage.write(folder, self.name, self.settings, {"likes": self.likes})

    @classmethod
    def load(cls, folder: Path) -> Self:
        _, arrays = storage.read(folder, cls.name)
        model = cls()
        model.likes = arrays["likes"]
        model.n_items = len(model.likes)
        return model
