"""Notices 通知: who is told of a deadline, by which way, and when."""
