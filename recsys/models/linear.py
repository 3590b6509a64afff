"""EASE and EDLAE: item-to-item weights in closed form, whose score is a plain sum over the history.

Steck, "Embarrassingly Shallow Autoencoders for Sparse Data" (WWW 2019) and "Autoencoders that don't overfit towards
the Identity" (NeurIPS 2020). With X the (people, items) likes, W the people's weights, p the dropout, λ the ridge,

    G = XᵀWX,   C = (G + p/(1-p)·diag(G) + λI)⁻¹,   B = (I - C·diag(1/diag(C)))·D,   P = diag(1/(diag(G) + shrink))·G

where D = diag(popularity^-discount), B has a zero diagonal and P is taken without its own. B explains items away
against each other, which is right for long histories; P, "of those who liked j, how many like i", is right for one to
five likes. The score crossfades:

    score = (1-m)·x⁺·B + m·x⁺·P - dislike·x⁻·B + base/n,   m = 1/(1 + (n/crossover)³),   n = likes in the history

with x⁺ the likes and x⁻ the dislikes. Given n it is linear, so contributions are the score's own terms. Adding or
removing a person changes G only between the items they liked, hence C by a low-rank (Woodbury) update, exactly.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np
from scipy.linalg import lapack
from scipy.sparse import csr_matrix, diags_array
from scipy.sparse.linalg import LinearOperator, svds

from recsys.models import storage
from recsys.models.base import Explains, Floats, History, Progress, Rows, check_signals
from recsys.schema import WhyRecError

BLOCK = 1024
"""Rows handled at a time where a further (items, items) array would otherwise be made."""


@dataclass(frozen=True, slots=True)
class LinearConfig:
    """Hyper-parameters, chosen on validation people by the mean NDCG@20 with 1, 3, 5 and all likes told; what they
    reach on test people: `whyrec eval ranking`."""

    ridge: float = 10.0
    """λ, in weighted likes: how much evidence a weight of B needs."""
    dropout: float = 0.75
    """p: the share of a history hidden in training, so that the weights learn to work from part of it; 0 is EASE."""
    temper: float = 0.6
    """A person with n likes weighs n^-temper in the fit: those who like everything say little about each pair."""
    discount: float = 0.15
    """Power of an item's popularity (1 for the most liked) that B's scores of it are divided by."""
    crossover: float = 2.0
    """Number of likes at which B and P count equally; 0 leaves P out."""
    shrink: float = 1.0
    """Weighted likes added to a history item's own before P divides by them."""
    base: float = 0.03
    """What popularity gives the most liked item for a person with at most one like; it fades as 1/n."""
    dislike: float = 0.25
    """Strength of a dislike in B against a like's 1, at every length. P ignores dislikes: it cannot tell disliking from
    watching. Shows a twelfth fewer disliked films than 0 does for up to 2% of NDCG@20 (`whyrec eval dialogue`)."""
    factors: int = 32
    """Rank of B and of P in the vectors made for the retriever."""
    dtype: Literal["float32", "float64"] = "float64"
    """float64 makes removal exact to about 1e-14; float32 halves the memory."""


