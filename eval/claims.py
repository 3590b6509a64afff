"""Whether the verifier earns its word: `whyrec eval claims`.

True sentences must be accepted and false ones refused. The true ones come from the grammar, from the language model
and from people; of every one that is accepted mutants are made that the record proves false (`eval.mutate`; those of a
refused sentence would be refused too easily). Sentences that people wrote to be false are counted on their own.
"""

from __future__ import annotations

import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from eval.mutate import MUTATIONS, Case, mutants
from eval.mutate.case import Scene, Whole
from eval.parts import Context, Document, Estimate, Row, proportion, verdict
from eval.truths import TEXTS, Told, Truth, by_hand, from_grammar, from_hand, from_model, from_reading, lines
from eval.truths import drawn as drawn_records
from recsys.explain.verify import Checker, Read, Refusal

RECORDS, QUICK = 420, 24
"""Records drawn from the data set."""
READ = 6
"""Sentences a record drawn from all that is understood; those that are understood are mutated too."""
WRITTEN = 100
"""Texts by the language model."""
MUTANTS, FEWER = 400, 12
"""Mutants of each kind at most, as even over the tasks as they come."""
LATE = "late_by_hand"


@dataclass(frozen=True, eq=False)
class False_:
    """A false text and what is wrong with it."""

    of: Told
    kind: str
    text: str
    was: str = ""
    """The true sentence it was made of."""


@dataclass
class Tally:
    """What the verifier said of all the texts."""

    heard: Counter[str] = field(default_factory=Counter)
    """True sentences by source; those by hand are whole texts."""
    refused: Counter[str] = field(default_factory=Counter)
    tried: Counter[str] = field(default_factory=Counter)
    """False texts by kind."""
    caught: Counter[str] = field(default_factory=Counter)
    by_task: Counter[tuple[str, str]] = field(default_factory=Counter)
    refusals: list[Row] = field(default_factory=list)
    misses: list[Row] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    """Milliseconds for each text."""


