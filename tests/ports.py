"""Ports of this machine, for servers that tests and benches start."""

import socket
from contextlib import suppress
from random import choice

PORTS = range(20_000, 32_000)  # below those that the system gives to lines going out


def steady_port() -> int:
    """One that is still free when what listened there comes back."""
    while True:
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", choice(PORTS)))
            return one.getsockname()[1]


def listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
