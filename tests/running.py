"""How the suite runs: what comes first, what runs on which database, and what takes no time."""

import gc
import os
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from jinja2 import FileSystemBytecodeCache

from civic.db import reading
from tests import coverage, statements
from tests.apps import compiled
from tests.databases import ON_POSTGRESQL, database
from tests.paths import kept

# How long an example takes is said by the machine's other work, not by the program; and each run
# takes the same examples; --hypothesis-profile=default looks for others.
settings.register_profile(
    "suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")

# What takes longest is begun first (seconds of a quiet machine, 81 to 10): see --durations.
LONG = (
    *("tests/browser/test_every", "tests/deploy/test_set_ups", "tests/browser/office/test_stop"),
    *("tests/outbox/test_kept_everywhere", "tests/demo/test_city", "tests/browser/test_large_text"),
    *("tests/plans/snapshots/test_memory", "tests/outbox/kept/test_every_route"),
    *("tests/browser/engines/", "tests/browser/test_nothing_is_cut", "tests/web/hostile/"),
    *("tests/states/", "tests/browser/office/test_review", "tests/plans/test_real_input"),
    *("tests/open_data/api/test_description", "tests/test_worker", "tests/browser/test_whole"),
    *("tests/grouping/test_grouping", "tests/browser/outbox/test_before_scripts"),
)
BROWSER = Path(__file__).parent / "browser"
ENGINES = BROWSER / "engines"  # whose drivers lose a press now and then
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "alone")
PROCESSES = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory):
    """A folder that all processes of this run have."""
    own = tmp_path_factory.getbasetemp()
    return own if PROCESS == "alone" else own.parent


def pytest_configure(config):
    compiled["templates"] = FileSystemBytecodeCache(str(kept(config, "templates")))
    if not ON_POSTGRESQL:
        statements.watch()


@pytest.hookimpl(tryfirst=True)  # before marks are asked for
def pytest_collection_modifyitems(config, items):
    """On PostgreSQL runs what makes databases of its own, and enough of the rest to send every
    statement. See tests/statements.py."""
    for item in items:
        if item.path.is_relative_to(BROWSER):  # which has a clock and a network of its own
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=2 if ENGINES in item.path.parents else 1))
    if not ON_POSTGRESQL or config.getoption("everything"):
        return
    own = [item for item in items if _makes_one(item)]
    rest = [item.nodeid for item in items if _touches(item) and item not in own]
    chosen = statements.enough(statements.read(_kept(config)), rest)
    left = [item for item in items if item not in own and item.nodeid not in chosen]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if item not in left]


@pytest.hookimpl(tryfirst=True)  # before the order is told to who deals out the tests
def pytest_collection_finish(session):
    session.items[:] = _dealt(session.items)
    gc.freeze()  # programs and tests stay to the end: no collection looks through them again


def pytest_addoption(parser):
    parser.addoption("--everything", action="store_true", help="on PostgreSQL too, all tests")


def pytest_runtest_logstart(nodeid):
    reading.set(False)  # as the last request of the test before left it, in the one thread of both
    statements.begin(nodeid)


def pytest_runtest_logreport(report):
    statements.took(report.nodeid, report.duration)


def pytest_sessionfinish(session):
    _throw_away()
    if not ON_POSTGRESQL:
        statements.write(_kept(session.config), PROCESS)
    coverage.write(_measured(session.config), PROCESS)


def pytest_terminal_summary(terminalreporter, config):
    if coverage.ASKED:
        terminalreporter.write_line(coverage.total(_measured(config)))


def _throw_away() -> None:
    """What is garbage now, so that pytest sees whether it fails by that. It looks once more, and
    Python twice as it ends: at what stays, each for half a second."""
    gc.collect()
    gc.freeze()


def _dealt(items: list) -> list:
    """Each process is given a stretch of them (--dist worksteal), and when it is done with it takes
    from the end of another's: each stretch begins with its share of the longest."""
    turns = {item: turn for item in items if (turn := _turn(item)) is not None}
    longest = sorted(turns, key=turns.__getitem__)
    rest = iter([item for item in items if item not in turns])
    order: list = []
    for n in range(PROCESSES):
        stretch = (len(items) - len(order)) // (PROCESSES - n)
        first = longest[n::PROCESSES]
        order += first + list(islice(rest, max(0, stretch - len(first))))
    return order + list(rest)


def _turn(item) -> int | None:
    """The place of a test's file among the long ones."""
    return next((n for n, long in enumerate(LONG) if item.nodeid.startswith(long)), None)


def _kept(config):
    return kept(config, "statements")


def _measured(config):
    return kept(config, "coverage")


def _makes_one(item) -> bool:
    return any(value is database for value in vars(item.module).values())


def _touches(item) -> bool:
    return "application" in item.fixturenames and not item.get_closest_marker("either_database")
