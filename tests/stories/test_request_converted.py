"""A customer asks for something, waits in vain, and complains: the story goes on and is not told twice."""

from tests.stories.answers import refused
from tests.stories.bank import Bank, ago
from tests.stories.people import Colleague, Customer, refund

BY_SMS = {"way": "sms", "proof": "SMS 119"}


def test_a_request_becomes_a_complaint(
    bank: Bank, anna: Customer, the_agent: Colleague, the_handler: Colleague
) -> None:
    asked_at = ago(days=9)
    request = the_agent.makes(
        "/v1/requests",
        received_at=asked_at,
        request_type="inquiry",
        channel="phone",
        narrative="When does the money of my matured certificate arrive?",
        subject="Money of a matured certificate",
        requester=anna.contact,
    )
    the_agent.does("take", request)
    with refused("service_request_is_submitted", allowed=["fulfil", "start", "cancel"]):
        the_agent.does("close", request)

    # She calls again: this time she is angry.
    call = the_agent.makes(
        "/v1/interactions", direction="inbound", channel="hotline", offered_at=ago(hours=3), answered_at=ago(hours=2.9)
    )
    the_agent.does("add-entry", call, author="customer", text="Nine days, and nobody has called me back!")
    case = the_agent.makes(
        f"{request.path}/convert-to-complaint",
        since="contact",
        contact_id=call.id,
        told={"narrative": "Nine days, and nobody has called me back!"},
    )
    with refused("service_request_is_converted", allowed=["add_note"]):
        the_agent.does("fulfil", request, result="On Monday.", dispatch=BY_SMS)

    file = the_handler.reads(case)
    assert file["from_request"]["reference"] == request.reference
    assert file["parties"][0]["contact"]["name"] == anna.name
    assert [one["interaction_id"] for one in file["interactions"]] == [call.id]
    assert file["facts"]["received_at"] > file["from_request"]["received_at"]
    assert the_agent.reads(request)["turned_into"]["reference"] == case.reference

    the_handler.acknowledges(case)
    the_handler.investigates(case, "The certificate was paid to a closed account.")
    the_handler.proposes(case, refund(45, "Interest for nine days"), root_cause="process")
    the_handler.sends_the_decision(case, "The money is there, with interest for nine days.")
    anna.accepts(case, "At last.", to=the_handler)
    the_handler.pays(case, "r1", 45, bank.today)
    the_handler.closes(case)

    row = bank.figures(case)
    assert (row["state"], str(row["came_from"])) == ("closed", request.id)
    assert row["request_received_at"] < row["received_at"]
    page = anna.looks(case)
    assert (page["state"]["code"], page["received_on"]) == ("closed", row["received_on"].isoformat())
