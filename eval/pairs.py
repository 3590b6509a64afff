"""Pairs to tune the writer on: what the model reads (compact notes) and a text it should write.

Three sources, all of them true by the recogniser: samples of the decoding grammar; texts written by hand; and the
model's own texts of an earlier round (`eval.own`).

    python -m eval.pairs pairs.jsonl --count 900 --hand eval/texts/train.jsonl
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.progress import track

from eval.records import Sampled, Split, sample
from prompts import load
from recsys.engine import Engine
from recsys.explain import spell
from recsys.explain.language import VOICES, Voice
from recsys.explain.notes import notes
from recsys.explain.plan import Plan, Step, Task, plan
from recsys.explain.records import Record, items
from recsys.explain.verify import Checker, Refusal

SPLITS: tuple[Split, ...] = ("train", "dev")
"""Hand-written texts that may be learnt from."""
RECORDS: TypeAdapter[Record] = TypeAdapter(Record)


@dataclass(frozen=True, slots=True)
class Pair:
    """One training example; `messages` in the chat roles of the prompt."""

    messages: list[dict[str, str]]
    answer: str
    source: str
    task: str
    voice: str


def prompt(made: Plan) -> list[dict[str, str]]:
    """What the model reads before it writes a plan."""
    told = load("tell").invoke({"noun": made.record.lexicon.noun, "notes": notes(made)})
    roles = {"human": "user", "ai": "assistant"}
    return [{"role": roles.get(m.type, m.type), "content": m.text} for m in told.to_messages()]


def by_grammar(samples: Iterable[Sampled], seed: int) -> Iterator[Pair]:
    """One pair a record, in a voice drawn at random."""
    rng = random.Random(seed)
    for one in samples:
        voice = rng.choice(VOICES)
        made = plan(one.record, one.task, voice)
        text = made.language.gap.join(node.sample(rng) for node in made.sentences(free=True))
        yield Pair(prompt(made), text, "grammar", one.task, voice)


def by_hand(folder: Path, split: Split = "train") -> Iterator[Pair]:
    """The hand-written texts that the recogniser reads whole, each with the plan its own statements make."""
    records = {}
    for line in (folder / f"{split}.records.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        records[row["id"]] = (row["task"], RECORDS.validate_python(row["record"]))
    for line in (folder / f"{split}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        task, record = records[row["id"]]
        made = read(record, task, row["voice"], row["text"])
        if made is not None and not _unnoted(made, row["text"]):
            yield Pair(prompt(made), row["text"], "hand", task, row["voice"])


def read(record: Record, task: Task, voice: Voice, text: str) -> Plan | None:
    """The plan a text carries out; None if the recogniser refuses any of it."""
    sentences = Checker(record).sentences(text)
    if isinstance(sentences, Refusal):
        return None
    return Plan(record, task, tuple(Step(s.states) for s in sentences), voice)


def _unnoted(made: Plan, text: str) -> list[str]:
    """Titles the text names and the notes do not: to learn from such a pair would be to learn to invent."""
    told = notes(made)
    titles = (spell.plain(item.title) for item in items(made.record))
    return [title for title in titles if title in text and title not in told]


def write(pairs: Iterable[Pair], out: Path) -> int:
    """One pair a line; returns how many."""
    rows = [json.dumps(asdict(pair), ensure_ascii=False) for pair in pairs]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join(rows) + "\n", "utf-8")
    return len(rows)


def main(
    out: Annotated[Path, typer.Argument(help="Where the pairs go; OUT.validation.jsonl gets some of other people.")],
    count: Annotated[int, typer.Option(help="Records of the training people.")] = 900,
    hand: Annotated[Path | None, typer.Option(help="Folder of hand-written texts and their records.")] = None,
    own: Annotated[Path | None, typer.Option(help="Pairs the model wrote in an earlier round.")] = None,
    seed: int = 0,
) -> None:
    """Write the training pairs of one round."""
    engine = Engine.open(chat=False)
    samples = sample(engine, "train", count, seed)
    pairs = list(track(by_grammar(samples, seed), "training pairs", total=count))
    if hand:
        for split in SPLITS:
            pairs += [*by_hand(hand, split)] * 2
    if own:
        pairs += [Pair(**json.loads(line)) for line in own.read_text("utf-8").splitlines()]
    random.Random(seed).shuffle(pairs)
    held = by_grammar(sample(engine, "dev", max(20, count // 12), seed), seed)
    typer.echo(f"{write(pairs, out)} pairs, {write(held, out.with_suffix('.validation.jsonl'))} to validate")


if __name__ == "__main__":
    typer.run(main)
