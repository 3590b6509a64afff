"""Model folders through transformers: a tiny model with random weights, made here, so that nothing is downloaded."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from recsys.llm import open_chat
from recsys.llm.huggingface import TransformersChat
from recsys.schema import WhyRecError
from recsys.settings import Settings
from tests.recsys.tiny import tiny_model

QUESTION: list[BaseMessage] = [HumanMessage("Why is the sky blue?")]
COLOUR = 'start: "The sky is " ("red" | "blue" | "green") "."'
COLOURS = {"The sky is red.", "The sky is blue.", "The sky is green."}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_model(tmp_path_factory.mktemp("model"), ["The sky is blue. The film is red. " * 20])


@pytest.fixture(scope="module")
def chat(folder: Path) -> TransformersChat:
    opened = open_chat(Settings(chat_model=str(folder)))
    assert isinstance(opened, TransformersChat)
    return opened


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_a_grammar_binds_even_random_weights(chat: TransformersChat, temperature: float) -> None:
    for seed in range(3):
        answer = chat.invoke(QUESTION, grammar=COLOUR, temperature=temperature, seed=seed)
        assert answer.text in COLOURS
        assert answer.response_metadata["finish_reason"] == "stop"


def test_a_grammar_writes_any_script(chat: TransformersChat) -> None:
    title = "Amélie 千と千尋 🎬"
    assert chat.invoke(QUESTION, grammar=f'start: "{title}"').text == title


def test_words_arrive_as_they_are_written(chat: TransformersChat) -> None:
    pieces = [c.text for c in chat.stream(QUESTION, grammar='start: "one two three four"') if c.text]
    assert "".join(pieces) == "one two three four"
    assert len(pieces) > 1


def test_a_seed_repeats_an_answer_and_another_seed_gives_another(chat: TransformersChat) -> None:
    def answer(seed: int) -> str:
        return chat.invoke(QUESTION, temperature=1.0, seed=seed, max_tokens=12).text

    assert answer(1) == answer(1)
    assert answer(1) != answer(2)


def test_the_length_is_kept_and_counted(chat: TransformersChat) -> None:
    answer = chat.invoke(QUESTION, max_tokens=7, grammar="start: /[a-z ]{50,}/")
    assert answer.response_metadata["finish_reason"] == "length"
    assert answer.usage_metadata is not None
    assert answer.usage_metadata["output_tokens"] == 7


def test_a_stop_string_ends_the_answer_and_is_not_shown(chat: TransformersChat) -> None:
    sentence = 'start: "The sky is blue. The film is red."'
    answer = chat.invoke(QUESTION, grammar=sentence, stop=[". The"])
    assert answer.text == "The sky is blue"
    assert answer.response_metadata["finish_reason"] == "stop"


def test_an_answer_begun_is_continued(chat: TransformersChat) -> None:
    begun = [*QUESTION, AIMessage("The sky is")]
    prompt = chat._tokenizer.decode(chat._prompt(chat._call(begun, {}))["input_ids"][0])
    assert prompt.endswith("<|im_start|>assistant\nThe sky is")
    assert chat.invoke(begun, grammar='start: " blue."').text == " blue."


def test_closing_the_stream_stops_the_model(chat: TransformersChat) -> None:
    stream = chat.stream(QUESTION, max_tokens=200, grammar="start: /([a-z]{1,3} ){150,}/")
    next(stream)
    begun = time.perf_counter()
    stream.close()  # type: ignore[attr-defined]
    assert time.perf_counter() - begun < 1
    assert chat.invoke(QUESTION, grammar=COLOUR).text in COLOURS


def test_a_prompt_too_long_is_said_in_one_sentence(chat: TransformersChat) -> None:
    with pytest.raises(WhyRecError, match=r"The prompt is \d+ tokens long.*at most 256"):
        chat.invoke("blue " * 3000)


def test_a_wrong_grammar_is_an_error(chat: TransformersChat) -> None:
    with pytest.raises(ValueError, match="grammar is not valid"):
        chat.invoke(QUESTION, grammar="start: missing")


def test_a_folder_with_broken_weights_is_said_in_one_sentence(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"half")
    with pytest.raises(WhyRecError, match="it must be the complete folder of a causal language model"):
        open_chat(Settings(chat_model=str(tmp_path)))


def test_a_folder_deleted_after_opening_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WhyRecError, match=r"is missing or has no config\.json"):
        TransformersChat(path=tmp_path / "gone").invoke(QUESTION)


@pytest.mark.slow
def test_a_gguf_file_becomes_a_folder_that_answers(gguf: Path, tmp_path: Path) -> None:
    pytest.importorskip("accelerate", reason="converting a GGUF file needs accelerate")
    from recsys.llm.convert import convert

    made = convert(gguf, tmp_path / "model")
    assert convert(gguf, made) == made
    answer = open_chat(Settings(chat_model=str(made)))
    assert answer is not None
    assert "light" in answer.invoke(QUESTION, max_tokens=40).text
    assert [path.name for path in tmp_path.iterdir()] == ["model"]
