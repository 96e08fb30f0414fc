"""Actions on duties of no case: the reports of every year and quarter

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('duty_action') as table:
        table.alter_column('case_id', existing_type=sa.String(32), nullable=True)


def downgrade() -> None:
    op.execute('DELETE FROM duty_action WHERE case_id IS NULL')
    with op.batch_alter_table('duty_action') as table:
        table.alter_column('case_id', existing_type=sa.String(32), nullable=False)
