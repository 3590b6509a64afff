"""Maximum inner product search over the item vectors, by FAISS: exact while that is fast, approximate above."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from recsys.models.base import Rows

Vectors = npt.NDArray[np.float32]
Kind = Literal["exact", "hnsw", "ivfpq"]

EXACT_BELOW = 50_000
"""Items up to which every search compares with all of them (about 10 ms at 50,000 × 450 on one core)."""
HNSW_BELOW = 1_000_000
"""Items up to which a graph of the full vectors is kept; above, they are compressed."""
GATHER_BELOW = 5_000
"""Allowed items up to which they are compared one by one, whatever the index: exact, and faster than a filter."""


def kind_for(n_items: int) -> Kind:
    if n_items < EXACT_BELOW:
        return "exact"
    return "hnsw" if n_items < HNSW_BELOW else "ivfpq"


class Index:
    """Searches `vectors` (n_items, d) float32. Memory: the vectors, and for hnsw and ivfpq FAISS's own copy."""

    def __init__(self, vectors: Vectors, kind: Kind | None = None) -> None:
        self.vectors: Vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        self.kind: Kind = kind or kind_for(len(vectors))
        self._index = _build(self.vectors, self.kind)

    def search(
        self, query: Vectors, k: int, allowed: npt.NDArray[np.bool_] | None = None
    ) -> tuple[Rows, npt.NDArray[np.float32]]:
        """The `k` best rows and their inner products, best first; fewer when fewer are allowed."""
        rows = None if allowed is None else np.flatnonzero(allowed)
        if rows is not None and len(rows) <= max(k, GATHER_BELOW):
            return _gather(self.vectors, query, rows, k)
        faiss = _faiss()
        k = min(k, len(self.vectors))
        options = self._options(k, None if allowed is None else faiss.IDSelectorBitmap(_bits(allowed)))
        padded = _padded(query[None, :], self._index.d)
        scores, found = self._index.search(padded, k, params=options)
        kept = found[0] >= 0
        return found[0][kept].astype(np.int64), scores[0][kept]

    def _options(self, k: int, selector: Any) -> Any:
        faiss = _faiss()
        if self.kind == "hnsw":
            return faiss.SearchParametersHNSW(sel=selector, efSearch=max(4 * k, 256))
        if self.kind == "ivfpq":
            return faiss.SearchParametersIVF(sel=selector, nprobe=max(1, self._index.nlist // 8))
        return faiss.SearchParameters(sel=selector)


def _faiss() -> Any:
    """FAISS, imported when first used. Its stubs are of the C++ classes, not of what its Python wrapping accepts."""
    import faiss

    return faiss


def _build(vectors: Vectors, kind: Kind) -> Any:
    faiss = _faiss()
    n, d = vectors.shape
    if kind == "exact":
        index = faiss.IndexFlatIP(d)
    elif kind == "hnsw":
        index = faiss.IndexHNSWFlat(d, 32, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = 200
    else:
        lists = int(np.clip(4 * np.sqrt(n), 1, n // 39 or 1))
        width = -(-d // 8) * 8  # the quantiser makes a byte of every 8 numbers; np: no polysemous codes, slow to train
        index = faiss.index_factory(width, f"IVF{lists},PQ{width // 8}np", faiss.METRIC_INNER_PRODUCT)
        vectors = _padded(vectors, width)
        index.train(vectors)
    index.add(vectors)
    return index


def _padded(vectors: Vectors, width: int) -> Vectors:
    """The vectors with zeros behind up to `width`, which change no inner product."""
    missing = width - vectors.shape[1]
    return np.ascontiguousarray(np.pad(vectors, ((0, 0), (0, missing))) if missing else vectors)


def _bits(allowed: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
    return np.packbits(allowed, bitorder="little")


def _gather(vectors: Vectors, query: Vectors, rows: Rows, k: int) -> tuple[Rows, npt.NDArray[np.float32]]:
    # Copying most of the rows would cost more than scoring the few that are not asked for.
    scores = (vectors @ query)[rows] if 2 * len(rows) > len(vectors) else vectors[rows] @ query
    k = min(k, len(rows))
    best = np.argpartition(-scores, k - 1)[:k] if k < len(rows) else np.arange(len(rows))
    best = best[np.argsort(-scores[best], kind="stable")]
    return rows[best], scores[best]
