"""How good the lists are, beside other recommenders, on the same people in the same run: `whyrec eval ranking`.

Strong generalization: of the people with at least five likes, 20% are unseen in the fit; of each, 80% of the likes may
be told and the others are to be found, among the items liked in training; all models hear likes only. Five draws, seeds
42 to 46. By time: the fit knows what the first 80% of the people had liked when the others began to come; those tell
their likes in the order of time, and the last 20% are to be found. The short-history curve tells the first 1, 3, 5, 10
likes or all; what could have been told is never ranked.

Settings are chosen by NDCG@20 on 20% of the training people, then the model is fitted again on all of them. Every
family has the same number of trials, at the same kind of evenly spread points of its space. Peers choose anew for every
number of likes told, which favours them; ours choose once, by the mean over all five, for one program serves all. Rows
"as shipped" (no trials) have the settings of the program, and the served pipeline is such a row.

Intervals are bootstrapped over people, all likes of one person in all splits together; comparisons are paired.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.parts import Context, Document, Row
from eval.ranking.bench import PIPELINE, RETRIEVER, Bench, Judged
from eval.ranking.families import ABSENT, PEERS, Family, ours
from eval.ranking.splits import MOST, Split, said, splits
from eval.ranking.tables import Model, Results, verdicts, worded
from recsys import models

SEEDS = (42, 43, 44, 45, 46)
WORDED = (None, 3)
"""Likes told beside requests in words."""

Found = Mapping[Model, Sequence[Mapping[str, Judged]]]
"""By model, what its lists are worth in each split."""


def measure(context: Context) -> Document:
    """All tables. Quick is one draw, one setting each and few people; report fewer draws and trials than full."""
    whole = context.settings.model
    models.create(whole)
    families = [*ours([context.model] if context.model else models.MODELS), *PEERS]
    seeds = [context.seed + seed for seed in SEEDS[: context.amount(1, 2, 5)]]
    live, kept = context.engine.pipeline, context.kept("ranking")
    most, trials = context.amount(60, MOST, MOST), context.amount(1, 4, 16)
    parts = splits(context.dataset, seeds, context.size != "quick", most)
    benches = [Bench(context, live, split, trials, kept) for split in parts]
    found, absent = _found(context, benches, families)
    draws = [bench for bench in benches if not bench.split.by_time]
    spoken = draws[: context.amount(0, 1, 5)] if live.encoder else []
    told = {said(n): [one for b in spoken for one in b.wording(n, context.seed)] for n in WORDED}
    strong, by_time = (_results(benches, found, late) for late in (False, True))
    tables = {
        "ranking": strong.accuracy(),
        "served_pipeline_less_the_others": strong.differences(),
        "beyond_accuracy": strong.character(),
        "recall_100_by_likes_of_the_item": strong.cold(),
        "short_histories": strong.short(),
        "served_pipeline_less_the_others_short": strong.short_differences(),
        "kept_by_the_pipeline": [*strong.kept(whole), *worded(told)],
        "by_time": by_time.accuracy() if by_time.splits else [],
        "by_time_less_the_others": by_time.differences() if by_time.splits else [],
        "by_time_short_histories": by_time.short() if by_time.splits else [],
        "splits": [_told(bench.split) for bench in benches],
        "settings": [row for bench in benches for row in bench.chosen],
        "notes": _notes(absent, bool(by_time.splits), bool(spoken), context),
    }
    return context.document("ranking", tables, verdicts(strong, whole))


def _found(context: Context, benches: Sequence[Bench], families: Sequence[Family]) -> tuple[Found, dict[str, str]]:
    """Every row; and why some peers have none. What goes wrong inside a peer is a note and stops nothing else."""
    found: dict[Model, list[dict[str, Judged]]] = {}
    absent = {}
    for done, family in enumerate(families):
        if family.version is None:
            absent[family.source] = ABSENT[family.source]
            continue
        context.tell("Ranking", done / (len(families) + 1))
        row = Model(family.label, family.source, family.version, family.tried(benches[0].trials))
        try:
            found[row] = [bench.family(family) for bench in benches]
        except Exception as error:
            if not family.peer:
                raise
            absent[family.label] = f"Could not be measured on {context.dataset.name}: {str(error).splitlines()[0]}"
    served = [bench.served() for bench in benches]
    for name in (RETRIEVER, PIPELINE):
        found[Model(name, "served", "", 0)] = [one[name] for one in served]
    context.tell("Ranking", 1.0)
    return found, absent


def _results(benches: Sequence[Bench], found: Found, by_time: bool) -> Results:
    """What is of one kind of split."""
    places = [n for n, bench in enumerate(benches) if bench.split.by_time == by_time]
    return Results([benches[n].split for n in places], {m: [each[n] for n in places] for m, each in found.items()})


def _told(split: Split) -> Row:
    test = split.test
    return {
        "split": split.name,
        "people fitted on": test.train.shape[0],
        "validation people": len(split.validation.people),
        "test people": len(test.people),
        "items": len(test.items),
        "likes told": int(test.told.nnz),
        "likes hidden": int(test.hidden.nnz),
        "likes of unknown items": split.unknown,
    }


def _notes(absent: Mapping[str, str], by_time: bool, in_words: bool, context: Context) -> list[Row]:
    """What is missing from the tables and why, in the reader's words."""
    notes = {**absent, **{name: why for name, why in ABSENT.items() if name not in {f.source for f in PEERS}}}
    if not by_time:
        quick = context.size == "quick"
        notes["by time"] = "Left out of a quick run." if quick else "There is no time for every like, so no such split."
    if not in_words:
        quick = context.size == "quick"
        notes["in words"] = "Left out of a quick run." if quick else "There is no encoder, so no requests in words."
    return [{"missing": name, "why": why} for name, why in notes.items()]
