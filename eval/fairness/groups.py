"""Groups of people side by side: what lists are worth to each, and whether the gaps are more than chance.

The best of several groups is ahead of the worst even where nothing is behind it, so each gap stands beside the one that
comes about when the same people are dealt into groups of the same sizes at random (permutation test on the sum of
squares between groups). People with many likes differ from those with few whatever else they are; the second test
deals anew only among people with about as many likes. Many tests are made at once: p is also given after Holm
(Scandinavian Journal of Statistics 6, 1979).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eval.parts import RESAMPLES, Estimate, Row
from eval.ranking.figures import Values, cells
from recsys.data.dataset import Dataset
from recsys.models.base import Floats, Rows

FACTS = ("gender", "age", "occupation")
MEASURES = {"ndcg@20": "high", "calibration": "low"}
"""What is compared, and where it is good."""
LEAST = 20
"""People of a group that is compared; smaller ones are put together and shown only."""
SMALL = "smaller groups together"
AGES = {17: "under 18", 24: "18-24", 34: "25-34", 44: "35-44", 49: "45-49", 55: "50-55"}
"""The bands of MovieLens 1M, each by its last year."""
OLDEST = "56+"
STRATA = 5
"""Parts of equal size that people are sorted into by how many likes they have."""

Labels = npt.NDArray[np.str_]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Judged:
    """What lists are worth to people, each of whom counts once."""

    people: Rows
    """(n,) rows in the data set."""
    likes: Floats
    """(n,) how many they have."""
    values: Mapping[str, Floats]
    """By measure (n,); nan where it says nothing of a person."""

    @classmethod
    def of(cls, people: Rows, likes: Floats, values: Mapping[str, Values]) -> Judged:
        """From one entry a person and draw; `likes` and values are averaged over a person's draws."""
        names, of = np.unique(people, return_inverse=True)
        arrays = {name: np.array(found, dtype=np.float64) for name, found in values.items()}
        return cls(names, _averaged(likes, of), {name: _averaged(found, of) for name, found in arrays.items()})

    @cached_property
    def times(self) -> Floats:
        """(1 + RESAMPLES, n) how often each person counts: once, then as drawn with replacement."""
        n = len(self.people)
        drawn = np.random.default_rng(0).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
        return np.vstack([np.ones(n), drawn]).astype(np.float32)

    @cached_property
    def strata(self) -> Rows:
        """(n,) 0 for those with the fewest likes … STRATA - 1."""
        order = np.argsort(np.argsort(self.likes, kind="stable"), kind="stable")
        return (order * STRATA // max(len(order), 1)).astype(np.int64)

    def mean(self, measure: str, who: Mask, at_equal_likes: bool = False) -> Floats:
        """(1 + RESAMPLES,) the mean of these people, then as drawn; nan where nobody of them was drawn."""
        values = self.values[measure]
        if at_equal_likes:
            usual = [np.nanmean(values[self.strata == s]) for s in range(STRATA)]
            values = values - np.array(usual)[self.strata]
        counted = self.times[:, who & np.isfinite(values)]
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(counted @ values[who & np.isfinite(values)] / counted.sum(axis=1))


def figure(drawn: Floats) -> Estimate:
    """A figure, found and then as drawn, with its interval."""
    if not np.isfinite(drawn[0]):
        return Estimate(None)
    low, high = np.nanquantile(drawn[1:], [0.025, 0.975])
    return Estimate(float(drawn[0]), float(low), float(high))


def traits(dataset: Dataset, people: Rows) -> dict[str, Labels]:
    """By fact, the group of each person, "" where nothing is told; only facts with two groups large enough."""
    found = {}
    for fact in FACTS:
        told = [dataset.people.get(dataset.interactions.users[p], {}).get(fact, "") for p in people]
        labels = np.array([_age(one) if fact == "age" else one for one in told], dtype=np.str_)
        if len(compared(labels)) > 1:
            found[fact] = labels
    return found


def compared(labels: Labels) -> list[str]:
    """The groups that are large enough, largest first."""
    names, sizes = np.unique(labels, return_counts=True)
    order = np.lexsort((names, -sizes))
    return [str(names[n]) for n in order if names[n] and sizes[n] >= LEAST]


def groups(start: Row, judged: Judged, labels: Labels) -> Iterator[Row]:
    """A row a group: its means, and what it has more than all people together, also among those with as many likes."""
    large = compared(labels)
    masks = {name: labels == name for name in large}
    small = (labels != "") & ~np.isin(labels, large)
    if small.any():
        masks[SMALL] = small
    everybody = np.ones(len(labels), dtype=bool)
    for name, who in masks.items():
        figures = {}
        for measure in MEASURES:
            mean = judged.mean(measure, who)
            figures[measure] = figure(mean)
            figures[f"{measure} more than all"] = figure(mean - judged.mean(measure, everybody))
            figures[f"{measure} more at equal likes"] = figure(judged.mean(measure, who, at_equal_likes=True))
        likes = float(np.median(judged.likes[who]))
        yield {**start, "group": name, "people": int(who.sum()), "likes, median": likes} | cells(figures)


def gaps(start: Row, judged: Judged, labels: Labels, seed: int) -> Iterator[Row]:
    """A row a measure: the worst and the best served group, and what chance makes of such groups."""
    names = compared(labels)
    for measure, good in MEASURES.items():
        drawn = [judged.mean(measure, labels == name) for name in names]
        order = np.argsort([d[0] if good == "low" else -d[0] for d in drawn])
        best, worst = order[0], order[-1]
        dealt = Dealt(judged, measure, labels, names, seed)
        by_chance = dealt.gaps()
        row = {**start, "measure": measure, "groups": len(names), "worst": names[worst], "best": names[best]}
        row |= cells({"gap": figure((drawn[best] - drawn[worst]) * (1 if good == "high" else -1))})
        row |= {"gap by chance": float(by_chance.mean()), "gap by chance, 95th": float(np.quantile(by_chance, 0.95))}
        yield row | {"p": dealt.p(), "p at equal likes": dealt.p(at_equal_likes=True)}


def ratio(judged: Judged, measure: str, labels: Labels) -> Estimate:
    """What the worst served group gets of what the best served gets, for a measure where high is good."""
    drawn = [judged.mean(measure, labels == name) for name in compared(labels)]
    if not drawn:
        return Estimate(None)
    places = np.argsort([d[0] for d in drawn])
    return figure(drawn[places[0]] / drawn[places[-1]])


@dataclass(frozen=True)
class Dealt:
    """The compared people dealt into groups of the same sizes at random."""

    judged: Judged
    measure: str
    labels: Labels
    names: Sequence[str]
    seed: int

    @cached_property
    def _taking_part(self) -> Mask:
        return np.isin(self.labels, self.names) & np.isfinite(self.judged.values[self.measure])

    @cached_property
    def _values(self) -> Floats:
        return self.judged.values[self.measure][self._taking_part]

    @cached_property
    def _group(self) -> Rows:
        return np.searchsorted(np.sort(self.names), self.labels[self._taking_part])

    def _means(self, group: Rows, values: Floats) -> tuple[Floats, Rows]:
        sizes = np.bincount(group, minlength=len(self.names)).astype(np.int64)
        return np.bincount(group, weights=values, minlength=len(self.names)) / sizes, sizes

    def _deals(self, strata: Rows) -> Iterator[Rows]:
        rng, order = np.random.default_rng(self.seed), np.argsort(strata, kind="stable")
        for _ in range(RESAMPLES):
            group = np.empty_like(self._group)
            group[order] = self._group[np.argsort(strata + rng.random(len(strata)))]
            yield group

    def gaps(self) -> Floats:
        """(RESAMPLES,) the best group less the worst."""
        together = np.zeros(len(self._group), dtype=np.int64)
        return np.array([np.ptp(self._means(group, self._values)[0]) for group in self._deals(together)])

    def p(self, at_equal_likes: bool = False) -> float:
        """How often chance parts the groups at least as far."""
        values, strata = self._values, np.zeros(len(self._group), dtype=np.int64)
        if at_equal_likes:
            strata = self.judged.strata[self._taking_part]
            values = (
                values
                - np.array([values[strata == s].mean() if (strata == s).any() else 0 for s in range(STRATA)])[strata]
            )
        found = self._apart(self._group, values)
        reached = sum(self._apart(group, values) >= found * (1 - 1e-12) for group in self._deals(strata))
        return (1 + reached) / (1 + RESAMPLES)

    def _apart(self, group: Rows, values: Floats) -> float:
        means, sizes = self._means(group, values)
        return float((sizes * (means - values.mean()) ** 2).sum())


def holm(chances: Sequence[float]) -> list[float]:
    """p-values made fit for being many: the smallest times their number, the next times one fewer, never falling."""
    order = np.argsort(chances)
    raised = np.array(chances)[order] * np.arange(len(chances), 0, -1)
    found = np.empty(len(chances))
    found[order] = np.minimum(np.maximum.accumulate(raised), 1.0)
    return found.tolist()


def _age(told: str) -> str:
    """The band of an age in years; what is a band already stays."""
    if not told.isdigit():
        return told
    return next((band for last, band in AGES.items() if int(told) <= last), OLDEST)


def _averaged(values: Floats, of: Rows) -> Floats:
    """(n,) mean of each person's values that are there; nan without any."""
    here = np.isfinite(values)
    with np.errstate(invalid="ignore"):
        return np.bincount(of, weights=np.where(here, values, 0.0)) / np.bincount(of, weights=here)
