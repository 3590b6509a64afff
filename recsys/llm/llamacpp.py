"""GGUF files through llama.cpp, in process."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from pydantic import PrivateAttr

from recsys.llm.adapter import misfit
from recsys.llm.base import Call, Emit, Finish, LocalChat
from recsys.llm.grammar import HEADER
from recsys.llm.merge import merged, unreadable
from recsys.schema import WhyRecError

READ_AT_ONCE = 128
"""Tokens of a prompt read before a cancel is noticed: about a second on one slow core."""
PROMPT_CACHE_MIB = 64
"""Memory for the evaluated prefixes of prompts that alternate; a few of each task's fixed part fit."""


class LlamaCppChat(LocalChat):
    """A GGUF chat model run by llama.cpp (the `xllamacpp` wheel). A prompt's unchanged beginning is not read again."""

    path: Path
    """The .gguf file."""
    merge_in: Path | None = None
    """A folder to keep a small model merged with its adapter in, which is faster; None applies it at run time."""
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
        if self.adapter is None:
            self._server = self._served(self.path)
            return
        whole = None
        if self.merge_in is not None:
            try:
                whole = merged(self.path, self.adapter, self.merge_in)
            except ValueError as fault:
                raise misfit(self.adapter, self.path, str(fault)) from fault
        if whole is not None:
            self._server = self._served(whole)
            return
        self._server = self._served(self.path, self.adapter)

    def _served(self, path: Path, adapter: Path | None = None) -> Any:
        """llama.cpp with these weights; `WhyRecError` if it cannot load them."""
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = str(path)
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
        try:
            return xllamacpp.Server(params)
        except RuntimeError as fault:
            if adapter is not None:
                # llama.cpp does not say which of the two was at fault.
                raise WhyRecError(
                    f"llama.cpp cannot load {path} with the adapter {adapter}: it takes a complete GGUF file of a "
                    "chat model and a GGUF LoRA adapter tuned on that very model."
                ) from fault
            raise unreadable(path) from fault

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
