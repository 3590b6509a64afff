"""Whom the lists serve well, what they show, and what asking for the lesser known buys: `whyrec eval fairness`.

The lists of twenty are those of the served pipeline, for people it was not fitted on: the same draws, told and hidden
likes as in the part "ranking" (strong generalization). The same for everybody by popularity stands beside it, so that
one sees which gaps are the data's. A person of several draws counts once, with their mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from eval.fairness.exposure import Shown, by_decade, by_fame, outside, shares, tail
from eval.fairness.groups import FACTS, LEAST, MEASURES, Judged, gaps, groups, holm, ratio, traits
from eval.parts import Context, Document, Estimate, Row, Verdict, hashed, proportion, verdict
from eval.ranking import SEEDS
from eval.ranking.figures import Draws, cells, mean_of
from eval.ranking.measures import SHORT, Judge, Values, best
from eval.ranking.served import Served
from eval.ranking.splits import MOST, Split, splits
from recsys import models
from recsys.models.base import Rows
from recsys.schema import Request

NOVELTY = (-1.0, -0.5, 0.0, 0.25, 0.5, 0.75, 1.0)
"""Settings of a request, from the well known to the lesser known; 0 is what one gets without asking."""
PIPELINE, POPULARITY = "served pipeline", "popularity"
FIFTHS = 0.8
"""The worst served group gets at least so much of what the best served gets: the four-fifths rule (Uniform Guidelines
on Employee Selection Procedures, 29 CFR 1607.4 D)."""
SURE = 0.05
"""A gap with a smaller p, after Holm, is taken to be more than chance."""
OUTSIDE = 0.9
"""The share of a list of the lesser known that is outside the best-known tenth, for which its weight was chosen."""
KEPT = 0.8
"""Of NDCG@20, when novelty is asked for at half strength."""
SHOWN = ("ndcg@20", "recall@20", "novelty", "tail", "popularity lift", "calibration")


DRAWS = (1, 5, 15)
"""Splits by size; five hold out two thirds of all people at least once, fifteen nearly everybody."""


def measure(context: Context) -> Document:
    """All tables. Quick is one draw and few people."""
    seeds = [context.seed + SEEDS[0] + n for n in range(context.amount(*DRAWS))]
    most = context.amount(60, MOST, MOST)
    benches = [Bench(context, split) for split in splits(context.dataset, seeds, False, most)]
    found = {x: [b.lists(x) for b in _told(context, benches, n)] for n, x in enumerate(NOVELTY)}
    by_lists = {PIPELINE: found[0.0], POPULARITY: [bench.popular() for bench in benches]}
    judged = {name: _judged(benches, lists) for name, lists in by_lists.items()}
    facts = traits(context.dataset, judged[PIPELINE].people)
    starts = [(name, fact) for name in judged for fact in facts]
    gap_rows = [
        row
        for name, fact in starts
        for row in gaps({"lists": name, "trait": fact}, judged[name], facts[fact], context.seed)
    ]
    for row, p in zip(gap_rows, holm([row["p"] for row in gap_rows]), strict=True):
        row["p after Holm"] = p
    shown = {of: list(_shown(benches, found, of)) for of in ("popularity", "decade")}
    curve = Curve(benches, found)
    tables = {
        "groups": [
            row for name, fact in starts for row in groups({"lists": name, "trait": fact}, judged[name], facts[fact])
        ],
        "gaps": gap_rows,
        "exposure_by_popularity": list(shares("popularity", shown["popularity"])),
        "exposure_by_decade": list(shares("decade", shown["decade"])),
        "novelty": list(curve.rows()),
        "notes": _notes(context, benches, judged[PIPELINE], facts),
    }
    ours = [row["p after Holm"] < SURE for row in gap_rows if row["lists"] == PIPELINE]
    verdicts = [
        *(verdict(f"fairness.{f}_ndcg20", ratio(judged[PIPELINE], "ndcg@20", facts[f]), FIFTHS) for f in facts),
        verdict("fairness.gaps_beyond_chance", Estimate(sum(ours) if ours else None), 0, "≤"),
        verdict("fairness.tail_slots_for_each_like", tail(shown["popularity"]), FIFTHS),
        *curve.verdicts(),
    ]
    return context.document("fairness", tables, verdicts)


@dataclass(frozen=True)
class Bench:
    """The lists of one split; each is made once and kept."""

    context: Context
    split: Split

    def lists(self, novelty: float) -> Rows:
        """What the served pipeline shows, (people, 20) catalogue rows."""
        about = [models.signature(self.context.settings.model), hashed(self._served.live.ranker.weights)]
        return self._once(
            ["served", *about, self._served.live.candidates, novelty],
            lambda: self._served.ranked(None, Request(novelty=novelty)),
        )

    def popular(self) -> Rows:
        known = self.split.test
        model = models.create(POPULARITY)
        return self._once([POPULARITY], lambda: best(model.fit(known.train).score_many(known.told), known))

    @property
    def people(self) -> Rows:
        return self.split.test.people

    @cached_property
    def judge(self) -> Judge:
        return Judge(self.split.test, self.context.dataset.catalog)

    def judged(self, lists: Rows) -> Values:
        return self.judge.accuracy(lists) | self.judge.character(lists)

    @cached_property
    def _served(self) -> Served:
        return Served(self.context.engine.pipeline, self.context.settings.model, self.split.test)

    def _once(self, depends: list[object], make: Callable[[], Rows]) -> Rows:
        about = [self.context.dataset.fingerprint, self.split.name, len(self.split.test.people)]
        kept = self.context.kept("fairness")
        return np.array(kept.once([*about, *depends], lambda: make()[:, :SHORT].tolist()), dtype=np.int64)


@dataclass(frozen=True)
class Curve:
    """What each setting of novelty gives, against asking for none."""

    benches: Sequence[Bench]
    found: Mapping[float, Sequence[Rows]]

    @cached_property
    def draws(self) -> Draws:
        return Draws(np.concatenate([bench.people for bench in self.benches]))

    @cached_property
    def values(self) -> dict[float, Values]:
        return {x: _joined(self.benches, lists) for x, lists in self.found.items()}

    def rows(self) -> Iterator[Row]:
        """A row a setting."""
        plain = self.values[0.0]
        for x, values in self.values.items():
            reach = [bench.judge.reach(rows) for bench, rows in zip(self.benches, self.found[x], strict=True)]
            figures = {name: self.draws.mean(values[name]) for name in SHOWN}
            figures |= {"coverage@20": mean_of(reach)}
            figures |= {f"{m} gained": self.draws.difference(values[m], plain[m]) for m in ("novelty", "ndcg@20")}
            figures |= {"ndcg@20 kept": self.draws.ratio(values["ndcg@20"], plain["ndcg@20"])}
            yield {"novelty asked for": x} | cells(figures)

    def verdicts(self) -> Iterator[Verdict]:
        """It does what it says, for whom it is asked; what it costs is in the table."""
        most, plain = self.values[1.0]["novelty"], self.values[0.0]["novelty"]
        heard = [a > b for a, b in zip(most, plain, strict=True) if a is not None and b is not None]
        yield verdict("fairness.lesser_known_heard", proportion(sum(heard), len(heard)), 0.95)
        lists = zip(self.benches, self.found[1.0], strict=True)
        away = [outside(rows[rows >= 0], bench.judge.likes) for bench, found in lists for rows in found]
        yield verdict("fairness.lesser_known_outside_best_known", self.draws.mean(away), OUTSIDE)
        half = self.draws.ratio(self.values[0.5]["ndcg@20"], self.values[0.0]["ndcg@20"])
        yield verdict("fairness.half_novelty_ndcg20_kept", half, KEPT)


def _told(context: Context, benches: Sequence[Bench], done: int) -> Iterator[Bench]:
    for n, bench in enumerate(benches):
        context.tell("Fairness", (done + n / len(benches)) / len(NOVELTY))
        yield bench


def _joined(benches: Sequence[Bench], lists: Sequence[Rows]) -> Values:
    """By measure, a value a person and draw."""
    parts = [bench.judged(rows) for bench, rows in zip(benches, lists, strict=True)]
    return {name: [v for part in parts for v in part[name]] for name in parts[0]}


def _judged(benches: Sequence[Bench], lists: Sequence[Rows]) -> Judged:
    values = _joined(benches, lists)
    known = [bench.split.test for bench in benches]
    likes = [np.diff(one.told.indptr) + np.diff(one.hidden.indptr) for one in known]
    people = np.concatenate([one.people for one in known])
    return Judged.of(people, np.concatenate(likes).astype(float), {name: values[name] for name in MEASURES})


def _shown(benches: Sequence[Bench], found: Mapping[float, Sequence[Rows]], of: str) -> Iterator[Shown]:
    for n, bench in enumerate(benches):
        known, judge = bench.split.test, bench.judge
        bands = by_decade(judge.catalog) if of == "decade" else by_fame(judge.likes, known.items)
        for place, person in enumerate(known.people):
            rows, lesser = (lists[n][place] for lists in (found[0.0], found[1.0]))
            likes = known.items[np.concatenate([known.told[place].indices, known.hidden[place].indices])]
            yield Shown(int(person), rows[rows >= 0], lesser[lesser >= 0], likes, bands)


def _notes(context: Context, benches: Sequence[Bench], judged: Judged, facts: Mapping[str, object]) -> list[Row]:
    """What is missing and why."""
    notes = {
        fact: f"{context.dataset.name} does not tell it of {LEAST} people in each of two groups who are judged."
        for fact in FACTS
        if fact not in facts
    }
    if not by_decade(context.dataset.catalog):
        notes["decade"] = f"{context.dataset.name} tells no years."
    share = len(judged.people) / len(context.dataset.interactions.users)
    notes["people"] = f"{len(judged.people)} people judged, {share:.0%} of all, in {len(benches)} draws."
    return [{"about": about, "note": note} for about, note in notes.items()]
