"""Long work on a plan: one of a kind at a time, told as it goes, cancelled, lost, repeated."""

import io
import zipfile
from datetime import timedelta
from functools import partial

import pytest

from civic.db import db, writing
from civic.issues.models import Issue
from civic.plans import gather, job_models, jobs
from civic.plans.formats import FORMATS
from civic.plans.job_models import KEPT, LAPSE, Job, JobEnded
from civic.plans.models import Plan, Snapshot

PLAN = "/gaon/1/plan"


class LateQueue:
    """A worker's queue in the test's hands: asked(), then work()."""

    def __init__(self, app):
        self.app, self.asked = app, []

    def wake(self, job_id):
        self.asked.append(job_id)

    def work(self):
        db.session.rollback()
        for job_id in self.asked:
            jobs.run(self.app, job_id)
        self.asked.clear()


@pytest.fixture
def queue(app):
    before = app.extensions["job_queue"]
    app.extensions["job_queue"] = LateQueue(app)
    yield app.extensions["job_queue"]
    app.extensions["job_queue"] = before


@pytest.fixture
def kind(monkeypatch):
    """kind(work) makes that the work of compiling."""
    return partial(monkeypatch.setitem, jobs.WORKS, "compile")


@pytest.fixture
def seoyeon(person):
    return person("서연", "planner")


@pytest.fixture
def planner(as_person, seoyeon, round):
    return as_person(seoyeon)


def ask(planner) -> str:
    answer = planner.post(f"{PLAN}/snapshots")
    assert answer.status_code == 303
    return answer.location


def only_job() -> Job:
    db.session.rollback()
    return db.session.scalars(db.select(Job)).one()


def snapshots() -> int:
    db.session.rollback()
    return db.session.scalar(db.select(db.func.count()).select_from(Snapshot))


def test_a_planner_sees_the_work_waiting_then_its_plan(planner, queue, seoyeon):
    address = ask(planner)
    page = planner.get(address).text
    assert 'role="status"' in page and 'value="0"' in page and "차례를 기다리는 중" in page
    assert 'hx-trigger="every 1s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert address in planner.get(PLAN).text
    queue.work()
    done = only_job()
    assert (done.state, done.percent, done.snapshot.number) == ("done", 100, 1)
    assert done.snapshot.taken_by_id == seoyeon.id
    page = planner.get(address).text
    assert f'href="{PLAN}?number=1"' in page and "hx-trigger" not in page


def test_the_progress_asked_again_is_silent_until_something_changes(planner, queue):
    address = ask(planner)
    seen = {"HX-Request": "true"}
    assert planner.get(f"{address}?seen=waiting-0--False", headers=seen).status_code == 204
    queue.work()
    moved = planner.get(f"{address}?seen=waiting-0--False", headers=seen)
    assert moved.headers["HX-Redirect"] == f"{PLAN}?number=1"
    assert "<html" not in moved.text


def test_a_second_press_joins_the_work_under_way(planner, as_person, person, queue):
    first = ask(planner)
    assert ask(as_person(person("도현", "planner"))) == first
    queue.work()  # both messages
    assert snapshots() == 1
    assert ask(planner) != first


def test_steps_are_told_while_the_work_goes_on(planner, queue, kind):
    seen = []

    def work(plan, job, tell):
        for percent, step in ((10, "gather"), (60, "check")):
            tell(percent, step)
            seen.append((percent, planner.get(address).text))
        return {}

    kind(work)
    address = ask(planner)
    queue.work()
    assert [f'value="{percent}"' in page for percent, page in seen] == [True, True]
    assert "문서가 만들어지는지 살피는 중" in seen[1][1]


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
        return jobs.make_section(plan, job, tell)

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


def test_work_whose_worker_died_is_found_lost_and_done_again(planner, queue, clock):
    address = ask(planner)
    job_models.claim(only_job().id)
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
    job_models.claim(lost)
    db.session.commit()
    clock(LAPSE * 2)
    ask(planner)
    assert not job_models.beat(lost)
    for late in (partial(job_models.tell, lost, 90, "freeze"), partial(job_models.finish, lost)):
        with pytest.raises(JobEnded):
            late()


def test_a_heartbeat_keeps_slow_work_alive(planner, queue, clock):
    ask(planner)
    slow = only_job().id
    job_models.claim(slow)
    for _ in range(3):
        clock(LAPSE * 0.9)
        assert job_models.beat(slow)
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
    operator = as_person(person("운영자 하늘", "operator"))
    assert "Traceback" in operator.get(address).text


def test_work_that_fails_leaves_nothing_half_done_and_can_be_asked_again(planner, queue, kind):
    def work(plan, job, tell):
        jobs.make_section(plan, job, tell)
        raise KeyError("굳힌 뒤에 깨짐")

    before = jobs.WORKS["compile"]
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
    jobs.wake_waiting()
    queue.work()
    assert snapshots() == 1


