"""Grouping a round's texts, done by the worker, and the care around it."""

import threading
import traceback
from contextlib import contextmanager
from functools import partial

from flask import current_app
from sqlalchemy.exc import OperationalError

from civic.db import db
from civic.supervisor import keep_doing, this_app
from civic.themes.proposals import models
from civic.themes.proposals.grouper import TooFewTexts, grouped
from civic.themes.proposals.models import HEARTBEAT, GroupingProposal, ProposalEnded
from civic.web.storage_trouble import storage_trouble

QUEUE = "themes"
LONGEST_DETAIL = 4000


def give_queue_the_work(state) -> None:
    """Tell the job queue what to do with a proposal's id. state: of a blueprint being set up."""
    state.app.extensions["job_queue"].does(partial(run, state.app), QUEUE)


def run(app, proposal_id: int) -> None:
    """Do a waiting grouping and note how it ended. One that does not wait is left alone."""
    with app.app_context():
        if _commit(models.claim, proposal_id):
            with _heart_beating(app, proposal_id):
                _end(proposal_id)


def do_waiting() -> None:
    """Do here and now what waits: a pass by cron."""
    for proposal_id in _waiting():
        run(this_app(), proposal_id)


def wake_waiting() -> None:
    """Ask again for what waits: a message may be lost, its row is not."""
    for proposal_id in _waiting():
        current_app.extensions["job_queue"].wake(proposal_id, QUEUE)


def _waiting() -> list[int]:
    ids = models.waiting_ids()
    db.session.rollback()
    return ids


def _end(proposal_id: int) -> None:
    try:
        _work(proposal_id)
    except ProposalEnded:
        _give_up(models.stop, proposal_id)
    except Exception as wrong:  # whatever it is, the planner is told, and the worker goes on
        current_app.logger.exception("grouping %s failed", proposal_id)
        detail = "".join(traceback.format_exception(wrong))[-LONGEST_DETAIL:]
        _give_up(models.fail, proposal_id, _failure(wrong), detail)


def _work(proposal_id: int) -> None:
    round_id = db.session.get_one(GroupingProposal, proposal_id).round_id
    db.session.rollback()  # no transaction is open while it works
    groups = grouped(round_id, partial(_commit, models.record_progress, proposal_id))
    _commit(models.finish, proposal_id, groups)


def _failure(wrong: Exception) -> str:
    if isinstance(wrong, TooFewTexts):
        return "few"
    if storage_trouble(wrong) or isinstance(wrong, OSError | MemoryError):
        return "room"
    return "busy" if isinstance(wrong, OperationalError) else "broken"


def _give_up(change, *arguments) -> None:
    db.session.rollback()
    _commit(change, *arguments)


def _commit(change, *arguments):
    answer = change(*arguments)
    db.session.commit()
    return answer


@contextmanager
def _heart_beating(app, proposal_id: int):
    """Say every HEARTBEAT that the worker lives, also while one step takes long."""
    done = threading.Event()
    thread = threading.Thread(target=_heartbeats, args=(app, proposal_id, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _heartbeats(app, proposal_id: int, done: threading.Event) -> None:
    done.wait(HEARTBEAT.total_seconds())
    with app.app_context():
        heartbeat = partial(_commit, models.heartbeat, proposal_id)
        keep_doing("heartbeat", heartbeat, HEARTBEAT.total_seconds(), done)
