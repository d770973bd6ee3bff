"""The secrets that customers see the status page with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from application.status_secrets import SIGNS, hash_of, opens, plain_reference, plain_secret, secret_of
from domain.complaint import Complaint
from domain.complaint.values import DispatchWay
from tests.application.asking import CLERK, Desk, asked, desk, keyed
from tests.domain.fixed import ANN
from tests.domain.language import STREAM

REFERENCE = "C-2026-000123-4"


@pytest.fixture
def bank() -> Desk:
    return desk()


def test_the_answer_to_an_acknowledgement_has_the_secret_and_the_log_its_hash(bank: Desk) -> None:
    case = bank.receive(by=CLERK)
    receipt = bank.complaints.acknowledge(case, DispatchWay.SMS, at=None, command=asked(CLERK))

    assert receipt.status_secret
    assert bank.topics(case) == ["received", "acknowledged", "status_secret_issued"]
    (event,) = (e.event for e in bank.log.history(case) if isinstance(e.event, Complaint.StatusSecretIssued))
    assert event.secret_hash == hash_of(receipt.reference, receipt.status_secret)
    assert plain_secret(receipt.status_secret) not in repr(bank.log.history(case)).replace("-", "")


def test_a_repeat_of_the_command_prints_the_same_also_when_another_is_in_force(bank: Desk) -> None:
    case, command = bank.receive(), asked()
    first = bank.complaints.acknowledge(case, DispatchWay.SMS, at=None, command=command)
    second = bank.complaints.issue_status_secret(case, DispatchWay.HANDED_OVER, command=asked())

    assert second.status_secret not in {None, first.status_secret}
    assert bank.complaints.acknowledge(case, DispatchWay.SMS, at=None, command=command) == first


def test_a_second_letter_says_the_secret_that_is_in_force(bank: Desk) -> None:
    case = bank.receive()
    bank.complaints.acknowledge(case, DispatchWay.SMS, at=None, command=asked())
    new = bank.complaints.issue_status_secret(case, DispatchWay.HANDED_OVER, command=asked())

    assert bank.complaints.acknowledge(case, DispatchWay.POSTED, at=None, command=asked()).status_secret == (
        new.status_secret
    )


def test_what_was_acknowledged_already_gives_no_secret_away(bank: Desk) -> None:
    case = bank.receive()
    bank.complaints.acknowledge(case, DispatchWay.SMS, at=None, command=asked())
    again = bank.complaints.acknowledge(case, DispatchWay.SMS, at=None, command=asked())

    assert (again.events, again.status_secret) == (0, None)


def test_a_secret_that_another_key_would_make_is_not_printed(bank: Desk) -> None:
    case, command = bank.receive(), asked()
    bank.complaints.acknowledge(case, DispatchWay.SMS, at=None, command=command)
    bank.complaints._keyed = lambda purpose, *parts: keyed("another key", purpose, *parts)

    assert bank.complaints.acknowledge(case, DispatchWay.SMS, at=None, command=command).status_secret is None


def test_secrets_are_four_groups_of_four_signs_that_look_like_no_other(bank: Desk) -> None:
    case = bank.receive(by=ANN)
    secrets = {secret_of(keyed, case, number) for number in range(1, 500)}

    assert len(secrets) == 499
    assert {tuple(map(len, secret.split("-"))) for secret in secrets} == {(4, 4, 4, 4)}
    assert set("".join(secrets)) - {"-"} == set(SIGNS)
    assert len(SIGNS) ** 16 > 2**76


@given(st.sampled_from(["7QKM-X2HT-9RFA-C4WD", "85A2-85A2-85A2-85A2"]), st.data())
def test_a_secret_opens_however_it_is_typed(secret: str, data: st.DataObject) -> None:
    typed = "".join(data.draw(st.sampled_from(ways_to_type(sign))) for sign in secret)

    assert opens(f" {REFERENCE.lower()} ", typed, hash_of(REFERENCE, secret))


def ways_to_type(sign: str) -> list[str]:
    """Return how people type a sign: small, full-width, another that looks like it, with blanks around, no dash."""
    if sign == "-":
        return ["-", "", " ", "－", "—"]
    alike = {"8": ["B", "b"], "5": ["S", "s"], "2": ["Z", "z"]}.get(sign, [])
    return [sign, sign.lower(), chr(ord(sign) + 0xFEE0), f" {sign}", *alike]


def test_nothing_else_opens() -> None:
    secret = secret_of(keyed, STREAM, 1)
    kept = hash_of(REFERENCE, secret)

    assert not opens("C-2026-000124-2", secret, kept)
    assert not opens(REFERENCE, secret_of(keyed, STREAM, 2), kept)
    assert not opens(REFERENCE, "", kept)
    assert not opens(REFERENCE, secret, None)


def test_a_reference_is_the_same_however_it_is_typed() -> None:
    assert plain_reference(" ｃ-2026-000123-4 ") == REFERENCE
