"""requirements.txt, with -grown, -themes, -forms, -faces and -heic for what may be absent, names
what the program imports, and nothing it does not."""

import ast
import os
import re
import subprocess
import sys
from functools import cache
from importlib.metadata import packages_distributions

import pytest

from civic.health.situation import OPTIONAL as OPTIONAL_MODULES
from civic.settings import config
from tests.paths import ROOT

IN_TURN_BELOW = "# What these need in turn"
PARTS = {
    name: (ROOT / name).read_text().partition(IN_TURN_BELOW)
    for name in (
        *("requirements.txt", "requirements-grown.txt"),
        *("requirements-themes.txt", "requirements-forms.txt", "requirements-faces.txt"),
        "requirements-heic.txt",
    )
}
# GROWN is asked for by settings. OPTIONAL is imported in processes of their own, which say so when
# it is absent; a decoder of photos where it is known to be there.
DIRECT, GROWN, *MAY_LACK = (direct for direct, _, _ in PARTS.values())
OPTIONAL = "".join(MAY_LACK)
LINE = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[a-z]+\])?==[0-9][0-9.]*$", re.MULTILINE)
# Never imported by name; who loads them.
LOADED = {
    "granian": "the server, started as a command",
    "redis": "limits, for a redis:// address",
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


@cache
def package_of_module() -> dict[str, str]:
    by_module = {"rhwp": ["rhwp-python"]} | packages_distributions()
    for name in named(GROWN + OPTIONAL):
        by_module.setdefault(name, [name])  # also where it is not installed
    return {module: canonical(names[0]) for module, names in by_module.items()}


def packages_of(modules: set[str]) -> set[str]:
    return {package_of_module()[module] for module in modules}


def imported_packages() -> set[str]:
    sources = [ROOT / "wsgi.py", *(ROOT / "civic").rglob("*.py"), ROOT / "migrations" / "env.py"]
    return packages_of(set().union(*(imported(path.read_text()) for path in sources)))


def test_every_package_the_program_imports_is_a_direct_requirement():
    assert imported_packages() - named(DIRECT + GROWN + OPTIONAL) == set()


def test_what_may_be_absent_is_imported_in_few_places():
    sources = {path: imported(path.read_text()) for path in (ROOT / "civic").rglob("*.py")}
    users = {path.stem for path, found in sources.items() if packages_of(found) & named(OPTIONAL)}
    assert users == {
        *("text_nouns_child", "sentence_vectors_child", "drawing_child", "face_finder_child"),
        "decoding",
    }


@pytest.mark.parametrize(("setting", "beginning", "package"), config.GROWN)
def test_a_setting_whose_package_is_absent_is_refused_in_words(
    setting, beginning, package, monkeypatch
):
    monkeypatch.setattr(config, "find_spec", lambda name: None if name == package else name)
    with pytest.raises(ValueError, match=rf"CIVIC_{setting}.*{package}.*requirements-grown.txt"):
        config.load({"DEMO": True, setting: f"{beginning}://host/name"})


def test_every_direct_requirement_is_imported_or_loaded_by_another():
    assert named(DIRECT + GROWN) - imported_packages() == set(LOADED)
    assert named(OPTIONAL) <= imported_packages()


def test_the_operators_page_knows_what_may_be_absent():
    files = {name for name in PARTS if name not in ("requirements.txt", "requirements-grown.txt")}
    assert OPTIONAL_MODULES.keys() == files
    for name, module in OPTIONAL_MODULES.items():
        assert packages_of({module}) <= named(PARTS[name][0])


def test_a_package_stands_once_with_one_version():
    parts = [part for direct, _, in_turn in PARTS.values() for part in (direct, in_turn)]
    lines = [line for line in "".join(parts).splitlines() if line[:1].isalnum()]
    assert all(LINE.fullmatch(line) for line in lines)
    assert len(set().union(*map(named, parts))) == sum(len(named(part)) for part in parts)
    assert sum(len(named(part)) for part in parts) == len(lines)


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


HEAVY = (
    "numpy",
    "typst",
    "hwpx",
    "docx",
    "pptx",
    "xlsxwriter",
    "rapidfuzz",
    "shapely",
    "pillow_heif",
    "obstore",
    "lxml",
    "cryptography",
)


def test_a_program_that_starts_loads_nothing_heavy():
    """They come when first asked for, most of them in the worker: 20 MB and half a second each."""
    say = f"import sys, wsgi; print(*sys.modules.keys() & {{*{HEAVY!r}}})"
    known = {name: text for name, text in os.environ.items() if name[:6] != "CIVIC_"}
    run = [sys.executable, "-c", say]
    told = subprocess.run(run, env=known | {"CIVIC_DEMO": "1"}, cwd=ROOT, capture_output=True)
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == b""
