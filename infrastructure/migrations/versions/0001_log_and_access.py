"""The event log, the access tokens and the schemas of the read models."""

from infrastructure.migrations.script import run_sql_beside

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the statements of the file beside this one."""
    run_sql_beside(__file__)
