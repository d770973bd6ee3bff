"""The command that runs the whole engine."""

import click

from domain.actor import Role
from infrastructure.demo_users import DemoToken, demo_tokens
from infrastructure.engine import run_engine
from infrastructure.settings import Settings
from infrastructure.stop_signals import stopping_on_signals

SAMPLE = (
    '{"received_at": "2026-01-02T09:30:00+08:00", "channel": "phone", "source": "customer", '
    '"narrative": "My card was charged twice. 我的卡被重复扣款。"}'
)
"""A complaint to receive."""


@click.command
@click.option(
    "--demo/--no-demo",
    default=None,
    help="Load the demo into an empty database.  [default: into the embedded one only]",
)
def command(*, demo: bool | None) -> None:
    """Start the database (unless REDRESS_DATABASE_URL names one), the API and the daemon."""
    with stopping_on_signals() as signals:
        run_engine(Settings.from_environment(), demo=demo, signals=signals, say=say, greet=greet)
    say("Stopped.")


def say(sentence: str) -> None:
    """Tell the operator something."""
    click.echo(sentence, err=True)


def greet(settings: Settings) -> None:
    """Print where the engine is, and in the demo how to get in and what to try."""
    url = f"http://{settings.host}:{settings.port}"
    lines = [f"Redress is ready on {url} (its API is described on {url}/docs)."]
    tokens = demo_tokens(settings)
    if tokens:
        lines += ["", "Tokens of the demo, for 12 hours:"]
        rows = [(one.user.role.value, f"{one.user.user_id}, {one.user.unit_id}", one.text) for one in tokens]
        roles, users = (max(len(row[place]) for row in rows) for place in (0, 1))
        lines += [f"  {role:<{roles}}  {user:<{users}}  {token}" for role, user, token in rows]
    lines += ["", "Try:", *curl_lines(url, tokens), ""]
    click.echo("\n".join(lines))


def curl_lines(url: str, tokens: list[DemoToken]) -> list[str]:
    """Return requests to try: three in the demo, one without a token elsewhere."""
    if not tokens:
        return [f"  curl -s {url}/readyz"]
    token = next(one.text for one in tokens if one.user.role is Role.HANDLER)
    handler = f"-H 'Authorization: Bearer {token}'"
    return [
        f"  curl -s {handler} '{url}/v1/complaints?limit=3'",
        f"  curl -s {handler} -H 'Content-Type: application/json' -d '{SAMPLE}' '{url}/v1/complaints'",
        f"  curl -s {handler} '{url}/v1/search?q=card'",
    ]
