"""Versions: what makes one, what differs between two, going back, and two who edit at once."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.plans.models import Plan
from civic.plans.review.models import Remark
from civic.plans.section.template import PARTS
from civic.plans.snapshots.gather import freeze
from civic.plans.writing.paragraphs import ParagraphChanged, ParagraphText
from civic.plans.writing.versions import PlanVersion
from tests.factory import add_round_elsewhere
from tests.plans.frozen import frozen
from tests.plans.templates import use_template

PLAN = "/gaon/1/plan"


@pytest.fixture
def jiho(person):
    return person("지호", "planner")


@pytest.fixture
def plan(round, seoyeon, open_phase):
    """A plan with one paragraph, in its first snapshot."""
    open_phase("consult")
    plan = Plan.start(round)
    plan.write("overview", "경로당 설명회 4회", seoyeon)
    frozen(plan, seoyeon)
    db.session.commit()
    return plan


@pytest.fixture
def paragraph(plan):
    return plan.paragraphs()[0]


def names(plan):
    return [version.name for version in PlanVersion.of(plan)]


def test_each_compile_makes_a_version_with_its_author_and_time(plan, seoyeon):
    [version] = PlanVersion.of(plan)
    assert (version.name, version.kind, version.author) == ("1", "compiled", seoyeon)
    assert version.changed_at == plan.snapshot().taken_at


def test_edits_of_one_sitting_are_one_version_and_others_make_their_own(
    plan, paragraph, seoyeon, jiho, clock
):
    plan.rewrite(paragraph, "경로당 설명회 5회", seoyeon, 1)
    clock(timedelta(minutes=29))
    plan.write("problems", "이장회의", seoyeon)
    assert names(plan) == ["1-1", "1"]
    plan.rewrite(paragraph, "경로당 설명회 6회", jiho, 2)
    assert names(plan) == ["1-2", "1-1", "1"]
    clock(timedelta(minutes=31))
    plan.remove(paragraph, jiho)
    assert names(plan) == ["1-3", "1-2", "1-1", "1"]
    freeze(plan, seoyeon)
    assert names(plan)[0] == "2"


def test_a_change_of_the_template_makes_a_version(plan, seoyeon, as_person):
    form = {"title": "함께 만든 계획", "overview_place": 1, "overview_heading": "처음"}
    for part in PARTS[1:]:
        form[f"{part}_heading"] = part
    assert as_person(seoyeon).post(f"{PLAN}/template", data=form).status_code == 303
    assert names(plan) == ["1-1", "1"]
    page = as_person(seoyeon).get(f"{PLAN}/versions/1-1").text
    assert "함께 만든 계획" in page and "도시문제 발굴 과정" not in page


def test_writing_before_the_first_compile_makes_no_version(round, seoyeon):
    plan = Plan.start(round)
    plan.write("overview", "처음", seoyeon)
    assert names(plan) == []
    assert db.session.scalars(db.select(ParagraphText.text)).all() == ["처음"]


def test_a_version_is_read_with_its_own_words_over_its_snapshots_figures(
    plan, paragraph, seoyeon, as_person
):
    plan.rewrite(paragraph, "경로당 설명회 5회", seoyeon, 1)
    db.session.commit()
    browser = as_person(seoyeon)
    assert "경로당 설명회 4회" in browser.get(f"{PLAN}/versions/1").text
    newer = browser.get(f"{PLAN}/versions/1-1").text
    assert "경로당 설명회 5회" in newer and "설명회 4회" not in newer
    assert "숫자는 제1호의 것" in newer


def test_the_comparison_speaks_of_what_went_and_came(plan, paragraph, seoyeon, as_person):
    plan.rewrite(paragraph, "경로당 설명회 5회", seoyeon, 1)
    db.session.commit()
    for view in ("", "&view=side"):
        page = as_person(seoyeon).get(f"{PLAN}/versions/compare?from=1&to=1-1{view}").text
        assert "<del>" in page and "<ins>" in page
        assert "[뺀 글]" in page and "[더한 글]" in page
        assert "주민참여 개요" in page  # the chapter it is in


def test_without_a_choice_it_tells_what_changed_since_the_consultants_read_it(
    plan, paragraph, seoyeon, person, as_person
):
    doyun = person("도윤", "consultant")
    freeze(plan, seoyeon)
    Remark.make(
        plan.snapshot(2), doyun, paragraph_key=paragraph.key, body="?", request_key="said-01"
    )
    plan.rewrite(paragraph, "경로당 설명회 5회", seoyeon, 1)
    freeze(plan, seoyeon)
    db.session.commit()
    page = as_person(doyun).get(f"{PLAN}/versions/compare").text
    assert "제2호 → 제3호" in page and "<ins>" in page


def test_two_versions_that_say_the_same_are_said_to_be_the_same(plan, seoyeon, as_person):
    page = as_person(seoyeon).get(f"{PLAN}/versions/compare?from=1&to=1").text
    assert "두 판의 글과 숫자가 같아요" in page


@pytest.mark.parametrize("name", ["9", "1-9", "0", "x", "1-", "99999999999999999999", "1-0-0"])
def test_an_unknown_version_is_not_found(name, plan, seoyeon, as_person):
    browser = as_person(seoyeon)
    assert browser.get(f"{PLAN}/versions/{name}").status_code == 404
    assert browser.get(f"{PLAN}/versions/compare?from={name}").status_code == 404
    assert browser.post(f"{PLAN}/versions/{name}/restore").status_code == 404


def test_an_old_version_comes_back_as_a_new_one(plan, paragraph, seoyeon, jiho, as_person):
    added = plan.write("problems", "이장회의", jiho)
    plan.rewrite(paragraph, "두 줄로\n고친 글", jiho, 1)
    db.session.commit()
    as_person(seoyeon).post(f"{PLAN}/versions/1/restore")
    db.session.expire_all()
    assert [each.text for each in plan.paragraphs()] == ["경로당 설명회 4회"]
    assert added.removed_by_id == seoyeon.id
    latest = PlanVersion.latest(plan)
    assert (latest.name, latest.kind, latest.restored_from.name) == ("1-2", "restored", "1")
    as_person(jiho).post(f"{PLAN}/versions/1-1/restore")
    db.session.expire_all()
    assert [each.text for each in plan.paragraphs()] == ["두 줄로\n고친 글", "이장회의"]
    assert [each.key for each in plan.paragraphs()] == [paragraph.key, added.key]
    assert names(plan) == ["1-3", "1-2", "1-1", "1"]


def test_an_old_template_comes_back_too(plan, seoyeon):
    before = plan.template_in_use()
    use_template(plan, before | {"title": "다른 이름"}, seoyeon)
    plan.restore(PlanVersion.called(plan, "1"), seoyeon)
    assert plan.template_in_use()["title"] == before["title"]


def test_a_summary_is_kept_and_one_too_long_is_refused_where_it_was_typed(plan, seoyeon, as_person):
    browser = as_person(seoyeon)
    assert browser.post(f"{PLAN}/versions/1/summary", data={"summary": "첫 판"}).status_code == 303
    assert "첫 판" in browser.get(f"{PLAN}/versions").text
    long = browser.post(f"{PLAN}/versions/1/summary", data={"summary": "가" * 201})
    assert long.status_code == 422 and "가" * 201 in long.text and "200자까지" in long.text
    assert PlanVersion.latest(plan).summary == "첫 판"


@pytest.mark.parametrize("who", [None, "resident", "consultant", "planner"])
def test_who_reads_versions_and_who_goes_back(who, plan, client, person, as_person):
    roles = [who] if who not in (None, "resident") else []
    browser = as_person(person("하은", *roles)) if who else client
    read = browser.get(f"{PLAN}/versions").status_code
    back = browser.post(f"{PLAN}/versions/1/restore").status_code
    assert (read, back) == {
        None: (303, 303), "resident": (403, 403), "consultant": (200, 403), "planner": (200, 303),
    }[who]  # fmt: skip
    assert len(names(plan)) == (2 if who == "planner" else 1)


def test_of_two_who_edit_one_paragraph_the_second_sees_both_texts_and_loses_none(
    plan, paragraph, seoyeon, jiho, as_person
):
    address = f"{PLAN}/paragraphs/{paragraph.id}"
    assert 'name="seen" value="1"' in as_person(jiho).get(address).text
    as_person(seoyeon).post(address, data={"text": "서연의 글", "seen": 1})
    answer = as_person(jiho).post(address, data={"text": "지호의 글", "seen": 1})
    assert answer.status_code == 409
    assert "서연의 글" in answer.text and "지호의 글" in answer.text
    assert 'name="seen" value="2"' in answer.text
    db.session.refresh(paragraph)
    assert paragraph.text == "서연의 글"
    kept = {(t.edition, t.text) for t in db.session.scalars(db.select(ParagraphText))}
    assert kept == {(1, "경로당 설명회 4회"), (2, "서연의 글"), (None, "지호의 글")}
    assert "동시에 고쳐 따로 둔 글" in as_person(seoyeon).get(address).text
    merged = {"text": "서연과 지호의 글", "seen": 2}
    assert as_person(jiho).post(address, data=merged).status_code == 303
    db.session.refresh(paragraph)
    assert (paragraph.text, paragraph.edition) == ("서연과 지호의 글", 3)


def test_a_paragraph_removed_meanwhile_is_a_conflict_too(plan, paragraph, seoyeon, jiho, as_person):
    plan.remove(paragraph, seoyeon)
    db.session.commit()
    address = f"{PLAN}/paragraphs/{paragraph.id}"
    answer = as_person(jiho).post(address, data={"text": "지호의 글", "seen": 1})
    assert answer.status_code == 409 and "이 문단은 빠졌어요" in answer.text
    assert "지호의 글" in db.session.scalars(db.select(ParagraphText.text)).all()


@pytest.mark.parametrize("seen", ["", "x", None])
def test_a_form_that_does_not_say_what_it_saw_saves_nothing(
    seen, plan, paragraph, seoyeon, as_person
):
    fields = {"text": "덮어쓰기"} | ({"seen": seen} if seen is not None else {})
    answer = as_person(seoyeon).post(f"{PLAN}/paragraphs/{paragraph.id}", data=fields)
    assert answer.status_code == 422 and "덮어쓰기" in answer.text
    db.session.refresh(paragraph)
    assert paragraph.text == "경로당 설명회 4회"


@pytest.mark.parametrize("seen", [0, 2, -5, 2**40])
def test_an_edition_nobody_saw_is_a_conflict(seen, plan, paragraph, seoyeon, as_person):
    fields = {"text": "덮어쓰기", "seen": seen}
    answer = as_person(seoyeon).post(f"{PLAN}/paragraphs/{paragraph.id}", data=fields)
    assert answer.status_code == 409
    db.session.refresh(paragraph)
    assert paragraph.text == "경로당 설명회 4회"


def test_going_back_makes_an_edit_begun_before_it_a_conflict(plan, paragraph, seoyeon, jiho):
    plan.rewrite(paragraph, "경로당 설명회 5회", seoyeon, 1)
    plan.restore(PlanVersion.called(plan, "1"), seoyeon)
    with pytest.raises(ParagraphChanged):
        plan.rewrite(paragraph, "경로당 설명회 6회", jiho, 2)


def test_another_plans_paragraph_and_version_are_not_found(
    plan, paragraph, seoyeon, as_person, call
):
    paragraph.section.plan_id = Plan.start(add_round_elsewhere(call)).id
    db.session.commit()
    answer = as_person(seoyeon).post(
        f"{PLAN}/paragraphs/{paragraph.id}", data={"text": "남의 글", "seen": 1}
    )
    assert answer.status_code == 404
    assert as_person(seoyeon).get("/other/1/plan/versions").status_code == 403


def test_the_summarys_words_are_compared_too(plan, seoyeon, as_person):
    plan.write("summary", "마을버스가 한 시간에 한 번뿐임", seoyeon)
    db.session.commit()
    page = as_person(seoyeon).get(f"{PLAN}/versions/compare?from=1&to=1-1").text
    before, summary = page.split("요약서 1쪽")
    assert "마을버스가" in summary and "마을버스가" not in before
    same = as_person(seoyeon).get(f"{PLAN}/versions/compare?from=1-1&to=1-1").text
    assert "두 판의 글과 숫자가 같아요" in same and "요약서 1쪽" not in same
