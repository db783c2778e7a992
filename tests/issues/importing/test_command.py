"""`flask issues import FILE`, as an operator types it."""

import pytest

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
