"""Ways to explain a recommendation by films of the history: each gives every film an importance.

A method is prepared once for a ranker and then asked person by person for a (t, h) array, larger the more a film
explains an item.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

from eval.fidelity.field import Field, Person
from eval.fidelity.lxr import learned
from eval.fidelity.rankers import Ranker
from eval.fidelity.search import accent, greedy, smallest
from eval.fidelity.surrogates import lime, shapley
from recsys.models.base import Floats

Explain = Callable[[Person], Floats]
Prepare = Callable[[Ranker, Field, int], Explain | None]
"""Of a ranker, the field and a seed; None where the method does not apply to the ranker."""

GRADIENTS = 20
"""Points of the path that integrated gradients are averaged over."""


@dataclass(frozen=True)
class Method:
    """A row of the tables."""

    name: str
    prepare: Prepare
    about: str
    """What it is, in a few words."""
    dear: bool = False
    """It searches, so that it takes much longer than the others where the ranker is a network."""


def contributions(ranker: Ranker, field: Field, seed: int) -> Explain | None:
    """The ranker's own: for a sum its very terms."""
    if ranker.explains is None:
        return None

    return lambda person: ranker.contributions(person.rows, person.targets).T


def occlusion(ranker: Ranker, field: Field, seed: int) -> Explain:
    """How much the score falls when a film alone is taken away, measured."""

    def explain(person: Person) -> Floats:
        h = len(person.rows)
        masks = np.concatenate([np.ones((1, h), dtype=bool), ~np.eye(h, dtype=bool)])
        scores = ranker.values(person.rows, masks, person.targets)
        return (scores[0] - scores[1:]).T

    return explain


def integrated_gradients(ranker: Ranker, field: Field, seed: int) -> Explain | None:
    """Sundararajan et al., "Axiomatic Attribution for Deep Networks" (ICML 2017), from nothing to the history.

    Of a sum, also behind a sigmoid, the gradient's direction is the same all along the path: the contributions. A model
    without a gradient at hand may still come by its own contributions this way."""
    if ranker.kind != "network" or ranker.explains == "integrated_gradients":
        return contributions(ranker, field, seed)
    return gradients(ranker)


def gradients(ranker: Ranker, points: int = GRADIENTS) -> Explain | None:
    """Integrated gradients by the midpoint rule on so many points; None for a ranker without a gradient."""
    if not ranker.gradient:
        return None

    def explain(person: Person) -> Floats:
        t, h = len(person.targets), len(person.rows)
        share = (torch.arange(points, dtype=torch.float64) + 0.5) / points
        x = torch.zeros((points, ranker.n_items), dtype=torch.float64)
        x[:, person.rows] = share[:, None]
        x = x.repeat(t, 1).requires_grad_(True)
        items = torch.from_numpy(person.targets).repeat_interleave(points)
        scores = ranker.chosen(x, items, torch.full((t * points,), float(h)))
        (slopes,) = torch.autograd.grad(scores.sum(), x)
        return slopes[:, person.rows].reshape(t, points, h).mean(dim=1).numpy()

    return explain


def cosine(ranker: Ranker, field: Field, seed: int) -> Explain:
    """Films most liked by the same training people."""
    together, alone = _together(field)
    return _alike(together / np.sqrt(np.maximum(np.outer(alone, alone), 1)))


def jaccard(ranker: Ranker, field: Field, seed: int) -> Explain:
    """The same, over those who like either."""
    together, alone = _together(field)
    return _alike(together / np.maximum(alone[:, None] + alone[None, :] - together, 1))


def _together(field: Field) -> tuple[Floats, Floats]:
    together = np.asarray((field.train.T @ field.train).toarray(), dtype=np.float64)
    return together, together.diagonal()


def _alike(likeness: Floats) -> Explain:
    return lambda person: likeness[np.ix_(person.targets, person.rows)]


def random(ranker: Ranker, field: Field, seed: int) -> Explain:
    """Any order."""
    return lambda person: np.random.default_rng([seed, person.number]).random((len(person.targets), len(person.rows)))


OURS, GREEDY, SMALLEST = "contributions", "greedy rank search", "smallest set"
METHODS = (
    Method(OURS, contributions, "the model's own parts, exact where the score is a sum (ours)"),
    Method(GREEDY, greedy, "the film whose loss costs the item most places, again and again (ours)", dear=True),
    Method(SMALLEST, smallest, "the fewest films that let any rival pass, then greedy (ours)", dear=True),
    Method("occlusion", occlusion, "each film left out alone"),
    Method("integrated gradients", integrated_gradients, "Sundararajan et al., ICML 2017"),
    Method("LIME", lime, "Ribeiro et al., KDD 2016, over films of the history"),
    Method("KernelSHAP", shapley, "Lundberg and Lee, NeurIPS 2017, over films of the history"),
    Method("ACCENT", accent, "Tran et al., SIGIR 2021, the strongest film kept in"),
    Method("LXR", learned, "Barkan et al., WWW 2024: a network trained to mask"),
    Method("cosine", cosine, "films liked by the same people"),
    Method("Jaccard", jaccard, "the same, as a share of those who like either"),
    Method("random", random, "any order"),
)
