"""GGUF files through llama.cpp, in process."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from pydantic import PrivateAttr

from recsys.llm.adapter import misfit
from recsys.llm.base import Call, Emit, Finish, LocalChat
from recsys.llm.grammar import HEADER
from recsys.schema import WhyRecError

READ_AT_ONCE = 128
"""Tokens of a prompt read before a cancel is noticed: about a second on one slow core."""
PROMPT_CACHE_MIB = 64
"""Memory for the evaluated prefixes of prompts that alternate; a few of each task's fixed part fit."""


class LlamaCppChat(LocalChat):
    """A GGUF chat model run by llama.cpp (the `xllamacpp` wheel). A prompt's unchanged beginning is not read again."""

    path: Path
    """The .gguf file."""
    _server: Any = PrivateAttr(default=None)

    @property
    def _llm_type(self) -> str:
        return "llama.cpp"

    def _open(self) -> None:
        if not self.path.is_file():
            raise WhyRecError(
                f"The chat model file {self.path} is missing: "
                "run `whyrec setup` or name another with WHYREC_CHAT_MODEL."
            )
        import xllamacpp

        try:
            self._server = xllamacpp.Server(self._params(self.adapter))
        except RuntimeError as fault:
            if self.adapter is not None and self._loads_without():
                raise misfit(self.adapter, self.path) from fault
            raise WhyRecError(
                f"llama.cpp cannot load {self.path}: it must be a complete GGUF file of a chat model."
            ) from fault

    def _loads_without(self) -> bool:
        """Whether the model alone loads, so that the adapter is at fault; llama.cpp only says that it failed."""
        import xllamacpp

        try:
            xllamacpp.Server(self._params(None))
        except RuntimeError:
            return False
        return True

    def _params(self, adapter: Path | None) -> Any:
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = str(self.path)
        params.n_ctx = self.context
        params.n_batch = READ_AT_ONCE
        params.n_parallel = 1
        params.cpuparams.n_threads = self.threads
        params.cpuparams_batch.n_threads = self.threads
        params.cache_ram_mib = PROMPT_CACHE_MIB
        params.ctx_shift = False
        params.fit_params = False
        params.verbosity = -1
        # The library always listens on a local port, which is not used here: nobody else may use it either.
        params.api_keys = [secrets.token_urlsafe(32)]
        params.endpoint_slots = False
        params.ui = False
        params.n_threads_http = 1
        if adapter is not None:
            params.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(str(adapter), 1.0)]
        return params

    def _run(self, call: Call, emit: Emit) -> Finish:
        finish = Finish("length")
        faults: list[BaseException] = []

        def take(chunk: dict[str, Any]) -> bool:
            # An exception that leaves this callback is printed and dropped by the extension, so it is carried out.
            try:
                return _take(chunk, emit, finish)
            except BaseException as fault:
                faults.append(fault)
                return True

        request: dict[str, Any] = {
            "messages": call.messages,
            "max_tokens": call.max_tokens,
            "temperature": call.temperature,
            "seed": call.seed,
            "stream": True,
            "return_progress": True,
            "cache_prompt": True,
        }
        if call.grammar:
            request["grammar"] = HEADER + call.grammar
        self._server.handle_chat_completions(request, take)
        if faults:
            raise faults[0]
        return finish


def _take(chunk: dict[str, Any], emit: Emit, finish: Finish) -> bool:
    """Read one streamed chunk of OpenAI's shape; True to stop."""
    if error := chunk.get("error"):
        if error.get("type") == "exceed_context_size_error":
            raise WhyRecError(
                f"The prompt is {error['n_prompt_tokens']} tokens long; "
                f"the chat model is set to read at most {error['n_ctx']}."
            )
        raise WhyRecError(f"llama.cpp refused the request: {error.get('message', error)}")
    if timings := chunk.get("timings"):
        cached, read, written = (int(timings[key]) for key in ("cache_n", "prompt_n", "predicted_n"))
        finish.usage = {"input_tokens": cached + read, "output_tokens": written, "cached_tokens": cached}
    stop = False
    for choice in chunk.get("choices", ()):
        # Chunks without text report how far the prompt is read; a cancel is heard there too.
        stop = emit(choice["delta"].get("content") or "")
        if reason := choice.get("finish_reason"):
            finish.reason = reason
    return stop
