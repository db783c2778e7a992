"""For proxies and monitors: /healthz of the process alone, /readyz of all it needs. Open to all:
they say nothing of anybody."""

from flask import Blueprint

from civic.health.readiness import answers

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
