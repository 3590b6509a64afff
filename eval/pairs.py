"""Pairs to tune the writer on: what the model reads (compact notes) and a text it should write.

Three sources, each text read by the recogniser before it is used: samples of the decoding grammar, of several the one
the untuned model finds most natural; texts written by hand; and the model's own texts of an earlier round.

    python -m eval.pairs pairs.jsonl --count 900 --hand eval/texts/train.jsonl
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import TypeAdapter
from rich.progress import track

from eval.records import Sampled, Split, sample
from prompts import load
from recsys.engine import Engine
from recsys.explain.language import VOICES, Voice
from recsys.explain.notes import notes
from recsys.explain.plan import Plan, Step, Task, plan
from recsys.explain.records import Record
from recsys.explain.verify import Checker, Refusal

DRAWN = 4
"""Grammar samples of one record, the most natural of which is kept."""
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


def drawn(made: Plan, rng: random.Random, count: int = DRAWN) -> list[str]:
    """Texts of the decoding grammar for a plan."""
    nodes = made.sentences(free=True)
    return [made.language.gap.join(node.sample(rng) for node in nodes) for _ in range(count)]


def by_grammar(samples: Iterable[Sampled], seed: int, natural: Naturalness | None = None) -> Iterator[Pair]:
    """One pair a record, in a voice drawn at random."""
    rng = random.Random(seed)
    for one in samples:
        voice = rng.choice(VOICES)
        made = plan(one.record, one.task, voice)
        texts = drawn(made, rng, DRAWN if natural else 1)
        best = natural.best(texts) if natural else texts[0]
        yield Pair(prompt(made), best, "grammar", one.task, voice)


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
        if made is not None:
            yield Pair(prompt(made), row["text"], "hand", task, row["voice"])


def read(record: Record, task: Task, voice: Voice, text: str) -> Plan | None:
    """The plan a text carries out; None if the recogniser refuses any of it."""
    sentences = Checker(record).sentences(text)
    if isinstance(sentences, Refusal):
        return None
    return Plan(record, task, tuple(Step(s.states) for s in sentences), voice)


class Naturalness:
    """How natural the untuned model finds a text: its mean log-probability a token."""

    def __init__(self, folder: Path) -> None:
        """`folder`: a model as transformers reads it."""
        from transformers import AutoModelForCausalLM, AutoTokenizer

        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._model: Any = AutoModelForCausalLM.from_pretrained(folder, local_files_only=True).float().eval()

    def scores(self, texts: list[str]) -> list[float]:
        import torch

        encoded = self._tokenizer(texts, return_tensors="pt", padding=True)
        ids, mask = encoded["input_ids"], encoded["attention_mask"][:, 1:].float()
        with torch.inference_mode():
            logits = self._model(**encoded).logits[:, :-1].log_softmax(-1)
        told = logits.gather(-1, ids[:, 1:, None])[..., 0]
        return ((told * mask).sum(1) / mask.sum(1)).tolist()

    def best(self, texts: list[str]) -> str:
        scores = self.scores(texts)
        return max(zip(scores, texts, strict=True))[1]


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
    base: Annotated[Path | None, typer.Option(help="Model folder that says which wording is natural.")] = None,
    seed: int = 0,
) -> None:
    """Write the training pairs of one round."""
    engine = Engine.open(chat=False)
    natural = Naturalness(base) if base else None
    samples = sample(engine, "train", count, seed)
    pairs = list(track(by_grammar(samples, seed, natural), "training pairs", total=count))
    pairs += [*by_hand(hand)] * 2 if hand else []
    if own:
        pairs += [Pair(**json.loads(line)) for line in own.read_text("utf-8").splitlines()]
    random.Random(seed).shuffle(pairs)
    held = by_grammar(sample(engine, "dev", max(20, count // 12), seed), seed, natural)
    typer.echo(f"{write(pairs, out)} pairs, {write(held, out.with_suffix('.validation.jsonl'))} to validate")


if __name__ == "__main__":
    typer.run(main)
