"""Which tests run on which database."""

from tests.databases import ON_POSTGRESQL


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL run what asks a database; the rest has the same answer on both."""
    if not ON_POSTGRESQL:
        return
    asking = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def _asks_a_database(item):
    return "application" in item.fixturenames or item.get_closest_marker("database") is not None
