"""What to say, and in which order: a plan is a list of steps, each one sentence stating certain facts, each once.

The plan decides everything that is a matter of judgement (which films, which facts, how many); the words are left to
`wording` and to the language model, which both draw from the sentence patterns built here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from recsys.explain import kinds as _kinds  # noqa: F401  (registers the claim kinds)
from recsys.explain.choose import Ref, choose
from recsys.explain.claims import KINDS, Fact, fact
from recsys.explain.language import EN, Language, Voice
from recsys.explain.patterns import Node, Seq, lits
from recsys.explain.pick_speech import NAMED, speech
from recsys.explain.records import Comparison, Record
from recsys.explain.speech import Speech, known
from recsys.schema import Evidence

Task = Literal["line", "short", "full", "why_not", "what_if", "compare", "intro", "taste"]

TASKS: tuple[Task, ...] = get_args(Task)


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence: the facts it states, in order, by kind and key."""

    states: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The sentences to write for one record."""

    record: Record
    task: Task
    steps: tuple[Step, ...]
    voice: Voice = "plain"
    language: Language = EN

    def speech(self, free: bool = False) -> Speech[Any]:
        """The record as seen before the first sentence; `free` for a model, which may choose among more wordings."""
        cited = len(self.record.cited) if isinstance(self.record, Evidence) else 0
        few = cited > NAMED and self.task in ("line", "short")
        return speech(
            self.record,
            language=self.language,
            voice=self.voice,
            free=free,
            brief=self.task == "line",
            most=2 if few else 5,
        )

    def sentences(self, free: bool = False) -> tuple[Node, ...]:
        """For every step all its wordings, each continuing the ones before it whatever their wording."""
        here = self.speech(free)
        nodes: list[Node] = []
        for step in self.steps:
            node, here = sentence(step, here)
            nodes.append(node)
        return tuple(nodes)


def sentence(step: Step, here: Speech[Any]) -> tuple[Node, Speech[Any]]:
    """All wordings of a step at this point of the text, and the point after it.

    Raises ValueError if one of its facts does not hold or has no wording here.
    """
    parts: list[Node] = []
    for n, (name, key) in enumerate(step.states):
        found = fact(here, name, key)
        clause = None if found is None else KINDS[name].written(found, here)
        if found is None or clause is None:
            raise ValueError(f"the plan states {name} {key}, which has no wording here")
        if n:
            parts.append(lits(*here.language.joins))
        parts.append(clause if n else clause.capital())
        here = _after(found, here)
    return Seq(tuple(parts)).closed(here.language.stop), here


def _after(found: Fact, here: Speech[Any]) -> Speech[Any]:
    """The point of the text after a clause: who was named, and what "them" and "it" mean now."""
    key = found.key
    whole = key == ("all",) and found.kind in ("reason", "together", "lift")
    if whole:
        cited = [c.item.id for c in here.record.cited]
        ids: Iterable[object] = cited if len(cited) <= here.most else cited[: here.most]
    else:
        ids = key[key.index("|") + 1 :] if "|" in key else key
        if isinstance(here.record, Comparison) and key and key[0] in ("a", "b"):
            ids = (*ids, getattr(here.record, str(key[0])).item.id)
    return here.after(
        first=False,
        them=whole or (here.them and key == ("none",)),
        it=found.kind != "order",
        said=here.said | known(here, map(str, ids)),
    )


def plan(record: Record, task: Task = "short", voice: Voice = "plain", language: Language = EN) -> Plan:
    """What to say of this record for this task. Any valid record has a plan of at least one step."""
    made = Plan(record, task, (), voice, language)
    here, stated, steps = made.speech(), set[Ref](), list[Step]()
    wanted, fallback = choose(record, task, voice)
    for refs in (*wanted, None, *((r,) for r in fallback)):
        if steps and (refs is None or task == "line"):
            break
        kept, after = _sayable([r for r in refs or () if r not in stated], here)
        if kept:
            stated.update(kept)
            steps.append(Step(kept))
            here = after
    return replace(made, steps=tuple(steps))


def _sayable(wanted: Iterable[Ref], here: Speech[Any]) -> tuple[tuple[Ref, ...], Speech[Any]]:
    """Those of the facts that hold and have words at this point of the text, and the point after them."""
    kept: tuple[Ref, ...] = ()
    after = here
    for ref in wanted:
        try:
            _, after = sentence(Step((*kept, ref)), here)
        except ValueError:
            continue
        kept = (*kept, ref)
    return kept, after
