"""An HTTP session that reaches only public addresses, whatever a name resolves to."""

import ipaddress
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Timer

from requests import Session
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

Opened = Callable[[socket.socket], None]


class GuardedConnection(HTTPSConnection):
    """Looks at whom it reached before a byte is sent: a name can't change in between."""

    opened: Opened | None = None

    def _new_conn(self):
        connected = super()._new_conn()
        reached = ipaddress.ip_address(connected.getpeername()[0].partition("%")[0])
        if not (getattr(reached, "ipv4_mapped", None) or reached).is_global:
            connected.close()
            raise NewConnectionError(self, f"{self.host} is an internal address")
        if self.opened is not None:
            self.opened(connected)
        return connected


class GuardedPool(HTTPSConnectionPool):
    ConnectionCls = GuardedConnection

    def __init__(self, *args, opened: Opened | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.opened = opened

    def _new_conn(self):
        made = super()._new_conn()
        made.opened = self.opened
        return made


class GuardedAdapter(HTTPAdapter):
    def __init__(self, opened: Opened | None = None):
        self.opened = opened
        super().__init__()

    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, **kwargs)
        pool = partial(GuardedPool, opened=self.opened)
        self.poolmanager.pool_classes_by_scheme = {"https": pool}


def guarded_session(opened: Opened | None = None) -> Session:
    """A session for https only: no redirects, no proxies of the environment, public addresses.
    opened: is told of each connection."""
    session = Session()
    session.trust_env = False
    session.max_redirects = 0
    session.adapters.clear()
    session.mount("https://", GuardedAdapter(opened))
    return session


class HangsUp:
    """Ends connections after so many seconds. A timeout is of each reading: whoever sends a letter
    now and then never runs into one, and would hold this thread for days."""

    def __init__(self, after_s: float):
        self.timer, self.held = Timer(after_s, self._hang_up), list[socket.socket]()
        self.timer.daemon = True

    def __enter__(self) -> "HangsUp":
        self.timer.start()
        return self

    def __exit__(self, *_error) -> None:
        self.timer.cancel()
        for connected in self.held:
            connected.close()

    def watch(self, connected: socket.socket) -> None:
        """By a number of its own: with TLS the connection's socket becomes another one."""
        self.held.append(connected.dup())

    def _hang_up(self) -> None:
        for connected in self.held:
            with suppress(OSError):  # the other side was faster
                connected.shutdown(socket.SHUT_RDWR)
