"""A case for each command that takes it, so that generated requests reach more than a refusal."""

from collections.abc import Callable
from hashlib import sha256

import httpx

from tests.api.fitting_contacts import make_examples
from tests.api.server import give, propose, receive, remedy, send_decision, under_investigation

Make = Callable[[httpx.Client], str]


PROVEN = {"evidence": "power_of_attorney"}


def admitted(client: httpx.Client) -> str:
    """A case that was taken in, is handled, waits, and asked something."""
    case = receive(client)
    give(client, case, "admit")
    give(client, case, "take")
    give(client, case, "suspend", reason="third_party")
    give(client, case, "ask-customer", text="When?")
    give(client, case, "give-task", unit_id="shanghai", what="Look.")
    return case


def proposed(client: httpx.Client) -> str:
    """A case with a proposal that needs nobody else."""
    case = under_investigation(client)
    propose(client, case, remedy("300.00"), remedy("10.00", is_offer=True))
    return case


def proposed_dearly(client: httpx.Client) -> str:
    """A case with a proposal that somebody has to approve."""
    case = under_investigation(client)
    propose(client, case, remedy("9000"))
    return case


def decided(client: httpx.Client) -> str:
    """A case whose decision was sent."""
    case = proposed(client)
    send_decision(client, case)
    return case


def long_decided(client: httpx.Client) -> str:
    """A case whose customer has had time to answer an offer."""
    case = under_investigation(client)
    propose(client, case, remedy("10.00", is_offer=True))
    send_decision(client, case, at="2026-01-05T10:00:00+08:00")
    return case


def unanswered(client: httpx.Client) -> str:
    """A case whose customer did not answer an offer."""
    case = long_decided(client)
    give(client, case, "end-response-window")
    return case


def done(client: httpx.Client) -> str:
    """A case on which nothing is left to do."""
    case = under_investigation(client)
    propose(client, case)
    send_decision(client, case)
    give(client, case, "accept-decision", statement="Yes.")
    return case


def credited(client: httpx.Client) -> str:
    """A case with a provisional credit."""
    case = receive(client)
    amount = {"currency": "CNY", "amount": "10.00"}
    give(client, case, "give-provisional-credit", amount=amount, credited_on="2026-03-04")
    return case


def tried_in_vain(client: httpx.Client) -> str:
    """A decided case whose complainant was tried on three days."""
    case = under_investigation(client)
    propose(client, case)
    send_decision(client, case)
    for day in (3, 4, 5):
        give(client, case, "record-contact-attempt", way="phone", reached=False, at=f"2026-03-0{day}T10:00:00+08:00")
    return case


def asked_to_extend(client: httpx.Client) -> str:
    """A case whose last extension waits for the superior unit."""
    case = receive(client)
    for _ in range(2):
        give(client, case, "extend", reason="complex", explanation="Three banks are involved.")
    return case


def acknowledged(client: httpx.Client) -> str:
    """A case whose receipt was confirmed."""
    case = receive(client)
    give(client, case, "acknowledge", way="sms", at="2026-03-02T12:00:00+08:00")
    return case


def executed(client: httpx.Client) -> str:
    """A case whose remedy was carried out."""
    case = decided(client)
    money = {"currency": "CNY", "amount": "300.00"}
    give(client, case, "execute-remedy", remedy_id="r1", result="whole", executed_on="2026-03-05", amount=money)
    return case


def withdrawn(client: httpx.Client) -> str:
    """A case that has ended."""
    case = receive(client)
    give(client, case, "withdraw", statement="Never mind.")
    return case


RECEIPT = {"Content-Type": "text/plain", "Content-Disposition": 'attachment; filename="receipt.txt"'}


def with_all_beside(client: httpx.Client) -> str:
    """A case that lies with a mediator and about which an authority asked."""
    case = receive(client)
    give(client, case, "refer-to-external", body="mediation", text="There.")
    give(client, case, "record-authority-question", authority="nfra", text="Why?")
    receipt = b"Receipt"
    attached = client.post(f"{case}/attachments", content=receipt, headers=RECEIPT)
    assert attached.status_code == 201, attached.text
    give(client, case, "record-new-facts", text="A receipt.", evidence=[sha256(receipt).hexdigest()])
    return case


def linked(client: httpx.Client) -> str:
    """A case that is linked to the contact of the examples."""
    case, (contact, _) = receive(client), make_examples(client)
    give(client, case, "link-interaction", interaction_id=contact.rpartition("/")[2])
    return case


def rather_a_request(client: httpx.Client) -> str:
    """A case for which somebody asked that it becomes a service request."""
    case = receive(client)
    give(client, case, "request-conversion", request_type="inquiry", reason="inquiry", explanation="She only asks.")
    return case


def joined(client: httpx.Client) -> str:
    """A case with an agent."""
    case = receive(client)
    give(client, case, "add-party", role="agent", contact={"name": "Law firm"}, authority=PROVEN)
    return case


def major(client: httpx.Client) -> str:
    """A major case with its emergency plan, of a number of people."""
    return receive(client, joint_count=25, face_to_face=True)


def declared_major(client: httpx.Client) -> str:
    """A case that somebody else declared major."""
    case = receive(client)
    give(client, case, "declare-major", reason="media", explanation="Two newspapers.")
    return case


def confidential(client: httpx.Client) -> str:
    """A case that the client has closed to most."""
    case = receive(client)
    give(client, case, "take")
    give(client, case, "mark-confidential", reason="staff", explanation="She works in the branch.")
    return case


FITTING: dict[str, Make] = {
    "remove_party": joined,
    "undeclare_major": declared_major,
    "start_emergency_plan": declared_major,
    "complete_emergency_step": major,
    "unmark_confidential": confidential,
    "convert_to_service_request": rather_a_request,
    "refuse_conversion": rather_a_request,
    "confirm_new_facts": with_all_beside,
    "refuse_new_facts": with_all_beside,
    "record_external_outcome": with_all_beside,
    "answer_authority": with_all_beside,
    "release": admitted,
    "correct_report": acknowledged,
    "correct_execution": executed,
    "reverse_provisional_credit": credited,
    "close_as_unreachable": tried_in_vain,
    "start_investigation": admitted,
    "answer_task": admitted,
    "cancel_task": admitted,
    "resume": admitted,
    "record_customer_answer": admitted,
    "complete_investigation": under_investigation,
    "propose_resolution": under_investigation,
    "approve_resolution": proposed_dearly,
    "send_back": proposed,
    "send_decision": proposed,
    "approve_extension": asked_to_extend,
    "refuse_extension": asked_to_extend,
    "dispatch_again": decided,
    "record_delivery": decided,
    "record_failed_delivery": decided,
    "accept_decision": decided,
    "reject_decision": decided,
    "end_response_window": long_decided,
    "execute_remedy": decided,
    "waive_remedy": decided,
    "lapse_remedy": unanswered,
    "close": done,
    "reopen": withdrawn,
    "unlink_interaction": linked,
}
"""What a command needs; every other takes a case that was just received."""


def fitting_case(client: httpx.Client, command: str) -> str:
    """Make a case that takes a command, and return its id."""
    return FITTING.get(command, receive)(client).rpartition("/")[2]
