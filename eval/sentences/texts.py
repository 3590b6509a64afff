"""The texts: plain wording, the local model as it is served, and the same model asked without evidence."""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import prompts
import recsys.explain
from eval.parts import Kept
from eval.sentences.case import Case
from recsys.explain.wording import plain
from recsys.explain.write import Writer
from recsys.llm import open_chat
from recsys.llm.adapter import chosen
from recsys.schema import Evidence, joined
from recsys.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel

PLAIN, SERVED, UNAIDED = "plain wording", "model, as served", "same model, no evidence"
FREE, LONGEST = 0.8, 100
"""Temperature and tokens of a free text."""
SHOWN = 25
"""Likes the unaided model is told; more make a small model lose the question."""

Said = dict[str, Any]
"""`text` and `seconds`."""


class Unworded(Exception):
    """A record that the program has no words for, which is a fault of the program."""


@dataclass(frozen=True)
class Source:
    """One way to come by a text about a record; the unaided one sees the case alone."""

    name: str
    write: Callable[[Case, Evidence], Said]
    evidence: bool
    """Whether it writes from evidence."""


def sources(settings: Settings, kept: Kept) -> Iterator[Source]:
    """Every source, opened one after the other; WhyRecError where a model cannot be opened."""
    yield Source(PLAIN, _timed(_plainly), evidence=True)
    if settings.chat_model == "none":
        return
    adapter = chosen(settings)
    tuned = "" if adapter is None else hashlib.sha256(adapter.read_bytes()).hexdigest()
    writer = _Late(settings, lambda chat: Writer(chat))
    yield Source(SERVED, _keeping(kept, (SERVED, settings.chat_model, tuned, code()), _served(writer)), evidence=True)
    bare = _Late(settings.model_copy(update={"adapter": "none"}), lambda chat: chat)
    prompt = (Path(__file__).parent / "unaided.md").read_text("utf-8")
    yield Source(UNAIDED, _keeping(kept, (UNAIDED, settings.chat_model, prompt), _unaided(bare)), evidence=False)


class _Late:
    """A model that is opened when a text is not kept."""

    def __init__(self, settings: Settings, make: Callable[[BaseChatModel], Any]) -> None:
        self._settings, self._make, self._made = settings, make, None

    def __call__(self) -> Any:
        if self._made is None:
            chat = open_chat(self._settings)
            assert chat is not None, "a chat model is named"
            self._made = self._make(chat)
        return self._made


def _plainly(case: Case, evidence: Evidence) -> str:
    return joined(s.text for s in plain(evidence, "short"))


def _served(writer: _Late) -> Callable[[Case, Evidence], str]:
    return lambda case, evidence: joined(s.text for s in writer().write(evidence, "short"))


def _unaided(chat: _Late) -> Callable[[Case, Evidence], str]:
    def write(case: Case, evidence: Evidence) -> str:
        names = {p.item_id: p.label for p in evidence.parts if p.kind == "history"}
        liked = [names[i] for i in case.likes if i in names]
        told = random.Random(case.item).sample(liked, min(SHOWN, len(liked)))
        words = {"noun": evidence.lexicon.noun, "plural": evidence.lexicon.plural, "item": evidence.item.name}
        messages = prompts.load("unaided", Path(__file__).parent).invoke({**words, "liked": "; ".join(told)})
        return str(chat().invoke(messages, temperature=FREE, seed=0, max_tokens=LONGEST).text)

    return write


def _timed(write: Callable[[Case, Evidence], str]) -> Callable[[Case, Evidence], Said]:
    def timed(case: Case, evidence: Evidence) -> Said:
        begun = time.perf_counter()
        try:
            text = write(case, evidence)
        except AssertionError as fault:
            raise Unworded(str(fault)) from fault
        return {"text": text, "seconds": time.perf_counter() - begun}

    return timed


def _keeping(kept: Kept, depends: object, write: Callable[[Case, Evidence], str]) -> Callable[[Case, Evidence], Said]:
    timed = _timed(write)

    def once(case: Case, evidence: Evidence) -> Said:
        return dict(kept.once((depends, case.likes, evidence), lambda: timed(case, evidence)))

    return once


@cache
def code() -> str:
    """Changes whenever the schema or a prompt does, so that no text of an earlier one is counted."""
    folders = [Path(str(module.__file__)).parent for module in (recsys.explain, prompts)]
    files = sorted(f for folder in folders for f in folder.rglob("*") if f.suffix in (".py", ".md"))
    return hashlib.sha256(b"".join(f.read_bytes() for f in files)).hexdigest()
