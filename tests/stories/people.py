"""Who has a part in a story: customers, who speak to somebody, and colleagues, who work with the engine."""

from dataclasses import dataclass
from itertools import count
from typing import Any

import httpx

from domain.actor import Role
from tests.stories.answers import told
from tests.stories.bank import Bank, Case, ago, day_ago

APPEAL = "You may ask our head office to look at it again, or turn to the ombudsman."


def yuan(amount: str | float) -> dict[str, str]:
    """Return an amount."""
    return {"currency": "CNY", "amount": f"{float(amount):.2f}"}


def refund(amount: str | float, what: str = "What was charged too much", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - fields
    """Return a refund that is owed anyway."""
    return {"kind": "refund", "description": what, "is_offer": False, "amount": yuan(amount), **more}


def offer(amount: str | float, what: str = "For the trouble", **more: Any) -> dict[str, Any]:  # noqa: ANN401 - fields
    """Return a compensation that is an offer."""
    return {"kind": "compensation", "description": what, "is_offer": True, "amount": yuan(amount), **more}


def apology(what: str = "A letter of apology") -> dict[str, Any]:
    """Return an apology, which is owed."""
    return {"kind": "apology", "description": what, "is_offer": False}


class Colleague:
    """Somebody of the bank. A command that is refused raises `Refused`; one that is taken is shown by every list."""

    def __init__(self, bank: Bank, user: str, unit: str, role: Role = Role.HANDLER) -> None:
        """Give somebody a desk."""
        self.bank = bank
        self.user = user
        self.unit = unit
        self.client: httpx.Client = bank.employ(user, role, unit)

    # what everybody can do

    def does(self, command: str, case: Case, **body: Any) -> dict[str, Any]:  # noqa: ANN401 - any fields
        """Give a command and wait until the lists show it."""
        return self._posted(f"{case.path}/{command}", body).json()  # type: ignore[no-any-return]

    def _posted(self, path: str, body: dict[str, Any]) -> httpx.Response:
        answer = self.client.post(path, json=body or None, headers={"Prefer": "wait"})
        told(answer)
        assert answer.headers["preference-applied"] == "wait"
        return answer

    def reads(self, case: Case) -> dict[str, Any]:
        """Open the case file."""
        return told(self.client.get(case.path))

    def may(self, case: Case) -> set[str]:
        """Return the commands that the file offers."""
        return {one["command"] for one in self.reads(case)["next"] if one["permitted"]}

    def topics(self, case: Case) -> list[str]:
        """Return what happened, in order, without the name of its kind."""
        return [line["topic"].partition(".")[2] for line in self.reads(case)["history"]]

    def sees(self, case: Case, **filters: str) -> bool:
        """Tell whether the worklist shows an open case, under filters."""
        params = {"limit": "200", **filters}
        found = told(self.client.get("/v1/complaints", params=params))
        return case.id in {entry["case_id"] for entry in found["items"]}

    def finds(self, case: Case, words: str) -> bool:
        """Tell whether a search for words shows a case."""
        found = told(self.client.get("/v1/search", params={"q": words, "limit": "200"}))
        return case.id in {entry["case_id"] for entry in found["items"]}

    def makes(self, path: str, **body: Any) -> Case:  # noqa: ANN401 - any fields
        """Give a command that makes something, and return what it made."""
        answer = self._posted(path, body)
        return Case(str(answer.headers["location"]), str(answer.json()["reference"]))

    # 1 receive, 2 review, 3 classify and route

    def receives(self, narrative: str, **facts: Any) -> Case:  # noqa: ANN401 - any fields
        """Enter a complaint."""
        told = {"received_at": ago(hours=1), "channel": "phone", "narrative": narrative, **facts}
        return self.makes("/v1/complaints", **told)

    def acknowledges(self, case: Case, way: str = "sms", **more: Any) -> None:  # noqa: ANN401 - any fields
        """Confirm the receipt; the customer learns the secret."""
        case.secret = self.does("acknowledge", case, way=way, **more)["status_secret"] or case.secret

    def admits(self, case: Case) -> None:
        """Take the complaint in."""
        self.does("admit", case)

    def classifies(self, case: Case, complaint_class: str, category: str, **axes: Any) -> None:  # noqa: ANN401 - axes
        """Say what it is about."""
        self.does("classify", case, complaint_class=complaint_class, category=category, **axes)

    def assigns(self, case: Case, handler: "Colleague") -> None:
        """Make a colleague responsible."""
        self.does("assign", case, handler_id=handler.user, unit_id=handler.unit)

    def takes(self, case: Case) -> None:
        """Take responsibility."""
        self.does("take", case)

    # 4 investigate

    def starts(self, case: Case) -> None:
        """Begin the investigation."""
        self.does("start-investigation", case)

    def establishes(self, case: Case, text: str) -> None:
        """Record a finding."""
        self.does("record-finding", case, text=text)

    def asks(self, case: Case, text: str) -> str:
        """Ask the customer something; return the question's id."""
        self.does("ask-customer", case, text=text)
        return str(self.reads(case)["history"][-1]["says"]["question_id"])

    def investigates(self, case: Case, finding: str) -> None:
        """Take a case in hand and establish what happened."""
        self.admits(case)
        self.takes(case)
        self.starts(case)
        self.establishes(case, finding)

    # 5 resolve, 6 reply

    def proposes(
        self,
        case: Case,
        *remedies: dict[str, Any],
        outcome: str = "upheld",
        basis: str = "The journal shows it.",
        root_cause: str = "system",
    ) -> None:
        """Propose a resolution."""
        self.does(
            "propose-resolution", case, outcome=outcome, basis=basis, root_cause=root_cause, remedies=list(remedies)
        )

    def approves(self, case: Case) -> None:
        """Approve the proposal."""
        self.does("approve-resolution", case)

    def sends_the_decision(self, case: Case, notice: str, *, way: str = "posted", **more: Any) -> None:  # noqa: ANN401 - any fields
        """Send the decision, by post if nothing else is said."""
        letter = {"way": way, "proof": f"{way} 1234567890"}
        self.does("send-decision", case, notice=notice, ways_of_appeal=APPEAL, dispatch=letter, **more)

    def hears_nothing(self, case: Case) -> None:
        """State that no answer came in time."""
        self.does("end-response-window", case)

    # 7 carry out, 8 follow up

    def pays(self, case: Case, remedy: str, amount: str | float | None, on: str, *, result: str = "whole") -> None:
        """Record that a remedy was carried out."""
        money = {} if amount is None else {"amount": yuan(amount), "payment_reference": f"PAY-{remedy}-{on}"}
        self.does("execute-remedy", case, remedy_id=remedy, result=result, executed_on=on, **money)

    def closes(self, case: Case) -> None:
        """Close it."""
        self.does("close", case)


class Regulator:
    """An authority that forwards complaints and asks about them by letter; whoever opens it writes it down."""

    code = "nfra"

    def __init__(self, office: str) -> None:
        """Write from an office."""
        self.office = office
        self._letters = count(1)

    def number(self) -> str:
        """Return the number of the next letter."""
        return f"{self.office}-{next(self._letters):03}"

    def forwards(self, words: str, *, of: "Customer", to: Colleague, **facts: Any) -> Case:  # noqa: ANN401 - any fields
        """Pass on what a customer wrote to it."""
        letter = {"authority_reference": self.number(), "authority_received_on": day_ago(2)}
        return to.receives(
            words, channel="regulator_forward", source="regulator", complainant=of.contact, **letter, **facts
        )

    def asks(self, case: Case, words: str, *, to: Colleague, due_on: str) -> str:
        """Ask something about a case; return the question's id."""
        letter = {"authority": self.code, "authority_reference": self.number()}
        to.does("record-authority-question", case, **letter, text=words, due_on=due_on)
        return str(to.reads(case)["authority_questions"][-1]["question_id"])


@dataclass
class Customer:
    """Somebody who speaks to the bank: whoever listens writes it down. Customers themselves have the status page."""

    bank: Bank
    name: str
    phone: str | None = None
    person_id: str | None = None
    """Where the bank knows them."""

    @property
    def contact(self) -> dict[str, Any]:
        """Return what the customer tells about themselves."""
        told = {"name": self.name, "phone": self.phone, "person_id": self.person_id}
        return {name: value for name, value in told.items() if value}

    def phones(self, words: str, *, to: Colleague, **facts: Any) -> Case:  # noqa: ANN401 - any fields
        """Complain on the telephone."""
        return to.receives(words, channel="phone", complainant=self.contact, **facts)

    def comes_to_the_counter(self, words: str, *, to: Colleague, **facts: Any) -> Case:  # noqa: ANN401 - any fields
        """Complain in a branch."""
        return to.receives(words, channel="counter", complainant=self.contact, **facts)

    def writes(self, words: str, *, to: Colleague, **facts: Any) -> Case:  # noqa: ANN401 - any fields
        """Complain by letter."""
        return to.receives(words, channel="letter", complainant=self.contact, **facts)

    def answers(self, case: Case, words: str, *, to: Colleague, question: str | None = None) -> None:
        """Answer a question."""
        to.does("record-customer-answer", case, text=words, question_id=question)

    def accepts(self, case: Case, words: str, *, to: Colleague, **more: Any) -> None:  # noqa: ANN401 - any fields
        """Agree with the decision."""
        to.does("accept-decision", case, statement=words, **more)

    def rejects(self, case: Case, words: str, *, to: Colleague, **more: Any) -> None:  # noqa: ANN401 - any fields
        """Disagree with the decision."""
        to.does("reject-decision", case, statement=words, **more)

    def withdraws(self, case: Case, words: str, *, to: Colleague) -> None:
        """Take the complaint back."""
        to.does("withdraw", case, statement=words)

    def looks(self, case: Case) -> dict[str, Any]:
        """Look at the status page."""
        assert case.secret, "nobody has told the customer the secret"
        return told(self.bank.looked_up(case.reference, case.secret))

    def reads_there(self, case: Case) -> str:
        """Return the stage that the status page shows."""
        return str(self.looks(case)["state"]["code"])
