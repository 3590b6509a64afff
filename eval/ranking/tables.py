"""The tables and verdicts of the ranking part, from what each row of models is worth to each person in each split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eval.parts import Estimate, Row, Verdict, verdict
from eval.ranking.bench import ALL, PIPELINE, Judged
from eval.ranking.figures import Draws, Values, cells, mean_of, reading
from eval.ranking.measures import BANDS, LONG
from eval.ranking.splits import LENGTHS, Split, said

ACCURACY = ("ndcg@20", "recall@20", "ndcg@100", "recall@50")
CHARACTER = ("novelty", "calibration", "popularity lift", "tail")
SHORT_PEER = "user-KNN"
"""The strongest textbook model when little is known, chosen anew at every length."""


@dataclass(frozen=True)
class Model:
    """A row of the tables."""

    name: str
    source: str
    version: str
    trials: int

    @property
    def row(self) -> Row:
        return {"model": self.name, "source": f"{self.source} {self.version}".strip(), "trials": self.trials}


@dataclass(frozen=True)
class Results:
    """What was found on splits of one kind: by model, split and likes told."""

    splits: Sequence[Split]
    found: Mapping[Model, Sequence[Mapping[str, Judged]]]

    @cached_property
    def draws(self) -> Draws:
        return Draws(np.concatenate([split.test.people for split in self.splits]))

    @cached_property
    def models(self) -> dict[str, Model]:
        return {model.name: model for model in self.found}

    def values(self, model: str, measure: str, length: str = ALL) -> Values:
        """Of everybody in all splits."""
        return [v for split in self.found[self.models[model]] for v in split[length]["values"][measure]]

    def accuracy(self) -> list[Row]:
        """A row a model, best first."""
        rows = [
            model.row
            | self._means(model, ACCURACY)
            | cells({"coverage@20": mean_of([tuple(split[ALL]["reach"]) for split in self.found[model]])})
            for model in self.found
        ]
        return sorted(rows, key=lambda row: -row[ACCURACY[0]])

    def character(self) -> list[Row]:
        return [model.row | self._means(model, CHARACTER) for model in self.found]

    def cold(self) -> list[Row]:
        """Recall@100 of the hidden likes by how many training people like the item."""
        rows = []
        for model in self.found:
            figures = {f"{band} likes": self.mean(model.name, f"recall@{LONG} {band}") for band in BANDS}
            rows.append(model.row | cells(figures))
        return rows

    def short(self) -> list[Row]:
        """NDCG@20 by likes told."""
        return [
            model.row | cells({said(n): self.mean(model.name, "ndcg@20", said(n)) for n in LENGTHS})
            for model in self.found
        ]

    def differences(self) -> list[Row]:
        """What the served pipeline has more than each other row, person by person."""
        rows = []
        for model in self.found:
            if model.name != PIPELINE:
                ndcg, recall = (self.more(model.name, measure) for measure in ACCURACY[:2])
                told = {"ndcg@20 is": reading(ndcg), "recall@20 is": reading(recall)}
                rows.append(model.row | cells({"ndcg@20": ndcg, "recall@20": recall}) | told)
        return rows

    def short_differences(self) -> list[Row]:
        rows = []
        for model in self.found:
            if model.name != PIPELINE:
                more = {said(n): self.more(model.name, "ndcg@20", said(n)) for n in LENGTHS}
                rows.append(model.row | cells(more))
        return rows

    def kept(self, whole: str) -> list[Row]:
        """Recall@20 of the pipeline as a share of that of its own model over the whole catalogue."""
        rows = []
        for length in map(said, LENGTHS):
            ours, theirs = (self.values(name, "recall@20", length) for name in (PIPELINE, whole))
            figures = {"whole catalogue": self.draws.mean(theirs), "pipeline": self.draws.mean(ours)}
            rows.append(
                {"asked": "nothing", "likes told": length} | cells(figures | {"kept": self.kept_of(whole, length)})
            )
        return rows

    def mean(self, model: str, measure: str, length: str = ALL) -> Estimate:
        return self.draws.mean(self.values(model, measure, length))

    def more(self, than: str, measure: str, length: str = ALL) -> Estimate:
        return self.draws.difference(self.values(PIPELINE, measure, length), self.values(than, measure, length))

    def kept_of(self, whole: str, length: str = ALL) -> Estimate:
        return self.draws.ratio(*(self.values(name, "recall@20", length) for name in (PIPELINE, whole)))

    def best_peer(self, measure: str) -> str | None:
        """The package that does best on the test people; None if there is none."""
        peers = [model.name for model in self.found if model.version]
        return max(peers, key=lambda name: self.mean(name, measure).value or 0.0, default=None)

    def against_best_peer(self, measure: str) -> Verdict:
        """Whether the pipeline has no less than the best peer."""
        peer = self.best_peer(measure)
        more = Estimate(None) if peer is None else self.more(peer, measure)
        return verdict(f"ranking.vs_best_peer_{measure.replace('@', '')}", more, 0.0, peer=peer or "")

    def _means(self, model: Model, measures: Sequence[str]) -> Row:
        return cells({measure: self.mean(model.name, measure) for measure in measures})


def worded(told: Mapping[str, Sequence[Sequence[float]]]) -> list[Row]:
    """The same as `kept` for requests in words, by likes told; a value a person and split."""
    rows = []
    for length, found in told.items():
        if not found:
            continue
        whole, pipeline, same = (list(column) for column in zip(*found, strict=True))
        draws = Draws(np.arange(len(found)))
        figures = {"whole catalogue": draws.mean(whole), "pipeline": draws.mean(pipeline)}
        figures |= {"kept": draws.ratio(pipeline, whole), "same twenty": draws.mean(same)}
        rows.append({"asked": "in words", "likes told": length} | cells(figures))
    return rows


def verdicts(results: Results, whole: str) -> list[Verdict]:
    """The promises. A difference is kept if its mean is not below 0; whether it is more than chance, its interval
    says. The best peer is the one that does best on the test people, which favours it."""
    kept = verdict("ranking.pipeline_kept", results.kept_of(whole), 0.98)
    against = [results.against_best_peer(measure) for measure in ACCURACY[:2]]
    short = [
        verdict(f"ranking.short_{n}", results.more(SHORT_PEER, "ndcg@20", n), 0.0, peer=SHORT_PEER)
        for n in ("1", "3", "5")
    ]
    return [kept, *against, *short]
