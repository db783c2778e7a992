"""Rate limits by address, from settings."""

from flask import current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse
from limits.errors import ConfigurationError

limiter = Limiter(get_remote_address)


def init_app(app) -> None:
    """Raises: ValueError for a place that counters can't live in."""
    try:
        limiter.init_app(app)
    except ConfigurationError as wrong:
        raise ValueError(f"CIVIC_LIMIT_STORAGE is memory:// or redis://…: {wrong}") from wrong


def by_setting(name: str):
    """A limit whose text is the setting CIVIC_<name>; an empty setting turns it off."""
    return limiter.limit(
        lambda: current_app.config[name], exempt_when=lambda: not current_app.config[name]
    )


def is_within(name: str) -> bool:
    """Count one more act of this address against the setting CIVIC_<name>, and say if it may."""
    most = current_app.config[name]
    return not most or limiter.limiter.hit(parse(most), name, get_remote_address())
