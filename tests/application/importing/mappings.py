"""A bank's mapping, small enough to see through."""

from application.importing.mapping import Outcome, SourceMapping

BANK = SourceMapping(
    name="bank",
    version=3,
    system="old-crm",
    record_id="id",
    zone="Asia/Shanghai",
    unit_id="sh-cards",
    facts={"received_on": "day", "channel": "way"},
    words={"narrative": "text"},
    about={"product": "product"},
    fixed={"source": "customer"},
    codes={"channel": {"Tel": "phone", "Letter": "letter"}},
    outcome=Outcome(
        "answer", closes=("Done", "Closed *"), leaves_open=("", "Working"), timely="in time", disputed="again"
    ),
)

RECORD = {
    "id": "17",
    "day": "2024-03-01",
    "way": "Tel",
    "text": "The card was swallowed.",
    "product": "Cards",
    "answer": "Closed after a call",
    "in time": "Yes",
    "again": "N/A",
}
