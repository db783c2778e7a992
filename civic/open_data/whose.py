"""Which client asks, by the key it sent, and how often it may."""

from flask import current_app, g, request
from flask_limiter.util import get_remote_address

from civic.open_data.models import Client
from civic.web.limits import limiter

HEADER = "X-Api-Key"


def key_sent() -> str:
    """The key in the header, else as the parameter api_key that Open311 names."""
    return request.headers.get(HEADER) or request.values.get("api_key", "")


def client_asking() -> Client | None:
    """The client of the key that came with this request; looked up once."""
    if "open_client" not in g:
        key = key_sent()
        g.open_client = Client.with_key(key) if key else None
    return g.open_client


def limited_reading(view):
    """A route that anybody reads: as often as the client's key says, else OPEN_DATA_LIMIT by the
    address it comes from. An empty setting and no key: no limit."""
    return limiter.limit(_read_limit, key_func=_whose, exempt_when=lambda: not _read_limit())(view)


def limited_reports(view):
    """A route that takes reports of clients: as often as the client's key says."""
    return limiter.limit(_report_limit, key_func=_whose)(view)


def _read_limit() -> str:
    client = client_asking()
    return client.read_limit if client else current_app.config["OPEN_DATA_LIMIT"]


def _report_limit() -> str:
    client = client_asking()
    return client.report_limit if client else "60 per hour"


def _whose() -> str:
    client = client_asking()
    return f"client {client.key_hash[:24]}" if client else f"from {get_remote_address()}"
