"""Faces are suggested, and painted over only by who has looked."""

import pytest

from civic.db import db
from civic.engines.face_finder import FacesFailed
from civic.photos.redaction.boxes import Box, suggested
from civic.photos.redaction.models import PhotoRedaction
from tests.photos.redaction.pictures import FACE_BOX, form


class Finder:
    """Finds what it was told to, and keeps what it was shown."""

    name, ready = "told", True

    def __init__(self, *faces):
        self.found, self.shown = list(faces), b""

    def faces(self, jpeg):
        self.shown = jpeg
        if not self.found:
            raise FacesFailed("broken")
        return self.found


@pytest.fixture
def finder(app, monkeypatch):
    made = Finder(tuple(FACE_BOX.as_row()), (90.0, 90.0, 5.0, 5.0))
    monkeypatch.setitem(app.extensions, "face_finder", made)
    return made


@pytest.fixture
def address(photo):
    return f"/photos/gaon/redact/{photo.key}"


def test_suggested_boxes_are_drawn_beside_ones_own_and_nothing_is_painted(
    finder,
    as_person,
    minji,
    photo,
    store,
    address,
):
    key, browser = photo.key, as_person(minji)
    assert "얼굴 찾아보기" in browser.get(address).text
    page = browser.post(f"{address}/suggest", data=form(Box(1, 2, 3, 4)))
    assert page.status_code == 200
    assert "얼굴로 보이는 곳 2군데" in page.text and "아직 가리지 않았어요" in page.text
    assert page.text.count("<rect") == 3
    for value in ("1.0", "40", "90.0"):
        assert f'value="{value}' in page.text
    assert finder.shown == store.get(photo.names[0])
    db.session.expire_all()
    assert photo.key == key and PhotoRedaction.of(photo) == []


def test_what_was_suggested_is_painted_by_who_presses_the_button(
    finder,
    as_person,
    minji,
    photo,
    address,
):
    browser = as_person(minji)
    browser.post(f"{address}/suggest")
    assert browser.post(address, data=form(FACE_BOX)).status_code == 303
    db.session.expire_all()
    assert [act.boxes for act in PhotoRedaction.of(photo)] == [[FACE_BOX.as_row()]]


def test_asked_twice_nothing_is_suggested_twice(finder, as_person, minji, address):
    drawn = form(FACE_BOX, Box(90, 90, 5, 5))
    page = as_person(minji).post(f"{address}/suggest", data=drawn).text
    assert "더 찾지 못했어요" in page and page.count("<rect") == 2


def test_one_that_fails_says_so_in_words(finder, as_person, minji, address):
    finder.found.clear()
    answer = as_person(minji).post(f"{address}/suggest")
    assert answer.status_code == 503 and "직접 그어 주세요" in answer.text


def test_the_address_of_an_answer_leads_to_the_page(finder, as_person, minji, address):
    assert as_person(minji).get(f"{address}/suggest").location.endswith(address)
    assert finder.shown == b""


def test_without_a_detector_nothing_is_offered_and_all_else_works(
    as_person,
    minji,
    photo,
    address,
):
    browser = as_person(minji)
    assert "얼굴 찾아보기" not in browser.get(address).text
    assert browser.post(f"{address}/suggest").status_code == 503
    assert browser.post(address, data=form(FACE_BOX)).status_code == 303


def test_who_may_not_cover_it_learns_no_faces(finder, as_person, person, address, client):
    assert as_person(person("준호")).post(f"{address}/suggest").status_code == 404
    assert client.post(f"{address}/suggest").status_code == 303
    assert finder.shown == b""


def test_boxes_beside_the_photo_are_left_out():
    assert suggested([(0, 0, 0, 5), (1, 1, 2, 2), (120, 1, 2, 2)]) == [Box(1, 1, 2, 2)]
