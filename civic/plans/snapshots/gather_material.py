"""The part of a snapshot that planners brought: tables, pictures and chapters of their own."""

from flask import current_app

from civic.plans.material.models import Material
from civic.plans.section.schema.material import MaterialData
from civic.plans.snapshots.gather_pictures import file_of
from civic.rounds.models import Round


def material(round: Round) -> list[MaterialData]:
    """In the planner's order; no picture that is withheld or whose file is gone."""
    rows = [_row(each) for each in Material.of(round)]
    return [row for row in rows if row["kind"] != "picture" or row["jpeg"]]


def _row(each: Material) -> MaterialData:
    photo = each.photo if each.photo and each.photo.withheld_at is None else None
    store = current_app.extensions["photo_store"]
    return {
        "key": each.key,
        "kind": each.kind,
        "place": each.place,
        "title": each.title,
        "source": each.source,
        "unit": each.unit,
        "columns": each.cells[0] if each.cells else [],
        "cells": each.cells[1:],
        "alt": each.alt,
        "jpeg": file_of(store, photo.names) if photo else "",
        "width": photo.width if photo else 0,
        "height": photo.height if photo else 0,
        "lines": each.lines(),
    }
