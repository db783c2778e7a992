"""Addresses for mail, push and feeds, where no request says under which name we are."""

from urllib.parse import urlsplit

from flask import current_app


def public_address(endpoint: str, *, anchor: str = "", **values) -> str:
    """Like url_for(_external=True), but always under PUBLIC_URL, also outside a request."""
    return _build(endpoint, values, anchor, whole=True)


def path_of(endpoint: str, *, anchor: str = "", **values) -> str:
    """The same without scheme and host: right under whatever name a browser knows us."""
    return _build(endpoint, values, anchor, whole=False)


def _build(endpoint, values, anchor, whole):
    base = urlsplit(current_app.config["PUBLIC_URL"])
    adapter = current_app.url_map.bind(base.netloc, base.path or "/", url_scheme=base.scheme)
    address = adapter.build(endpoint, values, force_external=whole)
    return f"{address}#{anchor}" if anchor else address
