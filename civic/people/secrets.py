"""The keys that codes, marks and cookies are made with."""

from flask import current_app


def secret() -> str:
    return current_app.config["SECRET_KEY"]


def identity_secret() -> str:
    return current_app.config["IDENTITY_SECRET"] or secret()
