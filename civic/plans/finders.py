"""Which plan and snapshot a request is about, for whoever may read it."""

from datetime import datetime

from flask import Response, abort, g, request

from civic.db import db, now
from civic.documents.model import Picture
from civic.plans import page, rules
from civic.plans.filing.models import filed_at
from civic.plans.models import Plan, PlanVersion, Remark, Snapshot
from civic.roles import OFFICE
from civic.web.access import roles_here

LARGEST_NUMBER = 2**31 - 1
PICTURE_HEADERS = {"Content-Security-Policy": "default-src 'none'; img-src data:; sandbox"}


class NotYetPublic(Exception):
    """The plan is read by its makers until the time to submit has ended."""


def find_snapshot(number: int | None):
    """The plan and a snapshot (the latest without a number), for whoever may read it.

    Raises: NotYetPublic; 404 for a number that does not exist.
    """
    roles, submit = roles_here(), g.round.phase("submit")
    if not rules.may_read(roles, submit is not None and submit.ends_at <= now()):
        raise NotYetPublic
    plan = Plan.of(g.round)
    latest = plan.snapshot() if plan else None
    if number is None or (latest and latest.number == number):
        return plan, latest
    if plan is None or number > LARGEST_NUMBER or not rules.may_read_every_version(roles):
        abort(404)
    return plan, plan.snapshot(number) or abort(404)


def as_filed(snapshot: Snapshot) -> datetime | None:
    """The time whose hidden things a file leaves out: the office gets a plan that was handed in as
    it was then; None, and so now, for everybody else and every other plan."""
    return filed_at(snapshot) if roles_here() & OFFICE else None


def asked_number() -> int | None:
    text = request.args.get("number", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def plan_here() -> Plan:
    """The round's plan; one of no session before it was started, for reading adds no row."""
    return Plan.of(g.round) or Plan(round=g.round)


def find_plan() -> Plan:
    return Plan.of(g.round) or abort(404)


def find_remark(plan: Plan | None, remark_id: int) -> Remark:
    if plan is None or remark_id > LARGEST_NUMBER:
        abort(404)
    return db.first_or_404(db.select(Remark).filter_by(id=remark_id, plan_id=plan.id))


def find_version(plan: Plan, name: str) -> PlanVersion:
    return PlanVersion.called(plan, name) or abort(404)


def show_picture(snapshot, key: str) -> Response:
    """As a file of its own, laid out for a phone when asked; it may load and run nothing."""
    for block in page.document_of(snapshot).blocks:
        if isinstance(block, Picture) and block.key == key:
            svg = block.narrow.svg if "narrow" in request.args and block.narrow else block.svg
            return Response(svg, content_type="image/svg+xml", headers=PICTURE_HEADERS)
    abort(404)
