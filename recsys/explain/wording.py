"""Plain wording: correct, varied English from any evidence without a language model.

It draws from the same patterns the model writes under, so every sentence is true by construction; it is the fallback
when a model fails and the baseline it is measured against.
"""

from __future__ import annotations

import random

from recsys.explain.language import EN, Language, Voice
from recsys.explain.plan import Plan, Task, plan
from recsys.explain.records import Record
from recsys.explain.verify import START, Checker, Refusal
from recsys.schema import Evidence, Sentence


def plain(
    record: Record, task: Task = "short", seed: int = 0, voice: Voice = "plain", language: Language = EN
) -> tuple[Sentence, ...]:
    """The text in plain words, the same for the same seed."""
    return worded(plan(record, task, voice, language), seed)


def worded(made: Plan, seed: int = 0) -> tuple[Sentence, ...]:
    """The sentences of a plan, each with its claims."""
    about = made.record.item.id if isinstance(made.record, Evidence) else ""
    rng = random.Random(f"{seed} {about}")  # so that the cards of one list do not read alike
    stated = [name for step in made.steps for name, _ in step.states]
    checker, state = Checker(made.record, stated, made.language), START
    sentences: list[Sentence] = []
    for node in made.sentences():
        text = node.sample(rng)
        read = checker.first(text, state)
        if isinstance(read, Refusal) or read.end != len(text):
            raise AssertionError(f"plain wording and recogniser disagree: {text!r}: {read}")
        state = read.state
        sentences.append(Sentence(text, "plain", read.claims))
    return tuple(sentences)
