"""A large round's plan is read in processes of their own: who answers requests stays small."""

import os
import random
import subprocess
import sys
import zlib
from datetime import timedelta
from pathlib import Path

import pytest

from civic.db import db
from civic.documents.export.formats import FORMATS
from civic.own_process import ChildFailed, answer
from civic.plans.call_form.chosen import opened_source_of, source_of
from civic.plans.call_form.kept_source import KeptSource
from civic.plans.models import Plan, Snapshot
from civic.plans.section.facts import FIGURES
from civic.plans.section.pictures.registry import PICTURES
from civic.plans.section.tables import TABLES
from civic.plans.snapshots import documents, kept_files, reading
from civic.plans.snapshots.compiling import compile_packed
from civic.plans.snapshots.documents import document_of, exported, exported_summary, shown_of
from civic.plans.snapshots.gather import freeze
from civic.plans.snapshots.kept_files import kept_file
from tests.factory import add_issue
from tests.paths import ROOT

ISSUES, GROWS_MB, MOST_MB = 20_000, 40, 160


@pytest.fixture
def large(round, open_phase):
    """A snapshot of 20,000 issues, of a plan that everybody may read."""
    add_issue(round)
    open_phase("submit")
    frozen = freeze(Plan.start(round), None)
    data, chance = frozen.read(), random.Random(15)
    (issue,), reports = data["issues"], data["rows"]["reports"]
    receipts = range(issue["receipt"] + 1, issue["receipt"] + ISSUES)
    drawn = [issue | {"receipt": each, "title": _title(chance)} for each in receipts]
    rows = [[each, *reports["rows"][0][1:]] for each in receipts]
    data["issues"] = [*data["issues"], *drawn]
    data["rows"]["reports"] = reports | {"rows": [*reports["rows"], *rows]}
    for phase in round.phases:
        phase.starts_at, phase.ends_at = (at - timedelta(days=90) for at in _span(phase))
    snapshot = Snapshot.take(frozen.plan, data, None)
    db.session.commit()
    assert reading.is_large(snapshot.data)
    return snapshot


def _title(chance) -> str:
    return "".join(chr(chance.randrange(0xAC00, 0xD7A0)) for _ in range(20))


def _span(phase):
    return phase.starts_at, phase.ends_at


def test_a_worker_that_shows_a_large_plan_stays_small(large, app):
    plan = "/gaon/1/plan"
    shown = f"{plan}/{large.number}"
    pages = (f"{shown}/sources/issues.reported", f"{shown}/rows/issues.reported.csv")
    files = tuple(f"{shown}/export.{name}" for name in ("hwpx", "xlsx", "pdf", "geojson"))
    command = [sys.executable, "-m", "tests.plans.snapshots.page_memory"]
    address = app.config["DATABASE_URL"]
    asked = [*command, address, "/gaon/", plan, *pages, *files]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr[-2000:]
    rows = [row.split() for row in told.stdout.splitlines()]
    held = {path: int(megabytes) for megabytes, path in rows}
    grown = {path: mb - held["/gaon/"] for path, mb in held.items()}
    assert max(grown.values()) < GROWS_MB, grown
    assert max(held.values()) < MOST_MB, held


def test_a_large_plan_is_the_same_read_apart(large):
    whole = document_of(large)
    assert len(whole.places) == ISSUES
    assert shown_of(large).places == () and shown_of(large).blocks == whole.blocks
    for name in ("xlsx", "csv", "hwpx"):
        assert exported(large, name).read() == FORMATS[name].export(whole), name
    assert exported_summary(large, "pdf").read() == FORMATS["pdf"].export(whole.summary)


def test_a_form_is_filled_with_the_same_from_a_large_plan(large):
    kept, opened = source_of(large), opened_source_of(large)
    assert isinstance(kept, KeptSource)
    assert kept.figures() == opened.figures()
    assert [kept.figure(code) for code in FIGURES] == [opened.figure(code) for code in FIGURES]
    assert [kept.table(code) for code in TABLES] == [opened.table(code) for code in TABLES]
    assert [kept.picture(code) for code in PICTURES] == [opened.picture(code) for code in PICTURES]
    assert kept.chapter("problems") == opened.chapter("problems") != []


def test_a_calculation_apart_says_what_it_raises():
    with pytest.raises(zlib.error) as told:
        answer(compile_packed, b"no snapshot", None)
    assert "compiling.py" in "".join(told.value.__notes__)  # where it was, for the log


def test_a_calculation_that_dies_is_told_from_one_that_answers():
    with pytest.raises(ChildFailed, match="status 3"):
        answer(os._exit, 3)


def test_a_city_of_any_size_has_its_files_made_apart(snapshot, app):
    """What writes them takes 50 MB; plain lists are done at once."""
    assert not reading.is_large(snapshot.data)
    whole = document_of(snapshot)
    assert exported(snapshot, "hwpx").read() == FORMATS["hwpx"].export(whole)
    assert exported_summary(snapshot, "hwpx").read() == FORMATS["hwpx"].export(whole.summary)
    assert {name for name in FORMATS if not reading.takes_room(snapshot.data, name)} == {
        *("csv", "geojson")
    }


PROGRAM = """
import sys
from civic import create_app
stores = {{"PHOTO_STORE": "memory:", "SENDER": "memory", "ASSETS": "local"}}
app = create_app(DEMO=True, **stores, DATABASE_URL={!r})
for path in {!r}:
    assert app.test_client().get(path).status_code == 200, path
print([name for name in {!r} if name in sys.modules])
"""
WRITERS = ("hwpx", "docx", "pptx", "xlsxwriter", "lxml", "typst", "pypdf", "rapidfuzz")


def test_who_answers_requests_loads_nothing_that_writes_files(snapshot, app, open_phase):
    open_phase("submit")
    for phase in snapshot.plan.round.phases:
        phase.starts_at, phase.ends_at = (at - timedelta(days=90) for at in _span(phase))
    db.session.commit()
    shown = f"/gaon/1/plan/{snapshot.number}"
    paths = [f"{shown}/export.{name}" for name in FORMATS]
    program = PROGRAM.format(app.config["DATABASE_URL"], paths, WRITERS)
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.splitlines() == ["[]"]


def test_a_file_made_once_is_handed_out_again(snapshot, monkeypatch):
    first = exported(snapshot, "docx").read()
    monkeypatch.setattr(documents, "answer", None)
    with exported(snapshot, "docx") as one, exported(snapshot, "docx") as other:
        assert one.read() == other.read() == first


def test_few_files_are_kept_and_who_reads_one_reads_it_to_its_end():
    open_files = [kept_file(("a test", n), _writes(n)) for n in range(kept_files.MOST + 1)]
    assert [each.read() for each in open_files] == [b"%d" % n for n in range(len(open_files))]
    with kept_file(("a test", 0), _writes(7)) as again:
        assert again.read() == b"7"  # the first had to go
    assert kept_file(("a test", "none"), lambda path: False) is None


def _writes(number: int):
    return lambda path: Path(path).write_bytes(b"%d" % number) > 0
