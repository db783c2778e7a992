"""Where photo files live: a folder, an S3 bucket, or this process's memory."""

import errno
import os
import re
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Protocol

PAGE = 1000  # names at a time
MOST_KNOWN = 100_000
LONGEST_TURN_S = 1  # for who asked a bucket before
RESTS_S = 5
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

    def pages(self, after: str = "") -> Iterator[list[tuple[str, float]]]:
        """The same, some at a time, of names that come after one in the alphabet."""

    def address(self, name: str, seconds: int) -> str | None:
        """Where anybody may fetch it for so long; None when only the program can."""


def from_settings(settings) -> PhotoStore:
    """`memory:`, `s3://bucket/prefix`, or a folder. A store given as such is used as it is."""
    where = settings["PHOTO_STORE"]
    if not isinstance(where, str):
        return where
    if where == "memory:":
        return MemoryStore()
    if where.startswith("s3://"):
        from obstore.store import S3Store as Bucket

        options = patience(settings.get("PHOTO_STORE_TIMEOUT_S", 5))
        # Options that are given count instead of the AWS_* variables of the client.
        plain = os.environ.get("AWS_ALLOW_HTTP", "").lower() in ("1", "true")
        options["client_options"] |= {"allow_http": plain}
        return ObjectStore(Bucket.from_url(where, **options))
    return LocalStore(Path(where))


def patience(seconds: int) -> dict:
    """How long a bucket is waited for, in obstore's words: one more try, then it counts as away."""
    pause = {
        "init_backoff": timedelta(milliseconds=100),
        "max_backoff": timedelta(seconds=1),
        "base": 2,
    }
    most = timedelta(seconds=2 * seconds)
    return {
        "client_options": {
            "timeout": timedelta(seconds=seconds),
            "connect_timeout": timedelta(seconds=2),
        },
        "retry_config": {"max_retries": 1, "retry_timeout": most, "backoff": pause},
    }


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

    def pages(self, after: str = "") -> Iterator[list[tuple[str, float]]]:
        yield [row for row in self.names() if row[0] > after]

    def address(self, name: str, seconds: int) -> str | None:
        return None


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
        return [row for page in self.pages() for row in page]

    def pages(self, after: str = "") -> Iterator[list[tuple[str, float]]]:
        page: list[tuple[str, float]] = []
        for path in self.folder.glob("??/??/*"):
            if path.name <= after:
                continue
            with suppress(FileNotFoundError):
                page.append((path.name, path.stat().st_mtime))
            if len(page) == PAGE:
                yield page
                page = []
        yield page

    def address(self, name: str, seconds: int) -> str | None:
        return None

    def _path(self, name: str) -> Path:
        return self.folder / checked(name)[:2] / name[2:4] / name

    def _make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        folder.mkdir(parents=True, exist_ok=True)
        for parent in (folder.parent, self.folder, self.folder.parent):
            _sync_folder(parent)


class ObjectStore:
    """A bucket (S3 and what speaks like it) by obstore; a put is durable when it is answered.

    One act at a time: a bucket that does not answer holds one thread of the process, and pages go
    on in the others. Once it was given up it counts as away for RESTS_S, and nobody waits for it.
    """

    def __init__(self, bucket):
        self.bucket = bucket
        self._known: set[str] = set()
        self._turn = threading.Lock()
        self._rests_until = 0.0

    @contextmanager
    def _asked(self):
        rests = time.monotonic() < self._rests_until
        if rests or not self._turn.acquire(timeout=LONGEST_TURN_S):
            raise OSError(errno.EIO, "photo store: it does not answer at the moment")
        try:
            with _as_os_error():
                yield
        except FileNotFoundError:
            raise
        except OSError:
            self._rests_until = time.monotonic() + RESTS_S
            raise
        finally:
            self._turn.release()

    def put(self, name: str, data: bytes) -> None:
        with self._asked():
            self.bucket.put(checked(name), data)

    def get(self, name: str) -> bytes:
        with self._asked():
            return bytes(self.bucket.get(checked(name)).bytes())

    def delete(self, name: str) -> None:
        with suppress(FileNotFoundError), self._asked():
            self.bucket.delete(checked(name))

    def names(self) -> list[tuple[str, float]]:
        return [row for page in self.pages() for row in page]

    def pages(self, after: str = "") -> Iterator[list[tuple[str, float]]]:
        with _as_os_error():
            pages = self.bucket.list(offset=after or None, chunk_size=PAGE)
            for page in pages:
                yield [(row["path"], row["last_modified"].timestamp()) for row in page]

    def address(self, name: str, seconds: int) -> str | None:
        from obstore import sign
        from obstore.store import S3Store

        if not isinstance(self.bucket, S3Store):
            return None
        with _as_os_error():
            return sign(self.bucket, "GET", checked(name), timedelta(seconds=seconds))

    def has(self, name: str) -> bool:
        """Asked of the bucket until it is there; files never go but with their photo."""
        if name not in self._known:
            try:
                with self._asked():
                    self.bucket.head(checked(name))
            except FileNotFoundError:
                return False
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known.add(name)
        return True


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
