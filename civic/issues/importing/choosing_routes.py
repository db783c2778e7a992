"""Which sheet, which row names the columns, and which column is what."""

from flask import Blueprint, redirect, render_template, request, url_for

from civic.db import db, one_moment
from civic.issues.importing.finders import find_import
from civic.issues.importing.labels import FIELD_NAMES, about_choices
from civic.issues.importing.mapping import (
    NothingToRead,
    asks_again,
    assume_default_points,
    guess,
    read_choices,
    read_header,
)
from civic.issues.importing.preview import column_plans, header_choices
from civic.issues.importing.reading.columns import category_values, default_points, is_known_name
from civic.issues.importing.reading.kinds import category_of
from civic.issues.labels import CATEGORIES
from civic.places.tables import Grid, UnreadableFile, read_grid
from civic.places.tables.labels import about_file
from civic.web.security import locks_late

bp = Blueprint("choosing", __name__, url_prefix="/<int:import_id>")


@bp.get("")
def columns(import_id):
    issue_import = find_import(import_id)
    return _page(issue_import, issue_import.grid(), issue_import.table())


@bp.post("/table")
@locks_late
def choose_table(import_id):
    """Read another sheet, or take other rows for the header; the columns are guessed anew."""
    with one_moment():  # nobody waits for the database while the file is unpacked
        issue_import = find_import(import_id)
        grid, table = issue_import.grid(), issue_import.table()
        source = issue_import.source
    try:
        other = other_sheet(source, grid, request.form.get("sheet", ""))
        lower = read_header({} if other else request.form, other or grid)
    except UnreadableFile as wrong:
        return _page(issue_import, grid, table, about_table(wrong)), 422
    find_import(import_id).take_table(other, guess(lower), lower)
    db.session.commit()
    return redirect(url_for(".columns", import_id=import_id), 303)


@bp.post("")
@locks_late
def choose_columns(import_id):
    """Keep the choices; show them again when they bring up values not seen yet."""
    with one_moment():
        issue_import = find_import(import_id)
        grid, table = issue_import.grid(), issue_import.table()
    try:
        mapping = read_choices(request.form, table)
    except NothingToRead as wrong:
        return _page(issue_import, grid, table, about_choices(wrong.why, wrong.what)), 422
    step = "issues.importing.review", None
    if asks_again(request.form, mapping, table):
        mapping, step = assume_default_points(mapping, table), (".columns", "values")
    find_import(import_id).map_by(mapping, table)
    db.session.commit()
    return redirect(url_for(step[0], import_id=import_id, _anchor=step[1]), 303)


def other_sheet(source: bytes | None, grid: Grid, name: str) -> Grid | None:
    """The grid of another sheet of a workbook; None when there is none of this name, or it is the
    one at hand. Raises: UnreadableFile."""
    return read_grid(source, name) if source is not None and name in grid.others else None


def about_table(wrong: UnreadableFile) -> str:
    """Why a sheet or a row can't be taken."""
    return about_choices(wrong.why) if wrong.why == "no_rows" else about_file(wrong)


def _page(issue_import, grid, table, wrong=""):
    mapping = issue_import.mapping
    personal, others = mapping.get("personal", ()), grid.other_headers(is_known_name)
    plans = column_plans(table, mapping["columns"], personal)
    if wrong:
        plans = [plan.chosen(request.form.get(f"as-{plan.name}", plan.field)) for plan in plans]
    chosen = {plan.field: plan.name for plan in plans if plan.field}
    return render_template(
        "issues/importing/columns.html",
        issue_import=issue_import,
        grid=grid,
        table=table,
        columns=chosen,
        plans=plans,
        fields=FIELD_NAMES,
        kinds=category_values(table, chosen.get("category")),
        category_of=category_of,
        points=default_points(table, chosen),
        categories=CATEGORIES,
        headers=header_choices(grid.possible_headers, table, personal)
        + header_choices(others, table, ()),
        other_headers=others,
        wrong=wrong,
    )
