"""The evidence bundle as long work: made in steps, kept while it is the newest."""

import io
import zipfile
from datetime import timedelta

from civic.db import db
from civic.documents.export.formats import FORMATS
from civic.plans.jobs.models import KEPT, Job
from tests.plans.jobs.working import PLAN, ask


def test_a_bundle_is_made_in_steps_and_only_the_newest_is_kept(planner, queue):
    for _ in range(2):
        ask(planner)
        queue.work()
    addresses = []
    for number in (1, 2):
        addresses.append(planner.post(f"{PLAN}/{number}/bundle").location)
        assert "bundle.zip" not in planner.get(addresses[-1]).text
        queue.work()
        assert f'href="{PLAN}/{number}/bundle.zip"' in planner.get(addresses[-1]).text
    first, second = (planner.get(f"{PLAN}/{number}/bundle.zip") for number in (1, 2))
    assert (first.status_code, second.mimetype) == (404, "application/zip")
    assert "이 파일은 남아 있지 않아요" in planner.get(addresses[0]).text
    with zipfile.ZipFile(io.BytesIO(second.data)) as archive:
        assert {f"section.{name}" for name in FORMATS} < set(archive.namelist())
        assert archive.read("section.csv") == planner.get(f"{PLAN}/2/export.csv").data


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
