"""The dates a duty was shown with: old and new side by side when they change

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'shown_duty',
        sa.Column('organisation_id', sa.String(32), nullable=False),
        sa.Column('case_id', sa.String(32), nullable=False),
        sa.Column('duty_key', sa.String(200), nullable=False),
        sa.Column('rule_id', sa.String(40), nullable=False),
        sa.Column('title', sa.String(200), nullable=False),
        sa.Column('target', sa.Date(), nullable=True),
        sa.Column('due', sa.Date(), nullable=True),
        sa.Column('trigger_on', sa.Date(), nullable=True),
        sa.Column('provisional', sa.Boolean(), nullable=False),
        sa.Column('rule_mark', sa.String(16), nullable=False),
        sa.Column('gone', sa.Boolean(), nullable=False),
        sa.Column('by_user', sa.String(32), nullable=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'],
                                name='fk_shown_duty_organisation_id_organisation'),
        sa.ForeignKeyConstraint(['case_id'], ['court_case.id'], name='fk_shown_duty_case_id_court_case'),
        sa.ForeignKeyConstraint(['by_user'], ['user_account.id'],
                                name='fk_shown_duty_by_user_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_shown_duty'),
    )
    op.create_index('ix_shown_duty_organisation_id', 'shown_duty', ['organisation_id'])
    op.create_index('ix_shown_duty_case_id', 'shown_duty', ['case_id'])


def downgrade() -> None:
    op.drop_table('shown_duty')
