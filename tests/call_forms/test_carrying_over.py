"""Places of a form are found again in a changed one, or asked for: never a wrong one."""

import random
from collections import Counter

import pytest

from civic.call_forms.match import carry_over
from civic.call_forms.read import read_form
from tests.call_forms.changing import CHANGES, change, outcome
from tests.call_forms.small_forms import INDICATORS, SUMMARY, hwpx_form
from tests.paths import SHARED

FORMS = sorted((SHARED / "forms").glob("*.hwp*")) if (SHARED / "forms").exists() else []


def _tried(form, places, seed=7):
    counts, kept = Counter(), Counter()
    for place in places:
        for kind in CHANGES:
            changed = change(form, place, kind, seed)
            if changed is None:
                continue
            found = outcome(changed, place)
            counts[found] += 1
            if changed.kept_label:
                kept[found] += 1
            assert found != "wrong", (kind, place.label, place.hops, place.path)
    return counts, kept


def test_an_unchanged_form_keeps_every_place():
    form = read_form(hwpx_form(), "a.hwpx")
    carried = carry_over(form.places, form.places)
    assert [one.new_place for one in carried] == form.places


def test_ten_changes_at_each_place_carry_none_to_a_wrong_one():
    form = read_form(hwpx_form(), "a.hwpx")
    _counts, kept = _tried(form, [place for place in form.places if place.kind == "cell"])
    assert kept["right"] >= 0.9 * kept.total()


def test_a_renamed_label_is_asked_with_the_likeliest_places():
    form = read_form(hwpx_form(), "a.hwpx")
    place = next(place for place in form.places if place.label == "담당부서")
    summary = [["사업 부서명" if text == "담당부서" else text for text in row] for row in SUMMARY]
    (carried,) = carry_over([place], read_form(hwpx_form(summary=summary), "b.hwpx").places)
    assert carried.new_place is None
    assert len(carried.candidates) <= 3


def test_a_table_with_a_new_column_is_asked():
    form = read_form(hwpx_form(), "a.hwpx")
    rows = next(place for place in form.places if place.kind == "rows")
    wider = [[*row, "비고" if n == 0 else ""] for n, row in enumerate(INDICATORS)]
    (carried,) = carry_over([rows], read_form(hwpx_form(indicators=wider), "b.hwpx").places)
    assert carried.new_place is None


@pytest.mark.skipif(not FORMS, reason="the shared forms are not on this machine")
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name[:2])
def test_real_forms_changed_carry_no_place_to_a_wrong_one(path):
    if path.stat().st_size > 250_000:
        pytest.skip("the largest are tried by hand: seconds a change")
    form = read_form(path.read_bytes(), path.name)
    cells = [p for p in form.places if p.kind == "cell" and p.hops.startswith("right")]
    places = random.Random(1).sample(cells, min(1, len(cells)))
    _tried(form, places)
