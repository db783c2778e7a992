"""The list of a round's issues, the map page and the map's feed."""

from flask import Blueprint, g, jsonify, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from civic.db import db
from civic.issues.browsing import find as listing
from civic.issues.browsing import map_feed as feeding
from civic.issues.browsing.carried import carried_count, carried_into
from civic.issues.browsing.markup import filter_form, issue_rows
from civic.issues.browsing.more_filters import offered_in
from civic.issues.listing import counts
from civic.issues.models import Issue
from civic.issues.rules import UNANSWERED, UNDECIDED
from civic.web.errors import refuse, refuse_when
from civic.web.htmx import render_page
from civic.web.paging import Page, paginate
from civic.web.security import readable_elsewhere

FEW = 5  # others may have made the same slip

bp = Blueprint("browsing", __name__, url_prefix="/<int:round_number>/issues")
bp.add_app_template_global(issue_rows)
bp.add_app_template_global(filter_form)
bp.add_app_template_global(carried_count)


@bp.get("/")
def index():
    districts = g.municipality.district_names(str(get_locale()))
    filters = listing.IssueFilters.read(request.args, districts, g.round)
    page, capped = listing.find(g.round, filters)
    asked, meant = filters.q, None
    if page.total <= FEW:
        meant = listing.without_slips(g.round, filters, page.total)
    if meant and not page.total:
        filters = meant
        page, capped = listing.find(g.round, filters)
    return render_page(
        "issues/browsing/index.html",
        "issues/browsing/_list.html",
        page=page,
        capped=capped,
        filters=filters,
        asked=asked,
        meant=meant,
        districts=districts,
        more=offered_in(g.round),
    )


@bp.get("/carried")
def carried():
    """What earlier rounds left undecided and this one goes on with; or what is without an answer,
    as the planner's queue counts it."""
    unanswered = "unanswered" in request.args
    query = carried_into(g.round, UNANSWERED if unanswered else UNDECIDED)
    rows = Page((), 1, 1, 0) if query is None else paginate(query.options(joinedload(Issue.round)))
    return render_template("issues/browsing/carried.html", page=rows, unanswered=unanswered)


@bp.get("/map", endpoint="map")
def map_page():
    districts = {district.id: district for district in g.municipality.districts}
    chosen = _chosen(districts)
    rows = counts.by_district(g.round.id)
    return render_page(
        "issues/browsing/map.html",
        "issues/browsing/_map_sheet.html",
        rows=rows,
        counts={row.district_id: row.issues for row in rows if row.district_id},
        districts=districts,
        chosen=chosen,
        top=_top(chosen),
    )


@bp.get("/map.json")
def map_feed():
    """Clusters, or single issues from zoom 16, inside a box."""
    box = feeding.MapBox.read(request.args)
    response = jsonify(feeding.feed(g.round.id, box, url_for(".index")))
    response.mimetype = "application/geo+json"
    response.headers["Cache-Control"] = "public, max-age=30"
    return readable_elsewhere(response)


@bp.errorhandler(listing.BadFilter)
def bad_filter(error):
    sentences = {
        "category": _("그런 분야가 없어요. 목록에서 골라 주세요."),
        "status": _("그런 처리 상태가 없어요. 목록에서 골라 주세요."),
        "sort": _("그런 정렬이 없어요. 공감 많은 순, 최근 제보 순, 가까운 순이 있어요."),
        "district": _("이 지자체에 없는 읍면동이에요. 목록에서 골라 주세요."),
        "place": _("위치를 읽을 수 없어요. 현재 위치를 다시 찾아 주세요."),
        "q": _("검색어는 %(n)s자까지 적을 수 있어요.", n=listing.LONGEST_QUERY),
    }
    other = _("없는 조건이에요. 목록에서 골라 주세요.")
    return refuse(sentences.get(error.name, other), 400)


refuse_when(
    bp,
    {
        feeding.BadBox: (
            _l("지도 범위를 읽을 수 없어요. bbox=서,남,동,북과 zoom(0~22)을 보내 주세요."),
            400,
        )
    },
)


def _chosen(districts):
    """The district asked for, or None for the whole city. Raises: BadFilter."""
    return districts.get(
        listing.IssueFilters.read(
            {"district": request.args.get("district", "")}, districts
        ).district
    )


def _top(district):
    condition = [Issue.round_id == g.round.id, Issue.listed]
    if district is not None:
        condition.append(Issue.district_id == district.id)
    query = select(Issue).where(*condition).options(defer(Issue.body))
    return db.session.scalars(
        query.order_by(Issue.supports_count.desc(), Issue.id.desc()).limit(3)
    ).all()
