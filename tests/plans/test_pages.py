"""The plan's pages: who reads it when, remarks and their answers, and the planner's paragraphs."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from civic.db import db
from civic.plans.models import Plan, Snapshot
from civic.plans.snapshots.gather import freeze

PLAN = "/gaon/1/plan"


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


def test_the_summary_is_beside_the_section_for_whoever_may_read_it(
    client, as_person, seoyeon, snapshot, round, clock
):
    address = f"{PLAN}/1/summary.pdf"
    assert client.get(address).status_code == 403
    planner = as_person(seoyeon)
    assert address in planner.get(PLAN).text
    answer = planner.get(address)
    assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF")
    assert quote("요약서") in answer.headers["Content-Disposition"]
    assert planner.get(f"{PLAN}/1/summary.xlsx").status_code == 404
    clock(round.phase("submit").ends_at)
    assert client.get(address).status_code == 200


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
    assert db.session.scalars(db.select(Snapshot)).all() == []


@pytest.mark.parametrize("number", ["7", "99999999999999999999"])
def test_an_unknown_version_is_not_found(number, as_person, seoyeon, snapshot):
    assert as_person(seoyeon).get(f"{PLAN}/{number}/export.csv").status_code == 404


def test_each_number_opens_its_own_source(as_person, seoyeon, snapshot):
    page = as_person(seoyeon).get(PLAN).text
    assert page.count('popovertarget="fact-people_participants"') >= 1
    assert page.count('id="fact-people_participants"') == 1
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


def test_the_command_writes_every_format(app, snapshot, tmp_path):
    arguments = ["plans", "export", "--municipality", "gaon", "--round", "1", "--out", tmp_path]
    result = app.test_cli_runner().invoke(args=[str(each) for each in arguments])
    assert result.exit_code == 0, result.output
    made = {path.name.removeprefix("gaon-1-1") for path in tmp_path.iterdir()}
    assert made == {
        *(".csv", ".docx", ".geojson", ".hwp", ".hwpx", ".pdf", ".pptx", ".xlsx"),
        *("-summary.docx", "-summary.hwp", "-summary.hwpx", "-summary.pdf"),
    }
