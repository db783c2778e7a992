"""Versions of a form that come, go and come back: nothing confirmed or typed is lost on the way."""

import io

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from civic.db import db
from civic.plans.call_form.form_places import FormPlace, FormText
from civic.plans.call_form.models import CallForm
from civic.plans.call_form.uploading import read_upload, upload
from tests.call_forms.small_forms import INDICATORS, SUMMARY, hwpx_form
from tests.plans.call_form.conftest import FORMS, key_of
from tests.plans.call_form.test_uploading import narae, newer_form  # noqa: F401

ASKED = FormPlace.key.is_(None)


def current() -> CallForm:
    db.session.rollback()
    return db.session.scalars(select(CallForm).where(CallForm.retired_at.is_(None))).one()


def versions(form) -> str:
    return f"{FORMS}/{form.id}/versions"


def third_form() -> bytes:
    summary = [[{"사업기간": "사업  기간"}.get(text, text) for text in row] for row in SUMMARY]
    return hwpx_form(summary=summary, indicators=[*INDICATORS, ["", "", "", ""]])


def test_what_is_still_asked_comes_along_to_the_next_version(form, choose, send):
    choose(form, "담당부서", "text", words="스마트도시과")
    send(newer_form(), to=versions(form))
    assert [row.place["label"] for row in current().places(ASKED)] == ["담당부서"]
    assert send(third_form(), to=versions(current())).status_code == 303
    last = current()
    rows = [row for row in last.places() if row.place["label"] == "담당부서"]
    assert [row.source for row in rows] == ["text"]
    words = db.session.scalars(select(FormText.words).filter_by(place_id=rows[0].id)).all()
    assert words == ["스마트도시과"]


def test_a_version_that_comes_back_says_what_was_typed_last(form, choose, send, planner):
    first = form.content
    choose(form, "사업기간", "text", words="먼저 적은 기간")
    send(newer_form(), to=versions(form))
    choose(current(), "사 업 기 간", "text", words="고친 기간")
    assert send(first, to=versions(current())).status_code == 303
    back = current()
    assert back.id == form.id
    part, key = key_of(back, "사업기간")
    page = planner.get(f"{FORMS}/{back.id}/{part}/{key}").text
    assert "고친 기간" in page and "먼저 적은" not in page


def test_what_is_asked_is_asked_once_however_often_a_version_comes_back(form, choose, send):
    choose(form, "담당부서", "leave")
    first, second = form.content, newer_form()
    for data in (second, first, second):
        assert send(data, to=versions(current())).status_code == 303
    assert len(current().places(ASKED)) <= 1


def test_what_was_confirmed_while_the_newer_version_was_read_is_not_lost(
    form, choose, round, seoyeon
):
    file = FileStorage(io.BytesIO(newer_form()), "새 양식.hwpx")
    read = read_upload(file, [row.as_place for row in form.to_carry()])
    choose(form, "담당부서", "leave")  # the other planner, meanwhile
    db.session.rollback()
    upload(round, seoyeon, *read, form, [])
    db.session.commit()
    assert [row.place["label"] for row in current().places(ASKED)] == ["담당부서"]


def test_an_asked_place_goes_nowhere_it_does_not_fit(form, choose, send, planner):
    choose(form, "담당부서", "text", words="스마트도시과")
    send(newer_form(), to=versions(form))
    newer = current()
    [asked] = newer.places(ASKED)
    places = newer.part(1)["places"].items()
    box = next(key for key, place in places if place["kind"] == "rows")
    answer = planner.post(f"{FORMS}/{newer.id}/asked/{asked.id}", data={"key": box})
    assert answer.status_code == 404
    assert [row.id for row in current().places(ASKED)] == [asked.id]


def test_a_copy_confirms_nothing_of_another_city(form, choose, send, narae):  # noqa: F811
    theirs = "/other/1/plan/forms"
    choose(form, "담당부서", "text", words="우리 시의 글")
    assert send(form.content, to=theirs, as_=narae).status_code == 303
    db.session.rollback()
    mine = db.session.scalars(select(CallForm).where(CallForm.id != form.id)).one()
    part, key = key_of(mine, "담당부서")
    narae.post(f"{theirs}/{mine.id}/{part}/{key}", data={"source": "leave"})
    narae.post(f"{theirs}/{mine.id}/retire")
    assert narae.post(f"{theirs}/{form.id}/copies").status_code == 303
    db.session.rollback()
    kept = mine.place(key)
    assert (kept.source, kept.confirmed_at is not None) == ("leave", True)
