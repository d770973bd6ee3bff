"""The follower that writes notices, put together."""

from datetime import timedelta

from application.notices.escalating import Escalating
from application.notices.recipients import Recipients
from application.notices.telling import Telling
from infrastructure.log_reader import LogReader
from infrastructure.outbox.following import NoticeFollower
from infrastructure.outbox.notifiers import default_way
from infrastructure.views import zones_of
from infrastructure.wiring import SYSTEM, Redress


def notice_follower(redress: Redress) -> NoticeFollower:
    """Put it together on the parts of one process."""
    settings, log = redress.settings, redress.ledger.event_log
    telling = Telling(
        log,
        Recipients(log, redress.directory, redress.rights),
        redress.documents,
        zone_of=zones_of(settings).of,
        way=default_way(settings),
        within=timedelta(seconds=settings.notify_within_seconds),
    )
    return NoticeFollower(redress.engine, LogReader(redress.engine), telling, Escalating(redress.ledger, SYSTEM))
