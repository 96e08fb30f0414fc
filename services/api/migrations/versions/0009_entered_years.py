"""Holiday notices entered while the service runs

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'entered_year',
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('content', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('by_user', sa.String(32), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['by_user'], ['user_account.id'],
                                name='fk_entered_year_by_user_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_entered_year'),
    )


def downgrade() -> None:
    op.drop_table('entered_year')
