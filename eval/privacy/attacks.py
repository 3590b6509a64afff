"""Attacks that ask whether somebody's ratings were learned from, given their likes (membership inference).

What a fit has seen it tells better than what it has not. With lists or scores in sight, each like is left out in turn
and the model asked for it; an attacker with data of their own subtracts what a model of those data makes of the same
person, for some people are easy to guess by anybody (Watson et al., "On the Importance of Difficulty Calibration in
Membership Inference Attacks", ICLR 2022). With the file of a linear model in hand there is little to guess: it holds
the weighted number of people who like both films of every pair, so whoever has a pair that nobody else has is there or
is not.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from eval.parts import RESAMPLES, Estimate
from recsys.models.base import Floats, History, Model, Rows
from recsys.models.linear import Linear

SHOWN = 10
"""Length of a list that is looked at."""
MOST = 40
"""Likes of one person left out in turn at most, drawn at random."""
SLACK = 1e-6
"""A count may be off by so much, relative to one person's weight, and still be whole."""


def guessed(model: Model, liked: Rows, left_out: Rows) -> dict[str, float]:
    """From what is shown to somebody who likes all of `liked` but one: how well the one is found.

    `left_out` (m,) are positions in `liked`. Lists: the share that is among the first ten. Scores: their mean distance
    from the average score in standard deviations. The lists are those of the whole catalogue, which the served pipeline
    keeps (see the part "ranking")."""
    told = np.array([np.delete(liked, place) for place in left_out])
    ends = np.arange(len(told) + 1) * told.shape[1]
    signals = csr_matrix((np.ones(told.size, np.float32), told.ravel(), ends), (len(told), model.n_items))
    scores = np.asarray(model.score_many(signals), dtype=np.float64)
    hidden = scores[np.arange(len(told)), liked[left_out]]
    spread = scores.std(axis=1)
    distance = (hidden - scores.mean(axis=1)) / np.where(spread > 0, spread, 1.0)
    np.put_along_axis(scores, told, -np.inf, axis=1)
    above = (scores > hidden[:, None]).sum(axis=1)
    return {"lists": float((above < SHOWN).mean()), "scores": float(distance.mean())}


def counted(model: Model, liked: Rows) -> float | None:
    """From the weights: the share of the person's pairs that at least their own weight was counted for, which is 1 for
    whoever was learned from. None for a model that holds no pairs."""
    if not isinstance(model, Linear):
        return None
    one = len(liked) ** -model.config.temper
    if model.pairs is not None:
        counts = model.pairs[np.ix_(liked, liked)]
    else:  # C is the inverse of the counts with a diagonal added
        unit = np.zeros((model.n_items, len(liked)))
        unit[liked, np.arange(len(liked))] = 1.0
        counts = np.linalg.solve(model.inverse, unit)[liked]
    pairs = counts[np.triu_indices(len(liked), 1)]
    return float((pairs >= one * (1 - SLACK)).mean())


def uneven(model: Model, liked: Rows) -> float | None:
    """From the weights after somebody was forgotten: how far rounding has left the rows of these likes from the
    columns, which a fit makes equal. None for a model that has no such matrix."""
    if not isinstance(model, Linear):
        return None
    return float(np.abs(model.inverse[liked] - model.inverse[:, liked].T).mean())


def auc(inside: Floats, outside: Floats, seed: int = 0) -> Estimate:
    """How often a person learned from is rated above one who was not, ties counting half.

    Both (n,), of the same people. 0.5 is guessing, 1 knowing. The interval is bootstrapped over people."""
    if not len(inside):
        return Estimate(None)
    above = (inside[:, None] > outside) + 0.5 * (inside[:, None] == outside)
    n = len(inside)
    times = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=RESAMPLES).astype(np.float64)
    drawn = ((times @ above) * times).sum(axis=1) / n**2
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Estimate(float(above.mean()), float(low), float(high))


def history(liked: Rows) -> History:
    """What a person of the fit was fitted with."""
    return History(liked.astype(np.int64), np.ones(len(liked), np.float32))
