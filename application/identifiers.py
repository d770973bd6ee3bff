"""Identifiers of users and units."""


def identifier(text: str) -> str:
    """Return an identifier as it is kept: without blanks around it, in small letters.

    Rules compare identifiers letter by letter, so that no other spelling may pass for another user.

    Raises:
        ValueError: Nothing is left, or there are blanks or control characters inside.
    """
    kept = text.strip().lower()
    if not kept or " " in kept or not kept.isprintable():
        raise ValueError("must be one word, without blanks or control characters inside")
    return kept
