"""The chores' doings, and 다온, who runs the program."""

from tests.housekeeping.conftest import operator, worker  # noqa: F401
