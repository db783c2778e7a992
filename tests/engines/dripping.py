"""A server that takes every connection and sends a letter now and then, for half a minute: no
single reading from it runs into a timeout, and none comes to an end."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

EVERY_S, LASTS_S = 0.2, 30


@contextmanager
def dripping() -> Iterator[str]:
    """Its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        ends = threading.Event()

        def answer(connected: socket.socket) -> None:
            until = time.monotonic() + LASTS_S
            with connected, suppress(OSError):
                connected.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while time.monotonic() < until and not ends.wait(EVERY_S):
                    connected.sendall(b"x")

        def accept() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=answer, args=listening.accept()[:1]).start()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            ends.set()
            listening.shutdown(socket.SHUT_RDWR)
