"""The office's columns of a file: departments, who works on it until when, and what was done."""

from datetime import date

import pytest

from civic.db import db
from civic.issues.importing import run, undoing
from civic.issues.importing.models import IssueImport
from civic.issues.models import Issue
from civic.triage.acts.department import Assign
from civic.triage.departments.models import Assignment, Department, OfficeNote
from civic.triage.models import OfficeAct
from civic.triage.selection import Selection
from tests.factory import add_issue
from tests.issues.importing.pages import START, upload
from tests.pages import tight

FILE = (
    "제목,접수일,처리부서,담당자,처리기한,처리상태,처리결과\n"
    "가로등,2026-03-02,가온시 도로과,김민수,2026-03-09,처리완료,김민수 010-1234-5678로 안내함\n"
    "주차,2026-03-02,교통 행정과,이영희,3/12,,\n"
    "버스,,버스팀,박철수,곧,처리중,검토 중입니다\n"
    "나무,,,,,,\n"
)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(run, "PAUSE_S", 0)
    monkeypatch.setattr(undoing, "PAUSE_S", 0)


@pytest.fixture
def office(as_person, person, round):
    return as_person(person("서연", "planner"))


@pytest.fixture
def columns(office, gaon):
    """A file waits whose columns were taken as guessed; two of its departments are the city's."""
    for name in ("도로과", "교통행정과"):
        Department.open(gaon, name)
    db.session.commit()
    address = upload(office, FILE).location
    page = tight(office.get(address).text)
    assert "김민수" not in page and '<option value="officer" selected>' in page
    taken = {"제목": "title", "처리부서": "department", "담당자": "officer", "처리기한": "due_on"}
    taken |= {"접수일": "created_at", "처리상태": "office_state", "처리결과": "office_answer"}
    office.post(address, data={f"as-{name}": field for name, field in taken.items()})
    return address


def given():
    rows = db.session.scalars(db.select(Assignment).order_by(Assignment.issue_id))
    return [(row.department.name, row.officer, row.due_on) for row in rows]


def notes():
    query = db.select(OfficeNote.author_id, OfficeNote.body).order_by(OfficeNote.id)
    return [tuple(row) for row in db.session.execute(query)]


SPELLED = ["가온시 교통국 버스과", "버스과", "버 스 과"]
OF_ROAD = ("도로과", "김민수", date(2026, 3, 9))
OF_TRAFFIC = ("교통행정과", "이영희", date(2026, 3, 12))


def test_rows_go_to_the_departments_of_the_same_name_and_the_rest_stays_as_a_note(office, columns):
    page = tight(office.get(columns + "/review").text)
    assert "없는 부서예요." in page and "버스팀" in page
    assert "날짜로 읽을 수 없어 담당자 메모로 남겨요." in page
    office.post(columns + "/run")
    assert given() == [OF_ROAD, OF_TRAFFIC]
    assert notes() == [
        (None, "처리상태: 처리완료\n처리결과: [이름] [전화번호]로 안내함"),
        (
            None,
            "처리부서: 버스팀\n담당자: 박철수\n처리기한: 곧\n"
            "처리상태: 처리중\n처리결과: 검토 중입니다",
        ),
    ]
    assert [issue.status for issue in db.session.scalars(db.select(Issue))] == ["received"] * 4


def test_a_department_that_is_missing_is_made_where_the_planner_says_so(office, columns):
    asked = {"asked-field": "department", "asked": "버스팀", "asked-is": "make"}
    office.post(columns + "/run", data=asked)
    assert given() == [OF_ROAD, OF_TRAFFIC, ("버스팀", "박철수", None)]
    assert notes()[1][1].startswith("처리기한: 곧")


