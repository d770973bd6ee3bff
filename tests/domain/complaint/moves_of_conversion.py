"""Moves about a complaint that is rather a service request."""

from tests.domain.complaint.drawing import Drawing, Move
from tests.domain.complaint.happenings_of_conversion import REQUEST, REQUEST_REFERENCE
from tests.domain.complaint.values import BY_POST
from tests.domain.fixed import CODES, REQUEST_TYPES


class Conversions(Drawing):
    """The commands of conversion."""

    def request_conversion(self) -> Move:
        of_type = self.pick("inquiry", "inquiry", "moon_trip")
        reason, unknown = self.code("inquiry")
        words = self.pick("She asks.", "She wonders.")
        wrong = None if of_type == "inquiry" else "unknown_request_type"

        def effect() -> list[str]:
            same = self.model.conversion.asked == (self.by.user_id, words)
            self.model.conversion.asked = (self.by.user_id, words)
            return [] if same else ["ConversionRequested"]

        return Move(
            lambda c: c.request_conversion(of_type, reason, words, types=REQUEST_TYPES, codes=CODES, **self.asked),
            wrong or unknown,
            effect,
        )

    def convert_to_service_request(self) -> Move:
        at, flaw = self.at()

        def convert(complaint: object) -> None:
            told = {"at": at, "case_id": REQUEST, "reference": REQUEST_REFERENCE, **self.asked}
            assert complaint.convert_to_service_request(BY_POST, **told) == "inquiry"  # type: ignore[attr-defined]

        def effect() -> list[str]:
            self.model.state = "converted"
            self.model.stop_waiting()
            return ["ConvertedToServiceRequest"]

        return Move(convert, flaw, effect)

    def refuse_conversion(self) -> Move:
        def effect() -> list[str]:
            self.model.conversion.asked = None
            return ["ConversionRefused"]

        return Move(lambda c: c.refuse_conversion("No.", **self.asked), None, effect)
