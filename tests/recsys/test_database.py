"""What goes wrong with databases: locked, read-only, unreachable, broken, of an older or a newer version."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, inspect, text

from recsys.schema import Opinion, WhyRecError
from recsys.store import Store, migrate
from recsys.store.database import Database
from recsys.store.tables import metadata
from tests.recsys.cluster import fresh_database

ALIEN = Opinion("1", "liked", 5.0, at=10.0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "whyrec.db"


def _store(file: Path, wait: float = 5.0) -> Store:
    return Store(f"sqlite:///{file}", "tiny", wait)


def _filled(file: Path) -> str:
    store = _store(file)
    user_id = store.create_person("Ada").user_id
    store.set_opinion(user_id, ALIEN)
    store.close()
    return user_id


# Locks


def test_a_locked_database_is_said_and_nothing_is_lost(file: Path) -> None:
    user_id = _filled(file)
    store = _store(file, wait=0.2)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(WhyRecError, match=r"whyrec\.db is in use by another program: nothing was changed"):
        store.set_opinion(user_id, Opinion("2", "liked"))
    profile = store.profile(user_id)
    assert profile is not None, "reading goes on while another writes"
    assert profile.opinions == (ALIEN,)
    other.execute("ROLLBACK")
    store.set_opinion(user_id, Opinion("2", "liked"))
    other.close()


def test_a_short_lock_is_waited_for(file: Path) -> None:
    user_id = _filled(file)
    store = _store(file)
    holder = (
        "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); time.sleep(0.5); c.execute('COMMIT')"
    )
    with subprocess.Popen([sys.executable, "-c", holder, str(file)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert store.set_opinion(user_id, Opinion("2", "liked")).id
    store.close()


def test_a_database_locked_for_all_opens_with_one_sentence(file: Path) -> None:
    _filled(file)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(WhyRecError, match="in use by another program"):
        _store(file, wait=0.2)
    other.close()


def test_a_row_another_postgres_session_holds_is_said(postgres_server: str) -> None:
    import psycopg

    with fresh_database(postgres_server, "held") as url:
        store = Store(url, "tiny", wait=0.3)
        user_id = store.create_person("Ada").user_id
        with psycopg.connect(url) as other:
            other.execute("LOCK TABLE opinions IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(WhyRecError, match="in use by another program: nothing was changed"):
                store.set_opinion(user_id, ALIEN)
        assert store.changes(user_id) == []
        assert store.set_opinion(user_id, ALIEN).id
        store.close()


# Read-only


UNPRIVILEGED = """
import os, sys
from recsys.schema import Opinion, WhyRecError
from recsys.store import Store
Store("sqlite://", "tiny")  # Everything is imported while it can be read.
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
store = Store("sqlite:///" + sys.argv[1], "tiny")
print(store.profile(sys.argv[2]).opinions[0].item_id)
try:
    store.set_opinion(sys.argv[2], Opinion("2", "liked"))
except WhyRecError as error:
    print(error)
"""


@pytest.fixture
def open_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that an unprivileged user can reach."""
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="whyrec-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("folder_too", [False, True])
def test_a_read_only_database_is_read_and_a_write_is_said(open_folder: Path, folder_too: bool) -> None:
    file = open_folder / "whyrec.db"
    user_id = _filled(file)
    file.chmod(0o444)
    open_folder.chmod(0o555 if folder_too else 0o777)
    done = subprocess.run(
        [sys.executable, "-c", UNPRIVILEGED, str(file), user_id],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=Path(__file__).parents[2],
    )
    assert done.stderr == ""
    read, said = done.stdout.splitlines()
    assert read == "1"
    assert said.startswith(f"The database {file} cannot be written to")
    assert said.endswith("nothing was changed; make it writable.")


def test_a_database_made_read_only_while_open_is_said(file: Path) -> None:
    user_id = _filled(file)
    store = _store(file)
    with store.database.begin() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(WhyRecError, match="cannot be written to"):
        store.set_opinion(user_id, Opinion("2", "liked"))
    store.close()
    again = _store(file).profile(user_id)
    assert again is not None
    assert again.opinions == (ALIEN,)


# Broken, full, missing


def test_a_file_that_is_no_database_is_said_and_left_alone(file: Path) -> None:
    file.write_text("my shopping list, long enough to be mistaken for a header " * 20)
    before = file.read_bytes()
    with pytest.raises(WhyRecError, match="is not a sound SQLite database: move it away"):
        _store(file)
    assert file.read_bytes() == before


def test_a_full_disk_is_said_and_nothing_is_half_written(file: Path) -> None:
    user_id = _filled(file)
    store = _store(file)
    with store.database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(WhyRecError, match="is full: nothing was changed"):
        store.add_message(user_id, "c1", "user", "x" * 500_000)
    assert store.messages("c1") == []
    assert store.conversations(user_id) == []


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    with pytest.raises(WhyRecError, match="is a folder: name a file"):
        _store(tmp_path)


def test_a_home_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WhyRecError, match="cannot be created"):
        _store(tmp_path / "file" / "whyrec.db")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("not a url", "is not a database URL"),
        ("nosuch://host/name", "is not a database URL"),
        ("mysql://root:hush@host/name", "names mysql: WhyRec keeps its memory in SQLite or PostgreSQL"),
    ],
)
def test_a_wrong_url_is_said_without_its_password(url: str, said: str) -> None:
    with pytest.raises(WhyRecError, match=said) as caught:
        Store(url, "tiny")
    assert "hush" not in str(caught.value)


