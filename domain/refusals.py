"""Refusals: what the domain says when a rule forbids a command."""

from collections.abc import Iterable


class Refusal(Exception):
    """A rule said no. `code` is stable and public; the message is for people and names no personal data."""

    code: str = "refused"

    def __init__(self, message: str, *, code: str | None = None, allowed: Iterable[str] = ()) -> None:
        """Keep the words, the code and, where known, the commands that would be allowed instead."""
        super().__init__(message)
        self.code = code or type(self).code
        self.allowed: tuple[str, ...] = tuple(allowed)


def refuse_first(*found: Refusal | None) -> None:
    """Raise the first refusal that was found; none found is consent.

    Raises:
        Refusal: The first of `found` that is not None.
    """
    for refusal in found:
        if refusal is not None:
            raise refusal
