"""LXR: a small network that masks a history, trained so that what it keeps recommends the item and the rest does not.

Barkan et al., "A Counterfactual Framework for Learning and Evaluating Explanations for Recommender Systems" (WWW 2024),
with the architecture, loss and combined settings of its code; the scores are taken as shares of the whole history's
score, so that one loss fits scores of any unit (for a probability this only adds a constant).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn

from eval.fidelity.field import Field, Person
from eval.fidelity.rankers import Ranker
from recsys.models.base import Floats

if TYPE_CHECKING:
    from eval.fidelity.methods import Explain

EPOCHS, ALPHA, LEAST = 40, 1.0, 1e-4
"""Passes over the training people, weight of the mask's size, and the smallest share a logarithm is taken of."""


@dataclass(frozen=True)
class Setting:
    """What the authors chose for a kind of recommender on ML-1M."""

    keep: float
    """Weight of what is kept."""
    drop: float
    """Weight of what is left."""
    rate: float
    hidden: int
    batch: int


SUM = Setting(keep=11.6, drop=0.14, rate=0.0042, hidden=64, batch=32)
NETWORK = Setting(keep=3.19, drop=1.42, rate=0.005, hidden=128, batch=128)


class Masker(nn.Module):
    """A history (b, items) and an item (b,) to a mask (b, items) in 0 to 1."""

    def __init__(self, items: int, hidden: int) -> None:
        super().__init__()
        self.person = nn.Linear(items, hidden)
        self.item = nn.Embedding(items, hidden)
        self.mask = nn.Sequential(
            nn.Tanh(), nn.Linear(2 * hidden, hidden), nn.Tanh(), nn.Linear(hidden, items), nn.Sigmoid()
        )
        nn.init.uniform_(self.item.weight, -(items**-0.5), items**-0.5)

    def forward(self, x: torch.Tensor, items: torch.Tensor) -> torch.Tensor:
        masked: torch.Tensor = self.mask(torch.cat([self.person(x), self.item(items)], dim=1))
        return masked


def learned(ranker: Ranker, field: Field, seed: int) -> Explain | None:
    """The explainer trained on the training people; None for a ranker without a gradient."""
    torch.manual_seed(seed)
    people = torch.from_numpy(field.train.toarray())
    lengths = people.sum(dim=1)
    if not ranker.gradient:
        return None
    best = torch.from_numpy(_best(ranker, field))
    setting = NETWORK if ranker.kind == "network" else SUM
    masker = Masker(ranker.n_items, setting.hidden)
    adam = torch.optim.Adam(masker.parameters(), setting.rate)
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(people)).split(setting.batch):
            loss = _loss(ranker, masker, people[batch], best[batch], lengths[batch], setting)
            adam.zero_grad()
            loss.backward()
            adam.step()
    masker.eval()

    def explain(person: Person) -> Floats:
        x = torch.zeros((len(person.targets), ranker.n_items))
        x[:, person.rows] = 1.0
        with torch.no_grad():
            return masker(x, torch.from_numpy(person.targets))[:, person.rows].double().numpy()

    return explain


def _loss(
    ranker: Ranker, masker: Masker, x: torch.Tensor, items: torch.Tensor, lengths: torch.Tensor, setting: Setting
) -> torch.Tensor:
    mask = masker(x, items)
    whole, kept, rest = (ranker.chosen(part, items, lengths) for part in (x, x * mask, x * (1 - mask)))
    keep, drop = (torch.log((part / whole).clamp(min=LEAST)).mean() for part in (kept, rest))
    return -setting.keep * keep + setting.drop * drop + ALPHA * mask[x > 0].mean()


def _best(ranker: Ranker, field: Field) -> np.ndarray:
    """The best unseen item of each training person; (people,)."""
    found = []
    for p in range(field.train.shape[0]):
        rows = field.train.indices[field.train.indptr[p] : field.train.indptr[p + 1]].astype(np.int64)
        scores = ranker.raw(rows, np.ones((1, len(rows)), dtype=bool))[0]
        scores[rows] = -np.inf
        found.append(int(scores.argmax()))
    return np.array(found, dtype=np.int64)
