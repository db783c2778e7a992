"""Which client asks, by the key it sent, and how often it may."""

from flask import current_app, g, request

from civic.open_data.models import Client
from civic.web.limits import address, limited

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

    def limits():
        client = client_asking()
        if most := client.read_limit if client else current_app.config["OPEN_DATA_LIMIT"]:
            yield most, _whose(client)

    return limited(limits)(view)


def limited_reports(view):
    """A route that takes reports of clients: as often as the client's key says."""

    def limits():
        client = client_asking()
        yield client.report_limit if client else "60 per hour", _whose(client)

    return limited(limits)(view)


def _whose(client: Client | None) -> str:
    return f"client {client.key_hash[:24]}" if client else f"from {address()}"
