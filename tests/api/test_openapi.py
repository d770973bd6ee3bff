"""Generated requests against the description: nothing breaks, and nothing answers what is not described."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from domain.actor import Role
from tests.api.fitting_cases import fitting_case
from tests.api.fitting_contacts import FITTING as CONTACTS
from tests.api.fitting_contacts import fitting_contacts
from tests.api.fitting_people import FITTING as PEOPLE
from tests.api.fitting_people import fitting_people
from tests.api.fitting_relations import fitting_relations
from tests.api.fitting_requests import FITTING as REQUESTS
from tests.api.fitting_requests import fitting_requests
from tests.api.server import Server
from tests.api.test_health import figure
from tests.api.test_routes import COMMANDS

pytestmark = pytest.mark.long

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "ignored_auth",
    "unsupported_method",
    "allow_header_conformance",
)
READS = {"read_interaction", "read_person", "read_customer"}
ARBITRARY = os.environ.get("REDRESS_TEST_FUZZ", "")
"""So many arbitrary requests for each operation, and every one at the edges of its fields: `make nightly`.

Thinking up one takes as long as trying a hundred edges. In every run there are none, and of the edges those that
`sampling` chooses.
"""
PHASES = "examples,coverage,fuzzing" if ARBITRARY else "examples,coverage"
LIMIT_SECONDS = 900 + 120 * int(ARBITRARY or 0)
ROOT = Path(__file__).parents[2]

PDF = {"Content-Type": "application/pdf", "Content-Disposition": 'attachment; filename="receipt.pdf"'}


def configuration(server: Server) -> str:
    """Give every operation a case that takes it."""
    client = server.client("li.wei")
    overrides = {command: fitting_case(client, command) for command in sorted(COMMANDS)}
    overrides |= fitting_relations(server)
    shown = fitting_case(client, "read")
    reads = dict.fromkeys(("read_case", "read_possible_duplicates", "read_other_cases"), shown)
    attached = client.post(f"/v1/complaints/{shown}/attachments", content=b"receipt", headers=PDF)
    digest = attached.headers["location"].rpartition("/")[2]
    parameters = {name: {"complaint_id": case} for name, case in {**overrides, **reads}.items()}
    parameters["read_attachment"] = {"complaint_id": shown, "digest": digest}
    parameters["read_case_by_reference"] = {"reference": attached.json()["reference"]}
    parameters |= {name: {"request_id": request} for name, request in fitting_requests(server).items()}
    parameters["read_request_by_reference"] = {
        "reference": reference_of(client, parameters["read_request"]["request_id"])
    }
    parameters |= {name: {"interaction_id": contact} for name, contact in fitting_contacts(server).items()}
    parameters |= {name: {"person_id": one} for name, one in fitting_people(server).items()}
    chosen = "" if ARBITRARY else 'hooks = "tests.api.sampling"\n'
    return chosen + "\n".join(operation(name, given) for name, given in parameters.items())


def reference_of(client: httpx.Client, request: str) -> str:
    """Return the reference of a request."""
    return str(client.get(f"/v1/requests/{request}").json()["reference"])


def operation(name: str, given: dict[str, str]) -> str:
    """Write the parameters of one operation."""
    values = ", ".join(f'"path.{parameter}" = "{value}"' for parameter, value in given.items())
    return f'[[operations]]\ninclude-operation-id = "{name}"\nparameters = {{ {values} }}\n'


def test_generated_requests_find_no_fault_and_no_answer_that_is_not_described(followed: Server, tmp_path: Path) -> None:
    (tmp_path / "schemathesis.toml").write_text(configuration(followed))
    command: list[str | Path] = [
        *(Path(sys.executable).with_name("schemathesis"), "--config-file", tmp_path / "schemathesis.toml"),
        *("run", f"{followed.url}/openapi.json", "--phases", PHASES),
        *("--header", f"Authorization: Bearer {followed.token('wang.fang', Role.SUPERVISOR)}"),
        *("--checks", ",".join(CHECKS), "--max-examples", ARBITRARY or "1"),
        *("--generation-deterministic", "--no-color"),
    ]

    ran = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout[-10_000:]
    client = followed.client()
    # Requests that are all refused would find nothing either.
    never = [
        name
        for name in (COMMANDS | CONTACTS.keys() | PEOPLE.keys() | {f"service_request_{one}" for one in REQUESTS})
        - READS
        if figure(client, "redress_commands_total", command=name, result="done") < 1
    ]
    assert not never
