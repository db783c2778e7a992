"""Doing the chores that are due: one worker at a time each, each with its own failure."""

from collections.abc import Iterable
from datetime import timedelta

from civic.db import db
from civic.housekeeping.chores import CHORES, Chore
from civic.housekeeping.models import ChoreRun
from civic.supervisor import attempt, described, pause_s


def do_due(chores: Iterable[Chore] = CHORES, whatever: bool = False) -> list[str]:
    """Do what is due and nobody is at; the names of what failed. whatever: also what is not due.

    Raises: OperationalError when the database can't be asked; nothing is done then.
    """
    return [chore.name for chore in chores if not _do(chore, whatever)]


def _do(chore: Chore, whatever: bool) -> bool:
    """Not being due is no failure."""
    mine = ChoreRun.claim(chore.name, chore.lease, whatever)
    db.session.commit()
    if not mine:
        return True
    error = attempt(chore.name, chore.act)
    if error is None:
        ChoreRun.finish(chore.name, chore.every)
    else:
        ChoreRun.fail(chore.name, _in_words(error), _again_after(chore))
    db.session.commit()
    return error is None


def _in_words(error: Exception) -> str:
    words = described(error)
    return f"{words} {error}" if type(error).__module__.startswith("civic.housekeeping") else words


def _again_after(chore: Chore) -> timedelta:
    """Sooner than usual for what is seldom done, later and later while it fails."""
    run = ChoreRun.all()[chore.name]
    pause = timedelta(seconds=pause_s(run.failures + 1))
    return min(max(pause, timedelta(seconds=5)), chore.every) if chore.every > pause else pause
