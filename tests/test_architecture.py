"""The house keeps its rules, and each rule catches a breach that is planted.

The rules themselves, derived from folders and imports, are in tests/house.py.
"""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests import house as rules
from tests.house import House
from tests.paths import ROOT
from tests.words import names

CIVIC = ROOT / "civic"
TOP = {".ci", "bench", "civic", "deploy", "docs", "migrations", "static", "templates", "tests"}
HOUSE = House.on_disk(CIVIC)
ROW = "from sqlalchemy.orm import Mapped, mapped_column\nid: Mapped[int] = mapped_column()\n"

# rule → (where, text, what the rule says) of breaches that nobody may plant unseen
PLANTED = {
    rules.later_features: [
        ("places/maps.py", "from civic.issues.models import Issue", "issues/models.py"),
        ("solutions/cards.py", "def show():\n    import civic.votes.rules", "votes/rules.py"),
        ("home/first.py", "from civic.issues.forms import ReportForm", "issues' own"),
        ("demo/press.py", "from civic.plans.jobs.routes import start", "plans' own"),
        ("targets/paper.py", "from civic.votes.paper.forms import SheetForm", "votes' own"),
    ],
    rules.later_parts: [
        ("votes/counting/early.py", "from civic.votes.seal import tally", "votes/seal/tally.py"),
        ("plans/links/peek.py", "from civic.plans.review.models import Remark", "not come before"),
        ("issues/photos_of/rows.py", "", "no order names"),
    ],
    rules.circles: [
        (
            "places/map_cells.py",
            "from civic.issues.listing import map_cells",
            "map_cells.py stands",
        ),
        ("rounds/rules.py", "def late():\n    from civic.rounds.models import Round", "itself"),
    ],
    rules.rows_on_the_web: [
        ("votes/ballots/stubs.py", "from flask import g\n" + ROW, "['flask.g']"),
        ("issues/support_rows.py", "import civic.web.errors\n" + ROW, "web/errors.py"),
        ("plans/rows.py", "from civic.engines.sender import SendFailed\n" + ROW, "engines/sender"),
        ("issues/receipt_numbers.py", "from flask_login import current_user", "issues/models.py"),
    ],
    rules.impure: [
        ("documents/charts/pies.py", "from sqlalchemy import select", "sqlalchemy.select"),
        ("grouping/rows.py", "from civic.engines.text_nouns import KiwiNouns", "engines/text"),
        ("votes/counting/now.py", "from civic.db import now", "db.py"),
        ("targets/rules.py", "from flask import g", "flask.g"),
        ("home/sums.py", '"""Sums. Pure."""\nfrom civic.rounds.models import Round', "db.py"),
        ("plans/section/peek.py", "from civic.issues.browsing import find", "db.py"),
    ],
    rules.unspoken: [("targets/means.py", '"""Means of points."""', "targets/means.py")],
    rules.plumbing_that_knows_features: [
        ("web/guess.py", "from civic.people.models import Person", "people/models.py"),
        ("engines/guess.py", "from civic.rounds.rules import PHASES", "rounds/rules.py"),
        ("documents/guess.py", "from civic.plans.section.template import PARTS", "plans/section"),
    ],
    names.shared_class_names: [
        ("panel/guests.py", "class Person:\n    pass", "people/models.py have a class Person"),
    ],
    names.verbs_for_variables: [
        ("votes/sums.py", "def sums():\n    found: list[int] = []", "something as found"),
        ("votes/sums.py", "def sums():\n    if told := words():\n        pass", "as told"),
    ],
    rules.users_of_the_factory: [("home/again.py", "from civic import create_app", "again.py")],
}


@pytest.mark.parametrize("rule", PLANTED, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule):
    assert breaches(rule) == frozenset()


@cache
def breaches(rule) -> frozenset[str]:
    """Of the house as it is."""
    return frozenset(rule(HOUSE))


@pytest.mark.parametrize(
    ("rule", "path", "text", "said"),
    [(rule, *breach) for rule, breaches in PLANTED.items() for breach in breaches],
)
def test_a_planted_breach_is_caught(rule, path, text, said):
    new = set(rule(HOUSE.with_file(path, text))) - breaches(rule)
    assert any(said in breach for breach in new), new


def test_every_folder_is_a_room_somebody_knows():
    folders = {path.parent.relative_to(CIVIC).parts for path in CIVIC.rglob("*.py")}
    known = {*rules.FEATURES, *rules.BELOW}
    assert {parts[0] for parts in folders if parts} == known


