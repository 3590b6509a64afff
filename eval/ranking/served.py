"""The served pipeline, the very classes that answer in the chat, on people it was not fitted on; and its retriever.

What the pipeline keeps is told against the same scores over the whole catalogue: the lists of the model itself when
nothing is asked, and `wording` for requests in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix

from eval.ranking.measures import LONG, SHORT
from eval.requests import simulate
from recsys import models
from recsys.data.splits import Known
from recsys.models.base import Rows
from recsys.pipeline import Pipeline
from recsys.ranking import Ranker
from recsys.schema import Opinion, Profile, Request
from retrieval.retriever import Retriever

NOTHING = Request()


@dataclass(frozen=True)
class Served:
    """The pipeline `live`, fitted anew without the held-out people."""

    live: Pipeline
    model: str
    known: Known

    @cached_property
    def pipeline(self) -> Pipeline:
        known, catalog = self.known, self.live.catalog
        likes = csr_matrix(
            (known.train.data, known.items[known.train.indices], known.train.indptr),
            (known.train.shape[0], len(catalog)),
        )
        model = models.create(self.model).fit(likes)
        counts = np.asarray(likes.sum(axis=0)).ravel()
        ranker = Ranker(catalog, model, counts, self.live.ranker.text, self.live.ranker.weights)
        retriever = Retriever(catalog, ranker.blocks(), ranker.steer)
        return Pipeline(self.live.dataset, model, retriever, ranker, self.live.candidates)

    def people(self, length: int | None) -> Iterator[Profile]:
        """The held-out people with so many likes told; what they could have told besides is seen, so never ranked."""
        items = self.live.catalog.items
        for columns in self.known.order:
            ids = [items[row].id for row in self.known.items[columns]]
            told = len(ids) if length is None else length
            yield Profile("held out", tuple(Opinion(one, "liked" if n < told else "seen") for n, one in enumerate(ids)))

    def ranked(self, length: int | None, request: Request = NOTHING) -> Rows:
        """What retriever and re-ranker give, (people, 100) catalogue rows, ended by -1."""
        served = self.pipeline
        return _padded(served.catalog.rows(served.order(person, request)) for person in self.people(length))

    def retrieved(self, length: int | None) -> Rows:
        """The candidates in the retriever's own order, in the same form."""
        served = self.pipeline
        return _padded(
            served.retriever.retrieve(
                served.history(person), NOTHING, served.catalog.rows(person.excluded), served.candidates
            ).rows
            for person in self.people(length)
        )

    def wording(self, length: int | None, seed: int) -> list[list[float]]:
        """For people with simulated requests in words: Recall@20, on hidden likes that answer, of the same scores over
        the whole catalogue and of the pipeline, and the share of the former's twenty among the latter's."""
        rng, served, found = np.random.default_rng(seed), self.pipeline, []
        for person, hidden in zip(self.people(length), self.known.hidden, strict=True):
            wanted = simulate(served.catalog, self.known.items[hidden.indices], rng)
            if wanted is None:
                continue
            request = Request(text=wanted.text)
            scores = served.scores_all(person, request).copy()
            scores[served.catalog.rows(person.excluded)] = -np.inf
            whole = np.argsort(-scores, kind="stable")[:SHORT]
            kept = served.catalog.rows(served.order(person, request)[:SHORT])
            most = min(SHORT, len(wanted.answers))
            recalls = [float(np.isin(rows, wanted.answers).sum() / most) for rows in (whole, kept)]
            found.append([*recalls, float(np.isin(whole, kept).mean())])
        return found


def _padded(lists: Iterator[Rows]) -> Rows:
    return np.array([np.append(rows[:LONG], np.full(max(LONG - len(rows), 0), -1)) for rows in lists], dtype=np.int64)
