"""Feeds (Atom) of a municipality, a round's issues by district and category, and one issue."""

from datetime import UTC, datetime

from flask import Blueprint, Response, g, request
from flask_babel import force_locale

from civic.db import db
from civic.issues.browsing import find as listing
from civic.issues.comments import IssueComment
from civic.issues.labels import CATEGORIES, PLAIN_STATUSES
from civic.issues.models import Issue
from civic.issues.status import StatusChange
from civic.notices.feeds.atom import FeedEntry, atom, latest
from civic.notices.feeds.results import result_entries
from civic.rounds.models import Round
from civic.web.addresses import public_address
from civic.web.errors import refuse

bp = Blueprint("feeds", __name__)
MOST = 30
SUMMARY = 500
EMPTY_AT = datetime(2020, 1, 1, tzinfo=UTC)
KEPT_S = 300  # a reader may ask every five minutes; in between caches answer


@bp.get("/<municipality>/feed.atom")
def of_municipality():
    """The newest issues of every round."""
    rounds = db.select(Round.id).filter_by(municipality_id=g.municipality.id)
    here = {"municipality": g.municipality.slug}
    return _feed(
        g.municipality.app_name,
        public_address("notices.feeds.of_municipality", **here),
        public_address("home.municipality", **here),
        _issues(Issue.round_id.in_(rounds)),
    )


@bp.get("/<municipality>/<int:round_number>/issues/feed.atom")
def of_issues():
    """The newest issues of this round, of a district or category when asked."""
    districts = g.municipality.district_names()
    filters = listing.IssueFilters.read(request.args, districts)
    conditions = {"category": filters.category, "district": filters.district}
    conditions = {name: value for name, value in conditions.items() if value}
    with force_locale("ko"):
        name = [districts.get(filters.district), CATEGORIES.get(filters.category, ("", ""))[1]]
        title = " · ".join([g.round.title, *(str(part) for part in name if part)])
    wanted = [Issue.round_id == g.round.id]
    wanted += [Issue.category == filters.category] if filters.category else []
    wanted += [Issue.district_id == filters.district] if filters.district else []
    return _feed(
        title,
        public_address("notices.feeds.of_issues", **_here(g.round), **conditions),
        public_address("issues.browsing.index", **_here(g.round), **conditions),
        _issues(*wanted),
    )


@bp.get("/<municipality>/<int:round_number>/issues/<int:issue_id>/feed.atom")
def of_issue(issue_id):
    """The steps and comments of one issue."""
    issue = db.first_or_404(
        db.select(Issue).filter_by(id=issue_id, round_id=g.round.id, hidden_at=None)
    )
    here = _here(g.round) | {"issue_id": issue.id}
    page = public_address("issues.show", **here)
    with force_locale("ko"):
        entries = [*_steps(issue, page), *_comments(issue, page)]
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    return _feed(
        issue.title, public_address("notices.feeds.of_issue", **here), page, entries[:MOST]
    )


@bp.errorhandler(listing.BadFilter)
def bad_filter(_error):
    return refuse("No such category or district.", 400)


@bp.get("/<municipality>/<int:round_number>/targets/feed.atom")
def of_results():
    """What became of the plan, and each result of its indicators."""
    page = public_address("targets.results.index", **_here(g.round))
    address = public_address("notices.feeds.of_results", **_here(g.round))
    with force_locale("ko"):
        entries = result_entries(g.round, page)[:MOST]
        return _feed(f"{g.round.title} · 약속과 결과", address, page, entries)


def _feed(title, address, page, entries):
    body = atom(
        id=address, title=title, link=page, entries=entries, empty_at=EMPTY_AT, language="ko"
    )
    response = Response(body, content_type="application/atom+xml; charset=utf-8")
    response.last_modified = latest(entries, EMPTY_AT)
    response.cache_control.public = True
    response.cache_control.max_age = KEPT_S
    response.add_etag()
    return response.make_conditional(request)


def _issues(*wanted):
    """The newest listed issues as entries; each changed when its status last did."""
    query = db.select(Issue).where(Issue.listed, *wanted).order_by(Issue.id.desc()).limit(MOST)
    issues = db.session.scalars(query).all()
    changed = db.select(StatusChange.issue_id, db.func.max(StatusChange.created_at))
    changed = changed.where(StatusChange.issue_id.in_([issue.id for issue in issues]))
    changes = dict(db.session.execute(changed.group_by(StatusChange.issue_id)).all())
    names = g.municipality.district_names()
    with force_locale("ko"):
        return [
            _entry(issue, names.get(issue.district_id, ""), changes.get(issue.id))
            for issue in issues
        ]


def _entry(issue, place, changed_at):
    page = public_address("issues.show", **_here(issue.round), issue_id=issue.id)
    summary = f"[{PLAIN_STATUSES[issue.status][2]}] {place} {issue.body}".strip()
    category = str(CATEGORIES[issue.category][1])
    return FeedEntry(
        page,
        page,
        issue.title,
        summary[:SUMMARY],
        published=issue.created_at,
        updated=changed_at or issue.created_at,
        category=category,
    )


def _steps(issue, page):
    for step in issue.changes:
        name = str(PLAIN_STATUSES[step.status][2])
        link = f"{page}#step{step.id}"
        yield FeedEntry(link, page, name, step.reason or name, step.created_at, step.created_at)


def _comments(issue, page):
    query = db.select(IssueComment).filter_by(issue_id=issue.id, hidden_at=None)
    for comment in db.session.scalars(query.order_by(IssueComment.id.desc()).limit(MOST)):
        link = f"{page}#c{comment.id}"
        yield FeedEntry(
            link, link, "새 의견", comment.body[:SUMMARY], comment.created_at, comment.created_at
        )


def _here(round):
    return {"municipality": round.municipality.slug, "round_number": round.number}
