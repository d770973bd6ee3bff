"""The bank's settings for complaints, as a document with one row."""

from dataclasses import dataclass

from domain.documents import InvalidDocument


@dataclass(frozen=True, slots=True)
class CaseRules:
    """What the bank decides once for all complaints.

    `unreachable_after_days`: on how many different days the complainant was tried in vain before a complaint may be
    closed as unreachable. `extension_stages`: how many stages a deadline has, the first included; the superior unit
    grants the last one. `spot_class`: the class of what is solved on the spot where nobody says another.
    `recheck_window_days`: for how many days after the delivery of a result a re-check can be asked for; where no
    delivery was recorded, it counts as delivered `postal_days` after its dispatch. `response_window_days`: for how many
    days after that the customer may answer before their silence counts.
    """

    unreachable_after_days: int
    extension_stages: int
    spot_class: str
    recheck_window_days: int = 30
    postal_days: int = 7
    response_window_days: int = 15

    def __post_init__(self) -> None:
        """Refuse numbers that would close a complaint without trying, or that make no deadline."""
        if self.unreachable_after_days < 1:
            raise InvalidDocument("A complainant is tried on one day at least.")
        if self.extension_stages < 1:
            raise InvalidDocument("A deadline has one stage at least.")
        if self.recheck_window_days < 1 or self.postal_days < 0:
            raise InvalidDocument(
                "A re-check can be asked for on one day at least, and letters do not go back in time."
            )
        if self.response_window_days < 1:
            raise InvalidDocument("A customer may answer on one day at least.")
