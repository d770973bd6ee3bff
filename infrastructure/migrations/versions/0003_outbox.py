"""The outbox: notices that wait, and the messages that carry them."""

from infrastructure.migrations.script import run_sql_beside

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Run the statements of the file beside this one."""
    run_sql_beside(__file__)
