"""Access tokens in a real database."""

import time
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from click.testing import CliRunner

from api.commands.token import command
from domain.actor import Actor, Role
from infrastructure.approval_limits import approval_limits
from infrastructure.database import make_engine, raw_cursor
from infrastructure.directory import LoggedDirectory
from infrastructure.event_store import EventLog
from infrastructure.ledger_log import LedgerLog
from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings
from infrastructure.tokens import PREFIX, Tokens
from tests.conftest import Database

LIMITS = approval_limits("handler:CNY=1000")
DAY = timedelta(days=1)


@pytest.fixture
def tokens(database: Database) -> Iterator[Tokens]:
    engine = make_engine(database.app_url, pool_size=2)
    yield Tokens(engine, LIMITS, LoggedDirectory(LedgerLog(EventLog(engine)), engine))
    engine.dispose()


def forget(tokens: Tokens) -> None:
    """Make it ask the database again."""
    tokens._remembered.clear()


def test_a_token_stands_for_its_user_with_the_limits_of_the_role(tokens: Tokens) -> None:
    made = tokens.create("li.wei", Role.HANDLER, "shanghai", DAY)

    assert tokens.authenticate(made.text) == Actor("li.wei", Role.HANDLER, "shanghai", {"CNY": Decimal(1000)})


def test_a_role_without_a_setting_grants_nothing(tokens: Tokens) -> None:
    made = tokens.create("wang", Role.SUPERVISOR, "shanghai", DAY)

    assert tokens.authenticate(made.text) == Actor("wang", Role.SUPERVISOR, "shanghai", {})


def test_the_database_holds_a_hash_and_never_the_token(tokens: Tokens) -> None:
    made = tokens.create("li.wei", Role.HANDLER, "shanghai", DAY)

    with raw_cursor(tokens._engine) as cursor:
        cursor.execute("SELECT token::text, length(token_hash) FROM access.token token")
        (row, length), *_ = cursor.fetchall()
    assert length == 32
    assert made.text.removeprefix(PREFIX) not in row


def test_a_second_look_asks_nobody(tokens: Tokens) -> None:
    made = tokens.create("li.wei", Role.HANDLER, "shanghai", DAY)
    assert tokens.remembered(made.text) == (False, None)

    actor = tokens.authenticate(made.text)

    assert tokens.remembered(made.text) == (True, actor)


def test_another_secret_under_a_known_id_is_not_let_in(tokens: Tokens) -> None:
    made = tokens.create("li.wei", Role.HANDLER, "shanghai", DAY)
    tokens.authenticate(made.text)
    forged = made.text[:-1] + ("A" if made.text[-1] != "A" else "B")

    assert tokens.remembered(forged) == (True, None)
    assert tokens.authenticate(forged) is None


@pytest.mark.parametrize("text", ["", "x", PREFIX, PREFIX + "A" * 63, PREFIX + "!" * 64, PREFIX + "A" * 64, "é" * 72])
def test_what_is_no_token_is_not_let_in(tokens: Tokens, text: str) -> None:
    assert tokens.authenticate(text) is None


def test_an_expired_token_is_not_let_in(tokens: Tokens) -> None:
    made = tokens.create("li.wei", Role.HANDLER, "shanghai", timedelta(seconds=-1))

    assert tokens.authenticate(made.text) is None
    assert tokens.remembered(made.text) == (True, None)


def test_a_token_is_not_remembered_beyond_its_end(tokens: Tokens) -> None:
    made = tokens.create("li.wei", Role.HANDLER, "shanghai", timedelta(milliseconds=300))
    tokens.authenticate(made.text)

    assert tokens._remembered[made.id].until <= time.monotonic() + 0.3


def test_a_revoked_token_is_not_let_in(tokens: Tokens) -> None:
    made = tokens.create("li.wei", Role.HANDLER, "shanghai", DAY)
    tokens.authenticate(made.text)

    assert tokens.revoke(made.id)
    assert tokens.authenticate(made.text) is None
    assert not tokens.revoke(made.id)


def test_an_unknown_id_cannot_be_revoked(tokens: Tokens) -> None:
    assert not tokens.revoke(uuid4())


def test_what_is_remembered_is_bounded(tokens: Tokens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infrastructure.tokens.MOST_REMEMBERED", 2)
    made = [tokens.create(f"user{n}", Role.HANDLER, "shanghai", DAY) for n in range(5)]

    assert all(tokens.authenticate(one.text) for one in made)
    assert len(tokens._remembered) <= 2


def test_the_commands_make_list_and_revoke(database: Database) -> None:
    runner = CliRunner(env=database.settings.to_environment())
    made = runner.invoke(
        command, ["create", "--user", "li.wei", "--role", "handler", "--unit", "shanghai", "--note", "demo"]
    )
    text = made.stdout.strip()
    assert made.exit_code == 0
    assert text.startswith(PREFIX)

    listed = runner.invoke(command, ["list"]).stdout.split("\t")
    assert listed[1:4] == ["li.wei", "handler", "shanghai"]
    assert listed[5] == "demo\n"
    assert text not in listed

    assert runner.invoke(command, ["revoke", listed[0]]).stdout == "Revoked.\n"
    assert "revoked" in runner.invoke(command, ["list"]).stdout


@pytest.mark.parametrize("hours", ["0", "100000"])
def test_a_token_is_made_for_a_time_that_ends(hours: str) -> None:
    made = CliRunner().invoke(
        command,
        ["create", "--user", "u", "--role", "handler", "--unit", "b", "--hours", hours],
        env=Settings().to_environment(),
    )

    assert made.exit_code != 0


def test_a_token_is_made_for_identifiers_as_requests_write_them(database: Database) -> None:
    runner = CliRunner(env=database.settings.to_environment())

    made = runner.invoke(command, ["create", "--user", " Chen.Jing ", "--role", "handler", "--unit", "SH-Cards\n"])

    assert made.exit_code == 0
    assert runner.invoke(command, ["list"]).stdout.split("\t")[1:4] == ["chen.jing", "handler", "sh-cards"]


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("--user", " "),
        ("--user", "chen jing"),
        ("--user", "chen\x07jing"),
        ("--user", "\u0441hen.jing"),
        ("--unit", ""),
        ("--unit", "sh\tcards"),
        ("--note", "two\tcolumns"),
        ("--note", "two\nlines"),
    ],
)
def test_what_would_confuse_users_or_the_list_makes_no_token(option: str, text: str) -> None:
    given = {"--user": "u", "--role": "handler", "--unit": "b", option: text}

    made = CliRunner().invoke(
        command, ["create", *(part for pair in given.items() for part in pair)], env=Settings().to_environment()
    )

    assert isinstance(made.exception, OperatorError)
    assert str(made.exception).startswith(f"{option} must ")
    assert str(made.exception).count(".") == 1
