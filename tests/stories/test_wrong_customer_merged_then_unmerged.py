"""Two customers with one name are taken for one, their complaints are merged, and all of it is put right again."""

from tests.stories.answers import refused, told
from tests.stories.bank import Bank, Case
from tests.stories.people import Colleague, Customer, refund


def registered(bank: Bank, name: str, account: str, by: Colleague) -> Customer:
    """Return a customer whom the bank knows."""
    answer = by.client.post(
        "/v1/customers", json={"contact": {"name": name}, "sources": [{"system": "core", "reference": account}]}
    )
    assert answer.status_code == 201, answer.text
    return Customer(bank, name, person_id=str(answer.headers["location"]).rpartition("/")[2])


def test_the_wrong_customer_is_merged_then_unmerged(
    bank: Bank, the_agent: Colleague, the_handler: Colleague, the_supervisor: Colleague
) -> None:
    elder, younger = (registered(bank, "Wang Wei", account, the_agent) for account in ("6222-0001", "6222-0002"))
    hers = elder.phones("The interest of my deposit is missing.", to=the_agent)
    his = younger.phones("The interest of my deposit is missing, too.", to=the_agent)
    for case in (hers, his):
        the_agent.acknowledges(case)
    the_handler.admits(his)

    # Different people: their complaints cannot be merged, only linked.
    with refused("other_complainants", allowed=["link"], other_arguments=True):
        the_handler.does("merge", his, into=hers.id, reason="She called twice.")

    # Then somebody takes them for one, and enters his next call for her.
    with refused("role_forbidden"):
        the_agent.does("merge", customer(younger), survivor_id=elder.person_id, reason="Same name.")
    the_supervisor.does("merge", customer(younger), survivor_id=elder.person_id, reason="Same name, same branch.")
    others = told(the_handler.client.get(f"{his.path}/other-cases"))["items"]
    assert [one["reference"] for one in others] == [hers.reference]
    the_agent.does("record-fact", customer(elder), kind="likes", value="Go")
    again = elder.phones("And you have charged me for the letter.", to=the_agent)
    the_agent.acknowledges(again)
    the_handler.admits(again)
    the_handler.does("merge", again, into=hers.id, reason="She called twice.")
    assert younger.reads_there(again) == "joined"
    assert not the_handler.sees(again)
    with refused("complaint_is_merged", allowed=["unmerge"]):
        the_handler.takes(again)
    the_handler.does("add-note", hers, text="She called about both.")

    # He comes to the counter with his identity card: everything goes back to whom it belongs to.
    the_handler.does("unmerge", again, reason="It is another Wang Wei.")
    the_supervisor.does("undo-merge", customer(younger), survivor_id=elder.person_id, reason="Two identity cards.")
    assert (the_handler.reads(again)["state"], younger.reads_there(again)) == ("open", "in_progress")
    assert [one["kind"] for one in the_handler.reads(hers)["relations"]] == ["was_merged_in"]
    assert told(the_handler.client.get(f"{his.path}/other-cases"))["items"] == []
    (left,) = the_supervisor.client.get(f"/v1/customers/{elder.person_id}/left-over").json()
    assert [fact["value"] for fact in left["facts"]] == ["Go"]
    assert [one["case_id"] for one in left["cases"]] == [again.id]
    for kind, item in (("fact", left["facts"][0]["fact_id"]), ("case", again.id)):
        the_supervisor.does(
            "assign-left-over",
            customer(elder),
            duplicate_id=younger.person_id,
            kind=kind,
            item_id=item,
            belongs_to=younger.person_id,
        )
    assert the_supervisor.client.get(f"/v1/customers/{elder.person_id}/left-over").json() == []
    facts = told(the_agent.client.get(f"/v1/customers/{younger.person_id}"))["facts"]
    assert [fact["value"] for fact in facts] == ["Go"]

    # Each is answered, hers and his.
    the_handler.admits(hers)
    for case, person in ((hers, elder), (his, younger), (again, younger)):
        the_handler.takes(case)
        the_handler.starts(case)
        the_handler.establishes(case, "It was not booked.")
        the_handler.proposes(case, refund(12))
        the_handler.sends_the_decision(case, "You get it.")
        person.accepts(case, "Good.", to=the_handler)
        the_handler.pays(case, "r1", 12, bank.today)
        the_handler.closes(case)
        assert person.reads_there(case) == "closed"
        row = bank.figures(case)
        assert (row["state"], row["merged_into"], row["paid_amount"]) == ("closed", None, 12)


def customer(person: Customer) -> Case:
    """Return a customer as what commands are given on."""
    return Case(f"/v1/customers/{person.person_id}", "")
