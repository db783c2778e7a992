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
from urllib3.exceptions import NameResolutionError, NewConnectionError

Opened = Callable[[socket.socket], None]
# Where hosts are reached by themselves, and what of it is not a host of its own or leads elsewhere:
# relays, groups, and tunnels of IPv6 that may end at an internal IPv4 address.
HOSTS = {4: ipaddress.ip_network("0.0.0.0/0"), 6: ipaddress.ip_network("2000::/3")}
NO_HOSTS = [
    ipaddress.ip_network(each)
    for each in (
        *("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4"),
        *("2001::/23", "2002::/16", "3fff::/20"),
    )
]


def is_public(address: str) -> bool:
    """It is a host's own address in the open Internet."""
    host = ipaddress.ip_address(address.partition("%")[0])
    is_host = host in HOSTS[host.version] and not any(host in each for each in NO_HOSTS)
    return is_host and host.is_global


class GuardedConnection(HTTPSConnection):
    """Asks for the addresses of a name once, connects to none of them unless all are public, and
    looks at whom it reached before a byte is sent: a name can't change in between."""

    opened: Opened | None = None

    def _new_conn(self):
        name = self._dns_host
        try:
            connected = self._first_connected(self._public_addresses())
        finally:
            self._dns_host = name  # by which the certificate is looked at
        if not is_public(connected.getpeername()[0]):
            connected.close()
            raise self._internal()
        if self.opened is not None:
            self.opened(connected)
        return connected

    def _first_connected(self, addresses: list[str]) -> socket.socket:
        failed = self._internal()
        for address in addresses:
            self._dns_host = address
            try:
                return super()._new_conn()
            except NewConnectionError as error:  # no way there by IPv6, say
                failed = error
        raise failed

    def _public_addresses(self) -> list[str]:
        try:
            infos = socket.getaddrinfo(self._dns_host, self.port, 0, socket.SOCK_STREAM)
        except socket.gaierror as unknown:
            raise NameResolutionError(self.host, self, unknown) from unknown
        except UnicodeError as no_name:  # longer than names are
            raise NewConnectionError(self, f"{self.host} is no name") from no_name
        addresses = [str(each[-1][0]) for each in infos]
        return addresses if all(is_public(address) for address in addresses) else []

    def _internal(self) -> NewConnectionError:
        return NewConnectionError(self, f"{self.host} is an internal address")


class GuardedPool(HTTPSConnectionPool):
    ConnectionCls = GuardedConnection

    def __init__(self, *args, opened: Opened | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.opened = opened

    def _new_conn(self):
        connection = super()._new_conn()
        connection.opened = self.opened
        return connection


class GuardedAdapter(HTTPAdapter):
    def __init__(self, opened: Opened | None = None):
        self.opened = opened
        super().__init__()

    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, **kwargs)
        pool = partial(GuardedPool, opened=self.opened)
        self.poolmanager.pool_classes_by_scheme = {"https": pool}


class FollowsNobody(Session):
    """A redirect is an answer like any other. Where one is only not allowed, requests still reads
    its body to the end, however long that is."""

    def get_redirect_target(self, resp) -> None:
        return None


def guarded_session(opened: Opened | None = None) -> Session:
    """A session for https only: no redirects, no proxies of the environment, public addresses.
    opened: is told of each connection."""
    session = FollowsNobody()
    session.trust_env = False
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
