"""Limits of how often: by account or by the address asked for, and far more loosely by where a
request comes from, for a village hall or a telephone company is one address of many people.
"""

import hmac
import time
from collections.abc import Callable, Iterator
from functools import cache, wraps
from math import ceil

from flask import current_app, g, request
from flask_login import current_user
from limits import RateLimitItem, RateLimitItemPerHour, parse_many
from limits.errors import ConfigurationError
from werkzeug.exceptions import TooManyRequests

from civic.engines.limit_store import Counters, Limit, store_of

SHORTEST_WAIT_S = 1
STORE = "limits"  # key of app.extensions
# Limits of a request, one by one: "60 per minute", and whose counter it is.
Limits = Callable[[], Iterator[tuple[str, str]]]


def init_app(app) -> None:
    """Raises: ValueError for a limit that can't be read, or a place that counters can't live in."""
    for name, most in app.config.items():
        if name.endswith("_LIMIT") and most:
            _require_limit(name, most)
    try:
        store = store_of(app.config["LIMIT_STORAGE"], app.config["DATABASE_URL"])
    except ConfigurationError as wrong:
        known = "database, memory:// or redis://…"
        raise ValueError(f"CIVIC_LIMIT_STORAGE is {known}: {wrong}") from wrong
    app.extensions[STORE] = Counters(store)


def _require_limit(name: str, most: str) -> None:
    try:
        _items(most)
    except ValueError as wrong:
        raise ValueError(f'CIVIC_{name} is like "60 per minute", not {most!r}.') from wrong


def address() -> str:
    """The address a request comes from."""
    return request.remote_addr or "127.0.0.1"


def whence() -> str:
    """The same, as it is counted."""
    return _keyed("from", address())


def account() -> str:
    """Who is signed in; "" for nobody."""
    return f"account {current_user.id}" if current_user.is_authenticated else ""


_identity: list[Callable[[], str]] = []


def names_identity(find: Callable[[], str]) -> Callable[[], str]:
    """Decorates what gives the proven identity of who is signed in, "" for none: accounts that one
    person has in turn are counted together."""
    _identity.append(find)
    return find


def identity() -> str:
    """Asked of the database once a request."""
    if "identity" not in g:
        g.identity = next((one for one in (find() for find in _identity) if one), "")
    return g.identity


def limited(limits: Limits):
    """Decorates a view: each of its requests is counted, and refused once there were too many.

    Raises: TooManyRequests, which knows in how many seconds one may come again.
    """

    def decorate(view):
        @wraps(view)
        def counted(*args, **kwargs):
            here = request.endpoint or ""
            each = [Limit(item, (whose, here)) for most, whose in limits() for item in _items(most)]
            _require_room(each)
            return view(*args, **kwargs)

        return counted

    return decorate


def by_setting(name: str, of: Callable[[], str] = account):
    """A limit whose text is the setting CIVIC_<name>, for each whom `of` names, and for each proven
    identity; "" is nobody. From one address IP_FACTOR times as much, whoever it is. An empty
    setting turns all off."""

    def limits():
        most = current_app.config[name]
        if not most:
            return
        yield _times(most, current_app.config["IP_FACTOR"]), whence()
        for find in (identity, of) if of is account else (of,):
            if who := find():
                yield most, _keyed("of", who)

    return limited(limits)


def by_address_alone(name: str):
    """The setting counts for an address a request comes from, as it stands: for pages where a
    stranger might try out secrets."""

    def limits():
        if most := current_app.config[name]:
            yield most, whence()

    return limited(limits)


def is_within(name: str, of: str = "") -> bool:
    """Count one more act against the setting CIVIC_<name>, and say if it may be: of whom `of`
    names, if anybody, and IP_FACTOR times as many from one address."""
    most = current_app.config[name]
    if not most:
        return True
    everybodys = _times(most, current_app.config["IP_FACTOR"])
    limits = [(most, _keyed("of", of))] if of else []
    limits.append((everybodys, whence()))
    each = [Limit(item, (name, whose)) for text, whose in limits for item in _items(text)]
    return _counters().first_full(each) is None


def has_room(what: str, most_kb: int, size: int) -> bool:
    """Count bytes against what one address may leave here in an hour, and say if they may stay."""
    item = RateLimitItemPerHour(most_kb)
    return _counters().hit(item, what, whence(), cost=ceil(size / 1000))


def _require_room(limits: list[Limit]) -> None:
    full = _counters().first_full(limits)
    if full is not None:
        seconds = int(_counters().ends_at(full.item, *full.of) - time.time()) + 1
        raise TooManyRequests(retry_after=max(SHORTEST_WAIT_S, seconds))


def _counters() -> Counters:
    return current_app.extensions[STORE]


@cache
def _items(most: str) -> list[RateLimitItem]:
    """Raises: ValueError."""
    return parse_many(most)


@cache
def _times(most: str, factor: int) -> str:
    """The same text for so many times as much."""
    return "; ".join(
        f"{item.amount * factor} per {item.multiples} {item.GRANULARITY.name}"
        for item in _items(most)
    )


def _keyed(kind: str, text: str) -> str:
    """What is stored of it: nobody who reads the counters knows who it was."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.digest(key, f"limit\x1f{kind}\x1f{text}".encode(), "sha256").hex()[:32]
