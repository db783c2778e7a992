"""Long work on a plan, done by a worker: what each kind does."""

from collections.abc import Callable
from zlib import decompress

from civic.db import db, finish_reading, now, one_moment, reading
from civic.documents.export.formats import FORMATS
from civic.long_work.doing import Doer, RecordProgress
from civic.people.secrets import lasting_secret
from civic.plans.call_form.chosen import WordsHidden, refuse_hidden
from civic.plans.call_form.filled import FilledForm
from civic.plans.call_form.making import NotFilled, make_filled
from civic.plans.call_form.models import CallForm
from civic.plans.evidence.bundle import Progress, bundle, for_everybody, without_progress
from civic.plans.evidence.form_files import form_files
from civic.plans.filing.models import filed_at
from civic.plans.jobs.models import Job, keep_newest
from civic.plans.models import Plan, Snapshot
from civic.plans.section.compile import compile_document
from civic.plans.section.template import TemplateWrong
from civic.plans.snapshots.documents import document_of, opened
from civic.plans.snapshots.gather import gather
from civic.votes.seal.publication import Publication


def make_section(plan: Plan, job: Job, record: RecordProgress) -> dict:
    """Freeze the round as it is now; nothing is frozen that would not make a document."""
    record(5, "gather")
    with one_moment():
        data = gather(plan)
    record(60, "check")
    compile_document(data, 0, now().isoformat(), "", is_on_pages=False)
    record(90, "freeze")
    return {"snapshot_id": Snapshot.take(plan, data, job.asked_by).id}


def make_bundle(plan: Plan, job: Job, record: RecordProgress) -> dict:
    """One snapshot's section in every format with its evidence, in one archive."""
    assert job.snapshot is not None  # a bundle is asked for of one
    bundle = packed(job.snapshot, lambda n, name: record(5 + 90 * n // len(FORMATS), name))
    return {"made": bundle, "made_public": for_everybody(bundle)}


def packed(snapshot: Snapshot, progress: Progress = without_progress) -> bytes:
    """The office's bundle of a snapshot; the vote's files only when it was frozen after the count.

    Raises: WordsHidden.
    """
    filed, round = filed_at(snapshot), snapshot.plan.round
    refuse_hidden(snapshot, filed)
    published = Publication.of(round) if opened(snapshot.data)["tally"] else {}
    vote = [(name, file.shown(round)) for name, file in published.items()]
    forms = form_files(FilledForm.of(snapshot), lasting_secret())
    return bundle(decompress(snapshot.data), vote, document_of(snapshot, filed), progress, forms)


def make_form(_plan: Plan, job: Job, record: RecordProgress) -> dict:
    """A call's form filled from one snapshot, proved, and kept with its receipt."""
    form = db.session.get(CallForm, job.form_id)
    assert form is not None and job.snapshot is not None  # a form is asked for of both
    about = form, job.snapshot, job.format, job.asked_by
    columns = make_filled(*about, record, job.may_break)
    finish_reading()
    FilledForm.keep(job.snapshot, form, job.format, **columns)
    return {}


# kind → work(plan, job, tell), which returns columns of the job's result and commits nothing.
WORKS: dict[str, Callable[[Plan, Job, RecordProgress], dict]] = {
    "compile": make_section,
    "bundle": make_bundle,
    "form": make_form,
}


def _work(job_id: int, record: RecordProgress) -> None:
    reading.set(True)  # the work holds no lock until it writes, so that it can tell how far it is
    job = db.session.get_one(Job, job_id)
    result = WORKS[job.kind](job.plan, job, record)
    if reading.get():
        finish_reading()
    Job.finish(job_id, **result)
    keep_newest(job)
    db.session.commit()


JOBS = Doer(
    rows=Job,
    work=_work,
    failures={TemplateWrong: "template", WordsHidden: "hidden", NotFilled: "form"},
    queue="work",
)
