"""Clocks of a case 时限: what is due when, worked out of what happened to the case, and the facts kept about it."""

from domain.clock.case_clock import CaseClock

__all__ = ["CaseClock"]
