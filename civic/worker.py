"""flask work: what happens beside requests. Long work as it is asked for, notices at intervals."""

import signal
import threading

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from civic.db import db
from civic.issues.importing.jobs import wake_unfinished
from civic.notices.deliver import deliver
from civic.plans.jobs import wake_waiting


@click.command("work")
@click.option("--every", type=click.IntRange(min=1), default=20, help="Seconds between notices.")
@with_appcontext
def work(every):
    """Do long work, make and send notices until SIGTERM; what is under way is finished first."""
    stopping = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopping.set())
    wake_waiting()
    wake_unfinished()
    queue = current_app.extensions["job_queue"]
    jobs = threading.Thread(target=queue.consume, args=(stopping,))
    jobs.start()
    while not stopping.is_set():
        _tell_news()
        stopping.wait(every)
    jobs.join()


def _tell_news() -> None:
    try:
        done = deliver()
    except OperationalError as failed:
        current_app.logger.warning("notices: will try again: %s", failed.orig)
    else:
        if any(done.values()):
            click.echo("notices {notices}, pushes {pushes}, mails {mails}".format(**done))
    finally:
        db.session.remove()
