"""The keys that codes, marks and cookies are made with."""

from flask import current_app


def secret() -> str:
    return current_app.config["SECRET_KEY"]


def earlier_secrets() -> tuple[str, ...]:
    """Keys of before, newest first: what was made with them is still good."""
    return tuple(current_app.config["EARLIER_KEYS"].split())


def secrets() -> tuple[str, ...]:
    """Every key that is still good, the newest first."""
    return secret(), *earlier_secrets()


def lasting_secret() -> str:
    """The oldest of them: for what has to stay as it was while a new key comes in."""
    return secrets()[-1]


def identity_secret() -> str:
    return current_app.config["IDENTITY_SECRET"] or secret()
