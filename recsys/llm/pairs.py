"""Training pairs: read from a JSONL file, put into the model's tokens, and cut into batches of like length.

One line a pair: {"messages": [{"role": "system" or "user", "content": TEXT}, …], "answer": TEXT}.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recsys.llm.base import harmless
from recsys.schema import WhyRecError

SORTED_TOGETHER = 16
"""Batches whose pairs are sorted by length at a time: more waste less on padding but mix less."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair in tokens. The answer ends with the token that ends it."""

    prompt: tuple[int, ...]
    answer: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.prompt) + len(self.answer)


def read_pairs(path: Path, tokenizer: Any, longest: int) -> list[Pair]:
    """The pairs of a file, by the tokenizer's chat template. `WhyRecError` names the line that is not one, or is
    longer than `longest` tokens."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise WhyRecError(f"The pairs in {path} cannot be read: it must be a JSONL file in UTF-8.") from fault
    pairs = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        messages, answer = _parsed(line, f"{path}, line {number}")
        prompt = tokenizer.apply_chat_template(messages, add_generation_prompt=True, return_dict=True)["input_ids"]
        written = tokenizer(answer, add_special_tokens=False)["input_ids"]
        pair = Pair(tuple(prompt), (*written, tokenizer.eos_token_id))
        if len(pair) > longest:
            raise WhyRecError(f"{path}, line {number}: the pair has {len(pair)} tokens; at most {longest} are read.")
        pairs.append(pair)
    if not pairs:
        raise WhyRecError(f"There are no pairs in {path}.")
    return pairs


def _parsed(line: str, where: str) -> tuple[list[dict[str, str]], str]:
    try:
        row = json.loads(line)
        messages = [{"role": m["role"], "content": harmless(m["content"])} for m in row["messages"]]
        answer = harmless(row["answer"])
        fits = messages[-1]["role"] == "user" and {m["role"] for m in messages} <= {"system", "user", "assistant"}
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        fits = False
    if not fits or not answer.strip():
        raise WhyRecError(
            f'{where} is not a pair: write {{"messages": [{{"role": "user", "content": TEXT}}], "answer": TEXT}}.'
        )
    return messages, answer


def batches(pairs: Sequence[Pair], size: int, rng: random.Random) -> list[list[Pair]]:
    """All pairs once, in random batches whose pairs are of like length."""
    order = list(pairs)
    rng.shuffle(order)
    cut = []
    for start in range(0, len(order), size * SORTED_TOGETHER):
        some = sorted(order[start : start + size * SORTED_TOGETHER], key=len)
        cut += [some[at : at + size] for at in range(0, len(some), size)]
    rng.shuffle(cut)
    return cut


def shared_prefix(batch: Sequence[Pair]) -> int:
    """How many tokens all prompts of the batch begin with alike, leaving each at least one of its own."""
    prompts = [pair.prompt[:-1] for pair in batch]
    return len(os.path.commonprefix(prompts)) if len(batch) > 1 else 0  # noqa: RUF071 (of any sequences)
