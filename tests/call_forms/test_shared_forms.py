"""Real forms of ministries, where they are on the machine: filled and read back."""

import random

import pytest

from civic.call_forms.fill import fill
from civic.call_forms.read import read_form
from tests.call_forms.readers import READERS, squeezed
from tests.paths import SHARED

FORMS = sorted((SHARED / "forms").glob("*.hwp*")) if (SHARED / "forms").exists() else []


@pytest.mark.skipif(not FORMS, reason="the shared forms are not on this machine")
@pytest.mark.parametrize("to", ["hwpx", "hwp"])
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name[:2])
def test_a_real_form_is_filled_and_read_back(path, to):
    if path.stat().st_size > 520_000:
        pytest.skip("the largest form takes seconds")
    form = read_form(path.read_bytes(), path.name)
    values = some_values(form, 6)
    filled = fill(path.read_bytes(), path.name, values, to)
    assert len(filled.receipt.changed) == len(values)
    for name, text in READERS.items():
        seen = squeezed(text(filled.data))
        missing = [said for said in values.values() if squeezed(str(said)) not in seen]
        assert [said for said in missing if said is not True] == [], name


def some_values(form, most: int, seed: int = 3) -> dict:
    """A text for some cells and fields, a mark for some boxes."""
    rng, values = random.Random(seed), {}
    for kind in ("cell", "field", "checkbox"):
        places = [place for place in form.places if place.kind == kind]
        for place in rng.sample(places, min(most, len(places))):
            number = len(values) + 100
            values[place.key] = True if kind == "checkbox" else f"채운값{number}끝"
    return values
