"""The arithmetic of deadlines: calendars, units, pauses, stages, ledgers. Pure: no I/O, no clock.

A deadline is a function of the events, the policy version, the calendar version and the time-zone data; nothing here is
counted up and stored. Inside, an instant is a whole number of seconds since 1970-01-01 UTC; outside it is an aware
`datetime`.
"""
