"""Asking for long work and doing it when the test says so."""

from civic.db import db
from civic.plans.jobs.models import Job
from civic.plans.jobs.run import JOBS
from civic.plans.models import Snapshot

PLAN = "/gaon/1/plan"


class LateQueue:
    """A worker's queue in the test's hands: asked(), then work()."""

    def __init__(self, app):
        self.app, self.asked = app, []

    def wake(self, job_id, name):
        self.asked.append(job_id)

    def work(self):
        db.session.rollback()
        for job_id in self.asked:
            JOBS.run(self.app, job_id)
        self.asked.clear()


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
