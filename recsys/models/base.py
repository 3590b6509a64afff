"""The protocol every collaborative model follows.

A model sees people as signed histories over catalogue rows and scores every row. The score of a person is
`base(history) + contributions(history).sum(axis=0)`; where `explains == "exact"` this holds to floating point and
striking a film lowers the score by exactly its contribution, the history's length held (`History.without(hold=True)`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, Self, runtime_checkable

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from recsys.schema import WhyRecError

Floats = npt.NDArray[np.floating]
Rows = npt.NDArray[np.int64]
Progress = Callable[[str, float], None]
"""Called with a stage name and the share done, 0 to 1."""
Explains = Literal["exact", "occlusion", "integrated_gradients"]
"""How a model comes by its contributions: they are the score's own terms, or are estimated."""


@dataclass(frozen=True, slots=True)
class History:
    """One person's signals in time order: `rows` (h,) int64 catalogue rows without repeats, `signals` (h,) of +1 like,
    -1 dislike or rejection. Items seen without an opinion are left out."""

    rows: Rows
    signals: npt.NDArray[np.float32]
    held: int | None = None
    """Read as a history of so many likes whatever it holds: what a film's contribution means is that striking it
    changes the score by so much while all that depends on the length (fading base, crossfade) is held."""

    @property
    def likes(self) -> int:
        return int((self.signals > 0).sum())

    @property
    def length(self) -> int:
        """The number of likes a model goes by."""
        return self.likes if self.held is None else self.held

    def without(self, rows: Sequence[int] | Rows, hold: bool = False) -> History:
        """The history with these rows struck; `hold` keeps the length as it was (see `held`)."""
        keep = ~np.isin(self.rows, rows)
        return History(self.rows[keep], self.signals[keep], self.length if hold else self.held)

    @classmethod
    def of(cls, liked: Sequence[int] | Rows, disliked: Sequence[int] | Rows = ()) -> History:
        rows = np.asarray([*liked, *disliked], dtype=np.int64)
        signals = np.asarray([1.0] * len(liked) + [-1.0] * len(disliked), dtype=np.float32)
        return cls(rows, signals)


@runtime_checkable
class Model(Protocol):
    """A collaborative model over `n_items` catalogue rows."""

    name: str
    explains: Explains
    n_items: int

    @property
    def settings(self) -> dict[str, Any]:
        """The hyper-parameters, as JSON."""
        ...

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


def check_signals(signals: csr_matrix) -> csr_matrix:
    """The signals as float csr without stored zeros; WhyRecError if nobody liked anything: nothing can be fitted."""
    checked = csr_matrix(signals, dtype=np.float32, copy=True)
    checked.sum_duplicates()
    checked.eliminate_zeros()
    if not (checked.data > 0).any():
        raise WhyRecError("The data set has no likes at all, so no model can be fitted: check what counts as a like.")
    return checked
