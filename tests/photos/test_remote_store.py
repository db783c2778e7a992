"""Photos in a bucket of another machine: nobody waits long for one that is frozen, no thread hands
out pictures, and a sweep never holds a list of all."""

import socket
import threading
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from obstore.store import MemoryStore as Bucket
from obstore.store import S3Store

from civic.db import db, now
from civic.engines import photo_store
from civic.engines.photo_store import PAGE, MemoryStore, ObjectStore, patience
from civic.photos.sweep import sweep
from civic.store_marks import mark_restored
from tests.apps import start_app
from tests.waiting import PATIENCE_S, until

KEY = "a" * 32
KEYS = {"access_key_id": "key", "secret_access_key": "secret", "region": "ap-northeast-2"}


def bucket_at(address: str, seconds=1):
    options = patience(seconds)
    options["client_options"] |= {"allow_http": True}
    return ObjectStore(S3Store.from_url("s3://bucket/photos", endpoint=address, **KEYS, **options))


@pytest.fixture
def frozen():
    """A store that takes a connection and never answers."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(20)
        yield bucket_at(f"http://127.0.0.1:{door.getsockname()[1]}")


def remote(app, store, how):
    """The program with another store, on the tables at hand."""
    return start_app(app.config["DATABASE_URL"], PHOTO_STORE=store, PHOTO_DELIVERY=how)


def test_a_frozen_store_is_given_up_in_words(app, frozen):
    other = remote(app, frozen, "program")
    with other.app_context():
        answer = other.test_client().get(f"/photos/{KEY}.jpg")
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "30"
    assert "저장 장치에 문제가 생겨" in answer.text


class Door:
    """A bucket that takes what it is given once `goes_on` is set, or one that is away."""

    def __init__(self, is_away=False):
        self.goes_on, self.asked, self.is_away = threading.Event(), [], is_away

    def put(self, name, data):
        self.asked.append(name)
        if self.is_away:
            raise OSError("photo store: connection reset")
        self.goes_on.wait(PATIENCE_S)


def test_a_store_that_was_given_up_is_asked_by_nobody(monkeypatch):
    monkeypatch.setattr(photo_store, "RESTS_S", 600)
    bucket = Door(is_away=True)
    store = ObjectStore(bucket)
    for _ in range(2):
        with pytest.raises(OSError, match="photo store"):
            store.put(f"{KEY}.jpg", b"picture")
    assert len(bucket.asked) == 1


def test_one_thread_waits_for_a_frozen_store_and_others_go_on(monkeypatch):
    monkeypatch.setattr(photo_store, "LONGEST_TURN_S", 0.1)
    bucket = Door()
    store = ObjectStore(bucket)
    waiting = threading.Thread(target=store.put, args=(f"{KEY}.jpg", b"picture"))
    waiting.start()
    until(lambda: bucket.asked)
    with pytest.raises(OSError, match="does not answer"):
        store.put(f"{KEY}-s.jpg", b"picture")
    assert waiting.is_alive()
    bucket.goes_on.set()
    waiting.join()
    assert bucket.asked == [f"{KEY}.jpg"]


def test_a_store_that_rested_is_asked_again(monkeypatch):
    monkeypatch.setattr(photo_store, "RESTS_S", 0.2)
    store = ObjectStore(Door(is_away=True))
    with pytest.raises(OSError, match="photo store"):
        store.put(f"{KEY}.jpg", b"picture")
    store.bucket = Bucket()
    time.sleep(photo_store.RESTS_S)
    store.put(f"{KEY}.jpg", b"picture")
    with pytest.raises(FileNotFoundError):  # no reason to rest
        store.get(f"{KEY}-s.jpg")
    assert store.get(f"{KEY}.jpg") == b"picture"


def test_a_signed_address_is_made_without_asking_the_store(app, frozen):
    other = remote(app, frozen, "signed")
    with other.app_context():
        client = other.test_client()
        answer, page = client.get(f"/photos/{KEY}-s.jpg"), client.get("/sign-in")
    assert answer.status_code == 302 and answer.headers["Cache-Control"] == "public, max-age=300"
    parts = urlsplit(answer.location)
    assert parts.path == f"/bucket/photos/{KEY}-s.jpg"
    assert parse_qs(parts.query)["X-Amz-Expires"] == ["600"]
    assert f"{parts.scheme}://{parts.netloc}" in page.headers["Content-Security-Policy"]


def test_the_proxy_is_told_where_the_picture_is(app, frozen):
    other = remote(app, frozen, "proxy")
    with other.app_context():
        answer = other.test_client().get(f"/photos/{KEY}.jpg")
    assert (answer.status_code, answer.data) == (200, b"")
    told = answer.headers["X-Accel-Redirect"]
    assert told.startswith(f"/stored-photos/bucket/photos/{KEY}.jpg?X-Amz-")
    assert answer.mimetype == "image/jpeg"


def test_delivery_needs_a_bucket(app):
    with pytest.raises(ValueError, match="CIVIC_PHOTO_DELIVERY"):
        remote(app, MemoryStore(), "signed")


def test_a_bucket_knows_what_it_has():
    store = ObjectStore(Bucket())
    assert not store.has(f"{KEY}-m.jpg")
    store.put(f"{KEY}-m.jpg", b"picture")
    assert store.has(f"{KEY}-m.jpg")


class Paged(MemoryStore):
    """Hands its names out two at a time."""

    def pages(self, after=""):
        rows = sorted(row for row in self.names() if row[0] > after)
        for first in range(0, len(rows), 2):
            yield rows[first : first + 2]


def test_a_sweep_goes_page_by_page_and_stops_at_a_restore(app):
    store = Paged()
    names = [f"{digit * 32}.jpg" for digit in "0123456"]
    for name in names:
        store.files[name] = (b"x", now().timestamp() - 7200)
    db.session.rollback()
    assert sweep(store) == (0, 7)
    for name in names:
        store.files[name] = (b"x", now().timestamp() - 7200)
    mark_restored(store, now())
    assert sweep(store) == (0, 0)
    assert len(store.names()) == 8


def test_pages_begin_after_a_name():
    store = ObjectStore(Bucket())
    for name in ("aaaa.jpg", "left-1-1.mark", "restored-1.mark"):
        store.put(name, b"")
    assert [name for page in store.pages("left-9") for name, _ in page] == ["restored-1.mark"]
    assert PAGE == 1000
