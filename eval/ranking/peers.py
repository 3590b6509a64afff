"""Recommenders of other packages under one face: made from (people, items) likes and a setting, `score_many` scores
people who were not in the fit. The packages are the extra `peers`; each is imported when it is asked for."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from recsys.models.base import Floats

SEED = 0
"""Of all that is drawn in a fit."""


class ImplicitAls:
    """Hu, Koren and Volinsky (ICDM 2008); an unseen person's factors are solved for the item factors at hand."""

    def __init__(self, likes: csr_matrix, setting: dict[str, Any]) -> None:
        from implicit.cpu.als import AlternatingLeastSquares

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of BLAS threads, which the caller decides
            self.model = AlternatingLeastSquares(num_threads=1, random_state=SEED, **setting)
            self.model.fit(likes, show_progress=False)

    def score_many(self, told: csr_matrix) -> Floats:
        people = self.model.recalculate_user(np.arange(told.shape[0]), told)
        return np.asarray(people @ self.model.item_factors.T)


class ImplicitKnn:
    """Item-KNN with cosine, TF-IDF or BM25 weights; `K1` and `B` are BM25's."""

    def __init__(self, likes: csr_matrix, setting: dict[str, Any]) -> None:
        from implicit import nearest_neighbours

        weight, kept = setting["weight"], {"K": setting["K"], "num_threads": 1}
        if weight == "BM25":
            kept |= {"K1": setting["K1"], "B": setting["B"]}
        self.model = getattr(nearest_neighbours, f"{weight[0].upper()}{weight[1:]}Recommender")(**kept)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the matrix format it makes itself
            self.model.fit(likes, show_progress=False)

    def score_many(self, told: csr_matrix) -> Floats:
        return np.asarray((told @ self.model.similarity).toarray())


def lenskit(module: str, scorer: str, **fixed: Any) -> Callable[[csr_matrix, dict[str, Any]], Lenskit]:
    """What makes lenskit's scorer of this name."""
    return lambda likes, setting: Lenskit(likes, module, scorer, setting | fixed)


class Lenskit:
    """Any item scorer of lenskit, asked person by person with the history in the query, as its documentation says."""

    def __init__(self, likes: csr_matrix, module: str, scorer: str, setting: dict[str, Any]) -> None:
        import pandas as pd
        from lenskit.data import DatasetBuilder
        from lenskit.training import TrainingOptions

        _on_one_thread()
        liked, builder = likes.tocoo(), DatasetBuilder()
        builder.add_entities("user", np.arange(likes.shape[0]))
        builder.add_entities("item", np.arange(likes.shape[1]))
        pairs = pd.DataFrame({"user_id": liked.row, "item_id": liked.col})
        builder.add_interactions("like", pairs, entities=["user", "item"], missing="error", default=True)
        self.model = getattr(import_module(f"lenskit.{module}"), scorer)(**setting)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # numerals of pandas 3 it does not know yet
            self.model.train(builder.build(), TrainingOptions(rng=SEED))

    def score_many(self, told: csr_matrix) -> Floats:
        from lenskit.data import ItemList, RecQuery

        everything = ItemList(item_ids=np.arange(told.shape[1]))
        queries = (RecQuery(user_items=ItemList(item_ids=row.indices)) for row in told)
        return np.stack([self.model(query, everything).scores() for query in queries])


@cache
def _on_one_thread() -> None:
    from lenskit.parallel import initialize

    initialize(processes=1, threads=1, backend_threads=1, child_threads=1)


class CornacEase:
    """EASE with, if `posB`, its negative weights cut off."""

    def __init__(self, likes: csr_matrix, setting: dict[str, Any]) -> None:
        from cornac.models import EASE

        self.model = EASE(verbose=False, **setting).fit(_for_cornac(likes))

    def score_many(self, told: csr_matrix) -> Floats:
        return np.asarray(told @ self.model.B)


class CornacVae:
    """Mult-VAE (Liang et al., WWW 2018); an unseen person goes through the encoder as a seen one does."""

    def __init__(self, likes: csr_matrix, setting: dict[str, Any]) -> None:
        import torch
        from cornac.models import VAECF

        torch.set_num_threads(1)
        kept = {name: value for name, value in setting.items() if name != "hidden"}
        self.model = VAECF(autoencoder_structure=[setting["hidden"]], seed=SEED, **kept).fit(_for_cornac(likes))

    def score_many(self, told: csr_matrix) -> Floats:
        self.model.r_mat, self.model.num_users = csr_matrix(told), told.shape[0]
        return np.stack([self.model.score(person) for person in range(told.shape[0])])


def _for_cornac(likes: csr_matrix) -> Any:
    from cornac.data import Dataset

    liked = likes.tocoo()
    people, items = ({i: i for i in range(size)} for size in likes.shape)
    cells = liked.row.astype(int), liked.col.astype(int), liked.data.astype(float)
    return Dataset(*likes.shape, people, items, cells, seed=SEED)
