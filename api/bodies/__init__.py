"""The bodies of requests, one file per step: what is accepted, its limits, and the value it makes."""
