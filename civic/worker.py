"""flask work: what happens beside requests. Long work as it is asked for, chores at intervals.

Three loops in threads of their own, so that a slow mail server holds up neither long work nor a
vote's chain. A loop goes on after any error; should its thread die all the same, the process ends
with a status, and whoever started it starts it again.
"""

import logging
import signal
import threading
from functools import partial

import click
from flask import current_app
from flask.cli import with_appcontext

from civic.housekeeping.chores import CHORES, NOTICES
from civic.housekeeping.jobs import do_due
from civic.issues.importing.run import do_unfinished, wake_unfinished
from civic.open_data.api.bundle_work import BUNDLES
from civic.plans.jobs.run import JOBS
from civic.schema_version import is_behind, version, what_to_do
from civic.supervisor import keep_doing, this_app
from civic.themes.proposals.run import GROUPINGS

log = logging.getLogger(__name__)
LOOK_EVERY_S = 15  # for chores that are due
WATCH_EVERY_S = 1


@click.command("work")
@click.option("--every", type=click.IntRange(min=1), default=20, help="Seconds between notices.")
@click.option("--once", is_flag=True, help="One pass of everything, for cron; then end.")
@with_appcontext
def work(every, once):
    """Do long work, make and send notices, keep promises until SIGTERM; what is under way is
    finished first. Exit status 1 when a part of it died."""
    if is_behind(revision := version()):
        raise click.ClickException(what_to_do(revision))
    if once:
        raise SystemExit(_pass())
    stopping = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopping.set())
    app = this_app()
    threads = [start(app, stopping, *loop) for loop in _loops(stopping, every)]
    raise SystemExit(watch(threads, stopping))


def _pass() -> int:
    """Everything that waits or is due; the exit status."""
    JOBS.do_waiting()
    do_unfinished()
    GROUPINGS.do_waiting()
    BUNDLES.do_waiting()
    failed = do_due(whatever=True)
    for name in failed:
        click.echo(f"{name} failed", err=True)
    return 1 if failed else 0


def _loops(stopping, every):
    """(name, what is done, seconds between) of each."""
    queue = current_app.extensions["job_queue"]
    others = [chore for chore in CHORES if chore is not NOTICES]
    return (
        ("jobs", partial(long_work, queue, stopping), WATCH_EVERY_S),
        ("notices", partial(do_due, [NOTICES.at_every(every)]), every),
        ("chores", partial(do_due, others), LOOK_EVERY_S),
    )


def long_work(queue, stopping) -> None:
    """Until told to stop; what was asked for while nobody listened is asked for again first."""
    JOBS.wake_waiting()
    wake_unfinished()
    GROUPINGS.wake_waiting()
    BUNDLES.wake_waiting()
    queue.consume(stopping)


def start(app, stopping, name, act, every_s) -> threading.Thread:
    def loop():
        with app.app_context():
            keep_doing(name, act, every_s, stopping)

    thread = threading.Thread(target=loop, name=name)
    thread.start()
    return thread


def watch(threads: list[threading.Thread], stopping: threading.Event) -> int:
    """Wait until told to stop, or until a thread has died; the exit status, once all have ended."""
    dead: list[str] = []
    while not stopping.wait(WATCH_EVERY_S) and not dead:
        dead = [thread.name for thread in threads if not thread.is_alive()]
    stopping.set()
    for thread in threads:
        thread.join()
    for name in dead:
        log.critical("the worker ends: its thread %s has died", name)
    return 1 if dead else 0
