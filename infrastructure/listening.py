"""The socket that HTTP is served on."""

import errno
import socket

from infrastructure.operator_error import OperatorError
from infrastructure.settings import Settings

BACKLOG = 2048


def listen(settings: Settings) -> socket.socket:
    """Take the host and port of the settings, before anything else is started.

    Raises:
        OperatorError: The port is in use, not allowed, or the host is not this machine's.
    """
    try:
        return socket.create_server((settings.host, settings.port), backlog=BACKLOG)
    except OSError as error:
        raise OperatorError(_explanation(settings, error)) from None


def _explanation(settings: Settings, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {settings.port} of {settings.host} is in use; set REDRESS_PORT to a free one."
    if error.errno == errno.EACCES:
        return f"This user may not listen on port {settings.port}; set REDRESS_PORT to one from 1024 on."
    return f"HTTP cannot be served on {settings.host}, port {settings.port}: {error.strerror}."
