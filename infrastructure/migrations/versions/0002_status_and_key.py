"""The attempts to see a status, and the check of the installation key."""

from infrastructure.migrations.script import run_sql_beside

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Run the statements of the file beside this one."""
    run_sql_beside(__file__)
