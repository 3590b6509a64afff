"""Conversations, messages, shown lists and feedback; settings of a person."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("settings", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "conversations",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("state", sa.JSON()),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_conversations"),
        sa.UniqueConstraint("dataset", "conversation_id", name="uq_conversations_dataset_conversation_id"),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_conversations_person", ondelete="CASCADE"),
    )
    op.create_index("ix_conversations_person", "conversations", ["person"])
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON()),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.key"], name="fk_messages_conversation", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_messages_conversation", "messages", ["conversation"])
    op.create_table(
        "shown",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation", sa.Integer(), nullable=False),
        sa.Column("request", sa.JSON()),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shown"),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.key"], name="fk_shown_conversation", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_shown_conversation", "shown", ["conversation"])
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("conversation", sa.Integer()),
        sa.Column("item_id", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Double()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_feedback_person", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["conversation"], ["conversations.key"], name="fk_feedback_conversation", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_feedback_person", "feedback", ["person"])
    op.create_index("ix_feedback_conversation", "feedback", ["conversation"])


def downgrade() -> None:
    for table in ("feedback", "shown", "messages", "conversations"):
        op.drop_table(table)
    with op.batch_alter_table("people") as people:
        people.drop_column("settings")
