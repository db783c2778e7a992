"""A photo of a hidden issue is gone for the public, and back when the issue is."""

from datetime import timedelta

import pyotp
import pytest

from civic.db import db, now
from civic.people.posting import WAITS
from civic.people.second_factor.models import SecondFactor
from civic.photos.models import Photo
from tests.apps import KEY


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


def test_after_a_quarter_of_an_hour_words_lead_to_the_factor_and_back(
    as_person, person, bus, clock
):
    seoyeon = person("서연", "planner")
    bus.hide("얼굴이 보여요")
    factor = SecondFactor.begin(seoyeon, KEY)
    factor.confirm(pyotp.TOTP(factor.secret([KEY])).at(now()), [KEY])
    db.session.commit()
    office, page, picture = as_person(seoyeon), f"/gaon/1/issues/{bus.id}", bus.cover_key
    seoyeon.sign_in.factor_at = now()
    db.session.commit()
    assert f"/photos/{picture}.jpg" in office.get(page).text
    clock(timedelta(minutes=16))
    answer = office.get(page).text
    assert f"/photos/{picture}" not in answer
    assert f"/second-factor?next={page}" in answer
    assert office.get(f"/photos/gaon/redact/{picture}").location.startswith("/second-factor?")


def test_who_waits_for_a_look_reads_that_the_photo_does_too(as_person, minji, bus):
    bus.hide(WAITS)
    db.session.commit()
    answer = as_person(minji).get(f"/gaon/1/issues/{bus.id}").text
    assert "사진은 담당자가 살펴본 뒤에 보여요." in answer
    assert bus.cover_key not in answer