def test_work_nobody_takes_is_said_after_a_while(planner, queue, clock):
    address = ask(planner)
    clock(timedelta(seconds=16))
    assert "아직 받지 않았어요" in planner.get(address).text


def test_without_a_worker_the_work_is_done_in_the_request(planner):
    assert ask(planner) == f"{PLAN}?number=1"
    assert only_job().state == "done"


def test_the_frozen_numbers_are_of_one_moment(planner, queue, monkeypatch):
    """Somebody reports while the plan is compiled: all figures are from before that."""
    counts = gather._counts

    def disturbed(shown):
        found = counts(shown)
        with queue.app.app_context(), writing():
            db.session.add(
                Issue(round_id=shown.id, receipt=1, title="늦은 제보", category="transit")
            )
            db.session.commit()
        return found

    monkeypatch.setattr(gather, "_counts", disturbed)
    ask(planner)
    queue.work()
    data = only_job().snapshot.read()
    assert data["counts"]["listed"] == len(data["issues"]) == 0
    assert db.session.scalar(db.select(Issue.title)) == "늦은 제보"


@pytest.mark.parametrize("number", [99, 2**31, 2**70])
def test_work_of_another_plan_or_none_is_not_found(planner, round, number):
    Plan.start(round)
    db.session.commit()
    assert planner.get(f"{PLAN}/jobs/{number}").status_code == 404
    assert planner.post(f"{PLAN}/jobs/{number}/cancel").status_code == 404


def test_a_bundle_is_made_in_steps_and_only_the_newest_is_kept(planner, queue):
    for _ in range(2):
        ask(planner)
        queue.work()
    addresses = []
    for number in (1, 2):
        addresses.append(planner.post(f"{PLAN}/{number}/bundle").location)
        assert "bundle.zip" not in planner.get(addresses[-1]).text
        queue.work()
        assert f'href="{PLAN}/{number}/bundle.zip" download' in planner.get(addresses[-1]).text
    first, second = (planner.get(f"{PLAN}/{number}/bundle.zip") for number in (1, 2))
    assert (first.status_code, second.mimetype) == (404, "application/zip")
    assert "이 파일은 남아 있지 않아요" in planner.get(addresses[0]).text
    with zipfile.ZipFile(io.BytesIO(second.data)) as archive:
        assert {f"section.{name}" for name in FORMATS} < set(archive.namelist())
        assert archive.read("section.csv") == planner.get(f"{PLAN}/2/export.csv").data


def test_a_bundle_is_cancelled_between_two_formats(planner, queue, monkeypatch):
    ask(planner)
    queue.work()
    address = planner.post(f"{PLAN}/1/bundle").location
    seen = []

    def pressed(tell, *told):
        planner.post(f"{address}/cancel") if told[1] == "docx" else None
        seen.append(told)
        tell(*told)

    work = jobs.WORKS["bundle"]
    disturbed = lambda plan, job, tell: work(plan, job, partial(pressed, tell))  # noqa: E731
    monkeypatch.setitem(jobs.WORKS, "bundle", disturbed)
    queue.work()
    assert seen == [(5, "hwpx"), (20, "docx")]
    assert "그만뒀어요" in planner.get(address).text
    assert planner.get(f"{PLAN}/1/bundle.zip").status_code == 404


def test_a_bundle_of_a_snapshot_that_is_not_there_is_not_begun(planner, queue):
    assert planner.post(f"{PLAN}/1/bundle").status_code == 404
    ask(planner)
    assert planner.post(f"{PLAN}/{2**40}/bundle").status_code == 404


def test_old_work_is_forgotten_but_not_the_bundle_everyone_can_download(planner, queue, clock):
    ask(planner)
    queue.work()
    planner.post(f"{PLAN}/1/bundle")
    queue.work()
    clock(KEPT - timedelta(days=1))
    ask(planner)
    queue.work()
    swept = queue.app.test_cli_runner().invoke
    assert "forgotten: 0" in swept(args=["plans", "sweep"]).output
    clock(timedelta(days=2))
    waiting = ask(planner)
    assert "forgotten: 1" in swept(args=["plans", "sweep"]).output
    kinds = db.session.scalars(db.select(Job.kind).order_by(Job.id)).all()
    assert kinds == ["bundle", "compile", "compile"]
    assert planner.get(waiting).status_code == 200
    assert planner.get(f"{PLAN}/1/bundle.zip").status_code == 200


def test_residents_and_consultants_see_nothing_of_the_work(planner, queue, as_person, person):
    address = ask(planner)
    for someone in (person("민지"), person("도윤", "consultant")):
        visitor = as_person(someone)
        assert visitor.get(address).status_code == 403
        assert visitor.post(f"{address}/cancel").status_code == 403
    assert only_job().state == "waiting"
