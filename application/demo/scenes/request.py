"""How a service request is handled."""

from application.demo.scenes.intake import ONLINE
from application.demo.script import Script
from application.demo.texts import WISHES, Wish, WishWording
from application.demo.working_hours import AWAKE, HOTLINE
from domain.request.submitting import RequestIntake
from domain.request.values import RequestFacts, RequestWords

CHANNELS = ("phone", "phone", "counter", "mobile_bank", "internet_bank", "email")
QUICK = "simple"


def theirs(s: Script, wish: Wish) -> WishWording:
    """Return what the customer says."""
    return wish.zh if s.brief.person.language == "zh" else wish.en


def wish(s: Script, *names: str) -> Wish:
    """Think of something to ask for, of these or any."""
    return s.one_of([one for one in WISHES if not names or one.name in names])


def submit(s: Script, what: Wish, channel: str = "") -> None:
    """Ask for it; the unit that knows gets it."""
    channel = channel or s.one_of(CHANNELS)
    s.hand_to(s.bank.units[what.team])
    s.minutes(0, 1, AWAKE if channel in ONLINE else HOTLINE)
    by = s.bank.gate if channel in ONLINE else s.one_of(s.bank.units["hotline"].handlers)
    facts = RequestFacts(
        received_at=s.earlier(1, 9),
        channel=channel,
        source="customer",
        language=s.brief.person.language,
        branch=s.brief.branch[0],
        product=s.brief.topic.product[0],
        legal_entity=s.bank.entity,
        brand=s.bank.brand,
    )
    said = theirs(s, what)
    person = s.brief.person
    s.ask(
        "submit",
        by,
        intake=RequestIntake(
            facts,
            RequestWords(s.told(said.narrative), s.told(said.subject)),
            what.request_type,
            s.unit.unit_id,
            requester_id=person.person_id,
            requester=person.contact,
        ),
    )
    s.lies_in = s.unit


def triage(s: Script, complexity: str = "normal") -> None:
    """Say how urgent and how complex it is."""
    s.minutes(3, 40)
    s.ask("triage", priority=s.one_of(("normal", "normal", "high")), complexity=complexity)


def take(s: Script) -> None:
    """Take it from the queue and begin."""
    s.minutes(5, 90)
    s.ask("take")
    s.minutes(1, 20)
    s.ask("start")


def feed_back(s: Script) -> None:
    """Tell the customer for the first time how it stands."""
    s.minutes(5, 90)
    s.ask("give_first_feedback", text=s.told(s.heard.story["feedback"]), dispatch=s.dispatch(), at=None)


def gather(s: Script, what: Wish) -> None:
    """Receive every document that it needs; the bank holds the identity document already."""
    for document in what.documents:
        s.minutes(10, 400)
        held = document == "identity_document"
        s.ask("receive_document", document=document, already_held=held, at=None)


def fulfil(s: Script, what: Wish) -> None:
    """Give what was asked for."""
    s.minutes(20, 500)
    s.ask("fulfil", result=s.told(theirs(s, what).result), dispatch=s.dispatch(), at=None)


def confirm(s: Script) -> None:
    """Hear that this is it."""
    s.minutes(30, 1000, AWAKE)
    s.ask("confirm", statement=s.told(s.one_of(s.heard.thanks)), at=None)


def close(s: Script) -> None:
    """Close it."""
    s.days(0.1, 1)
    s.ask("close")


def begin(s: Script, *names: str) -> Wish:
    """Bring a request to the desk of a handler."""
    what = wish(s, *names)
    submit(s, what)
    triage(s)
    take(s)
    return what
