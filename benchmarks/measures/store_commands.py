"""Commands without HTTP: our store and the ready ones, in alternating rounds on one server."""

from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median

from benchmarks.bench import Bench
from benchmarks.line_process import Answer, LineProcess
from benchmarks.result import Result, at_least
from benchmarks.rivals import rivals_python
from infrastructure.roles import OWNER

WORKER = "benchmarks.stores.worker"
SQLALCHEMY = "eventsourcing-sqlalchemy"
NATIVE = "eventsourcing.postgres"
GOALS = {SQLALCHEMY: at_least(5), NATIVE: at_least(3)}


def measure(bench: Bench) -> Iterator[Result]:
    """Load a stream of 10 events, decide, append: 8 threads in one process, the same aggregate and codec."""
    with ExitStack() as stack:
        stores = {"ours": stack.enter_context(our_store(bench))}
        if bench.scale.rivals:
            stores |= {name: stack.enter_context(rival(bench, name)) for name in GOALS}
        rounds = [
            {name: store.ask(seconds=bench.scale.seconds) for name, store in stores.items()}
            for _ in range(bench.scale.rounds)
        ]
    rates = {name: [per_second(answers[name]) for answers in rounds] for name in stores}
    ours = median(rates["ours"])
    cpu = median(1e6 * answers["ours"]["cpu_seconds"] / answers["ours"]["commands"] for answers in rounds)
    yield Result(
        "commands without HTTP, 8 threads of one process",
        "/s",
        ours,
        detail={"rates": rates, "client_cpu_microseconds": cpu},
    )
    for name, goal in GOALS.items():
        what = f"commands without HTTP: against {name}"
        if name in rates:
            ratio = median(a / b for a, b in zip(rates["ours"], rates[name], strict=True))
            yield Result(what, "×", ratio, goal, detail={"rate": median(rates[name])})
        else:
            yield Result(what, "×", None, goal, "left out")


def our_store(bench: Bench) -> LineProcess:
    """Start the process that drives our store, on the smallest database."""
    size = bench.scale.smallest
    settings = {"url": bench.url(size)}
    return LineProcess(WORKER, {"kind": "ours", "settings": settings, "streams": size})


def rival(bench: Bench, name: str) -> LineProcess:
    """Start the process that drives another store, in a database of its own with as many cases."""
    database = "rival_" + name.rpartition(".")[2].rpartition("-")[2]
    bench.server.empty_database(database)
    access = bench.server.access
    if name == SQLALCHEMY:
        url = access.url(OWNER, database).replace("postgresql:", "postgresql+psycopg2:")
        settings = {"PERSISTENCE_MODULE": "eventsourcing_sqlalchemy", "SQLALCHEMY_URL": url}
    else:
        settings = {
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_DBNAME": database,
            "POSTGRES_HOST": "127.0.0.1",
            "POSTGRES_PORT": str(access.port),
            "POSTGRES_USER": OWNER,
            "POSTGRES_PASSWORD": access.passwords[OWNER],
            "POSTGRES_POOL_SIZE": "8",
            "POSTGRES_MAX_OVERFLOW": "8",
        }
    first = {"kind": name, "settings": settings, "streams": bench.scale.smallest}
    return LineProcess(WORKER, first, python=rivals_python())


def per_second(answer: Answer) -> float:
    """Return the commands per second of a round."""
    return float(answer["commands"] / answer["seconds"])
