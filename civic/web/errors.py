"""A sentence for every refusal, in the reader's language; never a bare 500."""

import logging
from collections.abc import Mapping
from functools import partial
from math import ceil

from flask import Blueprint, current_app, g, render_template, request
from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from civic.db import db
from civic.engines.storage_trouble import storage_trouble
from civic.web.htmx import wants_json, wants_partial
from civic.web.i18n import reader_language

log = logging.getLogger(__name__)
RETRY_AFTER = {"Retry-After": "2"}
LOST = "civic.lost_line"  # of a request's environ: a list, with something in it once it was so


def init_app(app) -> None:
    for status in (400, 401, 404, 405, 409, 410, 413, 415, 422):
        app.register_error_handler(status, _http)
    app.register_error_handler(403, _forbidden)
    app.register_error_handler(429, _too_often)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(PoolTimeout, _busy)
    app.register_error_handler(OSError, _storage)
    app.register_error_handler(Exception, _unforeseen)
    if not app.config["DATABASE_URL"].startswith("sqlite"):
        app.wsgi_app = ReadsAgain(app)


class ReadsAgain:
    """A line to the database that was cut without a word is noticed by the first who uses it.
    Whoever only reads is served once more then, as if they had come a moment later."""

    def __init__(self, app):
        self.app, self.wsgi_app = app, app.wsgi_app

    def __call__(self, environ, start_response):
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.wsgi_app(environ, start_response)
        lost, heads = [], []
        answer = self.wsgi_app({**environ, LOST: lost}, lambda *head: heads.append(head))
        if not lost:
            start_response(*heads[-1])
            return answer
        if hasattr(answer, "close"):
            answer.close()
        with self.app.app_context():  # nothing is known of the first time
            return self.wsgi_app(environ, start_response)


def refuse(sentence: str, status: int, headers: dict | None = None, kept: str | None = None):
    """An error page, or for htmx and JSON callers just the sentence. Rolls back.

    kept: where what was sent stands filled in again, once it may be sent.
    """
    db.session.rollback()
    if wants_json():
        return {"error": sentence}, status, headers or {}
    template = "shared/_refusal.html" if wants_partial() else "error.html"
    page = render_template(template, sentence=sentence, status=status, kept=kept)
    return page, status, headers or {}


def refuse_when(
    bp: Blueprint,
    refusals: Mapping[type[Exception] | int, tuple[LazyString, int]],
    everywhere: bool = False,
) -> None:
    """Answer each error, or HTTP status, with its sentence and the status beside it.

    everywhere: on the pages of every blueprint, not only on those of `bp`.
    """
    handles = bp.app_errorhandler if everywhere else bp.errorhandler
    for error, (sentence, status) in refusals.items():
        handles(error)(partial(_refuse_as, sentence, status))


def _refuse_as(sentence, status, _error):
    return refuse(str(sentence), status)


def keep_of_refused() -> None:
    """Keep what a form brought that is refused: its photos, or all that was typed. What it is for
    was not done, and is no act of the office (moderation/recording.py)."""
    g.pop("office_act", None)
    db.session.commit()


def _http(error):
    sentences = {
        400: _("보내 주신 내용을 읽을 수 없어요. 다시 시도해 주세요."),
        401: _("먼저 로그인해 주세요."),
        404: _("찾는 화면이 없어요. 주소를 다시 확인해 주세요."),
        405: _("이 주소에서는 할 수 없는 일이에요."),
        409: _("그 사이에 내용이 바뀌었어요. 새로 고친 뒤 다시 시도해 주세요."),
        410: _("이제는 없는 화면이에요."),
        413: _("보낸 자료가 너무 커요. 한 번에 %(most)sMB까지 보낼 수 있어요.", most=_most()),
        415: _("받을 수 없는 형식이에요."),
        422: _("적은 내용을 다시 살펴봐 주세요."),
    }
    allowed = getattr(error, "valid_methods", None)  # of 405, as RFC 9110 asks
    headers = {"Allow": ", ".join(sorted(allowed))} if allowed else None
    return refuse(sentences[error.code], error.code, headers)


def _too_often(error):
    """Says when to come again, to people and to programs."""
    seconds = error.retry_after or 60
    minutes = ceil(seconds / 60)
    sentence = (
        _("잠시 동안 너무 많이 요청했어요. %(n)s초 뒤에 다시 시도해 주세요.", n=seconds)
        if seconds <= 60
        else _("잠시 동안 너무 많이 요청했어요. %(n)s분 뒤에 다시 시도해 주세요.", n=minutes)
    )
    return refuse(sentence, 429, {"Retry-After": str(seconds)})


def _most() -> int:
    """Megabytes that this request might have had, files and all."""
    return (request.max_content_length or current_app.config["MAX_CONTENT_LENGTH"]) // 1_000_000


def _forbidden(_error):
    """A right may have been taken away, or be another account's, since the form was opened."""
    kept = None
    if request.method == "POST" and not wants_json():
        kept = current_app.extensions["keep_form"]()
    return refuse(
        _("이 화면은 볼 수 없어요. 권한이 있는 계정으로 로그인해 주세요."), 403, kept=kept
    )


def fault(sentence: str, status: int, headers: dict | None = None):
    """The page of a fault of ours. It asks nothing that can be at fault: no database, no session,
    nothing of the features. For htmx and JSON callers just the sentence. Lets the session go.
    """
    db.session.remove()
    if wants_json():
        return {"error": sentence}, status, headers or {}
    name = "shared/_refusal.html" if wants_partial() else "fault.html"
    words = {"sentence": sentence, "again": _("다시 열기"), "front": _("처음으로")}
    page = current_app.jinja_env.get_template(name).render(language=reader_language(), **words)
    return page, status, headers or {}


def _database(error):
    """A full disk; a lock that outlasted its wait or a lost connection, worth trying again."""
    if storage_trouble(error):
        return _storage(error)
    if error.connection_invalidated:
        request.environ.get(LOST, []).append(error)
    lost = isinstance(error, OperationalError) and "no such" not in str(error.orig)
    return _busy(error) if lost or error.connection_invalidated else _unforeseen(error)


def _busy(error):
    reason = str(getattr(error, "orig", error)).partition("\n")[0]
    log.warning("database not at hand: %s", reason)
    return fault(_("지금 접속이 많아요. 잠시 뒤 다시 보내 주세요."), 503, RETRY_AFTER)


def _storage(error):
    """A disk is full (507) or fails (503), whichever part was writing or reading."""
    kind = storage_trouble(error)
    if not kind:
        return _unforeseen(error)
    log.error("storage is %s", kind, exc_info=error)
    if kind == "full":
        sentence = _("저장할 자리가 모자라서 받지 못했어요. 10분쯤 뒤에 다시 보내 주세요.")
        return fault(sentence, 507, {"Retry-After": "600"})
    sentence = _("저장 장치에 문제가 생겨 처리하지 못했어요. 잠시 뒤 다시 시도해 주세요.")
    return fault(sentence, 503, {"Retry-After": "30"})


def _unforeseen(error):
    # What fails while an error page is made comes here wrapped.
    cause = getattr(error, "original_exception", None) or error
    if cause is not error and isinstance(cause, (DBAPIError, OSError)):
        return _database(cause) if isinstance(cause, DBAPIError) else _storage(cause)
    log.error("unforeseen error", exc_info=cause)
    return fault(_("문제가 생겨 처리하지 못했어요. 저장된 내용은 그대로예요."), 500)
