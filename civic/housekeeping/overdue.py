"""What was to be gone or done by now and is not: for each promise how many, and since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import func

from civic.db import db, now
from civic.issues.importing.models import KEPT as IMPORTS_KEPT
from civic.issues.importing.models import IssueImport
from civic.issues.reporting.drafts import LIFETIME, Draft
from civic.meetings.models import Meeting
from civic.meetings.rules import SIGN_UPS_KEPT
from civic.meetings.sign_ups import SignUp
from civic.notices.collect import KEPT as NOTICES_KEPT
from civic.notices.models import Notice
from civic.outbox.kept.models import BEGUN_LIFETIME as FORMS_KEPT
from civic.outbox.kept.models import KeptForm
from civic.panel import moving_on
from civic.people.access_log.models import MONTH, AccessEntry
from civic.people.sign_in.models import SignInCode
from civic.photos.models import UNUSED_AFTER, Photo
from civic.plans.jobs.models import KEPT as JOBS_KEPT
from civic.plans.jobs.models import Job
from civic.privacy.retention import due
from civic.votes.seal import promises

JOB_WAITS = timedelta(minutes=10)


@dataclass(frozen=True)
class Overdue:
    """count of something that was promised by due_at. where: a round's title, or ""."""

    count: int
    due_at: datetime
    where: str = ""


def vote_links(grace: timedelta) -> list[Overdue]:
    days = current_app.config["VOTE_OBJECTION_DAYS"]
    due = [links for links in promises.links_due(days) if links.due_at < now() - grace]
    return [Overdue(links.count, links.due_at, links.round.title) for links in due]


def vote_chain(grace: timedelta) -> list[Overdue]:
    late = promises.unchained_acts(now() - grace)
    hour = promises.HOUR
    return [Overdue(count, oldest + hour, round.title) for round, count, oldest in late]


def panels(grace: timedelta) -> list[Overdue]:
    late = moving_on.overdue(grace)
    return [Overdue(1, due_at, panel.round.title) for panel, due_at in late]


def sign_in_codes(grace: timedelta) -> list[Overdue]:
    return _older(SignInCode, SignInCode.created_at, SignInCode.KEPT, grace)


def drafts(grace: timedelta) -> list[Overdue]:
    return _older(Draft, Draft.created_at, LIFETIME, grace)


def kept_forms(grace: timedelta) -> list[Overdue]:
    return _older(KeptForm, KeptForm.created_at, FORMS_KEPT, grace)


def imports(grace: timedelta) -> list[Overdue]:
    unused = IssueImport.started_at.is_(None)
    return _older(IssueImport, IssueImport.created_at, IMPORTS_KEPT, grace, unused)


def sign_ups(grace: timedelta) -> list[Overdue]:
    of_meeting = SignUp.meeting_id == Meeting.id
    return _older(SignUp, Meeting.starts_at, SIGN_UPS_KEPT, grace, of_meeting)


def photos(grace: timedelta) -> list[Overdue]:
    return _older(Photo, Photo.created_at, UNUSED_AFTER, grace, Photo.attached_at.is_(None))


def old_jobs(grace: timedelta) -> list[Overdue]:
    done = Job.ended_at.is_not(None), Job.made.is_(None)
    return _older(Job, Job.ended_at, JOBS_KEPT, grace, *done)


def waiting_jobs(grace: timedelta) -> list[Overdue]:
    return _older(Job, Job.asked_at, JOB_WAITS, timedelta(), Job.state == "waiting")


def access_log(grace: timedelta) -> list[Overdue]:
    kept = current_app.config["ACCESS_LOG_MONTHS"] * MONTH
    return _older(AccessEntry, AccessEntry.at, kept, grace)


def notices(grace: timedelta) -> list[Overdue]:
    return _older(Notice, Notice.created_at, NOTICES_KEPT, grace)


def retention(grace: timedelta) -> list[Overdue]:
    """What is over the time that a city or the operator set for it."""
    late = due.overdue(grace)
    return [
        Overdue(each.count, now() - grace, each.where.name if each.where else "") for each in late
    ]


def nothing(grace: timedelta) -> Iterable[Overdue]:
    """For a chore that leaves nothing behind to be counted."""
    return ()


def _older(model, column, kept: timedelta, grace: timedelta, *conditions) -> list[Overdue]:
    late = db.select(func.count(), func.min(column)).select_from(model)
    count, oldest = db.session.execute(late.where(column < now() - kept - grace, *conditions)).one()
    return [Overdue(count, oldest + kept)] if count else []
