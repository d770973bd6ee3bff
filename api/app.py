"""The HTTP application, put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version

from fastapi import APIRouter, FastAPI

from api import error_handlers
from api.cursors import Cursors
from api.metrics import Metrics
from api.middleware.guard import BodyGuard
from api.middleware.observation import Observation
from api.openapi import describe
from api.routes import (
    any_time,
    attachments,
    beside,
    carrying_out,
    case_file,
    classifying,
    clocks,
    contact_log,
    contacting,
    customers,
    description,
    following_up,
    health,
    interacting,
    investigating,
    likeness,
    lists,
    parties,
    persons,
    policies,
    receiving,
    relating,
    replying,
    requests,
    resolving,
    reviewing,
    search,
    status,
    supervising,
    units,
    users,
    vocabulary,
    working_together,
    worklist,
)
from api.services import Services
from api.status_page import Limits, StatusPage
from api.views import ViewWaiter
from api.workers import Workers
from application.attachments import Attachments, FileLimits
from application.case_file import CaseFiles
from application.clocks.reading import CaseClockFiles
from application.customer_file import CustomerFiles
from application.interaction_file import InteractionFiles
from application.person_file import PersonFiles
from application.request_file import RequestFiles
from infrastructure.approval_limits import approval_limits
from infrastructure.attachments import MEDIA_TYPES, FileStore
from infrastructure.attempts import Attempts, network_of
from infrastructure.position import Positions
from infrastructure.settings import Settings
from infrastructure.time_limit import TimeLimit
from infrastructure.tokens import Tokens
from infrastructure.view_health import ViewHealth
from infrastructure.views import all_views, zones_of
from infrastructure.wake_up import wake
from infrastructure.wiring import Redress, open_redress
from projections.status import Status

SPARE_CONNECTIONS = 2
"""Beside one for each thread."""

ROUTERS: tuple[APIRouter, ...] = (
    receiving.router,
    reviewing.router,
    classifying.router,
    working_together.router,
    investigating.router,
    contacting.router,
    attachments.router,
    resolving.router,
    replying.router,
    carrying_out.router,
    following_up.router,
    any_time.router,
    relating.router,
    parties.router,
    beside.router,
    interacting.of_complaints,
    interacting.router,
    interacting.reading,
    requests.router,
    requests.reading,
    persons.router,
    persons.reading,
    customers.router,
    customers.reading,
    contact_log.reading,
    worklist.router,
    case_file.router,
    clocks.router,
    likeness.router,
    search.router,
    supervising.router,
    supervising.commands,
    units.router,
    units.reading,
    users.router,
    users.reading,
    vocabulary.reading,
    vocabulary.me,
    policies.router,
    policies.reading,
    policies.trying,
    lists.router,
    lists.reading,
    status.router,
    health.router,
    description.router,
)
"""Every route, in the order of the documentation."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """Build the application from settings, or from those of the environment."""
    settings = settings or Settings.from_environment()
    redress = open_redress(settings, pool_size=settings.api_threads + SPARE_CONNECTIONS)
    services = services_for(redress)
    metrics = Metrics(services.health)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with TimeLimit(redress.engine, settings.request_seconds):
            yield
            services.workers.close()
        redress.close()

    app = FastAPI(title="Redress", openapi_url=None, redirect_slashes=False, lifespan=lifespan)
    for router in ROUTERS:
        # Not included but added: every included router costs each request a search of its own.
        app.router.routes.extend(router.routes)
    app.state.services = services
    app.state.metrics = metrics
    app.state.description = describe(app.routes, version("redress"))
    error_handlers.install(app)
    app.add_middleware(BodyGuard, body_bytes=settings.body_bytes, file_bytes=settings.attachment_bytes)
    app.add_middleware(Observation, metrics=metrics)
    return app


def services_for(redress: Redress) -> Services:
    """Give the routes what they stand on."""
    settings, engine, ledger = redress.settings, redress.engine, redress.ledger
    url = settings.database_url or ""
    health = ViewHealth(engine, url, {view.name for view in all_views(settings)})
    workers = Workers(settings.api_threads)
    log, rights, questions = ledger.event_log, redress.rights, redress.clock_questions
    case_files = CaseFiles(log, rights, questions.in_file)
    request_files = RequestFiles(log, rights, questions.in_file)
    interaction_files = InteractionFiles(log, rights)
    store = FileStore(settings.data_directory / "attachments")
    limits = FileLimits(settings.attachment_bytes, MEDIA_TYPES)
    attempts = Attempts(engine, redress.key, settings.status_window_seconds)
    limits_of_status = (settings.status_attempts_per_reference, settings.status_attempts_per_address)
    return Services(
        complaints=redress.complaints,
        interactions=redress.interactions,
        interaction_files=interaction_files,
        requests=redress.requests,
        persons=redress.persons,
        person_files=PersonFiles(log),
        customers=redress.customers,
        customer_files=CustomerFiles(log, redress.rights),
        units=redress.units,
        users=redress.users,
        policies=redress.policies,
        what_ifs=redress.what_ifs,
        lists=redress.lists,
        rights=rights,
        case_files=case_files,
        clock_files=CaseClockFiles(log, questions, case_files, request_files, interaction_files),
        request_files=request_files,
        attachments=Attachments(redress.complaints, case_files, ledger, store, limits, keyed=redress.key),
        engine=engine,
        authenticator=Tokens(engine, approval_limits(settings.approval_limits), redress.directory),
        positions=Positions(engine),
        cursors=Cursors(url),
        keyed=redress.key,
        codes=redress.codes,
        documents=redress.documents,
        views=ViewWaiter(workers, health.lowest_position, partial(wake, engine)),
        workers=workers,
        health=health,
        status_page=StatusPage(Status(engine), redress.documents, attempts, Limits(*limits_of_status)),
        zone_of=zones_of(settings).of,
        caller=network_of,
    )
