"""The daemon: the work that follows the log."""

import gc
import logging
from collections.abc import Sequence
from typing import Final

from eventsourcing.persistence import PersistenceError
from sqlalchemy import Engine

from infrastructure.builder import Builder
from infrastructure.clocks.wiring import open_clock_keeping
from infrastructure.fold_fault import describe
from infrastructure.log_pages import LogPages
from infrastructure.log_reader import LogReader
from infrastructure.outbox.follower import notice_follower
from infrastructure.outbox.notifiers import notifiers, patience
from infrastructure.outbox.running import Running
from infrastructure.outbox.sender import Sender
from infrastructure.parting import parting_follower
from infrastructure.projector import Projector
from infrastructure.settings import Settings
from infrastructure.view_positions import create_positions
from infrastructure.views import all_views, zones_of
from infrastructure.wake_up import WakeUp
from infrastructure.wiring import open_redress
from projections.view import View

logger = logging.getLogger(__name__)

CONNECTIONS: Final = 9
"""One for the projectors, two for a rebuild and its reading ahead, two for clocks, two for notices, one to send by, one
for recusal."""
BUSY_SECONDS: Final = 0.02
IDLE_SECONDS: Final = 1.0
COLLECT_AFTER: Final = 100_000
"""Objects between two looks for cycles: a batch makes many, and hardly any cycle."""


def run_daemon(settings: Settings) -> None:
    """Keep the views up to date until a signal ends the process."""
    if settings.database_url is None:
        raise ValueError("the database is not known yet")
    gc.set_threshold(COLLECT_AFTER)
    notifier_for = notifiers(settings)
    redress = open_redress(settings, pool_size=CONNECTIONS)
    wake_up = WakeUp(settings.database_url)
    clocks = open_clock_keeping(redress)
    notices = notice_follower(redress)
    parting = parting_follower(redress)
    sender = Sender(redress.engine, notifier_for, zones_of(settings).of, patience(settings))
    try:
        with (
            Running("sender", lambda stopped: sender.send_all(is_stopped=stopped)),
            Running("notices", lambda stopped: notices.advance(is_stopped=stopped)),
            Running("clocks", clocks.step),
            Running("recusal", parting.step),
        ):
            follow(all_views(settings), redress.engine, wake_up)
    finally:
        wake_up.close()
        redress.close()


def follow(views: Sequence[View], engine: Engine, wake_up: WakeUp) -> None:
    """Follow the log for ever: one loop over all views; a database that is away is waited for."""
    reader = LogReader(engine)
    pages = LogPages(reader)
    projectors = [Projector(view, engine, pages) for view in views]
    pause = BUSY_SECONDS
    with Builder(views, engine, reader) as builder:
        while True:
            try:
                create_positions(engine)
                while True:
                    builder.look()
                    moved = advance_all(projectors, pages)
                    pause = BUSY_SECONDS if moved or pages.is_stalled else min(2 * pause, IDLE_SECONDS)
                    if not pages.has_more:
                        wake_up.pause(pause)
            except PersistenceError as error:
                logger.warning("The database is away: %s", type(error).__name__)
                pause = min(2 * pause, IDLE_SECONDS)
                wake_up.pause(pause)


def advance_all(projectors: Sequence[Projector], pages: LogPages) -> bool:
    """Move every view on by one batch; say whether any moved. A view in trouble does not keep the others waiting.

    Raises:
        PersistenceError: No view could be moved for the database's sake.
    """
    pages.begin_round()
    moved, failures = False, []
    for projector in projectors:
        try:
            moved |= projector.advance()
        except PersistenceError as error:
            failures.append(error)
            logger.warning("View %s cannot go on: %s", projector.view.name, describe(error))
    if failures and len(failures) == len(projectors):
        raise failures[0]
    return moved
