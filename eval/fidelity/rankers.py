"""Recommenders as the deletion metrics need them: what each score is when only some films of a history are known."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Literal

import numpy as np
import numpy.typing as npt
import torch
from scipy.sparse import csr_matrix
from scipy.special import expit

from recsys.models.base import Explains, Floats, History, Model, Rows
from recsys.models.linear import Linear

Bools = npt.NDArray[np.bool_]

Kind = Literal["linear", "linear at a given length", "network"]
ANY_LENGTH, ONE = 10**9, 1
"""Lengths at which the two parts of a crossfading model are read off."""
CHUNK = 2048
"""Rows of a (rows, items) array scored at a time."""


class Ranker(ABC):
    """A fitted recommender over `n_items` columns."""

    name: str
    kind: Kind
    n_items: int
    explains: Explains | None = None
    """How it comes by contributions of its own; None if it has none."""
    gradient = False
    """Whether `chosen` can be asked."""

    @abstractmethod
    def raw(self, rows: Rows, masks: Bools, columns: Rows | None = None) -> Floats:
        """What it ranks `columns` (all by default) by, shape (m, columns), for a person who liked `rows` (h,) but of
        whom only `masks` (m, h) is known, one reading a row."""

    def values(self, rows: Rows, masks: Bools, columns: Rows) -> Floats:
        """Its scores as the field measures them, a monotone function of `raw`; shape (m, columns)."""
        return self.raw(rows, masks, columns)

    def contributions(self, rows: Rows, targets: Rows) -> Floats:
        """Its own contributions, shape (h, targets), if it has any."""
        raise NotImplementedError(f"{self.name} has no contributions of its own")

    def chosen(self, x: torch.Tensor, items: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        """The score of one item a row, shape (b,), differentiable in the histories `x` (b, items), which count as
        `lengths` (b,) likes."""
        raise NotImplementedError(f"{self.name} has no gradient")


class Additive(Ranker):
    """`link(Σ weights[j] + base)`: matrix factorisation, EASE, and models whose weights depend on the length alone.

    The weights at a length n are `(1-m)·far + m·near`, with m = 1/(1 + (n/crossover)³).
    """

    explains = "exact"
    gradient = True

    def __init__(
        self,
        name: str,
        far: Floats,
        base: Floats,
        near: Floats | None = None,
        crossover: float = 0.0,
        fades: bool = False,
        sigmoid: bool = False,
    ) -> None:
        """`far`, `near` (items, items): row j is what liking j adds; `base` (items,) is divided by the length if it
        `fades`."""
        self.name, self.far, self.near = name, far, near
        self.base, self.fades, self.crossover, self.sigmoid = base, fades, crossover, sigmoid
        self.n_items = far.shape[0]
        self.kind = "linear" if near is None else "linear at a given length"

    def share(self, lengths: Floats) -> Floats:
        """m for each length."""
        if self.near is None:
            return np.zeros(len(lengths))
        return 1.0 / (1.0 + (np.maximum(lengths, 1) / self.crossover) ** 3)

    def raw(self, rows: Rows, masks: Bools, columns: Rows | None = None) -> Floats:
        known = masks.astype(self.far.dtype)
        n = known.sum(axis=1)
        to = slice(None) if columns is None else columns
        scores = known @ self.far[rows][:, to]
        if self.near is not None:
            m = self.share(n)[:, None]
            scores = (1 - m) * scores + m * (known @ self.near[rows][:, to])
        return scores + self.base[to] / (np.maximum(n, 1)[:, None] if self.fades else 1.0)

    def values(self, rows: Rows, masks: Bools, columns: Rows) -> Floats:
        raw = self.raw(rows, masks, columns)
        return expit(raw) if self.sigmoid else raw

    def contributions(self, rows: Rows, targets: Rows) -> Floats:
        far = self.far[np.ix_(rows, targets)]
        if self.near is None:
            return far
        m = self.share(np.array([len(rows)]))[0]
        return (1 - m) * far + m * self.near[np.ix_(rows, targets)]

    def chosen(self, x: torch.Tensor, items: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        weights = torch.from_numpy(self.far)[:, items].T
        if self.near is not None:
            m = torch.from_numpy(self.share(lengths.numpy()))[:, None]
            weights = (1 - m) * weights + m * torch.from_numpy(self.near)[:, items].T
        base = torch.from_numpy(self.base)[items]
        raw = (x * weights).sum(dim=1) + (base / lengths.clamp(min=1) if self.fades else base)
        return torch.sigmoid(raw) if self.sigmoid else raw


class Opaque(Ranker):
    """Any model of `recsys.models` by its public face."""

    kind = "network"

    def __init__(self, model: Model) -> None:
        self.name, self.model, self.n_items, self.explains = model.name, model, model.n_items, model.explains

    def raw(self, rows: Rows, masks: Bools, columns: Rows | None = None) -> Floats:
        found = []
        for start in range(0, len(masks), CHUNK):
            known = masks[start : start + CHUNK]
            ends = np.concatenate([[0], np.cumsum(known.sum(axis=1))])
            columns_known = np.broadcast_to(rows, known.shape)[known]
            likes = csr_matrix(
                (np.ones(len(columns_known), np.float32), columns_known, ends), (len(known), self.n_items)
            )
            scores = np.asarray(self.model.score_many(likes), dtype=np.float64)
            found.append(scores if columns is None else scores[:, columns])
        return np.concatenate(found)

    def contributions(self, rows: Rows, targets: Rows) -> Floats:
        return np.asarray(self.model.contributions(History.of(rows), targets), dtype=np.float64)


def ranker_of(model: Model) -> Ranker:
    """A fitted model of ours as a ranker, in closed form where its score is a sum."""
    if not isinstance(model, Linear):
        return Opaque(model)
    items, crossover = np.arange(model.n_items), model.config.crossover
    everything = History.of(items)
    far = model.contributions(History(items, everything.signals, ANY_LENGTH), items)
    near = None
    if crossover:
        m = 1.0 / (1.0 + (ONE / crossover) ** 3)
        near = (model.contributions(History(items, everything.signals, ONE), items) - (1 - m) * far) / m
    base = np.asarray(model.base(History.of([])), dtype=np.float64)
    return Additive(model.name, far, base, near, crossover, fades=True)