def test_an_unreachable_server_is_said_without_its_password() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(WhyRecError, match=r"does not answer .*: check WHYREC_DATABASE_URL") as caught:
        Store("postgresql://me:hush@127.0.0.1:9/name", "tiny")
    assert "hush" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_mistake_of_ours_is_not_passed_off_as_the_databases(file: Path) -> None:
    store = _store(file)
    with pytest.raises(ZeroDivisionError), store.database.begin(write=True):
        _ = 1 / 0


# Privacy


def test_the_file_is_for_its_owner_alone(file: Path) -> None:
    _filled(file)
    assert file.stat().st_mode & 0o077 == 0


def test_what_is_forgotten_is_not_in_the_files_either(file: Path) -> None:
    store = _store(file)
    user_id = store.create_person("Ada").user_id
    store.add_message(user_id, "c1", "user", "UNFORGETTABLE " * 400)
    written = b"".join(each.read_bytes() for each in file.parent.iterdir())
    assert b"UNFORGETTABLE" in written
    store.forget(user_id)
    left = b"".join(each.read_bytes() for each in file.parent.iterdir())
    assert b"UNFORGETTABLE" not in left
    assert user_id.encode() not in left
    store.close()


# Versions of the schema


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, file: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{file}"
    else:
        with fresh_database(request.getfixturevalue("postgres_server"), "versions") as made:
            yield made.replace("postgresql:", "postgresql+psycopg:")


def test_a_database_of_an_older_version_keeps_its_data(url: str) -> None:
    engine = create_engine(url)
    people, opinions = metadata.tables["people"], metadata.tables["opinions"]
    old = {"key": 1, "dataset": "tiny", "user_id": "old", "name": "Old", "language": "en", "created_at": 1.0}
    with engine.begin() as connection:
        migrate.upgrade(connection, "0001")
        columns = ", ".join([*old, "owned"])
        values = ", ".join([*(f":{name}" for name in old), ":owned"])
        connection.execute(text(f"INSERT INTO people ({columns}) VALUES ({values})"), {**old, "owned": True})
        connection.execute(insert(opinions).values(person=1, item_id="1", verdict="liked", stars=5.0, at=10.0, place=0))
    engine.dispose()
    store = Store(url, "tiny")
    person, profile = store.person("old"), store.profile("old")
    assert person is not None
    assert profile is not None
    assert (person.name, person.settings) == ("Old", {})
    assert profile.opinions == (ALIEN,)
    store.add_message("old", "c1", "user", "still here")
    assert people.name in inspect(store.database.engine).get_table_names()
    store.close()


def test_the_migrations_make_exactly_the_tables_the_code_speaks_of(url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    store = Store(url, "tiny")
    with store.database.begin() as connection:
        options = {"version_table": migrate.VERSION_TABLE}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    store.close()


def test_a_database_of_a_newer_version_is_left_alone(url: str) -> None:
    store = Store(url, "tiny")
    with store.database.begin(write=True) as connection:
        connection.execute(text(f"UPDATE {migrate.VERSION_TABLE} SET version_num = '9999'"))
    store.close()
    with pytest.raises(WhyRecError, match="was written by a newer WhyRec: update WhyRec"):
        Store(url, "tiny")


def test_a_migration_that_fails_leaves_the_old_schema_whole(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        migrate.upgrade(connection, "0001")
    engine.dispose()
    original = migrate.upgrade

    def interrupted(connection: object, to: str = "head") -> None:
        original(connection, to)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(migrate, "upgrade", interrupted)
    with pytest.raises(KeyboardInterrupt):
        Database(f"sqlite:///{file}")
    tables = {name for (name,) in sqlite3.connect(file).execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert "conversations" not in tables
    monkeypatch.setattr(migrate, "upgrade", original)
    Store(f"sqlite:///{file}", "tiny").close()


CREATE = "import sys; from recsys.store import Store; print(Store(sys.argv[1], 'tiny').create_person().user_id)"


def test_two_programs_that_create_the_database_at_once_both_work(url: str) -> None:
    command = [sys.executable, "-c", CREATE, url]
    folder = Path(__file__).parents[2]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder) for _ in range(2)]
    made = {process.communicate(timeout=60)[0].strip() for process in running}
    assert [process.returncode for process in running] == [0, 0]
    store = Store(url, "tiny")
    assert {person.user_id for person in store.people()} == made
    store.close()


def test_many_threads_at_once_never_lose_their_connection(tmp_path: Path) -> None:
    memory = Store(f"sqlite:///{tmp_path / 'many.db'}", "films")
    people = [memory.create_person().user_id for _ in range(4)]

    def talk(n: int) -> None:
        for turn in range(8):
            memory.add_message(people[n % 4], f"talk-{n}", "user", f"message {turn}")
            memory.messages(f"talk-{n}")

    with ThreadPoolExecutor(24) as pool:
        list(pool.map(talk, range(48)))
    assert all(len(memory.messages(f"talk-{n}")) == 8 for n in range(48))
