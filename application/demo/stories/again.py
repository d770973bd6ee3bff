"""Stories that do not end where they seem to."""

from application.demo.scenes import decision, ending, inquiry, intake
from application.demo.scenes.further import change_mind
from application.demo.script import Script
from application.demo.stories.ordinary import accepted
from application.demo.stories.story import Story
from domain.complaint.values import Outcome


def handle_again(s: Script) -> None:
    """Work through a new cycle."""
    inquiry.investigate(s)
    decision.decide(s)
    decision.deliver(s)
    decision.accept(s)
    ending.settle(s)


def error_found(s: Script) -> None:
    """A check of closed cases finds a mistake."""
    accepted(s)
    ending.reopen(s, "error_found", s.bank.compliance)
    change_mind(s, Outcome.UPHELD)
    handle_again(s)


def remedy_failed(s: Script) -> None:
    """The money comes back after closing."""
    accepted(s)
    ending.reopen(s, "remedy_failed")
    handle_again(s)


def bad_score(s: Script) -> None:
    """Twice the customer is not satisfied."""
    accepted(s)
    ending.reopen(s, "bad_score")
    handle_again(s)
    ending.reopen(s, "bad_score")
    change_mind(s, Outcome.UPHELD)
    handle_again(s)


def came_back(s: Script) -> None:
    """The customer takes the withdrawal back."""
    intake.begin(s)
    inquiry.start(s)
    ending.withdraw(s)
    ending.reopen(s, "customer_back")
    handle_again(s)


def declined_by_mistake(s: Script) -> None:
    """It was ours after all."""
    intake.enter(s)
    ending.decline(s, "not_ours")
    ending.reopen(s, "error_found")
    intake.assign(s)
    handle_again(s)


CAME_BACK = Story("came-back", "withdrawn then reopened", came_back, weight=12)

STORIES = (
    Story(
        "error-found", "closed, reopened by compliance since an error was found", error_found,
        weight=14, topic="card_fees",
    ),
    Story(
        "remedy-failed", "closed, reopened since the payment came back", remedy_failed,
        weight=12, topic="late_transfer", outcome=Outcome.UPHELD,
    ),
    Story("bad-score", "closed and reopened twice: three cycles", bad_score, weight=5, topic="late_transfer"),
    Story("declined-by-mistake", "declined, then reopened", declined_by_mistake, weight=6),
)  # fmt: skip
