"""Addresses of this site: those it sends out, and those that come in and ask to be led to."""

import re
from urllib.parse import urlsplit

from flask import current_app, has_request_context, request
from werkzeug.routing import Rule

from civic.settings.config import DEFAULTS

# Browsers drop tabs and line ends inside an address and read a backslash as a slash.
UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff]")
LONGEST = 2000


class LateRule(Rule):
    """A route that learns to write its addresses when the first is asked for. Each start would
    write and compile the two functions for all of them, a fifth of its time; a process needs few.
    """

    def _compile_builder(self, append_unknown=True):
        name = "_build_unknown" if append_unknown else "_build"

        def build(rule, /, **values):  # ?rule= may be asked for as well
            compiled = super()._compile_builder(append_unknown).__get__(rule)
            setattr(rule, name, compiled)
            return compiled(**values)

        return build


def init_app(app) -> None:
    app.url_rule_class = LateRule


def own_path(address: str | None) -> str:
    """The path of an address on this site, query and fragment with it; else the front page, "/".

    The one check of every address that a request names and an answer leads to.
    """
    asked = (address or "").removeprefix(request.host_url.rstrip("/")).removesuffix("?")
    return asked if _is_path(asked) else "/"


def _is_path(address):
    if len(address) > LONGEST or UNSAFE.search(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    is_elsewhere = parts.scheme or parts.netloc or address.startswith("//")
    return parts.path.startswith("/") and not is_elsewhere


def public_address(endpoint: str, *, anchor: str = "", **values) -> str:
    """Like url_for(_external=True), but always under PUBLIC_URL, also outside a request."""
    return _build(endpoint, values, anchor, whole=True)


def answered_address(endpoint: str, *, anchor: str = "", **values) -> str:
    """The same for an answer to whoever asks: under the name they asked by while no PUBLIC_URL is
    set. Never for what goes to others, as anybody may ask by any name."""
    is_set = current_app.config["PUBLIC_URL"] != DEFAULTS["PUBLIC_URL"]
    if is_set or not has_request_context():
        return public_address(endpoint, anchor=anchor, **values)
    return request.host_url.rstrip("/") + path_of(endpoint, anchor=anchor, **values)


def path_of(endpoint: str, *, anchor: str = "", **values) -> str:
    """The same without scheme and host: right under whatever name a browser knows us."""
    return _build(endpoint, values, anchor, whole=False)


def _build(endpoint, values, anchor, whole):
    base = urlsplit(current_app.config["PUBLIC_URL"])
    adapter = current_app.url_map.bind(base.netloc, base.path or "/", url_scheme=base.scheme)
    address = adapter.build(endpoint, values, force_external=whole)
    return f"{address}#{anchor}" if anchor else address


def asked_values() -> dict[str, str]:
    """What stands behind the ? of this request, for url_for: but the names that are of the way
    itself, and those that tell url_for what to make (_scheme, _external, endpoint)."""
    of_way = request.url_rule.arguments if request.url_rule else set()
    asked = request.args.to_dict()
    return {
        name: value
        for name, value in asked.items()
        if name not in of_way | {"endpoint", "round_number"} and not name.startswith("_")
    }
