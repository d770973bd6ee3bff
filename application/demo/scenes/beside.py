"""What happens to a complaint beside its steps: other bodies, new facts, tasks, words on the way."""

from datetime import timedelta
from uuid import UUID

from application.demo.scenes import inquiry
from application.demo.script import Script
from domain.actor import Actor
from domain.complaint.related import RecheckResult


def refer_to(s: Script, body: str, by: Actor | None = None) -> None:
    """Hear that somebody outside has it now."""
    s.days(0.3, 2)
    reference = f"{body.upper()}-{s.rng.randrange(10**5):05d}"
    text = s.noted(s.written.story["went_to"])
    s.do("refer_to_external", by, body=body, external_reference=reference, text=text, at=None)


def hear_from(s: Script, outcome: str, referral_id: str = "x1", by: Actor | None = None) -> None:
    """Hear what came of it there."""
    s.days(5, 9)
    text = s.noted(s.written.story[f"there_{outcome}"])
    s.do("record_external_outcome", by, referral_id=referral_id, outcome=outcome, text=text, at=None)


def asked_by_authority(s: Script, authority: str) -> None:
    """Be asked by an authority."""
    s.days(0.2, 1)
    s.do(
        "record_authority_question",
        authority=authority,
        authority_reference=f"{authority.upper()}-{s.rng.randrange(10**5):05d}",
        text=s.noted(s.written.story["authority_asks"]),
        due_on=(s.now + timedelta(days=10)).date(),
        at=None,
    )


def answer_authority(s: Script) -> None:
    """Answer it."""
    s.days(0.5, 2)
    text = s.noted(s.written.story["authority_told"], finding=s.finding)
    s.do("answer_authority", question_id="a1", text=text, dispatch=s.dispatch(), at=None)


def bring_new_facts(s: Script, *, are_new: bool) -> None:
    """Hear something new, or nothing new; a second person judges."""
    s.days(0.3, 1)
    text = s.told(s.heard.story["new_facts" if are_new else "nothing_new"])
    s.news += 1
    evidence = (inquiry.attach(s),) if are_new else ()
    s.do("record_new_facts", text=text, evidence=evidence, at=None)
    s.days(0.1, 0.5)
    if are_new:
        s.do("confirm_new_facts", s.supervisor, new_facts_id=f"n{s.news}")
    else:
        reason = s.noted(s.written.story["known_before"])
        s.do("refuse_new_facts", s.supervisor, new_facts_id=f"n{s.news}", reason=reason)


def give_tasks(s: Script, first: str, second: str) -> None:
    """Ask two units; one answers, the other is not needed any more."""
    for unit in (first, second):
        due_on = (s.now + timedelta(days=3)).date()
        what = s.noted(s.written.story["task"])
        s.do("give_task", unit_id=s.bank.units[unit].unit_id, what=what, due_on=due_on)
    s.days(0.3, 1.5)
    helper = s.one_of(s.bank.units[first].handlers)
    s.do("answer_task", helper, task_id="t1", answer=s.noted(s.written.story["task_answer"]), at=None)
    s.minutes(5, 60)
    s.do("cancel_task", task_id="t2", reason=s.noted(s.written.story["task_cancelled"]))


def keep_informed(s: Script) -> None:
    """Let the customer know how far it is, and agree how and until when."""
    s.days(0.3, 1)
    s.do("record_contact_attempt", way="phone", reached=True, at=None)
    s.do("agree_manner", manner=s.told(s.heard.story["manner"]), at=None)
    s.do("issue_status_secret", way=s.way)
    s.days(1, 2)
    s.do("send_progress", text=s.told(s.heard.story["progress"]), dispatch=s.dispatch(), at=None)
    s.days(1, 2)
    expected = (s.now + timedelta(days=12)).date()
    text = s.told(s.heard.story["holding"])
    s.do("send_holding_response", text=text, expected_on=expected, dispatch=s.dispatch(), at=None)
    s.do("agree_deadline", until=expected, statement=s.told(s.heard.story["agreed"]), at=None)


def recheck(s: Script, channel: str) -> tuple[UUID, Actor]:
    """Ask for a re-check, which the superior unit begins; go on with it. Return the first case and who saw it off."""
    s.days(1, 4)
    first, seen_off_by = s.complaint, s.handler
    text = s.told(s.heard.story["recheck_asked"])
    assert first is not None  # noqa: S101 - a story decides before it is checked again
    s.complaint = s.on(
        "complaints", first, "request_recheck", s.handler, text=text, channel=channel, at=None, received_at=None
    )
    s.hand_to(s.bank.superior)
    s.lies_in = s.unit
    s.begin_anew()
    return first, seen_off_by


def record_recheck(s: Script, first: UUID, result: RecheckResult) -> None:
    """Say on the first case what became of it."""
    s.minutes(10, 100)
    text = s.noted(s.written.story[f"recheck_{result.value}"])
    s.on("complaints", first, "record_recheck_result", s.handler, recheck_id="k1", result=result, text=text)


def start_over(s: Script) -> None:
    """Let the supervisor give it to the handler, who takes it in and looks into it."""
    s.minutes(20, 200)
    s.do("assign", s.owner, handler_id=s.handler.user_id, unit_id=s.unit.unit_id)
    s.minutes(2, 60)
    s.do("admit")
    inquiry.investigate(s)
