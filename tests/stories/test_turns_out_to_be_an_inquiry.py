"""What was taken for a complaint is a question; two people have to agree on that, and the number leads on."""

from typing import Any

from tests.stories.answers import refused, told
from tests.stories.bank import Bank
from tests.stories.people import Colleague, Customer

BY_SMS = {"way": "sms", "proof": "SMS 118"}
INQUIRY: dict[str, Any] = {
    "request_type": "inquiry",
    "reason": "inquiry",
    "explanation": "She only asks how the fee is counted.",
}


def test_a_complaint_turns_out_to_be_an_inquiry(
    bank: Bank, anna: Customer, the_agent: Colleague, the_handler: Colleague, the_supervisor: Colleague
) -> None:
    case = anna.phones("Why is the fee for my account 12 yuan this month and 10 before?", to=the_agent)
    the_agent.acknowledges(case)
    the_handler.takes(case)
    with refused("no_conversion_requested", allowed=["request_conversion", "assign"]):
        the_supervisor.does("convert-to-service-request", case, notice=BY_SMS)
    the_handler.does("request-conversion", case, **INQUIRY)
    with refused("role_forbidden"):
        the_handler.does("convert-to-service-request", case, notice=BY_SMS)
    the_supervisor.does("refuse-conversion", case, comment="Ask her first whether she is content.")
    question = the_handler.asks(case, "Do you only want to know, or are you dissatisfied?")
    anna.answers(case, "I only want to know.", to=the_agent, question=question)
    the_handler.does("request-conversion", case, **INQUIRY)

    request = the_supervisor.makes(f"{case.path}/convert-to-service-request", notice=BY_SMS)
    assert (case.reference[0], request.reference[0]) == ("C", "R")
    with refused("complaint_is_converted", allowed=["add_note", "correct"]):
        the_handler.starts(case)
    assert the_handler.reads(case)["turned_into"]["reference"] == request.reference
    assert the_handler.reads(request)["came_from"]["reference"] == case.reference
    assert not the_handler.sees(case)
    page = anna.looks(case)
    assert (page["state"]["code"], page["open_questions"]) == ("became_request", 0)
    assert request.reference not in str(page)

    the_handler.does("take", request)
    the_handler.does("fulfil", request, result="The fee is 1 yuan for each of 12 payments.", dispatch=BY_SMS)
    the_handler.does("confirm", request, statement="Ah, I see.")
    the_handler.does("close", request)
    with refused("service_request_is_closed", allowed=["reopen"]):
        the_handler.does("take", request)

    row = bank.figures(case)
    assert (row["state"], row["is_open"]) == ("converted", False)
    assert str(row["converted_to"]) == request.id
    assert told(the_handler.client.get(request.path))["state"] == "closed"
    asked = bank.figures(request, "requests")
    assert (asked["state"], asked["came_from"]) == ("closed", row["case_id"])
