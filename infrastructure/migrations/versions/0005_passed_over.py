"""Events that could not be told."""

from infrastructure.migrations.script import run_sql_beside

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Run the statements of the file beside this one."""
    run_sql_beside(__file__)
