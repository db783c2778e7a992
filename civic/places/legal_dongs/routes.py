"""The planner brings in which 행정동 each 법정동 lies in, so that addresses tell a district."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from civic.db import db, one_moment
from civic.places.legal_dongs.forms import LegalDongForm
from civic.places.legal_dongs.models import LegalDong
from civic.web.security import locks_late, takes_uploads

bp = Blueprint("legal_dongs", __name__, url_prefix="/<int:round_number>/office/legal-dongs")


@bp.get("")
def show():
    return _page(LegalDongForm(formdata=None))


@bp.post("")
@takes_uploads
@locks_late
def save():
    """Keep the table in the place of the one before."""
    with one_moment():  # nobody waits for the database while the rows are read
        districts = g.municipality.district_ids()
    form = LegalDongForm()
    if not form.read_file(districts) or form.read is None:
        return _page(form), 422
    count = LegalDong.replace(g.municipality, form.read.pairs)
    db.session.commit()
    flash(_("법정동 %(n)s줄을 저장했어요.", n=f"{count:,}"), "ok")
    if form.read.unknown:
        rows = ", ".join(f"{number} ({where})" for number, where in form.read.unknown)
        flash(_("어느 읍면동인지 알 수 없어 뺀 행: %(rows)s", rows=rows[:300]), "warn")
    return redirect(url_for(".show"), 303)


def _page(form):
    return render_template(
        "places/legal_dongs/show.html",
        form=form,
        dongs=LegalDong.of(g.municipality),
        names=g.municipality.district_names(),
    )
