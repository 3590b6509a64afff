"""The real servers and files that several of these tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from recsys.assets import ensure_chat_model
from recsys.settings import Settings
from tests.recsys.cluster import cluster


@pytest.fixture(scope="session")
def gguf() -> Path:
    """The default chat model's file."""
    return ensure_chat_model(Settings.model_fields["chat_model"].default, Settings())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of a throwaway PostgreSQL."""
    with cluster() as server:
        yield server
