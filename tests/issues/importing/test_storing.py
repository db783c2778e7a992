"""A file becomes issues of a round: all of its rows, or none."""

import csv
import gzip
import io

import pytest

from civic.db import db
from civic.issues.importing import pace, run
from civic.issues.importing.mapping import assume_default_points
from civic.issues.importing.models import IssueImport
from civic.issues.importing.refusals import (
    AlreadyImported,
    AnotherRuns,
    ChoicesChanged,
    MistakesLeft,
)
from civic.issues.listing import search_index
from civic.issues.listing.map_cells import IssueCell
from civic.issues.models import Issue, rebuild_round_index
from civic.places.models import District
from tests.conftest import NOW
from tests.paths import SHARED

real_input = pytest.mark.skipif(not SHARED.exists(), reason="the real input is not here")
GOOD = "번호,제목,추천수,위도,경도\n1,가로등,3,36.55,127.05\n2,주차,5,36.55,127.15\n"


def titles(round):
    query = db.select(Issue.title).filter_by(round_id=round.id).order_by(Issue.receipt)
    return list(db.session.scalars(query))


def made(outcome):
    return outcome[0]


def test_rows_become_listed_issues_counted_everywhere(bring, take, round, gaon):
    assert take(bring(GOOD)) == (2, [])
    one, two = db.session.scalars(db.select(Issue).order_by(Issue.receipt))
    assert (one.title, one.receipt, one.offline_supports, one.supports_count) == ("가로등", 1, 3, 3)
    assert [one.district.name, two.district.name] == ["달내동", "느티동"]
    assert (one.listed, one.reporter, one.status) == (True, None, "received")
    assert (round.issues_count, round.next_receipt) == (2, 3)
    assert db.session.scalar(db.select(db.func.sum(IssueCell.issues)).filter_by(zoom=12)) == 2


def test_one_wrong_row_stops_everything_unless_left_out(bring, take, round):
    file = bring(GOOD + "3,,1,36.55,127.05\n")
    with pytest.raises(MistakesLeft):
        take(file)
    db.session.rollback()
    assert (titles(round), file.started_at, file.imported_at) == ([], None, None)
    assert made(take(file, skip_mistakes=True)) == 2
    assert titles(round) == ["가로등", "주차"]
    assert [(m.number, m.why) for m in file.noted()[1]] == [(4, "missing")]


def test_an_imported_file_is_gone_and_cannot_be_imported_again(bring, take):
    file = bring(GOOD)
    take(file)
    assert file.data is None
    for act in (file.opened, file.table, file.drop):
        with pytest.raises(AlreadyImported):
            act()


def test_imported_issues_join_the_search_and_the_map_of_those_here(
    bring, take, round, report, person
):
    report(person("민지"), title="꺼진 가로등", lat=36.55, lon=127.05)
    take(bring(GOOD))

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
    sheet = file.opened()
    if change == "the columns":
        file.mapping = {"columns": {"title": "번호"}}
    else:
        gaon.map_version += 1
    db.session.commit()
    with pytest.raises(ChoicesChanged):
        file.start(sheet, sheet.read())
    db.session.rollback()
    assert (titles(round), file.started_at) == ([], None)


def test_a_file_waits_while_another_of_the_round_is_being_stored(bring, take, round):
    one, other = bring(GOOD), bring(GOOD)
    sheets = one.opened(), other.opened()
    one.start(sheets[0], sheets[0].read())
    db.session.commit()
    with pytest.raises(AnotherRuns):
        other.start(sheets[1], sheets[1].read())
    db.session.rollback()
    run.finish_import(one.id)
    outcome = take(other)
    assert (outcome[0], [row.why for row in outcome[1]]) == (0, ["here", "here"])
    assert titles(round) == ["가로등", "주차"]


def many(count):
    return "제목,내용\n" + "".join(f"민원 {n},내용 {n}\n" for n in range(count))


def test_a_worker_that_died_midway_is_gone_on_with_and_no_row_comes_twice(
    bring, take, round, monkeypatch
):
    file = bring(many(30))
    monkeypatch.setattr(pace, "MOST", 7)
    monkeypatch.setattr(run, "PAUSE_S", 0)
    store, stored = IssueImport.store, []

    def dies(issue_import, rows, *more):
        if len(stored) == 2:
            raise KeyboardInterrupt
        stored.append(len(rows))
        return store(issue_import, rows, *more)

    monkeypatch.setattr(IssueImport, "store", dies)
    with pytest.raises(KeyboardInterrupt):
        take(file)
    db.session.rollback()
    assert (round.issues_count, file.rows, file.is_storing) == (14, 14, True)
    assert IssueImport.unfinished() == [file.id]

    monkeypatch.setattr(IssueImport, "store", store)
    run.finish_import(file.id)
    assert titles(round) == [f"민원 {n}" for n in range(30)]
    assert (round.issues_count, file.rows, file.is_storing) == (30, 30, False)
    assert IssueImport.unfinished() == []


def test_of_two_workers_on_one_import_one_stops(bring, round, monkeypatch):
    file = bring(many(20))
    sheet = file.opened()
    file.start(sheet, sheet.read())
    db.session.commit()
    monkeypatch.setattr(pace, "MOST", 5)
    monkeypatch.setattr(run, "PAUSE_S", 0)
    store, others = IssueImport.store, []

    def overtaken(issue_import, *more):
        if not others:
            others.append(True)
            run.finish_import(file.id)
        return store(issue_import, *more)

    monkeypatch.setattr(IssueImport, "store", overtaken)
    run.finish_import(file.id)
    assert titles(round) == [f"민원 {n}" for n in range(20)]
    assert file.rows == 20


@real_input
def test_the_suggestions_of_seoul_about_its_city_come_in(bring, take, round):
    text = (SHARED / "reports_ko" / "seoul_proposals.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    about_the_city = io.StringIO()
    csv.writer(about_the_city).writerows([rows[0], *(r for r in rows[1:] if r[-1] == "1")])
    assert take(bring(about_the_city.getvalue())) == (864, [])
    votes = sum(int(row[3]) for row in rows[1:] if row[-1] == "1")
    assert db.session.scalar(db.select(db.func.sum(Issue.supports_count))) == votes
    assert round.issues_count == 864


@real_input
def test_boston_comes_in_with_its_default_point_as_no_place(bring, take, gaon):
    square = [[-71.3, 42.1], [-70.9, 42.1], [-70.9, 42.5], [-71.3, 42.5], [-71.3, 42.1]]
    boston = District(
        code="9900010099",
        name="보스턴",
        base_on=NOW.date(),
        polygons=[[square]],
        label_lon=-71.1,
        label_lat=42.3,
    )
    gaon.districts.append(boston)
    gaon.map_version += 1
    packed = (SHARED / "reports_geo" / "boston311_2015.csv.gz").read_bytes()
    lines = gzip.decompress(packed).decode().splitlines(keepends=True)[:3001]
    file = bring("".join(lines))
    file.mapping = assume_default_points(file.mapping, file.table())
    db.session.commit()
    at_default = "".join(lines).count(",42.3594,-71.0587,")

    assert file.plan.no_place == {(42.3594, -71.0587)}
    assert made(take(file, skip_mistakes=True)) == 3000
    placed = db.select(db.func.count()).where(Issue.lat.is_not(None), Issue.district == boston)
    assert db.session.scalar(placed) == 3000 - at_default
