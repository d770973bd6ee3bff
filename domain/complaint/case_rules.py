"""The bank's settings for complaints, as a document with one row."""

from dataclasses import dataclass

from domain.documents import InvalidDocument


@dataclass(frozen=True, slots=True)
class CaseRules:
    """What the bank decides once for all complaints.

    `unreachable_after_days`: on how many different days the complainant was tried in vain before a complaint may be
    closed as unreachable. `extension_stages`: how many stages a deadline has, the first included; the superior unit
    grants the last one. `spot_class`: the class of what is solved on the spot where nobody says another.
    """

    unreachable_after_days: int
    extension_stages: int
    spot_class: str

    def __post_init__(self) -> None:
        """Refuse numbers that would close a complaint without trying, or that make no deadline."""
        if self.unreachable_after_days < 1:
            raise InvalidDocument("A complainant is tried on one day at least.")
        if self.extension_stages < 1:
            raise InvalidDocument("A deadline has one stage at least.")
