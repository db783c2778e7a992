"""Where photo files live: a folder, an S3 bucket, or this process's memory."""

import errno
import os
import re
import secrets
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

SAFE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{3,79}(\.[a-z0-9]{1,8})?")


class PhotoStore(Protocol):
    """Every act raises OSError when it can't be done: ENOSPC when full, EIO when out of reach."""

    def put(self, name: str, data: bytes) -> None:
        """Store bytes under a name, durably before returning. Overwrites."""

    def get(self, name: str) -> bytes:
        """The bytes. Raises: FileNotFoundError."""

    def delete(self, name: str) -> None:
        """Remove; a missing name is no error."""

    def names(self) -> list[tuple[str, float]]:
        """Every (name, time of change as a Unix time)."""


def from_settings(settings) -> PhotoStore:
    """`memory:`, `s3://bucket/prefix`, or a folder. A store given as such is used as it is."""
    where = settings["PHOTO_STORE"]
    if not isinstance(where, str):
        return where
    if where == "memory:":
        return MemoryStore()
    if where.startswith("s3://"):
        from obstore.store import S3Store as Bucket

        return ObjectStore(Bucket.from_url(where))
    return LocalStore(Path(where))


def checked(name: str) -> str:
    """The name itself. Raises: ValueError when it could leave the store or hide in it."""
    if not SAFE_NAME.fullmatch(name):
        raise ValueError(f"not a name for a stored photo: {name!r}")
    return name


class MemoryStore:
    """For tests: gone with the process."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[bytes, float]] = {}

    def put(self, name: str, data: bytes) -> None:
        self.files[checked(name)] = (bytes(data), time.time())

    def get(self, name: str) -> bytes:
        if checked(name) not in self.files:
            raise FileNotFoundError(name)
        return self.files[name][0]

    def delete(self, name: str) -> None:
        self.files.pop(checked(name), None)

    def names(self) -> list[tuple[str, float]]:
        return [(name, changed) for name, (_, changed) in list(self.files.items())]


class LocalStore:
    """A folder, fanned out by the first four letters of the name: ab/cd/abcd….jpg."""

    def __init__(self, folder: Path):
        self.folder = folder

    def put(self, name: str, data: bytes) -> None:
        path = self._path(name)
        self._make_folder(path.parent)
        # Named so that it lies in the same folder, shows in names(), and is swept if we die here.
        part = path.with_name(f"{name[:4]}-{secrets.token_hex(8)}.part")
        try:
            with part.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)

    def get(self, name: str) -> bytes:
        return self._path(name).read_bytes()

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def names(self) -> list[tuple[str, float]]:
        found = []
        for path in self.folder.glob("??/??/*"):
            try:
                found.append((path.name, path.stat().st_mtime))
            except FileNotFoundError:
                continue
        return found

    def _path(self, name: str) -> Path:
        return self.folder / checked(name)[:2] / name[2:4] / name

    def _make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        folder.mkdir(parents=True, exist_ok=True)
        for parent in (folder.parent, self.folder, self.folder.parent):
            _sync_folder(parent)


class ObjectStore:
    """A bucket (S3 and what speaks like it) by obstore; a put is durable when it is answered."""

    def __init__(self, bucket):
        self.bucket = bucket

    def put(self, name: str, data: bytes) -> None:
        with _as_os_error():
            self.bucket.put(checked(name), data)

    def get(self, name: str) -> bytes:
        with _as_os_error():
            return bytes(self.bucket.get(checked(name)).bytes())

    def delete(self, name: str) -> None:
        with suppress(FileNotFoundError), _as_os_error():
            self.bucket.delete(checked(name))

    def names(self) -> list[tuple[str, float]]:
        with _as_os_error():
            rows = [row for page in self.bucket.list() for row in page]
        return [(row["path"], row["last_modified"].timestamp()) for row in rows]


@contextmanager
def _as_os_error():
    from obstore.exceptions import BaseError, NotFoundError

    try:
        yield
    except NotFoundError as missing:
        raise FileNotFoundError(str(missing)) from missing
    except BaseError as failed:
        raise OSError(errno.EIO, f"photo store: {failed}") from failed


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
