"""Addresses, and names of fields, with numbers that no row can have."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form, FormField, StringField

from civic.web.row_numbers import LARGEST, RowList

STRANGE = ["²", "9" * 5000, "-1", "１", "x", ""]


@pytest.mark.parametrize("number", [LARGEST, LARGEST + 1, 10**30])
def test_a_number_too_large_for_a_row_is_not_found(client, round, number):
    assert client.get(f"/gaon/{number}/mine").status_code == 404


class Row(Form):
    title = StringField()


class Rows(Form):
    steps = RowList(FormField(Row))


def test_rows_are_those_whose_fields_have_numbers():
    fields = {f"steps-{number}-title": "가" for number in STRANGE}
    form = Rows(MultiDict(fields | {"steps-2-title": "나", "steps-10-title": "다"}))
    assert [row["title"] for row in form.steps.data] == ["나", "다"]


@pytest.mark.parametrize("number", STRANGE)
def test_no_number_of_a_row_is_an_error(round, person, as_person, open_phase, number):
    planner, minji = as_person(person("서연", "planner")), as_person(person("민지", lives=True))
    open_phase("propose")
    rows = {f"{name}-{number}-title": "가" for name in ("steps", "costs", "running", "lines")}
    assert minji.post("/gaon/1/solutions/", data=rows).status_code == 422
    moved = {"from": number, "to": number, "issue": number}
    move = planner.post("/gaon/1/office/themes/move", data=moved)
    assert move.status_code in (303, 404)
    open_phase("target")
    points = {f"points-{number}": "1", f"weight-{number}": "1"}
    for way in ("points", "weights"):
        assert planner.post(f"/gaon/1/targets/{way}", data=points).status_code < 500
        assert minji.post(f"/gaon/1/targets/{way}", data=points).status_code < 500
