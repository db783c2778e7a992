"""Who has just reported with a photo is told that faces on it can be covered, and finds the way."""

import pytest

from civic.db import db
from civic.issues.models import Issue
from civic.photos.models import Photo
from tests.factory import report_issue
from tests.photos.redaction.pictures import FACE_BOX, form, with_face

OFFER = "얼굴이나 번호판이 보이면 가릴 수 있어요"


@pytest.fixture
def issue(app, round, minji):
    photo = Photo.take_in(app.extensions["photo_store"], with_face(), minji)
    issue = report_issue(round, minji, photos=[(photo, "횡단보도")])
    db.session.commit()
    return issue


@pytest.mark.parametrize("page", ["/sent", ""])
def test_the_reporter_is_offered_it_and_comes_back(page, issue, minji, as_person):
    browser, here = as_person(minji), f"/gaon/1/issues/{issue.id}{page}"
    key = issue.photos[0].photo.key
    text = browser.get(here).text
    link = f"/photos/gaon/redact/{key}?back={here}"
    assert OFFER in text and link in text
    assert f'href="{here}"' in browser.get(link).text
    answer = browser.post(f"/photos/gaon/redact/{key}", data=form(FACE_BOX, back=here))
    assert f'href="{here}"' in browser.get(answer.location).text
    db.session.expire_all()
    assert db.session.get_one(Issue, issue.id).photos[0].photo.key != key


def test_a_report_without_a_photo_offers_nothing(round, minji, as_person):
    issue = report_issue(round, minji)
    db.session.commit()
    assert OFFER not in as_person(minji).get(f"/gaon/1/issues/{issue.id}/sent").text


def test_others_are_not_offered_it_nor_the_reporter_once_the_city_decides(
    issue, minji, junho, seoyeon, as_person, client
):
    here = f"/gaon/1/issues/{issue.id}"
    for browser in (client, as_person(junho)):
        assert OFFER not in browser.get(here).text and "/redact/" not in browser.get(here).text
    issue.set_status("reviewing", seoyeon, "")
    db.session.commit()
    page = as_person(minji).get(here).text
    assert OFFER not in page and "/redact/" in page
