"""What a complaint lives through beside its steps, use case by use case."""

from datetime import date

from tests.application.living import Step
from tests.domain.complaint.values import BY_POST, LETTER
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
]
