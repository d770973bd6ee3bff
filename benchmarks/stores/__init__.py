"""Commands on our store and on the ready ones of the event sourcing library."""
