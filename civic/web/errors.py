"""A sentence for every refusal, in the reader's language; never a bare 500."""

import logging

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from civic.db import db
from civic.web.htmx import wants_json, wants_partial

log = logging.getLogger(__name__)


def init_app(app) -> None:
    for status in (400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429):
        app.register_error_handler(status, _http)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _unforeseen)


def refuse(sentence: str, status: int, headers: dict | None = None):
    """An error page, or for htmx and JSON callers just the sentence. Rolls back."""
    db.session.rollback()
    if wants_json():
        return {"error": sentence}, status, headers or {}
    template = "shared/_refusal.html" if wants_partial() else "error.html"
    return render_template(template, sentence=sentence, status=status), status, headers or {}


def _http(error):
    sentences = {
        400: _("보내 주신 내용을 읽을 수 없어요. 다시 시도해 주세요."),
        401: _("먼저 로그인해 주세요."),
        403: _("이 화면은 볼 수 없어요. 권한이 있는 계정으로 로그인해 주세요."),
        404: _("찾는 화면이 없어요. 주소를 다시 확인해 주세요."),
        405: _("이 주소에서는 할 수 없는 일이에요."),
        409: _("그 사이에 내용이 바뀌었어요. 새로 고친 뒤 다시 시도해 주세요."),
        410: _("이제는 없는 화면이에요."),
        413: _("보낸 자료가 너무 커요. 사진은 한 장에 15MB까지 보낼 수 있어요."),
        415: _("받을 수 없는 형식이에요."),
        422: _("적은 내용을 다시 살펴봐 주세요."),
        429: _("잠시 동안 너무 많이 요청했어요. 1분 뒤에 다시 시도해 주세요."),
    }
    return refuse(sentences[error.code], error.code)


def _busy(error):
    """A lock that outlasted its wait, or a lost connection: worth trying again."""
    if "no such" in str(error.orig):
        return _unforeseen(error)
    log.warning("database busy: %s", error)
    return refuse(_("지금 접속이 많아요. 잠시 뒤 다시 보내 주세요."), 503, {"Retry-After": "2"})


def _unforeseen(error):
    log.exception("unforeseen error", exc_info=error)
    return refuse(_("문제가 생겨 처리하지 못했어요. 저장된 내용은 그대로예요."), 500)
