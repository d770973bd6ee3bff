"""A customer comes again after the end: without anything new it is a contact, with new facts a new complaint."""

from tests.stories.answers import refused
from tests.stories.bank import Bank, ago
from tests.stories.people import Colleague, Customer, refund


def test_a_repeat_with_new_facts_after_closing(
    bank: Bank, anna: Customer, the_agent: Colleague, the_handler: Colleague
) -> None:
    told = {"subject": "500 yuan kept", "received_at": ago(days=40)}
    case = anna.phones("Your cash machine kept 500 yuan of mine.", to=the_agent, **told)
    the_agent.acknowledges(case)
    with refused("not_ended", allowed=["record_new_facts", "merge", "link"]):
        the_agent.receives("It kept my money!", repeat_of=case.id, new_facts="My brother saw it.")
    the_handler.investigates(case, "The journal shows 500 yuan taken.")
    the_handler.proposes(case, outcome="not_upheld", root_cause="none_found")
    the_handler.sends_the_decision(case, "The journal shows that the machine gave the money out.", at=ago(days=25))
    the_handler.hears_nothing(case)
    the_handler.closes(case)

    # She calls and says the same again: that is a contact, and it stands with the old complaint.
    with refused("new_facts_missing", allowed=["link_interaction", "request_recheck"]):
        the_agent.receives("But it did keep my money!", repeat_of=case.id)
    call = the_agent.makes(
        "/v1/interactions", direction="inbound", channel="hotline", offered_at=ago(hours=2), answered_at=ago(hours=2)
    )
    the_agent.does("link-interaction", case, interaction_id=call.id)
    assert [one["interaction_id"] for one in the_agent.reads(case)["interactions"]] == [call.id]
    with refused("complaint_is_closed", allowed=["reopen", "link_interaction"]):
        the_handler.does("record-new-facts", case, text="My brother saw it.")

    # Then she has the count of the machine.
    repeat = the_agent.receives(
        "The security firm told me that 500 yuan were too many in the machine.",
        repeat_of=case.id,
        new_facts="The count of the machine of that night.",
    )
    the_agent.acknowledges(repeat)
    assert repeat.reference != case.reference
    again = the_handler.reads(repeat)
    assert [(one["kind"], one["case_id"]) for one in again["relations"]] == [("repeat_of", case.id)]
    assert again["parties"][0]["contact"]["name"] == anna.name
    assert [one["kind"] for one in the_handler.reads(case)["relations"]] == ["repeated_by"]
    assert (anna.reads_there(case), anna.reads_there(repeat)) == ("closed", "received")

    the_handler.investigates(repeat, "The count shows 500 yuan too many.")
    the_handler.proposes(repeat, refund(500, "What the machine kept"))
    the_handler.sends_the_decision(repeat, "You were right.")
    anna.accepts(repeat, "I knew it.", to=the_handler)
    the_handler.pays(repeat, "r1", 500, bank.today)
    the_handler.closes(repeat)

    first, second = bank.figures(case), bank.figures(repeat)
    assert (first["close_reason"], first["outcome"]) == ("unanswered", "not_upheld")
    assert (second["close_reason"], second["outcome"], second["paid_amount"]) == ("accepted", "upheld", 500)
    assert (anna.reads_there(case), anna.reads_there(repeat)) == ("closed", "closed")
