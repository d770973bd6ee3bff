"""Stories that stand still when the demo ends: what waits for today's work."""

from application.demo.bank import TOKEN_HANDLER
from application.demo.scenes import decision, ending, inquiry, intake
from application.demo.script import Script
from application.demo.stories.story import Story


def just_received(s: Script) -> None:
    """Nobody has looked at it yet."""
    intake.receive(s)


def confirmed(s: Script) -> None:
    """Confirmed and classified, in nobody's hands."""
    intake.receive(s)
    intake.acknowledge(s)
    intake.classify(s)


def open_unassigned(s: Script) -> None:
    """Admitted, in the queue of its unit."""
    intake.enter(s)
    s.minutes(10, 200)
    s.do("admit", s.owner)


def open_assigned(s: Script) -> None:
    """On a handler's desk."""
    intake.begin(s)


def on_the_desk(s: Script) -> None:
    """On the desk of the handler whose token the demo prints."""
    s.hand_to(s.bank.units["cards"])
    s.handler = TOKEN_HANDLER
    intake.begin(s)
    inquiry.start(s)
    inquiry.find(s)


def investigating(s: Script) -> None:
    """Being looked into."""
    intake.begin(s)
    inquiry.start(s)
    inquiry.look_into(s)


def overdue(s: Script) -> None:
    """Investigated for weeks, extended and escalated, and still no answer."""
    intake.begin(s)
    inquiry.start(s)
    s.days(9, 12)
    inquiry.extend(s)
    s.days(12, 15)
    inquiry.escalate(s)
    inquiry.find(s)
    inquiry.note(s)


def suspended(s: Script) -> None:
    """Waits for the customer."""
    intake.begin(s)
    inquiry.start(s)
    inquiry.ask(s)
    inquiry.suspend(s, "waiting_customer")


def suspended_twice(s: Script) -> None:
    """Waits for the customer and for an expert side by side."""
    intake.begin(s)
    inquiry.start(s)
    inquiry.find(s)
    inquiry.ask(s)
    inquiry.suspend(s, "waiting_customer")
    s.days(0.5, 2)
    inquiry.suspend(s, "external_assessment")


def proposed(s: Script) -> None:
    """Waits for a second person's approval."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.propose(s)


def approved(s: Script) -> None:
    """Approved, and not yet sent."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.propose(s)
    decision.approve(s)


def decided(s: Script) -> None:
    """Waits for the customer's answer."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s)
    decision.deliver(s)


def accepted_unpaid(s: Script) -> None:
    """Accepted; half is paid."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s, decision.offer(s))
    decision.accept(s)
    ending.pay_part(s)


def rejected(s: Script) -> None:
    """The customer said no: what now?"""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s, decision.offer(s))
    decision.deliver(s)
    decision.reject(s)


def window_over(s: Script) -> None:
    """The response window is over; the offer has not lapsed yet."""
    intake.begin(s)
    inquiry.investigate(s)
    decision.decide(s, decision.offer(s))
    decision.end_window(s)


def reopened(s: Script) -> None:
    """Withdrawn, reopened, being looked into in its second cycle."""
    intake.begin(s)
    inquiry.start(s)
    ending.withdraw(s)
    ending.reopen(s, "customer_back")
    inquiry.start(s)
    inquiry.find(s)


STORIES = (
    Story("just-received", "received, nobody has looked at it yet", just_received, 14, waits=True),
    Story("confirmed", "confirmed and classified, in nobody's hands", confirmed, 12, waits=True),
    Story("open-unassigned", "open, in the queue of its unit", open_unassigned, 12, waits=True),
    Story("open-assigned", "open, on a handler's desk", open_assigned, 14, waits=True),
    Story(
        "on-the-desk", f"on the desk of {TOKEN_HANDLER.user_id}", on_the_desk, 8,
        waits=True, city="sh", topic="not_mine",
    ),
    Story("investigating", "under investigation", investigating, 18, waits=True),
    Story("overdue", "under investigation for weeks, extended, escalated", overdue, 8, waits=True),
    Story("suspended", "suspended, waits for the customer", suspended, 14, waits=True),
    Story("suspended-twice", "two suspensions side by side", suspended_twice, 5, waits=True),
    Story("proposed", "proposed, waits for a second person", proposed, 10, waits=True, topic="data_leak"),
    Story("approved", "approved, not yet sent", approved, 6, waits=True),
    Story("decided", "decided, waits for the customer's answer", decided, 22, waits=True),
    Story("accepted-unpaid", "accepted, half of the money paid", accepted_unpaid, 10, waits=True),
    Story("rejected", "rejected, to be investigated again or closed", rejected, 10, waits=True),
    Story("window-over", "not answered in time, offer still open", window_over, 8, waits=True),
    Story("reopened", "withdrawn, reopened, in its second cycle", reopened, 6, waits=True),
)  # fmt: skip
