"""`flask issues import FILE`, as an operator types it."""

import openpyxl
import pytest

from civic import progress
from civic.db import db
from civic.issues.importing.models import IssueImport
from civic.issues.models import Issue

FILE = "no;titel;soort;hoeveel\n1;가로등;조명;3\n2;;차;5\n"
MAP = ("--map", "title=titel", "--map", "category=soort", "--map", "supports=hoeveel")


@pytest.fixture
def run(app, round, tmp_path):
    """run("--map", …) imports the file into 가온시 and gives what was printed."""
    path = tmp_path / "complaints.csv"
    path.write_text(FILE)

    def command(*options, slug="gaon"):
        words = ["issues", "import", str(path), "--municipality", slug, *options]
        return app.test_cli_runner().invoke(args=words)

    return command


def stored():
    return [(i.title, i.category, i.supports_count) for i in db.session.scalars(db.select(Issue))]


def test_an_operator_maps_columns_and_leaves_mistakes_out(run):
    told = run(*MAP, "--category", "조명=safety", "--skip-errors")
    assert told.output == "1 issues imported, 0 were here already.\n"
    assert stored() == [("가로등", "safety", 3)]


def test_a_large_file_says_how_far_it_is(run, monkeypatch):
    monkeypatch.setattr(progress, "EVERY_S", 0.0)
    told = run(*MAP, "--category", "조명=safety", "--skip-errors").stderr.splitlines()
    assert "rows read: 1 of 2" in told and told[-1] == "issues stored: 1 of 1"


def test_mistakes_are_listed_and_nothing_is_stored(run):
    told = run(*MAP)
    assert told.exit_code == 1
    assert "3\t제목\t제목이 비었어요." in told.output
    assert stored() == []
    assert db.session.scalars(db.select(IssueImport)).all() == []


@pytest.mark.parametrize(
    "options",
    [
        ("--map", "title=nothing"),
        ("--map", "nothing=titel"),
        ("--map", "category=soort"),
        (*MAP, "--category", "조명=lights"),
        (*MAP, "--no-place", "here"),
        (*MAP, "--round", "9"),
        (*MAP, "--category-default", "lights"),
    ],
)
def test_wrong_options_are_refused_in_a_sentence(run, options):
    told = run(*options)
    assert told.exit_code in (1, 2)
    assert "Error: " in told.output
    assert stored() == []


def test_a_city_that_does_not_exist_is_refused(run):
    assert "No round" in run(*MAP, slug="atlantis").output


def test_a_dry_run_says_what_would_happen_to_each_column_and_row_and_writes_nothing(run):
    told = run(*MAP, "--dry-run")
    assert told.exit_code == 0
    lines = told.output.splitlines()
    assert "column\ttitel\t제목\t가로등" in lines
    assert "column\tno\tleft_out\t1 · 2" in lines
    assert any(line.startswith("mistake\t3\t제목") for line in lines)
    assert lines[-1] == "1 issues would be imported. Nothing was written."
    assert stored() == []
    assert db.session.scalars(db.select(IssueImport)).all() == []


def test_the_sheet_and_the_header_are_told_by_name_or_number(app, round, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["제목"])
    book.active.append(["하나"])
    book.active.append(["둘"])
    other = book.create_sheet("하반기")
    for row in (["x", "y"], ["titel", "z"], ["셋", "넷"]):
        other.append(row)
    path = tmp_path / "complaints.xlsx"
    book.save(path)

    def command(*options):
        words = ["issues", "import", str(path), "--municipality", "gaon", *options]
        return app.test_cli_runner().invoke(args=words)

    assert "no such" in command("--sheet", "2", "--header-row", "9").output
    assert command("--sheet", "없음").exit_code == 1
    options = ("--header-row", "2", "--map", "title=titel")
    assert command("--sheet", "2", *options).exit_code == 0
    assert command("--sheet", "하반기", *options).output.startswith("0 issues imported, 1 were")
    assert stored() == [("셋", "other", 0)]


def test_a_column_of_people_is_refused(app, round, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("제목,신청인\n가로등,김민수\n")
    words = ["issues", "import", str(path), "--municipality", "gaon", "--map", "title=신청인"]
    told = app.test_cli_runner().invoke(args=words)
    assert told.exit_code == 1 and "never imported: 신청인" in told.output


def test_no_row_names_the_columns(app, round, tmp_path):
    path = tmp_path / "nameless.csv"
    path.write_text("2026년 접수 목록,,\n가로등이 꺼졌어요,달내동,x\n버스가 안 와요,느티동,y\n")

    def command(*options):
        words = ["issues", "import", str(path), "--municipality", "gaon", *options]
        return app.test_cli_runner().invoke(args=[*words, "--header-row", "0"])

    told = command("--dry-run").output
    assert "column\tA\t제목\t" in told and "column\tB\t읍면동\t달내동 · 느티동" in told
    assert "left out\t1\t2026년 접수 목록" in told
    assert command().exit_code == 0
    assert [title for title, *_ in stored()] == ["가로등이 꺼졌어요", "버스가 안 와요"]


def test_the_year_of_days_that_name_none(app, round, tmp_path):
    path = tmp_path / "days.csv"
    path.write_text("제목,접수일\n가로등,3.2\n")

    def command(*options):
        words = ["issues", "import", str(path), "--municipality", "gaon", *options]
        return app.test_cli_runner().invoke(args=words)

    told = command("--year", "2024", "--dry-run").output
    assert "days\t3.2 → 2024-03-02\t고른 연도예요." in told
    assert command("--year", "2024").exit_code == 0
    (issue,) = db.session.scalars(db.select(Issue))
    assert issue.created_at.year == 2024
