"""A disk that is full or fails: 민지 is told, and nothing half-made stays."""

import errno
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy.exc import OperationalError

from civic.db import db
from civic.engines.photo_store import MemoryStore
from civic.issues.models import Issue
from civic.photos.models import Photo

ASKS_JSON = {"Accept": "application/json"}
ANSWERS = [(errno.ENOSPC, 507), (errno.EDQUOT, 507), (errno.EIO, 503), (errno.EROFS, 503)]


class FailingStore(MemoryStore):
    """Raises an error at the n-th put, and at every read when n is 0."""

    def __init__(self, number: int, n: int):
        super().__init__()
        self.number, self.n, self.puts = number, n, 0

    def put(self, name, data):
        self.puts += 1
        if self.puts == self.n:
            raise OSError(self.number, "the disk says no")
        super().put(name, data)

    def get(self, name):
        if self.n == 0:
            raise OSError(self.number, "the disk says no")
        return super().get(name)


@pytest.fixture
def store(app, monkeypatch):
    """store(errno, n) puts a store that fails at the n-th file in the app's place."""

    def put_in(number, n):
        failing = FailingStore(number, n)
        monkeypatch.setitem(app.extensions, "photo_store", failing)
        return failing

    return put_in


def photo(colour="red") -> tuple[BytesIO, str]:
    out = BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG")
    return BytesIO(out.getvalue()), f"{colour}.jpg"


def report(client, *photos):
    fields = {"title": "가로등이 꺼졌어요", "body": "사흘째 어두워요", "category": "safety"}
    fields |= {"request_key": "k" * 20, "confirmed": "y", "lat": "36.55", "lon": "127.05"}
    return client.post("/gaon/1/issues/", data=fields | {"photos": list(photos)}, headers=ASKS_JSON)


def rows(model) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(model))


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("number, status", ANSWERS)
def test_a_photo_that_finds_no_room_is_refused_with_words(client, store, number, status, n):
    failing = store(number, n)
    answer = client.post("/photos", data={"photo": photo()}, headers=ASKS_JSON)
    assert answer.status_code == status
    assert int(answer.headers["Retry-After"]) > 0
    assert "저장" in answer.json["error"]
    assert failing.names() == []
    assert rows(Photo) == 0


@pytest.mark.parametrize("n", [1, 3, 4, 6])
def test_a_report_whose_second_photo_finds_no_room_leaves_no_file(
    client, store, round, person, as_person, n
):
    failing = store(errno.ENOSPC, n)
    minji = as_person(person("민지"))
    assert report(minji, photo("red"), photo("blue")).status_code == 507
    assert failing.names() == []
    assert (rows(Photo), rows(Issue)) == (0, 0)
    assert report(minji, photo("red"), photo("blue")).status_code in (200, 303)
    assert (rows(Photo), rows(Issue), len(failing.names())) == (2, 1, 6)


def test_a_report_that_the_database_has_no_room_for_leaves_no_file(
    app, client, round, person, as_person, store, monkeypatch
):
    def full(*_told, **_more):
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    failing, minji = store(0, -1), as_person(person("민지"))
    monkeypatch.setattr(Issue, "report", full)
    answer = report(minji, photo())
    assert answer.status_code == 507
    assert int(answer.headers["Retry-After"]) > 0
    assert failing.names() == []


def test_the_same_report_sent_twice_leaves_no_second_files(client, store, round, person, as_person):
    kept, minji = store(0, -1), as_person(person("민지"))
    for _ in range(2):
        assert report(minji, photo()).status_code in (200, 303)
    assert (rows(Issue), len(kept.names())) == (1, 3)


@pytest.mark.parametrize("number, status", ANSWERS)
def test_a_photo_that_can_not_be_read_is_no_missing_photo(client, store, number, status):
    store(number, 0)
    answer = client.get("/photos/" + "a" * 32 + ".jpg", headers=ASKS_JSON)
    assert answer.status_code == status
    assert "저장" in answer.json["error"]


def test_files_of_what_was_committed_stay(app, store):
    kept = store(0, -1)
    Photo.take_in(kept, photo()[0].getvalue(), None, "browser")
    db.session.commit()
    db.session.rollback()
    assert len(kept.names()) == 3
    Photo.take_in(kept, photo("blue")[0].getvalue(), None, "browser")
    db.session.rollback()
    Photo.take_in(kept, photo("green")[0].getvalue(), None, "browser")
    db.session.remove()
    assert len(kept.names()) == 3
