"""The whole job of whole_job.py, on one server beside the test."""

import pytest

from civic.db import db
from tests.browser.conftest import DESK, PHONE
from tests.browser.whole_job import World, whole_job
from tests.paths import SHARED

PHOTO = SHARED / "photos" / "road_2.jpg"

pytestmark = pytest.mark.browser


@pytest.mark.skipif(not PHOTO.exists(), reason="real photos are not here (../shared/data/photos)")
def test_from_a_phone_photo_to_the_filed_section(
    app, page_of, look, round, person, open_phase, tmp_path
):
    def begin(kind):
        open_phase(kind)
        db.session.rollback()

    def letter(_address):
        return str(app.extensions["sender"].sent[-1])

    planner, consultant = person("서연", "planner"), person("도윤", "consultant")
    hajun = page_of(person("하준", lives=True), PHONE)
    seoyeon = page_of(planner, DESK)
    minji, doyun = page_of(None, PHONE), page_of(consultant, PHONE)
    world = World(begin, look, letter, PHOTO, tmp_path)
    whole_job(world, minji, hajun, seoyeon, doyun)
