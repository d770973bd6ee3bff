"""Health and figures."""

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx

from tests.api.server import Server, give, receive
from tests.infrastructure.outbox.told import MAILBOX, add, notice


def figure(client: httpx.Client, name: str, **labels: str) -> float:
    """Read one figure; 0 where it is not there yet."""
    wanted = "".join(f'(?=[^}}]*{label}="{re.escape(value)}")' for label, value in labels.items())
    match = re.search(rf"^{name}(?:{{{wanted}[^}}]*}})? (\S+)$", client.get("/metrics").text, re.MULTILINE)
    return float(match[1]) if match else 0.0


def test_the_process_says_that_it_lives(server: Server) -> None:
    assert server.anybody().get("/healthz").json() == {"status": "ok"}


def test_an_engine_whose_views_were_never_built_is_not_ready(own_server: Server) -> None:
    answer = own_server.anybody().get("/readyz")

    assert (answer.status_code, answer.json()["code"]) == (503, "not_ready")
    assert "not built" in answer.json()["detail"]


def test_commands_refusals_and_conflicts_are_counted(server: Server) -> None:
    client = server.client()
    case = receive(client)
    before = [figure(client, "redress_commands_total", command="take", result=result) for result in ("done", "refused")]
    conflicts = figure(client, "redress_conflicts_total")
    give(client, case, "take")
    client.post(f"{case}/take", headers={"If-Match": '"99"'})

    after = [figure(client, "redress_commands_total", command="take", result=result) for result in ("done", "refused")]

    assert after == [before[0] + 1, before[1] + 1]
    assert figure(client, "redress_conflicts_total") == conflicts + 1
    assert figure(client, "redress_refusals_total", code="version_mismatch") >= 1


def test_the_time_to_answer_is_measured_by_route(server: Server) -> None:
    client = server.client()
    receive(client)

    assert figure(client, "redress_request_seconds_count", route="/v1/complaints", status="2xx") >= 1


def test_paths_that_nobody_has_are_one_line_of_the_figures(server: Server) -> None:
    client = server.client()
    for number in range(3):
        client.get(f"/v1/nothing-{number}")

    assert figure(client, "redress_request_seconds_count", route="unmatched", status="4xx") >= 3
    assert "nothing-1" not in client.get("/metrics").text


COUNT_ONE_AND_READ = """
from api.exchange import Exchange
from api.metrics import Metrics

class Health:
    def lag(self): return {}
    def outbox(self): return {}
    def parked(self): return {}

metrics = Metrics(Health())
metrics.observe("POST", "/v1/complaints", "receive", Exchange("id", 201), 0.1)
print(metrics.text().decode())
"""


def test_several_processes_count_together(tmp_path: Path) -> None:
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}

    texts = [
        subprocess.run(
            [sys.executable, "-c", COUNT_ONE_AND_READ], env=environment, capture_output=True, text=True, check=True
        ).stdout
        for _ in range(3)
    ]

    assert 'redress_commands_total{command="receive",result="done"} 3.0' in texts[-1]


def test_notices_that_were_not_told_are_counted(server: Server) -> None:
    client = server.client()
    assert figure(client, "redress_notices_waiting") == 0

    add(server.redress.engine, [notice(1), notice(2, MAILBOX)])

    assert figure(client, "redress_notices_waiting") == 2
    assert figure(client, "redress_notices_without_person") == 1
    assert figure(client, "redress_notices_failed") == 0
    assert figure(client, "redress_notices_oldest_waiting_seconds") > 0
