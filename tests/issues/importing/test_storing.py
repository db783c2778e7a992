"""A file becomes issues of a round: all of its rows, or none."""

import csv
import gzip
import io
from pathlib import Path

import pytest

from civic.db import db
from civic.issues import search_index
from civic.issues.importing.mapping import assume_default_points
from civic.issues.importing.models import (
    AlreadyImported,
    ChangedMeanwhile,
    IssueImport,
    MistakesLeft,
)
from civic.issues.models import Issue, IssueCell, rebuild_round_index
from civic.places.models import District

SHARED = Path(__file__).parents[3].parent / "shared" / "data"
real_input = pytest.mark.skipif(not SHARED.exists(), reason="the real input is not here")
GOOD = "번호,제목,추천수,위도,경도\n1,가로등,3,36.55,127.05\n2,주차,5,36.55,127.15\n"


@pytest.fixture
def bring(round):
    """bring("제목\n…") keeps a file with the columns guessed."""

    def keep(text):
        kept = IssueImport.keep(round, None, "민원.csv", text.encode())
        db.session.commit()
        return kept

    return keep


def titles(round):
    query = db.select(Issue.title).filter_by(round_id=round.id).order_by(Issue.receipt)
    return list(db.session.scalars(query))


def test_rows_become_listed_issues_counted_everywhere(bring, round, gaon):
    assert bring(GOOD).run() == (2, 0)
    db.session.commit()
    one, two = db.session.scalars(db.select(Issue).order_by(Issue.receipt))
    assert (one.title, one.receipt, one.offline_supports, one.supports_count) == ("가로등", 1, 3, 3)
    assert [one.district.name, two.district.name] == ["달내동", "느티동"]
    assert (one.listed, one.reporter, one.status) == (True, None, "received")
    assert (round.issues_count, round.next_receipt) == (2, 3)
    assert db.session.scalar(db.select(db.func.sum(IssueCell.issues)).filter_by(zoom=12)) == 2


def test_one_wrong_row_stops_everything_unless_left_out(bring, round):
    file = bring(GOOD + "3,,1,36.55,127.05\n")
    with pytest.raises(MistakesLeft):
        file.run()
    db.session.rollback()
    assert (titles(round), file.imported_at) == ([], None)
    assert file.run(skip_mistakes=True) == (2, 0)
    db.session.commit()
    assert titles(round) == ["가로등", "주차"]


def test_the_same_complaints_come_in_once(bring, round):
    bring(GOOD).run()
    assert bring(GOOD + "9,새 민원,0,,\n").run() == (1, 2)
    db.session.commit()
    assert titles(round) == ["가로등", "주차", "새 민원"]


def test_a_file_without_numbers_comes_in_once_too(bring, round):
    for made in (2, 0):
        assert bring("제목,내용\n가로등,꺼졌어요\n가로등,꺼졌어요\n").run()[0] == made
    assert round.issues_count == 2


def test_an_imported_file_is_gone_and_cannot_be_imported_again(bring):
    file = bring(GOOD)
    file.run()
    db.session.commit()
    assert file.data is None
    for act in (file.run, file.check, file.drop):
        with pytest.raises(AlreadyImported):
            act()


def test_imported_issues_join_the_search_and_the_map_of_those_here(bring, round, report, person):
    report(person("민지"), title="꺼진 가로등", lat=36.55, lon=127.05)
    bring(GOOD).run()
    db.session.commit()

    def found():
        ids = search_index.matching("가로등", round.id)
        cells = db.select(IssueCell.x, IssueCell.y, IssueCell.issues).filter_by(zoom=16)
        return (
            set(db.session.scalars(db.select(Issue.title).where(Issue.id.in_(ids)))),
            set(db.session.execute(cells).all()),
            round.issues_count,
        )

    before = found()
    assert before[0] == {"꺼진 가로등", "가로등"}
    assert sorted(cell.issues for cell in before[1]) == [1, 2]
    rebuild_round_index(round)
    assert found() == before


@pytest.mark.parametrize("change", ["the columns", "the boundaries"])
def test_what_changed_while_the_file_was_read_stops_the_import(bring, round, gaon, change):
    file = bring(GOOD)
    read = file.sheet().read()
    if change == "the columns":
        file.mapping = {"columns": {"title": "번호"}}
    else:
        gaon.map_version += 1
    db.session.commit()
    with pytest.raises(ChangedMeanwhile):
        file.store(read)
    db.session.rollback()
    assert (titles(round), file.imported_at) == ([], None)


def test_two_files_read_at_once_bring_the_same_complaints_in_once(bring, round):
    one, other = bring(GOOD), bring(GOOD)
    reads = one.sheet().read(), other.sheet().read()
    assert one.store(reads[0]) == (2, 0)
    db.session.commit()
    assert other.store(reads[1]) == (0, 2)
    with pytest.raises(AlreadyImported):
        one.store(reads[0])
    assert titles(round) == ["가로등", "주차"]


@real_input
def test_the_suggestions_of_seoul_about_its_city_come_in(bring, round):
    text = (SHARED / "reports_ko" / "seoul_proposals.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    about_the_city = io.StringIO()
    csv.writer(about_the_city).writerows([rows[0], *(r for r in rows[1:] if r[-1] == "1")])
    assert bring(about_the_city.getvalue()).run() == (864, 0)
    db.session.commit()
    votes = sum(int(row[3]) for row in rows[1:] if row[-1] == "1")
    assert db.session.scalar(db.select(db.func.sum(Issue.supports_count))) == votes
    assert round.issues_count == 864


@real_input
def test_boston_comes_in_with_its_default_point_as_no_place(round, gaon):
    square = [[-71.3, 42.1], [-70.9, 42.1], [-70.9, 42.5], [-71.3, 42.5], [-71.3, 42.1]]
    boston = District(
        code="9900010099",
        name="보스턴",
        base_on=round.created_at.date(),
        polygons=[[square]],
        label_lon=-71.1,
        label_lat=42.3,
    )
    gaon.districts.append(boston)
    gaon.map_version += 1
    packed = (SHARED / "reports_geo" / "boston311_2015.csv.gz").read_bytes()
    lines = gzip.decompress(packed).decode().splitlines(keepends=True)[:3001]
    file = IssueImport.keep(round, None, "boston.csv", "".join(lines).encode())
    file.mapping = assume_default_points(file.mapping, file.table())
    db.session.flush()
    at_default = "".join(lines).count(",42.3594,-71.0587,")

    assert file.plan.no_place == {(42.3594, -71.0587)}
    assert file.run(skip_mistakes=True)[0] == 3000
    placed = db.select(db.func.count()).where(Issue.lat.is_not(None), Issue.district == boston)
    assert db.session.scalar(placed) == 3000 - at_default
