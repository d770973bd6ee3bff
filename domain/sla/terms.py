"""The terms of a milestone: how its limits are counted."""

from dataclasses import dataclass
from enum import StrEnum

from domain.sla.units import Unit


class EndOfDay(StrEnum):
    """At which time of the last date a count of dates ends."""

    SAME_TIME = "same_time"
    """At the wall time of the start."""
    END_OF_DAY = "23:59:59"
    CLOSE_OF_BUSINESS = "close_of_business"
    """When the last opening of the date closes; on a date without one, at 23:59:59."""


class RollForward(StrEnum):
    """What becomes of a last date on which nothing is open."""

    NONE = "none"
    NEXT_BUSINESS_DAY = "next_business_day"
    CIVIL_CODE_203 = "civil_code_203"
    """To the next working day, make-up days included. Source: 民法典 art. 203."""


class ReceiptOnClosedDay(StrEnum):
    """Which date is day 0 of a receipt on a date that is not counted."""

    AS_IS = "as_is"
    NEXT_WORKING_DAY = "next_working_day"


class ReceiptOutOfHours(StrEnum):
    """Which date is day 0 of a receipt after the close of business."""

    AS_IS = "as_is"
    NEXT_BUSINESS_DAY = "next_business_day"


@dataclass(frozen=True, slots=True)
class Terms:
    """How limits are counted. The two about a receipt concern business and working days only.

    Without `inclusive_end` the limit itself is too late: the date before it is the last one.
    """

    count_first_day: bool = False
    inclusive_end: bool = True
    end_of_day: EndOfDay = EndOfDay.SAME_TIME
    roll_forward: RollForward = RollForward.NONE
    receipt_on_closed_day: ReceiptOnClosedDay = ReceiptOnClosedDay.AS_IS
    receipt_out_of_hours: ReceiptOutOfHours = ReceiptOutOfHours.AS_IS


@dataclass(frozen=True, slots=True)
class Limit:
    """So many units; of several, as for billing cycles with a limit of days, the one that ends first counts."""

    amount: int
    unit: Unit
    at_most: "Limit | None" = None
