"""The bank in which the stories happen, and who works there."""

from collections.abc import Iterator

import pytest

from domain.actor import Role
from infrastructure.roles import Access
from tests.api.conftest import OFTEN
from tests.api.server import following, running_server
from tests.conftest import made_database
from tests.stories.bank import Bank
from tests.stories.people import Colleague, Customer


@pytest.fixture(scope="session")
def bank(
    postgres: Access, migrated_template: str, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bank]:
    """One running engine for all stories: they do not know of each other."""
    with (
        made_database(postgres, f"stories_{worker_id}", migrated_template) as database,
        running_server(database, tmp_path_factory.mktemp("data"), **OFTEN) as server,
        following(server),
    ):
        yield Bank(server, database.report_url)


@pytest.fixture(scope="session")
def the_agent(bank: Bank) -> Colleague:
    """Answers the hotline in Shanghai, and handles what comes in."""
    return Colleague(bank, "li.wei", "shanghai")


@pytest.fixture(scope="session")
def the_handler(bank: Bank) -> Colleague:
    """Handles complaints in Shanghai."""
    return Colleague(bank, "zhou.yan", "shanghai")


@pytest.fixture(scope="session")
def the_supervisor(bank: Bank) -> Colleague:
    """Supervises the handlers in Shanghai."""
    return Colleague(bank, "wang.fang", "shanghai", Role.SUPERVISOR)


@pytest.fixture(scope="session")
def head_office(bank: Bank) -> Colleague:
    """Supervises in the head office, above Shanghai."""
    return Colleague(bank, "zhao.hua", "head-office", Role.SUPERVISOR)


@pytest.fixture(scope="session")
def compliance(bank: Bank) -> Colleague:
    """Looks after the law, in the head office."""
    return Colleague(bank, "he.ping", "head-office", Role.COMPLIANCE)


@pytest.fixture
def anna(bank: Bank) -> Customer:
    """A customer."""
    return Customer(bank, "Anna Lind", "+86 21 5555 0101")