def test_the_picture_shows_the_rooms_there_are():
    picture = (ROOT / "docs/ARCHITECTURE.md").read_text().split("```")[1]
    story, below = picture.split("subgraph below")
    arrows = [line.split(" --> ") for line in story.splitlines() if "-->" in line]
    assert tuple(dict.fromkeys(room.strip() for line in arrows for room in line)) == rules.FEATURES
    assert set(re.findall(r"(\w+)\[\1: ", below)) == set(rules.BELOW)
    drawn = dict(re.findall(r"(\w+) -\.- \1_parts\[(.+)\]", picture))
    assert drawn == {
        feature: " → ".join(" · ".join(row) for row in rows)
        for feature, rows in rules.PARTS.items()
    }


def test_a_folder_is_no_house_without_rooms():
    """Neither where the tests, the pages, their styles and their scripts are."""
    for tree in ("civic", "tests", "templates", "static/css", "static/js", "deploy", "bench"):
        for folder in (ROOT / tree, *(path for path in (ROOT / tree).rglob("*/"))):
            files = [path for path in folder.iterdir() if path.is_file() and path.suffix != ".pyc"]
            assert len(files) <= 25, folder


# FOR UPDATE where nobody may store a row that refers to the locked one meanwhile, taken before
# its transaction stores any such row itself. Everything else locks by db.lock() and hold().
LOCKS_KEYS = {
    "plans/readiness/facts.py": "a remark that is being stored is waited for",
    "targets/models.py": "no indicator may take the name that is being given",
    "rounds/models.py": "a ballot that is being stored is waited for",
    "votes/ballots/voter_roll.py": "the voter's own row",
}


def test_no_words_are_run():
    """Neither by a shell nor as code; only a child process of ours is answered in pickle."""
    runs = re.compile(r"\b(?:eval|exec|system|popen)\(|shell=|\byaml\b|\bmarshal\b")
    for path, text in HOUSE.sources.items():
        assert not runs.search(text), path
    pickling = {path for path, text in HOUSE.sources.items() if "pickle" in text}
    assert pickling == {"own_process.py", "own_process_child.py"}


def test_locks_leave_the_keys_to_foreign_keys():
    locking = {path for path, text in HOUSE.sources.items() if "with_for_update" in text}
    assert locking - {"db.py"} == LOCKS_KEYS.keys()


def test_a_docstring_says_what_is_so():
    """\"The stage is over.\" and not \"Whether it is.\""""
    for path, text in HOUSE.sources.items():
        assert '"""Whether ' not in text, path


def test_every_conftest_is_short():
    for path in Path(ROOT / "tests").rglob("conftest.py"):
        assert len(path.read_text().splitlines()) <= 150, path


def test_browser_tests_wait_for_a_path_and_not_for_what_comes_next():
    """The page that signs people in has where they go next in its address, behind `?next=`."""
    for path in Path(ROOT / "tests/browser").rglob("*.py"):
        assert not re.search(r'wait_for_url\(f?"', path.read_text()), f"{path}: arrivals.arrived"


def test_no_test_imports_or_replaces_what_is_private():
    """_new_conn is a name of urllib3's, _timeout one of SQLAlchemy's."""
    imports = r"from civic[\w.]* import (?:\([^)]*\b_[a-z]|[^\n(]*\b_[a-z])"
    private = re.compile(imports + r"|setattr\([\w.]+, [\"']_(?!_|new_conn|timeout)")
    for path in Path(ROOT / "tests").rglob("*.py"):
        assert not private.search(path.read_text()), path


def test_the_factory_is_short():
    assert len(HOUSE.sources["__init__.py"].splitlines()) <= 60


def test_a_package_is_found_under_its_name():
    """What the factory imports must not take the place of a package of the same name."""
    for name, module in list(sys.modules.items()):
        package, _, child = name.rpartition(".")
        if name.startswith("civic.") and hasattr(module, "__path__"):
            assert getattr(sys.modules[package], child) is module, name


def test_the_top_level_holds_what_a_reader_expects():
    """Files of git, since what runs here may leave others beside them."""
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listing.returncode != 0:
        pytest.skip("not a checkout of git")
    assert {path.split("/")[0] for path in listing.stdout.splitlines() if "/" in path} == TOP
