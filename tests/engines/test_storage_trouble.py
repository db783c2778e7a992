"""An error of a disk is known as such whoever raises it, and answered in words by every route."""

import errno

import pytest
from sqlalchemy.exc import OperationalError
from xlsxwriter.exceptions import FileCreateError

from civic import own_process
from civic.engines.storage_trouble import storage_trouble
from civic.plans.models import Plan
from civic.plans.snapshots.gather import freeze
from tests.factory import add_issue

PLAN = "/gaon/1/plan"


def of_database(words):
    return OperationalError("INSERT", {}, Exception(words))


def coming_of(error, cause):
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "full"),
        (OSError(errno.EIO, "Input/output error"), "failing"),
        (PermissionError(errno.EROFS, "Read-only file system"), "failing"),
        (of_database("database or disk is full"), "full"),
        (of_database('could not extend file "base/1": No space left on device'), "full"),
        (of_database("disk I/O error"), "failing"),
        (of_database("database disk image is malformed"), "failing"),
        (coming_of(FileCreateError("sheet"), OSError(errno.ENOSPC, "full")), "full"),
        (of_database("database is locked"), ""),
        (FileNotFoundError(errno.ENOENT, "no such file"), ""),
        (ConnectionResetError(errno.ECONNRESET, "reset"), ""),
        (ValueError("No space left on device"), ""),
    ],
)
def test_trouble_with_a_disk_is_told_from_other_errors(error, kind):
    assert storage_trouble(error) == kind


FULL_DISK = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))
runpy.run_path({child!r}, run_name="__main__")
"""


@pytest.mark.parametrize("room", [0, 5000], ids=["none, not for an answer", "too little"])
@pytest.mark.parametrize("name", ["hwpx", "pdf", "xlsx"])
def test_an_export_that_finds_no_room_is_refused_with_words(
    name, room, person, as_person, round, monkeypatch, tmp_path
):
    """It is made in a process of its own, which here may write files of so many bytes."""
    child = tmp_path / "child.py"
    child.write_text(FULL_DISK.format(room=room, child=str(own_process.CHILD)))
    monkeypatch.setattr(own_process, "CHILD", child)
    seoyeon = person("서연", "planner")
    add_issue(round, title=f"{name} 파일을 처음 만듦 ({room})")  # not made before
    freeze(Plan.start(round), seoyeon)
    client = as_person(seoyeon)
    answer = client.get(f"{PLAN}/1/export.{name}")
    assert answer.status_code == 507
    assert answer.headers["Retry-After"] == "600"
    assert "저장할 자리가" in answer.text
