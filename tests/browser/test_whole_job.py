"""The whole job on a test's own city: tests/browser/whole_job.py."""

import re

import pytest

from civic.db import db
from tests.browser.whole_job import whole_job
from tests.paths import SHARED

PHOTO = SHARED / "photos" / "road_2.jpg"

pytestmark = pytest.mark.browser


@pytest.fixture
def city(app, page_of, look, round, person, open_phase):
    people = {
        "하준": person("하준", lives=True),
        "서연": person("서연", "planner"),
        "도윤": person("도윤", "consultant"),
    }

    class Here:
        photo = PHOTO

        def page_of(self, who, size):
            return page_of(people.get(who), size)

        def look(self, query):
            return look(query)

        def begin(self, kind):
            open_phase(kind)
            db.session.rollback()

        def code(self, address):
            sent = next(each for each in reversed(app.extensions["sender"].sent) if address in each)
            return re.search(r"\d{6}", str(sent))[0]

    return Here()


@pytest.mark.skipif(not PHOTO.exists(), reason="real photos are not here (../shared/data/photos)")
def test_from_a_phone_photo_to_the_filed_section(city, tmp_path):
    whole_job(city, tmp_path)
