"""One contract for every photo store."""

import time

import pytest
from obstore.store import LocalStore as ObstoreFolder
from obstore.store import MemoryStore as ObstoreMemory

from civic.engines.photo_store import LocalStore, MemoryStore, ObjectStore, from_settings

NAME = "0123456789abcdef0123456789abcdef.jpg"


def always(bucket):
    """The same one, however long it may be silent."""
    return lambda _seconds: bucket


@pytest.fixture(params=["folder", "memory", "object store", "object store in a folder"])
def store(request, tmp_path):
    return {
        "folder": lambda: LocalStore(tmp_path / "photos"),
        "memory": MemoryStore,
        "object store": lambda: ObjectStore(always(ObstoreMemory())),
        "object store in a folder": lambda: ObjectStore(always(ObstoreFolder(tmp_path))),
    }[request.param]()


def test_what_was_put_is_got(store):
    store.put(NAME, b"one")
    store.put(NAME, b"two")
    assert store.get(NAME) == b"two"


def test_a_missing_file_is_said_so(store):
    with pytest.raises(FileNotFoundError):
        store.get(NAME)


def test_deleting_twice_is_no_error(store):
    store.put(NAME, b"one")
    store.delete(NAME)
    store.delete(NAME)
    assert store.names() == []


def test_names_come_with_their_time(store):
    assert store.names() == []
    store.put(NAME, b"one")
    ((name, changed),) = store.names()
    assert name == NAME
    assert abs(changed - time.time()) < 10


@pytest.mark.parametrize(
    "name", ["../x.jpg", "/etc/passwd", "a/b.jpg", "", ".hidden", "A.jpg", "é"]
)
def test_names_that_could_leave_the_store_are_refused(store, name):
    for act in (lambda: store.put(name, b""), lambda: store.get(name), lambda: store.delete(name)):
        with pytest.raises(ValueError):
            act()


def test_a_write_that_fails_leaves_the_old_file_and_no_rubbish(tmp_path):
    store = LocalStore(tmp_path)
    store.put(NAME, b"one")
    with pytest.raises(TypeError):
        store.put(NAME, "not bytes")
    assert store.get(NAME) == b"one"
    assert [name for name, _ in store.names()] == [NAME]


def test_a_half_written_file_shows_in_names_so_that_it_is_swept(tmp_path):
    store = LocalStore(tmp_path)
    store.put(NAME, b"one")
    part = next(tmp_path.glob("??/??")) / f"{NAME[:4]}-0123456789abcdef.part"
    part.write_bytes(b"o")
    assert part.name in [name for name, _ in store.names()]
    store.delete(part.name)
    assert not part.exists()


def test_the_setting_chooses_the_store(tmp_path):
    chosen = {
        "memory:": MemoryStore,
        str(tmp_path): LocalStore,
        "s3://bucket/prefix": ObjectStore,
    }
    for setting, kind in chosen.items():
        assert isinstance(from_settings({"PHOTO_STORE": setting}), kind)
    mine = MemoryStore()
    assert from_settings({"PHOTO_STORE": mine}) is mine