def measure(context: Context) -> Document:
    """Everything, with its verdicts; only in full does the language model write some of the true texts."""
    rng = random.Random(context.seed)
    told = drawn_records(context, context.amount(QUICK, RECORDS // 3, RECORDS))
    hand = from_hand()[:: context.amount(8, 1, 1)]
    truths = [*from_grammar(told, rng), *from_reading(told, rng, READ), *hand]
    tally = Tally()
    if context.size == "full":
        written, refused = from_model(context, told[:WRITTEN])
        truths += written
        tally.heard["model"] += refused
        tally.refused["model"] += refused
    cases = accepted(truths, tally, context)
    made = made_false(cases, rng, context.amount(FEWER, MUTANTS // 3, MUTANTS), context)
    late = [
        False_(one, LATE, line["text"], line.get("kind", ""))
        for one, line in _joined(by_hand(), lines(TEXTS / "false_late.jsonl"))
    ]
    judge([*made, *late], tally, context)
    return report(tally, context)


def _joined(told: Sequence[Told], texts: Iterable[dict[str, str]]) -> Iterator[tuple[Told, dict[str, str]]]:
    known = {one.id: one for one in told}
    return ((known[line["id"]], line) for line in texts)


# True texts


def accepted(truths: Sequence[Truth], tally: Tally, context: Context) -> list[tuple[Told, Case]]:
    """The sentences of all true texts that are accepted, each as a case for the mutations."""
    found: list[tuple[Told, Case]] = []
    scenes: dict[str, Scene] = {}
    for n, (truth, checker) in enumerate(_with_checkers(truths)):
        context.tell("True sentences", n / len(truths))
        scene = scenes.setdefault(truth.of.id, Scene(truth.of.record, context.dataset.catalog))
        found += [(truth.of, case) for case in as_cases(_read(truth, checker, tally), scene, truth.of.task)]
    context.tell("True sentences", 1.0)
    return found


def as_cases(reads: Sequence[Read], scene: Scene, task: str) -> list[Case]:
    """Each sentence that was read with its claims, behind the ones before it."""
    found: list[Case] = []
    for read in reads:
        spans = ((claim.type, read.sentence.find(claim.text), len(claim.text)) for claim in read.claims)
        claims = tuple((kind, (at, at + length)) for kind, at, length in spans if at >= 0)
        found.append(Case(scene, read.sentence, claims, " ".join(case.text for case in found), task))
    return found


def _read(truth: Truth, checker: Checker, tally: Tally) -> tuple[Read, ...]:
    """The sentences of a true text as far as they are accepted; a text that is refused counts one refusal."""
    started = time.perf_counter()
    found = checker.sentences(truth.text)
    tally.times.append(1000 * (time.perf_counter() - started))
    if not isinstance(found, Refusal):
        tally.heard[truth.source] += 1 if truth.source == "by hand" else len(found)
        return found
    if truth.source == "reading":
        return ()
    tally.refused[truth.source] += 1
    tally.heard[truth.source] += 1
    tally.refusals.append(
        {
            "source": truth.source,
            "record": truth.of.id,
            "task": truth.of.task,
            "text": truth.text,
            "reason": found.reason,
        }
    )
    return ()


def _with_checkers(truths: Sequence[Truth]) -> Iterator[tuple[Truth, Checker]]:
    """The texts record by record, each with the checker of its record, which is built once."""
    groups: dict[int, list[Truth]] = defaultdict(list)
    for truth in truths:
        groups[id(truth.of.record)].append(truth)
    for group in groups.values():
        checker = Checker(group[0].of.record)
        yield from ((truth, checker) for truth in group)


# False texts


def made_false(cases: Sequence[tuple[Told, Case]], rng: random.Random, most: int, context: Context) -> list[False_]:
    """Up to `most` mutants of each kind, as even over the tasks as they come."""
    pools: dict[str, dict[str, list[False_]]] = {kind: defaultdict(list) for kind in MUTATIONS}
    for n, (told, case) in enumerate(cases):
        context.tell("Mutants", n / len(cases))
        for kind in MUTATIONS:
            for text in mutants(kind, case, rng, 2):
                whole = str(text) if isinstance(text, Whole) else f"{case.before} {text}".strip()
                pools[kind][case.task].append(False_(told, kind, whole, case.text))
    context.tell("Mutants", 1.0)
    return [one for by_task in pools.values() for one in evenly(by_task, rng, most)]


def evenly(by_task: dict[str, list[False_]], rng: random.Random, most: int) -> list[False_]:
    """Up to `most` of them, taken from each group in turn."""
    groups = [rng.sample(group, len(group)) for _, group in sorted(by_task.items())]
    found: list[False_] = []
    while len(found) < most and any(groups):
        for group in groups:
            if group and len(found) < most:
                found.append(group.pop())
    return found


def judge(texts: Sequence[False_], tally: Tally, context: Context) -> None:
    """What the verifier says of false texts."""
    checkers: dict[int, Checker] = {}
    for n, one in enumerate(sorted(texts, key=lambda f: f.of.id)):
        context.tell("False sentences", n / len(texts))
        key = id(one.of.record)
        if key not in checkers:
            checkers = {key: Checker(one.of.record)}
        started = time.perf_counter()
        found = checkers[key].check(one.text)
        tally.times.append(1000 * (time.perf_counter() - started))
        tally.tried[one.kind] += 1
        tally.by_task[one.kind, one.of.task] += 1
        if isinstance(found, Refusal):
            tally.caught[one.kind] += 1
        else:
            tally.misses.append(
                {"kind": one.kind, "record": one.of.id, "task": one.of.task, "text": one.text, "was": one.was}
            )
    context.tell("False sentences", 1.0)


# The report


def report(tally: Tally, context: Context) -> Document:
    """Tables and verdicts."""
    kinds = list(tally.tried)
    by_kind = [_kind_row(kind, tally) for kind in kinds]
    overall = proportion(sum(tally.caught.values()), sum(tally.tried.values()))
    shares = [proportion(tally.caught[k], tally.tried[k]) for k in kinds]
    worst = min(shares, default=Estimate(None), key=lambda share: share.value or 0.0)
    generated = ("grammar", "model")
    wrongly = proportion(sum(tally.refused[s] for s in generated), sum(tally.heard[s] for s in generated))
    times = np.asarray(tally.times)
    tables: dict[str, list[Row]] = {
        "detection": by_kind,
        "true_sentences": [_source_row(source, tally) for source in tally.heard],
        "time_ms": [
            {
                "texts": len(times),
                "median": float(np.median(times)),
                "p95": float(np.percentile(times, 95)),
            }
        ],
        "misses": tally.misses,
        "refusals": tally.refusals,
    }
    return context.document(
        "claims",
        tables,
        [
            verdict("claims.detection", overall, 0.995),
            verdict("claims.detection_worst_kind", worst, 0.99),
            verdict("claims.detection_late", proportion(tally.caught[LATE], tally.tried[LATE]), 0.99),
            verdict("claims.false_refusals", wrongly, 0.01, "≤"),
            verdict(
                "claims.false_refusals_by_hand", proportion(tally.refused["by hand"], tally.heard["by hand"]), 0.10, "≤"
            ),
        ],
    )


def _kind_row(kind: str, tally: Tally) -> Row:
    share = proportion(tally.caught[kind], tally.tried[kind])
    tasks = {task: n for (k, task), n in sorted(tally.by_task.items()) if k == kind}
    return {
        "kind": kind,
        "tried": tally.tried[kind],
        "missed": tally.tried[kind] - tally.caught[kind],
        "detected": share.value,
        "detected low": share.low,
        "detected high": share.high,
        "tasks": " ".join(f"{task}:{n}" for task, n in tasks.items()),
    }


def _source_row(source: str, tally: Tally) -> Row:
    share = proportion(tally.refused[source], tally.heard[source])
    return {
        "source": source,
        "sentences": tally.heard[source],
        "refused": tally.refused[source],
        "share": share.value,
        "share low": share.low,
        "share high": share.high,
    }
