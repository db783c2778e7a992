"""소식 받기 on an issue, and "this is it" in place of reporting it again."""

from flask import Blueprint, flash, url_for
from flask_babel import gettext as _
from flask_login import current_user

from civic.db import db
from civic.issues.finders import find_issue
from civic.web.htmx import render_or_redirect, wants_partial
from civic.web.security import takes_uploads

bp = Blueprint("following", __name__, url_prefix="/<int:round_number>/issues/<int:issue_id>")


@bp.post("/same")
@takes_uploads  # sent from the report form, photos and all
def same_problem(issue_id):
    issue = find_issue(issue_id)
    issue.same_problem(current_user)
    db.session.commit()
    if not wants_partial():
        flash(_("공감했어요. 달라지면 알려 드릴게요."), "ok")
    return render_or_redirect("issues/reporting/_same.html", _page(issue), issue=issue)


@bp.post("/follow")
def follow(issue_id):
    issue = find_issue(issue_id)
    issue.follow(current_user)
    db.session.commit()
    return render_or_redirect("issues/_follow.html", _page(issue), issue=issue)


@bp.post("/follow/withdraw")
def stop(issue_id):
    issue = find_issue(issue_id)
    issue.stop_following(current_user)
    db.session.commit()
    return render_or_redirect("issues/_follow.html", _page(issue), issue=issue)


def _page(issue):
    return url_for("issues.show", issue_id=issue.id)
