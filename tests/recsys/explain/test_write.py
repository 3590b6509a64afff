"""The writer shows only checked sentences, whatever the language model does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult

from recsys.explain.notes import notes
from recsys.explain.plan import TASKS, plan
from recsys.explain.verify import check
from recsys.explain.wording import plain
from recsys.explain.write import Writer
from recsys.schema import Evidence, Sentence, WhyRecError
from tests.recsys.explain.strategies import remake, space, spread

REASON = "Aliens (1986) is here because you liked Alien (1979), The Terminator (1984) and Blade Runner (1982)."
FALL = "Without those three, it would fall from 2nd to 31st."
REST = (
    "It fits what you asked for: not horror and from 1980. "
    "Like Alien and The Terminator, it is an action and sci-fi thriller. "
    "It does not fit one of your wishes: comedy."
)


class Scripted(BaseChatModel):
    """Says the next of its answers at each call, word by word, and remembers what it was asked."""

    answers: list[str]
    calls: list[tuple[list[BaseMessage], dict[str, Any]]]
    closed: list[bool]
    fault: Any = None

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        self.calls.append((messages, kwargs))
        if self.fault is not None:
            raise self.fault
        text = self.answers[min(len(self.calls), len(self.answers)) - 1]
        try:
            for n, word in enumerate(text.split(" ")):
                yield ChatGenerationChunk(message=AIMessageChunk(content=word if n == 0 else " " + word))
        finally:
            self.closed.append(True)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = "".join(str(c.message.content) for c in self._stream(messages, stop, run_manager, **kwargs))
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])


def scripted(*answers: str, fault: Exception | None = None) -> Scripted:
    return Scripted(answers=list(answers), calls=[], closed=[], fault=fault)


def text_of(sentences: list[Sentence]) -> str:
    return " ".join(s.text for s in sentences)


def test_without_a_model_the_plain_wording_is_written() -> None:
    assert list(Writer(None).write(space(), "short", 4)) == list(plain(space(), "short", 4))


def test_true_sentences_of_the_model_are_shown_as_its_own() -> None:
    found = list(Writer(scripted(f"{REASON} {FALL} {REST}"), guided=True).write(space()))
    assert all(s.source == "model" for s in found)
    assert text_of(found) == f"{REASON} {FALL} {REST}"
    assert check(text_of(found), space())


def test_a_false_sentence_is_written_again_from_where_the_text_stood() -> None:
    chat = scripted(f"{REASON} Without those three, it would fall from 2nd to 99th. {REST}", f"{FALL} {REST}")
    found = list(Writer(chat, guided=True).write(space()))
    assert text_of(found).startswith(f"{REASON} {FALL} {REST}")
    assert "99th" not in text_of(found)
    assert chat.calls[1][0][-1].text == REASON + " "


def test_a_sentence_false_twice_becomes_plain_and_the_model_goes_on() -> None:
    chat = scripted("You liked Titanic.", "You liked Titanic.", f"{FALL} {REST}")
    found = list(Writer(chat, guided=True).write(space()))
    assert found[0].source == "plain"
    assert [s.source for s in found[1:4]] == ["model", "model", "model"]
    assert "Titanic" not in text_of(found)
    assert check(text_of(found), space())


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("evidence", [space(), remake(), spread()])
@pytest.mark.parametrize("guided", [True, False])
def test_a_model_that_only_rambles_changes_nothing(task: Any, evidence: Evidence, guided: bool) -> None:
    chat = scripted("As an AI, I think Aliens won two Oscars. It is great! " * 5)
    found = list(Writer(chat, guided=guided).write(evidence, task))
    assert found
    assert all(s.source == "plain" for s in found)
    assert check(text_of(found), evidence)


@pytest.mark.parametrize("fault", [WhyRecError("The model file is gone."), OSError("no route"), ValueError("grammar")])
def test_a_model_that_fails_is_replaced_by_plain_wording(fault: Exception) -> None:
    chat = scripted("", fault=fault)
    found = list(Writer(chat, guided=True).write(space()))
    assert len(found) == len(plan(space(), "short").steps)
    assert check(text_of(found), space())


def test_a_free_model_keeps_its_true_sentences_in_its_own_order_and_plain_wording_fills_the_gaps() -> None:
    chat = scripted(
        f"{FALL.replace('those three', 'Alien, Blade Runner and The Terminator')} It won an Oscar. {REASON}"
    )
    found = list(Writer(chat, guided=False).write(space()))
    own = [s.text for s in found if s.source == "model"]
    assert own[-1] == REASON
    assert "Oscar" not in text_of(found)
    said = {c.type for s in found for c in s.claims}
    assert {name for step in plan(space(), "short").steps for name, _ in step.states} <= said
    assert check(text_of(found), space())


def test_a_free_model_that_repeats_itself_is_shown_once() -> None:
    found = list(Writer(scripted(f"{REASON} {REASON} {REASON}"), guided=False).write(space()))
    assert text_of(found).count(REASON) == 1


def test_closing_the_writer_stops_the_model() -> None:
    chat = scripted(f"{REASON} {FALL} {REST}")
    writing = Writer(chat, guided=True).write(space())
    next(writing)
    writing.close()  # type: ignore[attr-defined]
    assert chat.closed == [True]


def test_the_same_evidence_is_not_written_twice() -> None:
    chat = scripted(f"{REASON} {FALL} {REST}")
    writer = Writer(chat, guided=True)
    first = list(writer.write(space()))
    calls = len(chat.calls)
    assert list(writer.write(space())) == first
    assert len(chat.calls) == calls


def test_only_a_model_of_this_process_is_given_a_grammar() -> None:
    chat = scripted(REASON)
    next(iter(Writer(chat).write(space())))
    assert "grammar" not in chat.calls[0][1]


def test_the_notes_hold_the_planned_facts_and_fit_a_small_prompt() -> None:
    text = notes(plan(space(), "full"))
    for fact in ("Aliens (1986)", "Alien (1979) | liked | 5 stars", "from 2nd to 31st", "Psycho (1960)", "not horror"):
        assert fact in text
    assert len(text) < 1000
    assert "crowd" not in notes(plan(remake(), "short"))


def test_the_real_model_under_the_grammar_writes_every_sentence_itself(gguf: Path) -> None:
    from recsys.llm.llamacpp import LlamaCppChat

    writer = Writer(LlamaCppChat(path=gguf))
    writer.warm()
    for evidence in (space(), remake()):
        found = list(writer.write(evidence, "short", 1))
        assert [s.source for s in found] == ["model"] * len(plan(evidence, "short").steps)
        assert check(text_of(found), evidence)
