"""People, their opinions, the edits of these, and the ids of the forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("owned", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_people"),
        sa.UniqueConstraint("dataset", "user_id", name="uq_people_dataset_user_id"),
    )
    op.create_table(
        "opinions",
        sa.Column("person", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("stars", sa.Double()),
        sa.Column("at", sa.Double()),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person", "item_id", name="pk_opinions"),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_opinions_person", ondelete="CASCADE"),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("before", sa.JSON()),
        sa.Column("after", sa.JSON()),
        sa.Column("at", sa.Double(), nullable=False),
        sa.Column("undone_at", sa.Double()),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sa.ForeignKeyConstraint(["person"], ["people.key"], name="fk_changes_person", ondelete="CASCADE"),
    )
    op.create_index("ix_changes_person_id", "changes", ["person", "id"])
    op.create_table(
        "forgotten",
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("dataset", "user_id", name="pk_forgotten"),
    )


def downgrade() -> None:
    for table in ("forgotten", "changes", "opinions", "people"):
        op.drop_table(table)
