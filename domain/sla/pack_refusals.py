"""Why a policy pack is refused."""

from domain.refusals import Refusal


class PackRefusal(Refusal):
    """A pack that is incomplete or contradicts itself; `at` says where, as `milestones[0].stages[1].limit`."""

    code = "pack_refused"

    def __init__(self, message: str, *, at: str = "") -> None:
        """Keep the place beside the words."""
        super().__init__(message)
        self.at = at


class PackIncomplete(PackRefusal):
    """Something is missing without which nothing can be computed."""

    code = "pack_incomplete"


class PackContradiction(PackRefusal):
    """Two options of a milestone exclude each other."""

    code = "pack_contradiction"


class PackRange(PackRefusal):
    """The effective range ends before it begins."""

    code = "pack_range"


class DuplicateName(PackRefusal):
    """Two milestones, variants, lanes or pauses have the same name."""

    code = "pack_duplicate_name"


class StageShorter(PackRefusal):
    """A stage ends before the one before it."""

    code = "pack_stage_shorter"


class LaneInRegulatoryPack(PackRefusal):
    """A regime makes no difference between customers: only a promise of the bank may be faster for some."""

    code = "pack_lane_in_regulatory"


class LaneLonger(PackRefusal):
    """A lane has more stages than its milestone, or a longer one: a tier delays nobody."""

    code = "pack_lane_longer"


class UnknownEvent(PackRefusal):
    """A condition names an event that there is not."""

    code = "pack_unknown_event"


class UnknownReason(PackRefusal):
    """A pause or an extension names a reason that its list does not have."""

    code = "pack_unknown_reason"


class UnknownCalendar(PackRefusal):
    """The pack names a calendar that there is not."""

    code = "pack_unknown_calendar"


class UnknownWord(PackRefusal):
    """A word that the engine has no meaning for: a requirement, a recipient, a way of dispatch."""

    code = "pack_unknown_word"


class InvalidWarning(PackRefusal):
    """A warning or an escalation step that comes at no instant."""

    code = "pack_invalid_warning"


class PackInForce(PackRefusal):
    """A version that was published is never edited: what changes is a new version."""

    code = "pack_in_force"


class CalendarInForce(PackRefusal):
    """The same for a calendar."""

    code = "calendar_in_force"


class UnknownMilestone(Refusal):
    """The pack has no such milestone, stage, variant or lane."""

    code = "sla_unknown_milestone"


class UnknownSubdivision(Refusal):
    """The pack has no calendar for this part of the world."""

    code = "sla_unknown_subdivision"


class NoPause(Refusal):
    """Nothing pauses this milestone: the regime names no reason."""

    code = "sla_no_pause"


class NoNumberSet(Refusal):
    """The regime says "promptly", and the bank has set no number yet."""

    code = "sla_no_number_set"
