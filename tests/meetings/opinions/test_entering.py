"""What was said at a meeting is typed a line each, checked line by line, and stored as a batch."""

import io
import re

import pytest
from PIL import Image

from civic.db import db
from civic.issues.models import Issue
from civic.meetings.opinions.models import Opinion, OpinionBatch
from civic.photos.models import Photo
from civic.places.legal_dongs.models import LegalDong
from tests.factory import report_issue

OFFICE = "/gaon/1/office/meetings"


def fields(*lines, **more):
    """The fields of the page where lines are checked."""
    sent = {"category": "other", "more": "", "request_key": "request-0001"}
    for n, line in enumerate(lines):
        line = line if isinstance(line, dict) else {"text": line}
        line = {"people": "1", "category": "other", "same_as": "", "number": ""} | line
        line = {"seen": line["text"]} | line
        sent |= {f"lines-{n}-{name}": value for name, value in line.items()}
    return sent | more


@pytest.fixture
def entering(held):
    return f"{OFFICE}/{held.id}/opinions"


@pytest.fixture
def planner(as_person, seoyeon):
    return as_person(seoyeon)


def test_a_list_that_is_pasted_comes_without_its_marks(entering, planner):
    typed = "1. 버스가 안 와요\n\n  - 가로등이 어두워요 (3명)\r\n③ 3.1절 행사"
    page = planner.post(f"{entering}/check", data={"text": typed, "category": "other"})
    assert page.status_code == 200
    for words in ("버스가 안 와요", "가로등이 어두워요", "3.1절 행사"):
        assert f'value="{words}"' in page.text
    assert re.search(r'name="lines-1-people"[^>]* value="3"', page.text)
    assert db.session.scalar(db.select(db.func.count(OpinionBatch.id))) == 0


def test_what_is_like_a_listed_report_is_offered_with_its_category(entering, planner, round, minji):
    issue = report_issue(round, minji, title="마을버스를 한 시간 넘게 기다려요")
    db.session.commit()
    typed = {"text": "마을버스를 한 시간 넘게 기다려요", "category": "other"}
    page = planner.post(f"{entering}/check", data=typed).text
    assert f'<option value="{issue.id}">공감으로: 마을버스를 한 시간 넘게 기다려요' in page
    assert '<option selected value="transit">' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "들은 의견을 한 줄에 하나씩 적어 주세요."),
        ("가" * 301, "300자보다 긴 줄이 있어요"),
        ("버스\n" * 101, "지금은 101줄이에요."),
        ("\u3164\n\u200b", "들은 의견을 한 줄에 하나씩 적어 주세요."),
    ],
)
def test_a_mistake_is_said_at_the_field_and_what_was_typed_stays(
    entering, planner, typed, sentence
):
    page = planner.post(f"{entering}/check", data={"text": typed, "category": "other"})
    assert page.status_code == 422 and sentence in page.text
    assert typed.strip()[:50] in page.text or not typed.isprintable()


def test_a_batch_is_stored_once_and_waits(entering, planner, round, minji):
    issue = report_issue(round, minji)
    db.session.commit()
    sent = fields({"text": "버스가 안 와요", "people": "4", "same_as": str(issue.id)}, "등이 꺼짐")
    for _again in range(2):
        assert planner.post(entering, data=sent).status_code == 303
    batch = db.session.scalars(db.select(OpinionBatch)).one()
    assert batch.state == "waiting"
    assert [(o.text, o.people, o.same_as_id) for o in batch.opinions] == [
        ("버스가 안 와요", 4, issue.id),
        ("등이 꺼짐", 1, None),
    ]
    assert db.session.scalar(db.select(db.func.count(Issue.id))) == 1


def test_a_report_is_also_found_by_its_receipt_number(entering, planner, round, minji):
    issue = report_issue(round, minji)
    db.session.commit()
    wrong = fields({"text": "버스", "number": "2026-9999"})
    page = planner.post(entering, data=wrong)
    assert page.status_code == 422 and "이 접수번호의 제보가 없어요" in page.text
    number = issue.receipt_number
    assert (
        planner.post(entering, data=fields({"text": "버스", "number": number})).status_code == 303
    )
    assert db.session.scalars(db.select(Opinion.same_as_id)).one() == issue.id


def test_lines_that_were_emptied_go_and_further_ones_come(entering, planner):
    sent = fields("버스", "", more="- 등이 꺼짐 x3")
    assert planner.post(entering, data=sent).status_code == 303
    rows = db.session.execute(db.select(Opinion.text, Opinion.people)).all()
    assert rows == [("버스", 1), ("등이 꺼짐", 3)]


def test_what_looks_personal_is_said_before_it_is_saved(entering, planner):
    typed = {"text": "010-1234-5678 김민지네 앞", "category": "other"}
    page = planner.post(f"{entering}/check", data=typed).text
    assert "전화번호처럼 보여요: 010-1234-5678" in page

    late = fields({"text": "010-1234-5678로", "seen": "버스"})
    page = planner.post(entering, data=late)
    assert page.status_code == 422 and "한 번 더 저장해 주세요" in page.text
    assert 'name="lines-0-seen" type="hidden" value="010-1234-5678로"' in page.text
    assert db.session.scalar(db.select(db.func.count(OpinionBatch.id))) == 0
    assert planner.post(entering, data=fields("010-1234-5678로")).status_code == 303


@pytest.mark.parametrize("people", ["0", "-1", "abc", "10000", ""])
def test_a_number_of_people_that_can_not_be_is_refused(entering, planner, people):
    page = planner.post(entering, data=fields({"text": "버스", "people": people}))
    assert page.status_code == 422 and 'value="버스"' in page.text
    assert db.session.scalar(db.select(db.func.count(OpinionBatch.id))) == 0


