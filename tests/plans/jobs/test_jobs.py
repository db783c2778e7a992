"""Long work on a plan: asked for, one of a kind at a time, told as it goes, done."""

import re
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from civic.db import db, writing
from civic.issues.models import Issue
from civic.plans.jobs.models import Job
from civic.plans.models import Plan
from tests.pages import tight
from tests.plans.jobs.working import PLAN, ask, only_job, snapshots


def test_a_planner_sees_the_work_waiting_then_its_plan(planner, queue, seoyeon):
    address = ask(planner)
    page = tight(planner.get(address).text)
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


def test_a_press_while_the_last_work_ends_asks_for_new_work(planner, queue, monkeypatch):
    """It ends after it was in the way of the new row, and before it is looked for."""
    first, look = ask(planner), Job.active

    def ended_first(plan, kind):
        monkeypatch.setattr(Job, "active", look)
        db.session.execute(db.update(Job).values(state="done"))
        return look(plan, kind)

    monkeypatch.setattr(Job, "active", ended_first)
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


def test_without_a_worker_the_work_is_done_in_the_request(planner):
    assert ask(planner) == f"{PLAN}?number=1"
    assert only_job().state == "done"


@contextmanager
def after_the_first_look_at(table, act):
    """act() is done once, just after the block first selects from the table."""

    def looked(_connection, _cursor, statement, *_rest):
        if not done and re.search(rf"^SELECT.*FROM {table}\b", statement, re.DOTALL):
            done.append(statement)
            act()

    done = []
    event.listen(db.engine, "after_cursor_execute", looked)
    yield
    event.remove(db.engine, "after_cursor_execute", looked)
    assert done


def test_the_frozen_numbers_are_of_one_moment(planner, queue, round):
    """Somebody reports while the plan is compiled: all figures are from before that."""
    round_id = round.id

    def somebody_reports():
        with queue.app.app_context(), writing():
            late = Issue(round_id=round_id, receipt=1, title="늦은 제보", category="transit")
            db.session.add(late)
            db.session.commit()

    ask(planner)
    with after_the_first_look_at("issue", somebody_reports):
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


def test_residents_and_consultants_see_nothing_of_the_work(planner, queue, as_person, person):
    address = ask(planner)
    for someone in (person("민지"), person("도윤", "consultant")):
        visitor = as_person(someone)
        assert visitor.get(address).status_code == 403
        assert visitor.post(f"{address}/cancel").status_code == 403
    assert only_job().state == "waiting"
