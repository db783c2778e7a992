"""Codes as the tests of signing in ask for them."""

from tests.people.conftest import ask_code, sent  # noqa: F401
