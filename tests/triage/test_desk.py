"""The desk's pages: what is listed, filters that stay, acts by form, and what only planners see."""

import io
from datetime import date

import pytest
from PIL import Image

from civic.db import db
from civic.issues.models import Issue
from civic.photos.models import Photo
from civic.triage.acts.category import Category
from civic.triage.answers.models import AnswerTemplate
from civic.triage.departments.models import Assignment, Department, OfficeNote
from civic.triage.models import OfficeAct
from tests.pages import tight

DESK = "/gaon/1/office/voices"


@pytest.fixture
def planner(seoyeon, as_person):
    return as_person(seoyeon)


def act(client, kind, ids, address="", **fields):
    said = {f"{kind}-{name}": value for name, value in fields.items()}
    data = {"kind": kind, "issue": ids, "seen": "999", "upto": "9999", **said}
    return client.post(f"{DESK}/acts{address}", data=data)


def test_residents_and_imported_reports_wait_together(voices, planner):
    page = tight(planner.get(DESK).text)
    assert "아직 살펴보지 않음 8건" in page
    assert "제보 0" in page and "민원 2" in page


def test_a_hidden_or_merged_report_is_not_waiting(voices, planner, seoyeon, do):
    db.session.get(Issue, voices[0]).hide("광고")
    db.session.get(Issue, voices[1]).merge_into(db.session.get(Issue, voices[2]), seoyeon)
    db.session.commit()
    assert "아직 살펴보지 않음 6건" in tight(planner.get(DESK).text)
    assert "가린 제보 1건" in tight(planner.get(f"{DESK}?show=hidden").text)


def test_an_act_on_the_ticked_is_shown_with_its_undo(voices, planner):
    answer = act(planner, "category", voices[:2], category="safety")
    assert answer.status_code == 303
    page = tight(planner.get(answer.location).text)
    assert "분야 바로잡기: 2건에 했어요." in page and "되돌리기" in page
    assert "아직 살펴보지 않음 6건" in page
    done = db.session.scalars(db.select(OfficeAct)).one()
    answer = planner.post(f"{DESK}/acts/{done.id}/undo")
    assert "2건을 되돌렸어요" in tight(planner.get(answer.location).text)
    assert planner.post(f"{DESK}/acts/{done.id}/undo").status_code == 409
    assert db.session.get(Issue, voices[0]).category == "transit"


def test_all_that_match_the_filter(voices, planner):
    answer = planner.post(
        f"{DESK}/acts?source=file", data={"kind": "looked", "all": "1", "upto": "999"}
    )
    assert answer.location.startswith(f"{DESK}?source=file&done=")
    assert [issue.triaged_at is not None for issue in everything()] == [False] * 5 + [True] * 3


def test_what_was_ticked_on_other_pages_is_acted_on_once(voices, planner):
    act(planner, "looked", voices[:1])
    others = f"{voices[2]},{voices[1]},{voices[2]},x,,9999999999"
    data = {"kind": "category", "issue": voices[1:2], "others": others, "seen": "999"}
    answer = planner.post(f"{DESK}/acts", data=data | {"category-category": "safety"})
    assert answer.status_code == 303
    found = [issue.category for issue in everything()]
    assert found[:4] == ["transit", "safety", "safety", "transit"]
    refused = planner.post(
        f"{DESK}/acts", data=data | {"category-category": "nothing", "seen": "0"}
    )
    assert refused.status_code == 422
    assert f'name="others" value="{others}"' in refused.text
    assert 'name="seen" value="0"' in refused.text


def everything():
    db.session.rollback()
    return db.session.scalars(db.select(Issue).order_by(Issue.id)).all()


def test_what_a_colleague_did_first_is_named_on_the_page(voices, planner, do, haneul):
    do(Category("energy"), haneul, voices[:1])
    data = {"kind": "category", "issue": voices[:2], "seen": "0", "category-category": "safety"}
    page = planner.get(planner.post(f"{DESK}/acts", data=data).location).text
    assert "하늘 님이 먼저 바꿨어요." in page
    assert "1건은 그대로 뒀어요" in page


