"""No page is served on tables older than the program: it would fail in the middle of an act."""

import logging

from flask import current_app, request
from flask_babel import gettext as _

from civic.schema_version import is_behind, version, what_to_do
from civic.web.errors import fault

log = logging.getLogger(__name__)
FITS = "schema_fits"  # key of app.extensions, once it is known: tables never go back under us
WITHOUT_TABLES = ("static", "health.alive", "health.ready", "health.metrics")


def init_app(app) -> None:
    app.before_request(_refuse_older)


def _refuse_older():
    if current_app.extensions.get(FITS) or request.endpoint in WITHOUT_TABLES:
        return None
    revision = version()
    if not is_behind(revision):
        current_app.extensions[FITS] = True
        return None
    log.error("%s", what_to_do(revision))
    sentence = _("새 판으로 바꾸는 중이에요. 잠시 뒤 다시 열어 주세요.")
    return fault(sentence, 503, {"Retry-After": "30"})
