"""The schema's revisions, applied from inside the package: no ini file, no command to run."""

from __future__ import annotations

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection

VERSION_TABLE = "whyrec_revision"


class NewerSchema(Exception):
    """The database has a revision this version does not know."""


@cache
def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "recsys:migrations")
    return config


def revision(connection: Connection) -> str | None:
    """The database's revision, None if it has no schema yet."""
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    found = context.get_current_revision()
    if found is not None:
        try:
            _script().get_revision(found)
        except CommandError as fault:
            raise NewerSchema(found) from fault
    return found


def is_current(connection: Connection) -> bool:
    return revision(connection) == _script().get_current_head()


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring the schema to a revision inside the connection's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
