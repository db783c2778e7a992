"""Choosing the sheet, the header and the columns, and what is seen before anything is stored."""

import io
import re

import openpyxl
import pytest

from civic.db import db
from civic.issues.importing.models import IssueImport
from civic.issues.models import Issue
from civic.korean_time import SEOUL
from tests.issues.importing.pages import choices, upload
from tests.pages import tight


def filled(book, name, *rows):
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append(row)


def test_the_sheet_with_the_most_reports_is_read_whatever_stands_before_it(office, round):
    """A table of contents, instructions of many rows, an example, a longer table of codes."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    filled(book, "목차", ["번호", "제목", "쪽"], *([n, f"{n}월 접수 현황", n] for n in range(1, 9)))
    how = "민원 내용을 육하원칙에 따라 구체적으로 적어 주세요."
    filled(book, "작성요령", ["구분", "내용", "비고"], *([f"칸 {n}", how, ""] for n in range(30)))
    header = ["접수번호", "접수일자", "제목", "처리부서"]
    filled(book, "작성예시", header, ["1", "2026-01-01", "가로등이 꺼졌어요", "도로과"])
    filled(book, "코드", ["코드", "이름"], *([f"C{n}", f"코드 이름 {n}"] for n in range(80)))
    rows = ([f"A-{n}", f"2026-03-0{n}", f"가로등 {n}", "도로과"] for n in range(1, 6))
    filled(book, "접수대장", ["2026년 접수대장"], header, *rows)
    out = io.BytesIO()
    book.save(out)
    address = upload(office, out.getvalue(), "민원.xlsx").location
    page = tight(office.get(address).text)
    assert "제보로 보이는 행이 가장 많은 시트를 골랐어요." in page
    assert "‘접수대장’ 시트" in page and "<option selected>접수대장</option>" in page
    for other in ("목차", "작성요령", "작성예시", "코드"):
        assert f"<option>{other}</option>" in page
    office.post(address + "/table", data={"sheet": "작성예시"})
    assert "골랐어요" not in tight(office.get(address).text)


def test_another_sheet_is_chosen_and_its_columns_are_guessed(office, round):
    book = openpyxl.Workbook()
    book.active.title = "상반기"
    book.active.append(["제목", "내용"])
    book.active.append(["가로등", "어두워요"])
    second = book.create_sheet("하반기")
    second.append(["민원명", "민원내용"])
    second.append(["주차", "좁아요"])
    out = io.BytesIO()
    book.save(out)
    columns = upload(office, out.getvalue(), "민원.xlsx").location
    assert "‘상반기’ 시트" in office.get(columns).text
    chosen = {"sheet": "하반기", "header_row": "1", "header_lines": "1"}
    assert office.post(columns + "/table", data=chosen).status_code == 303
    page = tight(office.get(columns).text)
    assert "‘하반기’ 시트" in page and 'name="as-민원명"' in page
    office.post(columns, data={"as-민원명": "title", "as-민원내용": "body"})
    office.post(columns + "/run")
    (issue,) = db.session.scalars(db.select(Issue))
    assert (issue.title, issue.body) == ("주차", "좁아요")
    kept = db.session.scalars(db.select(IssueImport)).one()
    assert (kept.data, kept.source) == (None, None)


def test_the_header_may_have_two_lines(office):
    columns = upload(office, "갑,을\n이름,설명\n가로등,어두워요\n").location
    office.post(columns + "/table", data={"header_row": "1", "header_lines": "2"})
    page = tight(office.get(columns).text)
    assert "1행부터 2줄이 열 제목이에요" in page and 'name="as-갑 / 이름"' in page


def test_two_columns_are_not_taken_for_the_same(office):
    columns = upload(office).location
    answer = office.post(columns, data=choices(**{"as-구분": "title"}))
    assert answer.status_code == 422
    assert "두 열에서 같은 항목을 골랐어요: 제목" in answer.text
    assert '<option value="supports" selected>' in tight(answer.text)


def test_rows_offered_as_the_header_say_nothing_personal(office):
    rows = "제목,내용,신청인,연락처\n가로등,01087654321로 전화,김민수,010-1234-5678\n"
    columns = upload(office, rows).location
    page = tight(office.get(columns).text)
    assert "2행: 가로등, [전화번호]로 전화<" in page
    assert "김민수" not in page and "1234-5678" not in page and "87654321" not in page


PEOPLE = "제목,내용,신청인\n가로등,010-1234-5678로 12가 3456 김민수,김민수\n"


@pytest.fixture
def with_people(office, round):
    columns = upload(office, PEOPLE).location
    mapped = {"as-제목": "title", "as-내용": "body", "as-신청인": "place"}
    assert office.post(columns, data=mapped).location.endswith("/review")
    return columns


def body_of_the_only_issue():
    return db.session.scalars(db.select(Issue.body)).one()


def test_personal_data_is_shown_by_row_and_masked(office, with_people):
    assert "같은 사람이 쓴 글인지만 표시해요" in office.get(with_people).text
    page = tight(office.get(with_people + "/review").text)
    assert "개인정보가 있는 행" in page and "[전화번호]로 [차량번호] [이름]" in page
    office.post(with_people + "/run")
    (issue,) = db.session.scalars(db.select(Issue))
    assert (issue.body, issue.place) == ("[전화번호]로 [차량번호] [이름]", "")


def test_a_kind_that_is_unticked_stays(office, with_people):
    shown = {"shown-mask": ["phone", "plate", "name"], "mask": ["phone", "name"]}
    office.post(with_people + "/run", data=shown)
    assert body_of_the_only_issue() == "[전화번호]로 12가 3456 [이름]"


def test_the_check_says_what_becomes_of_each_column_and_each_district(office, round):
    rows = "가로등,달내,교통과,x\n주차,동네,교통과,y\n"
    columns = upload(office, "제목,읍면동,처리부서,ㅋㅋ\n" + rows).location
    page = tight(office.get(columns + "/review").text)
    assert "모르는 열이라 가져오지 않음" in page and "가로등 · 주차" in page
    assert re.search('<span class="strong">달내</span>.*?<p class="small">달내동</p>', page)
    assert "우리 지역의 읍면동 이름이 없어 비워 둬요." in page


NAMELESS = (
    "2026-03-02,달내동,가로등이 꺼졌어요,김민수,조명\n"
    "2026-03-03,느티동,주차할 곳이 없어요,이영희,주차\n"
    "2026-03-04,달내동,버스가 안 와요,박철수,버스\n"
)


def test_the_first_row_of_a_file_that_names_no_column_is_not_lost(office, round):
    columns = upload(office, NAMELESS).location
    page = tight(office.get(columns).text)
    assert "제목 줄이 없어요. 열을 A, B, C로 불러요" in page and "김민수" not in page
    assert "1건을" not in page and "3행" in page
    chosen = {"as-A": "created_at", "as-B": "district", "as-C": "title", "as-E": "category"}
    for name, field in chosen.items():
        assert f'name="{name}"' in page and f'<option value="{field}" selected>' in page
    kinds = {"shown-category": "E", "value": ["조명"], "category": ["safety"]}
    office.post(columns, data=chosen | kinds)
    office.post(columns + "/run")
    issues = db.session.scalars(db.select(Issue).order_by(Issue.id)).all()
    assert issues[0].title == "가로등이 꺼졌어요" and len(issues) == 3
    assert [issue.district.name for issue in issues] == ["달내동", "느티동", "달내동"]


def test_a_planner_says_that_no_row_names_the_columns(office, round):
    columns = upload(office, "가로등이 꺼졌어요,달내동\n버스가 안 와요,느티동\n").location
    assert 'name="as-달내동"' in office.get(columns).text
    office.post(columns + "/table", data={"header_row": "0", "header_lines": "1"})
    office.post(columns, data={"as-A": "title", "as-B": "district"})
    office.post(columns + "/run")
    assert len(db.session.scalars(db.select(Issue)).all()) == 2


def test_days_without_a_year_are_shown_as_read_and_their_year_is_chosen(office, round):
    columns = upload(office, "제목,접수일\n가로등,3.2\n주차,11-07\n").location
    page = tight(office.get(columns + "/review").text)
    assert "다르게 읽을 수도 있는 날짜" in page
    assert "연도가 없어 가장 가까운 지난 날짜로 읽었어요." in page
    assert "10·20·30일이 아닌지 봐 주세요." in page
    office.post(columns + "/run", data={"year": "2024"})
    created = db.session.scalars(db.select(Issue.created_at).order_by(Issue.id))
    assert [each.astimezone(SEOUL).date().isoformat() for each in created] == [
        "2024-03-02",
        "2024-11-07",
    ]
    assert db.session.scalars(db.select(IssueImport)).one().mapping["year"] == 2024


def test_a_list_of_sentences_alone_loses_none(office, round):
    words = ["버스가 너무 늦게 와요", "가로등이 없어요", "놀이터 모래가 더러워요"]
    columns = upload(office, "\n".join(words) + "\n").location
    page = tight(office.get(columns).text)
    assert "제목 줄이 없어요. 열을 A, B, C로 불러요" in page
    office.post(columns, data={"as-A": "body"})
    office.post(columns + "/run")
    assert db.session.scalars(db.select(Issue.title).order_by(Issue.id)).all() == words


@pytest.mark.parametrize("above", ["", "2026년 시민제안 목록\n"])
def test_a_list_below_its_name_has_its_name(office, round, above):
    columns = upload(office, above + "내용\n버스가 너무 늦게 와요\n가로등이 없어요\n").location
    page = tight(office.get(columns).text)
    assert 'name="as-내용"' in page and "제목 줄이 없어요" not in page.partition("<form")[0]


def test_the_order_of_numbers_in_a_day_is_asked_once_and_what_is_to_come_is_shown(office, round):
    """A year is chosen that makes one day future: nothing comes in, and the page says which."""
    file = "제목,접수일\n가로등,03/02/26\n나무,12/31\n주차,1/2\n"
    address = upload(office, file).location
    office.post(address, data={"as-제목": "title", "as-접수일": "created_at"})
    page = tight(office.get(address + "/review").text)
    assert "‘03/02/26’처럼 적힌 날짜는 언제인가요?" in page
    assert (
        ">2026-03-02 (월/일/연도)</option>" in page and ">2026-02-03 (일/월/연도)</option>" in page
    )
    chosen = {"day_order": "dmy", "year": "2027"}
    answer = office.post(address + "/run", data=chosen)
    page = tight(answer.text)
    assert answer.status_code == 422 and "12/31 → 2027-12-31" in page
    assert '<option value="dmy" selected>' in page
    assert '<option value="2026">' in page  # to choose again
    run = office.post(address + "/run", data={"day_order": "dmy", "year": "2024"})
    assert run.status_code == 303
    days = [issue.created_at.astimezone(SEOUL).date().isoformat() for issue in issues()]
    assert days == ["2026-02-03", "2024-12-31", "2024-01-02"]


def issues():
    return db.session.scalars(db.select(Issue).order_by(Issue.receipt)).all()
