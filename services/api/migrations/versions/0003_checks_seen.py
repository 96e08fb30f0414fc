"""Other kinds of a paper, what told its standing, and checks a person let stand

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('paper', sa.Column('kind_candidates', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=True))
    op.add_column('paper', sa.Column('standing_because', sa.String(20), nullable=True))
    op.create_table(
        'acknowledgement',
        sa.Column('paper_id', sa.String(32), nullable=False),
        sa.Column('check_key', sa.String(80), nullable=False),
        sa.Column('by_user', sa.String(32), nullable=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], ondelete='CASCADE',
                                name='fk_acknowledgement_paper_id_paper'),
        sa.ForeignKeyConstraint(['by_user'], ['user_account.id'],
                                name='fk_acknowledgement_by_user_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_acknowledgement'),
        sa.UniqueConstraint('paper_id', 'check_key', name='uq_acknowledgement_paper_id'),
    )


def downgrade() -> None:
    op.drop_table('acknowledgement')
    op.drop_column('paper', 'standing_because')
    op.drop_column('paper', 'kind_candidates')
