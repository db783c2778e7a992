"""Asking for a grouping, its progress, and what becomes of what it proposes."""

from flask import Blueprint, abort, flash, g, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select

from civic.db import db
from civic.issues.models import Issue
from civic.themes.log import ThemeChange
from civic.themes.models import Theme
from civic.themes.proposals import adopting
from civic.themes.proposals.adopting import ProposalClosed
from civic.themes.proposals.labels import FAILURES, STEPS
from civic.themes.proposals.models import GroupingProposal
from civic.themes.proposals.run import GROUPINGS
from civic.themes.rules import ENOUGH_TEXTS
from civic.web.errors import refuse_when
from civic.web.htmx import render_page, wants_partial

bp = Blueprint("proposals", __name__, url_prefix="/<int:round_number>/office/themes/proposals")
bp.record_once(GROUPINGS.take_from_queue)


refuse_when(bp, {ProposalClosed: (_l("그사이 다른 담당자가 받아들였거나 버린 제안이에요."), 409)})


@bp.post("/")
def ask():
    proposal_id = GroupingProposal.ask(g.round, current_user).id
    db.session.commit()
    GROUPINGS.wake(proposal_id)
    return redirect(url_for(".show", proposal_id=proposal_id), 303)


@bp.get("/<int:proposal_id>")
def show(proposal_id):
    """How far it is; once done, its groups beside today's themes."""
    proposal = _find(proposal_id)
    seen = f"{proposal.state}-{proposal.percent}-{proposal.step}-{proposal.is_lost}"
    if wants_partial() and request.args.get("seen") == seen:
        return "", 204
    page = make_response(
        render_page(
            "themes/proposals/show.html",
            "themes/proposals/_progress.html",
            proposal=proposal,
            seen=seen,
            step=STEPS[proposal.step],
            failure=FAILURES.get("lost" if proposal.is_lost else proposal.failure, ""),
            **_groups(proposal),
        )
    )
    if wants_partial() and proposal.state == "done":
        page.headers["HX-Redirect"] = url_for(".show", proposal_id=proposal.id)
    return page


@bp.post("/<int:proposal_id>/cancel")
def cancel(proposal_id):
    _find(proposal_id).cancel()
    db.session.commit()
    return redirect(url_for(".show", proposal_id=proposal_id), 303)


@bp.post("/<int:proposal_id>/adopt")
def adopt(proposal_id):
    """One group, into a theme there is or as a new one; or every one."""
    proposal, number = _find(proposal_id), request.form.get("group", "")
    if number == "all":
        return _adopt_all(proposal)
    if not number.isdecimal() or len(number) > 4 or int(number) >= len(proposal.groups):
        abort(404)
    into = request.form.get("into", "")
    theme_id = int(into) if into.isdecimal() and len(into) <= 9 else None
    theme, changes = adopting.adopt(proposal, int(number), theme_id)
    moved = len(changes.placements)
    ThemeChange.record(g.round, "adopt", current_user, changes, n=moved, theme=theme.called)
    db.session.commit()
    flash(_("%(n)s건을 ‘%(theme)s’ 주제로 받아들였어요.", n=f"{moved:,}", theme=theme.called), "ok")
    return redirect(url_for(".show", proposal_id=proposal_id, _anchor=f"group-{number}"), 303)


@bp.post("/<int:proposal_id>/drop")
def drop(proposal_id):
    proposal = _find(proposal_id)
    proposal.close()
    db.session.commit()
    flash(_("제안을 버렸어요. 지금 있는 주제는 그대로예요."), "ok")
    return redirect(url_for("themes.desk.index"), 303)


def _adopt_all(proposal):
    changes = adopting.adopt_all(proposal)
    moved = len(changes.placements)
    ThemeChange.record(g.round, "adopt", current_user, changes, n=moved)
    db.session.commit()
    flash(_("제안을 받아들여 %(n)s건을 묶었어요. 이제 이름을 붙여 주세요.", n=f"{moved:,}"), "ok")
    return redirect(url_for("themes.desk.names"), 303)


def _groups(proposal) -> dict:
    """What the side-by-side page shows of a proposal that can be adopted."""
    if not proposal.is_open:
        return {"groups": []}
    themes = {theme.id: theme for theme in Theme.of(g.round)}
    central = [id for group in proposal.groups for id in group["central"][:3]]
    titles = select(Issue.id, Issue.title).where(Issue.id.in_(central), Issue.listed)
    return {
        "groups": list(zip(proposal.groups, adopting.besides(proposal), strict=True)),
        "themes": themes,
        "titles": dict(db.session.execute(titles).all()),
        "least": ENOUGH_TEXTS if g.round.issues_count < ENOUGH_TEXTS else None,
    }


def _find(proposal_id: int) -> GroupingProposal:
    here = db.select(GroupingProposal).filter_by(id=proposal_id, round_id=g.round.id)
    return db.first_or_404(here)
