"""What a person may ask of whoever holds their data 个人信息权利: access, correction, deletion; and restriction."""

from dataclasses import replace
from datetime import datetime

from domain.actor import Actor
from domain.case.instants import happened, in_the_future
from domain.codes import Codes
from domain.person.record import PersonEvent, PersonRecord
from domain.person.rules import IdentityNotChecked, NotErased, ReasonsMissing, not_waiting
from domain.person.state import State
from domain.person.step import PersonStep
from domain.person.values import OwnText, RequestState, Right, RightsRequest
from domain.personal import Code, Id
from domain.refusals import Refusal


class Restricted(PersonEvent):
    """What is known of the person is kept and not worked with, but for what the law and open cases need."""

    topic = "person.restricted"

    basis: Code
    explanation: OwnText
    code_versions: dict[Code, int]

    def apply(self, person: PersonRecord) -> None:
        """Restrict."""
        person.state = State.RESTRICTED


class RestrictionLifted(PersonEvent):
    """What is known of the person may be worked with again."""

    topic = "person.restriction_lifted"

    explanation: OwnText

    def apply(self, person: PersonRecord) -> None:
        """Lift the restriction."""
        person.state = State.KNOWN


class Requested(PersonEvent):
    """The person asked for something; `occurred_at` is when the bank received it."""

    request_id: Id
    words: OwnText
    means: Code | None
    code_versions: dict[Code, int]

    def requested(self, person: PersonRecord, right: Right) -> None:
        """Add the request."""
        person.requests = {**person.requests, self.request_id: RightsRequest(right, self.means)}


class AccessRequested(Requested):
    """The person wants to know what the bank holds of them."""

    topic = "person.access_requested"

    def apply(self, person: PersonRecord) -> None:
        """Add the request."""
        self.requested(person, Right.ACCESS)


class CorrectionRequested(Requested):
    """The person says that something the bank holds of them is wrong; `words` say what, and what is right."""

    topic = "person.correction_requested"

    def apply(self, person: PersonRecord) -> None:
        """Add the request."""
        self.requested(person, Right.CORRECTION)


class DeletionRequested(Requested):
    """The person wants the bank to forget them."""

    topic = "person.deletion_requested"

    def apply(self, person: PersonRecord) -> None:
        """Add the request."""
        self.requested(person, Right.DELETION)


class IdentityChecked(PersonEvent):
    """Whoever made the request was found to be the person."""

    topic = "person.identity_checked"

    request_id: Id
    means: Code
    code_versions: dict[Code, int]

    def apply(self, person: PersonRecord) -> None:
        """Know by which means."""
        change(person, self.request_id, means=self.means)


class RequestRefused(PersonEvent):
    """The bank does not do what was asked for, and says why."""

    topic = "person.request_refused"

    request_id: Id
    reasons: tuple[Code, ...]
    explanation: OwnText
    code_versions: dict[Code, int]

    def apply(self, person: PersonRecord) -> None:
        """End the request."""
        change(person, self.request_id, state=RequestState.REFUSED)


class RequestCompleted(PersonEvent):
    """The bank did what was asked for."""

    topic = "person.request_completed"

    request_id: Id
    summary: OwnText

    def apply(self, person: PersonRecord) -> None:
        """End the request."""
        change(person, self.request_id, state=RequestState.COMPLETED)


