"""Benches run by hand once in a while: what they import of the program is still there."""

import ast
import subprocess
import sys
from importlib import import_module

import pytest

from tests.paths import ROOT

BENCHES = sorted((ROOT / "bench").rglob("*.py"))


@pytest.mark.parametrize(
    "bench", BENCHES, ids=[f"{path.parent.name}.{path.stem}" for path in BENCHES]
)
def test_what_a_bench_imports_exists(bench):
    for node in ast.walk(ast.parse(bench.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module.startswith(("civic", "bench", "tests")):
            module = import_module(node.module)
            assert [each.name for each in node.names if not _is_in(each.name, module)] == []


def test_each_says_how_it_is_run():
    silent = []
    for path in BENCHES:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        words = ast.get_docstring(ast.parse(path.read_text())) or ""
        if '"__main__"' in path.read_text() and f"python -m {name}" not in words:
            silent.append(name)
    assert silent == []


def test_help_is_given_and_nothing_measured():
    asked = [sys.executable, "-m", "bench.faults.killed", "--help"]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.startswith("kill -9") and "[times] [postgresql]" in told.stdout


def _is_in(name: str, module) -> bool:
    if hasattr(module, name):
        return True
    import_module(f"{module.__name__}.{name}")  # a module in a package
    return True
