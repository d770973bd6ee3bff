"""Step 6: what the notice of a decision consists of."""

from dataclasses import replace

from domain.complaint import Complaint
from domain.complaint.notices import NoticeBlock
from domain.complaint.values import Outcome, PairOutcome
from domain.documents import Document
from tests.domain.complaint.happenings import FOUND, happened, happens
from tests.domain.complaint.values import BY_POST, FACTS, resolution
from tests.domain.fixed import ANN, NOW
from tests.domain.language import given

LAYOUT = Document(
    "notice_block", 7, (NoticeBlock("outcome", "Outcome", is_mandatory=True), NoticeBlock("thanks", "Thanks"))
)
TOLD = replace(resolution(), outcomes=(PairOutcome(FACTS.about[0], Outcome.SETTLED),), response_category="explanation")
PAST = (*FOUND, happened(Complaint.ResolutionProposed, resolution=TOLD))
NOTICE = "You were right. We pay the charge back."
APPEAL = "You may ask our head office to check this again."


def send(c: Complaint, *blocks: str) -> None:
    """Send the decision with a notice of these blocks."""
    c.send_decision(NOTICE, APPEAL, BY_POST, at=None, by=ANN, now=NOW, blocks=blocks, layout=LAYOUT)


def test_a_decision_lists_the_blocks_of_its_notice_and_what_was_decided_about_each_pair() -> None:
    given(*PAST).when(lambda c: send(c, "outcome", "thanks")).then(
        happens(
            Complaint.DecisionSent,
            outcomes=TOLD.outcomes,
            response_category="explanation",
            blocks=("outcome", "thanks"),
            blocks_version=7,
        )
    )


def test_a_mandatory_block_is_there() -> None:
    given(*PAST).when(lambda c: send(c, "thanks")).refuses("notice_incomplete")


def test_a_block_is_one_of_the_layout() -> None:
    given(*PAST).when(lambda c: send(c, "outcome", "weather")).refuses("unknown_block")