class Linear:
    """The linear autoencoder over likes. Memory: two (items, items) matrices, 45 MB together at 1,682 items and 6.4 GB
    at 20,000 in float64. Fit costs O(items³); a person is scored in O(|history| · items)."""

    name = "edlae"
    explains: Explains = "exact"
    defaults = LinearConfig()

    def __init__(self, config: LinearConfig | None = None) -> None:
        self.config = config or self.defaults
        self.n_items = 0
        self.inverse: Floats = np.zeros((0, 0))
        """C, shape (items, items), symmetric, C-contiguous."""
        self.pairs: Floats | None = None
        """G, shape (items, items), kept for P; None when the crossover is 0."""
        self.mass: Floats = np.zeros(0)
        """Weighted likes of each row, the diagonal of G."""
        self._own: Floats = np.zeros(0)
        """D: what the discount multiplies B's scores of each item by."""
        self._across: Floats = np.zeros(0)
        """D / diag(C): row j of B is -C[j] times this, with a zero at j."""
        self._vectors: tuple[Floats, Floats] | None = None

    @property
    def settings(self) -> dict[str, Any]:
        return asdict(self.config)

    def fit(self, signals: csr_matrix, progress: Progress | None = None) -> Self:
        say = progress or (lambda stage, share: None)
        liked = (check_signals(signals) > 0).astype(self.config.dtype)
        self.n_items = liked.shape[1]
        say("counting pairs", 0.0)
        weights = np.maximum(np.asarray(liked.sum(axis=1)).ravel(), 1.0) ** -self.config.temper
        weighted = csr_matrix(diags_array(weights.astype(self.config.dtype)) @ liked).T.tocsr()
        gram = np.empty((self.n_items, self.n_items), self.config.dtype)
        for start in range(0, self.n_items, BLOCK):
            gram[start : start + BLOCK] = (weighted[start : start + BLOCK] @ liked).toarray()
        self.mass = gram.diagonal().astype(np.float64)
        self.pairs = gram.copy() if self.config.crossover else None
        say("inverting", 0.2)
        gram[np.diag_indices(self.n_items)] += self._penalty * self.mass + self.config.ridge
        self.inverse = _invert(gram)
        self._refresh()
        say("fitted", 1.0)
        return self

    def _refresh(self) -> None:
        """Make anew what is computed from `inverse` and `mass`."""
        popularity = self.mass / (self.mass.max(initial=0.0) or 1.0)
        self._own = np.maximum(popularity, 1e-6) ** -self.config.discount
        self._across = self._own / self.inverse.diagonal()
        self._vectors = None

    @property
    def _penalty(self) -> float:
        return self.config.dropout / (1.0 - self.config.dropout)

    def _coefficients(self, rows: Rows, signals: Floats, likes: Floats) -> tuple[Floats, Floats]:
        """Factors of the rows of B and of G in the score, for signals of people with so many `likes`; all (h,)."""
        share = 1.0 / (1.0 + (np.maximum(likes, 1) / self.config.crossover) ** 3) if self.config.crossover else 0.0
        heard = np.where(signals < 0, self.config.dislike, 1.0 - share) * signals
        return heard, share * np.maximum(signals, 0.0) / (self.mass[rows] + self.config.shrink)

    def _of(self, history: History) -> tuple[Floats, Floats]:
        signals = history.signals.astype(np.float64)
        b, g = self._coefficients(history.rows, signals, np.asarray(float(history.length)))
        return b.astype(self.inverse.dtype), g.astype(self.inverse.dtype)

    def score(self, history: History) -> Floats:
        rows = history.rows
        b, g = self._of(history)
        scores = -(b @ self.inverse[rows]) * self._across
        scores[rows] += b * self._own[rows]  # the diagonal of B is 0
        if self.pairs is not None:
            scores += g @ self.pairs[rows]
            scores[rows] -= g * self.pairs[rows, rows]
        return scores + self.base(history)

    def score_many(self, signals: csr_matrix) -> Floats:
        x = csr_matrix(signals, dtype=np.float64)
        likes = np.asarray((x > 0).sum(axis=1)).ravel()
        b, g = self._coefficients(x.indices, x.data, np.repeat(likes, np.diff(x.indptr)))
        through_b = csr_matrix((b.astype(self.inverse.dtype), x.indices, x.indptr), x.shape)
        scores = -(through_b @ self.inverse) * self._across + through_b.toarray() * self._own
        if self.pairs is not None:
            through_g = csr_matrix((g.astype(self.inverse.dtype), x.indices, x.indptr), x.shape)
            scores += through_g @ self.pairs - through_g.multiply(self.pairs.diagonal()).toarray()
        return scores + self._popularity() / np.maximum(likes, 1)[:, None]

    def base(self, history: History) -> Floats:
        return self._popularity() / max(history.length, 1)

    def _popularity(self) -> Floats:
        return self.config.base * self.mass / (self.mass.max(initial=0.0) or 1.0)

    def contributions(self, history: History, targets: Rows) -> Floats:
        b, g = self._of(history)
        rows = history.rows[:, None]
        parts = -b[:, None] * self.inverse[rows, targets] * self._across[targets]
        if self.pairs is not None:
            parts += g[:, None] * self.pairs[rows, targets]
        parts[rows == targets] = 0.0
        return parts

    def item_vectors(self) -> Floats:
        return self._factorised()[1]

    def person_vector(self, history: History) -> Floats:
        sources = self._factorised()[0][:, history.rows]
        folded = np.concatenate([c @ s for c, s in zip(self._of(history), sources, strict=False)])
        return np.append(folded, 1.0 / max(history.length, 1)).astype(np.float32)

    def _factorised(self) -> tuple[Floats, Floats]:
        """Low-rank B and G: `sources` (1 or 2, items, k) fold a history in, `targets` (items, d) are the item vectors,
        whose last dimension is the base. Made when first asked for, again after a person came or went."""
        if self._vectors is None:
            n, own, across = self.n_items, self._own, self._across
            b = LinearOperator(
                (n, n),
                matvec=lambda v: own * np.ravel(v) - self.inverse @ (across * np.ravel(v)),
                rmatvec=lambda v: own * np.ravel(v) - across * (self.inverse @ np.ravel(v)),
                dtype=self.inverse.dtype,
            )
            found = [_low_rank(b, self.config.factors)]
            if self.pairs is not None:
                # Rows of G weigh 1 / (mass + shrink) in a score, so that is where its accuracy matters.
                pairs, self_pairs, scale = self.pairs, self.pairs.diagonal(), self.mass + self.config.shrink
                p = LinearOperator(
                    (n, n),
                    matvec=lambda v: (pairs @ np.ravel(v) - self_pairs * np.ravel(v)) / scale,
                    rmatvec=lambda v: pairs @ (np.ravel(v) / scale) - self_pairs * (np.ravel(v) / scale),
                    dtype=self.inverse.dtype,
                )
                left, right = _low_rank(p, self.config.factors)
                found.append((left * scale[:, None], right))
            self._vectors = (
                np.stack([left for left, _ in found]).astype(np.float32, order="C"),
                np.column_stack([*(right for _, right in found), self._popularity()]).astype(np.float32, order="C"),
            )
        return self._vectors

    def add_person(self, history: History) -> None:
        """Learn a person's likes exactly, as if they had been in the fit."""
        self._move(history, +1.0)

    def remove_person(self, history: History) -> None:
        """Forget a fitted person exactly; `history` must be the one they were fitted (or added) with."""
        self._move(history, -1.0)

    def _move(self, history: History, sign: float) -> None:
        """On the liked rows S the penalised G changes by M = ±w·(11ᵀ + p/(1-p)·I), so by Woodbury C changes by
        -C[:,S] (I + M·C[S,S])⁻¹ M C[S,:]. Cost O(|S| · items²), no further (items, items) array."""
        rows = history.rows[history.signals > 0]
        if not len(rows):
            return
        change = sign * len(rows) ** -self.config.temper
        if (self.mass[rows] + change < -1e-6).any():
            raise WhyRecError("This person is not in the fitted model, so they cannot be removed from it.")
        moved = change * (np.ones((len(rows), len(rows))) + self._penalty * np.eye(len(rows)))
        columns = self.inverse[rows]
        core = np.linalg.solve(np.eye(len(rows)) + moved @ columns[:, rows], moved)
        step = ((core + core.T) / 2).astype(self.inverse.dtype) @ columns
        for start in range(0, self.n_items, BLOCK):
            self.inverse[start : start + BLOCK, start:] -= columns[:, start : start + BLOCK].T @ step[:, start:]
        _mirror(self.inverse)  # else rounding would leave the rows of whoever left uneven, and so tell who it was
        if self.pairs is not None:
            self.pairs[np.ix_(rows, rows)] += change
        self.mass[rows] += change
        self._refresh()

    def save(self, folder: Path) -> None:
        sources, targets = self._factorised()
        arrays = {"inverse": self.inverse, "mass": self.mass, "sources": sources, "targets": targets}
        if self.pairs is not None:
            arrays["pairs"] = self.pairs
        storage.write(folder, self.name, self.settings, arrays)

    @classmethod
    def load(cls, folder: Path) -> Self:
        settings, arrays = storage.read(folder, cls.name)
        model = cls(LinearConfig(**settings))
        model.inverse, model.mass, model.pairs = arrays["inverse"], arrays["mass"], arrays.get("pairs")
        model.n_items = len(model.mass)
        model._refresh()
        model._vectors = arrays["sources"], arrays["targets"]
        return model


