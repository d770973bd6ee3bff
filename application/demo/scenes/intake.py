"""How a complaint reaches the bank and a handler."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from application.demo.bank import Unit
from application.demo.script import Script
from application.demo.working_hours import AWAKE, HOTLINE
from domain.actor import Actor
from domain.complaint.party import NewParty
from domain.complaint.receiving import Intake
from domain.complaint.values import Classification, DispatchWay, Facts, Precision, Words

ONLINE = frozenset({"mobile_bank", "wechat", "internet_bank", "mini_program", "website"})
AUTHORITIES = {
    "hotline_12378": "regulator",
    "regulator_forward": "regulator",
    "hotline_12345": "other_body",
    "ombudsman": "ombudsman",
}
REPLY_WAYS = {"letter": DispatchWay.POSTED, "email": DispatchWay.EMAIL, "counter": DispatchWay.HANDED_OVER}


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is special about a receipt: about whom it is, who else complains, whether anybody says who they are.

    `told_to`: the unit that it is told to, where that is not the one that enters it. `arrived`: the day on which a
    letter came.
    """

    about: Actor | None = None
    anonymous: bool = False
    parties: tuple[NewParty, ...] = ()
    face_to_face: bool = False
    told_to: Unit | None = None
    arrived: datetime | None = None


ORDINARY = Circumstances()


def receive(s: Script, channel: str = "", what: Circumstances = ORDINARY) -> None:
    """Receive the complaint: online, on the telephone, at the counter, by letter, from an authority."""
    s.channel = channel or s.rng.choices(list(s.bank.channels), list(s.bank.channels.values()))[0]
    if s.channel in ONLINE:
        _enter(s, s.bank.gate, "hotline", 0, what)
    elif s.channel == "counter":
        s.minutes(0, 1)
        _enter(s, _someone(s, "retail", what.about), "retail", 25, what)
    elif s.channel == "letter":
        _enter_letter(s, what)
    elif s.channel in AUTHORITIES:
        s.minutes(0, 1)
        _enter(s, _someone(s, "complaints", what.about), "complaints", 180, what)
    else:
        s.minutes(0, 1, HOTLINE)
        _enter(s, _someone(s, "hotline", what.about), "hotline", 12, what)


def _someone(s: Script, team: str, about: Actor | None) -> Actor:
    """Choose who enters it: not the employee complained about."""
    return s.one_of([handler for handler in s.bank.units[team].handlers if handler != about])


def _enter_letter(s: Script, what: Circumstances) -> None:
    """Enter a letter, days after the postman brought it; its hour is not known."""
    s.minutes(0, 1)
    arrived = start_of_day(s.now, s.bank.zone)
    s.minutes(24 * 60, 6 * 24 * 60)
    _enter(s, _someone(s, "complaints", what.about), "complaints", 0, replace(what, arrived=arrived))


