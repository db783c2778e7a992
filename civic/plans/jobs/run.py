"""Long work on a plan, done by a worker: what each kind does, and the care around it."""

import threading
import traceback
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from zlib import decompress

from flask import current_app
from flask_babel import force_locale
from sqlalchemy.exc import OperationalError

from civic.db import db, finish_reading, now, one_moment, reading, writing
from civic.documents.export.formats import FORMATS
from civic.people.secrets import lasting_secret
from civic.plans.call_form.chosen import WordsHidden, refuse_hidden
from civic.plans.call_form.filled import FilledForm
from civic.plans.call_form.making import NotFilled, make_filled
from civic.plans.call_form.models import CallForm
from civic.plans.evidence.bundle import Progress, bundle, for_everybody, without_progress
from civic.plans.evidence.form_files import form_files
from civic.plans.filing.models import filed_at
from civic.plans.jobs import models
from civic.plans.jobs.models import HEARTBEAT, Job, JobEnded
from civic.plans.models import Plan, Snapshot
from civic.plans.section.compile import compile_document
from civic.plans.section.template import TemplateWrong
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import gather
from civic.supervisor import keep_doing, this_app
from civic.votes.seal.publication import Publication
from civic.web.storage_trouble import storage_trouble

LONGEST_DETAIL = 4000
RecordProgress = Callable[[int, str], None]  # percent 0-100, a step of labels.STEPS; or JobEnded


def make_section(plan: Plan, job: Job, record: RecordProgress) -> dict:
    """Freeze the round as it is now; nothing is frozen that would not make a document."""
    record(5, "gather")
    with one_moment():
        data = gather(plan)
    record(60, "check")
    compile_document(data, 0, now().isoformat(), "")
    record(90, "freeze")
    return {"snapshot_id": Snapshot.take(plan, data, job.asked_by).id}


def make_bundle(plan: Plan, job: Job, record: RecordProgress) -> dict:
    """One snapshot's section in every format with its evidence, in one archive."""
    assert job.snapshot is not None  # a bundle is asked for of one
    made = packed(job.snapshot, lambda n, name: record(5 + 90 * n // len(FORMATS), name))
    return {"made": made, "made_public": for_everybody(made)}


def packed(snapshot: Snapshot, progress: Progress = without_progress) -> bytes:
    """The office's bundle of a snapshot; the vote's files only when it was frozen after the count.

    Raises: WordsHidden.
    """
    filed, round = filed_at(snapshot), snapshot.plan.round
    refuse_hidden(snapshot, filed)
    published = Publication.of(round) if snapshot.read()["tally"] else {}
    vote = [(name, file.shown(round)) for name, file in published.items()]
    forms = form_files(FilledForm.of(snapshot), lasting_secret())
    return bundle(decompress(snapshot.data), vote, document_of(snapshot, filed), progress, forms)


def make_form(_plan: Plan, job: Job, record: RecordProgress) -> dict:
    """A call's form filled from one snapshot, proved, and kept with its receipt."""
    form = db.session.get(CallForm, job.form_id)
    assert form is not None and job.snapshot is not None  # a form is asked for of both
    columns = make_filled(form, job.snapshot, job.format, job.asked_by, record)
    finish_reading()
    FilledForm.keep(job.snapshot, form, job.format, **columns)
    return {}


# kind → work(plan, job, tell), which returns columns of the job's result and commits nothing.
WORKS: dict[str, Callable[[Plan, Job, RecordProgress], dict]] = {
    "compile": make_section,
    "bundle": make_bundle,
    "form": make_form,
}


def run(app, job_id: int) -> None:
    """Do a waiting job and note how it ended. A job that does not wait is left alone."""
    with app.app_context(), force_locale("ko"):
        if _commit(models.claim, job_id):
            with _heart_beating(app, job_id):
                _end(job_id)


def _end(job_id: int) -> None:
    try:
        _work(job_id)
    except JobEnded:
        _give_up(models.stop, job_id)
    except Exception as wrong:  # whatever it is, the planner is told, and the worker goes on
        current_app.logger.exception("job %s failed", job_id)
        detail = "".join(traceback.format_exception(wrong))[-LONGEST_DETAIL:]
        if isinstance(wrong, NotFilled):  # for the planner, who chose what is put in
            detail = str(wrong)
        _give_up(models.fail, job_id, _failure(wrong), detail)


def _work(job_id: int) -> None:
    reading.set(True)  # the work holds no lock until it writes, so that it can tell how far it is
    job = db.session.get_one(Job, job_id)
    record = partial(_record_progress, this_app(), job_id)
    result = WORKS[job.kind](job.plan, job, record)
    if reading.get():
        finish_reading()
    models.finish(job_id, **result)
    models.keep_newest(job)
    db.session.commit()


def _failure(wrong: Exception) -> str:
    if isinstance(wrong, TemplateWrong):
        return "template"
    if isinstance(wrong, WordsHidden):
        return "hidden"
    if isinstance(wrong, NotFilled):
        return "form"
    if storage_trouble(wrong) or isinstance(wrong, OSError | MemoryError):
        return "room"
    return "busy" if isinstance(wrong, OperationalError) else "broken"


def _record_progress(app, job_id: int, percent: int, step: str) -> None:
    """In a session of its own: the work's reading goes on at its own moment."""
    with app.app_context(), writing():
        _commit(models.record_progress, job_id, percent, step)


def _give_up(change, *arguments) -> None:
    db.session.rollback()
    with writing():
        _commit(change, *arguments)


def _commit(change, *arguments):
    answer = change(*arguments)
    db.session.commit()
    return answer


@contextmanager
def _heart_beating(app, job_id: int):
    """Say every BEAT that the worker lives, also while one step takes long."""
    done = threading.Event()
    thread = threading.Thread(target=_heartbeats, args=(app, job_id, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _heartbeats(app, job_id: int, done: threading.Event) -> None:
    done.wait(HEARTBEAT.total_seconds())
    with app.app_context():
        heartbeat = partial(_commit, models.heartbeat, job_id)
        keep_doing("heartbeat", heartbeat, HEARTBEAT.total_seconds(), done)


def do_waiting() -> None:
    """Do here and now what waits: a pass by cron."""
    ids = models.waiting_ids()
    db.session.rollback()
    for job_id in ids:
        run(this_app(), job_id)


def wake_waiting() -> None:
    """Ask again for what waits: a message may be lost, its row is not."""
    ids = models.waiting_ids()
    db.session.rollback()
    for job_id in ids:
        current_app.extensions["job_queue"].wake(job_id)
