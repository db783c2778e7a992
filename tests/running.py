"""How the suite runs: what comes first, what runs on which database, and what takes no time."""

import gc

from hypothesis import HealthCheck, settings

from tests.databases import ON_POSTGRESQL, database

# Thousands of requests in one process: looking for garbage as often as a server does takes a tenth.
gc.set_threshold(200_000, 20, 100)

# How long an example takes is said by the machine's other work, not by the program.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

LONG = ("tests/browser/test_every", "tests/states/", "tests/outbox/test_kept_everywhere")


def pytest_collection_modifyitems(config, items):
    """The long ones begin first, so that the processes end together. Tests that touch no database,
    or have the same answer on both, run once, on the first of the two."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    if ON_POSTGRESQL:
        config.hook.pytest_deselected(items=[item for item in items if not _touches(item)])
        items[:] = [item for item in items if _touches(item)]


def _touches(item) -> bool:
    if item.get_closest_marker("either_database"):
        return False
    makes_one = any(value is database for value in vars(item.module).values())
    return makes_one or "application" in item.fixturenames
