"""Watched folders, files taken in bulk, copies of a paper, and what a later reading says otherwise

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column('document', sa.Column('scanner', sa.String(40), nullable=True))
    op.add_column('document', sa.Column('tag', sa.String(80), nullable=True))
    op.add_column('document', sa.Column('tries', sa.Integer(), nullable=False, server_default='0'))
    # In place on both databases: recreating the table on SQLite would take what hangs on it along.
    op.execute(
        'ALTER TABLE paper ADD COLUMN copy_of VARCHAR(32)'
        ' CONSTRAINT fk_paper_copy_of_paper REFERENCES paper (id)'
    )
    op.add_column('paper', sa.Column('copy_decided', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('paper', sa.Column('likeness', sa.String(32), nullable=True))
    op.create_index('ix_paper_copy_of', 'paper', ['copy_of'])
    op.create_index('ix_paper_likeness', 'paper', ['likeness'])
    op.create_table(
        'watched_folder',
        sa.Column('organisation_id', sa.String(32), nullable=False),
        sa.Column('path', sa.String(500), nullable=False),
        sa.Column('scanner', sa.String(40), nullable=False),
        sa.Column('active', sa.Boolean(), nullable=False),
        sa.Column('created_by', sa.String(32), nullable=True),
        sa.Column('created_at', TIME, nullable=False),
        sa.Column('looked_at', TIME, nullable=True),
        sa.Column('waiting', sa.Integer(), nullable=False),
        sa.Column('problem', JSON, nullable=True),
        sa.Column('failures', sa.Integer(), nullable=False),
        sa.Column('next_look_at', TIME, nullable=True),
        sa.Column('held_by', sa.String(40), nullable=True),
        sa.Column('held_until', TIME, nullable=True),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'],
                                name='fk_watched_folder_organisation_id_organisation'),
        sa.ForeignKeyConstraint(['created_by'], ['user_account.id'],
                                name='fk_watched_folder_created_by_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_watched_folder'),
        sa.UniqueConstraint('path', name='uq_watched_folder_path'),
    )
    op.create_index('ix_watched_folder_organisation_id', 'watched_folder', ['organisation_id'])
    op.create_table(
        'source_file',
        sa.Column('organisation_id', sa.String(32), nullable=False),
        sa.Column('folder_id', sa.String(32), nullable=True),
        sa.Column('path', sa.Text(), nullable=False),
        sa.Column('path_key', sa.String(64), nullable=False),
        sa.Column('sha256', sa.String(64), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('document_id', sa.String(32), nullable=True),
        sa.Column('refused', JSON, nullable=True),
        sa.Column('place', sa.String(10), nullable=False),
        sa.Column('moved_to', sa.Text(), nullable=True),
        sa.Column('at', TIME, nullable=False),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'],
                                name='fk_source_file_organisation_id_organisation'),
        sa.ForeignKeyConstraint(['folder_id'], ['watched_folder.id'], ondelete='CASCADE',
                                name='fk_source_file_folder_id_watched_folder'),
        sa.ForeignKeyConstraint(['document_id'], ['document.id'], ondelete='SET NULL',
                                name='fk_source_file_document_id_document'),
        sa.PrimaryKeyConstraint('id', name='pk_source_file'),
    )
    op.create_index('ix_source_file_found', 'source_file', ['organisation_id', 'path_key', 'sha256'])
    op.create_index('ix_source_file_folder_id', 'source_file', ['folder_id'])
    op.create_index('ix_source_file_document_id', 'source_file', ['document_id'])
    op.create_index('ix_source_file_place', 'source_file', ['place'])
    op.create_table(
        'reading_difference',
        sa.Column('organisation_id', sa.String(32), nullable=False),
        sa.Column('paper_id', sa.String(32), nullable=False),
        sa.Column('attempt', sa.Integer(), nullable=False),
        sa.Column('field', sa.String(40), nullable=False),
        sa.Column('ordinal', sa.Integer(), nullable=False),
        sa.Column('before', JSON, nullable=True),
        sa.Column('after', JSON, nullable=True),
        sa.Column('source', JSON, nullable=True),
        sa.Column('confidence', sa.Double(), nullable=False),
        sa.Column('found_by', sa.String(80), nullable=False),
        sa.Column('candidates', JSON, nullable=False),
        sa.Column('at', TIME, nullable=False),
        sa.Column('decided', sa.String(10), nullable=True),
        sa.Column('decided_by', sa.String(32), nullable=True),
        sa.Column('decided_at', TIME, nullable=True),
        sa.Column('id', sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'],
                                name='fk_reading_difference_organisation_id_organisation'),
        sa.ForeignKeyConstraint(['paper_id'], ['paper.id'], ondelete='CASCADE',
                                name='fk_reading_difference_paper_id_paper'),
        sa.ForeignKeyConstraint(['decided_by'], ['user_account.id'],
                                name='fk_reading_difference_decided_by_user_account'),
        sa.PrimaryKeyConstraint('id', name='pk_reading_difference'),
    )
    op.create_index('ix_reading_difference_organisation_id', 'reading_difference', ['organisation_id'])
    op.create_index('ix_reading_difference_paper_id', 'reading_difference', ['paper_id'])


def downgrade() -> None:
    for table in ('reading_difference', 'source_file', 'watched_folder'):
        op.drop_table(table)
    for index in ('ix_paper_likeness', 'ix_paper_copy_of'):
        op.drop_index(index, 'paper')
    for column in ('likeness', 'copy_decided', 'copy_of'):
        op.drop_column('paper', column)
    for column in ('tries', 'tag', 'scanner'):
        op.drop_column('document', column)
