"""One contract for every job queue."""

import threading

import pytest

from civic.engines.job_queue import (
    HueyQueue,
    RequestQueue,
    from_settings,
    postgres_huey,
    sqlite_huey,
)
from tests.databases import postgresql
from tests.waiting import PATIENCE_S, until


@pytest.fixture(params=["request", "file", "postgresql"])
def queue(request, tmp_path):
    if request.param == "request":
        yield RequestQueue()
    elif request.param == "file":
        yield HueyQueue(lambda: sqlite_huey(tmp_path / "new" / "jobs.sqlite3"))
    else:
        with postgresql() as address:
            plain = address.replace("postgresql+psycopg", "postgresql")
            yield HueyQueue(lambda: postgres_huey(plain))


def consumed(queue, holds) -> None:
    """Let a worker do what waits until that holds, then stop it."""
    stopping = threading.Event()
    worker = threading.Thread(target=queue.consume, args=(stopping,))
    worker.start()
    try:
        until(holds)
    finally:
        stopping.set()
        worker.join(PATIENCE_S)
    assert not worker.is_alive()


def test_what_is_asked_for_is_done_once_and_in_order(queue):
    done = []
    queue.does(done.append)
    for job_id in (3, 1, 2):
        queue.wake(job_id)
    consumed(queue, lambda: len(done) == 3)
    assert done == [3, 1, 2]


def test_each_kind_of_work_is_asked_for_by_its_name(queue):
    plans, imports = [], []
    queue.does(plans.append)
    queue.does(imports.append, "import")
    queue.wake(1, "import")
    queue.wake(2)
    consumed(queue, lambda: plans and imports)
    assert (plans, imports) == ([2], [1])


def test_a_worker_goes_on_after_an_error(tmp_path, caplog):
    done = []

    def work(job_id):
        if job_id == 1:
            raise RuntimeError("첫 작업이 깨짐")
        done.append(job_id)

    queue = HueyQueue(lambda: sqlite_huey(tmp_path / "jobs.sqlite3"))
    queue.does(work)
    queue.wake(1)
    queue.wake(2)
    consumed(queue, lambda: done)
    assert done == [2]
    assert "첫 작업이 깨짐" in caplog.text


def test_what_was_asked_for_before_a_worker_starts_is_not_forgotten(tmp_path):
    done = []
    for asking in (True, False):  # two processes on the same file
        queue = HueyQueue(lambda: sqlite_huey(tmp_path / "jobs.sqlite3"))
        queue.does(done.append)
        if asking:
            queue.wake(7)
    assert done == []
    consumed(queue, lambda: done)
    assert done == [7]


def test_the_setting_names_the_queue(tmp_path):
    database = f"sqlite:///{tmp_path / 'civic.sqlite3'}"
    made = from_settings({"JOB_QUEUE": "database", "DATABASE_URL": database})
    made.does(print)
    made.wake(1)
    assert (tmp_path / "civic-jobs.sqlite3").exists()
    asked = {"JOB_QUEUE": "request", "DATABASE_URL": database}
    assert isinstance(from_settings(asked), RequestQueue)
    with pytest.raises(ValueError, match="CIVIC_JOB_QUEUE"):
        from_settings(asked | {"JOB_QUEUE": "rabbits"})
