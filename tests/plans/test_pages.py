"""The plan's pages: who reads it when, remarks and their answers, and the planner's paragraphs."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest

from civic.db import db
from civic.plans.models import Plan, Snapshot
from civic.plans.review.models import Disposition, Remark
from civic.plans.snapshots.gather import freeze
from civic.plans.writing.paragraphs import Paragraph
from tests.pages import tight

PLAN = "/gaon/1/plan"


@pytest.fixture
def snapshot(round, seoyeon):
    taken = freeze(Plan.start(round), seoyeon)
    db.session.commit()
    return taken


@pytest.fixture
def said(snapshot, doyun, open_phase):
    open_phase("consult")
    remark = Remark.make(snapshot, doyun, paragraph_key="overview.people", body="누구인가요?",
                         request_key="said-1234")  # fmt: skip
    db.session.commit()
    return remark


def remark_form(**changes):
    fields = {"paragraph_key": "overview.people", "body": "나이대로 나눠 주세요."}
    return fields | {"request_key": "remark-0001"} | changes


def count(model):
    return db.session.scalar(db.select(db.func.count()).select_from(model))


@pytest.mark.parametrize("ended", [False, True])
@pytest.mark.parametrize("who", [None, "resident", "planner", "consultant"])
def test_the_public_reads_the_plan_once_the_time_to_submit_has_ended(
    who, ended, client, as_person, person, snapshot, round, clock
):
    end = round.phase("submit").ends_at
    clock(end if ended else end - timedelta(seconds=1))
    visitor = as_person(person("민지", *([who] if who != "resident" else []))) if who else client
    allowed = ended or who in ("planner", "consultant")
    for address in (PLAN, f"{PLAN}/1/export.csv"):
        assert visitor.get(address).status_code == (200 if allowed else 403)


def test_the_public_reads_only_the_last_version(
    client, as_person, snapshot, seoyeon, doyun, round, clock
):
    freeze(Plan.of(round), seoyeon)
    db.session.commit()
    clock(round.phase("submit").ends_at)
    assert client.get(f"{PLAN}/1/export.csv").status_code == 404
    assert client.get(f"{PLAN}?number=1").status_code == 404
    assert client.get(f"{PLAN}?number=2").status_code == 200
    assert as_person(doyun).get(f"{PLAN}?number=1").status_code == 200


def test_the_public_reads_the_paper_without_the_workshops_remarks(client, said, round, clock):
    clock(round.phase("submit").ends_at)
    page = client.get(PLAN).text
    assert "주민참여 개요" in page
    assert "누구인가요?" not in page
    assert 'class="ref"' not in page


def test_a_round_without_a_plan_says_so(as_person, seoyeon, doyun, round):
    assert "아직 만든 계획서가 없어요" in as_person(doyun).get(PLAN).text
    assert "계획서 만들기" in as_person(seoyeon).get(PLAN).text


def test_a_planner_compiles_and_sees_the_new_snapshot(as_person, seoyeon, round):
    answer = as_person(seoyeon).post(f"{PLAN}/snapshots")
    assert answer.status_code == 303
    assert answer.location == f"{PLAN}?number=1"
    assert db.session.scalars(db.select(Snapshot)).one().number == 1
    assert "기준 시점 자료 제1호" in as_person(seoyeon).get(PLAN).text


def test_a_consultant_compiles_nothing(as_person, doyun, round):
    assert as_person(doyun).post(f"{PLAN}/snapshots").status_code == 403
    assert count(Snapshot) == 0


@pytest.mark.parametrize("number", ["7", "99999999999999999999"])
def test_an_unknown_version_is_not_found(number, as_person, seoyeon, snapshot):
    assert as_person(seoyeon).get(f"{PLAN}/{number}/export.csv").status_code == 404


def test_each_number_opens_its_own_source(as_person, seoyeon, snapshot):
    page = as_person(seoyeon).get(PLAN).text
    assert page.count('popovertarget="fact-people.participants"') >= 1
    assert page.count('id="fact-people.participants"') == 1
    assert "서로 다른 사람의 수" in page


def test_an_example_form_says_so_on_paper(as_person, seoyeon, snapshot):
    assert "예시 서식" in as_person(seoyeon).get(PLAN).text


def test_an_export_is_named_in_korean(as_person, seoyeon, snapshot):
    answer = as_person(seoyeon).get(f"{PLAN}/1/export.hwpx")
    name = quote("가온시_주민참여부문_제1호.hwpx", safe="")
    assert f"filename*=UTF-8''{name}" in answer.headers["Content-Disposition"]
    assert answer.content_type == "application/hwp+zip"


def test_a_picture_is_served_and_may_run_nothing(as_person, seoyeon, snapshot):
    page = as_person(seoyeon).get(PLAN).text
    assert f"{PLAN}/1/schedule.timeline.svg" in page
    assert f"{PLAN}/1/schedule.timeline.svg?narrow=1" in page
    wide = as_person(seoyeon).get(f"{PLAN}/1/schedule.timeline.svg")
    narrow = as_person(seoyeon).get(f"{PLAN}/1/schedule.timeline.svg?narrow=1")
    assert wide.content_type == "image/svg+xml"
    assert wide.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert wide.headers["X-Content-Type-Options"] == "nosniff"
    assert b'width="560"' in wide.data
    assert b'width="340"' in narrow.data


@pytest.mark.parametrize("key", ["problems.map", "nothing"])  # no reports, no map
def test_a_picture_that_is_not_there_is_not_found(key, as_person, seoyeon, snapshot):
    assert as_person(seoyeon).get(f"{PLAN}/1/{key}.svg").status_code == 404


@pytest.mark.parametrize("phase", ["report", "vote", "compile", "consult", "submit"])
def test_remarks_are_taken_while_the_plan_is_made(phase, as_person, doyun, snapshot, open_phase):
    open_phase(phase)
    answer = as_person(doyun).post(f"{PLAN}/1/remarks", data=remark_form())
    taken = phase in ("compile", "consult", "submit")
    assert answer.status_code == (303 if taken else 409)
    assert count(Remark) == taken


def test_a_remark_keeps_the_words_it_is_about(as_person, doyun, snapshot, open_phase):
    open_phase("consult")
    as_person(doyun).post(f"{PLAN}/1/remarks", data=remark_form())
    remark = db.session.scalars(db.select(Remark)).one()
    assert remark.quote == "참여 주민: 0명"
    assert (remark.snapshot_id, remark.author_id) == (snapshot.id, doyun.id)
    page = as_person(doyun).get(PLAN).text
    assert f'href="#r{remark.id}"' in page
    assert "나이대로 나눠 주세요." in page


def test_a_remark_sent_twice_is_one_remark(as_person, doyun, snapshot, open_phase):
    open_phase("consult")
    for _ in range(2):
        assert as_person(doyun).post(f"{PLAN}/1/remarks", data=remark_form()).status_code == 303
    assert count(Remark) == 1


def test_residents_remark_nothing(as_person, person, snapshot, open_phase):
    open_phase("consult")
    assert (
        as_person(person("민지")).post(f"{PLAN}/1/remarks", data=remark_form()).status_code == 403
    )
    assert count(Remark) == 0


@pytest.mark.parametrize(
    "changes, status, sentence",
    [
        ({"body": " "}, 422, "의견을 적어 주세요"),
        ({"body": "가" * 2001}, 422, "2000자까지"),
        ({"quote": "가" * 401}, 422, "400자까지"),
        ({"paragraph_key": "nowhere"}, 404, ""),
        ({"paragraph_key": "가" * 5000}, 404, ""),
    ],
)
def test_a_wrong_remark_is_refused_with_its_limit(
    changes, status, sentence, as_person, doyun, snapshot, open_phase
):
    open_phase("consult")
    answer = as_person(doyun).post(f"{PLAN}/1/remarks", data=remark_form(**changes))
    assert answer.status_code == status
    assert sentence in answer.text
    assert count(Remark) == 0


def test_open_remarks_are_listed_until_answered(as_person, seoyeon, said):
    planner = as_person(seoyeon)
    assert "조치를 적지 않은 의견이 1건" in planner.get(PLAN).text
    fields = {"kind": "partly", "reason": "다음 판에 나눔"}
    assert planner.post(f"{PLAN}/remarks/{said.id}/answer", data=fields).status_code == 303
    page = planner.get(PLAN).text
    assert "조치를 적지 않은 의견" not in page
    assert "일부반영" in page


def test_of_two_answers_the_last_counts_and_the_first_stays_readable(as_person, seoyeon, said):
    for kind in ("adopted", "declined"):
        fields = {"kind": kind, "reason": f"{kind} 이유"}
        as_person(seoyeon).post(f"{PLAN}/remarks/{said.id}/answer", data=fields)
    assert count(Disposition) == 2
    db.session.refresh(said)
    answer = said.disposition
    assert (answer.kind, answer.reason, answer.planner_id) == (
        "declined",
        "declined 이유",
        seoyeon.id,
    )
    assert "adopted 이유" in as_person(seoyeon).get(PLAN).text


@pytest.mark.parametrize(
    "fields", [{}, {"kind": "adopted"}, {"kind": "maybe", "reason": "몰라요"}, {"reason": "왜"}]
)
def test_an_answer_needs_a_kind_and_a_reason(fields, as_person, seoyeon, said):
    answer = as_person(seoyeon).post(f"{PLAN}/remarks/{said.id}/answer", data=fields)
    assert answer.status_code == 422
    assert count(Disposition) == 0


def test_a_consultant_answers_nothing(as_person, doyun, said):
    fields = {"kind": "adopted", "reason": "제가요"}
    assert as_person(doyun).post(f"{PLAN}/remarks/{said.id}/answer", data=fields).status_code == 403


def test_a_remark_whose_place_is_gone_is_listed_apart(as_person, seoyeon, doyun, said):
    said.paragraph_key = "overview.w-gone"
    db.session.commit()
    page = as_person(seoyeon).get(PLAN).text
    assert "자리가 없어진 의견" in page
    assert "누구인가요?" in page


def test_answers_reach_the_paper_with_the_next_snapshot(as_person, seoyeon, said, round):
    said.answer("adopted", "표를 나눔", seoyeon)
    freeze(Plan.of(round), seoyeon)
    db.session.commit()
    page = as_person(seoyeon).get(PLAN).text
    assert page.count("표를 나눔") >= 2  # beside the paper, and in the table


def test_a_paragraph_shows_after_the_next_compile(as_person, seoyeon, snapshot):
    planner = as_person(seoyeon)
    fields = {"part": "overview", "text": "경로당 설명회 4회"}
    assert planner.post(f"{PLAN}/paragraphs", data=fields).status_code == 303
    before = planner.get(PLAN).text
    assert "경로당 설명회" not in before
    assert "다시 만들면" in before
    planner.post(f"{PLAN}/snapshots")
    after = planner.get(PLAN).text
    assert "경로당 설명회 4회" in after
    assert "문단을 고쳤어요" not in after


def test_a_paragraph_pressed_twice_is_written_once_and_stays_removed(as_person, seoyeon, snapshot):
    planner, page = as_person(seoyeon), f"{PLAN}/paragraphs"
    key = re.search(r'name="request_key" value="(\w+)"', planner.get(page).text)[1]
    fields = {"part": "overview", "text": "경로당 설명회 4회", "request_key": key}
    for _press in range(2):
        assert planner.post(page, data=fields).status_code == 303
    written = db.session.scalars(db.select(Paragraph)).one()
    planner.post(f"{page}/{written.id}/remove")
    planner.post(page, data=fields)
    assert db.session.scalars(db.select(Paragraph)).one().removed_at
    planner.post(page, data=fields | {"request_key": "another-form"})
    assert db.session.scalar(db.select(db.func.count(Paragraph.id))) == 2


def test_a_paragraph_goes_into_a_chapter_of_the_planners_own_template(
    as_person, seoyeon, snapshot, round
):
    plan = Plan.of(round)
    plan.write("schedule", "□ 설명회\n경로당 4회", seoyeon)
    chapters = [c for c in plan.template_in_use()["chapters"] if c["part"] != "schedule"]
    plan.set_template(
        {"chapters": [c | {"heading": f"우리 {c['part']}"} for c in chapters]}, seoyeon
    )
    db.session.commit()
    planner = as_person(seoyeon)
    page = tight(planner.get(f"{PLAN}/paragraphs").text)
    assert "우리 overview" in page and 'value="schedule"' not in page
    assert "<h2>추진 일정</h2>" in page
    assert "서식에서 뺀 장이라 이 글은 계획서에 들어가지 않아요." in page
    assert "<p>□ 설명회</p><p>○ 경로당 4회</p>" in page
    fields = {"part": "schedule", "text": "빠진 장의 글"}
    assert planner.post(f"{PLAN}/paragraphs", data=fields).status_code == 422


def test_a_paragraph_is_rewritten_and_removed(as_person, seoyeon, snapshot, round, clock):
    paragraph = Plan.of(round).write("overview", "처음", seoyeon)
    db.session.commit()
    clock(timedelta(hours=1))
    address = f"{PLAN}/paragraphs/{paragraph.id}"
    as_person(seoyeon).post(address, data={"text": "고친 글", "seen": 1})
    db.session.refresh(paragraph)
    assert paragraph.text == "고친 글"
    assert paragraph.edited_at > snapshot.taken_at
    assert as_person(seoyeon).post(f"{address}/remove").status_code == 303
    assert Plan.of(round).paragraphs() == []


def test_a_new_paragraph_never_takes_a_removed_ones_key(seoyeon, snapshot, round, clock):
    plan = Plan.of(round)
    first = plan.write("overview", "처음", seoyeon)
    db.session.flush()
    key = first.key
    plan.remove(first, seoyeon)
    clock(timedelta(seconds=1))
    assert plan.write("overview", "처음", seoyeon).key != key


@pytest.mark.parametrize(
    "fields",
    [{"part": "overview", "text": "가" * 2001}, {"part": "nowhere", "text": "글"}, {"text": ""}],
)
def test_a_wrong_paragraph_is_refused(fields, as_person, seoyeon, snapshot):
    answer = as_person(seoyeon).post(f"{PLAN}/paragraphs", data=fields)
    assert answer.status_code == 422
    assert fields["text"] in answer.text
    assert count(Paragraph) == 0


def test_another_rounds_paragraph_is_not_found(as_person, seoyeon, round):
    assert as_person(seoyeon).get(f"{PLAN}/paragraphs/1").status_code == 404
    assert as_person(seoyeon).get(f"{PLAN}/paragraphs/99999999999").status_code == 404


def test_the_command_writes_every_format(app, snapshot, tmp_path):
    arguments = ["plans", "export", "--municipality", "gaon", "--round", "1", "--out", tmp_path]
    result = app.test_cli_runner().invoke(args=[str(each) for each in arguments])
    assert result.exit_code == 0, result.output
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [
        *(".csv", ".docx", ".geojson", ".hwpx", ".pdf", ".pptx", ".xlsx"),
    ]
