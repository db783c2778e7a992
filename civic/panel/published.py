"""What everybody may read of a panel: its strata with safe numbers, and the files of the draw."""

import json
from dataclasses import dataclass
from pathlib import Path

from flask_babel import force_locale
from sqlalchemy import func, select

from civic.db import db
from civic.disclosure_control import LEAST, suppress
from civic.korean_time import SEOUL
from civic.panel.applicants import Applicant, PanelInvitation
from civic.panel.draw import redraw
from civic.panel.draw.redraw import FORMAT, people_in
from civic.panel.labels import stratum_name
from civic.panel.models import Panel
from civic.web.filters import called

FILES = ("applicants.csv", "panel.json", "redraw.py")


@dataclass(frozen=True)
class StratumRow:
    """residents: of its districts and ages. applicants: None where hidden, and before the list."""

    name: str
    residents: int
    seats: int
    applicants: int | None


@dataclass(frozen=True)
class PanelFigures:
    """applicants: None under the least number that is told. members: who accepted; asked: who has
    a seat, accepted or not. meetings are counted by whoever knows of them."""

    applicants: int | None
    asked: int
    members: int
    reserve: int
    strata: list[StratumRow]
    least: int = LEAST


def figures_of(panel: Panel) -> PanelFigures:
    """Numbers that may be published, as everybody sees them."""
    counted = select(Applicant.stratum, func.count()).filter_by(panel_id=panel.id)
    by_code = dict(db.session.execute(counted.group_by(Applicant.stratum)).all())
    total = sum(by_code.values())
    codes = panel.codes or [None] * len(panel.strata())
    table = {(str(n), "all"): by_code.get(code, 0) for n, code in enumerate(codes)}
    shown = suppress({"strata": table}).cells if panel.codes and table else {}
    districts = {each.code: called(each) for each in panel.round.municipality.districts}
    twice = 2 if "sex" in panel.features else 1  # see draw/cells.py
    rows = [
        StratumRow(
            stratum_name(panel, cells, districts),
            people_in(cells) // twice,
            seats,
            shown.get(("strata", str(n), "all")),
        )
        for n, (cells, seats) in enumerate(panel.strata())
    ]
    members, reserve = panel.now_in()
    accepted = select(func.count()).select_from(PanelInvitation).join(Applicant)
    accepted = accepted.where(PanelInvitation.panel_id == panel.id)
    accepted = accepted.where(PanelInvitation.accepted_at.is_not(None))
    joined = db.session.scalars(accepted.where(Applicant.number.in_(members))).one()
    applicants = total if total >= LEAST else None
    return PanelFigures(applicants, len(members), joined, len(reserve), rows)


def files_of(panel: Panel) -> dict[str, bytes]:
    """By name; none before the list is published."""
    if panel.closed_at is None:
        return {}
    with force_locale("ko"):  # the same file for every reader
        described = json.dumps(_described(panel), ensure_ascii=False, indent=1) + "\n"
    program = Path(redraw.__file__).read_bytes()
    return dict(zip(FILES, (panel.listed(), described.encode(), program), strict=True))


def _described(panel: Panel) -> dict:
    """panel.json"""
    chosen, reserve = panel.drawn()
    members, left = panel.now_in()
    rows = figures_of(panel).strata
    place = panel.round.municipality
    assert panel.closed_at is not None  # as files_of asks
    return {
        "format": FORMAT,
        "panel": f"{place.slug}/{panel.round.number}",
        "size": panel.size,
        "reserve_each": panel.reserve_each,
        "features": panel.features,
        "population_source": panel.population_source,
        "population_on": panel.population_on.isoformat() if panel.population_on else None,
        "cells": panel.cells,
        "strata": [
            {"name": row.name, "people": people_in(cells), "seats": row.seats}
            for row, (cells, _seats) in zip(rows, panel.strata(), strict=True)
        ],
        "seats": {str(code): seats for code, seats in sorted(panel.seats().items())},
        "source": panel.source,
        "source_round": panel.source_round,
        "known_at": panel.known_at.astimezone(SEOUL).isoformat(),
        "closed_at": panel.closed_at.astimezone(SEOUL).isoformat(timespec="seconds"),
        "list_sha256": panel.list_sha256,
        "seed_value": panel.seed_value,
        "seed": panel.seed,
        "chosen": chosen,
        "reserve": reserve,
        "departures": panel.departed(),
        "members": members,
        "reserve_left": left,
    }
