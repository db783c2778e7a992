"""A withheld photo is seen by the office of its own city alone, and each look is logged."""

import pytest

from civic.db import db
from civic.issues.photos import IssuePhoto
from civic.people.access_log.models import AccessEntry
from civic.photos.models import Photo
from civic.photos.owners import municipalities_of
from tests.factory import add_issue, add_person, add_round_elsewhere
from tests.photos.test_upload import phone_photo


@pytest.fixture
def withheld(app, round, seoyeon):
    """Of a report of 가온시."""
    photo = Photo.take_in(app.extensions["photo_store"], phone_photo(), seoyeon)
    issue = add_issue(round)
    db.session.add(IssuePhoto(issue_id=issue.id, photo_id=photo.id, position=0, alt=""))
    photo.attach()
    photo.withhold()
    db.session.commit()
    return photo


def look(client, photo):
    return client.get(f"/photos/{photo.key}.jpg").status_code


def test_a_withheld_photo_is_for_that_citys_office_alone(
    withheld, seoyeon, minji, client, as_person, call, gaon, person
):
    stranger = add_person("도윤", "planner", city=add_round_elsewhere(call).municipality)
    db.session.commit()
    assert municipalities_of(withheld.id) == {gaon.id}
    assert look(as_person(seoyeon), withheld) == 200
    assert look(as_person(person("다온", "operator")), withheld) == 200
    for browser in (as_person(stranger), as_person(minji), client):
        assert look(browser, withheld) == 410
    entries = db.session.scalars(db.select(AccessEntry)).all()
    looks = [(entry.data, entry.whose) for entry in entries]
    assert looks == [("photo", f"photo {withheld.id}")] * 2


def test_of_nothing_any_more_it_is_for_who_sent_it(withheld, seoyeon, as_person, person):
    db.session.execute(db.delete(IssuePhoto))
    db.session.commit()
    assert municipalities_of(withheld.id) == set()
    assert look(as_person(seoyeon), withheld) == 200
    assert look(as_person(person("지호", "planner")), withheld) == 410
