"""The quality check 质检 of a contact: sampled, scored, answered by the agent, closed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from domain.actor import Actor
from domain.codes import Codes
from domain.documents import Document
from domain.interaction.forms import QualityCriterion, criteria, wrong_points
from domain.interaction.record import InteractionEvent, InteractionRecord
from domain.interaction.step import InteractionStep
from domain.interaction.values import Check, CheckState, Score
from domain.personal import CaseText, Code, Id


class SampledForCheck(InteractionEvent):
    """The contact was chosen to be looked at."""

    topic = "interaction.sampled_for_check"

    check_id: Id
    reason: Code
    code_versions: dict[Code, int]

    def apply(self, interaction: InteractionRecord) -> None:
        """Begin a check."""
        interaction.put_check(Check(self.check_id))


class CheckScored(InteractionEvent):
    """The contact was judged on a form; a later score replaces an earlier one."""

    topic = "interaction.check_scored"

    check_id: Id
    score: Score

    def apply(self, interaction: InteractionRecord) -> None:
        """Keep the score."""
        check = found(interaction, self.check_id)
        interaction.put_check(replace(check, state=CheckState.SCORED, score=self.score))


class CheckFindingRecorded(InteractionEvent):
    """Something about the contact was noticed that the agent should know."""

    topic = "interaction.check_finding_recorded"

    check_id: Id
    finding: CaseText

    def apply(self, interaction: InteractionRecord) -> None:
        """Count it."""
        check = found(interaction, self.check_id)
        interaction.put_check(replace(check, findings=check.findings + 1))


class CheckAnswered(InteractionEvent):
    """The agent said something to what was found."""

    topic = "interaction.check_answered"

    check_id: Id
    answer: CaseText

    def apply(self, interaction: InteractionRecord) -> None:
        """Change nothing that a decision needs."""


class CheckClosed(InteractionEvent):
    """The check is over."""

    topic = "interaction.check_closed"

    check_id: Id

    def apply(self, interaction: InteractionRecord) -> None:
        """End the check."""
        interaction.put_check(replace(found(interaction, self.check_id), state=CheckState.CLOSED))


class Checking(InteractionStep):
    """The commands of the quality check; only `answer_check` is the agent's."""

    def sample_for_check(self, reason: str, *, codes: Codes, by: Actor, now: datetime) -> None:
        """Choose the contact for a reason of the list `check_reason`. One that is being checked does nothing.

        Raises:
            NotInThisState: It has not ended.
            OwnContact: It is the asking user's own.
            UnknownCode: No such reason today.
        """
        self._permit("sample_for_check", by, codes.refusal("check_reason", reason, now.date()))
        if self.open_check is None:
            check_id = f"k{len(self.checks) + 1}"
            versions = codes.versions("check_reason")
            self.record(SampledForCheck, check_id=check_id, reason=reason, code_versions=versions, occurred_at=now)

    def score_check(
        self, form: str, points: Mapping[str, int], *, forms: Document[QualityCriterion], by: Actor, now: datetime
    ) -> None:
        """Judge the contact on a form of the document `quality_form`. The score that holds does nothing.

        Raises:
            NotInThisState, NoOpenCheck: Nothing is being checked.
            OwnContact: It is the asking user's own.
            UnknownForm, WrongPoints: There is no such form, or the points do not fit it.
        """
        self._permit("score_check", by, wrong_points(form, points, forms))
        score = Score(form, forms.version, dict(points), sum(points.values()), sum(criteria(form, forms).values()))
        check = self.open_check
        assert check is not None  # noqa: S101 (the standing rule has looked)
        if check.score != score:
            self.record(CheckScored, check_id=check.check_id, score=score, occurred_at=now)

    def record_check_finding(self, finding: str, *, by: Actor, now: datetime) -> None:
        """Record what was noticed. Each finding counts.

        Raises:
            NotInThisState, NoOpenCheck: Nothing is being checked.
            OwnContact: It is the asking user's own.
        """
        self._permit("record_check_finding", by)
        self.record(CheckFindingRecorded, check_id=self._check_id, finding=finding, occurred_at=now)

    def answer_check(self, answer: str, *, by: Actor, now: datetime) -> None:
        """Record what the agent says to it. Each answer counts.

        Raises:
            NotInThisState, NoOpenCheck: Nothing is being checked.
            NotOwnContact: It is somebody else's contact.
            CheckNotScored: There is nothing to answer yet.
        """
        self._permit("answer_check", by)
        self.record(CheckAnswered, check_id=self._check_id, answer=answer, occurred_at=now)

    def close_check(self, *, by: Actor, now: datetime) -> None:
        """End the check.

        Raises:
            NotInThisState, NoOpenCheck: Nothing is being checked.
            OwnContact: It is the asking user's own.
            CheckNotScored: It has no score yet.
        """
        self._permit("close_check", by)
        self.record(CheckClosed, check_id=self._check_id, occurred_at=now)

    @property
    def _check_id(self) -> str:
        """The id of the check under way."""
        check = self.open_check
        assert check is not None  # noqa: S101 (the standing rules have looked)
        return check.check_id


def found(interaction: InteractionRecord, check_id: str) -> Check:
    """Return a check. As of an instant before it was sampled it has just begun."""
    return next((check for check in interaction.checks if check.check_id == check_id), Check(check_id))
