"""An HTTP session that reaches only public addresses, whatever a name resolves to."""

import ipaddress

from requests import Session
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError


class GuardedConnection(HTTPSConnection):
    """Looks at whom it reached before a byte is sent: a name can't change in between."""

    def _new_conn(self):
        connected = super()._new_conn()
        reached = ipaddress.ip_address(connected.getpeername()[0].partition("%")[0])
        if not (getattr(reached, "ipv4_mapped", None) or reached).is_global:
            connected.close()
            raise NewConnectionError(self, f"{self.host} is an internal address")
        return connected


class GuardedPool(HTTPSConnectionPool):
    ConnectionCls = GuardedConnection


class GuardedAdapter(HTTPAdapter):
    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"https": GuardedPool}


def guarded_session() -> Session:
    """A session for https only: no redirects, no proxies of the environment, public addresses."""
    session = Session()
    session.trust_env = False
    session.max_redirects = 0
    session.adapters.clear()
    session.mount("https://", GuardedAdapter())
    return session
