"""What a complaint lives through beside its steps, use case by use case."""

from datetime import date

from domain.complaint.party import NewParty
from domain.complaint.values import Vulnerability, Vulnerable
from tests.application.asking import CLERK
from tests.application.living import Step
from tests.domain.complaint.values import AGENT, BY_POST, LETTER
from tests.domain.fixed import ANN, BEN

BESIDE: list[Step] = [
    (ANN, "conversion_requested", lambda c, of, q: c.request_conversion(of, "inquiry", "inquiry", "Why.", command=q)),
    (BEN, "conversion_refused", lambda c, of, q: c.refuse_conversion(of, "No.", command=q)),
    (ANN, "new_facts_recorded", lambda c, of, q: c.record_new_facts(of, "New.", (LETTER.digest,), at=None, command=q)),
    (BEN, "new_facts_confirmed", lambda c, of, q: c.confirm_new_facts(of, "n1", command=q)),
    (ANN, "new_facts_recorded", lambda c, of, q: c.record_new_facts(of, "Again.", (), at=None, command=q)),
    (BEN, "new_facts_refused", lambda c, of, q: c.refuse_new_facts(of, "n2", "Known.", command=q)),
    (
        ANN,
        "referred_to_external",
        lambda c, of, q: c.refer_to_external(of, "mediation", "MED-7", "There.", at=None, command=q),
    ),
    (
        ANN,
        "external_outcome_recorded",
        lambda c, of, q: c.record_external_outcome(of, "x1", "settled", "Half.", at=None, command=q),
    ),
    (
        ANN,
        "authority_asked",
        lambda c, of, q: c.record_authority_question(of, "nfra", "N-1", "Why?", date(2026, 2, 1), at=None, command=q),
    ),
    (ANN, "authority_answered", lambda c, of, q: c.answer_authority(of, "a1", "So.", BY_POST, at=None, command=q)),
    (BEN, "hold_placed", lambda c, of, q: c.place_hold(of, "litigation", "Why.", command=q)),
    (BEN, "hold_released", lambda c, of, q: c.release_hold(of, "h1", "Over.", command=q)),
    (ANN, "marked_confidential", lambda c, of, q: c.mark_confidential(of, "staff", "Why.", command=q)),
    (BEN, "unmarked_confidential", lambda c, of, q: c.unmark_confidential(of, "So.", command=q)),
]

PEOPLE: list[Step] = [
    (ANN, "party_added", lambda c, of, q: c.add_party(of, NewParty(AGENT), command=q)),
    (
        ANN,
        "party_changed",
        lambda c, of, q: c.change_party(of, "p2", {"receives_letters": False}, "He moved.", command=q),
    ),
    (ANN, "party_removed", lambda c, of, q: c.remove_party(of, "p2", "A slip.", command=q)),
    (ANN, "major_declared", lambda c, of, q: c.declare_major(of, "media", "Two newspapers.", command=q)),
    (ANN, "emergency_plan_started", lambda c, of, q: c.start_emergency_plan(of, command=q)),
    (
        ANN,
        "emergency_step_completed",
        lambda c, of, q: c.complete_emergency_step(
            of, "lead", "She leads.", authority=None, authority_reference=None, at=None, command=q
        ),
    ),
    (BEN, "major_undeclared", lambda c, of, q: c.undeclare_major(of, "Another bank.", command=q)),
    (
        CLERK,
        "vulnerability_recorded",
        lambda c, of, q: c.record_vulnerability(of, Vulnerable(Vulnerability(("health",))), "p1", command=q),
    ),
]
"""Who is part of it, and how many."""
