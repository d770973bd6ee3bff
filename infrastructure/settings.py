"""The settings, read once from the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from infrastructure.operator_error import OperatorError

DEFAULT_DATA_DIRECTORY = Path("var")
POSTGRES_VERSIONS = (16, 18)
LARGEST_PORT = 65535


AT_LEAST_ONE = (
    *("api_workers", "api_threads", "request_seconds", "body_bytes", "attachment_bytes"),
    *("status_window_seconds", "status_attempts_per_reference", "status_attempts_per_address"),
    *("notify_timeout_seconds", "notify_attempts", "notify_retry_seconds", "notify_smtp_port"),
    "notify_within_seconds",
)


class SettingError(OperatorError):
    """A variable of the environment holds what its setting cannot take."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How this installation runs. The field `port` is read from REDRESS_PORT, and so on."""

    database_url: str | None = None
    """The application role's database; without it the embedded PostgreSQL is used."""
    owner_database_url: str | None = None
    """The owner's; only migrating, dumping, restoring and the demo's clock need it."""
    report_database_url: str | None = None
    """The reporting role's, which reads the reporting tables and nothing else."""
    data_dir: Path | None = None
    """Where the embedded PostgreSQL and the attachments lie; without it ./var."""
    installation_key: str | None = field(default=None, repr=False)
    """The secret that ids and secrets are made with; without it, that of a file in the data directory."""
    host: str = "127.0.0.1"
    """The address that HTTP is served on."""
    port: int = 8000
    """The port that HTTP is served on; 0 takes a free one."""
    api_workers: int = 1
    """How many processes serve HTTP."""
    api_threads: int = 16
    """How many requests one process works on at a time; it has as many connections to the database."""
    request_seconds: int = 30
    """How long a request waits for one answer of the database; then it is told to come again."""
    body_bytes: int = 1_048_576
    """The largest body of a request."""
    attachment_bytes: int = 20_971_520
    """The largest attachment."""
    status_window_seconds: int = 900
    """Within how many seconds attempts to see the status of a complaint are counted together."""
    status_attempts_per_reference: int = 20
    """How many attempts there may be for one reference, from wherever."""
    status_attempts_per_address: int = 60
    """How many attempts there may be from one address, for whatever."""
    approval_limits: str = (
        "handler:CNY=1000,GBP=100,EUR=100,USD=100;supervisor:CNY=100000,GBP=10000,EUR=10000,USD=10000"
    )
    """Up to which total each role may grant redress, in whole units of the currency; what is not named is 0."""
    unit_zones: str = "sh-*=Asia/Shanghai,ldn-*=Europe/London"
    """Time zones of units, by id or by how the id begins, for local times in reports; others are at UTC."""
    unit_jurisdictions: str = "sh-*=CN,ldn-*=GB-ENG"
    """Where units lie of which nobody has said it (ISO 3166), by id or by how the id begins."""
    notify_way: str = "log"
    """How people are told of deadlines where no rule says otherwise: log, smtp or webhook."""
    notify_address: str = ""
    """The mail address of a user, such as {user}@bank.example; smtp needs it."""
    notify_queue_address: str = ""
    """The mail address of the mailbox of a role in a unit, such as {unit}.{role}@bank.example; smtp needs it."""
    notify_smtp_host: str = ""
    """The mail server."""
    notify_smtp_port: int = 587
    """Its port."""
    notify_smtp_security: str = "starttls"
    """How the connection to it is secured: starttls, tls (from the start), none."""
    notify_smtp_user: str = ""
    """Who logs in there; empty: nobody does."""
    notify_smtp_password: str = field(default="", repr=False)
    """With which password."""
    notify_smtp_sender: str = ""
    """From which address mail is sent; smtp needs it."""
    notify_webhook_url: str = ""
    """Where requests are posted, http or https."""
    notify_webhook_secret: str = field(default="", repr=False)
    """The secret that requests are signed with; webhook needs it."""
    notify_ca_file: Path | None = None
    """Certificates of the authorities that mail server and webhook are trusted by; without it those of the machine."""
    notify_timeout_seconds: int = 10
    """How long a mail server or a webhook may take for one answer."""
    notify_attempts: int = 24
    """How often a message is tried before it counts as failed."""
    notify_retry_seconds: int = 30
    """How long to wait after the first attempt in vain; each wait is twice the last one, at most an hour."""
    notify_within_seconds: int = 86_400
    """For how long a missed deadline is told of that is over by now, or was past before notices were first sent."""
    postgres_version: int = 18
    """The major version of a new embedded PostgreSQL, 16 or 18; one that exists keeps its own."""

    def __post_init__(self) -> None:
        """Refuse what no installation can run with."""
        if not 0 <= self.port <= LARGEST_PORT:
            raise SettingError(f"REDRESS_PORT must lie between 0 and 65535, not at {self.port}.")
        for name in AT_LEAST_ONE:
            if getattr(self, name) < 1:
                raise SettingError(f"{variable_of(name)} must be 1 or more, not {getattr(self, name)}.")
        if self.postgres_version not in POSTGRES_VERSIONS:
            raise SettingError(f"REDRESS_POSTGRES_VERSION must be 16 or 18, not {self.postgres_version}.")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the settings; an empty variable counts as none.

        Raises:
            SettingError: A variable holds what its setting cannot take.
        """
        values: dict[str, Any] = {}
        for one in fields(cls):
            variable = variable_of(one.name)
            if text := environment.get(variable):
                values[one.name] = _read(variable, one.type, text)
        return cls(**values)

    def to_environment(self) -> dict[str, str]:
        """Return the variables from which another process reads the same settings."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return {variable_of(name): str(value) for name, value in values.items() if value is not None}

    @property
    def data_directory(self) -> Path:
        """The data directory as an absolute path."""
        return (self.data_dir or DEFAULT_DATA_DIRECTORY).expanduser().absolute()

    def replace(self, **changes: object) -> Self:
        """Return these settings with some of them changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


def variable_of(field_name: str) -> str:
    """Return the environment variable of a setting."""
    return f"REDRESS_{field_name.upper()}"


def _read(variable: str, kind: object, text: str) -> object:
    """Turn a variable's text into the type of its field."""
    if kind is int:
        try:
            return int(text)
        except ValueError:
            raise SettingError(f"{variable} must be a whole number, not {text!r}.") from None
    return Path(text) if kind == (Path | None) else text
