"""Long work that is cancelled leaves nothing behind."""

from functools import partial

from civic.plans.jobs import run
from tests.plans.jobs.working import PLAN, ask, only_job, snapshots


def test_waiting_work_is_cancelled_at_once(planner, queue):
    address = ask(planner)
    assert planner.post(f"{address}/cancel").status_code == 303
    assert "그만뒀어요" in planner.get(address).text
    queue.work()
    assert only_job().state == "cancelled"
    assert snapshots() == 0


def test_running_work_is_cancelled_at_its_next_step_and_leaves_nothing(planner, queue, kind):
    def work(plan, job, tell):
        planner.post(f"{address}/cancel")
        assert "지금 하던 것만 마치고" in planner.get(address).text
        return run.make_section(plan, job, tell)

    kind(work)
    address = ask(planner)
    queue.work()
    assert only_job().state == "cancelled"
    assert snapshots() == 0


def test_work_cancelled_after_its_last_step_is_not_called_done(planner, queue, kind):
    def work(plan, job, tell):
        tell(90, "freeze")
        planner.post(f"{address}/cancel")
        return {}

    kind(work)
    address = ask(planner)
    queue.work()
    assert only_job().state == "cancelled"


def test_a_bundle_is_cancelled_between_two_formats(planner, queue, monkeypatch):
    ask(planner)
    queue.work()
    address = planner.post(f"{PLAN}/1/bundle").location
    seen = []

    def pressed(tell, *told):
        planner.post(f"{address}/cancel") if told[1] == "docx" else None
        seen.append(told)
        tell(*told)

    work = run.WORKS["bundle"]
    disturbed = lambda plan, job, tell: work(plan, job, partial(pressed, tell))  # noqa: E731
    monkeypatch.setitem(run.WORKS, "bundle", disturbed)
    queue.work()
    assert [format for _percent, format in seen] == ["hwpx", "hwp", "docx"]
    assert "그만뒀어요" in planner.get(address).text
    assert planner.get(f"{PLAN}/1/bundle.zip").status_code == 404
