"""Which plan and snapshot a request is about, for whoever may read it; and files sent back."""

from functools import partial
from os import SEEK_END
from typing import BinaryIO
from urllib.parse import quote

from flask import Response, abort, g, request

from civic.db import now
from civic.documents.model import Picture
from civic.plans import rules
from civic.plans.models import Plan
from civic.plans.snapshots.documents import shown_of
from civic.web.access import roles_here

PIECE = 64 * 1024  # bytes
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
    if plan is None or not rules.may_read_every_version(roles):
        abort(404)
    return plan, plan.snapshot(number) or abort(404)


def asked_number() -> int | None:
    text = request.args.get("number", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def plan_here() -> Plan:
    """The round's plan; one of no session before it was started, for reading adds no row."""
    return Plan.of(g.round) or Plan(round=g.round)


def find_plan() -> Plan:
    return Plan.of(g.round) or abort(404)


def show_picture(snapshot, key: str) -> Response:
    """As a file of its own, laid out for a phone when asked; it may load and run nothing."""
    for block in shown_of(snapshot).blocks:
        if isinstance(block, Picture) and block.key == key:
            svg = block.narrow.svg if "narrow" in request.args and block.narrow else block.svg
            return Response(svg, content_type="image/svg+xml", headers=PICTURE_HEADERS)
    abort(404)


def download(data: bytes, plain: str, name: str, mimetype: str) -> Response:
    """A file to keep. plain: its name in ASCII; name: as people call it."""
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(data, content_type=mimetype, headers={"Content-Disposition": named})


def download_file(file: BinaryIO, *about: str) -> Response:
    """download() of a file that may be large: it goes out piece by piece."""
    answer = download(b"", *about)
    answer.response = iter(partial(file.read, PIECE), b"")
    answer.content_length = file.seek(0, SEEK_END)
    file.seek(0)
    answer.call_on_close(file.close)
    return answer