def test_a_mistake_is_said_at_its_field_and_the_choice_stays(voices, planner):
    answer = act(planner, "status", voices[:2], "?show=all", status="rejected", reason="")
    assert answer.status_code == 422
    page = tight(answer.text)
    assert "주민이 읽을 이유를 적어 주세요." in page
    assert page.count(" checked") >= 2
    assert 'id="act-status"' in page and "모두 8건" in page
    assert act(planner, "status", [], status="reviewing").status_code == 422
    assert act(planner, "nothing", voices).status_code == 400
    assert act(planner, "status", voices, status="merged").status_code == 422
    assert act(planner, "merge", voices, target="2026-9999").status_code == 422
    assert act(planner, "department", voices, department="99").status_code == 422
    assert db.session.scalars(db.select(OfficeAct)).all() == []


def test_filters_stay_in_the_address_and_are_remembered(voices, planner):
    answer = planner.post(f"{DESK}/filters", data={"show": "all", "source": "file", "q": "민원"})
    assert (
        answer.location == f"{DESK}?show=all&q=민원&source=file" or "source=file" in answer.location
    )
    assert planner.get(DESK).location == answer.location
    assert "모두 3건" in tight(planner.get(answer.location).text)
    assert planner.post(f"{DESK}/filters").location == DESK
    assert planner.get(DESK).status_code == 200


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("show=all&category=transit", 8),
        ("show=all&status=rejected", 0),
        ("show=all&district=none", 3),
        ("show=all&district=1", 5),
        ("show=all&department=none", 6),
        ("show=all&department=1", 2),
        ("show=all&due=late", 1),
        ("show=all&q=민원", 3),
        ("show=all&q=2026-0002", 1),
        ("show=all&sort=supported", 8),
        ("show=nothing&category=nothing&sort=nothing&district=x&department=-1", 8),
    ],
)
def test_each_filter_finds_its_own(query, count, voices, planner, gaon):
    Department.open(gaon, "도로과")
    db.session.flush()
    department = db.session.scalars(db.select(Department.id)).one()
    for id, due_on in ((voices[0], date(2026, 11, 1)), (voices[1], date(2026, 12, 31))):
        db.session.add(Assignment(issue_id=id, department_id=department, due_on=due_on))
    db.session.commit()
    query = query.replace("district=1", f"district={gaon.districts[0].id}")
    query = query.replace("department=1", f"department={department}")
    assert f"{count}건</h2>" in tight(planner.get(f"{DESK}?{query}").text)


def test_an_answer_fills_in_each_reports_own_number(voices, planner, minji, as_person):
    answer = act(planner, "answer", voices[:2], body="{접수번호} {제목}, 고쳤어요.")
    assert answer.status_code == 303
    page = as_person(minji).get(f"/gaon/1/issues/{voices[1]}").text
    assert "2026-0002 제보 1, 고쳤어요." in page
    assert act(planner, "answer", voices[:2], body="{이름} 님").status_code == 422


def test_words_of_the_library_are_put_in_and_changed(voices, planner, gaon, seoyeon):
    planner.post(f"{DESK}/answers", data={"name": "고마움", "body": "{접수번호}, 고마워요."})
    planner.post(f"{DESK}/answers", data={"name": "고마움", "body": "{제목}, 고마워요."})
    kept = db.session.scalars(db.select(AnswerTemplate)).one()
    assert kept.body == "{제목}, 고마워요."
    data = {"kind": "fill", "issue": voices[:1], "answer-template": kept.id}
    page = planner.post(f"{DESK}/acts", data=data).text
    assert "{제목}, 고마워요.</textarea>" in page
    assert db.session.scalars(db.select(OfficeAct)).all() == []
    assert planner.post(f"{DESK}/answers", data={"name": "틀림", "body": "{값}"}).status_code == 422
    planner.post(f"{DESK}/answers/{kept.id}/drop")
    assert db.session.scalars(db.select(AnswerTemplate)).all() == []


def picture() -> tuple:
    data = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(data, "JPEG")
    return io.BytesIO(data.getvalue()), "after.jpg"


def test_a_photo_comes_with_the_answer(voices, planner, client):
    data = {
        "kind": "answer",
        "issue": voices[:2],
        "answer-body": "고쳤어요.",
        "answer-alt": "새 등",
    }
    assert planner.post(f"{DESK}/acts", data=data | {"answer-photo": picture()}).status_code == 303
    photo = db.session.scalars(db.select(Photo)).one()
    assert photo.attached_at is not None
    page = client.get(f"/gaon/1/issues/{voices[0]}").text
    assert photo.key in page and 'alt="새 등"' in page


