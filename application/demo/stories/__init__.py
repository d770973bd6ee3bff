"""The stories of the demo, each a kind of case."""

from application.demo.stories import again, ordinary, special, turns, waiting
from application.demo.stories.story import Story

__all__ = ["STORIES", "Story"]

STORIES: tuple[Story, ...] = (
    *ordinary.STORIES,
    *turns.STORIES,
    *again.STORIES,
    *special.STORIES,
    *waiting.STORIES,
)
