"""The rows of the tables: each a family of models with the space that its settings are drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Protocol

from scipy.sparse import csr_matrix
from scipy.stats import qmc

from eval.peers import UserKnn
from eval.ranking import peers
from recsys import models
from recsys.models.base import Floats
from recsys.models.linear import Linear, LinearConfig

Setting = dict[str, Any]
Draw = Callable[[float], Any]
"""From a number between 0 and 1 to the value of a hyper-parameter."""


class Scorer(Protocol):
    def score_many(self, signals: csr_matrix) -> Floats: ...


@dataclass(frozen=True)
class Family:
    """A way to rank. Without a space it has one setting and nothing is chosen."""

    name: str
    source: str
    """ours, textbook or the package it is from."""
    make: Callable[[csr_matrix, Setting], Scorer]
    """Fits on (people, items) likes."""
    space: Mapping[str, Draw] = field(default_factory=dict)
    by_length: bool = True
    """Whether it may choose anew for every number of likes told, which one program that serves all may not."""
    model: str = ""
    """The model of ours that it is."""

    @property
    def peer(self) -> bool:
        return self.source not in ("ours", "textbook")

    @property
    def label(self) -> str:
        """The name, of a peer with its package's."""
        return f"{self.source} {self.name}" if self.peer else self.name

    @property
    def version(self) -> str | None:
        """Of the package it is from; None if that is not installed."""
        if not self.peer:
            return ""
        try:
            return version(self.source)
        except PackageNotFoundError:
            return None

    @property
    def identity(self) -> list[str | None]:
        """What decides its fits besides the setting."""
        return [self.name, self.source, models.signature(self.model) if self.model else self.version]

    def settings(self, count: int) -> list[Setting]:
        """So many settings, the same every time and evenly spread (Halton's points); more of them keep the first."""
        if not self.space:
            return [{}]
        points = qmc.Halton(len(self.space), scramble=False)
        points.fast_forward(1)  # the first is the corner of the space
        return [
            {name: draw(float(x)) for (name, draw), x in zip(self.space.items(), point, strict=True)}
            for point in points.random(count)
        ]

    def tried(self, trials: int) -> int:
        """How many settings it chooses from when all may try so many."""
        return trials if self.space else 0


def even(low: float, high: float) -> Draw:
    return lambda x: _short(low + x * (high - low))


def log(low: float, high: float) -> Draw:
    return lambda x: _short(low * (high / low) ** x)


def whole(draw: Draw) -> Draw:
    return lambda x: round(draw(x))


def one_of(*values: Any) -> Draw:
    return lambda x: values[min(int(x * len(values)), len(values) - 1)]


def _short(value: float) -> float:
    """Three digits: enough for a setting, and readable."""
    return float(f"{value:.3g}")


def ours(names: Iterable[str]) -> Iterator[Family]:
    """The models of these names as shipped, then, of those that have a space, as tuned for the data set."""
    names = list(names)
    for name in names:
        yield Family(name, "ours", partial(_shipped, name), model=name)
    for name in sorted(SPACES.keys() & set(names)):
        yield Family(f"{name}, tuned", "ours", partial(_tuned, name), SPACES[name], by_length=False, model=name)


def _shipped(name: str, likes: csr_matrix, _: Setting) -> Scorer:
    return models.create(name).fit(likes)


def _tuned(name: str, likes: csr_matrix, setting: Setting) -> Scorer:
    return Linear(LinearConfig(**models.create(name).settings | setting)).fit(likes)


SPACES: dict[str, Mapping[str, Draw]] = {
    "ease": {"ridge": log(100, 1000)},
    "edlae": {
        "ridge": log(5, 20),
        "dropout": even(0.6, 0.9),
        "discount": even(0.0, 0.3),
        "crossover": even(1.0, 3.0),
    },
}
"""What is tuned of ours."""

NEAR = whole(log(15, 400))
"""Neighbours: people, or items of each item."""
ALS = whole(log(16, 128)), log(1, 10), log(3, 30), whole(even(8, 24))
"""Factors, weight of a like, ridge and rounds, which every package calls otherwise."""
PEERS: tuple[Family, ...] = (
    Family(
        "user-KNN",
        "textbook",
        lambda likes, s: UserKnn(**s).fit(likes),
        {"neighbours": NEAR},
    ),
    Family(
        "ALS",
        "implicit",
        peers.ImplicitAls,
        dict(zip(("factors", "alpha", "regularization", "iterations"), ALS, strict=True)),
    ),
    Family(
        "item-KNN",
        "implicit",
        peers.ImplicitKnn,
        {"K": NEAR, "weight": one_of("BM25", "cosine", "TFIDF"), "K1": log(0.3, 100), "B": even(0, 1)},
    ),
    Family("EASE", "lenskit", peers.lenskit("knn", "EASEScorer"), {"regularization": log(100, 1000)}),
    Family(
        "SLIM",
        "lenskit",
        peers.lenskit("knn", "SLIMScorer"),
        {"l1_reg": log(0.1, 3), "l2_reg": log(20, 300)},
    ),
    Family(
        "ALS",
        "lenskit",
        peers.lenskit("als", "ImplicitMFScorer"),
        dict(zip(("embedding_size", "weight", "regularization", "epochs"), ALS, strict=True)),
    ),
    Family("item-KNN", "lenskit", peers.lenskit("knn", "ItemKNNScorer", feedback="implicit"), {"max_nbrs": NEAR}),
    Family("user-KNN", "lenskit", peers.lenskit("knn", "UserKNNScorer", feedback="implicit"), {"max_nbrs": NEAR}),
    Family("EASE", "cornac", peers.CornacEase, {"lamb": log(100, 1000), "posB": one_of(False, True)}),
    Family(
        "VAECF (Mult-VAE)",
        "cornac",
        peers.CornacVae,
        {
            "n_epochs": whole(log(20, 80)),
            "k": whole(log(32, 200)),
            "hidden": whole(log(100, 400)),
            "beta": log(0.03, 1),
        },
    ),
)
"""Whom we are measured against."""

ABSENT: dict[str, str] = {
    "implicit": "Not installed: pip install -e '.[peers]'.",
    "cornac": "Not installed: pip install -e '.[peers]'.",
    "lenskit": "Not installed: pip install --no-deps -r eval/ranking/lenskit.txt. It asks for pandas 2, so it is in no "
    "extra, but runs beside pandas 3.",
    "recbole": "RecBole 1.2.1 does not run with current numpy and torch.",
    "rectools": "RecTools asks for numpy 1.26, so it does not install beside current numpy.",
    "cornac, the rest": "Its factorisations know only the people of the fit; item-KNN is there twice already; RecVAE "
    "ranks all training people after every epoch, which no setting turns off.",
}
"""Why a peer is not in the tables."""
