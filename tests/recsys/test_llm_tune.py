"""Tuning a chat model on pairs, and the adapter that comes of it, in both runtimes.

The model is one of two layers with random weights, made here.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.llm import open_chat
from recsys.schema import WhyRecError
from recsys.settings import Settings

pytest.importorskip("peft", reason="tuning needs peft")


from recsys.llm import adapter as adapters
from recsys.llm.pairs import Pair, batches, read_pairs, shared_prefix
from recsys.llm.tune import Recipe, Run, tune
from tests.recsys.tiny import tiny_model

QUICK = Recipe(epochs=4, rank=4, learning_rate=2e-2, batch=4, seed=7)
COLOURS = ("red", "blue", "green", "white")
THINGS = ("sky", "film", "rose", "sea", "house", "cat")


def _lines(path: Path, count: int = 24) -> Path:
    rng = random.Random(3)
    rows = []
    for _ in range(count):
        colour, thing = rng.choice(COLOURS), rng.choice(THINGS)
        messages = [
            {"role": "system", "content": "Say what colour it is."},
            {"role": "user", "content": f"{thing} | {colour}" + " | old" * rng.randint(0, 3)},
        ]
        rows.append({"messages": messages, "answer": f"The {thing} is {colour}."})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = [f"The {thing} is {colour}. Say what colour it is." for thing in THINGS for colour in COLOURS]
    return tiny_model(tmp_path_factory.mktemp("base"), texts)


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _lines(tmp_path_factory.mktemp("pairs") / "pairs.jsonl")


@pytest.fixture(scope="module")
def tuned(base: Path, pairs: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    out = tmp_path_factory.mktemp("tuned")
    return out, tune(base, pairs, out, QUICK, validation=pairs)


def test_the_loss_falls_and_is_measured_before_and_after_each_epoch(tuned: tuple[Path, Run]) -> None:
    _, run = tuned
    assert run.step == run.steps == QUICK.epochs * 6
    assert len(run.epoch_losses) == QUICK.epochs
    assert len(run.validation) == QUICK.epochs + 1
    assert run.validation[-1] < 0.7 * run.validation[0]
    assert run.epoch_losses[-1] < run.epoch_losses[0]


@pytest.mark.parametrize("killed_at", [1, 7, 12])
def test_a_killed_run_goes_on_to_the_very_same_adapter(
    base: Path, pairs: Path, tuned: tuple[Path, Run], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed_at: int
) -> None:
    monkeypatch.setattr("recsys.llm.tune.SAVE_EVERY", 0.0)
    seen: list[int] = []

    def kill(run: Run) -> None:
        seen.append(run.step)
        if run.step == killed_at + 1:
            raise KeyboardInterrupt  # After the step, before its checkpoint.

    with pytest.raises(KeyboardInterrupt):
        tune(base, pairs, tmp_path, QUICK, validation=pairs, report=kill)
    assert not (tmp_path / "adapter.gguf").exists()
    again: list[int] = []
    run = tune(base, pairs, tmp_path, QUICK, validation=pairs, report=lambda run: again.append(run.step))
    assert again[0] == killed_at + 1
    out, whole = tuned
    ours, theirs = adapters.read(tmp_path / "adapter.gguf"), adapters.read(out / "adapter.gguf")
    for name, halves in theirs.pairs.items():
        for left, right in zip(ours.pairs[name], halves, strict=True):
            np.testing.assert_array_equal(left, right)
    assert (run.epoch_losses, run.validation, run.tokens) == (whole.epoch_losses, whole.validation, whole.tokens)


def test_a_folder_with_another_run_is_not_gone_on_with_unless_begun_afresh(
    base: Path, pairs: Path, tmp_path: Path
) -> None:
    tune(base, pairs, tmp_path, Recipe(epochs=1, rank=2))
    with pytest.raises(WhyRecError, match="holds a run with other pairs, another base or other options"):
        tune(base, pairs, tmp_path, Recipe(epochs=1, rank=4))
    assert tune(base, pairs, tmp_path, Recipe(epochs=1, rank=4), fresh=True).step == 3
    (tmp_path / "state.pt").write_bytes(b"half")
    with pytest.raises(WhyRecError, match="cannot be read: begin again with --fresh"):
        tune(base, pairs, tmp_path, Recipe(epochs=1, rank=4))


def test_sharing_the_prefix_changes_neither_loss_nor_gradient(base: Path, pairs: Path) -> None:
    import torch
    from transformers import AutoTokenizer

    from recsys.llm.tune import _loss, _wrapped

    batch = read_pairs(pairs, AutoTokenizer.from_pretrained(base), 256)[:6]
    assert shared_prefix(batch) > 5
    model = _wrapped(base, QUICK)
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    with torch.no_grad():
        for weight in weights:
            weight += 0.02 * torch.randn_like(weight)  # B is 0 at the start and would hide A's gradient.
    together = _loss(model, batch)
    gradients = torch.autograd.grad(together, weights)
    counts = [len(pair.answer) for pair in batch]
    alone = sum(_loss(model, [pair]) * n for pair, n in zip(batch, counts, strict=True)) / sum(counts)
    assert float(together.detach()) == pytest.approx(float(alone.detach()), rel=1e-5)  # type: ignore[union-attr]
    for ours, theirs in zip(gradients, torch.autograd.grad(alone, weights), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-3, atol=1e-6)


def test_the_file_gives_transformers_the_logits_of_the_tuned_model(
    base: Path, pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch
    from transformers import AutoModelForCausalLM

    from recsys.llm import tune as module

    kept: list[Any] = []
    wrapped = module._wrapped
    monkeypatch.setattr(module, "_wrapped", lambda *given: kept.append(wrapped(*given)) or kept[0])  # type: ignore[func-returns-value]
    tune(base, pairs, tmp_path, QUICK)
    words = torch.arange(40)[None] + 5
    plain = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32)
    chat: Any = open_chat(Settings(chat_model=str(base), adapter=str(tmp_path / "adapter.gguf")))
    with torch.inference_mode():
        wanted, ours, untuned = (model(words).logits for model in (kept[0], chat._model.float(), plain))
    error, change = (ours - wanted).abs().mean(), (untuned - wanted).abs().mean()
    assert error < 0.02 * change


def test_query_and_key_rows_are_interleaved_as_llama_cpp_does(tuned: tuple[Path, Run]) -> None:
    rows = np.arange(16)[:, None] * np.ones((1, 3))
    assert adapters.interleaved(rows, 2)[:, 0].tolist() == [0, 4, 1, 5, 2, 6, 3, 7, 8, 12, 9, 13, 10, 14, 11, 15]
    names = set(adapters.read(tuned[0] / "adapter.gguf").pairs)
    kinds = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
    assert names == {f"blk.{layer}.{kind}.weight" for layer in range(2) for kind in kinds}


@given(st.integers(1, 6), st.integers(1, 8), st.integers(1, 4))
def test_interleaving_is_undone(heads: int, half: int, rank: int) -> None:
    rows = np.random.default_rng(0).normal(size=(heads * 2 * half, rank))
    np.testing.assert_array_equal(adapters.in_halves(adapters.interleaved(rows, heads), heads), rows)


@given(st.lists(st.integers(2, 30), min_size=1, max_size=70), st.integers(1, 9), st.integers(0, 5))
def test_every_pair_is_in_one_batch_and_a_shared_prefix_leaves_each_a_token(
    lengths: list[int], size: int, seed: int
) -> None:
    pairs = [Pair(tuple(range(n)), (n,)) for n in lengths]
    cut = batches(pairs, size, random.Random(seed))
    assert sorted(len(pair) for batch in cut for pair in batch) == sorted(n + 1 for n in lengths)
    assert all(len(batch) <= size for batch in cut)
    for batch in cut:
        assert shared_prefix(batch) < min(len(pair.prompt) for pair in batch)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 2 is not a pair"),
        ('{"messages": [], "answer": "a"}', "line 2 is not a pair"),
        ('{"messages": [{"role": "user", "content": "a"}], "answer": " "}', "line 2 is not a pair"),
        ('{"messages": [{"role": "system", "content": "a"}], "answer": "b"}', "line 2 is not a pair"),
        ('{"messages": [{"role": "user", "content": 5}], "answer": "b"}', "line 2 is not a pair"),
        (json.dumps({"messages": [{"role": "user", "content": "blue " * 600}], "answer": "b"}), "at most 256 are read"),
    ],
)
def test_a_line_that_is_no_pair_is_named(base: Path, tmp_path: Path, line: str, said: str) -> None:
    file = _lines(tmp_path / "pairs.jsonl", 1)
    file.write_text(file.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(WhyRecError, match=said):
        tune(base, file, tmp_path / "out", QUICK)


def test_an_adapter_of_another_model_is_said_in_one_sentence(
    base: Path, tuned: tuple[Path, Run], gguf: Path, tmp_path: Path
) -> None:
    made = tuned[0] / "adapter.gguf"
    with pytest.raises(WhyRecError, match=r"does not fit the chat model .*another shape"):
        open_chat(Settings(chat_model=str(gguf), adapter=str(made), cache=tmp_path))
    assert not any(tmp_path.rglob("*.gguf"))
    fits = adapters.read(made)
    adapters.write(adapters.Adapter("qwen2", fits.alpha, fits.pairs), tmp_path / "other.gguf", {})
    with pytest.raises(WhyRecError, match=r"does not fit the chat model .*qwen2 family"):
        open_chat(Settings(chat_model=str(base), adapter=str(tmp_path / "other.gguf")))
    with pytest.raises(WhyRecError, match=r"does not fit the chat model .*not a LoRA adapter"):
        open_chat(Settings(chat_model=str(base), adapter=str(gguf)))
    with pytest.raises(WhyRecError, match="There is no adapter"):
        open_chat(Settings(chat_model=str(base), adapter=str(tmp_path / "none.gguf")))


def test_the_packaged_adapter_serves_the_default_model_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "packaged.gguf"
    monkeypatch.setattr(adapters, "PACKAGED", file)
    assert adapters.chosen(Settings(adapter="auto")) is None
    file.touch()
    assert adapters.chosen(Settings(adapter="auto")) == file
    assert adapters.chosen(Settings(adapter="auto", chat_model="other.gguf")) is None
    assert adapters.chosen(Settings(adapter="none")) is None


def test_a_second_round_begins_where_the_first_ended(base: Path, pairs: Path, tmp_path: Path) -> None:
    first = tune(base, pairs, tmp_path / "one", QUICK, validation=pairs)
    second = tune(base, pairs, tmp_path / "two", QUICK, validation=pairs, start=tmp_path / "one")
    assert second.validation[0] == pytest.approx(first.validation[-1], abs=1e-4)
    assert second.validation[-1] < first.validation[0]


def test_a_round_cannot_begin_from_another_rank_or_from_nothing(base: Path, pairs: Path, tmp_path: Path) -> None:
    tune(base, pairs, tmp_path / "one", Recipe(epochs=1, rank=2), validation=pairs)
    with pytest.raises(WhyRecError, match="another base or another rank"):
        tune(base, pairs, tmp_path / "two", QUICK, start=tmp_path / "one")
    with pytest.raises(WhyRecError, match="no folder of a tuning run"):
        tune(base, pairs, tmp_path / "two", QUICK, start=tmp_path / "none")
