"""What is said in the demo: texts of both languages, kept beside this file."""

from application.demo.texts.reading import NAMES, PHRASES, TOPICS, Phrases, Topic, Wording

__all__ = ["NAMES", "PHRASES", "TOPICS", "Phrases", "Topic", "Wording"]
