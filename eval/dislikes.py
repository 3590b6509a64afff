"""How strongly a dislike should speak: `python -m eval.dislikes [--json]`.

Ratings are of films people chose to see, so leaving dislikes out finds their likes best, by a hair; but a person who
says what they dislike expects to be shown less like it. Validation people tell 1, 3, 5 or all of their likes and as
many of half their dislikes; NDCG@20 is of the hidden likes, "disliked" the mean number of their hidden dislikes in a
list of 20. The shipped strength is the largest of these that costs no length more than 2% of its NDCG@20.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.sparse import csr_matrix

from eval.metrics import ndcg, top
from recsys.data.dataset import load
from recsys.data.splits import fold_in, strong
from recsys.models.linear import Linear
from recsys.settings import Settings

STRENGTHS = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)
LENGTHS = (1, 3, 5, None)


def measure(signals: csr_matrix, seeds: Sequence[int]) -> list[dict[str, Any]]:
    """One row a strength and length: means over people, then seeds."""
    likes, dislikes = (csr_matrix((signals * sign) > 0, dtype=np.float32) for sign in (1, -1))
    found: dict[tuple[float, int | None], list[tuple[float, float]]] = {}
    for seed in seeds:
        people = strong(likes, seed)
        known = fold_in(likes, people.fit, people.validation, seed)
        enough = people.validation[np.asarray(likes[people.validation][:, known.items].sum(axis=1)).ravel() >= 2]
        disliked = dislikes[enough][:, known.items].tocsr()
        order = np.random.default_rng(seed).random(disliked.nnz)
        model = Linear().fit(known.train)
        for length in LENGTHS:
            told, hidden = _halves(disliked, order, length)
            for strength in STRENGTHS:
                model.config = replace(model.config, dislike=strength)  # nothing of the fit depends on it
                scores = model.score_many((known.first(length) - told).tocsr())
                ranked = top(scores, 20, known.told + told)
                shown = np.take_along_axis(hidden.toarray(), ranked, axis=1).sum(axis=1).mean()
                found.setdefault((strength, length), []).append((ndcg(ranked, known.hidden).mean(), shown))
    return [
        {"dislike": strength, "likes told": length or "all", "ndcg@20": float(mean[0]), "disliked": float(mean[1])}
        for (strength, length), values in sorted(found.items(), key=lambda entry: LENGTHS.index(entry[0][1]))
        for mean in [np.mean(values, axis=0)]
    ]


def _halves(disliked: csr_matrix, order: np.ndarray, length: int | None) -> tuple[csr_matrix, csr_matrix]:
    """Of each person's dislikes in random order: at most `length` of the first half, and the second half."""
    told, hidden = disliked.copy(), disliked.copy()
    for start, stop in zip(disliked.indptr[:-1], disliked.indptr[1:], strict=True):
        place = np.argsort(np.argsort(order[start:stop]))
        half = (stop - start + 1) // 2
        told.data[start:stop] = place < min(half, length or half)
        hidden.data[start:stop] = place >= half
    for matrix in (told, hidden):
        matrix.eliminate_zeros()
    return told, hidden


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, nargs="+", default=[42, 43, 44, 45, 46])
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    arguments = parser.parse_args()
    dataset = load("ml-100k", Settings())
    table = measure(dataset.interactions.signals(dataset.scale), arguments.seeds)
    if arguments.json:
        print(json.dumps({"part": "dislikes", "environment": {}, "tables": {"dislikes": table}, "verdicts": []}))
        return
    shown = Table(*table[0])
    for row in table:
        shown.add_row(*(f"{value:.4f}" if isinstance(value, float) else str(value) for value in row.values()))
    Console().print(shown)


if __name__ == "__main__":
    main()
