"""Who can look at the demo: a user of each role, with a token."""

from dataclasses import dataclass
from datetime import timedelta

from application.demo.bank import SHANGHAI, TOKEN_HANDLER
from domain.actor import Actor, Role
from infrastructure.approval_limits import approval_limits
from infrastructure.log_contents import log_contents
from infrastructure.settings import Settings
from infrastructure.tokens import Tokens
from infrastructure.wiring import open_redress

TOKEN_LIFETIME = timedelta(hours=12)

USERS = (
    TOKEN_HANDLER,
    SHANGHAI.superior.supervisor,
    SHANGHAI.auditor,
    SHANGHAI.compliance,
    Actor("zhu.lin", Role.RELATIONSHIP_MANAGER, SHANGHAI.units["retail"].unit_id),
    Actor("reports.sh", Role.REPORTING, SHANGHAI.superior.unit_id),
    SHANGHAI.gate,
    Actor("admin", Role.ADMIN, "system"),
)
"""One user for each role."""


@dataclass(frozen=True, slots=True)
class DemoToken:
    """A token, and whom it stands for."""

    user: Actor
    text: str


def demo_tokens(settings: Settings) -> list[DemoToken]:
    """Make a token of 12 hours for a user of each role; none where the database does not hold the demo."""
    if settings.database_url is None or not log_contents(settings.database_url).has_demo:
        return []
    redress = open_redress(settings, pool_size=1)
    try:
        made = Tokens(redress.engine, approval_limits(settings.approval_limits), redress.directory)
        return [DemoToken(user, _token(made, user)) for user in USERS]
    finally:
        redress.close()


def _token(made: Tokens, user: Actor) -> str:
    return made.create(user.user_id, user.role, user.unit_id, TOKEN_LIFETIME, "demo").text
