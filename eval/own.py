"""The model's own texts as training pairs: written freely, kept if all of it is read and nothing planned is missing.

Rejection sampling: what a tuned model writes without a grammar is more natural than samples of the grammar, and the
recogniser says which of it is true.

    python -m eval.own own.jsonl --adapter run1/adapter.gguf --count 600
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import track

from eval.pairs import Pair, prompt, write
from eval.records import Sampled, sample
from recsys.engine import Engine
from recsys.explain.language import VOICES
from recsys.explain.plan import Plan, plan
from recsys.explain.verify import Checker, Refusal, tidy
from recsys.llm import open_chat
from recsys.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel

TRIES = 3
"""Texts written about one record at most; the first that is true and whole is kept."""
TEMPERATURE = 0.8
LONGEST = 160
"""Tokens of a text."""


def by_model(samples: Iterable[Sampled], chat: BaseChatModel, seed: int, tally: Counter[str]) -> Iterator[Pair]:
    """A pair for every record the model says the truth about; `tally` counts tries, refusals and gaps."""
    rng = random.Random(seed)
    for number, one in enumerate(samples):
        voice = rng.choice(VOICES)
        made = plan(one.record, one.task, voice)
        for attempt in range(TRIES):
            text = _written(chat, made, seed + 1000 * attempt + number)
            said = _said(made, text)
            tally["tries"] += 1
            if said is None:
                tally["refused"] += 1
            elif not _planned(made) <= said:
                tally["incomplete"] += 1
            else:
                yield Pair(prompt(made), tidy(text), "own", one.task, voice)
                break


def _written(chat: BaseChatModel, made: Plan, seed: int) -> str:
    messages = [(m["role"], m["content"]) for m in prompt(made)]
    return chat.invoke(messages, temperature=TEMPERATURE, seed=seed, max_tokens=LONGEST).text


def _said(made: Plan, text: str) -> set[str] | None:
    """The kinds of facts the text states, each fact once; None if any of it is refused or said twice."""
    read = Checker(made.record).sentences(text)
    if isinstance(read, Refusal):
        return None
    states = [state for sentence in read for state in sentence.states]
    return {name for name, _ in states} if len(set(states)) == len(states) else None


def _planned(made: Plan) -> set[str]:
    return {name for step in made.steps for name, _ in step.states}


def main(
    out: Path,
    adapter: Annotated[Path, typer.Option(help="The adapter that writes.")],
    count: Annotated[int, typer.Option(help="Records of the training people.")] = 600,
    seed: Annotated[int, typer.Option(help="Another seed draws other records than the pairs of the first round.")] = 1,
) -> None:
    """Write the pairs of a rejection-sampling round."""
    engine = Engine.open(chat=False)
    chat = open_chat(Settings(adapter=str(adapter)))
    assert chat is not None
    tally: Counter[str] = Counter()
    samples = track(sample(engine, "train", count, seed), "texts of its own")
    kept = write(by_model(samples, chat, seed, tally), out)
    typer.echo(f"{kept} of {count} records; {dict(tally)}")


if __name__ == "__main__":
    typer.run(main)
