"""The last readings by time: what the estimate of a backlog asks for

Revision ID: 0011
Revises: 0010
"""

from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_extraction_run_finished_at', 'extraction_run', ['finished_at'])


def downgrade() -> None:
    op.drop_index('ix_extraction_run_finished_at', 'extraction_run')
