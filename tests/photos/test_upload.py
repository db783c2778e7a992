"""Sending photos: 민지 and visitors upload, see a suggestion, and nobody else may use them."""

import sys
from importlib.machinery import ModuleSpec
from io import BytesIO
from types import ModuleType

import pytest
from PIL import Image

from civic.db import db, now
from civic.photos.models import Photo

ASKS_JSON = {"Accept": "application/json"}


def phone_photo(colour="red", place=False, size=(400, 300)) -> bytes:
    exif = Image.Exif()
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 33.0, 0.0), 3: "E", 4: (127.0, 3.0, 0.0)})
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


def send(client, data, name="사진 (1).jpg"):
    return client.post("/photos", data={"photo": (BytesIO(data), name)}, headers=ASKS_JSON)


def test_a_visitors_photo_is_stored_and_served_in_two_sizes(app, client):
    answer = send(client, phone_photo(place=True))
    assert answer.status_code == 201
    key = answer.json["key"]
    photo = db.session.scalars(db.select(Photo)).one()
    assert (photo.key, photo.uploader_id) == (key, None)
    assert photo.upload_key
    assert (answer.json["width"], answer.json["height"]) == (400, 300)
    assert answer.json["suggested"] == {"lat": 36.55, "lon": 127.05}
    for address, size in ((f"/photos/{key}.jpg", (400, 300)), (answer.json["small"], (320, 240))):
        shown = client.get(address)
        assert Image.open(BytesIO(shown.data)).size == size
        assert not Image.open(BytesIO(shown.data)).getexif()


def test_a_photo_is_only_ever_served_as_a_jpeg_that_runs_nothing(client):
    key = send(client, phone_photo()).json["key"]
    shown = client.get(f"/photos/{key}.jpg")
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Security-Policy"] == "default-src 'none'"
    assert "immutable" in shown.headers["Cache-Control"]
    again = client.get(f"/photos/{key}.jpg", headers={"If-None-Match": shown.headers["ETag"]})
    assert again.status_code == 304


def test_a_heic_is_refused_with_what_to_do_where_it_can_not_be_read(client, round, monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)  # as where it is not installed
    answer = send(client, b"\0\0\0\x18ftypheic" * 9, name="IMG_1.heic")
    assert answer.status_code == 415
    assert "HEIC 사진을 열지 못해요. JPG로 바꿔서" in answer.json["error"]
    assert db.session.scalar(db.select(db.func.count(Photo.id))) == 0
    assert send(client, phone_photo()).status_code == 201


def test_pages_ask_for_other_kinds_where_a_heic_can_not_be_read(client, round, monkeypatch):
    form, manifest = "/gaon/1/issues/new", "/gaon/ko.webmanifest"
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert 'name="photos" accept="image/jpeg,image/png,image/webp"' in client.get(form).text
    assert "image/heic" not in client.get(manifest).text
    monkeypatch.setitem(sys.modules, "pillow_heif", ModuleType("pillow_heif"))
    sys.modules["pillow_heif"].__spec__ = ModuleSpec("pillow_heif", None)
    assert 'name="photos" accept="image/*"' in client.get(form).text
    assert "image/heic" in client.get(manifest).text


@pytest.mark.parametrize(
    "name", ["0" * 32, "0" * 32 + "-s", "0" * 31, "A" * 32, "..%2f..%2fetc%2fpasswd", "x", "-s"]
)
def test_other_names_are_not_found(client, name):
    assert client.get(f"/photos/{name}.jpg").status_code == 404


def test_the_same_photo_twice_is_one_photo_for_the_same_sender_only(app, client, person, as_person):
    minji = as_person(person("민지"))
    first, second = send(minji, phone_photo()).json["key"], send(minji, phone_photo()).json["key"]
    assert first == second
    assert send(client, phone_photo()).json["key"] != first
    assert db.session.scalar(db.select(db.func.count(Photo.id))) == 2
    assert len(app.extensions["photo_store"].names()) >= 4


def test_a_photo_already_part_of_something_is_not_given_out_again(app, client):
    key = send(client, phone_photo(place=True)).json["key"]
    photo = db.session.scalars(db.select(Photo)).one()
    photo.attach()
    db.session.commit()
    assert photo.suggested is None
    assert send(client, phone_photo(place=True)).json["key"] != key


def test_only_the_sender_may_use_a_photo_and_only_once(app, person):
    minji, jun = person("민지"), person("준호")
    photo = Photo(key="a" * 32, sha256="", width=1, height=1, uploader_id=minji.id, upload_key="k")
    assert photo.usable_by(minji, None)
    assert photo.usable_by(None, "k")
    assert not photo.usable_by(jun, "other")
    assert not photo.usable_by(None, None)
    photo.attach()
    assert not photo.usable_by(minji, "k")


def test_a_visitors_photo_is_still_theirs_after_signing_in(app, client, person):
    key = send(client, phone_photo()).json["key"]
    with client.session_transaction() as session:
        browser = session["upload_key"]
    assert [p.key for p in Photo.usable([key, "b" * 32, key], person("민지"), browser)] == [key]


@pytest.mark.parametrize(
    "data, status, word",
    [
        (b"", 422, "빈 파일"),
        (b"<html></html>", 415, "사진 파일이 아니에요"),
        (b"GIF89a", 415, "받지 않아요"),
        (phone_photo()[:200], 422, "깨져서"),
        (b"\xff\xd8\xff" + bytes(15 * 1024 * 1024), 413, "15MB"),
        (b"\xff\xd8\xff" + bytes(17_000_000), 413, "16MB"),
    ],
    ids=["empty", "html", "gif", "damaged", "large", "larger than any request"],
)
def test_a_refusal_says_why_and_stores_nothing(app, client, data, status, word):
    before = len(app.extensions["photo_store"].names())
    answer = send(client, data)
    assert answer.status_code == status
    assert word in answer.json["error"]
    assert db.session.scalar(db.select(db.func.count(Photo.id))) == 0
    assert len(app.extensions["photo_store"].names()) == before


def test_a_request_without_a_photo_is_refused_with_a_sentence(client):
    assert client.post("/photos", headers=ASKS_JSON).status_code == 422


def test_created_at_is_now(client):
    send(client, phone_photo())
    assert db.session.scalars(db.select(Photo.created_at)).one() == now()


def test_a_photo_stored_before_there_was_a_middle_size_is_shown_large(app, client):
    key = send(client, phone_photo(size=(1600, 1200))).json["key"]
    store = app.extensions["photo_store"]
    middle = client.get(f"/photos/{key}-m.jpg").data
    assert Image.open(BytesIO(middle)).size == (720, 540)
    store.delete(f"{key}-m.jpg")
    assert (
        client.get(f"/photos/{key}-m.jpg").data == client.get(f"/photos/{key}.jpg").data != middle
    )
