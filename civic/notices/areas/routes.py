"""동네 소식: which districts and circles somebody hears of, and the city's feeds as links."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from civic.db import db
from civic.notices.areas.forms import AreaForm
from civic.notices.areas.models import AreaWatch
from civic.notices.areas.rules import MOST, TooManyAreas
from civic.web.errors import refuse_when

bp = Blueprint("areas", __name__, url_prefix="/<municipality>/areas")


@bp.get("/")
def show():
    return _page(AreaForm(formdata=None, district_id=str(current_user.home_district_id or "")))


@bp.post("/")
def add():
    form = AreaForm()
    if not form.validate_on_submit():
        return _page(form), 422
    if form.point is not None:
        radius_m = int(form.radius_m.data)
        AreaWatch.watch_around(current_user, g.municipality, *form.point, radius_m=radius_m)
    else:
        AreaWatch.watch_district(current_user, form.district)
    db.session.commit()
    flash(_("이제 이곳의 새 제보를 알려 드려요."), "ok")
    return redirect(url_for(".show"), 303)


@bp.post("/<int:area_id>/drop")
def drop(area_id):
    mine = db.select(AreaWatch).filter_by(id=area_id, person_id=current_user.id)
    db.session.delete(db.first_or_404(mine.filter_by(municipality_id=g.municipality.id)))
    db.session.commit()
    flash(_("더는 알려 드리지 않아요."), "ok")
    return redirect(url_for(".show"), 303)


too_many = _l("%(n)s곳까지 받을 수 있어요. 하나를 지우고 더해 주세요.", n=MOST)
refuse_when(bp, {TooManyAreas: (too_many, 409)})


def _page(form):
    areas = AreaWatch.of(current_user, g.municipality)
    return render_template("notices/areas/show.html", form=form, areas=areas, most=MOST)