@pytest.mark.parametrize("same_as", ["9999999", "x", "1e9", "99999999999999"])
def test_a_report_that_is_not_listed_here_is_refused(entering, planner, same_as):
    page = planner.post(entering, data=fields({"text": "버스", "same_as": same_as}))
    assert page.status_code == 422 and "이제 목록에 없는 제보예요" in page.text


def test_hostile_words_are_shown_as_text(entering, planner):
    evil = '"><img src=x onerror=alert(1)>{{7*7}}'
    page = planner.post(f"{entering}/check", data={"text": evil, "category": "other"}).text
    assert "<img src=x" not in page and "{{7*7}}" in page


def test_nothing_is_entered_before_a_meeting_began_or_of_a_cancelled_one(coming, planner, plan):
    address = f"{OFFICE}/{coming.id}/opinions"
    assert planner.get(address).status_code == 409
    assert planner.post(address, data=fields("버스")).status_code == 409
    off = plan(-2, "meeting-0003")
    assert planner.post(f"{OFFICE}/{off.id}/cancel", data={"reason": "비"}).status_code == 303
    assert planner.post(f"{OFFICE}/{off.id}/opinions", data=fields("버스")).status_code == 409


def test_a_photo_of_the_sheet_is_the_offices(entering, planner, client, as_person, doha):
    data = io.BytesIO()
    Image.new("RGB", (40, 30)).save(data, "JPEG")
    typed = {"text": "버스", "category": "other"}
    typed["photos"] = (io.BytesIO(data.getvalue()), "sheet.jpg")
    page = planner.post(f"{entering}/check", data=typed, content_type="multipart/form-data").text
    key = db.session.scalars(db.select(Photo.key)).one()
    assert f'name="photo_keys" value="{key}"' in page
    for _again in range(2):
        assert planner.post(entering, data=fields("버스", photo_keys=key)).status_code == 303
    batch = db.session.scalars(db.select(OpinionBatch)).one()
    assert [sheet.photo.key for sheet in batch.sheets] == [key]
    assert client.get(f"/photos/{key}.jpg").status_code == 410
    assert f"/photos/{key}.jpg" in as_person(doha).get(f"{entering}/{batch.id}").text


@pytest.mark.parametrize(
    ("line", "category", "district"),
    [
        ("주차할 곳이 없어요", "parking", ""),
        ("느티동에 쓰레기가 쌓여요", "environment", "느티동"),
        ("그냥 좋아요", "other", ""),
    ],
)
def test_words_tell_category_and_district_to_be_corrected(
    entering, planner, gaon, line, category, district
):
    page = planner.post(f"{entering}/check", data={"text": line, "category": ""}).text
    assert f'<option selected value="{category}">' in page
    ids = {name: str(id) for id, name in gaon.district_names().items()} | {"": ""}
    assert f'<option selected value="{ids[district]}">' in page


def test_a_category_chosen_for_all_lines_stays(entering, planner):
    page = planner.post(f"{entering}/check", data={"text": "주차장", "category": "safety"}).text
    assert '<option selected value="safety">' in page


def test_a_report_lies_in_the_district_of_its_line(entering, planner, gaon, doha, held):
    east = gaon.districts[1]
    sent = fields({"text": "느티동 쓰레기", "district": str(east.id)}, "달내동 버스")
    assert planner.post(entering, data=sent).status_code == 303
    batch = db.session.scalars(db.select(OpinionBatch)).one()
    batch.confirm_lines(doha, {})
    db.session.commit()
    reports = db.session.scalars(db.select(Issue).order_by(Issue.id)).all()
    assert [report.district_id for report in reports] == [east.id, held.district_id]


def test_where_words_fit_several_districts_it_is_asked_which(entering, planner, gaon):
    """A 법정동 that lies in two: neither the meeting's own nor the first is taken unasked."""
    east, south = gaon.districts[:2]
    LegalDong.replace(gaon, [("버들동", "", east.id), ("버들동", "", south.id)])
    db.session.commit()
    page = planner.post(f"{entering}/check", data={"text": "버들동 등이 꺼짐", "category": ""}).text
    assert f"‘버들동’에 맞는 읍면동이 여럿이에요: {south.name}, {east.name}" in page
    assert '<option selected value="unclear">골라 주세요' in page

    unsaid = planner.post(
        entering, data=fields({"text": "버들동 등이 꺼짐", "district": "unclear"})
    )
    assert unsaid.status_code == 422 and "어느 읍면동인지 골라 주세요." in unsaid.text
    assert "읍면동이 여럿이에요" in unsaid.text
    late = planner.post(entering, data=fields("버스", more="버들동 의자"))
    assert late.status_code == 422 and "어느 읍면동인지 골라 주세요." in late.text
    assert db.session.scalar(db.select(db.func.count(OpinionBatch.id))) == 0

    said = fields({"text": "버들동 등이 꺼짐", "district": str(south.id)})
    assert planner.post(entering, data=said).status_code == 303
    assert db.session.scalars(db.select(Opinion.district_id)).one() == south.id


def test_a_support_needs_no_district(entering, planner, gaon, round, minji):
    issue = report_issue(round, minji)
    db.session.commit()
    sent = {"text": "버들동 등", "district": "unclear", "same_as": str(issue.id)}
    assert planner.post(entering, data=fields(sent)).status_code == 303


def test_a_district_of_another_city_is_refused(entering, planner):
    page = planner.post(entering, data=fields({"text": "버스", "district": "9999"}))
    assert page.status_code == 422


def test_the_cockpit_leads_to_the_batch_that_waits(planner, enter):
    batch = enter("버스가 안 와요")
    assert f"/opinions/{batch.id}" in planner.get("/gaon/1/office").text
