"""Reports, made quickly, and photos of plain colours."""

import io

import pytest
from PIL import Image

from civic.db import db
from tests.factory import report_issue

TOLD = {
    "title": "마을버스를 한 시간 넘게 기다려요",
    "body": "막차가 6시 40분이에요.",
    "category": "transit",
    "place": "달내천로 41 앞",
    "lat": 36.55,
    "lon": 127.05,
    "shows_name": False,
}


@pytest.fixture
def report(round):
    """report(minji, title=…) stores an issue of hers in 달내동 and gives it."""

    def make(reporter, **told):
        issue = report_issue(round, reporter, **TOLD | told)
        db.session.commit()
        return issue

    return make


@pytest.fixture
def jpeg():
    """jpeg("red") is the bytes of a small photo."""

    def make(colour="red"):
        out = io.BytesIO()
        Image.new("RGB", (64, 48), colour).save(out, "JPEG")
        return out.getvalue()

    return make
