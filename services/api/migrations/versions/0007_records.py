"""What people record about a case: events, the standing of rulings, service on other parties

Revision ID: 0007
Revises: 0006
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'event_record',
        sa.Column('kind', sa.String(40), nullable=False),
        sa.Column('happened_on', sa.Date(), nullable=False),
        sa.Column('case_number', sa.String(60), nullable=True),
        *_common('event_record'),
    )
    op.create_table(
        'effect_record',
        sa.Column('paper_id', sa.String(32), nullable=False),
        sa.Column('effective', sa.Boolean(), nullable=False),
        sa.Column('effective_on', sa.Date(), nullable=True),
        sa.Column('basis', sa.String(20), nullable=False),
        *_common('effect_record'),
        _paper('effect_record'),
    )
    op.create_table(
        'party_service_record',
        sa.Column('paper_id', sa.String(32), nullable=False),
        sa.Column('party', sa.String(200), nullable=False),
        sa.Column('served_on', sa.Date(), nullable=False),
        *_common('party_service_record'),
        _paper('party_service_record'),
    )
    for table in ('event_record', 'effect_record', 'party_service_record'):
        op.create_index(f'ix_{table}_organisation_id', table, ['organisation_id'])
        op.create_index(f'ix_{table}_case_id', table, ['case_id'])
    for table in ('effect_record', 'party_service_record'):
        op.create_index(f'ix_{table}_paper_id', table, ['paper_id'])


def _common(table: str) -> list[sa.Column[Any] | sa.Constraint]:
    return [
        sa.Column('organisation_id', sa.String(32), nullable=False),
        sa.Column('case_id', sa.String(32), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('by_user', sa.String(32), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'],
                                name=f'fk_{table}_organisation_id_organisation'),
        sa.ForeignKeyConstraint(['case_id'], ['court_case.id'], name=f'fk_{table}_case_id_court_case'),
        sa.ForeignKeyConstraint(['by_user'], ['user_account.id'],
                                name=f'fk_{table}_by_user_user_account'),
        sa.PrimaryKeyConstraint('id', name=f'pk_{table}'),
    ]


def _paper(table: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], ondelete='CASCADE',
                                   name=f'fk_{table}_paper_id_paper')


def downgrade() -> None:
    for table in ('party_service_record', 'effect_record', 'event_record'):
        op.drop_table(table)
