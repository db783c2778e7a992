"""Rate limits by address, from settings."""

from flask import current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address)


def init_app(app) -> None:
    limiter.init_app(app)


def by_setting(name: str):
    """A limit whose text is the setting CIVIC_<name>; an empty setting turns it off."""
    return limiter.limit(
        lambda: current_app.config[name], exempt_when=lambda: not current_app.config[name]
    )
