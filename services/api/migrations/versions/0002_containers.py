"""Documents that came in a container

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In place on both databases: recreating the table on SQLite would take what hangs on it along.
    op.execute(
        'ALTER TABLE document ADD COLUMN container_id VARCHAR(32)'
        ' CONSTRAINT fk_document_container_id_document REFERENCES document (id)'
    )
    op.create_index('ix_document_container_id', 'document', ['container_id'])


def downgrade() -> None:
    op.drop_index('ix_document_container_id', 'document')
    op.drop_column('document', 'container_id')
