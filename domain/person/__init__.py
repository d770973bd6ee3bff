"""The person: whoever has data here, in whatever role."""

from domain.person.person import Person

__all__ = ["Person"]
