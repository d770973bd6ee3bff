"""The wiring: the engine's parts put together for one process."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Engine

from application.clocks.questions import ClockQuestions
from application.clocks.what_ifs import WhatIfs
from application.clocks.working_out import WorkedOutClocks
from application.command import Command
from application.complaints import Complaints
from application.customers import Customers
from application.interactions import Interactions
from application.ledger import Ledger
from application.lists import Lists
from application.organisation import Units, Users
from application.persons import Persons
from application.policies import Policies
from application.requests import Requests
from application.rights import Rights
from domain.actor import Actor, Role
from domain.clock.clocks import ClockPolicies
from infrastructure.clocks.case_histories import case_histories, now_of
from infrastructure.code_lists import CachedCodes, publish_shipped, shipped_lists
from infrastructure.database import make_engine
from infrastructure.directory import LoggedDirectory
from infrastructure.documents import CachedDocuments, publish_shipped_documents
from infrastructure.event_store import EventLog
from infrastructure.installation_key import InstallationKey
from infrastructure.jurisdictions import LoggedJurisdictions, jurisdiction_rules_of
from infrastructure.ledger_log import EventLogFactory, LedgerLog
from infrastructure.policy_log import LoggedPolicies
from infrastructure.settings import Settings
from infrastructure.time_zone_data import time_zone_data_version
from infrastructure.views import zones_of

SYSTEM = Actor("system", Role.ADMIN, "system")
"""Who acts when the engine itself does: publishing what ships, importing."""


@dataclass(frozen=True)
class Redress:
    """Everything that a process of the engine works with; made once, shared by its threads."""

    settings: Settings
    key: InstallationKey
    engine: Engine
    events: EventLog
    ledger: Ledger
    codes: CachedCodes
    documents: CachedDocuments
    directory: LoggedDirectory
    jurisdictions: LoggedJurisdictions
    published_policies: LoggedPolicies
    clock_policies: Callable[[], ClockPolicies]
    policies: Policies
    lists: Lists
    clock_questions: ClockQuestions
    what_ifs: WhatIfs
    rights: Rights
    units: Units
    users: Users
    complaints: Complaints
    interactions: Interactions
    requests: Requests
    persons: Persons
    customers: Customers

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()


def open_redress(settings: Settings, *, pool_size: int = 5) -> Redress:
    """Put the parts together on the application role's database; nothing is connected before it is used."""
    if settings.database_url is None:
        raise ValueError("the database is not known yet")
    engine = make_engine(settings.database_url, pool_size)
    events = EventLog(engine)
    ledger = Ledger(EventLogFactory(events), LedgerLog(events))
    codes = CachedCodes(ledger)
    documents = CachedDocuments(ledger)
    key = InstallationKey(settings)
    persons = Persons(ledger, codes, key)
    directory = LoggedDirectory(ledger.event_log, engine)
    rights = Rights(directory)
    published = LoggedPolicies(engine)
    jurisdictions = LoggedJurisdictions(ledger.event_log, jurisdiction_rules_of(settings))

    def basis() -> ClockPolicies:
        return ClockPolicies(published.library(), jurisdictions.of)

    clocks = WorkedOutClocks(ledger, basis)
    complaints = Complaints(ledger, codes, directory, documents, zones_of(settings).of, keyed=key, clocks=clocks)
    requests = Requests(ledger, codes, directory, documents, complaints, clocks=clocks)
    policies = Policies(ledger, codes, published)
    return Redress(
        settings=settings,
        key=key,
        engine=engine,
        events=events,
        ledger=ledger,
        codes=codes,
        documents=documents,
        directory=directory,
        jurisdictions=jurisdictions,
        published_policies=published,
        clock_policies=basis,
        lists=Lists(ledger, shipped_lists()[1]),
        clock_questions=ClockQuestions(ledger.event_log, basis, time_zone_data_version()),
        policies=policies,
        what_ifs=WhatIfs(policies, basis, lambda topics: case_histories(engine, topics), lambda: now_of(engine)),
        rights=rights,
        units=Units(ledger, directory),
        users=Users(ledger, directory, codes),
        complaints=complaints,
        persons=persons,
        customers=Customers(ledger, rights, codes, persons),
        interactions=Interactions(ledger, codes, documents, complaints, requests),
        requests=requests,
    )


def system_command(what: str) -> Command:
    """Return the envelope of what the engine does by itself; the same `what` is the same command."""
    command_id = uuid5(NAMESPACE_URL, f"redress:{what}")
    return Command(command_id, SYSTEM, client="redress", correlation_id=str(command_id))


def publish_shipped_lists(redress: Redress) -> None:
    """Publish the code lists and documents that come with the engine, where they are new or changed."""
    publish_shipped(redress.ledger, system_command)
    publish_shipped_documents(redress.ledger, system_command)