class Asking(PersonStep):
    """The commands about a person's rights. `at`: when the bank received the request."""

    def restrict(self, basis: str, explanation: str, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Restrict what is done with the person's data, on a basis of the list `restriction_basis`.

        It stops no complaint from being received or answered.

        Raises:
            NotInThisState: It is restricted already.
            UnknownCode: No such basis today.
        """
        self._permit("restrict", by, codes.refusal("restriction_basis", basis, now.date()))
        versions = codes.versions("restriction_basis")
        self.record(
            Restricted,
            person_id=self.id,
            basis=basis,
            explanation=explanation,
            code_versions=versions,
            occurred_at=now,
        )

    def lift_restriction(self, explanation: str, *, by: Actor, now: datetime) -> None:
        """Let the data be worked with again.

        Raises:
            NotInThisState: It is not restricted.
        """
        self._permit("lift_restriction", by)
        self.record(RestrictionLifted, person_id=self.id, explanation=explanation, occurred_at=now)

    def request_access(
        self, words: str, means: str | None, *, at: datetime | None, codes: Codes, by: Actor, now: datetime
    ) -> None:
        """Record that the person asks what is held of them; the request gets the next id `d1`, `d2`, ...

        `means`: of the list `verification_means`, how the identity was checked; None: not yet.

        Raises:
            UnknownCode: No such means today.
            InTheFuture: `at` lies after `now`.
        """
        self._permit("request_access", by, *flaws(means, at, codes, now))
        self.record(
            AccessRequested,
            person_id=self.id,
            request_id=self._next_request,
            words=words,
            means=means,
            code_versions=codes.versions("verification_means"),
            occurred_at=happened(at, now),
        )

    def request_correction(
        self, words: str, means: str | None, *, at: datetime | None, codes: Codes, by: Actor, now: datetime
    ) -> None:
        """Record that the person wants something put right; otherwise as `request_access`.

        Raises:
            UnknownCode: No such means today.
            InTheFuture: `at` lies after `now`.
        """
        self._permit("request_correction", by, *flaws(means, at, codes, now))
        self.record(
            CorrectionRequested,
            person_id=self.id,
            request_id=self._next_request,
            words=words,
            means=means,
            code_versions=codes.versions("verification_means"),
            occurred_at=happened(at, now),
        )

    def request_deletion(
        self, words: str, means: str | None, *, at: datetime | None, codes: Codes, by: Actor, now: datetime
    ) -> None:
        """Record that the person wants to be forgotten; otherwise as `request_access`.

        Raises:
            UnknownCode: No such means today.
            InTheFuture: `at` lies after `now`.
        """
        self._permit("request_deletion", by, *flaws(means, at, codes, now))
        self.record(
            DeletionRequested,
            person_id=self.id,
            request_id=self._next_request,
            words=words,
            means=means,
            code_versions=codes.versions("verification_means"),
            occurred_at=happened(at, now),
        )

    def check_identity(self, request_id: str, means: str, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Record by which means it is known that the person asks. The same means does nothing.

        Raises:
            NoOpenRequest, NoSuchRequest, RequestOver: No such request waits.
            UnknownCode: No such means today.
        """
        unknown = codes.refusal("verification_means", means, now.date())
        self._permit("check_identity", by, not_waiting(self, request_id), unknown)
        if self.requests[request_id].means != means:
            self.record(
                IdentityChecked,
                person_id=self.id,
                request_id=request_id,
                means=means,
                code_versions=codes.versions("verification_means"),
                occurred_at=now,
            )

    def refuse_request(
        self,
        request_id: str,
        reasons: tuple[str, ...],
        explanation: str,
        *,
        codes: Codes,
        by: Actor,
        now: datetime,
    ) -> None:
        """Refuse a request, for reasons of the list `rights_refusal`.

        Raises:
            NoOpenRequest, NoSuchRequest, RequestOver: No such request waits.
            ReasonsMissing: There is none.
            UnknownCode: No such reason today.
        """
        unknown = [codes.refusal("rights_refusal", reason, now.date()) for reason in reasons]
        self._permit("refuse_request", by, not_waiting(self, request_id), reasons_missing(reasons), *unknown)
        self.record(
            RequestRefused,
            person_id=self.id,
            request_id=request_id,
            reasons=reasons,
            explanation=explanation,
            code_versions=codes.versions("rights_refusal"),
            occurred_at=now,
        )

    def complete_request(self, request_id: str, summary: str, *, by: Actor, now: datetime) -> None:
        """State that what was asked for was done, and how.

        Raises:
            NoOpenRequest, NoSuchRequest, RequestOver: No such request waits.
            IdentityNotChecked: It is not known that the person asks.
            NotErased: To delete is to erase, and nothing was erased.
        """
        self._permit("complete_request", by, not_waiting(self, request_id), not_done(self, request_id))
        self.record(RequestCompleted, person_id=self.id, request_id=request_id, summary=summary, occurred_at=now)

    @property
    def _next_request(self) -> str:
        """The id of the next request."""
        return f"d{len(self.requests) + 1}"


def flaws(means: str | None, at: datetime | None, codes: Codes, now: datetime) -> tuple[Refusal | None, ...]:
    """Return what is wrong with how a request was made."""
    unknown = codes.refusal("verification_means", means, now.date())
    return unknown, in_the_future(at, now) if at else None


def reasons_missing(reasons: tuple[str, ...]) -> Refusal | None:
    """Refuse to refuse without a reason."""
    return None if reasons else ReasonsMissing("Say at least one reason.")


def not_done(person: PersonRecord, request_id: str) -> Refusal | None:
    """Refuse to call done what cannot have been done."""
    request = person.requests.get(request_id)
    if request is None or request.means is None:
        return IdentityNotChecked("Record first how it is known that the person asks.")
    if request.right is Right.DELETION:
        return NotErased("Erasing completes a request to delete.")
    return None


def change(person: PersonRecord, request_id: str, **values: object) -> None:
    """Change a request. As of an instant before it was made there is none to change."""
    if request_id in person.requests:
        changed = replace(person.requests[request_id], **values)  # type: ignore[arg-type]
        person.requests = {**person.requests, request_id: changed}
