"""Files as programs of offices export them: none is repaired before it is uploaded."""

import io
import zipfile

import openpyxl
import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.korean_time import SEOUL
from civic.places.tables import UnreadableFile, read_grid
from civic.triage.departments.models import Assignment, Department, OfficeNote
from tests.issues.importing.pages import upload
from tests.pages import tight

OLE = b"\xd0\xcf\x11\xe0" + b"\0" * 508


def workbook(*sheets, merged=()):
    """sheets: (name, rows)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for span in merged:
            sheet.merge_cells(span)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def issues():
    return db.session.scalars(db.select(Issue).order_by(Issue.id)).all()


def days():
    return [issue.created_at.astimezone(SEOUL).date().isoformat() for issue in issues()]


def test_a_national_register_of_answers_with_masked_names(bring, take, gaon):
    Department.open(gaon, "도로과")
    header = (
        "No 신청번호 민원제목 민원내용 신청인 신청일 담당부서 담당자 처리기한 처리상태 답변내용"
    )
    row = [
        "1AA-2603-0123401",
        "가로등 점검",
        "어두워서 무서워요",
        "김**",
        "2026-03-01 오후 01:15:00",
    ]
    row += ["도로과", "이영희", "2026-03-11", "답변완료", "점검하겠습니다. 문의 031-123-4567"]
    rows = [["국민신문고 신청 목록"], ["조회기간: 2026-01-01 ~ 2026-03-31"], [], header.split()]
    assert take(bring(workbook(("신청목록", [*rows, [1, *row]]))))[0] == 1
    (issue,) = issues()
    assert (issue.external_id, issue.author_key) == ("1AA-2603-0123401", None)
    assert issue.created_at.isoformat() == "2026-03-01T04:15:00+00:00"
    given = db.session.scalars(db.select(Assignment)).one()
    assert (given.department.name, given.officer) == ("도로과", "이영희")
    said = db.session.scalars(db.select(OfficeNote.body)).one()
    assert said == "처리상태: 답변완료\n처리결과: 점검하겠습니다. 문의 [전화번호]"


def test_two_merged_header_lines_below_a_title_with_subtotals_among_the_rows(bring, take, gaon):
    Department.open(gaon, "교통과")
    rows = [["2026년 상반기 민원처리부"]]
    rows += [["연번", "접수", "", "민원인", "", "민원요지", "처리", ""]]
    rows += [["", "일자", "번호", "성명", "연락처", "", "부서", "기한"]]
    person = ["김민수", "010-1234-5678"]
    rows += [[1, 1.4, "01-0004", *person, "버스를 늘려 주세요", "교통과", "1.11"]]
    rows += [["소계", "", "", "", "", "1건", "", ""]]
    rows += [[2, 2.5, "02-0005", *person, "막차를 늦춰 주세요", "교통과", "2.12"]]
    rows += [["합계", "", "", "", "", "2건", "", ""]]
    file = workbook(("처리부", rows), merged=("A1:H1", "A2:A3", "B2:C2", "D2:E2", "F2:F3", "G2:H2"))
    made, left_out = take(bring(file))
    assert made == 2 and [row.why for row in left_out] == ["total", "total"]
    assert days() == ["2026-01-04", "2026-02-05"]
    assert len({issue.author_key for issue in issues()}) == 1 and issues()[0].author_key
    due = [given.due_on.isoformat() for given in db.session.scalars(db.select(Assignment))]
    assert due == ["2026-01-11", "2026-02-12"]


def test_a_workbook_with_a_sheet_a_month_says_what_it_leaves(office, round):
    sheets = [(f"{n}월", [["제목", "접수일"], [f"주차 {n}", f"{n}/2"]]) for n in (1, 2, 3)]
    columns = upload(office, workbook(*sheets), "2025년 민원.xlsx").location
    page = tight(office.get(columns).text)
    assert "‘1월’ 시트만 가져와요. 다른 시트는 따로 가져오세요: 2월, 3월" in page
    office.post(columns + "/run")
    assert days() == ["2025-01-02"]


def test_a_form_s_questions_are_names_of_columns(bring, take):
    lines = (
        "타임스탬프,사시는 동네를 골라 주세요.,가장 불편한 점은 무엇인가요? 자세히 적어 주세요.",
        "2026. 3. 2 오후 2:30:11,달내동,"
        "버스가 드물게 와서 병원에 가기가 너무 힘들어요. 더 늘려 주세요.",
        "2026. 3. 3 오전 9:01:00,느티동,"
        "주차할 곳이 없어 길에 차를 대니 소방차가 못 가요. 지어 주세요.",
    )
    assert take(bring("\n".join(lines)))[0] == 2
    assert [issue.district.name for issue in issues()] == ["달내동", "느티동"]
    assert issues()[0].title.startswith("버스가 드물게")


def test_a_header_on_each_page_and_remarks_at_the_end(bring, take):
    head = "연번,민원명,접수일\n"
    file = f"민원 현황\n{head}1,가로등,26.3.2\n{head}2,버스,26.3.3\n합 계,2건,\n끝.\n"
    made, left_out = take(bring(file.encode("cp949")))
    assert made == 2 and [row.why for row in left_out] == ["header", "total", "remark"]


def test_letters_that_old_programs_fill_cells_with_are_left_out(bring, take):
    assert take(bring("제목,내용\n가로등\0\0,어두워요\n주차,길이 좁아요\n".encode("cp949")))[0] == 2
    assert issues()[0].title == "가로등"


def test_a_workbook_with_macros_is_read_without_them():
    plain, out = zipfile.ZipFile(io.BytesIO(workbook(("대장", [["제목"], ["버스"]])))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as macros:
        for name in plain.namelist():
            body = plain.read(name)
            macros.writestr(name, body.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml"))
        macros.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 200)
    assert [cells for _, cells in read_grid(out.getvalue()).rows] == [("제목",), ("버스",)]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (lambda: workbook(("넓은", [[f"칸{n}" for n in range(202)], ["x"] * 202])), "no"),
        (
            lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 508 + "EncryptedPackage".encode("utf-16-le"),
            "locked",
        ),
    ],
    ids=["wide", "locked"],
)
def test_what_cannot_be_read_is_refused_by_name(office, round, file, why):
    page = tight(upload(office, file(), "민원.xlsx").text)
    words = {"no": "열이 200개를 넘어요. 필요한 열만", "locked": "암호를 풀고 저장해서"}
    assert words[why] in page
    with pytest.raises(UnreadableFile):
        read_grid(file()).table()
