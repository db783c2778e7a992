"""Doing long work, with care: taken once, heard of while it goes on, ended in words."""

import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import cast

from flask import Flask, current_app
from flask.sansio.blueprints import BlueprintSetupState
from flask_babel import force_locale
from sqlalchemy.exc import OperationalError

from civic.db import db, writing
from civic.engines.storage_trouble import storage_trouble
from civic.long_work.rows import HEARTBEAT, LongWork, RefusedInWords, WorkEnded
from civic.supervisor import keep_doing, this_app

LONGEST_DETAIL = 4000
FAILURES = ("lost", "room", "busy", "broken")  # codes that any work may end with
RecordProgress = Callable[[int, str], None]  # percent 0-100, a code of the step; or WorkEnded


@dataclass(frozen=True)
class Doer:
    """How the work of one table is done.

    work: does the one of this id and finishes it in its last commit, saying on the way how far it
    is. failures: errors by which the work refuses, and the code of each. queue: its name in the
    job queue.
    """

    rows: type[LongWork]
    work: Callable[[int, RecordProgress], None]
    failures: Mapping[type[Exception], str]
    queue: str

    def take_from_queue(self, state: BlueprintSetupState) -> None:
        """Tell the job queue what to do with an id of this work, as its blueprint is set up."""
        app = cast(Flask, state.app)
        app.extensions["job_queue"].does(partial(self.run, app), self.queue)

    def wake(self, work_id: int) -> None:
        """Let a worker do it. No transaction is open: the work writes."""
        current_app.extensions["job_queue"].wake(work_id, self.queue)

    def run(self, app: Flask, work_id: int) -> None:
        """Do what waits and note how it ended. What does not wait is left alone."""
        with app.app_context(), force_locale("ko"):
            if self._note(self.rows.claim, work_id):
                with self._heart_beating(app, work_id):
                    self._do(work_id)

    def do_waiting(self) -> None:
        """Do here and now what waits: a pass by cron."""
        for work_id in self._waiting():
            self.run(this_app(), work_id)

    def wake_waiting(self) -> None:
        """Ask again for what waits: a message may be lost, its row is not."""
        for work_id in self._waiting():
            self.wake(work_id)

    def _record_progress(self, app: Flask, work_id: int, percent: int, step: str) -> None:
        """In a session of its own: the work's reading goes on at its own moment.

        Raises: WorkEnded.
        """
        with app.app_context():
            self._note(self.rows.record_progress, work_id, percent, step)

    def _do(self, work_id: int) -> None:
        try:
            self.work(work_id, partial(self._record_progress, this_app(), work_id))
        except WorkEnded:
            self._give_up(self.rows.stop, work_id)
        except Exception as wrong:  # whatever it is, the planner is told, and the worker goes on
            current_app.logger.exception("%s %s failed", self.rows.__name__, work_id)
            self._give_up(self.rows.fail, work_id, self._failure(wrong), _detail(wrong))

    def _failure(self, wrong: Exception) -> str:
        for kind, code in self.failures.items():
            if isinstance(wrong, kind):
                return code
        if storage_trouble(wrong) or isinstance(wrong, OSError | MemoryError):
            return "room"
        return "busy" if isinstance(wrong, OperationalError) else "broken"

    def _waiting(self) -> list[int]:
        ids = self.rows.waiting_ids()
        db.session.rollback()
        return ids

    def _give_up(self, change: Callable, *arguments) -> None:
        db.session.rollback()
        self._note(change, *arguments)

    def _note(self, change: Callable, *arguments):
        with writing():
            answer = change(*arguments)
            db.session.commit()
            return answer

    @contextmanager
    def _heart_beating(self, app: Flask, work_id: int) -> Iterator[None]:
        """Say every HEARTBEAT that the worker lives, also while one step takes long."""
        done = threading.Event()
        thread = threading.Thread(target=self._heartbeats, args=(app, work_id, done), daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    def _heartbeats(self, app: Flask, work_id: int, done: threading.Event) -> None:
        done.wait(HEARTBEAT.total_seconds())
        with app.app_context():
            heartbeat = partial(self._note, self.rows.heartbeat, work_id)
            keep_doing("heartbeat", heartbeat, HEARTBEAT.total_seconds(), done)


def _detail(wrong: Exception) -> str:
    """For the operator; but a refusal in words is for the planner, as it is."""
    if isinstance(wrong, RefusedInWords):
        return str(wrong)
    return "".join(traceback.format_exception(wrong))[-LONGEST_DETAIL:]
