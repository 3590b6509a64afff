"""Whether the writer can be trusted, and whether it is worth reading: `whyrec eval writer`.

The same records of people, and in part of films, that training never met are written about by the bare model, under the
grammar, tuned, and as the program does it; plain wording is the row to beat in variety.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.parts import Context, Document, Estimate, Row, bootstrap, proportion, verdict
from eval.records import Sampled, sample
from eval.wording_metrics import distinct, masked, repetition, self_bleu, words
from prompts import load
from recsys.explain.language import VOICES, Voice
from recsys.explain.notes import notes
from recsys.explain.plan import Plan, plan
from recsys.explain.records import items
from recsys.explain.verify import START, Checker, Read, Refusal, tidy
from recsys.explain.wording import worded
from recsys.explain.write import BOUNDARY, VOICE, Writer
from recsys.llm import open_chat
from recsys.llm.adapter import chosen
from recsys.schema import Evidence
from recsys.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel

TEST, UNSEEN, SOME, FEW = 400, 120, 28, 12
"""Records of people never met in training, of films never met either, and of either for less than the whole."""
RIVAL, BARE, SLOW = 60, 30, 12
"""Records the other systems write about, the bare model (slow, and nearly never right), and the transformers runtime,
for its rate alone."""
FREE = 0.8
"""Temperature of free decoding."""
LONGEST = 160
"""Tokens of a free text."""
WIDE = 10
"""A self-BLEU is only taken of more texts than this."""
PLAIN, OURS, SLOWLY = "plain wording", "tuned + grammar + gate", "the same by transformers"

Said = dict[str, Any]
"""One text: `text`, `sentences` (text, source, states), `refused`, `seconds`, `first` (seconds to the first sentence
that may be shown)."""


@dataclass(frozen=True)
class Job:
    """One record to write about."""

    one: Sampled
    voice: Voice
    unseen: bool

    def plan(self) -> Plan:
        return plan(self.one.record, self.one.task, self.voice)


@dataclass(frozen=True)
class System:
    """One row: how a text comes about."""

    name: str
    write: Callable[[Job], Said]
    depends: object
    most: int = TEST + UNSEEN


def measure(context: Context) -> Document:
    """The writer's table and its verdicts."""
    jobs = list(_jobs(context))
    source = _source()
    texts: dict[str, list[Said]] = {}
    for system in systems(context.settings):
        kept = context.kept(f"writer-{system.name.replace(' ', '-').replace('+', 'and')}")
        found: list[Said] = []
        for n, job in enumerate(some := jobs[: system.most]):
            context.tell(system.name, n / len(some))
            depends = (source, system.depends, job.one.task, job.one.record, job.voice)
            found.append(kept.once(depends, lambda system=system, job=job: system.write(job)))  # type: ignore[misc]
        texts[system.name] = found
    rows = [_row(name, jobs, said) for name, said in texts.items()]
    return context.document("writer", {"systems": rows, **_more(jobs, texts[OURS])}, _verdicts(jobs, texts, rows))


def _jobs(context: Context) -> Iterator[Job]:
    """Seen and unseen films mixed, so that any beginning of the list is a sample of it."""
    counts = context.amount(FEW, SOME, TEST), context.amount(FEW, FEW, UNSEEN)
    rng = random.Random(context.seed)
    jobs = [
        Job(one, rng.choice(VOICES), split == "unseen")
        for split, count in zip(("test", "unseen"), counts, strict=True)
        for one in sample(context.engine, split, count, context.seed)  # type: ignore[arg-type]
    ]
    rng.shuffle(jobs)
    yield from jobs


def _source() -> str:
    """Changes whenever the schema or a prompt does, so that no text of an earlier one is counted."""
    import prompts
    import recsys.explain

    folders = [Path(str(module.__file__)).parent for module in (recsys.explain, prompts)]
    files = sorted(f for folder in folders for f in folder.rglob("*") if f.suffix in (".py", ".md"))
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()


# ---- the systems -------------------------------------------------------------------------------------------


