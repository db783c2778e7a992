"""requirements.txt names what the program imports, and nothing it does not."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.paths import ROOT

DIRECT, IN_TURN = (ROOT / "requirements.txt").read_text().split("# What these need in turn")
LINE = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[a-z]+\])?==[0-9][0-9.]*$", re.MULTILINE)
# Never imported by name; who loads them.
LOADED = {
    "granian": "the server, started as a command",
    "psycopg": "SQLAlchemy, and the queue, for a postgresql:// address",
    "redis": "Flask-Limiter, for a redis:// address",
}


def named(text: str) -> set[str]:
    return {canonical(name) for name in LINE.findall(text)}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(source: str) -> set[str]:
    """First names of the modules a source imports, inside functions too; not the standard ones."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"civic"}


def imported_packages() -> set[str]:
    by_module = packages_distributions()
    sources = [ROOT / "wsgi.py", *(ROOT / "civic").rglob("*.py"), ROOT / "migrations" / "env.py"]
    modules = set().union(*(imported(path.read_text()) for path in sources))
    return {canonical(by_module[module][0]) for module in modules}


def test_every_package_the_program_imports_is_a_direct_requirement():
    assert imported_packages() - named(DIRECT) == set()


def test_every_direct_requirement_is_imported_or_loaded_by_another():
    assert named(DIRECT) - imported_packages() == set(LOADED)


def test_a_package_stands_once_with_one_version():
    lines = [line for line in (DIRECT + IN_TURN).splitlines() if line[:1].isalnum()]
    assert all(LINE.fullmatch(line) for line in lines)
    assert len(named(DIRECT)) + len(named(IN_TURN)) == len(lines)
    assert not named(DIRECT) & named(IN_TURN)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import aiohttp.client", {"aiohttp"}),
        ("def f():\n    from requests import Session", {"requests"}),
        ("import json\nfrom civic.db import db\nfrom . import x", set()),
    ],
)
def test_an_import_is_seen_wherever_it_stands(source, found):
    assert imported(source) == found
