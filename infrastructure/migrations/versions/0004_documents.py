"""The index by which the published documents are found."""

from infrastructure.migrations.script import run_sql_beside

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Run the statements of the file beside this one."""
    run_sql_beside(__file__)
