"""LIME and KernelSHAP over the films of a history: a linear model of what the ranker says of parts of it.

Short forms of the `lime` and `shap` packages, which explain one row of a table at a time: here all items of a person
share the sampled parts, so a person costs one call of the ranker. The tests hold them to the packages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import comb

from eval.fidelity.field import Field, Person
from eval.fidelity.rankers import Bools, Ranker
from recsys.models.base import Floats

if TYPE_CHECKING:
    from eval.fidelity.methods import Explain

SAMPLES = 1000
"""Parts of a history asked of the ranker."""
WIDTH, RIDGE = 25.0, 1.0
"""Of LIME for bags of words: kernel width for distances in percent, and the penalty."""


def lime(ranker: Ranker, field: Field, seed: int) -> Explain:
    """Ribeiro et al., "Why Should I Trust You?" (KDD 2016): parts near the whole weigh more."""

    def explain(person: Person) -> Floats:
        masks = neighbourhood(len(person.rows), np.random.default_rng([seed, person.number]))
        scores = ranker.values(person.rows, masks, person.targets)
        return ridge(masks, scores, proximity(masks)).T

    return explain


def neighbourhood(films: int, rng: np.random.Generator, samples: int = SAMPLES) -> Bools:
    """The whole history, then parts of it without any number of random films; (samples, films)."""
    masks = np.ones((samples, films), dtype=bool)
    gone = rng.integers(1, films + 1, samples - 1)
    masks[1:] = rng.random((samples - 1, films)).argsort(axis=1).argsort(axis=1) >= gone[:, None]
    return masks


def proximity(masks: Bools) -> Floats:
    """How near each part is to the whole: a kernel of the cosine distance."""
    distance = 100 * (1 - np.sqrt(masks.mean(axis=1)))
    return np.sqrt(np.exp(-((distance / WIDTH) ** 2)))


def ridge(masks: Bools, scores: Floats, weights: Floats) -> Floats:
    """Coefficients (films, t) of the weighted ridge regression of scores (m, t), with a free intercept."""
    x, w = masks.astype(np.float64), weights[:, None]
    x = x - (w * x).sum(axis=0) / w.sum()
    y = scores - (w * scores).sum(axis=0) / w.sum()
    return np.linalg.solve(x.T @ (w * x) + RIDGE * np.eye(x.shape[1]), x.T @ (w * y))


def shapley(ranker: Ranker, field: Field, seed: int) -> Explain:
    """Lundberg and Lee, "A Unified Approach to Interpreting Model Predictions" (NeurIPS 2017)."""

    def explain(person: Person) -> Floats:
        masks, weights = coalitions(len(person.rows), np.random.default_rng([seed, person.number]))
        ends = np.stack([np.zeros(len(person.rows), dtype=bool), np.ones(len(person.rows), dtype=bool)])
        scores = ranker.values(person.rows, np.concatenate([ends, masks]), person.targets)
        return constrained(masks, weights, scores[2:] - scores[0], scores[1] - scores[0]).T

    return explain


def coalitions(films: int, rng: np.random.Generator, samples: int = SAMPLES) -> tuple[Bools, Floats]:
    """Parts of a history with their Shapley weights: all of them where they are few enough, else all that lack or
    keep one film, and pairs of a random part and the rest of it."""
    if films <= 1:
        return np.zeros((0, films), dtype=bool), np.zeros(0)
    if 2**films - 2 <= samples:
        masks = (np.arange(1, 2**films - 1)[:, None] >> np.arange(films)) % 2 == 1
        size = masks.sum(axis=1)
        return masks, (films - 1) / (comb(films, size) * size * (films - size))
    one = np.eye(films, dtype=bool)
    sizes = np.arange(1, films)
    mass = (films - 1) / (sizes * (films - sizes))
    inner, inner_mass = sizes[1:-1], mass[1:-1]
    drawn = max((samples - 2 * films) // 2, 1)
    picked = rng.choice(inner, drawn, p=inner_mass / inner_mass.sum())
    random = rng.random((drawn, films)).argsort(axis=1).argsort(axis=1) < picked[:, None]
    masks = np.concatenate([one, ~one, random, ~random])
    weights = np.concatenate([np.full(2 * films, mass[0] / films), np.full(2 * drawn, inner_mass.sum() / (2 * drawn))])
    return masks, weights


def constrained(masks: Bools, weights: Floats, gains: Floats, whole: Floats) -> Floats:
    """Coefficients (films, t) that fit the gains (m, t) of the parts over nothing and sum to `whole` (t,)."""
    films = masks.shape[1]
    if films == 1:
        return whole[None, :]
    last = masks[:, [-1]].astype(np.float64)
    x, w = masks[:, :-1] - last, weights[:, None]
    y = gains - last * whole
    found = np.linalg.lstsq(np.sqrt(w) * x, np.sqrt(w) * y, rcond=None)[0]
    return np.concatenate([found, whole[None, :] - found.sum(axis=0, keepdims=True)])
