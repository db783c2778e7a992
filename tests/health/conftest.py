"""The chores' doings."""

from tests.housekeeping.conftest import worker  # noqa: F401
