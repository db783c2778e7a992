"""다온 sees on one page whether all is well, how much there is, and whose right is whose."""

import sys
from datetime import timedelta

from civic.backups.make import make_daily
from civic.db import db
from civic.plans.jobs.models import Job
from civic.plans.models import Plan
from civic.schema_version import versions
from tests.backups.conftest import programs  # noqa: F401

PAGE = "/operator"


def page(browser) -> str:
    return " ".join(browser.get(PAGE).text.split())


def test_the_page_is_the_operators(client, operator, person, as_person, round):
    assert client.get(PAGE).status_code == 303
    assert as_person(person("서연", "planner")).get(PAGE).status_code == 403
    assert as_person(operator).get(PAGE).status_code == 200


def test_all_is_well(operator, as_person, round, worker):
    worker()
    text = page(as_person(operator))
    assert "살펴보기" not in text and "밀림" not in text
    assert f"tables {versions()[-1]}" in text
    assert "CIVIC_BACKUPS에 다른 디스크의 폴더를" in text


def test_what_is_not_installed_is_named(operator, as_person, round, worker, monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert "requirements-heic.txt" in page(as_person(operator))


def test_what_waits_is_told(operator, as_person, round, seoyeon, clock, worker):
    worker()
    Job.ask(Plan.start(round), "compile", seoyeon)
    db.session.commit()
    clock(timedelta(hours=1))
    text = page(as_person(operator))
    assert "기다림 1, 하는 중 0, 실패 0" in text
    assert "긴 작업이 60분째 기다리고 있어요." in text


def test_what_is_late_is_told_in_words(operator, as_person, round, clock, worker):
    worker()
    clock(timedelta(hours=3))
    browser = as_person(operator)
    text = page(browser)
    assert "늦었거나 실패한 일: " in text and "기다리는 긴 작업 다시 부르기" in text
    assert "jobs-wake" not in text
    clock(timedelta(days=4))
    assert "작업 프로그램이 돌지 않는 것 같아요." in page(browser)


def test_whose_right_is_whose(operator, as_person, round, person):
    person("서연", "planner")
    gone = person("하늘", "consultant")
    gone.leave()
    db.session.commit()
    text = page(as_person(operator))
    assert "서연" in text and "가온시 · 11월 22일(일)부터" in text
    assert "다온" in text and "모든 지자체" in text
    assert "하늘" not in text


def test_the_newest_backup_is_told(app, operator, as_person, round, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "BACKUPS", str(tmp_path / "backups"))
    browser = as_person(operator)
    assert "아직 한 번도 하지 않았어요" in page(browser)
    with app.app_context():
        make_daily()
    assert "1개, 마지막 11월 22일" in page(browser)


def test_the_way_there_is_the_operators(operator, as_person, round, person):
    assert PAGE in as_person(operator).get("/gaon/1/office").text
    assert f'"{PAGE}"' not in as_person(person("서연", "planner")).get("/gaon/1/office").text
