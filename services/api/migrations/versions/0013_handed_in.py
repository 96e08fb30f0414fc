"""How a completed duty was handed in: posted, at the court, or online

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('duty_action', sa.Column('handed_in', sa.String(10), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('duty_action') as table:
        table.drop_column('handed_in')
