"""The tables of the memory. Times are seconds since 1970 UTC; every row of a person goes when the person does."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Double, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy import UniqueConstraint as Unique

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _person(primary_key: bool = False) -> Column[int]:
    return Column(
        "person",
        ForeignKey("people.key", ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
        autoincrement=False,
    )


people = Table(
    "people",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("dataset", Text, nullable=False),
    Column("user_id", Text, nullable=False),
    Column("name", Text, nullable=False, default=""),
    Column("language", Text, nullable=False, default="en"),
    Column("settings", JSON, nullable=False, default=dict),
    # False: somebody of the data set who has talked here but whose opinions are still the data set's own.
    Column("owned", Boolean, nullable=False),
    Column("created_at", Double, nullable=False),
    Unique("dataset", "user_id"),
)

opinions = Table(
    "opinions",
    metadata,
    _person(primary_key=True),
    Column("item_id", Text, primary_key=True),
    Column("verdict", Text, nullable=False),
    Column("stars", Double),
    Column("at", Double),
    # Orders a person's opinions, oldest first; a changed opinion moves to the end.
    Column("place", Integer, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    _person(),
    Column("item_id", Text, nullable=False),
    # An opinion as a mapping with its place, or null for none.
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Column("at", Double, nullable=False),
    Column("undone_at", Double),
    Index(None, "person", "id"),
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("dataset", Text, primary_key=True),
    Column("user_id", Text, primary_key=True),
    Column("at", Double, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("key", Integer, primary_key=True),
    _person(),
    Column("dataset", Text, nullable=False),
    Column("conversation_id", Text, nullable=False),
    Column("state", JSON(none_as_null=True)),
    Column("created_at", Double, nullable=False),
    Column("updated_at", Double, nullable=False),
    Unique("dataset", "conversation_id"),
    Index(None, "person"),
)


def _conversation(nullable: bool = False) -> Column[int]:
    return Column("conversation", ForeignKey("conversations.key", ondelete="CASCADE"), nullable=nullable, index=True)


messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    _conversation(),
    Column("role", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("payload", JSON(none_as_null=True)),
    Column("at", Double, nullable=False),
)

shown = Table(
    "shown",
    metadata,
    Column("id", Integer, primary_key=True),
    _conversation(),
    Column("request", JSON(none_as_null=True)),
    # A list of [item_id, rank, score, [[kind, label, value, item_id], ...]].
    Column("items", JSON, nullable=False),
    Column("at", Double, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    _person(),
    _conversation(nullable=True),
    Column("item_id", Text),
    Column("kind", Text, nullable=False),
    Column("value", Double),
    Column("text", Text, nullable=False, default=""),
    Column("at", Double, nullable=False),
    Index(None, "person"),
)