def systems(settings: Settings) -> Iterator[System]:
    """Every row of the table, opened one after the other. What cannot be opened here raises `WhyRecError`."""
    bare = settings.model_copy(update={"adapter": "none"})
    adapter = chosen(settings)
    tuned_on = "" if adapter is None else hashlib.sha256(adapter.read_bytes()).hexdigest()

    def depends(how: str, adapted: bool = False) -> tuple[str, ...]:
        return (how, settings.chat_model, tuned_on if adapted else "")

    yield System(PLAIN, _plainly, ("plain",))
    chat = _opened(bare)
    yield System("bare, no example", _freely(chat, "explain", examples=False), depends("zero"), BARE)
    yield System("bare, one example", _freely(chat, "explain"), depends("few"), BARE)
    yield System("grammar only", _through(Writer(chat)), depends("grammar"), RIVAL)
    if adapter is not None:
        chat = _opened(settings)
        yield System("tuned", _freely(chat, "tell"), depends("free", True), RIVAL)
        yield System(OURS, _through(Writer(chat)), depends("ours", True))
        chat = _opened(settings.model_copy(update={"chat_model": str(_folder(settings)), "adapter": str(adapter)}))
        yield System(SLOWLY, _through(Writer(chat)), depends("transformers", True), SLOW)


def _opened(settings: Settings) -> BaseChatModel:
    chat = open_chat(settings)
    assert chat is not None, "the writer is measured with a chat model"
    Writer(chat).warm()
    return chat


def _folder(settings: Settings) -> Path:
    """The default model as transformers reads it, converted once."""
    from recsys.assets import ensure_chat_model
    from recsys.llm.convert import convert

    gguf = Path(ensure_chat_model(settings.chat_model, settings, None))
    return convert(gguf, settings.cache / "converted" / gguf.stem)


def _plainly(job: Job) -> Said:
    begun = time.perf_counter()
    sentences = worded(job.plan(), 0)
    seconds = time.perf_counter() - begun
    return _said(job, [(s.text, s.source) for s in sentences], [], seconds, seconds)


def _through(writer: Writer) -> Callable[[Job], Said]:
    """As the program writes: sentence by sentence, through the gate."""

    def write(job: Job) -> Said:
        refused: list[str] = []
        begun, first = time.perf_counter(), 0.0
        told: list[tuple[str, str]] = []
        for sentence in writer.write(job.one.record, job.one.task, voice=job.voice, refused=refused):
            first = first or time.perf_counter() - begun
            told.append((sentence.text, sentence.source))
        return _said(job, told, refused, time.perf_counter() - begun, first)

    return write


def _freely(chat: BaseChatModel, prompt: str, examples: bool = True) -> Callable[[Job], Said]:
    """One free text, read afterwards: what is true of it, and when the first true sentence was there."""

    def write(job: Job) -> Said:
        made = job.plan()
        noun, template = made.record.lexicon.noun, load(prompt)
        values = {"noun": noun, "notes": notes(made), "language": "English", "voice": VOICE[job.voice]}
        messages = template.invoke({k: v for k, v in values.items() if k in template.input_variables}).to_messages()
        if not examples:
            messages = [messages[0], messages[-1]]
        begun = time.perf_counter()
        text = chat.invoke(messages, temperature=FREE, seed=0, max_tokens=LONGEST).text
        seconds = time.perf_counter() - begun
        checker = Checker(made.record)
        told, refused = _sifted(checker, tidy(text))
        return _said(job, [(t, "model") for t in told], refused, seconds, seconds, checker)

    return write


def _sifted(checker: Checker, rest: str) -> tuple[list[str], list[str]]:
    """The sentences of a text that are accepted, and the others."""
    accepted: list[str] = []
    refused: list[str] = []
    state = START
    while rest:
        read = checker.first(rest, state)
        if isinstance(read, Refusal):
            cut = BOUNDARY.search(rest)
            end = len(rest) if cut is None else cut.end()
            refused.append(rest[:end].strip())
        else:
            accepted.append(read.sentence)
            end, state = read.end, read.state
        rest = rest[end:].lstrip()
    return accepted, refused


