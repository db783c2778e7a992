"""The parts of pages that show a place: the drawn city, the picker and the live map."""

from flask import g, render_template, render_template_string
from markupsafe import Markup

from civic.places.models import Municipality

CITY = '{% set city = outline_of(place) %}{% include "places/_city_map.html" %}'


def drawn(app, place, **context) -> str:
    with app.test_request_context():
        return render_template_string(CITY, place=place, **context)


def test_the_city_is_drawn_without_any_script(app, gaon):
    page = drawn(app, gaon, map_label="가온시 지도")
    assert page.count("<path") == 2
    assert 'role="img" aria-label="가온시 지도"' in page
    assert "달내동</text>" in page
    assert "<script" not in page
    assert "style=" not in page


def test_a_map_that_says_nothing_new_is_decoration(app, gaon):
    assert 'aria-hidden="true"' in drawn(app, gaon)


def test_the_district_at_hand_a_pin_and_counts_are_marked(app, gaon):
    west, east = gaon.districts
    page = drawn(app, gaon, here=west.id, pin=(36.55, 127.15), counts={west.id: 1, east.id: 1234})
    assert page.count('class="here"') == 1
    assert page.count('class="q4"') == 1
    assert "1,234</tspan>" in page
    assert 'class="pin"' in page


def test_names_are_escaped(app, gaon):
    gaon.districts[0].name = "<b>달내</b>"
    gaon.map_version += 1
    assert "<b>" not in drawn(app, gaon)


def test_a_municipality_without_districts_has_no_map(app):
    place = Municipality(id=1, slug="x", name="x", app_name="x", map_version=1)
    assert drawn(app, place).strip() == ""


def test_the_picker_has_no_default_point_and_keeps_what_was_chosen(app, gaon):
    class Field:
        data = None

    class Form:
        lat, lon = Field(), Field()

    with app.test_request_context():
        g.municipality = gaon
        page = render_template("places/_picker.html", form=Form, municipality=gaon)
        assert 'name="lat" value=""' in page
        assert "data-place-search" not in page  # no geocoder is set
        assert Markup('data-bounds="127.00000,36.50000,127.20000,36.60000"') in page
        Form.lat.data = "36.55"
        page = render_template("places/_picker.html", form=Form, municipality=gaon)
        assert 'name="lat" value="36.55"' in page


def test_the_live_map_carries_its_sentences_and_addresses(app, gaon):
    with app.test_request_context():
        page = render_template("places/_live_map.html", municipality=gaon, feed="/feed?a=1&b=2")
    assert f"/gaon/districts.geojson?v={gaon.map_version}" in page
    assert 'data-feed="/feed?a=1&amp;b=2"' in page
    assert "가온시 밖이에요" in page
