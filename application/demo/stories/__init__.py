"""The stories of the demo, each a kind of case."""

from application.demo.stories import (
    again,
    careful,
    contacts,
    conversions,
    first_contacts,
    ordinary,
    people,
    requests,
    special,
    turns,
    waiting,
)
from application.demo.stories.fourteen import FOURTEEN
from application.demo.stories.story import Story

__all__ = ["CONTACTS", "FOURTEEN", "REQUESTS", "STORIES", "Story"]

STORIES: tuple[Story, ...] = (
    *FOURTEEN,
    *ordinary.STORIES,
    *first_contacts.STORIES,
    *careful.STORIES,
    *people.STORIES,
    *conversions.STORIES,
    *turns.STORIES,
    *again.STORIES,
    *special.STORIES,
    *waiting.STORIES,
)
"""Of complaints."""
REQUESTS = requests.STORIES
CONTACTS = contacts.STORIES
