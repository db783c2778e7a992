"""The planner's way through an import: upload, columns, check, import."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.issues.importing import models, result, run
from civic.issues.importing.complaint_file import ComplaintFile
from civic.issues.importing.models import IssueImport
from civic.issues.models import Issue
from civic.places.legal_dongs.models import LegalDong
from tests.issues.importing.pages import START, choices, upload
from tests.pages import say_why, tight


def test_a_file_goes_through_columns_and_check_to_issues(office, round):
    columns = upload(office).location
    page = office.get(columns).text
    assert '<option value="title" selected>제목</option>' in tight(page)
    assert "조명 (1)" in page

    review = office.post(columns, data=choices())
    assert review.location.endswith("/review")
    page = office.get(review.location).text
    assert "2건을 가져올 수 있어요" in page
    assert "제목이 비었어요." in page

    run = columns + "/run"
    refused = office.post(run)
    assert refused.status_code == 422
    assert db.session.scalar(db.select(db.func.count(Issue.id))) == 0

    done = office.post(run, data={"skip_mistakes": "y"}).location
    assert done == columns + "/result"
    issues = db.session.scalars(db.select(Issue).order_by(Issue.receipt)).all()
    assert [(i.title, i.category, i.supports_count) for i in issues] == [
        ("가로등", "safety", 3),
        ("주차", "parking", 5),
    ]
    assert office.post(run, data={"skip_mistakes": "y"}).status_code == 409
    assert office.get(columns).status_code == 409
    assert "2건 가져옴" in office.get(START).text
    result = office.get(done).text
    assert "2건을 가져왔어요" in result
    assert "제목이 비었어요." in result


def test_the_mistakes_can_be_taken_home(office):
    columns = upload(office, "제목,내용,추천수\n=1+1,가,=2+2\n").location
    office.post(columns, data={"as-제목": "title", "as-추천수": "supports"})
    say_why(office, columns + "/mistakes.csv")
    answer = office.get(columns + "/mistakes.csv")
    assert answer.mimetype == "text/csv"
    assert answer.data.decode("utf-8-sig").splitlines() == [
        "행,열,오류,적힌 값",
        "2,공감 수,숫자가 아니에요.,'=2+2",
    ]


def test_choosing_another_category_column_shows_its_values_first(office):
    columns = upload(office).location
    again = office.post(columns, data=choices(**{"as-제목": "category", "as-구분": "title"}))
    assert again.location.endswith("#values")
    assert "가로등 (1)" in office.get(columns).text


def test_default_points_are_offered_as_no_place_and_ticked(office):
    rows = "".join(f"가{n},36.55,127.05\n" for n in range(25))
    page = tight(office.get(upload(office, "제목,위도,경도\n" + rows).location).text)
    assert "25행은 위치 없음으로" in page
    assert 'value="36.55,127.05" checked' in page


def test_what_cannot_be_read_is_refused_in_words(office):
    for data, words in (
        (b"\xd0\xcf\x11\xe0old", "파일이 깨졌거나"),
        (b"%PDF-1.7\n", "표가 아니라 .pdf 파일"),
        (b"", "비어 있어요"),
        ("제목\n".encode(), "내용이 없어요"),
        ('제목\n"가'.encode(), "따옴표"),
    ):
        answer = upload(office, data)
        assert answer.status_code == 422
        assert words in answer.text
    assert "파일을 골라" in office.post(START).text
    assert db.session.scalar(db.select(db.func.count(IssueImport.id))) == 0


def test_a_file_that_is_too_large_is_refused(office, app):
    answer = upload(office, b"a" * (app.config["MAX_UPLOAD_BYTES"] + 1))
    assert answer.status_code == 413


def test_without_words_or_with_half_a_position_the_columns_are_asked_again(office):
    columns = upload(office, "제목,위도,경도\n가,36.55,127.05\n").location
    nothing = office.post(columns, data={"as-없는 열": "title"})
    assert nothing.status_code == 422
    assert "하나는 골라 주세요" in nothing.text
    half = office.post(columns, data={"as-제목": "title", "as-위도": "lat"})
    assert half.status_code == 422
    assert "둘 다 고르거나" in half.text


def test_a_file_of_another_round_is_not_found_and_one_can_be_dropped(office, call, gaon):
    columns = upload(office).location
    number = columns.rsplit("/", 1)[1]
    assert office.get(f"/gaon/1/office/issues/import/{int(number) + 1}").status_code == 404
    assert office.post(columns + "/drop").status_code == 303
    assert office.get(columns).status_code == 404


def test_a_file_sent_twice_is_shown_row_by_row_and_taken_if_the_planner_says_so(office, round):
    text = "접수번호,제목\n가-1,하나\n가-2,둘\n"
    for choice in ({}, {"shown": ["2", "3"], "take": ["3"]}):
        columns = upload(office, text).location
        mapped = {"as-제목": "title", "as-접수번호": "external_id"}
        review = office.post(columns, data=mapped).location
        page = office.get(review).text
        made = office.post(columns + "/run", data=choice)
    assert "0건을 가져올 수 있어요" in page
    assert page.count("전에 가져온 제보와 내용이 같아요.") == 2
    assert 'href="/gaon/1/issues/1"' in page
    titles = db.session.scalars(db.select(Issue.title).order_by(Issue.receipt)).all()
    assert titles == ["하나", "둘", "둘"]
    result = office.get(made.location).text
    assert "1건을 가져왔어요" in result


def test_the_left_out_rows_can_be_taken_home(office, round):
    columns = upload(office, "제목,공감수\n하나,1\n합계,1\n").location
    office.post(columns, data={"as-제목": "title", "as-공감수": "supports"})
    say_why(office, columns + "/left-out.csv")
    before = office.get(columns + "/left-out.csv").data.decode("utf-8-sig").splitlines()
    office.post(columns + "/run")
    after = office.get(columns + "/left-out.csv").data.decode("utf-8-sig").splitlines()
    assert before == after == ["행,내용,이유,같은 제보", "3,합계 · 1,합계 행이에요.,"]


def test_the_planner_says_which_line_names_the_columns(office, round):
    text = "현황,2026,6월\n담당,교통과,서연\n이름,설명,때\n가로등,꺼졌어요,2026-01-02\n"
    columns = upload(office, text).location
    page = office.get(columns)
    assert "1행: 현황, 2026, 6월" in page.text
    assert office.post(columns + "/table", data={"header_row": "3"}).location == columns
    page = tight(office.get(columns).text)
    assert "3행이 열 제목이에요" in page
    assert 'name="as-이름"' in page and "가로등" in page
    office.post(columns, data={"as-이름": "title", "as-설명": "body"})
    office.post(columns + "/run")
    (issue,) = db.session.scalars(db.select(Issue))
    assert (issue.title, issue.body) == ("가로등", "꺼졌어요")


def test_the_last_line_cannot_name_the_columns(office):
    columns = upload(office, "제목\n가\n").location
    answer = office.post(columns + "/table", data={"header_row": "2"})
    assert answer.status_code == 422
    assert "더 위의 줄을" in answer.text


class Later:
    """A queue whose worker is not there yet."""

    def __init__(self):
        self.asked = []

    def wake(self, job_id, name="work"):
        self.asked.append((job_id, name))


def test_many_rows_are_stored_by_the_worker_while_the_page_tells_how_far_it_is(
    office, round, app, monkeypatch, clock
):
    queue = Later()
    monkeypatch.setitem(app.extensions, "job_queue", queue)
    monkeypatch.setattr(run, "AT_ONCE", 1)
    columns = upload(office, "제목\n하나\n둘\n셋\n").location
    office.post(columns, data={"as-제목": "title"})
    result = office.post(columns + "/run").location
    number = int(columns.rsplit("/", 1)[1])
    assert queue.asked == [(number, "import")]
    page = office.get(result).text
    assert "제보로 저장하고 있어요" in page and "0 / 3건" in page
    assert "이어서 하기" not in page
    assert office.post(columns + "/drop").status_code == 409

    clock(timedelta(minutes=1))
    assert "이어서 하기" in office.get(result).text
    office.post(columns + "/resume")
    assert queue.asked == [(number, "import")] * 2
    run.run_import(app, number)
    assert "3건을 가져왔어요" in office.get(result).text
    seen = {"HX-Request": "true"}
    assert office.get(f"{result}?seen=3-False-True-0-False", headers=seen).status_code == 204


@pytest.fixture
def open_while_reading(monkeypatch):
    """Whether a transaction was open each time a file was parsed or its rows were read."""
    held = []

    def spy(owner, name):
        read = getattr(owner, name)

        def spied(*args, **kwargs):
            held.append(db.session.registry().in_transaction())
            return read(*args, **kwargs)

        monkeypatch.setattr(owner, name, spied)

    spy(models, "read_grid")
    spy(ComplaintFile, "read")
    return held


def test_others_write_while_a_file_is_parsed_and_its_rows_are_read(
    office, round, open_while_reading
):
    columns = upload(office).location
    assert open_while_reading == [False]
    office.post(columns, data=choices())
    assert office.post(columns + "/run", data={"skip_mistakes": "y"}).status_code == 303
    assert open_while_reading == [False, False, False]


def test_columns_changed_while_the_rows_are_read_are_told(office, round, monkeypatch):
    columns = upload(office).location
    office.post(columns, data=choices())
    read = ComplaintFile.read

    def slow(sheet):
        db.session.scalar(db.select(IssueImport)).mapping = {"columns": {"title": "구분"}}
        db.session.commit()
        return read(sheet)

    monkeypatch.setattr(ComplaintFile, "read", slow)
    answer = office.post(columns + "/run", data={"skip_mistakes": "y"})
    assert answer.status_code == 409
    assert "읽는 사이에" in answer.text
    assert db.session.scalar(db.select(db.func.count(Issue.id))) == 0


@pytest.mark.parametrize(
    ("titles", "may_take_the_rest"),
    [(("하나", "둘", "셋"), True), (("새 하나", "새 둘", "새 셋"), False)],
)
def test_a_list_longer_than_the_page_says_how_long_it_is(
    office, round, bring, take, monkeypatch, titles, may_take_the_rest
):
    """Rows that stand in the list and are taken all the same, for their number only, count too."""
    monkeypatch.setattr(result, "SHOWN_LEFT_OUT", 2)
    take(bring("접수번호,제목\n가-1,하나\n가-2,둘\n가-3,셋\n"))
    rows = "".join(f"가-{n},{title}\n" for n, title in enumerate(titles, 1))
    file = bring(f"접수번호,제목\n{rows}")
    page = office.get(f"{START}/{file.id}/review").text
    assert '살펴볼 행 <span class="num">3</span>' in page
    assert page.count('name="take"') == 2 and "처음 2개예요" in page
    assert ("others_too" in page) is may_take_the_rest
    take(file)
    page = office.get(f"{START}/{file.id}/result").text
    assert '살펴볼 행 <span class="num">3</span>' in page and "처음 2개예요" in page


def test_a_legal_dong_in_two_districts_is_asked_and_the_answer_counts(office, bring, gaon, round):
    west, east = gaon.districts
    LegalDong.replace(gaon, {("교동", "", west.id), ("교동", "", east.id), ("포남동", "", east.id)})
    db.session.commit()
    file = bring("제목,주소\n가로등,가온시 교동 1\n버스,가온시 포남동 2\n주차,가온시 교동 3\n")
    address = f"{START}/{file.id}"
    page = office.get(f"{address}/review").text
    assert 'name="unclear" value="교동"' in page and "느티동" in page
    office.post(f"{address}/run", data={"unclear": "교동", "unclear-is": str(west.id)})
    found = db.session.execute(db.select(Issue.title, Issue.district_id).order_by(Issue.id))
    assert dict(found.all()) == {"가로등": west.id, "버스": east.id, "주차": west.id}
