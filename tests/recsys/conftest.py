"""The real servers and files that several of these tests share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from recsys.assets import ensure_chat_model
from recsys.settings import Settings
from recsys.store import Store
from tests.recsys.cluster import cluster, fresh_database


@pytest.fixture(scope="session")
def gguf() -> Path:
    """The default chat model's file."""
    return ensure_chat_model(Settings.model_fields["chat_model"].default, Settings())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of a throwaway PostgreSQL."""
    with cluster() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_memory(postgres_server: str) -> Iterator[str]:
    with fresh_database(postgres_server, "memory") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def memory_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with nobody in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'memory' / 'whyrec.db'}"
        return
    made = request.getfixturevalue("postgres_memory")
    yield made
    emptied = Store(made, "any")
    with emptied.database.begin(write=True) as connection:
        connection.exec_driver_sql("TRUNCATE people, forgotten CASCADE")
    emptied.close()


@pytest.fixture
def store(memory_url: str) -> Iterator[Store]:
    opened = Store(memory_url, "ml-100k")
    yield opened
    opened.close()


@pytest.fixture
def ada(store: Store) -> str:
    return store.create_person("Ada", "en").user_id
