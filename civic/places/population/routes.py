"""The planner enters or imports how many live in each district, by age band."""

from typing import NamedTuple

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from civic.db import db, one_moment
from civic.places.population.forms import PopulationForm
from civic.places.population.labels import ROW_MISTAKES
from civic.places.population.models import Population
from civic.places.population.rows import ALL, BAND_LABELS, BANDS, write_rows
from civic.web.security import locks_late, takes_uploads

SHOWN_MISTAKES = 50

bp = Blueprint("population", __name__, url_prefix="/<int:round_number>/office/population")


@bp.get("")
def show():
    place, people = g.municipality, Population.of(g.municipality)
    form = PopulationForm(
        formdata=None,
        rows=write_rows(people, place.district_names()) if people else "",
        source=place.population_source,
        base_on=place.population_on,
    )
    return population_page(form, people)


@bp.post("")
@takes_uploads
@locks_late
def save():
    """Look at the rows first, or keep them; one mistake keeps nothing."""
    with one_moment():  # nobody waits for the database while the rows are read
        districts = g.municipality.district_ids()
    form, saves = PopulationForm(), request.form.get("act") == "save"
    fine = form.validate() if saves else True
    fine = form.read_rows(districts) and fine
    if not fine or not saves or form.read.mistakes:
        people = form.read.people if form.read else {}
        return population_page(form, people), 200 if fine and not saves else 422
    Population.replace(g.municipality, form.read.people, form.source.data, form.base_on.data)
    db.session.commit()
    flash(_("읍면동별 인구를 저장했어요."), "ok")
    return redirect(url_for(".show"), 303)


def population_page(form, people):
    mistakes = form.read.mistakes if form.read else []
    rows = district_rows(people)
    return render_template(
        "places/population/show.html",
        form=form,
        mistakes=[(m.number, ROW_MISTAKES[m.why], m.value) for m in mistakes[:SHOWN_MISTAKES]],
        wrong_rows=len({mistake.number for mistake in mistakes}),
        rows=rows,
        total=sum(row.total or 0 for row in rows),
        unknown=[row.name for row in rows if row.total is None],
        bands=[BAND_LABELS[band] for band in BANDS],
        checked=form.read is not None,
    )


class DistrictPopulation(NamedTuple):
    """A district's people by band, and all of them; None where nobody knows."""

    name: str
    by_band: list[int | None]
    total: int | None


def district_rows(people) -> list[DistrictPopulation]:
    rows = []
    for district in g.municipality.districts:
        by_band = [people.get((district.id, band)) for band in BANDS]
        known = [n for n in [*by_band, people.get((district.id, ALL))] if n is not None]
        rows.append(DistrictPopulation(district.name, by_band, sum(known) if known else None))
    return rows
