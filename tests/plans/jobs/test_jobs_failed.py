"""Long work that fails, is lost or waits too long is told, and can be asked for again."""

from datetime import timedelta
from functools import partial

import pytest

from civic.db import db
from civic.long_work.rows import LAPSE, WorkEnded
from civic.plans.jobs import run
from civic.plans.jobs.models import Job
from tests.plans.jobs.working import ask, only_job, snapshots


def test_work_whose_worker_died_is_found_lost_and_done_again(planner, queue, clock):
    address = ask(planner)
    Job.claim(only_job().id)
    db.session.commit()  # and then the machine goes dark
    clock(LAPSE - timedelta(seconds=1))
    assert "끝내지 못했어요" not in planner.get(address).text
    assert ask(planner) == address
    clock(timedelta(seconds=2))
    assert "멈춰서 끝내지 못했어요" in planner.get(address).text
    queue.asked.clear()
    again = ask(planner)
    queue.work()
    states = db.session.scalars(db.select(Job.state).order_by(Job.id)).all()
    assert again != address
    assert states == ["failed", "done"]


def test_a_worker_that_comes_back_late_can_no_longer_finish(planner, queue, clock):
    ask(planner)
    lost = only_job().id
    Job.claim(lost)
    db.session.commit()
    clock(LAPSE * 2)
    ask(planner)
    assert not Job.heartbeat(lost)
    for late in (partial(Job.record_progress, lost, 90, "freeze"), partial(Job.finish, lost)):
        with pytest.raises(WorkEnded):
            late()


def test_a_heartbeat_keeps_slow_work_alive(planner, queue, clock):
    ask(planner)
    slow = only_job().id
    Job.claim(slow)
    for _ in range(3):
        clock(LAPSE * 0.9)
        assert Job.heartbeat(slow)
        db.session.commit()
    assert not only_job().is_lost


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (KeyError("열쇠"), "프로그램에 문제가 있어"),
        (OSError(28, "No space left on device"), "저장할 자리나 메모리가 모자라요"),
        (MemoryError(), "저장할 자리나 메모리가 모자라요"),
    ],
)
def test_failed_work_says_so_to_the_planner_and_more_to_the_operator(
    planner, as_person, person, queue, kind, wrong, sentence
):
    def work(plan, job, tell):
        tell(60, "check")
        raise wrong

    kind(work)
    address = ask(planner)
    queue.work()
    failed = only_job()
    assert failed.state == "failed" and type(wrong).__name__ in failed.detail
    page = planner.get(address).text
    assert sentence in page and "다시 하기" in page and "Traceback" not in page
    assert "문서가 만들어지는지 살피는 중" in page and "60%" in page  # where it failed
    operator = as_person(person("운영자 하늘", "operator"))
    assert "Traceback" in operator.get(address).text


def test_work_that_fails_leaves_nothing_half_done_and_can_be_asked_again(planner, queue, kind):
    def work(plan, job, tell):
        run.make_section(plan, job, tell)
        raise KeyError("굳힌 뒤에 깨짐")

    before = run.WORKS["compile"]
    kind(work)
    ask(planner)
    queue.work()
    assert snapshots() == 0
    kind(before)
    ask(planner)
    queue.work()
    assert snapshots() == 1


def test_a_job_is_done_once_by_two_workers(planner, queue):
    ask(planner)
    queue.asked *= 3
    queue.work()
    assert snapshots() == 1


def test_what_waits_is_asked_for_again_when_a_worker_starts(planner, queue):
    ask(planner)
    queue.asked.clear()  # the message is lost, the row is not
    run.JOBS.wake_waiting()
    queue.work()
    assert snapshots() == 1


def test_work_nobody_takes_is_said_after_a_while(planner, queue, clock):
    address = ask(planner)
    clock(timedelta(seconds=16))
    assert "아직 받지 않았어요" in planner.get(address).text
