"""Limits of how often: by account or by the address asked for, and far more loosely by where a
request comes from, for a village hall or a telephone company is one address of many people.
"""

import hmac
import time
from collections.abc import Callable
from math import ceil

from flask import current_app, g
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from limits import RateLimitItem, RateLimitItemPerHour, parse
from limits.errors import ConfigurationError
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from civic.engines import limit_store

SHORTEST_WAIT_S = 1


def whence() -> str:
    """The address a request comes from."""
    return _keyed("from", get_remote_address())


limiter = Limiter(whence)
# Of this process alone, while the store of the others is away.
_own = FixedWindowRateLimiter(MemoryStorage())


def init_app(app) -> None:
    """Raises: ValueError for a place that counters can't live in."""
    where, options = limit_store.storage_of(app.config["LIMIT_STORAGE"], app.config["DATABASE_URL"])
    app.config["RATELIMIT_STORAGE_URI"] = where
    app.config["RATELIMIT_STORAGE_OPTIONS"] = options
    # Signing in must not fail with the counters: each process then counts for itself.
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = not where.startswith("memory")
    try:
        limiter.init_app(app)
    except ConfigurationError as wrong:
        known = "database, memory:// or redis://…"
        raise ValueError(f"CIVIC_LIMIT_STORAGE is {known}: {wrong}") from wrong
    # Before each request it looks for limits of the whole site; there are those of routes alone.
    before, of_site = app.before_request_funcs[None], limiter._check_request_limit
    app.before_request_funcs[None] = [each for each in before if each != of_site]


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


def by_setting(name: str, of: Callable[[], str] = account):
    """A limit whose text is the setting CIVIC_<name>, for each whom `of` names, and for each proven
    identity; "" is nobody. From one address IP_FACTOR times as much, whoever it is. An empty
    setting turns all off."""
    mine = _each(name, of)
    persons = _each(name, identity) if of is account else lambda view: view
    everybodys = limiter.limit(
        lambda: _times(_readable(name), current_app.config["IP_FACTOR"]),
        exempt_when=lambda: not current_app.config[name],
    )
    return lambda view: mine(persons(everybodys(view)))


def _each(name: str, of: Callable[[], str]):
    return limiter.limit(
        lambda: _readable(name),
        key_func=lambda: _keyed("of", of()),
        exempt_when=lambda: not current_app.config[name] or not of(),
    )


def by_address_alone(name: str):
    """The setting counts for an address a request comes from, as it stands: for pages where a
    stranger might try out secrets."""
    return limiter.limit(lambda: _readable(name), exempt_when=lambda: not current_app.config[name])


def _readable(name: str) -> str:
    """A setting's text. Flask-Limiter reads it before it asks who is exempt, and writes an error
    for an empty one at each request; then nobody is counted, whatever it says."""
    return current_app.config[name] or "1 per second"


def is_within(name: str, of: str = "") -> bool:
    """Count one more act against the setting CIVIC_<name>, and say if it may: of whom `of` names,
    if anybody, and IP_FACTOR times as many from one address."""
    most = current_app.config[name]
    if not most:
        return True
    if of and not _hit(parse(most), name, _keyed("of", of)):
        return False
    return _hit(parse(_times(most, current_app.config["IP_FACTOR"])), name, whence())


def has_room(what: str, most_kb: int, size: int) -> bool:
    """Count bytes against what one address may leave here in an hour, and say if they may stay."""
    return _hit(RateLimitItemPerHour(most_kb), what, whence(), ceil(size / 1000))


def _hit(item: RateLimitItem, name: str, key: str, cost: int = 1) -> bool:
    try:
        return limiter.limiter.hit(item, name, key, cost=cost)
    except limiter.storage.base_exceptions:
        return _own.hit(item, name, key, cost=cost)


def retry_after_s() -> int:
    """In how many seconds whoever was refused may come again."""
    refused = limiter.current_limit
    return max(SHORTEST_WAIT_S, int(refused.reset_at - time.time())) if refused else 60


def _times(most: str, factor: int) -> str:
    item: RateLimitItem = parse(most)
    return f"{item.amount * factor} per {item.multiples} {item.GRANULARITY.name}"


def _keyed(kind: str, text: str) -> str:
    """What is stored of it: nobody who reads the counters knows who it was."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.digest(key, f"limit\x1f{kind}\x1f{text}".encode(), "sha256").hex()[:32]
