"""One database behind a URL: opened, brought to the present schema, and spoken to in whole transactions.

SQLite runs with a write-ahead log, so a page reads while another writes; a write takes its lock at the start and waits
for it. A database that may only be read is opened for reading. Every fault of the database becomes a `WhyRecError`, and
a failed transaction leaves nothing behind.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, StaticPool, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, TimeoutError

from recsys.schema import WhyRecError
from recsys.store import migrate

WAIT = 5.0
"""Seconds a transaction waits for another's lock."""


class Database:
    """Opens on construction: creates and migrates what is there. `wait` is how many seconds a lock is waited for."""

    def __init__(self, url: str, wait: float = WAIT) -> None:
        self.url = _parse(url)
        self.shown_url = self.url.render_as_string(hide_password=True)
        self.wait = wait
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.file = _file(self.url) if self.sqlite else None
        self.read_only = False
        in_memory = self.sqlite and self.file is None
        # One connection holds a database in memory, so its transactions take turns.
        self._turn: Any = threading.RLock() if in_memory else nullcontext()
        try:
            self.engine = self._engine(in_memory)
            with self.begin(write=False) as connection:
                current = migrate.is_current(connection)
            if not current:
                with self.begin(write=True, lock="migrations") as connection:
                    migrate.upgrade(connection)
        except migrate.NewerSchema as fault:
            raise WhyRecError(
                f"The database {self.shown_url} was written by a newer WhyRec: update WhyRec, "
                "or name another database with WHYREC_DATABASE_URL."
            ) from fault

    def _engine(self, in_memory: bool) -> Engine:
        if not self.sqlite:
            seconds = max(1, round(self.wait))
            options = f"-c lock_timeout={round(self.wait * 1000)}"
            try:
                return create_engine(
                    self.url,
                    json_serializer=_dumps,
                    pool_pre_ping=True,
                    connect_args={"connect_timeout": seconds, "options": options},
                )
            except ModuleNotFoundError as fault:
                raise WhyRecError(
                    f"The database {self.shown_url} needs the package {fault.name}: pip install 'whyrec[postgres]'."
                ) from fault
        if self.file is not None:
            self.read_only = _prepare(self.file)
        if in_memory:
            engine = create_engine(
                "sqlite://", json_serializer=_dumps, poolclass=StaticPool, connect_args={"check_same_thread": False}
            )
        else:
            # Not the pool of an in-memory URL: that one closes other threads' connections under them.
            engine = create_engine("sqlite://", creator=self._connect, json_serializer=_dumps, poolclass=QueuePool)
        event.listen(engine, "connect", self._on_connect)
        event.listen(engine, "begin", _begin)
        return engine

    def _connect(self) -> sqlite3.Connection:
        """A connection to the file; where nothing may be written, not even the log's index, as an unchanging file."""
        assert self.file is not None
        path = self.file.resolve().as_uri()
        modes = ("mode=ro", "immutable=1") if self.read_only else ("mode=rw",)
        for mode in modes:
            connection = sqlite3.connect(f"{path}?{mode}", uri=True, timeout=self.wait, check_same_thread=False)
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlite3.OperationalError as fault:
                connection.close()
                if mode == modes[-1] or "locked" in str(fault):
                    raise
                continue
            return connection
        raise AssertionError("unreachable")

    def _on_connect(self, connection: Any, _record: Any) -> None:
        # Transactions are begun by `_begin`, not by the driver, so that schema changes are part of them.
        connection.isolation_level = None
        cursor = connection.cursor()
        if not self.read_only:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = NORMAL")
            # What is deleted is overwritten: forgetting somebody leaves no trace in free pages.
            cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @contextmanager
    def begin(self, write: bool = False, lock: str = "") -> Iterator[Connection]:
        """One transaction: committed at the end, rolled back on any exception. Writers of one `lock` take turns."""
        try:
            with (
                self._turn,
                self.engine.connect().execution_options(whyrec_write=write) as connection,
                connection.begin(),
            ):
                if write and lock and not self.sqlite:
                    connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 7))"), {"key": lock})
                yield connection
        except (DBAPIError, TimeoutError, sqlite3.Error) as fault:
            raise WhyRecError(self._explain(fault, write)) from fault

    def wipe_log(self) -> None:
        """Fold SQLite's log into the file, so that no deleted row stays in it; while others read, that waits."""
        if not self.sqlite or self.file is None:
            return
        try:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        except DBAPIError:
            return

    def close(self) -> None:
        self.engine.dispose()

    def _explain(self, fault: Exception, write: bool) -> str:
        """One sentence for the user."""
        said = str(fault.orig if isinstance(fault, DBAPIError) else fault).strip()
        first = (said.splitlines() or [type(fault).__name__])[0]
        where = self.file or self.shown_url
        tail = "nothing was changed" if write else "try again in a moment"
        if "locked" in said or "lock timeout" in said or "busy" in said:
            return f"The database {where} is in use by another program: {tail}; close that program or try again."
        if self.read_only or "readonly" in said or "read-only" in said:
            return f"The database {where} cannot be written to ({first}): nothing was changed; make it writable."
        if "full" in said or "No space" in said:
            return f"The disk of the database {where} is full: nothing was changed; free some space and try again."
        if "not a database" in said or "malformed" in said:
            return f"{where} is not a sound SQLite database: move it away or name another with WHYREC_DATABASE_URL."
        if not self.sqlite:
            return f"The database {where} does not answer ({first}): check WHYREC_DATABASE_URL and the server."
        return f"The database {where} cannot be used ({first}): check that its folder exists and can be written to."


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgres", "postgresql"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        parsed.get_dialect()
    except ModuleNotFoundError:
        pass
    except (ArgumentError, NoSuchModuleError) as fault:
        raise WhyRecError(
            "WHYREC_DATABASE_URL is not a database URL: use sqlite:///path/to/file.db or postgresql://user@host/name."
        ) from fault
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise WhyRecError(
            f"WHYREC_DATABASE_URL names {parsed.get_backend_name()}: WhyRec keeps its memory in SQLite or PostgreSQL."
        )
    return parsed


def _file(url: URL) -> Path | None:
    if not url.database or url.database == ":memory:":
        return None
    return Path(url.database).expanduser()


def _prepare(file: Path) -> bool:
    """Create an empty file, for the owner alone, if there is none; True if it may only be read."""
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(file, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as fault:
        raise WhyRecError(
            f"The database {file} cannot be created ({fault.strerror}): "
            "set WHYREC_HOME to a folder that can be written to, or WHYREC_DATABASE_URL."
        ) from fault
    if file.is_dir():
        raise WhyRecError(f"The database {file} is a folder: name a file with WHYREC_DATABASE_URL.")
    return not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK))


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("whyrec_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _dumps(value: Any) -> str:
    """JSON with numpy's numbers as plain ones; ASCII, so that any text can be stored anywhere."""
    return json.dumps(value, allow_nan=False, separators=(",", ":"), default=lambda number: number.item())
