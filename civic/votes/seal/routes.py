"""What a sealed vote publishes, and a voter's receipts."""

import re

from flask import Blueprint, abort, current_app, g, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from civic.db import now
from civic.solutions.statuses import shown_title
from civic.votes.labels import FILE_WORDS
from civic.votes.models import Ballot, ChainHead, Participation, Publication, Tally, on_ballot
from civic.votes.seal import receipts as ledger_receipts
from civic.votes.seal.ledger import from_bytes
from civic.web.limits import by_setting

bp = Blueprint("ledger", __name__, url_prefix="/<municipality>/<int:round_number>/vote/ledger")
TYPES = {
    "ledger.jsonl": "application/jsonl",
    "result.json": "application/json",
    "verify.py": "text/x-python",
    "README.md": "text/markdown",
    "ballots.pb": "text/plain",
}
NONCE = re.compile(r"[0-9a-f]{32}")


@bp.get("")
def show():
    return _page()


@bp.post("")
@by_setting("RECEIPT_LIMIT")
def find():
    """Look a receipt number up. It comes by POST, so that no log of addresses keeps it."""
    asked = "".join(request.form.get("nonce", "").split()).lower()
    files = Publication.of(g.round)
    if "ledger.jsonl" not in files:
        abort(404)
    found = None
    if NONCE.fullmatch(asked):
        found = ledger_receipts.find(from_bytes(files["ledger.jsonl"].body), asked)
    return _page(asked=asked, found=found), 200 if found else 422


@bp.get("/<name>")
def file(name):
    """A published file, byte for byte but for titles that were hidden since."""
    known = Publication.of(g.round).get(name) or abort(404)
    kind = TYPES.get(name, "application/octet-stream")
    response = current_app.response_class(
        known.shown(g.round), content_type=f"{kind}; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.get("/receipts")
def receipts():
    """The reader's own receipt numbers, from the vote's end until the link is destroyed.

    Not before: who demands a receipt while the ballot can be changed would be shown one.
    """
    mine, phase = Participation.of(current_user, g.round), g.round.phase("vote")
    early = phase is not None and now() < phase.ends_at and g.round.vote_sealed_at is None
    ballot = Ballot.of(mine) if mine and not early and _window_is_open() else None
    return render_template(
        "votes/seal/receipts.html", mine=mine, receipts=_own(ballot), early=early
    )


def _page(**context):
    """The page of the ledger. Tables of the round, read only."""
    tally, files = Tally.of(g.round), Publication.of(g.round)
    heads = ChainHead.of(g.round)
    context |= {"tally": tally, "files": files, "heads": heads, "FILE_WORDS": FILE_WORDS}
    return render_template("votes/seal/ledger.html", **context)


def _window_is_open():
    tally = Tally.of(g.round)
    days = current_app.config["VOTE_OBJECTION_DAYS"]
    return tally is None or now() < tally.links_until(days)


def _own(ballot):
    """(number to look up, titles of what it stands for, its QR) of each leaf of one's ballot."""
    if ballot is None:
        return []
    titles = {entry.id: shown_title(entry) for entry in on_ballot(g.round, removed=True)}
    choices = [(nonce, [titles[id]]) for id, nonce in ballot.choices]
    if g.round.publishes_ballots:
        choices = [(ballot.choices[0][1], [titles[id] for id in ballot.solution_ids])]
    return [(nonce, named, _qr(nonce)) for nonce, named in choices]


def _qr(nonce):
    import segno

    # After the #: the browser keeps that part to itself, so no server log sees it.
    address = current_app.config["PUBLIC_URL"].rstrip("/") + url_for("ledger.show") + f"#{nonce}"
    return Markup(segno.make_qr(address, error="m").svg_inline(scale=3, border=2))
