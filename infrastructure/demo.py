"""The demo in a database: whether it is there, its notable cases, its users."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta

from application.demo.bank import SHANGHAI
from application.demo.plan import CASES, notable_cases
from application.demo.step import case_id
from application.demo.stories.special import TOKEN_HANDLER
from application.ledger import NotFound
from domain.actor import Actor, Role
from domain.complaint import Complaint
from domain.complaint.state import State
from infrastructure.approval_limits import approval_limits
from infrastructure.database import connect
from infrastructure.settings import Settings
from infrastructure.tokens import Tokens
from infrastructure.wiring import Redress, open_redress

TOKEN_LIFETIME = timedelta(hours=12)

USERS = (
    TOKEN_HANDLER,
    SHANGHAI.superior.supervisor,
    SHANGHAI.auditor,
    SHANGHAI.compliance,
    Actor("reports.sh", Role.REPORTING, SHANGHAI.superior.unit_id),
    SHANGHAI.gate,
    Actor("admin", Role.ADMIN, "system"),
)
"""One user for each role."""

CONTENTS = """
    SELECT EXISTS (SELECT FROM log.event), EXISTS (SELECT FROM log.event WHERE stream_id = %s),
        EXISTS (SELECT FROM pg_tables WHERE schemaname = 'log' AND tablename = 'demo_clock')
"""


@dataclass(frozen=True, slots=True)
class LogContents:
    """What a log holds: anything at all, the demo, and whether a load of it was begun and not finished."""

    has_events: bool
    has_demo: bool
    demo_is_unfinished: bool


@dataclass(frozen=True, slots=True)
class NotableCase:
    """The first case of a story."""

    reference: str
    state: State
    story: str
    title: str


def log_contents(url: str) -> LogContents:
    """Look into a log, as any role that may read it."""
    with closing(connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(CONTENTS, (str(case_id(notable_cases(1)[0][0])),))
        return LogContents(*(cursor.fetchone() or ()))


def tokens(settings: Settings) -> dict[str, str]:
    """Make a token of 12 hours for a user of each role; none where the database does not hold the demo."""
    if settings.database_url is None or not log_contents(settings.database_url).has_demo:
        return {}
    redress = open_redress(settings, pool_size=1)
    try:
        made = Tokens(redress.engine, approval_limits(settings.approval_limits))
        return {user.role.value: _token(made, user) for user in USERS}
    finally:
        redress.close()


def _token(made: Tokens, user: Actor) -> str:
    return made.create(user.user_id, user.role, user.unit_id, TOKEN_LIFETIME, "demo").text


def notable(settings: Settings) -> list[NotableCase]:
    """Return the notable cases in a database; none where it does not hold the demo."""
    redress = open_redress(settings, pool_size=1)
    try:
        return list(_found(redress))
    finally:
        redress.close()


def _found(redress: Redress) -> Iterator[NotableCase]:
    for key, story in notable_cases(CASES):
        try:
            complaint = redress.ledger.look(Complaint, case_id(key)).aggregate
        except NotFound:
            continue
        yield NotableCase(complaint.reference, complaint.state, story.name, story.title)
