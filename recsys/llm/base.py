"""A chat model that runs in this process: streaming, stop strings, grammar, cancel and one generation at a time."""

from __future__ import annotations

import atexit
import threading
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Self

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.chat_models import BaseChatModel, generate_from_stream
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, HumanMessage, SystemMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from pydantic import ConfigDict, PrivateAttr

from recsys.llm.grammar import checked
from recsys.llm.stops import StopFilter
from recsys.schema import WhyRecError

Emit = Callable[[str], bool]
"""Takes the next piece of text, which may be empty; True asks the runtime to stop."""


@dataclass(frozen=True, slots=True)
class Call:
    """One generation as the runtimes see it. When the last message is the assistant's, the answer continues it."""

    messages: list[dict[str, str]]
    max_tokens: int
    temperature: float
    seed: int
    grammar: str | None = None
    """Lark for llguidance, without the `%llguidance` line; None decodes freely."""

    @property
    def continues(self) -> bool:
        return bool(self.messages) and self.messages[-1]["role"] == "assistant"


@dataclass(slots=True)
class Finish:
    """How a generation ended: `stop` (end of text, of the grammar, or a stop string), `length` or `cancelled`."""

    reason: str = "stop"
    usage: dict[str, int] = field(default_factory=dict)
    """`input_tokens`, `output_tokens`, `cached_tokens`, as far as the runtime counts them."""


class LocalChat(BaseChatModel):
    """Base of the in-process runtimes. The weights load once, at the first call or by `load()`.

    A call takes `stop=[...]` and the keywords `temperature`, `max_tokens`, `seed` and `grammar` (llguidance Lark).
    Generation runs in a thread of its own, so closing the stream cancels it and a paused reader blocks nobody;
    calls that arrive meanwhile wait for their turn. When the last message is an `AIMessage` the answer continues it,
    without repeating it.

    Raises `WhyRecError` if the model's files are missing or unreadable or the prompt is longer than `context`,
    `ValueError` if the grammar is not valid.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    name_shown: str = ""
    """What the page calls the model."""
    adapter: Path | None = None
    """A GGUF LoRA adapter tuned on this model, applied to it in memory; its file stays as it is."""
    temperature: float = 0.0
    """0 is greedy."""
    max_tokens: int = 256
    seed: int = 0
    threads: int = 1
    """One is fastest on a busy machine: idle threads of both runtimes spin."""
    context: int = 2048
    """Prompt and answer together, in tokens."""

    _turn: threading.Lock = PrivateAttr(default_factory=threading.Lock)
    _loading: threading.Lock = PrivateAttr(default_factory=threading.Lock)
    _loaded: bool = PrivateAttr(default=False)

    @abstractmethod
    def _open(self) -> None:
        """Read the weights; called once."""

    @abstractmethod
    def _run(self, call: Call, emit: Emit) -> Finish:
        """Generate, handing every piece of text to `emit`, until done or `emit` returns True."""

    @property
    def loaded(self) -> bool:
        return self._loaded

    def load(self) -> Self:
        """Read the weights now rather than at the first call; does nothing the second time."""
        with self._loading:
            if not self._loaded:
                self._open()
                self._loaded = True
        return self

    def _call(self, messages: Sequence[BaseMessage], options: dict[str, Any]) -> Call:
        grammar = options.get("grammar")
        seed = options.get("seed")
        return Call(
            messages=[_as_dict(message) for message in messages],
            max_tokens=int(options.get("max_tokens") or self.max_tokens),
            temperature=float(self.temperature if options.get("temperature") is None else options["temperature"]),
            seed=int(self.seed if seed is None else seed),
            grammar=checked(grammar) if grammar else None,
        )

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        call = self._call(messages, kwargs)
        cancelled = threading.Event()
        pieces: SimpleQueue[str | Finish | BaseException] = SimpleQueue()
        worker = threading.Thread(
            target=self._work, args=(call, list(stop or ()), cancelled, pieces), name="whyrec-chat", daemon=True
        )
        worker.start()
        _running[worker] = cancelled
        try:
            while True:
                piece = pieces.get()
                if isinstance(piece, BaseException):
                    raise piece
                if isinstance(piece, Finish):
                    yield _last(piece)
                    return
                yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        finally:
            cancelled.set()
            worker.join()
            _running.pop(worker, None)

    def _work(
        self,
        call: Call,
        stop: list[str],
        cancelled: threading.Event,
        pieces: SimpleQueue[str | Finish | BaseException],
    ) -> None:
        """Wait for the turn, generate, and report each piece, then the finish or the fault."""
        stops = StopFilter(stop)

        def emit(text: str) -> bool:
            if shown := stops.push(text):
                pieces.put(shown)
            return stops.stopped or cancelled.is_set()

        while not self._turn.acquire(timeout=0.1):
            if cancelled.is_set():
                return
        try:
            self.load()
            finish = Finish("cancelled") if cancelled.is_set() else self._run(call, emit)
            if rest := stops.rest():
                pieces.put(rest)
            if stops.stopped:
                finish.reason = "stop"
            elif cancelled.is_set():
                finish.reason = "cancelled"
            pieces.put(finish)
        except BaseException as fault:
            pieces.put(fault)
        finally:
            self._turn.release()

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))


_running: dict[threading.Thread, threading.Event] = {}


@atexit.register
def _stop_all() -> None:
    """Let no generation outlive the program: a runtime's callback into a closing interpreter would abort it."""
    for worker, cancelled in list(_running.items()):
        cancelled.set()
        worker.join(timeout=10)


def _as_dict(message: BaseMessage) -> dict[str, str]:
    match message:
        case SystemMessage():
            role = "system"
        case HumanMessage():
            role = "user"
        case AIMessage():
            role = "assistant"
        case _:
            raise WhyRecError(f"A local chat model reads system, user and assistant messages, not {message.type!r}.")
    return {"role": role, "content": harmless(message.text)}


def harmless(text: str) -> str:
    """Text from outside that neither ends its own message nor begins another, whatever markers it contains."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("<|", "< |")


def _last(finish: Finish) -> ChatGenerationChunk:
    """The closing chunk: no text, but the reason and the token counts."""
    message = AIMessageChunk(content="", chunk_position="last")
    if "input_tokens" in finish.usage and "output_tokens" in finish.usage:
        sent, written = finish.usage["input_tokens"], finish.usage["output_tokens"]
        message.usage_metadata = {"input_tokens": sent, "output_tokens": written, "total_tokens": sent + written}
        if cached := finish.usage.get("cached_tokens"):
            message.usage_metadata["input_token_details"] = {"cache_read": cached}
    return ChatGenerationChunk(message=message, generation_info={"finish_reason": finish.reason})
