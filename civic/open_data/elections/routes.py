"""A vote's file, counted by every rule while its sender waits."""

from flask import Blueprint, render_template

from civic.open_data.elections.forms import ElectionForm
from civic.open_data.elections.labels import REASONS
from civic.rounds.labels import COUNTING_NAMES
from civic.web.limits import address, by_setting
from civic.web.security import locks_late, takes_uploads

bp = Blueprint("elections", __name__, url_prefix="/open-data/elections")
LIMIT = "UPLOAD_LIMIT"


@bp.get("/")
def show():
    return _page(ElectionForm(formdata=None))


@bp.post("/")
@locks_late
@takes_uploads
@by_setting(LIMIT, of=address)
def count():
    """Nothing is written: the file is gone with the request."""
    form = ElectionForm()
    good = form.validate()
    return _page(form), 200 if good else 422


def _page(form):
    rows = form.compared.rows if form.compared else []
    return render_template(
        "open_data/elections/show.html",
        form=form,
        compared=form.compared,
        names={row.listed.id: row.listed.name or row.listed.id for row in rows},
        RULES=COUNTING_NAMES,
        REASONS=REASONS,
    )