def test_one_department_is_made_however_it_is_spelled(office, gaon):
    rows = "".join(f"{n},{name}\n" for n, name in enumerate(SPELLED))
    address = upload(office, f"제목,처리부서\n{rows}").location
    office.post(address, data={"as-제목": "title", "as-처리부서": "department"})
    asked = {"asked-field": ["department"] * 3, "asked": SPELLED, "asked-is": ["make"] * 3}
    office.post(address + "/run", data=asked)
    assert [department.name for department in Department.of(gaon)] == ["버스과"]
    assert [name for name, _officer, _due_on in given()] == ["버스과"] * 3


def test_what_was_chosen_stays_where_mistakes_keep_the_rows_from_coming_in(office, round):
    address = upload(office, FILE + "다리,언젠가,버스팀,,,,\n").location
    asked = {"asked-field": "department", "asked": "버스팀", "asked-is": "make", "year": "2025"}
    answer = office.post(address + "/run", data=asked | {"others_too": "y"})
    assert answer.status_code == 422
    assert '<option value="make" selected>' in tight(answer.text)


def test_one_that_has_ended_takes_issues_again_only_where_the_planner_says_so(
    office, columns, gaon
):
    for department in Department.of(gaon):
        department.end()
    db.session.commit()
    assert "이제 쓰지 않는 부서예요." in office.get(columns + "/review").text
    asked = {"asked-field": "department", "asked": "가온시 도로과", "asked-is": "make"}
    office.post(columns + "/run", data=asked)
    assert given() == [OF_ROAD]


def test_a_resident_reads_none_of_it(office, columns, minji, as_person):
    office.post(columns + "/run")
    issue = db.session.scalars(db.select(Issue).filter_by(title="가로등")).one()
    page = f"/gaon/1/issues/{issue.id}"
    assert "가져온 파일" in office.get(page).text and "처리완료" in office.get(page).text
    resident = as_person(minji).get(page).text
    assert "도로과" not in resident and "김민수" not in resident and "안내함" not in resident


def test_all_of_it_goes_with_the_import(office, columns):
    office.post(columns + "/run")
    kept = db.session.scalars(db.select(IssueImport)).one()
    assert kept.built_on() == {}
    assert office.post(f"{START}/{kept.id}/undo").status_code == 303
    assert (given(), notes(), db.session.scalar(db.select(db.func.count(Issue.id)))) == ([], [], 0)


MAKE = {"asked-field": "department", "asked": "버스팀", "asked-is": "make"}


def undo_all(office):
    for kept in db.session.scalars(db.select(IssueImport.id).order_by(IssueImport.id)).all():
        office.post(f"{START}/{kept}/undo")
        db.session.expire_all()


def names(gaon):
    return [department.name for department in Department.of(gaon)]


def test_a_department_that_the_import_opened_goes_with_it(office, columns, gaon):
    office.post(columns + "/run", data=MAKE)
    assert "버스팀" in names(gaon)
    undo_all(office)
    assert names(gaon) == ["교통행정과", "도로과"]


def test_one_that_it_took_up_again_has_ended_as_before(office, columns, gaon):
    road = next(each for each in Department.of(gaon) if each.name == "도로과")
    road.end()
    db.session.commit()
    ended_at = road.ended_at
    office.post(columns + "/run", data=MAKE | {"asked": "가온시 도로과"})
    assert db.session.get(Department, road.id).ended_at is None
    undo_all(office)
    assert db.session.get(Department, road.id).ended_at == ended_at


def test_one_that_others_use_stays_until_nothing_does(office, columns, gaon):
    """Another file's rows are with it; when that is taken back as well, it goes."""
    office.post(columns + "/run", data=MAKE)
    address = upload(office, "제목,처리부서\n노선,버스팀\n").location
    office.post(address, data={"as-제목": "title", "as-처리부서": "department"})
    office.post(address + "/run")
    first, second = db.session.scalars(db.select(IssueImport.id).order_by(IssueImport.id)).all()
    office.post(f"{START}/{first}/undo")
    assert ("버스팀" in names(gaon), given()) == (True, [("버스팀", "", None)])
    office.post(f"{START}/{second}/undo")
    db.session.expire_all()
    assert "버스팀" not in names(gaon)


