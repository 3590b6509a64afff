"""How strongly a dislike should speak.

Ratings are of films people chose to see, so leaving dislikes out finds their likes best, by a hair; but a person who
says what they dislike expects to be shown less like it. Validation people tell 1, 3, 5 or all of their likes and as
many of half their dislikes; NDCG@20 is of the hidden likes, "disliked" the mean number of their hidden dislikes in a
list of 20, "cost" the paired difference of NDCG@20 to dislikes that say nothing. The shipped strength is the largest of
these that costs no length more than 2% of its NDCG@20.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_matrix

from eval.conversation.figures import columns
from eval.metrics import ndcg, top
from eval.parts import Row, bootstrap
from recsys.data.splits import fold_in, strong
from recsys.models.linear import Linear

STRENGTHS = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)
LENGTHS = (1, 3, 5, None)


def strengths(signals: csr_matrix, seeds: Sequence[int]) -> list[Row]:
    """One row a strength and length: means over the people of all seeds."""
    likes, dislikes = (csr_matrix((signals * sign) > 0, dtype=np.float32) for sign in (1, -1))
    found: dict[tuple[float, int | None], tuple[list[float], list[float]]] = {
        (strength, length): ([], []) for length in LENGTHS for strength in STRENGTHS
    }
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
                shown = np.take_along_axis(hidden.toarray(), ranked, axis=1).sum(axis=1)
                gains, wrongs = found[strength, length]
                gains += ndcg(ranked, known.hidden).tolist()
                wrongs += shown.tolist()
    rows = []
    for (strength, length), (gains, wrongs) in found.items():
        silent = np.array(found[0.0, length][0])
        rows.append(
            {
                "dislike": strength,
                "likes told": length or "all",
                **columns("ndcg@20", bootstrap(gains)),
                **columns("cost", bootstrap((silent - np.array(gains)).tolist())),
                **columns("disliked", bootstrap(wrongs)),
            }
        )
    return rows


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
