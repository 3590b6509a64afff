"""The writer: a language model words the plan, sentence by sentence, and only checked sentences leave it.

A local model decodes under the plan's grammar. A served model writes freely from the same notes. Either way each
sentence is read by the recogniser; what is refused is written once more, then replaced by plain wording.
"""

from __future__ import annotations

import logging
import random
import re
from collections import OrderedDict
from collections.abc import Iterator
from threading import Lock
from typing import TYPE_CHECKING, Any

from recsys.explain.grammar import lark
from recsys.explain.language import EN, Language, Voice
from recsys.explain.notes import heads, notes
from recsys.explain.patterns import Node, narrowed
from recsys.explain.plan import Plan, Step, Task, plan, sentence
from recsys.explain.records import Record
from recsys.explain.verify import START, Checker, Read, Refusal, State, tidy
from recsys.explain.wording import worded
from recsys.schema import Sentence, WhyRecError

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel
    from langchain_core.messages import BaseMessage

__all__ = ["Task", "Writer"]

log = logging.getLogger(__name__)

TRIES = 2
"""How often the model may write a sentence before plain wording takes its place."""
TEMPERATURE = 0.9
"""Under the grammar nothing can go wrong, so the words may vary."""
KEPT = 128
"""Finished texts kept for the same record, task, style and seed."""
TOKENS = 128
"""At most this many for each sentence of the plan."""
LANGUAGE = {"en": "English", "zh": "Simplified Chinese"}
VOICE = {
    "plain": "clear and neutral",
    "warm": "warm, as a friend would, and sober",
    "terse": "in as few words as will do",
}
"""How the languages and voices are asked for."""
BOUNDARY = re.compile(r"[.!?] |[。！？]")


class Writer:
    """Writes explanations. Safe from several threads; a model answers one call at a time."""

    def __init__(self, chat: BaseChatModel | None = None, guided: bool | None = None) -> None:
        """`guided`: whether the model takes a grammar; by default the models that run in this process do."""
        self._chat = chat
        self._guided = _takes_grammar(chat) if guided is None else guided
        self._kept: OrderedDict[tuple[str | int, ...], tuple[Sentence, ...]] = OrderedDict()
        self._lock = Lock()

    def warm(self, noun: str = "film") -> None:
        """Read the weights and the fixed beginning of the prompt now, so that the first sentence does not wait."""
        if self._chat is not None and self._guided:
            from prompts import load

            self._chat.invoke(load("tell").invoke({"noun": noun, "notes": ""}), max_tokens=1)

    def write(
        self,
        record: Record,
        task: Task = "short",
        seed: int = 0,
        voice: Voice = "plain",
        language: Language = EN,
        refused: list[str] | None = None,
    ) -> Iterator[Sentence]:
        """Checked sentences as they are done; close the generator to stop the model. `refused` collects what the model
        wrote and nobody sees.

        The model's own sentences say so in `source`. A model that fails altogether is replaced by plain wording, and so
        is a model in this process in any language but English: it is too small to know another.
        """
        made = plan(record, task, voice, language)
        if self._chat is None or task == "line" or (self._guided and language is not EN):
            yield from worded(made, seed)
            return
        key = (repr(record), task, voice, language.name, seed)
        with self._lock:
            kept = self._kept.get(key)
        if kept is None:
            done: list[Sentence] = []
            for one in self._written(made, seed, [] if refused is None else refused):
                done.append(one)
                yield one
            with self._lock:
                self._kept[key] = tuple(done)
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        else:
            yield from kept

    def _written(self, made: Plan, seed: int, refused: list[str]) -> Iterator[Sentence]:
        text = _Text(made, self._guided)
        tries = 0
        while text.left:
            before = len(text.said)
            if tries < TRIES:
                try:
                    yield from self._attempt(text, seed + 1000 * tries, refused)
                except (WhyRecError, OSError, ValueError) as fault:
                    log.warning("The language model gave up, plain wording takes over: %s", fault)
                    tries = TRIES
            if not text.left:
                return
            tries = 1 if len(text.said) > before else tries + 1
            if tries >= TRIES:
                replacement = text.plain(seed)
                if replacement is not None:
                    yield replacement
                tries = 0 if tries == TRIES else tries

    def _attempt(self, text: _Text, seed: int, refused: list[str]) -> Iterator[Sentence]:
        """One run of the model over what is left to say, up to the first refused sentence."""
        assert self._chat is not None
        rng = random.Random(f"{seed} {text.about}")
        options: dict[str, Any] = {"max_tokens": TOKENS * len(text.left), "temperature": TEMPERATURE, "seed": seed}
        if self._guided:
            options["grammar"] = lark([narrowed(node, rng) for node in text.nodes()])
        stream = self._chat.stream(self._messages(text), **options)
        buffer = ""
        try:
            for chunk in stream:
                buffer += chunk.text
                while text.left and BOUNDARY.search(buffer) and (one := text.take(buffer, self._guided)) is not None:
                    buffer = buffer[text.taken :].lstrip()
                    yield one
                if not text.left:
                    return
        finally:
            close = getattr(stream, "close", None)
            if close is not None:
                close()
        while buffer.strip() and text.left:
            one = text.take(buffer, self._guided, ended=True)
            if one is not None:
                buffer = buffer[text.taken :].lstrip()
                yield one
                continue
            cut = BOUNDARY.search(buffer)
            refused.append(buffer if cut is None else buffer[: cut.end()].rstrip())
            if self._guided or cut is None:
                return
            buffer = buffer[cut.end() :]

    def _messages(self, text: _Text) -> list[BaseMessage]:
        from langchain_core.messages import AIMessage

        from prompts import load

        made = text.made
        prompt = load("tell" if self._guided else "explain").invoke(
            {
                "noun": made.record.lexicon.noun,
                "notes": heads(made) if self._guided and not getattr(self._chat, "adapter", None) else notes(made),
                **({} if self._guided else {"language": LANGUAGE[made.language.name], "voice": VOICE[made.voice]}),
            }
        )
        messages = list(prompt.to_messages())
        if text.said:
            messages.append(AIMessage("".join(s.text + text.made.language.gap for s in text.said)))
        return messages


