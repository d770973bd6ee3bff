"""Stories of service requests."""

from collections.abc import Callable

from application.demo.scenes import contact, request
from application.demo.scenes.further import other_amount
from application.demo.script import Script
from application.demo.stories.story import Story
from application.demo.working_hours import HOTLINE


def fulfilled(s: Script) -> None:
    """Answer, and hear that it helped."""
    what = request.begin(s)
    if s.maybe(0.4):
        request.feed_back(s)
    request.gather(s, what)
    request.fulfil(s, what)
    if s.maybe(0.6):
        request.confirm(s)
    request.close(s)


def by_phone(s: Script) -> None:
    """A call becomes a request."""
    s.minutes(0, 1, HOTLINE)
    agent, what = contact.someone(s), request.wish(s, "certificate", "contact_data")
    s.hand_to(s.bank.units[what.team])
    call = contact.talk(
        s, agent, "phone", s.told(request.theirs(s, what).narrative), s.told(s.heard.story["passed_on"])
    )
    s.request = s.on(
        "interactions",
        call,
        "open_request",
        agent,
        told={"subject": s.told(request.theirs(s, what).subject), "language": s.brief.person.language},
        request_type=what.request_type,
        requester=s.brief.person.contact,
        unit_id=s.unit.unit_id,
    )
    s.lies_in = s.unit
    contact.end(s, call, agent, "case_opened")
    request.triage(s)
    s.minutes(5, 90)
    s.ask("assign", s.owner, handler_id=s.handler.user_id, unit_id=s.unit.unit_id)
    s.ask("start")
    request.gather(s, what)
    request.fulfil(s, what)
    request.close(s)


def waited_for_papers(s: Script) -> None:
    """Ask, wait, go on."""
    what = request.begin(s, "certificate")
    request.feed_back(s)
    s.ask("ask_customer", text=s.told(request.theirs(s, what).question))
    s.ask("suspend", reason="waiting_customer", at=None, notice_sent=True)
    s.days(0.5, 2, HOTLINE)
    s.ask("record_customer_answer", text=s.told(request.theirs(s, what).answer), question_id="q1", at=None)
    request.gather(s, what)
    s.ask("resume", suspension_id="s1", at=None)
    request.fulfil(s, what)
    request.confirm(s)
    request.close(s)


def passed_around(s: Script) -> None:
    """Released, moved to the unit that knows, with a task to a third one; told wrongly at first."""
    what = request.begin(s, "progress")
    s.minutes(5, 60)
    s.ask("correct", changes={"branch": other_amount(s).branch[0]}, reason=s.noted(s.written.corrections["branch"]))
    s.ask("add_note", text=s.noted(s.one_of(s.written.notes)))
    s.ask("release", reason="absence")
    s.minutes(5, 60)
    s.ask("transfer", s.owner, unit_id=s.bank.units["cards"].unit_id, handover=s.noted(s.one_of(s.written.handovers)))
    s.hand_to(s.bank.units["cards"])
    s.minutes(5, 90)
    s.ask("take")
    for unit in ("loans", "retail"):
        task = s.noted(s.written.story["task"])
        s.ask("give_task", unit_id=s.bank.units[unit].unit_id, what=task, due_on=None)
    s.days(0.1, 1)
    helper = s.one_of(s.bank.units["loans"].handlers)
    s.ask("answer_task", helper, task_id="t1", answer=s.noted(s.written.story["task_answer"]), at=None)
    s.ask("cancel_task", task_id="t2", reason=s.noted(s.written.story["task_cancelled"]))
    call = contact.talk(
        s, contact.someone(s), "phone", s.told(s.heard.story["asks_again"]), s.told(s.heard.story["feedback"])
    )
    s.ask("link_interaction", interaction=call)
    s.ask("unlink_interaction", interaction_id=call)
    request.fulfil(s, what)
    request.close(s)


def declined(s: Script) -> None:
    """Say no and why."""
    request.begin(s, "card_limit", "certificate")
    s.minutes(10, 200)
    s.ask("decline", reason="not_entitled", explanation=s.told(s.heard.story["declined"]), notice=s.dispatch(), at=None)


def cancelled(s: Script) -> None:
    """The customer does not want it any more."""
    request.begin(s)
    s.minutes(30, 600, HOTLINE)
    s.ask("cancel", statement=s.told(s.heard.story["cancelled"]), at=None)


def reopened(s: Script) -> None:
    """It was not solved, and is."""
    what = request.begin(s, "inquiry")
    request.fulfil(s, what)
    request.close(s)
    s.days(0.5, 3)
    s.ask("reopen", reason="not_solved", explanation=s.noted(s.written.story["not_solved"]))
    request.fulfil(s, what)
    request.confirm(s)
    request.close(s)


def submitted(s: Script) -> None:
    """Nobody has looked at it yet."""
    request.submit(s, request.wish(s))


def in_progress(s: Script) -> None:
    """Being worked on."""
    request.begin(s)
    request.feed_back(s)


def waiting(s: Script) -> None:
    """Waits for the customer's papers."""
    what = request.begin(s, "certificate", "contact_data")
    s.ask("ask_customer", text=s.told(request.theirs(s, what).question))
    s.ask("suspend", reason="waiting_customer", at=None, notice_sent=True)


def answered(s: Script) -> None:
    """Answered; the customer has not said whether that was it."""
    what = request.begin(s)
    request.gather(s, what)
    request.fulfil(s, what)


def confirmed(s: Script) -> None:
    """The customer is content; to be closed."""
    answered(s)
    request.confirm(s)


def _story(
    name: str, title: str, tell: Callable[[Script], None], weight: int, *, waits: bool = False, begins: int = 1
) -> Story:
    return Story(name, title, tell, weight, waits=waits, kind="requests", begins=begins)


STORIES = (
    _story("request-fulfilled", "request: answered and closed", fulfilled, 60),
    _story("request-by-phone", "request: opened out of a call", by_phone, 14, begins=5),
    _story("request-papers", "request: waited for the customer's papers", waited_for_papers, 14),
    _story("request-passed-around", "request: moved to another unit, with a task to a third one", passed_around, 6),
    _story("request-declined", "request: declined with notice", declined, 8),
    _story("request-cancelled", "request: not wanted any more", cancelled, 6),
    _story("request-reopened", "request: reopened, since it was not solved", reopened, 5),
    _story("request-submitted", "request: received, nobody has looked at it yet", submitted, 8, waits=True),
    _story("request-in-progress", "request: being worked on", in_progress, 10, waits=True),
    _story("request-waiting", "request: waits for the customer's papers", waiting, 8, waits=True),
    _story("request-answered", "request: answered, the customer has said nothing yet", answered, 8, waits=True),
    _story("request-confirmed", "request: the customer is content, to be closed", confirmed, 5, waits=True),
)
