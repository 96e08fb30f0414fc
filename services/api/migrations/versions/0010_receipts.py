"""Receipt: services of papers, confirmed electronic addresses, messages of courts, whose paper it is

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'service_evidence',
        sa.Column('organisation_id', sa.String(32), nullable=False),
        sa.Column('paper_id', sa.String(32), nullable=True),
        sa.Column('document_id', sa.String(32), nullable=True),
        sa.Column('basis', sa.String(40), nullable=False),
        sa.Column('mode', sa.String(20), nullable=False),
        sa.Column('served_on', sa.Date(), nullable=True),
        sa.Column('served_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('address', sa.String(200), nullable=False),
        sa.Column('read_on', sa.Date(), nullable=True),
        sa.Column('signed', sa.Boolean(), nullable=False),
        sa.Column('source', sa.String(20), nullable=False),
        sa.Column('source_id', sa.String(32), nullable=True),
        sa.Column('evidence_paper_id', sa.String(32), nullable=True),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('by_user', sa.String(32), nullable=True),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['by_user'], ['user_account.id'],
                                name='fk_service_evidence_by_user_user_account'),
        sa.ForeignKeyConstraint(['document_id'], ['document.id'], ondelete='CASCADE',
                                name='fk_service_evidence_document_id_document'),
        sa.ForeignKeyConstraint(['evidence_paper_id'], ['paper.id'],
                                name='fk_service_evidence_evidence_paper_id_paper'),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'],
                                name='fk_service_evidence_organisation_id_organisation'),
        sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], ondelete='CASCADE',
                                name='fk_service_evidence_paper_id_paper'),
        sa.PrimaryKeyConstraint('id', name='pk_service_evidence'),
        sa.UniqueConstraint('document_id', 'source_id', name='uq_service_evidence_document_id'),
    )
    op.create_index('ix_service_evidence_document_id', 'service_evidence', ['document_id'])
    op.create_index('ix_service_evidence_organisation_id', 'service_evidence', ['organisation_id'])
    op.create_index('ix_service_evidence_paper_id', 'service_evidence', ['paper_id'])
    op.create_table(
        'electronic_address',
        sa.Column('organisation_id', sa.String(32), nullable=False),
        sa.Column('court', sa.String(100), nullable=False),
        sa.Column('address', sa.String(200), nullable=False),
        sa.Column('kind', sa.String(20), nullable=False),
        sa.Column('consent', sa.String(20), nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('valid_until', sa.Date(), nullable=True),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('by_user', sa.String(32), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['by_user'], ['user_account.id'],
                                name='fk_electronic_address_by_user_user_account'),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'],
                                name='fk_electronic_address_organisation_id_organisation'),
        sa.PrimaryKeyConstraint('id', name='pk_electronic_address'),
    )
    op.create_index('ix_electronic_address_organisation_id', 'electronic_address', ['organisation_id'])
    op.create_table(
        'court_message',
        sa.Column('organisation_id', sa.String(32), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('said', sa.JSON().with_variant(postgresql.JSONB(), 'postgresql'), nullable=False),
        sa.Column('sender', sa.String(100), nullable=False),
        sa.Column('address', sa.String(200), nullable=False),
        sa.Column('arrived_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('document_id', sa.String(32), nullable=True),
        sa.Column('case_id', sa.String(32), nullable=True),
        sa.Column('by_user', sa.String(32), nullable=True),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['by_user'], ['user_account.id'],
                                name='fk_court_message_by_user_user_account'),
        sa.ForeignKeyConstraint(['case_id'], ['court_case.id'],
                                name='fk_court_message_case_id_court_case'),
        sa.ForeignKeyConstraint(['document_id'], ['document.id'],
                                name='fk_court_message_document_id_document'),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'],
                                name='fk_court_message_organisation_id_organisation'),
        sa.PrimaryKeyConstraint('id', name='pk_court_message'),
        sa.UniqueConstraint('document_id', name='uq_court_message_document_id'),
    )
    op.create_index('ix_court_message_organisation_id', 'court_message', ['organisation_id'])
    op.create_table(
        'whose_told',
        sa.Column('organisation_id', sa.String(32), nullable=False),
        sa.Column('paper_id', sa.String(32), nullable=False),
        sa.Column('whose', sa.String(20), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('by_user', sa.String(32), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['by_user'], ['user_account.id'],
                                name='fk_whose_told_by_user_user_account'),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'],
                                name='fk_whose_told_organisation_id_organisation'),
        sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], ondelete='CASCADE',
                                name='fk_whose_told_paper_id_paper'),
        sa.PrimaryKeyConstraint('id', name='pk_whose_told'),
    )
    op.create_index('ix_whose_told_organisation_id', 'whose_told', ['organisation_id'])
    op.create_index('ix_whose_told_paper_id', 'whose_told', ['paper_id'])
    op.create_table(
        'received_task_done',
        sa.Column('organisation_id', sa.String(32), nullable=False),
        sa.Column('task_key', sa.String(80), nullable=False),
        sa.Column('done_on', sa.Date(), nullable=False),
        sa.Column('how', sa.String(200), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('by_user', sa.String(32), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['by_user'], ['user_account.id'],
                                name='fk_received_task_done_by_user_user_account'),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'],
                                name='fk_received_task_done_organisation_id_organisation'),
        sa.PrimaryKeyConstraint('id', name='pk_received_task_done'),
    )
    op.create_index('ix_received_task_done_organisation_id', 'received_task_done', ['organisation_id'])
    op.create_index('ix_received_task_done_task_key', 'received_task_done', ['task_key'])


def downgrade() -> None:
    for table in (
        'received_task_done',
        'whose_told',
        'court_message',
        'electronic_address',
        'service_evidence',
    ):
        op.drop_table(table)

