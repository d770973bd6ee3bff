"""Telling people of deadlines: who it is, in which words, and what an escalation does to the case."""
