"""What the routes stand on; `api/app.py` puts it together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from sqlalchemy import Engine
from starlette.requests import Request

from api.cursors import Cursors
from api.status_page import StatusPage
from api.views import ViewWaiter
from api.workers import Workers
from application.attachments import Attachments
from application.case_file import CaseFiles
from application.clocks.reading import CaseClockFiles
from application.clocks.what_ifs import WhatIfs
from application.complaints import Complaints
from application.customer_file import CustomerFiles
from application.customers import Customers
from application.interaction_file import InteractionFiles
from application.interactions import Interactions
from application.lists import Lists
from application.organisation import Units, Users
from application.person_file import PersonFiles
from application.persons import Persons
from application.policies import Policies
from application.ports import CodesInForce, DocumentInForce, Keyed
from application.request_file import RequestFiles
from application.requests import Requests
from application.rights import Rights
from domain.actor import Actor


class Authenticator(Protocol):
    """Tells whom a token stands for."""

    def remembered(self, token: str) -> tuple[bool, Actor | None]:
        """Say whether the answer is known without asking the database, and the answer."""
        ...

    def authenticate(self, token: str) -> Actor | None:
        """Return whom a token stands for, or None.

        Raises:
            UnavailableError: The database cannot be reached.
        """
        ...

    def expires_at(self, token: str) -> datetime | None:
        """Return until when a token lets in, or None where it is none of ours.

        Raises:
            UnavailableError: The database cannot be reached.
        """
        ...


class WrittenPositions(Protocol):
    """Turns positions into the text that leaves the process, and back."""

    def written(self, position: int) -> str:
        """Return the text of a position."""
        ...


class Health(Protocol):
    """Tells how the engine is."""

    def ready(self) -> Mapping[str, str]:
        """Return what is in the way of serving requests, by name; nothing is fine."""
        ...

    def lag(self) -> Mapping[str, tuple[int, float]]:
        """Return how far each view is behind the log, in positions and seconds."""
        ...

    def parked(self) -> Mapping[str, int]:
        """Return how many streams each view has parked."""
        ...

    def outbox(self) -> Mapping[str, float]:
        """Return what of the notices about deadlines was not told yet, by the name of the figure."""
        ...


@dataclass(frozen=True)
class Services:
    """The use cases and the ports of one process."""

    complaints: Complaints
    interactions: Interactions
    interaction_files: InteractionFiles
    requests: Requests
    persons: Persons
    person_files: PersonFiles
    customers: Customers
    customer_files: CustomerFiles
    units: Units
    users: Users
    policies: Policies
    what_ifs: WhatIfs
    lists: Lists
    rights: Rights
    case_files: CaseFiles
    clock_files: CaseClockFiles
    request_files: RequestFiles
    attachments: Attachments
    engine: Engine
    authenticator: Authenticator
    positions: WrittenPositions
    cursors: Cursors
    keyed: Keyed
    codes: CodesInForce
    documents: DocumentInForce
    views: ViewWaiter
    workers: Workers
    health: Health
    status_page: StatusPage
    zone_of: Callable[[str], str]
    """Gives the time zone in which a unit counts its days."""
    caller: Callable[[str | None], str]
    """Turns a caller's address into what attempts are counted by."""


def services_of(request: Request) -> Services:
    """Return the services of the application that a request came to."""
    return cast("Services", request.app.state.services)
