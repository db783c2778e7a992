"""Photos in a bucket of another machine: nobody waits long for one that is frozen, no thread hands
out pictures, and a sweep never holds a list of all."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from obstore.store import MemoryStore as Bucket
from obstore.store import S3Store
from PIL import Image

from civic.db import db, now
from civic.engines import store_gate
from civic.engines.photo_store import PAGE, MemoryStore, ObjectStore, patience
from civic.photos.sweep import sweep
from civic.store_marks import mark_restored
from tests.apps import start_app
from tests.waiting import PATIENCE_S, until

KEY = "a" * 32
KEYS = {"access_key_id": "key", "secret_access_key": "secret", "region": "ap-northeast-2"}


def bucket_at(address: str):
    def bucket(seconds):
        options = patience(seconds)
        options["client_options"] |= {"allow_http": True}
        return S3Store.from_url("s3://bucket/photos", endpoint=address, **KEYS, **options)

    return ObjectStore(bucket, wait_s=1)


def always(bucket):
    """The same one, however long it may be silent."""
    return lambda _seconds: bucket


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
    """A bucket that takes what it is given once `goes_on` is set."""

    def __init__(self):
        self.goes_on, self.asked = threading.Event(), []

    def put(self, name, data):
        self.asked.append(name)
        self.goes_on.wait(PATIENCE_S)


def upload(app):
    out = BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "JPEG")
    out.seek(0)
    return app.test_client().post("/photos", data={"photo": (out, "red.jpg")})


def test_pages_go_on_while_uploads_hang_and_nothing_is_lost(app, monkeypatch):
    """Eight people send photos to a server of four threads, and the store takes none."""
    monkeypatch.setattr(store_gate, "SILENT_S", 0)
    bucket = Door()
    other = remote(app, ObjectStore(always(bucket), threads=4), "program")
    with ThreadPoolExecutor(4) as threads:
        sent = [threads.submit(upload, other) for _ in range(8)]
        until(lambda: len(bucket.asked) == 2 and sum(each.done() for each in sent) == 6)
        pages = [threads.submit(other.test_client().get, "/sign-in") for _ in range(4)]
        assert [page.result(PATIENCE_S).status_code for page in pages] == [200] * 4
        assert sum(each.done() for each in sent) == 6
        bucket.goes_on.set()
    answers = [each.result() for each in sent]
    assert sorted(answer.status_code for answer in answers) == [201] * 2 + [503] * 6
    assert all("저장 장치에 문제가" in each.text for each in answers if each.status_code == 503)
    assert len(bucket.asked) == 6


def test_jobs_wait_for_a_store_that_others_were_sent_away_from(monkeypatch):
    monkeypatch.setattr(store_gate, "SILENT_S", 0)
    store = ObjectStore(always(Bucket()), threads=1)
    store.gate.is_away = True
    store.put(f"{KEY}.jpg", b"picture")
    assert store.get(f"{KEY}.jpg") == b"picture"


def test_a_large_file_has_more_time_than_a_small_one():
    times, bucket = [], Bucket()

    def of(seconds):
        times.append(seconds)
        return bucket

    store = ObjectStore(of, wait_s=5)
    for size in (100, 64 * 1024 * 5 - 1, 1024 * 1024):
        store.put(f"{KEY}.jpg", b"x" * size)
    assert times == [5, 20]


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
    assert answer.headers["Cache-Control"] == "no-cache"  # the proxy knows if there is a picture


def test_the_proxy_is_told_where_a_middle_size_should_be_when_the_store_can_not_say(app, frozen):
    """It is asked briefly, and not at all once it was given up."""
    frozen.gate.is_away = True
    other = remote(app, frozen, "proxy")
    with other.app_context():
        answer = other.test_client().get(f"/photos/{KEY}-m.jpg")
    assert f"/photos/{KEY}-m.jpg?" in answer.headers["X-Accel-Redirect"]


def test_delivery_needs_a_bucket(app):
    with pytest.raises(ValueError, match="CIVIC_PHOTO_DELIVERY"):
        remote(app, MemoryStore(), "signed")


def test_a_bucket_knows_what_it_has():
    store = ObjectStore(always(Bucket()))
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
    store = ObjectStore(always(Bucket()))
    for name in ("aaaa.jpg", "left-1-1.mark", "restored-1.mark"):
        store.put(name, b"")
    assert [name for page in store.pages("left-9") for name, _ in page] == ["restored-1.mark"]
    assert PAGE == 1000
