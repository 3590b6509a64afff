"""Chat models behind LangChain's interface: llama.cpp and transformers in process, or any OpenAI-compatible server.

    chat = open_chat(settings)
    for chunk in chat.stream(messages, grammar='start: "Yes." | "No."', max_tokens=40, temperature=0.7, seed=1):
        print(chunk.text, end="")

Closing the stream's generator cancels the generation.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from recsys.schema import WhyRecError
from recsys.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models.chat_models import BaseChatModel

    from recsys.llm.base import LocalChat

Progress = Callable[[str, float], None]


def open_chat(settings: Settings, progress: Progress | None = None, preload: bool = True) -> BaseChatModel | None:
    """The chat model the settings name, fetched if need be; None for "none".

    A local model's weights are read here, or with `preload=False` at its first call; they are read once.
    Raises `WhyRecError` if it cannot be found, fetched, read or reached.
    """
    name = settings.chat_model.strip()
    if name.lower() == "none":
        return None
    _no_tracing()
    if settings.chat_url or name.lower() == "served":
        from recsys.llm.served import open_served

        return open_served(settings)
    chat = _local(located(name, settings, progress), name, settings)
    if preload:
        if progress:
            progress("loading the language model", 0.0)
        chat.load()
        if progress:
            progress("loading the language model", 1.0)
    return chat


def located(name: str, settings: Settings, progress: Progress | None = None) -> Path:
    """The .gguf file or plain model folder of that name, downloaded if it is not a path.

    Raises `WhyRecError` if it cannot be found or fetched, or is a folder of neither kind.
    """
    path = Path(name).expanduser()
    if path.exists():
        return _within(path)
    if path.suffix == ".gguf" or path.is_absolute() or name.startswith((".", "~")):
        raise WhyRecError(f"There is no chat model at {path}: WHYREC_CHAT_MODEL takes a .gguf file or a model folder.")
    from recsys.assets import ensure_chat_model

    return _within(Path(ensure_chat_model(name, settings, progress)))


def _within(path: Path) -> Path:
    """The path itself, or of a folder that is no model the one .gguf file in it."""
    if path.is_dir() and not (path / "config.json").exists():
        found = sorted(path.glob("*.gguf"))
        if len(found) != 1:
            raise WhyRecError(
                f"{path} holds {len(found) or 'no'} .gguf files and no config.json: "
                "name one .gguf file or a model folder."
            )
        path = found[0]
    return path


def _local(path: Path, name: str, settings: Settings) -> LocalChat:
    from recsys.llm.adapter import chosen

    options: dict[str, Any] = {"name_shown": name, "threads": settings.threads, "adapter": chosen(settings)}
    if path.is_dir():
        from recsys.llm.huggingface import TransformersChat

        return TransformersChat(path=path, **options)
    from recsys.llm.llamacpp import LlamaCppChat

    return LlamaCppChat(path=path, merge_in=settings.cache / "merged", **options)


def _no_tracing() -> None:
    """LangChain would send every prompt to a tracing service if the environment asked; nothing leaves the machine."""
    import langsmith

    langsmith.configure(enabled=False)
