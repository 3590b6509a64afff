"""The local language model as the writer uses it: the real SmolLM2 under llama.cpp, one thread."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage
from langchain_core.output_parsers import StrOutputParser

import prompts
from recsys.llm import open_chat
from recsys.llm.base import _running
from recsys.llm.grammar import HEADER
from recsys.llm.llamacpp import LlamaCppChat
from recsys.llm.stops import StopFilter
from recsys.schema import WhyRecError
from recsys.settings import Settings

ROOT = Path(__file__).parents[2]
QUESTION: list[BaseMessage] = [HumanMessage("Why is the sky blue?")]
COLOUR = 'start: "The sky is " ("red" | "blue" | "green") "."'
COLOURS = {"The sky is red.", "The sky is blue.", "The sky is green."}


@pytest.fixture(scope="module")
def chat(gguf: Path) -> LlamaCppChat:
    opened = open_chat(Settings(chat_model=str(gguf)))
    assert isinstance(opened, LlamaCppChat)
    return opened


def test_words_arrive_one_by_one_and_make_up_the_whole_answer(chat: LlamaCppChat) -> None:
    pieces = [chunk.text for chunk in chat.stream(QUESTION, max_tokens=16)]
    assert len([piece for piece in pieces if piece]) == 16
    assert "".join(pieces) == chat.invoke(QUESTION, max_tokens=16).text


def test_the_answer_says_why_it_ended_and_how_many_tokens_it_took(chat: LlamaCppChat) -> None:
    cut = chat.invoke(QUESTION, max_tokens=5)
    assert cut.response_metadata["finish_reason"] == "length"
    assert cut.usage_metadata is not None
    assert cut.usage_metadata["output_tokens"] == 5
    assert chat.invoke(QUESTION, grammar=COLOUR).response_metadata["finish_reason"] == "stop"


def test_a_seed_repeats_an_answer_and_another_seed_gives_another(chat: LlamaCppChat) -> None:
    def answer(seed: int) -> str:
        return chat.invoke(QUESTION, temperature=1.2, seed=seed, max_tokens=8).text

    assert answer(1) == answer(1)
    assert len({answer(seed) for seed in range(1, 5)}) > 1


@pytest.mark.parametrize("temperature", [0.0, 0.8, 1.5])
@pytest.mark.parametrize("header", ["", HEADER])
def test_a_grammar_binds_at_every_temperature(chat: LlamaCppChat, temperature: float, header: str) -> None:
    for seed in range(3):
        answer = chat.invoke(QUESTION, grammar=header + COLOUR, temperature=temperature, seed=seed)
        assert answer.text in COLOURS


def test_a_grammar_writes_any_script(chat: LlamaCppChat) -> None:
    title = "Amélie “Le Fabuleux…” 千と千尋の神隠し Сталкер 🎬"
    assert chat.invoke(QUESTION, grammar=f'start: "{title}"').text == title


def test_a_wrong_grammar_is_an_error_and_never_ignored(chat: LlamaCppChat) -> None:
    for wrong in ("start: missing", 'start: "a" (', 'begin: "a"'):
        with pytest.raises(ValueError, match="grammar is not valid"):
            chat.invoke(QUESTION, grammar=wrong, max_tokens=5)


def test_a_stop_string_ends_the_answer_and_is_not_shown(chat: LlamaCppChat) -> None:
    free = chat.invoke(QUESTION, max_tokens=30).text
    stop = free[20:29]
    stopped = chat.invoke(QUESTION, max_tokens=30, stop=[stop])
    assert stopped.text == free[: free.index(stop)]
    assert stopped.response_metadata["finish_reason"] == "stop"


def test_an_answer_begun_is_continued_not_repeated(chat: LlamaCppChat) -> None:
    begun = [*QUESTION, AIMessage("The sky is")]
    assert chat.invoke(begun, grammar='start: " blue." | " green."').text in {" blue.", " green."}
    assert "The sky is" not in "".join(chunk.text for chunk in chat.stream(begun, max_tokens=5))


def test_closing_the_stream_stops_the_model_at_once(chat: LlamaCppChat) -> None:
    stream = chat.stream(QUESTION, max_tokens=1500)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    begun = time.perf_counter()
    chat.invoke(QUESTION, max_tokens=1)
    assert time.perf_counter() - begun < 3, "1,500 tokens take some 15 s"
    assert not [thread for thread in threading.enumerate() if thread.name == "whyrec-chat"]


def test_a_long_prompt_is_given_up_before_it_is_read(chat: LlamaCppChat) -> None:
    with ThreadPoolExecutor(1) as reader:
        stream = chat._stream([HumanMessage("blue " * 1900)], max_tokens=1)
        reading = reader.submit(next, stream)
        time.sleep(0.3)
        (cancelled,) = _running.values()
        begun = time.process_time()
        cancelled.set()
        assert "cancelled" in str(reading.result().generation_info)
    assert time.process_time() - begun < 6, "reading it all takes some 14 s"


LEAVING = """
import sys
from recsys.llm import open_chat
from recsys.settings import Settings
stream = open_chat(Settings(chat_model=sys.argv[1])).stream("Why is the sky blue?", max_tokens=1500)
next(stream)
print("leaving")
"""


def test_the_program_may_end_while_the_model_writes(gguf: Path) -> None:
    command = [sys.executable, "-c", LEAVING, str(gguf)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "leaving\n", "")


def test_a_reader_who_pauses_blocks_nobody(chat: LlamaCppChat) -> None:
    paused = chat.stream(QUESTION, max_tokens=8)
    first = next(paused)
    assert chat.invoke(QUESTION, grammar=COLOUR).text in COLOURS
    assert first.text + "".join(c.text for c in paused) == chat.invoke(QUESTION, max_tokens=8).text


def test_people_who_ask_at_once_each_get_their_own_answer(chat: LlamaCppChat) -> None:
    wanted = {f"Answer number {n}." for n in range(6)}
    got: set[str] = set()

    def ask(sentence: str) -> None:
        got.add(chat.invoke(QUESTION, grammar=f'start: "{sentence}"').text)

    threads = [threading.Thread(target=ask, args=(sentence,)) for sentence in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == wanted


def test_a_prompt_too_long_is_said_in_one_sentence(chat: LlamaCppChat) -> None:
    with pytest.raises(WhyRecError, match=r"The prompt is \d+ tokens long.*at most 2048"):
        chat.invoke("blue " * 3000)
    assert chat.invoke(QUESTION, max_tokens=1).text


def test_a_message_of_a_tool_is_refused(chat: LlamaCppChat) -> None:
    with pytest.raises(WhyRecError, match="not 'tool'"):
        chat.invoke([*QUESTION, ToolMessage("42", tool_call_id="1")])


def test_strange_text_is_read_without_harm(chat: LlamaCppChat) -> None:
    for text in ("", "\x00 <|im_end|><script>alert(1)</script> 🎬 \ud800"):
        assert chat.invoke([SystemMessage(text), HumanMessage(text)], grammar=COLOUR).text in COLOURS


def test_text_from_outside_cannot_end_its_own_message(chat: LlamaCppChat) -> None:
    def length(text: str) -> int:
        used = chat.invoke([HumanMessage(text)], max_tokens=1).usage_metadata
        assert used is not None
        return used["input_tokens"]

    assert length("<|im_end|>") - length("") > 1, "the marker of the chat format would be a single token"


def test_it_chains_with_a_prompt_and_a_parser(chat: LlamaCppChat) -> None:
    chain = prompts.load("explain") | chat.bind(grammar=COLOUR) | StrOutputParser()
    assert chain.invoke(dict.fromkeys(prompts.load("explain").input_variables, "film")) in COLOURS


def test_nobody_else_may_use_the_port_the_library_opens(chat: LlamaCppChat) -> None:
    request = urllib.request.Request(chat._server.listening_address + "/v1/chat/completions", data=b'{"messages": []}')
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(request, timeout=5)


def test_nothing_is_sent_to_a_tracing_service(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import langsmith
    from langchain_core.tracers.context import _tracing_v2_is_enabled
    from langsmith import utils

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    utils.get_env_var.cache_clear()
    langsmith.configure(enabled=None)
    try:
        assert _tracing_v2_is_enabled(), "the environment asks for tracing"
        open_chat(Settings(chat_model=str(gguf)), preload=False)
        assert not _tracing_v2_is_enabled()
    finally:
        utils.get_env_var.cache_clear()


def test_the_weights_are_read_once_however_many_ask_first(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    original = LlamaCppChat._open

    def counting(self: LlamaCppChat) -> None:
        opened.append(1)
        original(self)

    monkeypatch.setattr(LlamaCppChat, "_open", counting)
    fresh: Any = open_chat(Settings(chat_model=str(gguf)), preload=False)
    assert not fresh.loaded
    threads = [threading.Thread(target=fresh.load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    fresh.invoke(QUESTION, max_tokens=1)
    assert opened == [1]


def test_a_deleted_model_file_is_said_and_its_return_mends_it(gguf: Path, tmp_path: Path) -> None:
    file = tmp_path / "model.gguf"
    file.symlink_to(gguf)
    chat = open_chat(Settings(chat_model=str(file)), preload=False)
    assert chat is not None
    file.unlink()
    with pytest.raises(WhyRecError, match=r"model\.gguf is missing: run `whyrec setup`"):
        chat.invoke(QUESTION)
    file.symlink_to(gguf)
    assert chat.invoke(QUESTION, grammar=COLOUR).text in COLOURS


def _half(gguf: Path, at: Path) -> Path:
    at.write_bytes(gguf.read_bytes()[:1_000_000])
    return at


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda gguf, tmp: _half(gguf, tmp / "half.gguf"), "cannot load .*half.gguf: it must be a complete GGUF"),
        (lambda gguf, tmp: tmp / "none.gguf", "There is no chat model at"),
        (lambda gguf, tmp: tmp / "no" / "folder", "There is no chat model at"),
        (lambda gguf, tmp: tmp, "holds no .gguf files and no config.json"),
    ],
)
def test_a_model_that_cannot_be_read_is_said_in_one_sentence(
    gguf: Path, tmp_path: Path, make: Callable[[Path, Path], Path], said: str
) -> None:
    with pytest.raises(WhyRecError, match=said):
        open_chat(Settings(chat_model=str(make(gguf, tmp_path))))


def test_a_folder_with_one_gguf_is_that_model(gguf: Path) -> None:
    opened = open_chat(Settings(chat_model=str(gguf.parent)), preload=False)
    assert isinstance(opened, LlamaCppChat)
    assert opened.path == gguf


def test_without_a_model_there_is_none() -> None:
    assert open_chat(Settings(chat_model="none")) is None


@given(st.text("ab\n.", max_size=40), st.lists(st.text("ab\n.", min_size=1, max_size=4), max_size=3), st.data())
def test_stop_strings_hold_however_the_text_is_cut(text: str, stops: list[str], data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edges = [0, *cuts, len(text)]
    filter_ = StopFilter(stops)
    shown = "".join(filter_.push(text[a:b]) for a, b in pairwise(edges)) + filter_.rest()
    ends = [end for stop in stops if (end := text.find(stop)) >= 0]
    assert text.startswith(shown)
    assert not any(stop in shown for stop in stops)
    if not ends:
        assert shown == text
    assert filter_.stopped == bool(ends)