def _said(
    job: Job,
    told: Sequence[tuple[str, str]],
    refused: list[str],
    seconds: float,
    first: float,
    checker: Checker | None = None,
) -> Said:
    """What was told, read once more; a text written to the plan by a checker that knows the plan's kinds of claims
    alone, which is stricter and quicker."""
    if checker is None:
        checker = Checker(job.one.record, [name for step in job.plan().steps for name, _ in step.states])
    state = START
    sentences = []
    for text, source in told:
        read = checker.first(text, state)
        true = isinstance(read, Read) and read.end == len(text)
        states = [list(map(str, (name, *key))) for name, key in read.states] if isinstance(read, Read) else []
        sentences.append({"text": text, "source": source, "states": states, "true": true})
        state = read.state if isinstance(read, Read) else state
    return {"sentences": sentences, "refused": refused, "seconds": seconds, "first": first}


# ---- the table ---------------------------------------------------------------------------------------------


def _text(said: Said) -> str:
    return " ".join(s["text"] for s in said["sentences"])


def _written(said: Said) -> str:
    """All that was written, shown or not."""
    return " ".join([*(s["text"] for s in said["sentences"]), *said["refused"]])


def _first_try(said: Said) -> bool:
    return not said["refused"] and bool(said["sentences"]) and all(s["source"] == "model" for s in said["sentences"])


def _by_model(said: Said) -> bool:
    return bool(said["sentences"]) and all(s["source"] == "model" for s in said["sentences"])


def _coverage(job: Job, said: Said) -> float:
    """Share of the planned facts that were stated."""
    planned = {(name, *map(str, key)) for step in job.plan().steps for name, key in step.states}
    stated = {tuple(state) for s in said["sentences"] for state in s["states"]}
    return len(planned & stated) / len(planned)


def _receipted(job: Job, said: Said) -> tuple[int, int]:
    """Of the person's own films named in a reason, how many are of the set whose removal moves the pick."""
    record = job.one.record
    if not isinstance(record, Evidence) or job.one.task not in ("short", "full") or not record.receipts:
        return 0, 0
    text = _written(said)
    titles = {p.item_id: p.label.rsplit(" (", 1)[0] for p in record.parts if p.kind == "history" and p.label}
    rivals = {record.item.title, *(c.item.title for c in record.against)}
    named = {i for i, title in titles.items() if title in text and title not in rivals}
    return len(named & {c.item.id for c in record.cited}), len(named)


def _row(name: str, jobs: Sequence[Job], said: Sequence[Said]) -> Row:
    model = name != PLAIN
    texts = [_written(s) for s in said]
    pairs = list(zip(jobs, said, strict=False))
    true = sum(len(s["sentences"]) for s in said)
    written = true + sum(len(s["refused"]) for s in said)
    hits, named = map(sum, zip(*(_receipted(j, s) for j, s in pairs), strict=True))
    seconds = sum(s["seconds"] for s in said)
    whole = sum(not s["refused"] and bool(s["sentences"]) for s in said)
    return {
        "system": name,
        "texts": len(said),
        "precision before the gate": true / written if written else None,
        "first-try pass": sum(map(_first_try, said)) / len(said) if model else None,
        "wholly by the model": sum(map(_by_model, said)) / len(said) if model else None,
        "planned facts said": sum(_coverage(j, s) for j, s in pairs) / len(said),
        "cited with receipt": hits / named if named else None,
        "words": sum(len(t.split()) for t in texts) / len(said),
        "distinct-2": distinct(texts),
        "self-BLEU": _mean(self_bleu(texts)) if len(texts) > WIDE else None,
        "self-BLEU, names masked": _mean(self_bleu(_masked(pairs))) if len(texts) > WIDE else None,
        "repetition": _mean([repetition(t) for t in texts]),
        "words a second": sum(len(words(t)) for t in texts) / seconds if model else None,
        "verified texts a second": whole / seconds if model else None,
        "first sentence, s": _median([s["first"] for s in said if s["sentences"]]) if model else None,
    }


