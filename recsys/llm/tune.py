"""LoRA tuning of a small chat model on a CPU: pairs in, an adapter that llama.cpp applies at run time out.

Loss falls on the answer only. What costs time is the matrix products, so nothing is computed twice or in vain: the
beginning that all prompts of a batch share goes through the model once and its keys and values, with their gradients,
serve every row; logits are computed for answer tokens only; rows of a batch are of like length. The loss and the
gradients are the same as without.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from recsys.llm import adapter
from recsys.llm.pairs import Pair, batches, read_pairs, shared_prefix
from recsys.schema import WhyRecError

LONGEST = 2048
"""Tokens of a prompt and its answer together."""
SAVE_EVERY = 60.0
"""Seconds between checkpoints: what a kill may cost."""
STATE = "state.pt"
ADAPTER = "adapter.gguf"


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides what the adapter becomes, besides the base and the pairs."""

    epochs: int = 2
    rank: int = 16
    learning_rate: float = 5e-4
    batch: int = 8
    seed: int = 42
    warm_up: float = 0.05
    """Share of the steps in which the rate rises from 0; then it falls to 0 along a cosine."""
    norm: float = 1.0
    """Longest gradient that is not cut short."""

    @property
    def alpha(self) -> int:
        """The adapter counts alpha / rank = 2 times, whatever its rank."""
        return 2 * self.rank

    def rate(self, step: int, steps: int) -> float:
        """The learning rate of one step of 0 … steps - 1."""
        rising = max(1, round(self.warm_up * steps))
        if step < rising:
            return self.learning_rate * (step + 1) / rising
        return self.learning_rate * (1 + math.cos(math.pi * (step - rising + 1) / (steps - rising + 1))) / 2


@dataclass(slots=True)
class Run:
    """How far a tuning has come. Losses are means over answer tokens, in nats."""

    steps: int
    step: int = 0
    seconds: float = 0.0
    tokens: int = 0
    """Of prompts and answers, trained on so far."""
    loss: float = math.nan
    """Of the last steps, smoothed."""
    epoch_losses: list[float] = field(default_factory=list)
    validation: list[float] = field(default_factory=list)
    """Before the first step and after each epoch."""
    sums: list[float] = field(default_factory=lambda: [0.0, 0.0])
    """Loss and answer tokens of the epoch under way."""


Report = Callable[[Run], None]


def tune(
    base: Path,
    pairs: Path,
    out: Path,
    recipe: Recipe,
    validation: Path | None = None,
    threads: int = 1,
    fresh: bool = False,
    report: Report | None = None,
    start: Path | None = None,
) -> Run:
    """Tune the model folder `base` and leave `adapter.gguf` and the run's state in the folder `out`.

    Goes on from the state a killed run left, and ends with the very adapter it would have made; `fresh` begins again.
    `start`, the folder of a finished run of the same base and rank, is where the weights begin. `report` is called
    after every step. Raises `WhyRecError` if the pairs, the base or a state cannot be used.
    """
    _needs_peft()
    import torch
    from transformers import AutoTokenizer

    torch.set_num_threads(threads)
    tokenizer = AutoTokenizer.from_pretrained(base, local_files_only=True)
    if not tokenizer.chat_template or tokenizer.eos_token_id is None:
        raise WhyRecError(f"The model {base} is no chat model: its tokenizer has no chat template or no end token.")
    model = _wrapped(base, recipe)
    longest = min(LONGEST, model.config.max_position_embeddings)
    train = read_pairs(pairs, tokenizer, longest)
    held_out = read_pairs(validation, tokenizer, longest) if validation else []
    out.mkdir(parents=True, exist_ok=True)
    identity = {"recipe": asdict(recipe), "base": base.name, "pairs": sha256(pairs)}
    if start is not None:
        identity["start"] = sha256(_state_of(start))
    run = Run(recipe.epochs * math.ceil(len(train) / recipe.batch))
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(weights, lr=recipe.learning_rate, weight_decay=0.0)
    if not fresh and (out / STATE).is_file():
        run = _restore(out / STATE, identity, weights, optimiser)
    else:
        if start is not None:
            _copy(_loaded(_state_of(start))["weights"], weights, start)
        if held_out:
            run.validation.append(mean_loss(model, held_out, recipe.batch))
    begun, saved = time.monotonic() - run.seconds, time.monotonic()
    for epoch in range(recipe.epochs):
        cut = batches(train, recipe.batch, random.Random(f"{recipe.seed} {epoch}"))
        for number, batch in enumerate(cut, start=epoch * len(cut)):
            if number < run.step:
                continue
            for group in optimiser.param_groups:
                group["lr"] = recipe.rate(number, run.steps)
            loss = _loss(model, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, recipe.norm)
            optimiser.step()
            optimiser.zero_grad()
            _count(run, batch, loss.item())
            if run.step == (epoch + 1) * len(cut):
                run.epoch_losses.append(run.sums[0] / run.sums[1])
                run.sums = [0.0, 0.0]
                if held_out:
                    run.validation.append(mean_loss(model, held_out, recipe.batch))
            run.seconds = time.monotonic() - begun
            if report:
                report(run)
            if time.monotonic() - saved > SAVE_EVERY or run.step == run.steps:
                _save(out / STATE, identity, weights, optimiser, run)
                saved = time.monotonic()
    adapter.write(adapter.from_peft(model), out / ADAPTER, {"general.name": out.name})
    return run