def test_one_that_a_planner_renamed_or_gave_a_report_stays(office, columns, gaon, round, seoyeon):
    rows = "".join(f"{n},{name}\n" for n, name in enumerate(("갑과", "을과", "병과")))
    address = upload(office, f"제목,처리부서\n{rows}").location
    office.post(address, data={"as-제목": "title", "as-처리부서": "department"})
    asked = {"asked-field": ["department"] * 3, "asked": ["갑과", "을과", "병과"]}
    office.post(address + "/run", data=asked | {"asked-is": ["make"] * 3})
    made = {each.name: each.id for each in Department.of(gaon) if each.name in asked["asked"]}
    renamed = {f"d{made['을과']}-name": "을지과"}
    office.post(f"/gaon/1/office/voices/departments/{made['을과']}/rename", data=renamed)
    other = add_issue(round, 900)
    chosen = Selection(seen=0, ids=(other.id,))
    act = OfficeAct.do(Assign(made["병과"]), chosen, round, seoyeon, "assign-1")
    db.session.commit()
    OfficeAct.do(Assign(None), chosen, round, seoyeon, "assign-2")  # may be taken back
    db.session.commit()
    imports = db.session.scalars(db.select(IssueImport.id).order_by(IssueImport.id.desc()))
    office.post(f"{START}/{imports.first()}/undo")
    db.session.expire_all()
    assert act.count == 1 and names(gaon) == ["교통행정과", "도로과", "병과", "을지과"]


def test_an_officer_s_name_in_the_cell_of_a_department_is_one_of_a_column_of_its_own(office, gaon):
    """It is on the assignment, masked in the row's words, and in no list of the page."""
    Department.open(gaon, "도로과")
    db.session.commit()
    rows = ("도로과 / 김철수", "도로과(김철수)", "도로과 김철수 주무관")
    table = "".join(
        f"가로등 {n},김철수 주무관님이 보셨어요,{cell}\n" for n, cell in enumerate(rows)
    )
    address = upload(office, f"제목,내용,처리부서/담당자\n{table}").location
    chosen = {"as-제목": "title", "as-내용": "body", "as-처리부서/담당자": "department"}
    office.post(address, data=chosen)
    review = office.get(address + "/review").text
    assert (
        review.count("김철수") == review.count("<p>[이름] 주무관님이 보셨어요</p>") == 3
    )  # beside it
    office.post(address + "/run")
    assert given() == [("도로과", "김철수", None)] * 3
    issues = db.session.scalars(db.select(Issue)).all()
    assert {issue.body for issue in issues} == {"[이름] 주무관님이 보셨어요"}
    assert notes() == []


def test_of_two_departments_the_first_has_the_report_and_both_stand_in_the_note(office, columns):
    address = upload(office, '제목,처리부서\n가로등,"도로과, 교통행정과"\n').location
    office.post(address, data={"as-제목": "title", "as-처리부서": "department"})
    office.post(address + "/run")
    assert given() == [("도로과", "", None)]
    assert notes() == [(None, "처리부서: 도로과, 교통행정과")]


def test_what_a_planner_notes_beside_it_keeps_the_import(office, columns):
    office.post(columns + "/run")
    issue = db.session.scalars(db.select(Issue).filter_by(title="가로등")).one()
    office.post(f"/gaon/1/office/voices/issues/{issue.id}/notes", data={"body": "예산 확인 중"})
    kept = db.session.scalars(db.select(IssueImport)).one()
    assert kept.built_on() == {"office_note": 1}


def test_the_command_says_and_does_the_same(app, round, gaon, tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(FILE)

    def command(*options):
        words = ["issues", "import", str(path), "--municipality", "gaon", *options]
        return app.test_cli_runner().invoke(args=words).output

    assert "department\t버스팀\t없는 부서예요. make: 부서 만들기\t1" in command("--dry-run")
    command("--choose", "department=make")
    assert [name for name, *_ in given()] == ["가온시 도로과", "교통 행정과", "버스팀"]
