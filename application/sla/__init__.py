"""Deadlines for people: cases that check the arithmetic, due dates that explain themselves."""
