"""Lexical match: BM25 (Robertson and Zaragoza, 2009) of a request's words with all that is told of an item, by bm25s.

It finds what an embedding of a sentence cannot: names of people and places, and words that stand for one thing only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from recsys.data.knowledge import theme
from recsys.models.base import Rows
from recsys.schema import Item

if TYPE_CHECKING:
    from recsys.data.catalog import Catalog

Scores = npt.NDArray[np.float64]

FILLERS = frozenset(
    word
    for line in (
        "a an and are as at be but by can could do for from give have i in into is it its like me my not of on one or",
        "that the there they this to was we what when where which who will with would you your about any",
        "movie movies film films flick flicks please recommend show some something anything good great nice looking",
        "mood tonight want watch see",
    )
    for word in line.split()
)
"""Words of a request that say nothing of what is wanted."""
OTHERS = ("director", "actor", "country", "language", "about")


def told(item: Item) -> str:
    """All that is told of an item, in one text; themes with the words people use for them."""
    themes = [theme(name) for kind in ("theme", "tag") for name in item.attributes.get(kind, ())]
    words = [w for t in themes for w in (t.label, t.said, *t.words)]
    others = [
        v for kind in ("director", "actor", "country", "language", "about") for v in item.attributes.get(kind, ())
    ]
    decade = f"{item.year // 10 * 10}s" if item.year else ""
    return " . ".join((item.title, *item.aka, *item.genres, decade, *words, *others))


class Lexical:
    """An index of all items' words. Safe across threads."""

    def __init__(self, catalog: Catalog) -> None:
        import bm25s
        from Stemmer import Stemmer

        self._stemmer: Any = Stemmer("english")
        self._tokenize = bm25s.tokenize
        self._index = bm25s.BM25()
        self._index.index(self._tokens([told(item) for item in catalog.items]), show_progress=False)
        self._size = len(catalog)
        self.scores = lru_cache(maxsize=256)(self._scores)
        """Of a text: (n_items,) its match with each item, 0 to 1, where 1 is the best match of all; do not change."""

    def best(self, text: str, k: int) -> Rows:
        """The rows that match best, at most `k`, none without a match."""
        scores = self.scores(text)
        order = np.argsort(-scores, kind="stable")[:k]
        return order[scores[order] > 0].astype(np.int64)

    def _scores(self, text: str) -> Scores:
        words = [t for t in self._tokens([text])[0] if t in self._index.vocab_dict]
        if not words:
            return np.zeros(self._size)
        scores = np.asarray(self._index.get_scores(words), dtype=np.float64)
        best = scores.max(initial=0.0)
        scores = scores / best if best > 0 else scores
        scores.setflags(write=False)
        return scores

    def _tokens(self, texts: Sequence[str]) -> list[list[str]]:
        found: list[list[str]] = self._tokenize(
            list(texts), stopwords=list(FILLERS), stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        return found