def test_a_refused_answer_keeps_its_photo(voices, planner):
    data = {"kind": "answer", "issue": voices[:1], "answer-body": "", "answer-photo": picture()}
    answer = planner.post(f"{DESK}/acts", data=data)
    assert answer.status_code == 422
    photo = db.session.scalars(db.select(Photo)).one()
    assert f'name="answer-photo_key" value="{photo.key}"' in answer.text
    data = {"kind": "answer", "issue": voices[:1], "answer-body": "고쳤어요."}
    planner.post(f"{DESK}/acts", data=data | {"answer-photo_key": photo.key})
    assert db.session.get(Photo, photo.id).attached_at is not None


def test_notes_and_departments_are_for_planners_alone(voices, planner, minji, as_person, gaon):
    planner.post(f"{DESK}/departments", data={"name": "도로과"})
    department = db.session.scalars(db.select(Department)).one()
    act(planner, "department", voices[:1], department=department.id, due_on="2026-12-01")
    page = f"/gaon/1/issues/{voices[0]}"
    planner.post(f"{DESK}/issues/{voices[0]}/notes", data={"body": "예산 확인 중"})
    assert db.session.scalars(db.select(OfficeNote.body)).all() == ["예산 확인 중"]
    assert "예산 확인 중" in planner.get(page).text and "도로과" in planner.get(page).text
    resident = as_person(minji).get(page).text
    assert "예산 확인 중" not in resident and "도로과" not in resident
    assert planner.post(f"{DESK}/issues/{voices[0]}/notes", data={"body": " "}).status_code == 422
    planner.post(f"{DESK}/departments/{department.id}/end")
    assert Department.of(gaon) == []
    assert "도로과" in planner.get(page).text


def test_the_log_has_one_line_for_many(voices, planner):
    act(planner, "status", voices, status="rejected", reason="예산이 없어요")
    page = tight(planner.get("/gaon/1/office/log").text)
    assert page.count("예산이 없어요") == 1
    assert "여러 제보의 상태를 바꿈" in page
    assert planner.get(f"{DESK}/acts").status_code == 200
    assert "바꾼 제보 8" in tight(planner.get(f"{DESK}/acts/1").text)


def test_hostile_numbers_are_nothing(voices, planner):
    data = {"kind": "looked", "issue": ["0", "-1", "x", "9" * 30, "１"], "seen": "x", "upto": "-"}
    assert planner.post(f"{DESK}/acts", data=data).status_code == 422
    assert planner.get(f"{DESK}?done=999999&page=9999").status_code == 200
    assert planner.get(f"{DESK}/acts/999").status_code == 404


def test_a_department_is_renamed_and_retired_and_old_rows_keep_it(voices, planner, gaon):
    for name in ("도로과", "교통과"):
        planner.post(f"{DESK}/departments", data={"name": name})
    road = db.session.scalar(db.select(Department).filter_by(name="도로과")).id
    act(planner, "department", voices[:1], department=road)
    taken = planner.post(f"{DESK}/departments/{road}/rename", data={f"d{road}-name": "교통과"})
    assert taken.status_code == 422 and "이미 있는 부서 이름이에요." in taken.text
    assert f'name="d{road}-name"' in taken.text and 'value="교통과"' in taken.text
    empty = planner.post(f"{DESK}/departments/{road}/rename", data={f"d{road}-name": " "})
    assert empty.status_code == 422
    planner.post(f"{DESK}/departments/{road}/rename", data={f"d{road}-name": "도로 관리과"})
    planner.post(f"{DESK}/departments/{road}/end")
    assert [each.name for each in Department.of(gaon)] == ["교통과"]
    assert "도로 관리과" in planner.get(f"/gaon/1/issues/{voices[0]}").text
    page = tight(planner.get(f"{DESK}?show=all&department={road}").text)
    assert "모두 1건" in page and "도로 관리과" in page
    planner.post(f"{DESK}/departments/{road}/resume")
    assert [each.name for each in Department.of(gaon)] == ["교통과", "도로 관리과"]
