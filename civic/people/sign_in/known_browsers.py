"""Browsers that came in with an address before: strangers can't use up the codes they may ask for.

A cookie keeps keyed hashes, which tell nobody the address; it outlives signing out.
"""

from flask import current_app, request

from civic.people.blueprint import COOKIE_DAYS, secret
from civic.people.sign_in.codes import keyed_hash

COOKIE = "came_in"
MOST_ADDRESSES = 5


def came_in_before(address: str) -> bool:
    """True in a browser that proved this address once."""
    return _mark(address) in _marks()


def remember_address(response, address: str):
    """Keep in the browser that it proved this address."""
    mark = _mark(address)
    marks = [mark, *(known for known in _marks() if known != mark)][:MOST_ADDRESSES]
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    options = {"httponly": True, "samesite": "Lax", "secure": secure}
    response.set_cookie(COOKIE, ".".join(marks), max_age=COOKIE_DAYS * 86_400, **options)
    return response


def _marks() -> list[str]:
    return request.cookies.get(COOKIE, "").split(".")


def _mark(address: str) -> str:
    return keyed_hash(secret(), "came-in", address)
