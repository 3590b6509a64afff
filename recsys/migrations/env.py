"""Alembic's entry: run the revisions on the connection handed over, inside its transaction."""

from alembic import context

from recsys.store.migrate import VERSION_TABLE
from recsys.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
context.run_migrations()
