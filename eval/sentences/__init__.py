"""Whether the sentences a person reads say what really moves the pick: `whyrec eval sentences`.

The films that a text names are struck, together, and what becomes of the pick is compared with sets of the same length
chosen otherwise; then the text is doubted: with another person's history, with other evidence, and without its
strongest fact. Definitions: `eval/README.md`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from eval.fidelity.tables import apart, interval, with_intervals
from eval.parts import Context, Document, Estimate, Row, Verdict, proportion, verdict
from eval.sentences.case import Case, Named, cases
from eval.sentences.doubts import Answers, Doubts
from eval.sentences.sets import MEASURES, SETS, Outcome, Struck, likeness
from eval.sentences.texts import PLAIN, SERVED, UNAIDED, Said, Source, Unworded, sources
from recsys.schema import WhyRecError

PICKS, BY_MODEL, DOUBTED = (8, 40, 300), (1, 6, 60), (1, 4, 60)
"""Picks written about in plain words, by each model, and of those by the served model that are doubted, by size."""
SWAPPED, SHUFFLED, ABLATED = "histories swapped", "evidence shuffled", "strongest film struck"
FELT = 0.9
"""Of the picks, whose named films move it as far as a receipt must: a receipt does so for nearly all, and a short text
may name only part of its set."""
OVER_RANDOM = 0.5
"""How much more often than as many films drawn at random: those seldom move a pick, so less would be a weak reason."""
OVER_UNAIDED = 0.3
"""How much more often than the films the same model names without evidence, which it may well guess now and then."""


@dataclass
class Heard:
    """All that one source wrote and what came of it."""

    source: Source
    of: list[Case] = field(default_factory=list)
    """The picks written about, as in the lists below."""
    said: list[Said] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    """How many of the person's own films each text names."""
    strange: list[int] = field(default_factory=list)
    """How many films that are not the person's."""
    receipted: list[float] = field(default_factory=list)
    """Share of the films named that the receipt's set has, of texts that name any."""
    outcomes: list[dict[str, Outcome]] = field(default_factory=list)
    """By set, of texts that name any."""
    felt: list[float] = field(default_factory=list)
    """Whether the named films move the pick, of all texts; a text that names none moves nothing."""
    doubts: dict[str, list[Answers]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    """What went wrong with records the program could not word."""

    def doubt(self, name: str, ask: Callable[[], Answers | None]) -> None:
        try:
            answers = ask()
        except Unworded as fault:
            self.faults.append(str(fault))
            return
        if answers is not None:
            self.doubts.setdefault(name, []).append(answers)

    @property
    def worded(self) -> Estimate:
        """The share of all records asked for that the program could word."""
        done = len(self.said) + sum(map(len, self.doubts.values()))
        return proportion(done, done + len(self.faults))


def measure(context: Context) -> Document:
    """All tables and verdicts. A model that cannot be opened is left out with a note."""
    picks = cases(context, context.amount(*PICKS))
    named, struck = Named(context.engine), _Struck(context)
    found, notes = dict[str, Heard](), list[Row]()
    try:
        for source in sources(context.settings, context.kept("sentences")):
            count = len(picks) if source.name == PLAIN else context.amount(*BY_MODEL)
            found[source.name] = _heard(context, source, picks[:count], picks, named, struck)
    except WhyRecError as error:
        notes.append({"left out": "the language model", "why": str(error)})
    tables: dict[str, Sequence[Row]] = {
        "texts": [_text_row(name, heard) for name, heard in found.items() if heard.said],
        "films named": [row for name, heard in found.items() for row in _set_rows(name, heard)],
        "named against others": [row for name, heard in found.items() for row in _against(name, heard)],
        "doubts": [row for name, heard in found.items() for row in _doubt_rows(name, heard)],
        "shown": [
            {"text by": name, "pick": case.evidence.item.name, "text": said["text"]}
            for name, heard in found.items()
            for case, said in zip(heard.of[:20], heard.said, strict=False)
        ],
        "not worded": [{"text by": name, "fault": fault} for name, heard in found.items() for fault in heard.faults],
        "left out": notes,
    }
    return context.document("sentences", tables, list(_verdicts(found)))


class _Struck:
    """The deletion of films for each case, made once for all sources."""

    def __init__(self, context: Context) -> None:
        self._pipeline = context.engine.pipeline
        self._known: dict[int, Struck] = {}

    def of(self, case: Case) -> Struck:
        if id(case) not in self._known:
            self._known[id(case)] = Struck(self._pipeline, case, likeness(self._pipeline, case.item))
        return self._known[id(case)]


def _heard(
    context: Context, source: Source, picks: Sequence[Case], everyone: Sequence[Case], named: Named, struck: _Struck
) -> Heard:
    heard, rng = Heard(source), random.Random(context.seed)
    doubts = Doubts(context.engine, named, source)
    doubted = len(picks) if source.name == PLAIN else context.amount(*DOUBTED)
    for n, case in enumerate(picks):
        context.tell(f"Sentences, {source.name}", n / len(picks))
        try:
            said = source.write(case, case.evidence)
        except Unworded as fault:
            heard.faults.append(str(fault))
            continue
        text = said["text"]
        own, strange = named.films(text, case)
        heard.of.append(case)
        heard.said.append(said)
        heard.own.append(len(own))
        heard.strange.append(len(strange))
        heard.felt.append(0.0)
        if own:
            cited = {c.item.id for c in case.evidence.cited}
            heard.receipted.append(len(cited & set(own)) / len(own))
            heard.outcomes.append(struck.of(case).compared(own))
            heard.felt[-1] = heard.outcomes[-1]["named"]["felt"]
        if source.evidence and n < doubted:
            others = [*everyone[n + 1 :], *everyone[:n]]
            heard.doubt(SWAPPED, lambda case=case, text=text, others=others: doubts.swapped(case, text, others))  # type: ignore[misc]
            heard.doubt(SHUFFLED, lambda case=case, text=text: doubts.shuffled(case, text, rng))  # type: ignore[misc]
            heard.doubt(ABLATED, lambda case=case, text=text: doubts.ablated(case, text))  # type: ignore[misc]
    context.tell(f"Sentences, {source.name}", 1.0)
    return heard


# Tables


def _text_row(name: str, heard: Heard) -> Row:
    n = len(heard.said)
    row = {
        "text by": name,
        "texts": n,
        **interval("names a film of theirs", proportion(sum(k > 0 for k in heard.own), n)),
        **interval("names a film not theirs", proportion(sum(k > 0 for k in heard.strange), n)),
        **with_intervals({"films named": [float(k) for k in heard.own]}),
        "seconds a text": sum(said["seconds"] for said in heard.said) / n,
    }
    return {**row, **with_intervals({"share of them in the receipt": heard.receipted})} if heard.receipted else row


def _set_rows(name: str, heard: Heard) -> Iterator[Row]:
    if not heard.outcomes:
        return
    for chosen in SETS:
        columns = {measure_: [one[chosen][measure_] for one in heard.outcomes] for measure_ in MEASURES}
        yield {"text by": name, "set": chosen, "texts": len(heard.outcomes), **with_intervals(columns)}


def _against(name: str, heard: Heard) -> Iterator[Row]:
    """The named set less each other one, text by text."""
    for chosen in SETS[1:] if heard.outcomes else ():
        row: Row = {"text by": name, "named less": chosen, "texts": len(heard.outcomes)}
        for measure_ in MEASURES:
            row |= interval(measure_, _difference(heard, chosen, measure_))
        yield row


def _difference(heard: Heard, chosen: str, measure_: str) -> Estimate:
    named, other = ([one[s][measure_] for one in heard.outcomes] for s in ("named", chosen))
    return apart(named, other) if named else Estimate(None)


def _doubt_rows(name: str, heard: Heard) -> Iterator[Row]:
    for doubt, answers in heard.doubts.items():
        for question in answers[0]:
            share = proportion(sum(one[question] for one in answers), len(answers))
            yield {"text by": name, "doubt": doubt, "the text": question, "n": len(answers), **interval("share", share)}


# Verdicts


def _verdicts(found: dict[str, Heard]) -> Iterator[Verdict]:
    for name, short in ((PLAIN, "plain"), (SERVED, "model")):
        if name not in found:
            continue
        heard = found[name]
        yield verdict(f"sentences.{short}_worded", heard.worded, 1.0)
        if name == PLAIN:
            yield verdict("sentences.plain_felt", proportion(round(sum(heard.felt)), len(heard.felt)), FELT)
        else:  # of the same plan, so that few texts tell whether the model names other films than it should
            yield verdict("sentences.model_felt_as_plain", _felt_more(heard, found[PLAIN]), 0.0)
        yield verdict(f"sentences.{short}_over_random", _difference(heard, "random", "felt"), OVER_RANDOM)
        yield verdict(f"sentences.{short}_over_exact", _difference(heard, "exact", "felt"), 0.0)
        for doubt, question, said in (
            (SWAPPED, "changes", "swap_changes"),
            (SHUFFLED, "names the new films alone", "shuffle_follows"),
            (ABLATED, "does not name it", "ablated_unclaimed"),
            (ABLATED, "the first is refused without it", "ablated_refused"),
        ):
            answers = heard.doubts.get(doubt, [])
            share = proportion(sum(one[question] for one in answers), len(answers))
            yield verdict(f"sentences.{short}_{said}", share, 1.0)
    if SERVED in found and UNAIDED in found:
        yield verdict("sentences.model_over_unaided", _felt_more(found[SERVED], found[UNAIDED]), OVER_UNAIDED)


def _felt_more(one: Heard, other: Heard) -> Estimate:
    """How much more often the films that one source names move the pick, over the picks both wrote about."""
    by_pick = {id(case): felt for case, felt in zip(other.of, other.felt, strict=True)}
    both = [(felt, by_pick[id(case)]) for case, felt in zip(one.of, one.felt, strict=True) if id(case) in by_pick]
    return apart([ours for ours, _ in both], [theirs for _, theirs in both]) if both else Estimate(None)
