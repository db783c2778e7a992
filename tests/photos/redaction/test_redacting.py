"""Faces painted over on a photo: gone from every size, address, document and copy."""

import io

import pytest
from PIL import Image

from civic.db import db
from civic.issues.models import Issue
from civic.photos.redaction.boxes import Box
from civic.photos.redaction.models import PhotoRedaction
from civic.photos.redaction.painting import GREY, painted
from civic.photos.stored import sealed_name
from civic.photos.sweep import sweep
from tests.photos.redaction.pictures import FACE, FACE_BOX, form, red_pixels, with_face


@pytest.mark.parametrize("size", [(1600, 1200), (1599, 1067), (333, 777), (40, 40)])
@pytest.mark.parametrize(
    "box", [FACE_BOX, Box(0, 0, 3.7, 3.3), Box(90.1, 77.7, 50, 50), Box(33.3, 0.1, 1.3, 99)]
)
def test_nothing_of_what_lay_under_a_box_is_in_any_size(size, box):
    """Photos that differ only there are the same to the last byte."""
    faces = [
        painted(with_face(*size, box, colour), [box]) for colour in (FACE, (20, 20, 250), None)
    ]
    for sizes in zip(*((each.large, each.middle, each.small) for each in faces), strict=True):
        assert len(set(sizes)) == 1


def test_what_is_outside_the_boxes_stays():
    picture = Image.open(io.BytesIO(painted(with_face(), [FACE_BOX]).large)).convert("RGB")
    assert picture.getpixel((100, 100))[1] > 120
    left, top, right, bottom = FACE_BOX.pixels(1600, 1200)
    assert picture.getpixel(((left + right) // 2, (top + bottom) // 2)) == GREY


@pytest.mark.parametrize("sides", [(0, 0, 0, 5), (100, 0, 1, 1), (-1, 0, 5, 5), (0, 0, 101, 5)])
def test_a_box_beside_the_photo_is_none(sides):
    with pytest.raises(ValueError):
        Box(*sides)


def test_a_redacted_photo_has_another_address_and_the_old_files_are_gone(
    as_person, minji, photo, store, client
):
    earlier = photo.key
    answer = as_person(minji).post(f"/photos/gaon/redact/{earlier}", data=form(FACE_BOX))
    assert answer.status_code == 303
    db.session.expire_all()
    assert photo.key != earlier
    issue = db.session.scalars(db.select(Issue)).one()
    assert issue.cover_key == photo.key
    for size in ("", "-m", "-s"):
        assert client.get(f"/photos/{earlier}{size}.jpg").status_code == 404
        assert red_pixels(client.get(f"/photos/{photo.key}{size}.jpg").data) == 0
    page = client.get(f"/gaon/1/issues/{issue.id}").text
    assert photo.key in page and earlier not in page
    mine = [name for name, _ in store.names() if name.startswith((earlier, photo.key))]
    clear = [name for name in mine if name.endswith(".jpg") and red_pixels(store.get(name))]
    assert mine and clear == []


def test_the_original_is_sealed_survives_the_sweep_and_undoes(as_person, minji, photo, store):
    browser = as_person(minji)
    browser.post(f"/photos/gaon/redact/{photo.key}", data=form(FACE_BOX))
    db.session.expire_all()
    sealed = store.get(sealed_name(photo.key))
    assert b"JFIF" not in sealed
    store.files = {name: (data, 0.0) for name, (data, _at) in store.files.items()}
    sweep(store)
    redacted = photo.key
    assert browser.post(f"/photos/gaon/redact/{redacted}/undo").status_code == 303
    db.session.expire_all()
    assert photo.key != redacted
    assert red_pixels(store.get(photo.names[0])) > 30_000
    assert sealed_name(redacted) not in dict(store.names())
    (act,) = PhotoRedaction.of(photo)
    assert (act.undone_by_id, act.boxes) == (minji.id, [FACE_BOX.as_row()])


def test_of_two_acts_the_last_is_undone_and_the_first_stays(as_person, minji, photo, store):
    browser = as_person(minji)
    for box in (FACE_BOX, Box(0, 0, 10, 10)):
        browser.post(f"/photos/gaon/redact/{photo.key}", data=form(box))
        db.session.expire_all()
    browser.post(f"/photos/gaon/redact/{photo.key}/undo")
    db.session.expire_all()
    large = store.get(photo.names[0])
    assert red_pixels(large) == 0
    assert Image.open(io.BytesIO(large)).convert("RGB").getpixel((20, 20))[1] > 120
    browser.post(f"/photos/gaon/redact/{photo.key}/undo")
    db.session.expire_all()
    assert red_pixels(store.get(photo.names[0])) > 30_000


def test_where_originals_are_dropped_nothing_is_left_to_undo(app, as_person, minji, photo, store):
    app.config["PHOTO_ORIGINALS"] = "dropped"
    try:
        browser = as_person(minji)
        browser.post(f"/photos/gaon/redact/{photo.key}", data=form(FACE_BOX))
        db.session.expire_all()
        assert sealed_name(photo.key) not in dict(store.names())
        assert browser.post(f"/photos/gaon/redact/{photo.key}/undo").status_code == 409
    finally:
        app.config["PHOTO_ORIGINALS"] = "sealed"


def test_who_may(as_person, photo, person, seoyeon, minji):
    address = f"/photos/gaon/redact/{photo.key}"
    assert as_person(person("준호")).get(address).status_code == 404
    assert as_person(seoyeon).get(address).status_code == 200
    assert as_person(minji).get(address).status_code == 200
    as_person(seoyeon).post(address, data=form(FACE_BOX))
    db.session.expire_all()
    undo = as_person(minji).post(f"/photos/gaon/redact/{photo.key}/undo")
    assert undo.status_code == 409  # what the office painted over the resident does not undo


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "긋거나 숫자로"),
        ({"rows-0-left": "5"}, "1번째 가릴 곳에"),
        (
            {"rows-1-left": "a", "rows-1-top": "1", "rows-1-width": "1", "rows-1-height": "1"},
            "1번째",
        ),
        ({f"rows-0-{s}": "nan" for s in ("left", "top", "width", "height")}, "1번째"),
        ({f"rows-0-{s}": "1e400" for s in ("left", "top", "width", "height")}, "1번째"),
    ],
)
def test_wrong_numbers_are_told_and_kept(as_person, minji, photo, typed, sentence):
    earlier = photo.key
    answer = as_person(minji).post(f"/photos/gaon/redact/{earlier}", data=typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    db.session.expire_all()
    assert photo.key == earlier


def test_a_look_and_a_row_more_change_nothing(as_person, minji, photo):
    address = f"/photos/gaon/redact/{photo.key}"
    page = as_person(minji).post(address, data=form(FACE_BOX, act="look"))
    assert page.status_code == 200 and '<rect x="40.0"' in page.text
    assert "가릴 곳 2" in as_person(minji).post(address, data=form(FACE_BOX, act="row")).text
    assert PhotoRedaction.of(photo) == []
