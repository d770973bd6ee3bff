"""What every revision does: run the SQL file of its own name."""

from pathlib import Path

from alembic import op


def run_sql_beside(revision_file: str) -> None:
    """Run the statements of the `.sql` file beside a revision, just as they are written."""
    statements = Path(revision_file).with_suffix(".sql").read_text(encoding="utf-8")
    # By the driver itself: to SQLAlchemy a colon or a percent sign would mean a parameter.
    op.get_bind().connection.cursor().execute(statements)
