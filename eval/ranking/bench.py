"""One split at a time: settings chosen on validation people, lists for test people judged. Every step is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

import numpy as np

from eval.parts import Context, Kept, hashed
from eval.ranking.families import Family, Setting
from eval.ranking.measures import LONG, SHORT, Judge, Values, best
from eval.ranking.served import Served
from eval.ranking.splits import LENGTHS, Split, said
from recsys import models
from recsys.models.base import Rows
from recsys.pipeline import Pipeline

ALL = said(None)
CUTOFFS = (SHORT, 50, LONG)
RETRIEVER, PIPELINE = "retriever alone", "retriever + re-ranker"

Judged = dict[str, Any]
"""`values` (Values) and, with all likes told, `reach`: coverage and its variance."""


@dataclass
class Bench:
    """Measures families and the served pipeline on one split."""

    context: Context
    live: Pipeline
    split: Split
    trials: int
    kept: Kept
    chosen: list[dict[str, Any]] = field(default_factory=list)
    """What was chosen for whom, a row each."""

    def family(self, family: Family) -> dict[str, Judged]:
        """What the family's lists are worth to the test people, by likes told."""
        found: dict[str, Judged] = {}
        for setting, lengths in self._chosen(family):
            found |= self._once(
                ["test", *family.identity, setting, lengths], partial(self._fitted, family, setting, lengths)
            )
        return {said(length): found[said(length)] for length in LENGTHS}

    def served(self) -> dict[str, dict[str, Judged]]:
        """The same of the retriever alone and of the served pipeline."""
        ways = {RETRIEVER: self._served.retrieved, PIPELINE: self._served.ranked}
        return {name: self._once([name, *self._pipeline], partial(self._along, way)) for name, way in ways.items()}

    def _along(self, way: Callable[[int | None], Rows]) -> dict[str, Judged]:
        return {said(n): self._judged(way(n), n) for n in LENGTHS}

    def wording(self, length: int | None, seed: int) -> list[list[float]]:
        """See `Served.wording`."""
        depends = ["words", *self._pipeline, self.context.settings.encoder, said(length), seed]
        found: list[list[float]] = self._once(depends, partial(self._served.wording, length, seed))
        return found

    @cached_property
    def _served(self) -> Served:
        return Served(self.live, self.context.settings.model, self.split.test)

    @property
    def _pipeline(self) -> list[Any]:
        """What decides the lists of the served pipeline."""
        return [models.signature(self.context.settings.model), hashed(self.live.ranker.weights), self.live.candidates]

    def _chosen(self, family: Family) -> list[tuple[Setting, list[str]]]:
        """The settings to fit, each with the numbers of likes told it is best for on validation people."""
        settings = family.settings(self.trials)
        scores = np.zeros((1, len(LENGTHS)))
        if len(settings) > 1:
            made = ["trial", *family.identity]
            scores = np.array([self._once([*made, s], partial(self._tried, family, s)) for s in settings])
        alike = np.full(len(LENGTHS), scores.mean(axis=1).argmax())
        best_of = scores.argmax(axis=0) if family.by_length else alike
        found = []
        for choice in dict.fromkeys(best_of.tolist()):
            lengths = [said(n) for n, picked in zip(LENGTHS, best_of, strict=True) if picked == choice]
            found.append((settings[choice], lengths))
            self.chosen.append(
                {
                    "split": self.split.name,
                    "model": family.label,
                    "trials": family.tried(self.trials),
                    "for likes told": ", ".join(lengths),
                    "setting": ", ".join(f"{k} {v}" for k, v in settings[choice].items()) or "as shipped",
                    "validation ndcg@20": float(scores[choice, -1]) if len(settings) > 1 else None,
                }
            )
        return found

    def _tried(self, family: Family, setting: Setting) -> list[float]:
        """Mean NDCG@20 of validation people at every length."""
        known, judge = self.split.validation, self._validation
        model = family.make(known.train, setting)
        lists = (best(model.score_many(known.first(n)), known, SHORT) for n in LENGTHS)
        return [float(np.mean(np.array(judge.accuracy(ranked)["ndcg@20"], dtype=float))) for ranked in lists]

    def _fitted(self, family: Family, setting: Setting, lengths: Sequence[str]) -> dict[str, Judged]:
        known = self.split.test
        model = family.make(known.train, setting)
        chosen = [n for n in LENGTHS if said(n) in lengths]
        return {said(n): self._judged(best(model.score_many(known.first(n)), known), n) for n in chosen}

    def _judged(self, ranked: Rows, length: int | None) -> Judged:
        if length is not None:
            return {"values": self._test.accuracy(ranked)}
        values: Values = self._test.accuracy(ranked, CUTOFFS) | self._test.character(ranked)
        return {"values": values, "reach": self._test.reach(ranked)}

    @cached_property
    def _validation(self) -> Judge:
        return Judge(self.split.validation, self.live.catalog)

    @cached_property
    def _test(self) -> Judge:
        return Judge(self.split.test, self.live.catalog)

    def _once(self, depends: list[Any], make: Callable[[], Any]) -> Any:
        context = self.context
        people = [len(self.split.validation.people), len(self.split.test.people)]
        return self.kept.once([context.dataset.fingerprint, self.split.name, people, *depends], make)
