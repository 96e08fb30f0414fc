"""What people told about a case, and who goes to its hearings

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'told_fact',
        sa.Column('organisation_id', sa.String(32), nullable=False),
        sa.Column('case_id', sa.String(32), nullable=False),
        sa.Column('fact', sa.String(60), nullable=False),
        sa.Column('value', sa.String(200), nullable=False),
        sa.Column('by_user', sa.String(32), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('id', sa.String(32), nullable=False),
        *_keys('told_fact'),
    )
    op.create_table(
        'hearing_attendee',
        sa.Column('organisation_id', sa.String(32), nullable=False),
        sa.Column('case_id', sa.String(32), nullable=False),
        sa.Column('hearing_on', sa.Date(), nullable=False),
        sa.Column('name', sa.String(60), nullable=False),
        sa.Column('title', sa.String(60), nullable=False),
        sa.Column('position', sa.String(20), nullable=False),
        sa.Column('unit', sa.String(100), nullable=False),
        sa.Column('proved', sa.Boolean(), nullable=False),
        sa.Column('attended', sa.Boolean(), nullable=True),
        sa.Column('spoke', sa.Boolean(), nullable=True),
        sa.Column('removed', sa.Boolean(), nullable=False),
        sa.Column('by_user', sa.String(32), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('id', sa.String(32), nullable=False),
        *_keys('hearing_attendee'),
    )
    for table in ('told_fact', 'hearing_attendee'):
        op.create_index(f'ix_{table}_organisation_id', table, ['organisation_id'])
        op.create_index(f'ix_{table}_case_id', table, ['case_id'])


def _keys(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'],
                                name=f'fk_{table}_organisation_id_organisation'),
        sa.ForeignKeyConstraint(['case_id'], ['court_case.id'], name=f'fk_{table}_case_id_court_case'),
        sa.ForeignKeyConstraint(['by_user'], ['user_account.id'],
                                name=f'fk_{table}_by_user_user_account'),
        sa.PrimaryKeyConstraint('id', name=f'pk_{table}'),
    ]


def downgrade() -> None:
    op.drop_table('hearing_attendee')
    op.drop_table('told_fact')
