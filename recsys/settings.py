"""The one place that reads the environment: every setting is a `WHYREC_*` variable or a line in `.env`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What can be set, with the default that works on a laptop without a network after set-up."""

    model_config = SettingsConfigDict(env_prefix="WHYREC_", env_file=".env", extra="ignore")

    cache: Path = Field(default_factory=lambda: user_cache_path("whyrec"))
    """Downloads, embeddings and fitted models; deleting it loses only time."""
    home: Path = Field(default_factory=lambda: user_data_path("whyrec"))
    """The default SQLite database, registered data sets and the list of forgotten people."""
    database_url: str = ""
    """SQLAlchemy URL; empty means SQLite in `home`."""
    dataset: str = "ml-100k"
    """A registered name, a known MovieLens release or a path."""
    model: str = "edlae"
    encoder: str = "all-MiniLM-L6-v2"
    """The default, a Hugging Face id or a local folder."""
    chat_model: str = "smollm2-135m-instruct"
    """The default, a Hugging Face id, a local folder or .gguf file, "served" or "none"."""
    adapter: str = "auto"
    """LoRA adapter of a local chat model: "auto" (the packaged one, with the default model), "none" or a .gguf file."""
    chat_url: str = ""
    """Base URL of an OpenAI-compatible server, used when `chat_model` is a name it serves."""
    chat_key: SecretStr = SecretStr("")
    voice: Literal["plain", "warm", "terse"] = "plain"
    """How reasons are put, unless a person chose otherwise."""
    threads: int = Field(default=1, ge=1)
    """Threads of the local language model and the encoder."""
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    candidates: int = Field(default=200, ge=20)
    """How many items the retriever hands to the re-ranker."""
    offline: bool = False
    """Never download anything, even during set-up."""

    @property
    def url(self) -> str:
        """The database URL in force."""
        return self.database_url or f"sqlite:///{self.home / 'whyrec.db'}"
