"""Model folders (safetensors and tokenizer, as Hugging Face lays them out) through transformers, in process."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from pydantic import PrivateAttr

from recsys.llm.adapter import add, misfit, read
from recsys.llm.base import Call, Emit, Finish, LocalChat
from recsys.schema import WhyRecError


class TransformersChat(LocalChat):
    """A causal language model run by transformers. Slower than llama.cpp on a CPU, but reads any model."""

    path: Path
    """The model folder."""
    _model: Any = PrivateAttr(default=None)
    _tokenizer: Any = PrivateAttr(default=None)
    _vocabulary: Any = PrivateAttr(default=None)

    @property
    def _llm_type(self) -> str:
        return "transformers"

    def _open(self) -> None:
        if not (self.path / "config.json").is_file():
            raise WhyRecError(
                f"The chat model folder {self.path} is missing or has no config.json: "
                "run `whyrec setup` or name another with WHYREC_CHAT_MODEL."
            )
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer
        from transformers.utils import logging

        logging.disable_progress_bar()
        torch.set_num_threads(self.threads)
        try:
            self._tokenizer = AutoTokenizer.from_pretrained(self.path, local_files_only=True)
            model = AutoModelForCausalLM.from_pretrained(self.path, local_files_only=True, dtype=fast_type())
        except Exception as fault:  # The library raises whatever the broken file provokes.
            raise WhyRecError(
                f"transformers cannot load {self.path}: it must be the complete folder of a causal language model."
            ) from fault
        if self.adapter is not None:
            try:
                add(read(self.adapter), model)
            except ValueError as fault:
                raise misfit(self.adapter, self.path, str(fault)) from fault
        self._model = model.eval()

    def _run(self, call: Call, emit: Emit) -> Finish:
        import torch

        inputs = self._prompt(call)
        length = inputs["input_ids"].shape[1]
        room = min(self.context, getattr(self._model.config, "max_position_embeddings", self.context)) - length
        if room <= 0:
            raise WhyRecError(
                f"The prompt is {length} tokens long; the chat model is set to read at most {length + room}."
            )
        options: dict[str, Any] = {"do_sample": call.temperature > 0}
        if call.temperature > 0:
            options["temperature"] = call.temperature
        if call.grammar:
            options["logits_processor"] = [self._mask(call.grammar, length)]
        with torch.inference_mode(), torch.random.fork_rng(devices=()):
            torch.manual_seed(call.seed)
            output = self._model.generate(
                **inputs,
                **options,
                max_new_tokens=min(call.max_tokens, room),
                pad_token_id=self._ends()[0],
                eos_token_id=self._ends(),
                streamer=_streamer(self._tokenizer, emit),
                stopping_criteria=[_criterion(emit)],
            )
        written = output.shape[1] - length
        ended = int(output[0, -1]) in self._ends()
        return Finish("stop" if ended else "length", {"input_tokens": length, "output_tokens": written})

    def _prompt(self, call: Call) -> dict[str, Any]:
        """Token ids (1, n) of the conversation, by the model's chat template if it has one."""
        if self._tokenizer.chat_template:
            encoded = self._tokenizer.apply_chat_template(
                call.messages,
                add_generation_prompt=not call.continues,
                continue_final_message=call.continues,
                return_tensors="pt",
                return_dict=True,
            )
        else:
            text = "\n\n".join(message["content"] for message in call.messages)
            encoded = self._tokenizer(text if call.continues else text + "\n\n", return_tensors="pt")
        return {"input_ids": encoded["input_ids"], "attention_mask": encoded["attention_mask"]}

    def _ends(self) -> list[int]:
        """Tokens that end an answer: the model's own and the tokenizer's."""
        own = self._model.generation_config.eos_token_id
        ends = [*(own if isinstance(own, list) else [own]), self._tokenizer.eos_token_id]
        return list(dict.fromkeys(int(end) for end in ends if end is not None))

    def _mask(self, grammar: str, length: int) -> Any:
        from llguidance import LLMatcher
        from llguidance.hf import from_tokenizer

        if self._vocabulary is None:
            size = self._model.get_output_embeddings().weight.shape[0]
            self._vocabulary = from_tokenizer(self._tokenizer, n_vocab=size, eos_token=self._ends())
        matcher = LLMatcher(self._vocabulary, LLMatcher.grammar_from_lark(grammar))
        if fault := matcher.get_error():
            raise ValueError(f"The decoding grammar is not valid: {fault}")
        return GrammarMask(matcher, length)


class GrammarMask:
    """A logits processor that leaves only the tokens llguidance allows next.

    The mask is unpacked with numpy: the library's torch helper compiles itself, which costs more than the decoding.
    """

    def __init__(self, matcher: Any, length: int) -> None:
        self._matcher = matcher
        self._seen = length
        """Tokens of the prompt and of the answer that the matcher already has."""

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        import numpy as np
        import torch

        self._matcher.consume_tokens(input_ids[0, self._seen :].tolist())
        self._seen = input_ids.shape[1]
        packed = np.frombuffer(self._matcher.compute_bitmask(), dtype=np.uint8)
        allowed = np.zeros(scores.shape[1], dtype=bool)
        bits = np.unpackbits(packed, bitorder="little")[: len(allowed)]
        allowed[: len(bits)] = bits
        return scores.masked_fill(torch.from_numpy(~allowed), float("-inf"))


def fast_type() -> Any:
    """bfloat16, which halves the memory, unless this processor has no instructions for it: then it is many times
    slower than float32. Which of the two holds is measured, in some 20 ms."""
    import torch

    def seconds(dtype: torch.dtype) -> float:
        left, right = torch.ones(64, 512, dtype=dtype), torch.ones(512, 512, dtype=dtype)
        best = float("inf")
        for _ in range(5):
            begun = time.perf_counter()
            torch.nn.functional.linear(left, right)
            best = min(best, time.perf_counter() - begun)
        return best

    return torch.bfloat16 if seconds(torch.bfloat16) < 2 * seconds(torch.float32) else torch.float32


def _streamer(tokenizer: Any, emit: Emit) -> Any:
    from transformers import TextStreamer

    class Streamer(TextStreamer):
        def on_finalized_text(self, text: str, stream_end: bool = False) -> None:
            if text:
                emit(text)

    return Streamer(tokenizer, skip_prompt=True, skip_special_tokens=True, clean_up_tokenization_spaces=False)


def _criterion(emit: Emit) -> Any:
    import torch
    from transformers import StoppingCriteria

    class Stop(StoppingCriteria):
        """Asks after every token, for the streamer shows text only word by word."""

        def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
            return torch.full((input_ids.shape[0],), emit(""), dtype=torch.bool)

    return Stop()
