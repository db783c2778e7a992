"""A photo of a hidden issue is gone for the public, and back when the issue is."""

import pytest

from civic.db import db
from civic.photos.models import Photo


@pytest.fixture
def bus(app, report, minji, jpeg):
    photo = Photo.take_in(app.extensions["photo_store"], jpeg(), minji)
    return report(minji, photos=[(photo, "빈 정류장")])


def test_its_photo_goes_with_a_hidden_issue_and_comes_back(client, bus):
    small = f"/photos/{bus.cover_key}-s.jpg"
    assert client.get(small).headers["X-Accel-Expires"] == "300"  # seconds a proxy keeps it
    bus.hide("얼굴이 보여요")
    db.session.commit()
    assert client.get(small).status_code == 410
    assert client.get(f"/photos/{bus.cover_key}.jpg").status_code == 410
    bus.restore()
    db.session.commit()
    assert client.get(small).status_code == 200


def test_the_office_still_sees_it_to_decide(as_person, person, minji, bus):
    bus.hide("얼굴이 보여요")
    db.session.commit()
    address = f"/photos/{bus.cover_key}.jpg"
    answer = as_person(person("서연", "planner")).get(address)
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    assert "X-Accel-Expires" not in answer.headers
    assert as_person(minji).get(address).status_code == 410