class _Text:
    """An explanation while it is being written: what is said, what is left, and where the pronouns point."""

    def __init__(self, made: Plan, guided: bool) -> None:
        self.made = made
        self.left: list[Step] = list(made.steps)
        self.said: list[Sentence] = []
        self.taken = 0
        """Characters of the last sentence taken."""
        stated = [name for step in made.steps for name, _ in step.states]
        self._checker = Checker(made.record, stated if guided else None, made.language)
        self._state: State = START
        self._speech = made.speech(free=guided)

    @property
    def about(self) -> str:
        """Tells this record from others, the same in every run."""
        return "".join(self.made.speech().names)

    def nodes(self) -> list[Node]:
        """All wordings of the steps left. A step that can no longer be said here is dropped."""
        speech, nodes, kept = self._speech, [], []
        for step in self.left:
            try:
                node, speech = sentence(step, speech)
            except ValueError:
                continue
            nodes.append(node)
            kept.append(step)
        self.left = kept
        return nodes

    def take(self, buffer: str, guided: bool, ended: bool = False) -> Sentence | None:
        """The first sentence of the buffer if it is whole and true, and in a free text also new."""
        text = tidy(buffer)
        read = self._checker.first(text, self._state)
        if isinstance(read, Refusal) or (read.end == len(text) and not ended):
            return None
        said = {c.type for c in read.claims}
        if guided and not {name for name, _ in self.left[0].states} <= said:
            return None
        if not guided and any(c in s.claims for s in self.said for c in read.claims):
            return None
        one = Sentence(read.sentence, "model", read.claims)
        self._add(one, read, guided)
        # The raw buffer may hold more white space than the tidy one; count along it.
        self.taken = _raw_end(buffer, read.end)
        return one

    def _add(self, one: Sentence, read: Read, guided: bool) -> None:
        self.said.append(one)
        self._state = read.state
        if guided:
            step = self.left.pop(0)
            _, speech = sentence(step, self._speech)
            self._speech = speech.after(them=read.state.them, it=read.state.it)
            return
        kinds = {c.type for s in self.said for c in s.claims}
        self.left = [s for s in self.left if not {name for name, _ in s.states} <= kinds]
        named = {i for i, names in self._speech.names.items() if any(n in one.text for n in names)}
        self._speech = self._speech.after(
            first=False, them=read.state.them, it=read.state.it, said=self._speech.said | named
        )

    def plain(self, seed: int) -> Sentence | None:
        """The next step in plain words; None if nothing is left that can be said."""
        nodes = self.nodes()
        if not nodes:
            return None
        text = nodes[0].sample(random.Random(seed))
        read = self._checker.first(text, self._state)
        if isinstance(read, Refusal):
            raise AssertionError(f"plain wording and recogniser disagree: {text!r}: {read.reason}")
        one = Sentence(text, "plain", read.claims)
        self._add(one, read, guided=True)
        return one


def _raw_end(raw: str, tidy_end: int) -> int:
    """Where the first `tidy_end` characters of the tidied text end in the raw one."""
    for end in range(tidy_end, len(raw) + 1):
        if len(tidy(raw[:end])) >= tidy_end:
            return end
    return len(raw)


def _takes_grammar(chat: object) -> bool:
    if chat is None:
        return False
    from recsys.llm.base import LocalChat

    return isinstance(chat, LocalChat) or getattr(chat, "follows_grammar", False)
