"""A son complains for his late mother: first he shows that he inherits, then the answer is his."""

from tests.stories.answers import refused
from tests.stories.bank import Bank, day_ago
from tests.stories.people import Colleague, Customer, refund

CERTIFICATE = {"evidence": "inheritance_certificate"}
POWER = {"evidence": "power_of_attorney"}


def test_a_complaint_by_an_heir(
    bank: Bank, the_agent: Colleague, the_handler: Colleague, the_supervisor: Colleague
) -> None:
    mother, son = Customer(bank, "Lin Xiu"), Customer(bank, "Zhang Wei", "+86 21 5555 0188")
    case = mother.comes_to_the_counter(
        "My mother died in March, and you still take the fee for her safe every month.",
        to=the_agent,
        parties=[{"role": "heir", "acts_for": ["p1"], "contact": son.contact}],
        vulnerability={"kinds": ["life_event"], "note": "His mother has just died."},
    )
    the_agent.acknowledges(case, "handed_over")
    assert son.reads_there(case) == "received"

    person = Colleague.reads(the_agent, case)["parties"][0]["person_id"]
    the_agent.client.post("/v1/persons", json={"person_id": person})
    died = {"died_on": day_ago(250), "evidence": "Certificate of the hospital, brought by the son"}
    assert the_agent.client.post(f"/v1/persons/{person}/record-death", json=died).status_code == 200

    the_handler.investigates(case, "Eight fees were taken after the day of her death.")
    the_handler.proposes(case, refund(400, "Eight monthly fees"), root_cause="process")
    answer = "We are sorry. The eight fees are paid back."
    with refused("authority_missing", allowed=["change_party", "propose_resolution"], other_arguments=True):
        the_handler.sends_the_decision(case, answer)
    the_handler.does(
        "change-party", case, party_id="p2", changes={"authority": CERTIFICATE}, reason="He brought it today."
    )
    the_handler.sends_the_decision(case, answer)
    page = son.looks(case)
    assert (page["state"]["code"], page["answer_sent"]["way"]["code"]) == ("answered", "posted")
    assert "Lin Xiu" not in str(page)

    with refused("party_does_not_answer", other_arguments=True):
        mother.accepts(case, "Yes.", to=the_handler, party_id="p1")
    # His lawyer's power of attorney has ended: what the lawyer says counts for nothing.
    ended = {**POWER, "until": day_ago(30)}
    the_handler.does("add-party", case, role="agent", acts_for=["p2"], contact={"name": "Law firm"}, authority=ended)
    with refused("authority_ended", other_arguments=True):
        son.accepts(case, "My client agrees.", to=the_handler, party_id="p2", through="p3")
    son.accepts(case, "I agree.", to=the_handler)

    the_handler.pays(case, "r1", 400, bank.today)
    the_handler.closes(case)
    parties = {party["party_id"]: party for party in the_handler.reads(case)["parties"]}
    assert (parties["p1"]["answers"], parties["p2"]["answer"], parties["p2"]["was_told"]) == (False, "accepted", True)
    assert the_supervisor.finds(case, "safe")
    row = bank.figures(case)
    assert (row["state"], row["close_reason"], row["paid_amount"]) == ("closed", "accepted", 400)
    assert son.reads_there(case) == "closed"
