"""The count, what it publishes, and a voter's receipts."""

import re

from flask import (
    Blueprint,
    abort,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from markupsafe import Markup

from civic.db import db, now
from civic.solutions.labels import shown_title
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.event_log import ChainHead
from civic.votes.ballots.frozen_ballot import on_ballot
from civic.votes.ballots.voter_roll import Participation
from civic.votes.labels import FILE_LABELS
from civic.votes.ledger.ledger import SealRefused, from_bytes
from civic.votes.ledger.receipts import find as find_receipt
from civic.votes.rules import AnnulmentsWait, CountsDisagree, SheetsWait
from civic.votes.seal.publication import Publication
from civic.votes.seal.tally import Tally
from civic.web.errors import refuse, refuse_when
from civic.web.limits import by_setting
from civic.web.security import readable_elsewhere

bp = Blueprint("seal", __name__, url_prefix="/vote")
TYPES = {
    "ledger.jsonl": "application/jsonl",
    "result.json": "application/json",
    "verify.py": "text/x-python",
    "README.md": "text/markdown",
    "ballots.pb": "text/plain",
}
NONCE = re.compile(r"[0-9a-f]{32}")


@bp.post("/tally")
def tally():
    Tally.count(g.round, current_user)
    db.session.commit()
    flash(_("집계했어요. 결과를 모두에게 공개했어요."), "ok")
    return redirect(url_for("votes.result"), 303)


@bp.get("/ledger")
def ledger():
    return ledger_page()


@bp.post("/ledger")
@by_setting("RECEIPT_LIMIT")
def find():
    """Look a receipt number up. It comes by POST, so that no log of addresses keeps it."""
    asked = "".join(request.form.get("nonce", "").split()).lower()
    files = Publication.of(g.round)
    if "ledger.jsonl" not in files:
        abort(404)
    receipt = None
    if NONCE.fullmatch(asked):
        receipt = find_receipt(from_bytes(files["ledger.jsonl"].body), asked)
    return ledger_page(asked=asked, receipt=receipt), 200 if receipt else 422


@bp.get("/ledger/<name>")
def file(name):
    """A published file, byte for byte but for titles that were hidden since."""
    published = Publication.of(g.round).get(name) or abort(404)
    media_type = TYPES.get(name, "application/octet-stream")
    response = current_app.response_class(
        published.shown(g.round), content_type=f"{media_type}; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return readable_elsewhere(response)


@bp.get("/ledger/receipts")
def receipts():
    """The reader's own receipt numbers, from the vote's end until the link is destroyed.

    Not before: who demands a receipt while the ballot can be changed would be shown one.
    """
    mine, phase = Participation.of(current_user, g.round), g.round.phase("vote")
    early = phase is not None and now() < phase.ends_at and g.round.vote_sealed_at is None
    ballot = Ballot.of(mine) if mine and not early and _window_is_open() else None
    context = {"mine": mine, "early": early, "receipts": _own_receipts(ballot) if ballot else []}
    return render_template("votes/seal/receipts.html", **context)


refuse_when(
    bp,
    {
        CountsDisagree: (
            _l("표의 수가 서로 맞지 않아 집계를 멈췄어요. 운영자에게 알려 주세요."),
            409,
        )
    },
)


@bp.errorhandler(SheetsWait)
def sheets_wait(error):
    sentence = _("다른 담당자의 확인을 기다리는 종이표가 %(n)s장 있어요.", n=error.waiting)
    return refuse(sentence + " " + _("확인하거나 뺀 뒤에 집계해 주세요."), 409)


@bp.errorhandler(AnnulmentsWait)
def annulments_wait(error):
    sentence = _("다른 담당자의 확인을 기다리는 무효 제안이 %(n)s건 있어요.", n=error.waiting)
    return refuse(sentence + " " + _("확인하거나 취소한 뒤에 집계해 주세요."), 409)


@bp.errorhandler(SealRefused)
def seal_refused(error):
    """Name what verify.py does not agree with; nothing was published."""
    findings = "; ".join(korean for korean, _english in error.findings)
    return refuse(_("다시 센 값이 달라서 봉인을 멈췄어요: %(found)s", found=findings), 409)


def ledger_page(**context):
    context |= {"tally": Tally.of(g.round), "files": Publication.of(g.round)}
    context |= {"heads": ChainHead.of(g.round), "FILE_LABELS": FILE_LABELS}
    context |= {"shows_own": current_user.is_authenticated and _window_is_open()}
    return render_template("votes/seal/ledger.html", **context)


def _window_is_open():
    tally = Tally.of(g.round)
    days = current_app.config["VOTE_OBJECTION_DAYS"]
    return tally is None or now() < tally.links_until(days)


def _own_receipts(ballot):
    """(number to look up, titles of what it stands for, its QR) of each leaf of one's ballot."""
    titles = {entry.id: shown_title(entry) for entry in on_ballot(g.round, removed=True)}
    if g.round.publishes_ballots:
        leaves = [(ballot.choices[0][1], [titles[id] for id in ballot.solution_ids])]
    else:
        leaves = [(nonce, [titles[id]]) for id, nonce in ballot.choices]
    return [(nonce, named, _qr(nonce)) for nonce, named in leaves]


def _qr(nonce):
    import segno

    # After the #: the browser keeps that part to itself, so no server log sees it.
    address = current_app.config["PUBLIC_URL"].rstrip("/") + url_for(".ledger") + f"#{nonce}"
    return Markup(segno.make_qr(address, error="m").svg_inline(scale=3, border=2))
