"""How good a ranker is, which a fidelity always has to be read beside: a poor recommender is easy to explain."""

from __future__ import annotations

import numpy as np

from eval.fidelity.field import Field
from eval.fidelity.rankers import Ranker
from eval.metrics import ndcg, recall, top
from recsys.data.splits import fold_in
from recsys.models.base import Floats

CUT = 20


def accuracy(ranker: Ranker, field: Field, seed: int) -> dict[str, Floats]:
    """Recall@20 and NDCG@20 of each test person who has two likes, a fifth of them hidden; (people,)."""
    known = fold_in(field.likes, np.arange(field.likes.shape[0]), field.test_people, seed)
    scores = np.concatenate([ranker.raw(rows, np.ones((1, len(rows)), dtype=bool)) for rows in known.order])
    ranked = top(scores, CUT, known.told)
    return {"Recall@20": recall(ranked, known.hidden), "NDCG@20": ndcg(ranked, known.hidden)}
