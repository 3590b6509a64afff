"""A model behind a server that speaks OpenAI's protocol: llama.cpp, vLLM, LM Studio, Ollama, or OpenAI itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from pydantic import SecretStr

from recsys.schema import WhyRecError
from recsys.settings import Settings

try:
    import openai
    from langchain_core.outputs import ChatGenerationChunk, ChatResult
    from langchain_openai import ChatOpenAI
except ModuleNotFoundError as fault:
    raise WhyRecError(
        "A served chat model needs the package langchain-openai: pip install 'whyrec[openai]'."
    ) from fault

from recsys.llm.grammar import HEADER, checked

PATIENCE = 5.0
"""Seconds the server has to say which models it serves."""
DEFAULTS = ("", "served", Settings.model_fields["chat_model"].default)
"""Names that leave the choice to the server."""


class ServedChat(ChatOpenAI):
    """Takes the same call keywords as the local models. A `grammar` goes only to a server that can follow it
    (llama.cpp); elsewhere the model writes freely. Faults of the server become `WhyRecError`."""

    follows_grammar: bool = False

    def _get_request_payload(self, input_: Any, *, stop: list[str] | None = None, **kwargs: Any) -> dict[str, Any]:
        grammar = kwargs.pop("grammar", None)
        if grammar and self.follows_grammar:
            kwargs["extra_body"] = {**(kwargs.get("extra_body") or {}), "grammar": HEADER + checked(grammar)}
        payload = super()._get_request_payload(input_, stop=stop, **kwargs)
        # The older name of the length limit is the one every such server knows.
        if "max_completion_tokens" in payload:
            payload["max_tokens"] = payload.pop("max_completion_tokens")
        return payload

    def _stream(self, *args: Any, **kwargs: Any) -> Iterator[ChatGenerationChunk]:
        with self._explained():
            yield from super()._stream(*args, **kwargs)

    def _generate(self, *args: Any, **kwargs: Any) -> ChatResult:
        with self._explained():
            return super()._generate(*args, **kwargs)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (openai.APIConnectionError, httpx.HTTPError) as fault:
            raise WhyRecError(_unreachable(str(self.openai_api_base))) from fault
        except openai.APIStatusError as fault:
            raise WhyRecError(f"The chat server at {self.openai_api_base} refused: {_said(fault)}.") from fault


def open_served(settings: Settings) -> ServedChat:
    """The model the settings name, or the server's first. Asks the server once what it serves."""
    if not settings.chat_url:
        raise WhyRecError('A chat model named "served" needs WHYREC_CHAT_URL, e.g. http://127.0.0.1:8080/v1.')
    url = settings.chat_url.rstrip("/")
    key = settings.chat_key.get_secret_value() or "none"
    try:
        answer = httpx.get(f"{url}/models", headers={"Authorization": f"Bearer {key}"}, timeout=PATIENCE)
        answer.raise_for_status()
        models: list[dict[str, Any]] = answer.json()["data"]
    except httpx.HTTPStatusError as fault:
        status = fault.response.status_code
        hint = "check WHYREC_CHAT_KEY" if status in (401, 403) else "WHYREC_CHAT_URL should end in /v1"
        raise WhyRecError(f"The chat server at {url} answered {status}: {hint}.") from fault
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        raise WhyRecError(_unreachable(url)) from fault
    except (ValueError, KeyError, TypeError) as fault:
        raise WhyRecError(f"{url} does not speak OpenAI's protocol: WHYREC_CHAT_URL should end in /v1.") from fault
    served = [str(model["id"]) for model in models]
    if not served:
        raise WhyRecError(f"The chat server at {url} serves no model.")
    wanted = settings.chat_model
    if wanted not in served:
        if wanted not in DEFAULTS:
            raise WhyRecError(f"The chat server at {url} serves {', '.join(served[:5])}, not {wanted}.")
        wanted = served[0]
    llamacpp = any(model.get("owned_by") == "llamacpp" for model in models)
    return ServedChat(
        model=wanted,
        base_url=url,
        api_key=SecretStr(key),
        temperature=0.0,
        seed=0,
        max_retries=1,
        timeout=60,
        use_responses_api=False,
        follows_grammar=llamacpp,
    )


def _unreachable(url: str) -> str:
    return f"No chat server answers at {url}: start it or correct WHYREC_CHAT_URL."


def _said(fault: openai.APIStatusError) -> str:
    body = fault.body
    if isinstance(body, dict) and body.get("message"):
        return str(body["message"]).rstrip(".")
    return str(fault.message).rstrip(".")