def _masked(pairs: Sequence[tuple[Job, Said]]) -> list[str]:
    return [masked(_written(s), [n for i in items(j.one.record) for n in (i.name, i.title)]) for j, s in pairs]


def _more(jobs: Sequence[Job], said: Sequence[Said]) -> dict[str, list[Row]]:
    """Where our own row is weakest: by task and voice, unseen films, and what was refused."""
    pairs = list(zip(jobs, said, strict=True))
    groups = {"films never seen": [p for p in pairs if p[0].unseen]}
    groups |= {f"task {t}": [p for p in pairs if p[0].one.task == t] for t in dict.fromkeys(j.one.task for j in jobs)}
    groups |= {f"voice {v}": [p for p in pairs if p[0].voice == v] for v in VOICES}
    rows = []
    for name, chosen_ in groups.items():
        if chosen_:
            rows.append(
                {
                    "texts of": name,
                    "n": len(chosen_),
                    "first-try pass": sum(_first_try(s) for _, s in chosen_) / len(chosen_),
                    "wholly by the model": sum(_by_model(s) for _, s in chosen_) / len(chosen_),
                    "planned facts said": sum(_coverage(j, s) for j, s in chosen_) / len(chosen_),
                    "words": sum(len(_text(s).split()) for _, s in chosen_) / len(chosen_),
                }
            )
    refusals = [{"task": j.one.task, "refused": text} for j, s in pairs for text in s["refused"]]
    shown = [{"task": j.one.task, "voice": j.voice, "text": _text(s)} for j, s in pairs[:50]]
    return {"ours": rows, "refused": refusals, "shown": shown}


def _verdicts(jobs: Sequence[Job], texts: dict[str, list[Said]], rows: Sequence[Row]) -> list[Any]:
    if OURS not in texts:
        return []
    ours = texts[OURS]
    pairs = list(zip(jobs, ours, strict=True))
    never = [s for j, s in pairs if j.unseen]
    sentences = [s for said in ours for s in said["sentences"]]
    ours_texts = [_written(s) for s in ours]
    plain = [_written(s) for s in texts[PLAIN]]
    by_name = {row["system"]: row for row in rows}
    return [
        verdict("writer.shown_precision", proportion(sum(s["true"] for s in sentences), len(sentences)), 1.0),
        verdict("writer.first_try", proportion(sum(map(_first_try, ours)), len(ours)), 0.97),
        verdict("writer.first_try_unseen", proportion(sum(map(_first_try, never)), len(never)), 0.97),
        verdict("writer.by_model", proportion(sum(map(_by_model, ours)), len(ours)), 0.90),
        verdict("writer.coverage", bootstrap([_coverage(j, s) for j, s in pairs]), 0.95),
        verdict("writer.self_bleu_ratio", _ratio(ours_texts, plain), 0.75, "≤"),
        verdict("writer.speedup", _speedup(by_name), 3.0),
        verdict("writer.first_sentence_s", _median_of([s["first"] for s in ours if s["sentences"]]), 1.0, "≤"),
    ]


def _ratio(ours: Sequence[str], plain: Sequence[str]) -> Estimate:
    """Mean self-BLEU of the model's texts over plain wording's, of the same records."""
    if len(ours) <= WIDE:
        return Estimate(None)
    top, bottom = self_bleu(ours), self_bleu(plain)
    found = bootstrap(top)
    below = _mean(bottom)
    return Estimate(*(None if v is None else v / below for v in found))


def _speedup(rows: dict[str, Row]) -> Estimate:
    slow = rows.get(SLOWLY, {}).get("verified texts a second")
    return Estimate(rows[OURS]["verified texts a second"] / slow) if slow else Estimate(None)


def _median_of(values: Sequence[float]) -> Estimate:
    import numpy as np

    return bootstrap(values, np.median)


def _median(values: Sequence[float]) -> float | None:
    return sorted(values)[len(values) // 2] if values else None


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
