"""Faults that are the operator's to mend."""


class OperatorError(Exception):
    """A fault that one sentence explains to whoever started the command.

    The command line prints the sentence and exits with 1; nobody gets a traceback.
    """
