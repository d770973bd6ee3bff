"""Any time, other bodies 外部渠道: ombudsman, mediation, court, petition, and what came of it there."""

from dataclasses import replace
from datetime import datetime

from domain.actor import Actor
from domain.codes import Codes
from domain.complaint.beside import ExternalReferral
from domain.complaint.record import ComplaintEvent, ComplaintRecord
from domain.complaint.rules import happened, out_of_time
from domain.complaint.standing_beside import NoSuchReferral
from domain.complaint.step import ComplaintStep
from domain.personal import CaseText, Code, Id
from domain.refusals import Refusal


class ReferredToExternal(ComplaintEvent):
    """The complaint came before somebody outside of the bank, whoever brought it there; the bank goes on with it."""

    topic = "complaint.referred_to_external"

    referral_id: Id
    body: Code
    external_reference: Id | None
    text: CaseText
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember where it lies."""
        complaint.external_referrals = {
            **complaint.external_referrals,
            self.referral_id: ExternalReferral(self.body),
        }


class ExternalOutcomeRecorded(ComplaintEvent):
    """The other body came to a result."""

    topic = "complaint.external_outcome_recorded"

    referral_id: Id
    outcome: Code
    text: CaseText
    code_versions: dict[Code, int]

    def apply(self, complaint: ComplaintRecord) -> None:
        """Remember the result. As of an instant before the referral there is none that it could belong to."""
        if self.referral_id in complaint.external_referrals:
            settled = replace(complaint.external_referrals[self.referral_id], outcome=self.outcome, text=self.text)
            complaint.external_referrals = {**complaint.external_referrals, self.referral_id: settled}


class GoingOutside(ComplaintStep):
    """The commands about other bodies. Mediation that pauses a clock is suspended for by a command of its own."""

    def refer_to_external(
        self,
        body: str,
        external_reference: str | None,
        text: str,
        *,
        at: datetime | None,
        codes: Codes,
        by: Actor,
        now: datetime,
    ) -> None:
        """Record that it came before a body of the list `external_body` at `at`; each gets the next id `x1`, `x2`, ...

        Raises:
            NotInThisState: The complaint lives on elsewhere.
            UnknownCode: No such body today.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        unknown = codes.refusal("external_body", body, now.date())
        self._permit("refer_to_external", by, unknown, out_of_time(self, at, now))
        self.record(
            ReferredToExternal,
            referral_id=f"x{len(self.external_referrals) + 1}",
            body=body,
            external_reference=external_reference,
            text=text,
            code_versions=codes.versions("external_body"),
            occurred_at=happened(at, now),
        )

    def record_external_outcome(
        self,
        referral_id: str,
        outcome: str,
        text: str,
        *,
        at: datetime | None,
        codes: Codes,
        by: Actor,
        now: datetime,
    ) -> None:
        """Record what came of a referral, by the list `external_outcome`; a later result takes the place of an earlier.

        Where the bank referred the complaint elsewhere at its review, that referral has an id as well.

        Raises:
            NotInThisState: The complaint was merged into another.
            NotReferred, NoSuchReferral: It lies nowhere under this id.
            UnknownCode: No such outcome today.
            BeforeReceipt, InTheFuture: `at` is out of time.
        """
        unknown = codes.refusal("external_outcome", outcome, now.date())
        self._permit(
            "record_external_outcome", by, no_such_referral(self, referral_id), unknown, out_of_time(self, at, now)
        )
        known = self.external_referrals[referral_id]
        if (known.outcome, known.text) != (outcome, text):
            self.record(
                ExternalOutcomeRecorded,
                referral_id=referral_id,
                outcome=outcome,
                text=text,
                code_versions=codes.versions("external_outcome"),
                occurred_at=happened(at, now),
            )


def no_such_referral(complaint: ComplaintRecord, referral_id: str) -> Refusal | None:
    """Refuse the result of a referral that was never made."""
    if referral_id in complaint.external_referrals:
        return None
    return NoSuchReferral("The complaint has no referral with this id.")
