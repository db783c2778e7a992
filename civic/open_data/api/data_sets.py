"""Every round of every city as a data set, for dcat.jsonld."""

from flask_babel import force_locale
from flask_babel import gettext as _

from civic.db import db
from civic.open_data.api import dcat, resources
from civic.open_data.api.bundle import LICENCE
from civic.open_data.api.operations import OPERATIONS
from civic.places.models import Municipality
from civic.rounds.models import Round
from civic.web.addresses import answered_address

TABLES = ("issues", "solutions", "targets", "surveys")


def data_sets_of_all() -> dict:
    """In Korean, whoever asks: its words are marked as such."""
    places = db.session.scalars(db.select(Municipality).order_by(Municipality.slug)).all()
    with force_locale("ko"):
        name = _("함께 정하는 우리 도시")
        return dcat.catalogue(
            answered_address("open_data.api.v1.dcat"),
            title=name,
            description=_("주민이 제보한 도시문제, 해결방안, 투표 결과, 성과목표와 그 결과"),
            publisher=places[0].name if len(places) == 1 else name,
            page=answered_address("open_data.api.docs"),
            licence=LICENCE["path"],
            sets=[_data_set(round) for place in places for round in Round.of_city(place)],
        )


def _data_set(round: Round) -> dcat.DataSet:
    here = resources.here(round)
    files = [
        dcat.Distribution(
            answered_address(f"open_data.api.v1.{table}", format=format, **here), media_type
        )
        for table in TABLES
        for format, media_type in OPERATIONS[table].formats.items()
    ]
    whole = answered_address("open_data.api.v1.bundle", **here)
    return dcat.DataSet(
        address=answered_address("open_data.api.v1.round", **here),
        title=f"{round.municipality.name} {round.title}",
        description=_("주민이 제보한 도시문제, 해결방안, 투표 결과, 성과목표와 그 결과"),
        publisher=round.municipality.name,
        page=answered_address("home.show", **here),
        files=(*files, dcat.Distribution(whole, "application/zip")),
    )
