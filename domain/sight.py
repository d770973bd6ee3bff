"""What somebody may see of the bank's cases, as one value that lists and single cases are held against."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sight:
    """What a user sees. `recused_from`: the employees whose cases do not exist for them 回避."""

    user_id: str
    recused_from: frozenset[str]
