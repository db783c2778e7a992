"""Where photo files live: a folder, an S3 bucket, or this process's memory."""

import errno
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from flask import has_request_context

from civic.engines.store_gate import Gate

PAGE = 1000  # names at a time
MOST_KNOWN = 100_000
SLOWEST_LINE = 64 * 1024  # bytes a second of a store that is slow, but lives
SLOWEST_ANSWER = 12  # times as long as it may be silent
BRIEF_S = 1  # for what can do without an answer
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

        # Options that are given count instead of the AWS_* variables of the client.
        plain = os.environ.get("AWS_ALLOW_HTTP", "").lower() in ("1", "true")

        def bucket(seconds: int) -> Any:
            options = patience(seconds)
            options["client_options"] |= {"allow_http": plain}
            return Bucket.from_url(where, **options)

        wait_s, threads = settings.get("PHOTO_STORE_TIMEOUT_S", 5), settings.get("THREADS", 0)
        return ObjectStore(bucket, wait_s, threads)
    return LocalStore(Path(where))


def patience(seconds: int) -> dict:
    """For how long a bucket may be silent, in obstore's words: until the first byte of an answer,
    and between two. One that refuses, or cuts the line, is asked once more; a silent one is not."""
    silent = timedelta(seconds=seconds)
    pause = {
        "init_backoff": timedelta(milliseconds=100),
        "max_backoff": timedelta(seconds=1),
        "base": 2,
    }
    return {
        "client_options": {
            "read_timeout": silent,
            "timeout": SLOWEST_ANSWER * silent,
            "connect_timeout": min(silent, timedelta(seconds=2)),
        },
        "retry_config": {"max_retries": 1, "retry_timeout": silent, "backoff": pause},
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

    A bucket that does not answer holds half of a server's threads at most (store_gate.py). Jobs and
    commands, for which no page waits, go to it whenever they like.
    """

    def __init__(self, bucket: Callable[[int], Any], wait_s: int = 5, threads: int = 0):
        """bucket: one that may be silent for so many seconds. wait_s: for how long before it counts
        as away; a large file takes its time on a slow line. threads: as of Gate."""
        self._bucket_of, self.wait_s = cache(bucket), wait_s
        self.gate = Gate(self._look, threads)
        self._known: set[str] = set()

    @property
    def bucket(self) -> Any:
        return self._bucket_of(self.wait_s)

    @contextmanager
    def _asked(self, is_brief: bool = False) -> Iterator[None]:
        gate = self.gate.entered(is_brief) if has_request_context() else nullcontext()
        with gate, _as_os_error():
            yield

    def _look(self) -> None:
        with _as_os_error():
            self.bucket.head("is-it-back.mark")

    def put(self, name: str, data: bytes) -> None:
        times = 1 + len(data) // (SLOWEST_LINE * self.wait_s)
        with self._asked():
            self._bucket_of(times * self.wait_s).put(checked(name), data)

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
        """Asked of the bucket until it is there; files never go but with their photo.

        Raises: OSError, soon."""
        if name not in self._known:
            try:
                with self._asked(is_brief=True):
                    self._bucket_of(BRIEF_S).head(checked(name))
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
        reason = str(failed).partition("\n")[0]  # what follows is for who mends the client
        raise OSError(errno.EIO, f"photo store: {reason}") from failed


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
