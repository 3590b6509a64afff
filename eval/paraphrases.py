"""How much of what people write freely and truly the verifier understands, and what it refuses: a to-do list.

python -m eval.paraphrases --texts train --show 40
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter

from recsys.explain.records import Record
from recsys.explain.verify import START, Checker, Refusal, State, tidy

FOLDER = Path(__file__).parent / "texts" / "development"
SENTENCE = re.compile(r"[.!?](?= [A-Z0-9\"'])")


def main(
    texts: Annotated[str, typer.Option(help="Which texts: train or dev.")] = "train",
    task: Annotated[str, typer.Option(help="Only those for this task.")] = "",
    show: Annotated[int, typer.Option(help="Refused sentences to print.")] = 20,
) -> None:
    """Count the sentences that are understood, by task."""
    record: TypeAdapter[Record] = TypeAdapter(Record)
    rows = [json.loads(line) for line in (FOLDER / f"{texts}.records.jsonl").read_text("utf-8").splitlines()]
    records = {row["id"]: row for row in rows}
    heard, written = Counter[str](), Counter[str]()
    for line in (FOLDER / f"{texts}.jsonl").read_text("utf-8").splitlines():
        told = json.loads(line)
        about = records[told["id"]]
        if task and about["task"] != task:
            continue
        for sentence, refusal in _read(Checker(record.validate_python(about["record"])), tidy(told["text"])):
            written[about["task"]] += 1
            heard[about["task"]] += refusal is None
            if refusal is not None and written.total() - heard.total() <= show:
                typer.echo(f"[{told['id']} {about['task']}] {sentence}\n    {refusal.reason}")
    for name, n in written.most_common():
        typer.echo(f"{name:10} {heard[name]:5} of {n:5}  {heard[name] / n:.0%}")
    typer.echo(f"{'all':10} {heard.total():5} of {written.total():5}  {heard.total() / written.total():.1%}")


def _read(checker: Checker, rest: str) -> list[tuple[str, Refusal | None]]:
    """Each sentence of a text, with why it is refused. After a refused one pronouns may mean what they like."""
    found: list[tuple[str, Refusal | None]] = []
    state = START
    while rest:
        one = checker.first(rest, state)
        if isinstance(one, Refusal):
            cut = SENTENCE.search(rest)
            end = cut.end() if cut else len(rest)
            found.append((rest[:end], one))
            state = State(them=True, it=True)
        else:
            found.append((one.sentence, None))
            end, state = one.end, one.state
        rest = rest[end:].lstrip(" ")
    return found


if __name__ == "__main__":
    typer.run(main)
