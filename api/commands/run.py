"""The command that runs the whole engine."""

import click

from infrastructure.demo import tokens as demo_tokens
from infrastructure.engine import run_engine
from infrastructure.settings import Settings
from infrastructure.stop_signals import stopping_on_signals

SAMPLE = '{"kind": "complaint"}'


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
    click.echo(f"Redress is ready on {url} (its API is described on {url}/docs).")
    tokens = demo_tokens(settings)
    for role, token in tokens.items():
        click.echo(f"  token of a {role} for 12 hours: {token}")
    for line in curl_lines(url, tokens):
        click.echo(f"  {line}")


def curl_lines(url: str, tokens: dict[str, str]) -> list[str]:
    """Return three requests to try."""
    return [f"curl {url}/readyz"] if not tokens else []