class Ease(Linear):
    """EASE as published, with a breath of popularity so that an empty history has an order. Best with long histories,
    worse than popularity with one like."""

    name = "ease"
    defaults = replace(LinearConfig(), ridge=300.0, dropout=0.0, temper=0.0, discount=0.0, crossover=0.0, base=0.001)


def _low_rank(weights: LinearOperator, rank: int) -> tuple[Floats, Floats]:
    """The best rank-k factors (n, k) of an (n, n) operator, weights ≈ left @ right.T, always from the same start."""
    n = weights.shape[0]
    if n <= 2 * rank:  # Lanczos needs fewer vectors than there are; so few are quick in full
        left, singular, right = np.linalg.svd(weights @ np.eye(n))
        left, singular, right = left[:, :rank], singular[:rank], right[:rank]
    else:
        left, singular, right = svds(weights, k=rank, v0=np.ones(n, weights.dtype))
    root = np.sqrt(singular)
    return left * root, right.T * root


def _invert(gram: Floats) -> Floats:
    """Inverse of a symmetric positive definite C-contiguous matrix, in its own memory (LAPACK potrf + potri)."""
    potrf, potri = lapack.get_lapack_funcs(("potrf", "potri"), (gram,))
    factor, failed = potrf(gram.T, lower=1, overwrite_a=1, clean=0)
    if failed:
        raise WhyRecError("The model cannot be fitted: its penalty is too small for this data; raise the ridge.")
    inverse, _ = potri(factor, lower=1, overwrite_c=1)
    full: Floats = inverse.T  # what Fortran order calls the lower triangle is the upper one here
    _mirror(full)
    return full


def _mirror(matrix: Floats) -> None:
    """Make a square matrix symmetric, by its upper triangle."""
    for start in range(0, len(matrix), BLOCK):
        stop = start + BLOCK
        matrix[stop:, start:stop] = matrix[start:stop, stop:].T
        corner = matrix[start:stop, start:stop]
        corner[:] = np.triu(corner) + np.triu(corner, 1).T
