"""What is said in the demo: texts of both languages, kept beside this file."""

from application.demo.texts.reading import (
    NAMES,
    PHRASES,
    TOPICS,
    WISHES,
    Phrases,
    Topic,
    Wish,
    WishWording,
    Wording,
)

__all__ = ["NAMES", "PHRASES", "TOPICS", "WISHES", "Phrases", "Topic", "Wish", "WishWording", "Wording"]
