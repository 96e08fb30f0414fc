"""Every table

Revision ID: 0001
Revises: 
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')


def upgrade() -> None:
    op.create_table('organisation',
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('jurisdiction', sa.String(length=40), nullable=False),
    sa.Column('former_names', JSON, nullable=False),
    sa.Column('demo', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation'))
    )
    op.create_table('court_case',
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('jurisdiction', sa.String(length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_court_case_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_court_case'))
    )
    with op.batch_alter_table('court_case', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_court_case_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('user_account',
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('login', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_user_account_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_user_account')),
    sa.UniqueConstraint('login', name=op.f('uq_user_account_login'))
    )
    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_account_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('audit_entry',
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('user_id', sa.String(length=32), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('action', sa.String(length=60), nullable=False),
    sa.Column('subject_kind', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.String(length=200), nullable=False),
    sa.Column('before', JSON, nullable=True),
    sa.Column('after', JSON, nullable=True),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_audit_entry_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_audit_entry_user_id_user_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_entry_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entry_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_entry_subject_id'), ['subject_id'], unique=False)

    op.create_table('document',
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=20), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('received_by', sa.String(length=32), nullable=True),
    sa.Column('origin', sa.String(length=20), nullable=False),
    sa.Column('twin_of', sa.String(length=32), nullable=True),
    sa.Column('pages_total', sa.Integer(), nullable=True),
    sa.Column('pages_done', sa.Integer(), nullable=False),
    sa.Column('problems', JSON, nullable=False),
    sa.Column('idempotency_key', sa.String(length=100), nullable=True),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_document_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['received_by'], ['user_account.id'], name=op.f('fk_document_received_by_user_account')),
    sa.ForeignKeyConstraint(['twin_of'], ['document.id'], name=op.f('fk_document_twin_of_document')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document')),
    sa.UniqueConstraint('organisation_id', 'idempotency_key', name=op.f('uq_document_organisation_id'))
    )
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index('ix_document_organisation_state', ['organisation_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_document_received_at'), ['received_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_document_sha256'), ['sha256'], unique=False)

    op.create_table('duty_action',
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('case_id', sa.String(length=32), nullable=False),
    sa.Column('duty_key', sa.String(length=200), nullable=False),
    sa.Column('action', sa.String(length=20), nullable=False),
    sa.Column('acted_on', sa.Date(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('by_user', sa.String(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['by_user'], ['user_account.id'], name=op.f('fk_duty_action_by_user_user_account')),
    sa.ForeignKeyConstraint(['case_id'], ['court_case.id'], name=op.f('fk_duty_action_case_id_court_case')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_duty_action_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_action'))
    )
    with op.batch_alter_table('duty_action', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_duty_action_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_duty_action_duty_key'), ['duty_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_duty_action_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('filing',
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('case_id', sa.String(length=32), nullable=False),
    sa.Column('form_id', sa.String(length=60), nullable=False),
    sa.Column('duty_key', sa.String(length=200), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('cells', JSON, nullable=False),
    sa.Column('gaps', JSON, nullable=False),
    sa.Column('by_user', sa.String(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['by_user'], ['user_account.id'], name=op.f('fk_filing_by_user_user_account')),
    sa.ForeignKeyConstraint(['case_id'], ['court_case.id'], name=op.f('fk_filing_case_id_court_case')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_filing_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_filing'))
    )
    with op.batch_alter_table('filing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_filing_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_filing_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('proceeding',
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('case_id', sa.String(length=32), nullable=False),
    sa.Column('case_number', sa.String(length=60), nullable=False),
    sa.Column('court', sa.String(length=100), nullable=True),
    sa.Column('stage', sa.String(length=20), nullable=True),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['court_case.id'], name=op.f('fk_proceeding_case_id_court_case')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_proceeding_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proceeding')),
    sa.UniqueConstraint('organisation_id', 'case_number', name=op.f('uq_proceeding_organisation_id'))
    )
    with op.batch_alter_table('proceeding', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proceeding_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proceeding_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('extraction_run',
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('extraction', JSON, nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seconds', sa.Double(), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_extraction_run_document_id_document'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extraction_run')),
    sa.UniqueConstraint('document_id', 'attempt', name=op.f('uq_extraction_run_document_id'))
    )
    op.create_table('paper',
    sa.Column('organisation_id', sa.String(length=32), nullable=False),
    sa.Column('document_id', sa.String(length=32), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('stage', sa.String(length=20), nullable=True),
    sa.Column('standing', sa.String(length=10), nullable=False),
    sa.Column('page_list', JSON, nullable=False),
    sa.Column('confidence', sa.Double(), nullable=False),
    sa.Column('review_state', sa.String(length=20), nullable=False),
    sa.Column('case_id', sa.String(length=32), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['court_case.id'], name=op.f('fk_paper_case_id_court_case')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_paper_document_id_document'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_paper_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper'))
    )
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_document_id'), ['document_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_paper_review_state'), ['review_state'], unique=False)

    op.create_table('fact',
    sa.Column('paper_id', sa.String(length=32), nullable=False),
    sa.Column('field', sa.String(length=40), nullable=False),
    sa.Column('ordinal', sa.Integer(), nullable=False),
    sa.Column('value', JSON, nullable=True),
    sa.Column('source', JSON, nullable=True),
    sa.Column('confidence', sa.Double(), nullable=False),
    sa.Column('found_by', sa.String(length=80), nullable=False),
    sa.Column('candidates', JSON, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_user', sa.String(length=32), nullable=True),
    sa.Column('confirmed', sa.Boolean(), nullable=False),
    sa.Column('superseded_by', sa.String(length=32), nullable=True),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['by_user'], ['user_account.id'], name=op.f('fk_fact_by_user_user_account')),
    sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], name=op.f('fk_fact_paper_id_paper'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['superseded_by'], ['fact.id'], name=op.f('fk_fact_superseded_by_fact')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fact'))
    )
    with op.batch_alter_table('fact', schema=None) as batch_op:
        batch_op.create_index('ix_fact_paper_field', ['paper_id', 'field', 'ordinal'], unique=False)

    op.create_table('paper_receipt',
    sa.Column('paper_id', sa.String(length=32), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('basis', sa.String(length=40), nullable=False),
    sa.Column('evidence_paper_id', sa.String(length=32), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('entered_by', sa.String(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('superseded_by', sa.String(length=32), nullable=True),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['entered_by'], ['user_account.id'], name=op.f('fk_paper_receipt_entered_by_user_account')),
    sa.ForeignKeyConstraint(['evidence_paper_id'], ['paper.id'], name=op.f('fk_paper_receipt_evidence_paper_id_paper')),
    sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], name=op.f('fk_paper_receipt_paper_id_paper'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['superseded_by'], ['paper_receipt.id'], name=op.f('fk_paper_receipt_superseded_by_paper_receipt')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_receipt'))
    )
    with op.batch_alter_table('paper_receipt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_receipt_paper_id'), ['paper_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('paper_receipt', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_receipt_paper_id'))

    op.drop_table('paper_receipt')
    with op.batch_alter_table('fact', schema=None) as batch_op:
        batch_op.drop_index('ix_fact_paper_field')

    op.drop_table('fact')
    with op.batch_alter_table('paper', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_review_state'))
        batch_op.drop_index(batch_op.f('ix_paper_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_paper_document_id'))
        batch_op.drop_index(batch_op.f('ix_paper_case_id'))

    op.drop_table('paper')
    op.drop_table('extraction_run')
    with op.batch_alter_table('proceeding', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proceeding_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_proceeding_case_id'))

    op.drop_table('proceeding')
    with op.batch_alter_table('filing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_filing_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_filing_case_id'))

    op.drop_table('filing')
    with op.batch_alter_table('duty_action', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_duty_action_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_duty_action_duty_key'))
        batch_op.drop_index(batch_op.f('ix_duty_action_case_id'))

    op.drop_table('duty_action')
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_document_sha256'))
        batch_op.drop_index(batch_op.f('ix_document_received_at'))
        batch_op.drop_index('ix_document_organisation_state')
        batch_op.drop_index(batch_op.f('ix_document_organisation_id'))

    op.drop_table('document')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_entry_subject_id'))
        batch_op.drop_index(batch_op.f('ix_audit_entry_organisation_id'))
        batch_op.drop_index(batch_op.f('ix_audit_entry_at'))

    op.drop_table('audit_entry')
    with op.batch_alter_table('user_account', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_user_account_organisation_id'))

    op.drop_table('user_account')
    with op.batch_alter_table('court_case', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_court_case_organisation_id'))

    op.drop_table('court_case')
    op.drop_table('organisation')
