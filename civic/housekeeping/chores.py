"""Everything that happens by itself, at its interval. A new promise is a new line of CHORES.

A chore commits what it did, may be done again at any time, and raises what goes wrong.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from flask import current_app

from civic.backups.make import make_daily
from civic.db import db, one_moment, writing
from civic.housekeeping import overdue
from civic.housekeeping.overdue import Overdue
from civic.issues.importing.models import IssueImport
from civic.issues.reporting.drafts import Draft
from civic.meetings.models import Meeting
from civic.notices.deliver import deliver
from civic.open_data.api.bundle_work import BUNDLES
from civic.open_data.webhooks.deliver import deliver_webhooks
from civic.outbox.kept.models import KeptForm
from civic.panel.moving_on import move_on
from civic.participation.counting import count_large_rounds
from civic.people.access_log.models import AccessEntry
from civic.people.sign_in.models import SignInCode
from civic.photos.sweep import sweep
from civic.plans.call_form.reading_again import read_all_again
from civic.plans.jobs.models import Job
from civic.plans.jobs.run import JOBS
from civic.privacy.retention.due import purge
from civic.themes.arrivals import settle_arrivals
from civic.themes.proposals.run import GROUPINGS
from civic.triage.piles.finding import find_of_large_rounds
from civic.votes.seal import promises

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class SealDiffers(Exception):
    """What is stored of a vote is not what was sealed. where: the rounds, gaon/1."""


@dataclass(frozen=True)
class Chore:
    """act does it; overdue(grace) tells what it should have done longer ago than grace.

    lease: a worker that has not finished after that counts as dead.
    """

    name: str
    every: timedelta
    act: Callable[[], object]
    overdue: Callable[[timedelta], Iterable[Overdue]] = overdue.nothing
    lease: timedelta = 10 * MINUTE

    @property
    def grace(self) -> timedelta:
        """How late it may be before the operator hears of it."""
        return max(2 * self.every, 10 * MINUTE)

    def at_every(self, seconds: int) -> "Chore":
        return replace(self, every=timedelta(seconds=seconds))


def _forget_links() -> None:
    promises.forget_due_links(current_app.config["VOTE_OBJECTION_DAYS"])
    db.session.commit()


def _extend_chains() -> None:
    promises.extend_chains()
    db.session.commit()


def _check_seals() -> None:
    with one_moment():  # it takes long; voters go on meanwhile
        differing = promises.differing()
        wrong = [promises.address_of(round) for round, differs in differing.items() if differs]
    if wrong:
        raise SealDiffers(", ".join(wrong))


def _sweep_photos() -> None:
    sweep(current_app.extensions["photo_store"])


def _forget(model) -> Callable[[], None]:
    def forget():
        model.forget_old()
        db.session.commit()

    return forget


def _forget_access_log() -> None:
    AccessEntry.forget_old(current_app.config["ACCESS_LOG_MONTHS"])
    db.session.commit()


def _sweep_jobs() -> None:
    with writing():
        Job.sweep()
        db.session.commit()


NOTICES = Chore("notices", timedelta(seconds=20), deliver, overdue.notices, lease=MINUTE)
CHORES = (
    NOTICES,
    Chore("jobs-wake", MINUTE, JOBS.wake_waiting, overdue.waiting_jobs, lease=MINUTE),
    Chore("groupings-wake", MINUTE, GROUPINGS.wake_waiting, lease=MINUTE),
    Chore("bundles-wake", MINUTE, BUNDLES.wake_waiting, lease=MINUTE),
    Chore("theme-arrivals", MINUTE, settle_arrivals, lease=HOUR),
    Chore("participants", 10 * MINUTE, count_large_rounds, lease=HOUR),
    Chore("piles", 5 * MINUTE, find_of_large_rounds, lease=HOUR),
    Chore("forms", 10 * MINUTE, read_all_again, lease=HOUR),
    Chore("panels", MINUTE, move_on, overdue.panels),
    Chore("webhooks", timedelta(seconds=30), deliver_webhooks),
    Chore("vote-chain", 10 * MINUTE, _extend_chains, overdue.vote_chain),
    Chore("vote-links", HOUR, _forget_links, overdue.vote_links),
    Chore("vote-check", DAY, _check_seals, lease=2 * HOUR),
    Chore("sign-in-codes", HOUR, _forget(SignInCode), overdue.sign_in_codes),
    Chore("drafts", HOUR, _forget(Draft), overdue.drafts),
    Chore("kept-forms", HOUR, _forget(KeptForm), overdue.kept_forms),
    Chore("imports", DAY, _forget(IssueImport), overdue.imports),
    Chore("sign-ups", DAY, _forget(Meeting), overdue.sign_ups),
    Chore("photos", HOUR, _sweep_photos, overdue.photos, lease=HOUR),
    Chore("jobs", DAY, _sweep_jobs, overdue.old_jobs),
    Chore("access-log", DAY, _forget_access_log, overdue.access_log),
    Chore("retention", DAY, purge, overdue.retention, lease=HOUR),
    Chore("backup", DAY, make_daily, lease=6 * HOUR),
)