def mean_loss(model: Any, pairs: Sequence[Pair], size: int) -> float:
    """Mean loss over all answer tokens, without gradients."""
    import torch

    total, count = 0.0, 0
    with torch.inference_mode():
        for batch in batches(pairs, size, random.Random(0)):
            tokens = sum(len(pair.answer) for pair in batch)
            total += float(_loss(model, batch)) * tokens
            count += tokens
    return total / count


def _loss(model: Any, batch: Sequence[Pair]) -> Any:
    """Mean cross entropy over the answer tokens of a batch, a scalar tensor.

    The body reads the shared prefix (1, p) and then the rest of the rows (n, longest), padded on the right, where the
    causal mask hides padding from all that counts. The token at position i is predicted from position i - 1.
    """
    import torch

    base = model.get_base_model()
    shared = shared_prefix(batch)
    rows = [(*pair.prompt, *pair.answer)[shared:] for pair in batch]
    width = max(map(len, rows))
    padded = torch.tensor([row + (0,) * (width - len(row)) for row in rows])
    if shared:
        prefix = torch.tensor([batch[0].prompt[:shared]])
        cache = base.base_model(input_ids=prefix, use_cache=True).past_key_values
        cache.batch_repeat_interleave(len(batch))
        hidden = base.base_model(input_ids=padded, past_key_values=cache, use_cache=True).last_hidden_state
    else:
        hidden = base.base_model(input_ids=padded, use_cache=False).last_hidden_state
    begins = [len(pair.prompt) - shared - 1 for pair in batch]
    read = [hidden[n, begin : begin + len(batch[n].answer)] for n, begin in enumerate(begins)]
    logits = base.get_output_embeddings()(torch.cat(read)).float()
    wanted = torch.tensor([token for pair in batch for token in pair.answer])
    return torch.nn.functional.cross_entropy(logits, wanted)


def _wrapped(base: Path, recipe: Recipe) -> Any:
    """The base with fresh LoRA layers in float32 on all its linear layers."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM
    from transformers.utils import logging

    from recsys.llm.huggingface import fast_type

    logging.disable_progress_bar()
    model = AutoModelForCausalLM.from_pretrained(base, local_files_only=True, dtype=fast_type())
    adapter.family(model.config)
    torch.manual_seed(recipe.seed)
    alpha = round(recipe.alpha)
    config = LoraConfig(r=recipe.rank, lora_alpha=alpha, target_modules="all-linear", task_type="CAUSAL_LM")
    return get_peft_model(model, config).train()


def _count(run: Run, batch: Sequence[Pair], loss: float) -> None:
    answers = sum(len(pair.answer) for pair in batch)
    run.step += 1
    run.tokens += sum(map(len, batch))
    run.loss = loss if math.isnan(run.loss) else 0.9 * run.loss + 0.1 * loss
    run.sums = [run.sums[0] + loss * answers, run.sums[1] + answers]


def _save(path: Path, identity: dict[str, Any], weights: list[Any], optimiser: Any, run: Run) -> None:
    """Write the state, whole or not at all."""
    import torch

    unfinished = path.with_name(f".{path.name}.unfinished")
    state = {
        "identity": json.dumps(identity),
        "weights": [weight.detach() for weight in weights],
        "optimiser": optimiser.state_dict(),
        "run": asdict(run),
    }
    torch.save(state, unfinished)
    unfinished.rename(path)


def _restore(path: Path, identity: dict[str, Any], weights: list[Any], optimiser: Any) -> Run:
    state = _loaded(path)
    if state["identity"] != json.dumps(identity):
        raise WhyRecError(
            f"{path.parent} holds a run with other pairs, another base or other options: "
            "name another folder or begin again with --fresh."
        )
    _copy(state["weights"], weights, path.parent)
    optimiser.load_state_dict(state["optimiser"])
    return Run(**state["run"])


def _loaded(path: Path) -> dict[str, Any]:
    """A state as `_save` leaves it."""
    import torch

    try:
        state: dict[str, Any] = torch.load(path, weights_only=True)
        if {"identity", "weights", "optimiser", "run"} - set(state):
            raise KeyError
    except Exception as fault:  # Whatever a broken file provokes.
        raise WhyRecError(f"The state {path} cannot be read: begin again with --fresh.") from fault
    return state


def _state_of(run: Path) -> Path:
    """The state of a finished run's folder."""
    if not (run / STATE).is_file():
        raise WhyRecError(f"{run} is no folder of a tuning run: name one that holds {STATE}.")
    return run / STATE


def _copy(kept: Sequence[Any], weights: Sequence[Any], run: Path) -> None:
    import torch

    if [w.shape for w in kept] != [w.shape for w in weights]:
        raise WhyRecError(f"The run in {run} has another base or another rank.")
    with torch.no_grad():
        for weight, old in zip(weights, kept, strict=True):
            weight.copy_(old)


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _needs_peft() -> None:
    from importlib.util import find_spec

    if find_spec("peft") is None:
        raise WhyRecError("Tuning needs peft: pip install 'whyrec[tune]'.")
