"""Since when notices are sent."""

from infrastructure.migrations.script import run_sql_beside

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Run the statements of the file beside this one."""
    run_sql_beside(__file__)
