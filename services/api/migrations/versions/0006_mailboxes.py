"""Mailboxes, the mails seen in them, and every part of those opened

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        'mail_account',
        sa.Column('organisation_id', sa.String(32), nullable=False),
        sa.Column('name', sa.String(80), nullable=False),
        sa.Column('provider', sa.String(20), nullable=False),
        sa.Column('host', sa.String(255), nullable=False),
        sa.Column('port', sa.Integer(), nullable=False),
        sa.Column('security', sa.String(10), nullable=False),
        sa.Column('username', sa.String(255), nullable=False),
        sa.Column('secret', sa.Text(), nullable=False),
        sa.Column('folders', JSON, nullable=False),
        sa.Column('since', sa.Date(), nullable=True),
        sa.Column('rules', JSON, nullable=False),
        sa.Column('afterwards', sa.String(10), nullable=False),
        sa.Column('move_to', sa.String(200), nullable=False),
        sa.Column('enabled', sa.Boolean(), nullable=False),
        sa.Column('removed', sa.Boolean(), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('created_at', TIME, nullable=False),
        sa.Column('checked_at', TIME, nullable=True),
        sa.Column('problem', JSON, nullable=False),
        sa.Column('failing_since', TIME, nullable=True),
        sa.Column('next_try_at', TIME, nullable=True),
        sa.Column('waits_by', sa.String(10), nullable=False),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name='fk_mail_account_organisation_id_organisation'),
        sa.PrimaryKeyConstraint('id', name='pk_mail_account')
    )
    op.create_index('ix_mail_account_organisation_id', 'mail_account', ['organisation_id'])
    op.create_table(
        'mail_message',
        sa.Column('organisation_id', sa.String(32), nullable=False),
        sa.Column('account_id', sa.String(32), nullable=False),
        sa.Column('folder', sa.String(200), nullable=False),
        sa.Column('uidvalidity', sa.BigInteger(), nullable=False),
        sa.Column('uid', sa.BigInteger(), nullable=False),
        sa.Column('arrived_at', TIME, nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('size', sa.BigInteger(), nullable=False),
        sa.Column('seen_at', TIME, nullable=False),
        sa.Column('state', sa.String(20), nullable=False),
        sa.Column('sha256', sa.String(64), nullable=True),
        sa.Column('stored_at', TIME, nullable=True),
        sa.Column('message_id', sa.String(300), nullable=True),
        sa.Column('content_sha256', sa.String(64), nullable=True),
        sa.Column('headers', JSON, nullable=False),
        sa.Column('duplicate_of', sa.String(32), nullable=True),
        sa.Column('rule', sa.String(100), nullable=False),
        sa.Column('taken_anyway', sa.Boolean(), nullable=False),
        sa.Column('problems', JSON, nullable=False),
        sa.Column('attempt', sa.Integer(), nullable=False),
        sa.Column('next_try_at', TIME, nullable=True),
        sa.Column('opened_at', TIME, nullable=True),
        sa.Column('part_count', sa.Integer(), nullable=True),
        sa.Column('left_server_at', TIME, nullable=True),
        sa.Column('acted_at', TIME, nullable=True),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['account_id'], ['mail_account.id'], name='fk_mail_message_account_id_mail_account'),
        sa.ForeignKeyConstraint(['duplicate_of'], ['mail_message.id'], name='fk_mail_message_duplicate_of_mail_message'),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name='fk_mail_message_organisation_id_organisation'),
        sa.PrimaryKeyConstraint('id', name='pk_mail_message'),
        sa.UniqueConstraint('account_id', 'folder', 'uidvalidity', 'uid', name='uq_mail_message_account_id')
    )
    op.create_index('ix_mail_message_account_state', 'mail_message', ['account_id', 'state'])
    op.create_index('ix_mail_message_message_id', 'mail_message', ['message_id'])
    op.create_index('ix_mail_message_organisation_day', 'mail_message', ['organisation_id', 'day'])
    op.create_index('ix_mail_message_sha256', 'mail_message', ['sha256'])
    op.create_table(
        'mail_part',
        sa.Column('mail_id', sa.String(32), nullable=False),
        sa.Column('ordinal', sa.Integer(), nullable=False),
        sa.Column('path', sa.String(100), nullable=False),
        sa.Column('kind', sa.String(20), nullable=False),
        sa.Column('content_type', sa.String(100), nullable=False),
        sa.Column('name', sa.String(300), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('sha256', sa.String(64), nullable=True),
        sa.Column('because', sa.String(30), nullable=True),
        sa.Column('document_id', sa.String(32), nullable=True),
        sa.Column('headers', JSON, nullable=False),
        sa.Column('notice', JSON, nullable=False),
        sa.Column('links', JSON, nullable=False),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['document_id'], ['document.id'], name='fk_mail_part_document_id_document'),
        sa.ForeignKeyConstraint(['mail_id'], ['mail_message.id'], name='fk_mail_part_mail_id_mail_message', ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name='pk_mail_part'),
        sa.UniqueConstraint('mail_id', 'path', name='uq_mail_part_mail_id')
    )
    op.create_index('ix_mail_part_document_id', 'mail_part', ['document_id'])
    op.create_index('ix_mail_part_mail_id', 'mail_part', ['mail_id'])


def downgrade() -> None:
    op.drop_index('ix_mail_part_mail_id', 'mail_part')
    op.drop_index('ix_mail_part_document_id', 'mail_part')
    op.drop_table('mail_part')
    op.drop_index('ix_mail_message_sha256', 'mail_message')
    op.drop_index('ix_mail_message_organisation_day', 'mail_message')
    op.drop_index('ix_mail_message_message_id', 'mail_message')
    op.drop_index('ix_mail_message_account_state', 'mail_message')
    op.drop_table('mail_message')
    op.drop_index('ix_mail_account_organisation_id', 'mail_account')
    op.drop_table('mail_account')
