"""A form that an older reading of the program kept: read again by itself, nothing confirmed is lost
and nothing is guessed."""

import json
import zlib

import pytest
from sqlalchemy import select

from civic.call_forms.place import READING
from civic.call_forms.refusals import FormRefused
from civic.db import db
from civic.documents.canonical import unpack
from civic.home.cockpit import count_form_places
from civic.plans.call_form import reading_again
from civic.plans.call_form.filled import FilledForm
from civic.plans.call_form.form_places import FormPlace, FormText
from civic.plans.call_form.models import CallForm, FormPart
from civic.plans.call_form.reading_again import read_all_again
from civic.plans.jobs.models import Job
from civic.rounds.models import Round
from tests.call_forms.small_forms import hwpx_form
from tests.plans.call_form.conftest import FORMS, key_of, only_form, remembered
from tests.plans.call_form.test_whole_way import made_of, make

LINE = "참여 인원 (     )명, 접수 제보 (     )건"
ASKED = FormPlace.key.is_(None)
WAITS = "다시 읽고 있어요"
REFUSED = "이 양식을 읽지 못해"


@pytest.fixture(autouse=True)
def read_once(monkeypatch):
    monkeypatch.setattr(reading_again, "read_apart", remembered(reading_again.read_apart))


@pytest.fixture
def old(send):
    """As the program before gaps had kept it: every key another, a line with gaps one place."""
    assert send(hwpx_form(before=[LINE])).status_code == 303
    form = only_form()
    keys = {}
    for part in form.parts:
        content = unpack(part.content)
        gaps = [key for key, place in content["places"].items() if place["hops"] == "gap"]
        content["places"] = dict(_older(content["places"], keys))
        content["blocks"] = _with_keys(content["blocks"], keys | dict.fromkeys(gaps, "lolderline"))
        part.content = zlib.compress(json.dumps(content).encode())
    for row in db.session.scalars(select(FormPlace)):
        if row.place["hops"] == "gap":
            db.session.delete(row)
            continue
        row.key = keys[row.key]
        row.place = row.place | {"key": row.key}
    form.counts = {name: n for name, n in form.counts.items() if name != "reading"}
    db.session.commit()
    return only_form()


def _with_keys(drawn, keys):
    """Blocks as they are drawn, a place of a line with gaps once."""
    if isinstance(drawn, list):
        return [_with_keys(one, keys) for one in drawn]
    if not isinstance(drawn, dict):
        return drawn
    return {
        name: list(dict.fromkeys(keys[key] for key in value))
        if name == "keys"
        else _with_keys(value, keys)
        for name, value in drawn.items()
    }


def _older(places, keys):
    for key, place in places.items():
        if place["hops"] != "gap":
            keys[key] = f"{key[0]}older{key[1:6]}"
            yield keys[key], place | {"key": keys[key]}
        elif "lolderline" not in keys.values():
            keys[key] = "lolderline"
            whole = {
                "key": "lolderline",
                "hops": "",
                "label": LINE,
                "normal": "참여인원",
                "old": "",
            }
            yield "lolderline", place | whole


def rows():
    db.session.rollback()
    return {row.place["label"]: row for row in db.session.scalars(select(FormPlace))}


def test_what_was_confirmed_stays_confirmed_by_the_new_keys(old, choose, seoyeon):
    choose(old, "담당부서", "text", words="스마트도시과")
    before = rows()["담당부서"]
    key, at = before.key, before.confirmed_at
    read_all_again()
    form, row = only_form(), rows()["담당부서"]
    assert form.reading == READING and not form.is_read_by_older
    assert row.key != key and row.key in form.part(row.part)["places"]
    assert (row.confirmed_by_id, row.confirmed_at) == (seoyeon.id, at)
    words = db.session.scalars(select(FormText.words).filter_by(place_id=row.id)).all()
    assert words == ["스마트도시과"]
    assert form.places(ASKED) == []


def test_a_place_that_is_another_now_is_named_and_asked(old, choose, planner):
    choose(old, LINE, "text", words="1,204명")
    read_all_again()
    [asked] = only_form().places(ASKED)
    assert (asked.place["label"], asked.why, asked.source) == (LINE, "reading", "text")
    page = planner.get(f"{FORMS}/{old.id}?state=asked").text
    assert LINE in page and "프로그램이 양식을 더 자세히" in page
    _part, key = key_of(only_form(), "참여 인원(명)")
    answer = planner.post(f"{FORMS}/{old.id}/asked/{asked.id}", data={"key": key})
    assert answer.status_code == 303
    row = rows()["참여 인원(명)"]
    words = db.session.scalars(select(FormText.words).filter_by(place_id=row.id)).all()
    assert (row.key, row.source, words) == (key, "text", ["1,204명"])


def test_proposals_stay_proposals_and_what_is_new_is_proposed(old):
    assert {row.confirmed_at for row in rows().values()} == {None}
    before = {row.place["label"]: row.source for row in rows().values()}
    read_all_again()
    after = rows()
    assert {label: row.source for label, row in after.items()} == before | {
        "참여 인원(명)": "fact:people.participants"
    }
    assert {row.confirmed_at for row in after.values()} == {None}
    places = only_form().all_places()
    assert {row.key for row in after.values()} <= places.keys()


