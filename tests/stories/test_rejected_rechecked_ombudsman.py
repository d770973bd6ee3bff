"""A customer does not accept: the head office looks again 核查, and the ombudsman has the last word."""

import pytest

from tests.stories.answers import refused
from tests.stories.bank import Bank
from tests.stories.people import Colleague, Customer, refund


@pytest.fixture(scope="module")
def the_examiner(bank: Bank) -> Colleague:
    """Looks at results again, in the head office."""
    return Colleague(bank, "gao.bo", "head-office")


def test_rejected_rechecked_and_before_the_ombudsman(
    bank: Bank, anna: Customer, the_agent: Colleague, the_handler: Colleague, the_examiner: Colleague
) -> None:
    case = anna.phones("The exchange rate of my transfer was not the one you promised.", to=the_agent)
    the_agent.acknowledges(case)
    with refused("nothing_dispatched", allowed=["admit"]):
        the_agent.makes(f"{case.path}/request-recheck", text="I want your head office.", channel="phone")
    the_handler.investigates(case, "The rate on the form is the one that was used.")
    the_handler.proposes(case, outcome="not_upheld", basis="The form names the rate.", root_cause="none_found")
    the_handler.sends_the_decision(case, "We do not see a mistake.")
    anna.rejects(case, "Your adviser told me another rate.", to=the_handler)
    assert anna.reads_there(case) == "not_accepted"

    with refused("complaint_is_rejected", allowed=["start_investigation", "close", "request_recheck"]):
        anna.accepts(case, "No, wait.", to=the_handler)
    the_handler.closes(case)
    assert the_handler.reads(case)["history"][-1]["says"]["reason"] == "not_accepted"
    assert anna.reads_there(case) == "closed"

    # The head office gets a complaint of its own; who handled the first one has no part in it.
    recheck = the_agent.makes(
        f"{case.path}/request-recheck", text="Nobody asked the adviser, who wrote me the rate.", channel="letter"
    )
    with refused("another_unit_owns"):
        the_handler.takes(recheck)
    the_examiner.acknowledges(recheck, "posted")
    assert anna.reads_there(recheck) == "received"
    the_examiner.investigates(recheck, "The adviser's message names 6.98.")
    with refused("another_unit_owns"):
        the_agent.does("transfer", recheck, unit_id="shanghai", handover="It is yours.")
    with refused("unit_of_the_first", other_arguments=True):
        the_examiner.does("transfer", recheck, unit_id="shanghai", handover="It is yours.")
    with refused("recheck_of_another_unit", other_arguments=True):
        the_agent.does("record-recheck-result", case, recheck_id="k1", result="kept", text="There was none.")
    with refused("recheck_undecided", other_arguments=True):
        the_examiner.does("record-recheck-result", case, recheck_id="k1", result="changed", text="The message exists.")
    the_examiner.proposes(recheck, refund(120, "The difference"), outcome="upheld", root_cause="staff_error")
    the_examiner.sends_the_decision(recheck, "You were told 6.98, so 6.98 it is.")
    the_examiner.does("record-recheck-result", case, recheck_id="k1", result="changed", text="The message exists.")
    with refused("recheck_result_recorded", other_arguments=True):
        the_examiner.does("record-recheck-result", case, recheck_id="k1", result="kept", text="It does not.")
    assert [one["result"] for one in the_handler.reads(case)["rechecks"]] == ["changed"]
    anna.accepts(recheck, "That is the rate. But not the interest.", to=the_examiner)
    the_examiner.pays(recheck, "r1", 120, bank.today)
    the_examiner.closes(recheck)

    with refused("not_referred", allowed=["refer_to_external", "reopen"]):
        the_handler.does("record-external-outcome", case, referral_id="x1", outcome="partly", text="Interest.")
    the_handler.does("refer-to-external", case, body="ombudsman", external_reference="OMB-7", text="She went there.")
    the_handler.does(
        "record-external-outcome", case, referral_id="x1", outcome="partly", text="The bank owes the interest, 4 yuan."
    )
    (referral,) = the_handler.reads(case)["external_referrals"]
    assert (referral["body"], referral["outcome"]) == ("ombudsman", "partly")

    first, second = bank.figures(case), bank.figures(recheck)
    assert (first["close_reason"], first["outcome"], first["kind"]) == ("not_accepted", "not_upheld", "complaint")
    assert (second["kind"], second["recheck_of"], second["outcome"]) == ("recheck", case.reference, "upheld")
    assert second["unit_id"] == "head-office"
    assert anna.reads_there(recheck) == "closed"
    # Each letter opens its own page only.
    assert bank.looked_up(case.reference, str(recheck.secret)).status_code == 404
