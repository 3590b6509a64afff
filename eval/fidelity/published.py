"""The recommenders of the published tables, so that our figures can be put beside theirs.

Both as in the code of Barkan et al. (WWW 2024): a matrix factorisation whose person is a sum over the history, and a
variational autoencoder (Liang et al., "Variational Autoencoders for Collaborative Filtering", WWW 2018).
"""

from __future__ import annotations

import numpy as np
import torch
from scipy.sparse import csr_matrix
from torch import nn
from torch.nn import functional

from eval.fidelity.rankers import Additive, Bools, Ranker
from recsys.models.base import Floats, Rows

FACTORS, MF_RATE, MF_STEPS, UNLIKED = 32, 0.0076, 300, 4
"""Of the factorisation: width and learning rate as published, steps of one batch, and items beside each like. Those are
drawn evenly: drawn by popularity, as published, they make a recommender that is worse than popularity here."""
WIDTH, LATENT, DROPOUT, VAE_RATE, VAE_STEPS, BATCH = 200, 64, 0.5, 0.001, 300, 256
ANNEAL = 0.2
"""Weight of the prior at its most."""


def mf(train: csr_matrix, seed: int = 0) -> Ranker:
    """f = σ((x·W + b)·(v + c)): of each person in a batch one like is hidden and learned beside UNLIKED other items."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    people, items = train.shape
    x = torch.from_numpy(train.toarray())
    person, item = nn.Linear(items, FACTORS), nn.Linear(items, FACTORS)
    adam = torch.optim.Adam([*person.parameters(), *item.parameters()], MF_RATE)
    wanted = torch.zeros(1 + UNLIKED)
    wanted[0] = 1.0
    weight = torch.full((1 + UNLIKED,), 1.0 / UNLIKED)
    weight[0] = 1.0
    for _ in range(MF_STEPS):
        batch = rng.choice(people, min(BATCH, people), replace=False)
        hidden = _liked(train, batch, rng)
        shown = torch.from_numpy(np.column_stack([hidden, rng.integers(items, size=(len(batch), UNLIKED))]))
        told = x[batch]
        told[torch.arange(len(batch)), hidden] = 0.0
        scores = (person(told)[:, None, :] * (item.weight.T + item.bias)[shown]).sum(dim=2)
        loss = functional.binary_cross_entropy_with_logits(scores, wanted.expand_as(scores), weight)
        adam.zero_grad()
        loss.backward()
        adam.step()
    with torch.no_grad():
        what = (item.weight.T + item.bias).double()
        weights, base = person.weight.double().T @ what.T, what @ person.bias.double()
    return Additive("mf", weights.numpy(), base.numpy(), sigmoid=True)


def _liked(train: csr_matrix, people: Rows, rng: np.random.Generator) -> Rows:
    """One like of each person."""
    first, last = train.indptr[people], train.indptr[people + 1]
    return train.indices[rng.integers(first, last)].astype(np.int64)


class Vae(Ranker):
    """The autoencoder, fitted; its score is a softmax over all items."""

    kind = "network"
    gradient = True

    def __init__(self, encoder: nn.Sequential, decoder: nn.Sequential) -> None:
        self.name, self.encoder, self.decoder = "mult-vae", encoder.eval(), decoder.eval()
        for parameter in (*encoder.parameters(), *decoder.parameters()):
            parameter.requires_grad_(False)
        self._first: nn.Linear = encoder[0]  # type: ignore[assignment]
        self._last: nn.Linear = decoder[-1]  # type: ignore[assignment]
        self.n_items = self._first.in_features

    def raw(self, rows: Rows, masks: Bools, columns: Rows | None = None) -> Floats:
        with torch.no_grad():
            known = torch.from_numpy(masks.astype(np.float32))
            known /= known.norm(dim=1, keepdim=True).clamp(min=1e-12)
            h = self.encoder[1:](known @ self._first.weight[:, rows].T + self._first.bias)
            h = self.decoder[:-1](h[:, :LATENT])
            to = slice(None) if columns is None else columns
            return (h @ self._last.weight[to].T + self._last.bias[to]).double().numpy()

    def values(self, rows: Rows, masks: Bools, columns: Rows) -> Floats:
        return torch.from_numpy(self.raw(rows, masks)).softmax(dim=1).numpy()[:, columns]

    def chosen(self, x: torch.Tensor, items: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
        h = self.encoder(functional.normalize(x.float(), dim=1))
        return self.decoder(h[:, :LATENT]).softmax(dim=1)[torch.arange(len(items)), items].double()


def vae(train: csr_matrix, seed: int = 0) -> Ranker:
    """Items → 200 → 64 → 200 → items, trained by the multinomial likelihood with an annealed prior."""
    torch.manual_seed(seed)
    items = train.shape[1]
    x = torch.from_numpy(train.toarray())
    encoder = nn.Sequential(nn.Linear(items, WIDTH), nn.Tanh(), nn.Linear(WIDTH, 2 * LATENT))
    decoder = nn.Sequential(nn.Linear(LATENT, WIDTH), nn.Tanh(), nn.Linear(WIDTH, items))
    adam = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], VAE_RATE)
    for step in range(VAE_STEPS):
        batch = x[torch.randint(len(x), (min(BATCH, len(x)),))]
        told = functional.dropout(functional.normalize(batch, dim=1), DROPOUT)
        mean, log_variance = encoder(told).split(LATENT, dim=1)
        z = mean + torch.randn_like(mean) * (log_variance / 2).exp()
        likelihood = (functional.log_softmax(decoder(z), dim=1) * batch).sum(dim=1)
        prior = 0.5 * (log_variance.exp() + mean**2 - 1 - log_variance).sum(dim=1)
        loss = (min(ANNEAL, step / VAE_STEPS) * prior - likelihood).mean()
        adam.zero_grad()
        loss.backward()
        adam.step()
    return Vae(encoder, decoder)