def start_of_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant of the local day."""
    return datetime.combine(moment.astimezone(zone).date(), time(), zone).astimezone(moment.tzinfo)


def _enter(s: Script, by: Actor, team: str, delay_minutes: int, what: Circumstances) -> None:
    if by == s.bank.gate:
        s.minutes(0, 1, AWAKE)
    s.do("receive", by, intake=told_at(s, team, delay_minutes, what))
    s.lies_in = what.told_to or s.bank.units[team]


def told_at(s: Script, team: str, delay_minutes: int, what: Circumstances = ORDINARY) -> Intake:
    """Return what is told to a unit, so many minutes before somebody enters it at most."""
    return Intake(
        facts=_facts(s, what.arrived or s.earlier(delay_minutes / 4, delay_minutes), what),
        words=_words(s),
        unit_id=(what.told_to or s.bank.units[team]).unit_id,
        complainant_id=None if what.anonymous else s.brief.person.person_id,
        complainant=None if what.anonymous else s.brief.person.contact,
        parties=what.parties,
    )


def _facts(s: Script, received_at: datetime, what: Circumstances) -> Facts:
    authority = s.channel in AUTHORITIES
    passed_on = received_at.astimezone(s.bank.zone).date() - timedelta(days=s.rng.randrange(1, 6))
    return Facts(
        received_at=received_at,
        received_precision=Precision.DAY if what.arrived else Precision.SECOND,
        channel=s.channel,
        source=AUTHORITIES.get(s.channel, "customer"),
        language=s.brief.person.language,
        complainant_type="consumer" if s.maybe(0.9) else s.one_of(("sole_trader", "micro_enterprise")),
        authority_reference=f"{s.channel.upper()}-{s.rng.randrange(10**6):06d}" if authority else None,
        authority_received_on=passed_on if authority else None,
        incident_on=s.brief.incident_on,
        about=s.brief.about,
        branch=s.brief.branch[0],
        employee_id=what.about.user_id if what.about else None,
        legal_entity=s.bank.entity,
        brand=s.bank.brand,
        region=s.bank.region,
        amount_claimed=s.brief.amount,
        joint_count=1 + len(what.parties) if what.face_to_face else None,
        face_to_face=what.face_to_face,
        is_anonymous=what.anonymous,
        tags=("older_customer",) if s.maybe(0.06) else (),
    )


def _words(s: Script) -> Words:
    """Let the customer speak."""
    wording = s.brief.theirs
    said = (s.one_of(s.heard.openers), s.told(s.one_of(wording.narratives)), s.one_of(s.heard.closers))
    between = "" if s.brief.person.language == "zh" else " "
    return Words(
        narrative=between.join(part for part in said if part),
        subject=s.told(wording.subject),
        desired_outcome=s.told(wording.wish),
        account_reference=f"****{s.brief.tail}" if s.brief.topic.team in {"cards", "loans"} else None,
        postcode=s.brief.person.postcode,
    )


def acknowledge(s: Script) -> None:
    """Confirm the receipt: by machine at once, by people within a day or two."""
    if s.channel in ONLINE:
        s.minutes(0, 1, AWAKE)
        s.do("acknowledge", s.bank.gate, way=DispatchWay.SMS, at=None)
        return
    s.minutes(5, 60 * 30)
    way = REPLY_WAYS.get(s.channel, DispatchWay.PHONE)
    s.do("acknowledge", s.owner, way=way, at=s.earlier(0, 5))


def classify(s: Script, by: Actor | None = None, **other: str) -> None:
    """Say what it is about; `other` replaces axes."""
    topic = s.brief.topic
    s.minutes(5, 240)
    # A risk that was seen stays.
    s.risks = topic.risks if s.maybe(0.6) else s.risks
    axes = {
        "complaint_class": topic.complaint_class,
        "category": topic.category,
        "reason": topic.reason,
        "severity": s.one_of(topic.severities),
        "complexity": s.one_of(("simple", "normal", "normal", "complex")),
    }
    axes.update(other)
    regimes = s.bank.regimes.get(axes["category"], ())
    classification = Classification(**axes, about=s.brief.about, risk_flags=s.risks, regimes=regimes)
    s.do("classify", by or s.owner, classification=classification)


def assign(s: Script) -> None:
    """Let the supervisor of the unit that it lies in make the handler responsible."""
    s.minutes(5, 300)
    s.do("assign", s.owner, handler_id=s.handler.user_id, unit_id=s.unit.unit_id)


def take(s: Script, from_unit: Unit) -> None:
    """Pass it on to the unit that knows, where a handler takes it from the queue."""
    s.minutes(5, 200)
    if from_unit != s.unit:
        s.do("transfer", s.owner, unit_id=s.unit.unit_id, handover=s.noted(s.one_of(s.written.handovers)))
        s.minutes(10, 400)
    s.do("take")


def admit(s: Script) -> None:
    """Take the complaint in."""
    s.minutes(2, 60)
    s.do("admit")


def enter(s: Script, channel: str = "", what: Circumstances = ORDINARY) -> None:
    """Receive, confirm, classify: all before somebody handles it."""
    receive(s, channel, what)
    if s.maybe(0.93):
        acknowledge(s)
    classify(s)


def begin(s: Script, channel: str = "") -> None:
    """Bring the complaint from its receipt to the desk of a handler, open."""
    enter(s, channel)
    entered_by = s.bank.units["complaints" if s.channel in AUTHORITIES or s.channel == "letter" else "hotline"]
    if s.channel != "counter" and s.maybe(0.3):
        take(s, entered_by)
    else:
        assign(s)
    admit(s)
