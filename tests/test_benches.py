"""Benches run by hand once in a while: what they import of the program is still there."""

import ast
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


def _is_in(name: str, module) -> bool:
    if hasattr(module, name):
        return True
    import_module(f"{module.__name__}.{name}")  # a module in a package
    return True
