"""Item vectors as named blocks side by side; a query is the same blocks, zeros where it has nothing to say.

The additive score of the re-ranker is linear in every block, so one inner product approximates it (exactly, but for
the truncation of the collaborative block).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recsys.models.base import Rows
from retrieval.encode import Encoder
from retrieval.lexical import Lexical

Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Blocks:
    """`matrix` (n_items, d) float32 with the columns of each block."""

    matrix: Vectors
    columns: Mapping[str, slice]

    @classmethod
    def stack(cls, blocks: Mapping[str, npt.NDArray[np.floating]]) -> Blocks:
        """Join item matrices of shape (n_items, d_block) in the order given."""
        columns, start = {}, 0
        for name, block in blocks.items():
            columns[name] = slice(start, start + block.shape[1])
            start += block.shape[1]
        joined = np.concatenate(list(blocks.values()), axis=1)
        return cls(np.ascontiguousarray(joined, dtype=np.float32), columns)

    def query(self, blocks: Mapping[str, npt.NDArray[np.floating]]) -> Vectors:
        """The query vector, shape (d,); KeyError for a block the items do not have."""
        vector = np.zeros(self.matrix.shape[1], dtype=np.float32)
        for name, block in blocks.items():
            vector[self.columns[name]] = block
        return vector


class TextBlock:
    """The items' text vectors about their mean, so that a similarity of 0 is that of the average item.

    Every item of a catalogue of films resembles "film"; what is left after centring is what tells them apart. Beside
    it stands the lexical match of the words themselves.
    """

    def __init__(self, vectors: Vectors, encoder: Encoder, lexical: Lexical | None = None) -> None:
        self.encoder = encoder
        self.lexical = lexical
        self._mean = vectors.mean(axis=0)
        self.matrix: Vectors = np.ascontiguousarray(vectors - self._mean)

    def query(self, text: str, like_row: int | None = None) -> Vectors | None:
        """The unit vector of the words, of the item liked, or of both together, shape (d,); None for neither."""
        said = [self.encoder.query(text)] if text.strip() else []
        if like_row is not None:
            said.append(self.matrix[like_row] + self._mean)
        if not said:
            return None
        total = np.sum(said, axis=0)
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)

    def match(self, text: str) -> npt.NDArray[np.float64]:
        """The lexical match of the words with each item, 0 to 1, shape (n_items,); zeros without an index."""
        return np.zeros(len(self.matrix)) if self.lexical is None else self.lexical.scores(text)

    def similarity(self, query: Vectors, rows: Rows) -> npt.NDArray[np.float64]:
        """Cosine with each item minus that with the average item, shape (len(rows),)."""
        return (self.matrix[rows] @ query).astype(np.float64)
