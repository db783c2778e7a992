"""What each request was and took: a name for it (X-Request-ID), a line of the log, the meters."""

import logging
import re
import time
import uuid
from contextvars import ContextVar

from flask import current_app, g, has_request_context, request
from sqlalchemy import event, inspect
from sqlalchemy.engine import Engine

from civic import meters

log = logging.getLogger("civic.requests")
slow = logging.getLogger("civic.slow")
HEADER = "X-Request-ID"
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
NO_ROUTE = "-"
LONGEST_STATEMENT = 1000
CLOCKS = time.perf_counter, time.thread_time
# Of what runs now: [statements, seconds].
_asked: ContextVar[list | None] = ContextVar("asked", default=None)


def init_app(app) -> None:
    if app.config["METRICS"]:
        app.extensions["meters"] = meters.start(app.config["METRICS"])
    app.url_value_preprocessors.setdefault(None, []).insert(0, _begin)
    app.after_request(_end)


def _begin(_endpoint, _values):
    given = request.headers.get(HEADER, "") if current_app.config["PROXIES"] else ""
    g.request_id = given if KEY.fullmatch(given) else uuid.uuid4().hex
    g.begun = time.perf_counter(), time.thread_time()
    _asked.set([0, 0.0])


def request_id() -> str:
    """Of the request that is served now; "" outside one."""
    return g.get("request_id", "") if has_request_context() else ""


def account_number() -> int | None:
    """Of who is signed in, where the request asked; None for nobody. It asks no database."""
    person = getattr(g, "_login_user", None)  # Flask-Login's, once it was asked
    if person is None or not person.is_authenticated:
        return None
    return inspect(person).identity[0]


def _end(response):
    if "begun" not in g:
        return response
    wall, cpu = (then() - begun for then, begun in zip(CLOCKS, g.begun, strict=True))
    asked = _asked.get() or [0, 0.0]
    response.headers[HEADER] = request_id()
    if log.isEnabledFor(logging.INFO):
        # The name of the route, not the address: that may hold a secret or what somebody sought.
        fields = {"route": request.endpoint or NO_ROUTE, "method": request.method}
        fields |= {"status": response.status_code, "ms": round(wall * 1000, 1)}
        fields |= {"cpu_ms": round(cpu * 1000, 1), "queries": asked[0]}
        fields |= {"account": account_number()}
        log.info("request", extra={"fields": fields})
    meters_here = current_app.extensions.get("meters")
    if meters_here is not None:
        _count(meters_here, response, wall, cpu, asked)
    return response


def _count(counters, response, wall, cpu, asked):
    route, status = request.endpoint or NO_ROUTE, str(response.status_code)
    counters.requests.labels(route, request.method, status).inc()
    counters.seconds.labels(route).observe(wall)
    counters.cpu_seconds.labels(route).inc(cpu)
    if asked[0]:
        counters.queries.labels(route).inc(asked[0])
        counters.query_seconds.inc(asked[1])
    if "Outbox-Person" in request.headers and request.method == "POST":
        counters.replays.labels(status).inc()
    if g.get("ballot_taken"):
        counters.votes.inc()
    meters.count_process_cpu(counters)


@event.listens_for(Engine, "before_cursor_execute")
def _before(connection, _cursor, _statement, _parameters, _context, _many):
    connection.info["asked_at"] = time.perf_counter()


@event.listens_for(Engine, "after_cursor_execute")
def _after(connection, _cursor, statement, _parameters, _context, _many):
    took = time.perf_counter() - connection.info.get("asked_at", time.perf_counter())
    asked = _asked.get()
    if asked is not None:
        asked[0] += 1
        asked[1] += took
    if took * 1000 >= _slow_ms():
        # Without its values: they are what people wrote.
        words = " ".join(statement[:LONGEST_STATEMENT].split())
        slow.warning("slow statement (%d ms): %s", took * 1000, words)


def _slow_ms() -> float:
    most = current_app.config["SLOW_QUERY_MS"] if current_app else 0
    return most or float("inf")
