"""True texts for the verifier to accept: drawn from the grammar, written by the model, written by hand.

The language of the verifier is drawn from twice: whole texts as the program would plan them, and single sentences from
everything it reads, which is more than it writes.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from pydantic import TypeAdapter

from eval.parts import Context
from eval.records import Sampled, sample
from recsys.explain.claims import KINDS, Fact, facts
from recsys.explain.language import Voice
from recsys.explain.pick_speech import speech
from recsys.explain.plan import Task, plan
from recsys.explain.records import Record
from recsys.explain.write import Writer
from recsys.schema import WhyRecError

Source = Literal["grammar", "reading", "model", "by hand"]

TEXTS = Path(__file__).with_name("texts")
"""Records and texts written by hand; its README says how each file was made."""


@dataclass(frozen=True, eq=False)
class Told:
    """A record under its own name, and the task it stands for."""

    id: str
    task: Task
    record: Record


@dataclass(frozen=True, eq=False)
class Truth:
    """A text that is true of its record."""

    of: Told
    text: str
    source: Source


def drawn(context: Context, count: int) -> list[Told]:
    """Records of people held out of all training, one in four about an item that training never met."""
    unseen = count // 4
    found: list[Told] = []
    for split, many in (("test", count - unseen), ("unseen", unseen)):
        records: list[Sampled] = sample(context.engine, cast(Any, split), many, context.seed)
        found += [Told(f"{split}-{n}", s.task, s.record) for n, s in enumerate(records)]
    return found


def by_hand() -> list[Told]:
    """The records that texts were written about by hand."""
    return [
        Told(line["id"], line["task"], record(line["kind"], line["record"])) for line in lines(TEXTS / "records.jsonl")
    ]


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    known = {t.__name__: t for t in get_args(Record)}
    return TypeAdapter(known[kind])


def record(kind: str, value: dict[str, Any]) -> Record:
    """The record of a kind ("Evidence") from its JSON form."""
    return cast(Record, _adapter(kind).validate_python(value))


def lines(path: Path) -> list[dict[str, Any]]:
    """The lines of a JSONL file; none if it is not there."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


# Where they come from


def from_grammar(told: Sequence[Told], rng: random.Random) -> Iterator[Truth]:
    """Two texts a record as the model may write them, in two voices; of every fourth pick also the line of its card."""
    for n, one in enumerate(told):
        voices: list[Voice] = ["plain", rng.choice(("warm", "terse"))]
        for voice in voices:
            yield Truth(one, _planned(one.record, one.task, voice, rng), "grammar")
        if n % 4 == 0 and one.task in ("short", "full"):
            yield Truth(one, _planned(one.record, "line", "plain", rng), "grammar")


def _planned(about: Record, task: Task, voice: Voice, rng: random.Random) -> str:
    return " ".join(node.sample(rng) for node in plan(about, task, voice).sentences(free=task != "line"))


def from_reading(told: Sequence[Told], rng: random.Random, each: int) -> Iterator[Truth]:
    """Sentences from all that is understood of a record, kinds of claims as evenly as may be.

    Much of this language depends on what is said around it, so a sample may be refused for good reason; none is counted
    as a refusal.
    """
    for one in told:
        here = speech(one.record, reading=True, first=False, them=True, it=True)
        by_kind: dict[str, list[Fact]] = {}
        for fact in facts(here):
            by_kind.setdefault(fact.kind, []).append(fact)
        for kind in rng.choices(list(by_kind), k=each) if by_kind else ():
            node = KINDS[kind].read(rng.choice(by_kind[kind]), here)
            try:
                text = "" if node is None else node.capital().sample(rng)
            except IndexError:  # a choice with nothing to choose from: these words cannot be said of this record
                continue
            if text:
                yield Truth(one, text if text.endswith((".", "!", "?")) else text + ".", "reading")


def from_hand() -> list[Truth]:
    """Sentences by people who had not seen the grammar."""
    told = {one.id: one for one in by_hand()}
    return [Truth(told[line["id"]], line["text"], "by hand") for line in lines(TEXTS / "true.jsonl")]


class Listened:
    """A chat model whose calls are counted."""

    def __init__(self, chat: Any) -> None:
        self._chat = chat
        self.calls = 0

    def stream(self, *args: Any, **options: Any) -> Any:
        self.calls += 1
        return self._chat.stream(*args, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._chat, name)


def from_model(context: Context, told: Sequence[Told]) -> tuple[list[Truth], int]:
    """Texts by the language model under the grammar, and how many of its sentences were refused on the way.

    Under the grammar nothing false can be written, so every refusal is a mistake of the verifier's. Finished texts are
    kept. None where there is no model.
    """
    from recsys.llm import open_chat

    kept = context.kept("claims-model")
    name = context.settings.chat_model
    listened: Listened | None = None
    found: list[Truth] = []
    refused = 0
    for n, one in enumerate(told):
        context.tell("Sentences by the model", n / len(told))

        def write(one: Told = one) -> dict[str, Any]:
            nonlocal listened
            if listened is None:
                chat = open_chat(context.settings, context.tell)
                if chat is None:
                    raise WhyRecError("No language model was asked for.")
                listened = Listened(chat)
            writer, before = Writer(cast(Any, listened), guided=True), listened.calls
            said = [[s.text, s.source] for s in writer.write(one.record, one.task, context.seed)]
            return {"said": said, "calls": listened.calls - before}

        try:
            done = kept.once({"chat": name, "seed": context.seed, "task": one.task, "record": one.record}, write)
        except WhyRecError:
            break
        # One run of the model for each refused sentence, beside the first.
        refused += max(0, done["calls"] - 1)
        if any(source == "model" for _, source in done["said"]):
            found.append(Truth(one, " ".join(text for text, _ in done["said"]), "model"))
    context.tell("Sentences by the model", 1.0)
    return found, refused
