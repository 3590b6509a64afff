"""The protocol every collaborative model follows.

A model sees people as signed histories over catalogue rows and scores every row. The score of a person is
`base(history) + contributions(history).sum(axis=0)`; where `explains == "exact"` this holds to floating point and
striking a film from the history lowers the score by exactly its contribution, the base held fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, Self, runtime_checkable

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.floating]
Rows = npt.NDArray[np.int64]
Progress = Callable[[str, float], None]
"""Called with a stage name and the share done, 0 to 1."""


@dataclass(frozen=True, slots=True)
class History:
    """One person's signals in time order: `rows` (h,) int64 catalogue rows without repeats, `signals` (h,) of +1 like,
    -1 dislike or rejection. Items seen without an opinion are left out."""

    rows: Rows
    signals: npt.NDArray[np.float32]

    @property
    def likes(self) -> int:
        return int((self.signals > 0).sum())

    def without(self, rows: Sequence[int] | Rows) -> History:
        keep = ~np.isin(self.rows, rows)
        return History(self.rows[keep], self.signals[keep])

    @classmethod
    def of(cls, liked: Sequence[int], disliked: Sequence[int] = ()) -> History:
        rows = np.asarray([*liked, *disliked], dtype=np.int64)
        signals = np.asarray([1.0] * len(liked) + [-1.0] * len(disliked), dtype=np.float32)
        return cls(rows, signals)


@runtime_checkable
class Model(Protocol):
    """A collaborative model over `n_items` catalogue rows."""

    name: str
    explains: Literal["exact", "occlusion", "integrated_gradients"]
    n_items: int

    def fit(self, signals: csr_matrix, progress: Progress | None = None) -> Self:
        """Fit on (people, n_items) signals of +1/-1, one row a person."""
        ...

    def score(self, history: History) -> Floats:
        """Scores of every row, shape (n_items,). An empty history gives the base alone."""
        ...

    def base(self, history: History) -> Floats:
        """The part of the score no single film causes (fading popularity), shape (n_items,)."""
        ...

    def contributions(self, history: History, targets: Rows) -> Floats:
        """What each history item adds to each target's score, shape (len(history.rows), len(targets))."""
        ...

    def score_many(self, signals: csr_matrix) -> Floats:
        """Scores of a batch of people, shape (people, n_items)."""
        ...

    def item_vectors(self) -> Floats:
        """One vector a row, shape (n_items, d), C-contiguous float32, for the retriever's collaborative block."""
        ...

    def person_vector(self, history: History) -> Floats:
        """The person in the same space, shape (d,): its inner product with an item vector approximates `score`."""
        ...

    def add_person(self, history: History) -> None: ...

    def remove_person(self, history: History) -> None:
        """Forget a person of the fit exactly, as if refitted without them. The history must be the one fitted."""
        ...

    def save(self, folder: Path) -> None: ...

    @classmethod
    def load(cls, folder: Path) -> Self: ...
