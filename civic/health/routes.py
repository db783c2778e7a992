"""For proxies and monitors: /healthz of the process alone, /readyz of all it needs, open to all as
they say nothing of anybody; /metrics for a monitor; and the operator's page."""

from hmac import compare_digest
from ipaddress import ip_address

from flask import Blueprint, abort, current_app, render_template, request

from civic.health import situation
from civic.health.labels import CHECKS, DISKS, in_words
from civic.health.readiness import answers
from civic.housekeeping.report import report
from civic.meters import exposition
from civic.people.labels import ROLES
from civic.people.models import Role

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def alive():
    """200 while the process answers at all; asks neither database nor disk."""
    return {"alive": True}, 200, {"Cache-Control": "no-store"}


@bp.get("/readyz")
def ready():
    """200 when requests may come here, 503 when not; in both cases what is wrong."""
    asked = list(answers())
    is_ready = not any(one.wrong for one in asked if one.needed)
    body = {"ready": is_ready, "checks": {one.name: one.wrong or "ok" for one in asked}}
    return body, 200 if is_ready else 503, {"Cache-Control": "no-store"}


@bp.get("/metrics")
def metrics():
    """What all processes of this machine counted, and how things stand, for Prometheus."""
    folder = current_app.config["METRICS"]
    if not folder or not _is_monitor():
        abort(404)
    from civic.health.metrics import State

    body, kind = exposition(folder, State())
    return body, 200, {"Content-Type": kind, "Cache-Control": "no-store"}


@bp.get("/operator")
def operator():
    """The operator's page: everything above in words, and whose right is whose."""
    context = {
        "checks": list(answers()),
        "queue": situation.queue(),
        "disks": list(situation.disks()),
        "database_bytes": situation.database_bytes(),
        "photo_count": situation.photo_count(),
        "backups": situation.backups(),
        "versions": situation.program_versions(),
        "database_version": situation.database_version(),
        "not_installed": situation.not_installed(),
        "report": report(),
        "rights": Role.given(),
    }
    words = {"CHECKS": CHECKS, "DISKS": DISKS, "ROLES": ROLES, "in_words": in_words}
    return render_template("health/operator.html", **context, **words)


def _is_monitor() -> bool:
    """Whoever has the token; without one, a process of this machine that no proxy speaks for."""
    token = current_app.config["METRICS_TOKEN"]
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return compare_digest(given.encode(), token.encode())
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
