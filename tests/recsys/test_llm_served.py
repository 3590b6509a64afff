"""A served model: a real server of OpenAI's protocol on 127.0.0.1, llama.cpp's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from pydantic import SecretStr

from recsys.llm import open_chat
from recsys.schema import WhyRecError
from recsys.settings import Settings

pytest.importorskip("langchain_openai", reason="the served model needs the extra `openai`")

QUESTION: list[BaseMessage] = [HumanMessage("Why is the sky blue?")]
COLOUR = 'start: "The sky is " ("red" | "blue" | "green") "."'
COLOURS = {"The sky is red.", "The sky is blue.", "The sky is green."}
KEY = SecretStr("s3cret")


def _serve(gguf: Path) -> Any:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(gguf)
    params.n_ctx = 512
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.verbosity = -1
    params.api_keys = [KEY.get_secret_value()]
    return xllamacpp.Server(params)


@pytest.fixture(scope="module")
def url(gguf: Path) -> Iterator[str]:
    server = _serve(gguf)
    yield server.listening_address + "/v1"
    del server


@pytest.fixture(scope="module")
def chat(url: str) -> Any:
    return open_chat(Settings(chat_model="served", chat_url=url, chat_key=KEY))


def test_it_streams_under_a_grammar_with_the_same_keywords_as_a_local_model(chat: Any) -> None:
    for seed in range(2):
        pieces = [c.text for c in chat.stream(QUESTION, grammar=COLOUR, temperature=0.9, seed=seed, max_tokens=20)]
        assert "".join(pieces) in COLOURS
        assert len(pieces) > 2


def test_it_keeps_the_length(chat: Any) -> None:
    answer = chat.invoke(QUESTION, max_tokens=5)
    assert answer.response_metadata["finish_reason"] == "length"
    assert answer.usage_metadata["output_tokens"] == 5


def test_it_continues_an_answer_begun(chat: Any) -> None:
    assert chat.invoke([*QUESTION, AIMessage("The sky is")], grammar='start: " blue."').text.endswith(" blue.")


def test_closing_the_stream_hangs_up(chat: Any) -> None:
    stream = chat.stream(QUESTION, max_tokens=400)
    next(stream)
    stream.close()
    assert chat.invoke(QUESTION, grammar=COLOUR).text in COLOURS


def test_a_prompt_too_long_is_said_in_one_sentence(chat: Any) -> None:
    with pytest.raises(WhyRecError, match=r"refused: .*exceeds the available context"):
        chat.invoke("blue " * 3000)
    with pytest.raises(WhyRecError, match=r"refused: .*exceeds the available context"):
        list(chat.stream("blue " * 3000))


def test_the_server_chooses_unless_a_name_it_serves_is_given(url: str, gguf: Path) -> None:
    for name in ("served", Settings.model_fields["chat_model"].default, str(gguf)):
        opened: Any = open_chat(Settings(chat_model=name, chat_url=url, chat_key=KEY))
        assert opened.model_name == str(gguf)


def test_a_server_that_stops_is_said_in_one_sentence(gguf: Path) -> None:
    server = _serve(gguf)
    opened = open_chat(Settings(chat_model="served", chat_url=server.listening_address + "/v1", chat_key=KEY))
    assert opened is not None
    del server
    with pytest.raises(WhyRecError, match="No chat server answers at"):
        opened.invoke(QUESTION)
    with pytest.raises(WhyRecError, match="No chat server answers at"):
        list(opened.stream(QUESTION))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"chat_key": SecretStr("wrong")}, "answered 401: check WHYREC_CHAT_KEY"),
        ({"chat_model": "gpt-9"}, "serves .*, not gpt-9"),
        ({"chat_url": "http://127.0.0.1:9/v1"}, "No chat server answers at http://127.0.0.1:9/v1"),
        ({"chat_url": "not a url"}, "No chat server answers at not a url"),
        ({"chat_url": ""}, "needs WHYREC_CHAT_URL"),
    ],
)
def test_a_wrong_setting_is_said_in_one_sentence(url: str, change: dict[str, Any], said: str) -> None:
    with pytest.raises(WhyRecError, match=said):
        open_chat(Settings(**{"chat_model": "served", "chat_url": url, "chat_key": KEY, **change}))