def test_nothing_is_filled_by_the_older_reading_and_all_by_the_new(
    fine, old, choose, planner, queue
):
    choose(old, "담당부서", "text", words="스마트도시과")
    for address in (FORMS, f"{FORMS}/{old.id}", f"{FORMS}/{old.id}/preview"):
        assert WAITS in planner.get(address).text, address
    answer = planner.post(f"{FORMS}/{old.id}/files", data={"format": "hwpx", "made_of": ""})
    assert answer.status_code == 409 and WAITS in answer.text and "made_of" not in answer.text
    read_all_again()
    for address in (FORMS, f"{FORMS}/{old.id}", f"{FORMS}/{old.id}/preview"):
        assert WAITS not in planner.get(address).text, address
    _job, filled = make(planner, queue, only_form())
    assert "스마트도시과" in json.loads(zlib.decompress(filled.receipt))["changed"][0]["new"]


def test_an_upgrade_between_asking_and_making_makes_nothing(fine, form, choose, planner, queue):
    choose(form, "담당부서", "text", words="스마트도시과")
    page = planner.get(f"{FORMS}/{form.id}/preview").text
    given = {"format": "hwpx", "made_of": made_of(page)}
    location = planner.post(f"{FORMS}/{form.id}/files", data=given).location
    mine = only_form()
    mine.counts = mine.counts | {"reading": READING - 1}
    db.session.commit()
    queue.work()
    assert WAITS in planner.get(location).text
    assert db.session.scalars(select(FilledForm)).all() == []


@pytest.fixture
def refused(old, monkeypatch):
    """The older form, which this program can't read any more."""

    def refuse(data, name, kept=None):
        raise FormRefused("macros")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(reading_again, "read_apart", refuse)
        read_all_again()
    return only_form()


def test_a_form_that_is_refused_when_read_again_says_so_before_it_is_filled(
    fine, choose, refused, planner
):
    assert refused.reading == READING  # asked once, not every ten minutes
    choose(refused, "담당부서", "text", words="스마트도시과")
    for address in (FORMS, f"{FORMS}/{refused.id}", f"{FORMS}/{refused.id}/preview"):
        page = planner.get(address).text
        assert REFUSED in page and "매크로가 든 파일" in page and WAITS not in page, address
    form_page = planner.get(f"{FORMS}/{refused.id}").text
    assert '<details class="card fold" id="newer" open>' in form_page
    given = {"format": "hwpx", "made_of": ""}
    answer = planner.post(f"{FORMS}/{refused.id}/files", data=given)
    assert answer.status_code == 409 and REFUSED in answer.text
    assert db.session.scalars(select(Job.kind)).all() == []


@pytest.mark.parametrize("way", ["", "/{id}/versions"])
def test_a_form_that_was_refused_is_taken_again_when_it_can_be_read(
    old, choose, refused, send, way
):
    choose(old, "담당부서", "text", words="스마트도시과")
    answer = send(hwpx_form(before=[LINE]), to=FORMS + way.format(id=refused.id))
    assert answer.status_code == 303
    form = only_form()
    assert form.refusal is None and form.reading == READING and form.retired_at is None
    row = rows()["담당부서"]
    assert row.confirmed_at and row.key in form.part(row.part)["places"]
    words = db.session.scalars(select(FormText.words).filter_by(place_id=row.id)).all()
    assert words == ["스마트도시과"]


def test_the_cockpit_counts_what_is_asked_by_a_newer_reading(old, choose):
    choose(old, LINE, "text", words="1,204명")
    call_round = db.session.scalars(select(Round)).one()
    before = count_form_places(call_round)
    read_all_again()
    form = only_form()
    waits = [row for row in form.places() if row.confirmed_at is None or row.key is None]
    assert form.places(ASKED) and count_form_places(call_round) == len(waits)
    assert before == len([row for row in waits if row.key]) - 1  # a gap is proposed since


def test_a_form_that_was_read_by_this_program_is_left_alone(form, monkeypatch):
    monkeypatch.setattr(reading_again, "read_apart", None)  # nothing is asked
    parts = [part.content for part in form.parts]
    read_all_again()
    assert [part.content for part in only_form().parts] == parts


def test_an_older_form_that_was_put_away_is_read_when_it_comes_back(old, planner, send):
    planner.post(f"{FORMS}/{old.id}/retire")
    read_all_again()
    assert only_form().is_read_by_older
    assert send(hwpx_form(before=[LINE])).status_code == 303
    form = only_form()
    assert form.retired_at is None and form.reading == READING
    parts = db.session.scalars(select(FormPart.content).filter_by(form_id=form.id)).all()
    assert {row.key for row in rows().values()} <= {
        key for part in parts for key in unpack(part)["places"]
    }
    assert db.session.scalar(select(CallForm.retired_at)) is None
