"""The blueprint of issue pages: what templates may call, and its refusals in words."""

from functools import cache

from flask import Blueprint, g
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from civic.db import db
from civic.issues.categories import CATEGORIES
from civic.issues.listing import find as listing
from civic.issues.models import Follow, Issue, Support
from civic.issues.resident_models import NotListed
from civic.issues.statuses import STATUSES
from civic.web.errors import refuse
from civic.web.idempotency import new_key

bp = Blueprint("issues", __name__, url_prefix="/<municipality>/<int:round_number>/issues")
bp.add_app_template_global(new_key, "new_key")


@bp.app_context_processor
def words_of_issues() -> dict:
    """CATEGORIES and STATUSES in the reader's language."""
    return _words(str(get_locale()))


@cache
def _words(_language: str) -> dict:
    """Said once a language: looking up a lazy word costs more than writing a list's row."""
    return {
        "CATEGORIES": {code: (icon, str(name)) for code, (icon, name) in CATEGORIES.items()},
        "STATUSES": {code: (*rest, str(name)) for code, (*rest, name) in STATUSES.items()},
    }


@bp.app_template_global()
def my_issues(limit: int = 10) -> dict:
    """{reported, supported, followed}: the newest of this round, at most `limit` each.

    What the signed-in person reported is not listed again as followed.
    """
    here = select(Issue).where(Issue.round_id == g.round.id).order_by(Issue.id.desc()).limit(limit)
    supported = here.join(Support, Support.issue_id == Issue.id)
    live = (Follow.issue_id == Issue.id) & Follow.stopped_at.is_(None)
    followed = here.join(Follow, live)
    others = Issue.reporter_id.is_distinct_from(current_user.id)
    return {
        "reported": db.session.scalars(here.where(Issue.reporter_id == current_user.id)).all(),
        "supported": db.session.scalars(
            supported.where(Support.person_id == current_user.id, Issue.listed)
        ).all(),
        "followed": db.session.scalars(
            followed.where(Follow.person_id == current_user.id, Issue.listed, others)
        ).all(),
    }


def find_issue(issue_id: int, *options) -> Issue:
    """An issue of this request's round, loaded with the options. Raises: 404."""
    here = select(Issue).filter_by(id=issue_id, round_id=g.round.id)
    return db.first_or_404(here.options(*options))


@bp.errorhandler(listing.BadFilter)
def _bad_filter(error):
    sentences = {
        "category": _("그런 분야가 없어요. 목록에서 골라 주세요."),
        "status": _("그런 처리 상태가 없어요. 목록에서 골라 주세요."),
        "sort": _("그런 정렬이 없어요. 공감 많은 순, 최근 제보 순, 가까운 순이 있어요."),
        "district": _("이 지자체에 없는 읍면동이에요. 목록에서 골라 주세요."),
        "place": _("위치를 읽을 수 없어요. 현재 위치를 다시 찾아 주세요."),
        "q": _("검색어는 %(n)s자까지 적을 수 있어요.", n=listing.LONGEST_QUERY),
    }
    return refuse(sentences[error.name], 400)


@bp.errorhandler(NotListed)
def _not_listed(_error):
    return refuse(_("합쳐지거나 숨겨진 제보라 공감이나 의견을 더할 수 없어요."), 409)
