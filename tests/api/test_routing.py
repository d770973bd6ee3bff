"""Routing by the bank's own rules, over HTTP."""

from datetime import date

import pytest

from application.reference_data import ReferenceLists
from domain.documents import write_rows
from infrastructure.wiring import system_command
from tests.api.server import Server, give, receive

RULES = [
    {"rule": "cards desk", "unit_id": "shanghai", "queue": "cards", "category": "card"},
    {"rule": "london", "unit_id": "london", "branch": "ldn-01"},
]


@pytest.fixture(scope="module")
def routing(followed: Server) -> Server:
    """A bank with routing rules, in which both units exist."""
    followed.client(unit="shanghai")
    followed.client("john", unit="london")
    lists = ReferenceLists(followed.redress.ledger)
    lists.publish_document(
        "routing", write_rows(RULES), date(2026, 1, 1), command=system_command("routing of the test")
    )
    return followed


def test_what_no_rule_matches_waits_unrouted_until_it_is_classified(routing: Server) -> None:
    client = routing.client()
    case = receive(client)
    file = client.get(case).json()
    assert (file["unit_id"], file["queue"], file["routed_by"]) == ("shanghai", "unrouted", None)

    give(client, case, "classify", complaint_class="service", category="card")

    file = client.get(case).json()
    assert (file["queue"], file["routed_by"]) == ("cards", "cards desk")
    (said,) = [one["says"] for one in file["history"] if one["topic"] == "complaint.routed"][1:]
    assert (said["rule"], said["document_version"]) == ("cards desk", 2)


def test_a_rule_leads_to_another_unit_at_once(routing: Server) -> None:
    client = routing.client("john", unit="london")
    case = receive(client, branch="ldn-01")

    file = client.get(case).json()

    assert (file["unit_id"], file["queue"], file["routed_by"]) == ("london", None, "london")


def test_a_queue_is_listed_by_its_name(routing: Server) -> None:
    client = routing.client()
    case = receive(client)
    taken = receive(client)
    client.headers["Prefer"] = "wait"
    give(client, taken, "take")

    listed = client.get("/v1/complaints", params={"queue_name": "unrouted"}).json()["items"]

    ids = {one["case_id"] for one in listed}
    assert case.rpartition("/")[2] in ids
    assert taken.rpartition("/")[2] not in ids
    assert client.get("/v1/complaints/counts", params={"queue_name": "unrouted"}).json()["total"] == len(ids)
