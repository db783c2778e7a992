"""A newer version of a form: refused at its field, and what is asked is settled without a loss."""

import pytest

from civic.db import db
from civic.plans.call_form.form_places import FormPlace
from tests.call_forms.small_forms import hwpx_form
from tests.plans.call_form.conftest import FORMS, key_of
from tests.plans.call_form.test_uploading import newer_form, stored
from tests.plans.call_form.test_versions import current


@pytest.mark.parametrize(
    ("data", "status", "told"),
    [
        (b"just words", 422, "양식 파일이 아니에요"),
        (b"", 422, "비어 있어요"),
        (None, 422, "파일을 골라 주세요"),
        (hwpx_form(), 422, "이미 올린 파일"),
        (b" " * 17_000_000, 413, "16MB까지"),
    ],
    ids=["text", "empty", "none", "same", "large"],
)
def test_a_newer_version_that_is_refused_is_said_at_its_field(
    form, planner, send, data, status, told
):
    to = f"{FORMS}/{form.id}/versions"
    before = stored()
    answer = planner.post(to, data={}) if data is None else send(data, "새 판.hwpx", to=to)
    assert answer.status_code == status and stored() == before
    assert f'action="{to}"' in answer.text and "신청서.hwpx" in answer.text
    field = answer.text.partition('<details class="card fold" id="newer" open>')[2]
    assert told in field and 'aria-describedby="file-hint file-error"' in field


def asked_of(form, send):
    """The newer version, and its one place that is asked."""
    send(newer_form(), "신청서 2027.hwpx", to=f"{FORMS}/{form.id}/versions")
    newer = current()
    [asked] = newer.places(FormPlace.key.is_(None))
    return newer, asked


def test_nothing_chosen_for_a_place_that_is_asked_is_said_there(form, choose, send, planner):
    choose(form, "담당부서", "text", words="스마트도시과")
    newer, asked = asked_of(form, send)
    answer = planner.post(f"{FORMS}/{newer.id}/asked/{asked.id}?state=asked", data={})
    assert answer.status_code == 422
    assert "새 자리를 고르거나 ‘쓰지 않기’를 골라 주세요." in answer.text
    assert (
        'id="key-error"' in answer.text and "스마트도시과" not in answer.text.partition("key-er")[0]
    )


def test_words_that_were_typed_go_only_when_asked_twice(form, choose, send, planner):
    choose(form, "담당부서", "text", words="스마트도시과")
    newer, asked = asked_of(form, send)
    address = f"{FORMS}/{newer.id}/asked/{asked.id}?state=asked"
    answer = planner.post(address, data={"key": "none"})
    assert answer.status_code == 422 and "직접 쓴 글이 함께 지워져요" in answer.text
    assert newer.places(FormPlace.key.is_(None)) == [asked]
    assert planner.post(address, data={"key": "none", "sure": "1"}).status_code == 303
    db.session.rollback()
    assert newer.places(FormPlace.key.is_(None)) == []
    late = planner.post(address, data={"key": "none"}, follow_redirects=True)
    assert late.status_code == 200 and "이미 정한 자리예요" in late.text


def test_a_place_that_is_asked_comes_to_where_one_clicks(form, choose, send, planner):
    choose(form, "담당부서", "text", words="스마트도시과")
    newer, asked = asked_of(form, send)
    part, key = key_of(newer, "비고")
    settle = f"{FORMS}/{newer.id}/asked/{asked.id}"
    assert settle in planner.get(f"{FORMS}/{newer.id}/{part}/{key}").text
    box = key_of(newer, "동의", "checkbox")
    assert settle not in planner.get(f"{FORMS}/{newer.id}/{box[0]}/{box[1]}").text
    assert planner.post(settle, data={"key": key}).status_code == 303
    assert "스마트도시과" in planner.get(f"{FORMS}/{newer.id}/{part}/{key}").text


def test_columns_that_changed_places_take_what_was_chosen_for_them(form, choose, send, planner):
    header = ["성과지표", "기준값", "단위", "산식", "목표값"]
    label = next(p for p in form.part(1)["places"].values() if p["kind"] == "rows")["label"]
    titles = ["성과지표", "단위", "기준값(연도)", "목표값(연도)"]
    columns = {f"column-{n}": title for n, title in enumerate(titles)}
    assert choose(form, label, "table:targets.indicators", **columns).status_code == 303
    changed = hwpx_form(indicators=[header, *[[""] * 5] * 3])
    send(changed, "신청서 2027.hwpx", to=f"{FORMS}/{form.id}/versions")
    newer = current()
    [asked] = newer.places(FormPlace.key.is_(None))
    _part, key = next(
        (part.number, key)
        for part in newer.parts
        for key, place in newer.part(part.number)["places"].items()
        if place["kind"] == "rows"
    )
    assert (
        planner.post(f"{FORMS}/{newer.id}/asked/{asked.id}", data={"key": key}).status_code == 303
    )
    db.session.rollback()
    settled = newer.place(key).options["columns"]
    assert settled[:3] == ["성과지표", "기준값(연도)", "단위"] and settled[4] == "목표값(연도)"
    assert "산출식" in settled[3]
