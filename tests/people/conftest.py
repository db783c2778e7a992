"""What the people tests share: the messages sent, a way to ask for a code, a batch of codes."""

import re
from datetime import timedelta

import pyotp
import pytest

from civic.db import db, now
from civic.people.residency.participation_codes import CodeBatch
from civic.people.second_factor.models import SecondFactor
from tests.apps import KEY


@pytest.fixture
def sent(app):
    """The messages sent in this test, as (address, subject, text)."""
    sender = app.extensions["sender"]
    sender.sent.clear()
    return sender.sent


@pytest.fixture
def ask_code(sent):
    """ask_code(client, "minji@example.com") asks for a code and reads it from the message."""

    def ask(client, address, next="/"):
        response = client.post("/sign-in", query_string={"next": next}, data={"address": address})
        assert response.status_code == 303, response.text
        return re.search(r"\d{6}", sent[-1][1])[0]

    return ask


@pytest.fixture
def batch(gaon, person):
    """Ten participation codes for 달내동, issued by 담당자 서연, good for thirty days."""
    batch = CodeBatch.issue(
        gaon,
        person("서연", "planner"),
        KEY,
        "batch-key",
        label="달내동 1차 우편",
        size=10,
        district_id=gaon.districts[0].id,
        expires_at=now() + timedelta(days=30),
    )
    db.session.commit()
    return batch


@pytest.fixture
def card(batch):
    """card(3) is the third code as printed."""
    return lambda serial: batch.codes[serial - 1].text(KEY)


@pytest.fixture
def digits():
    """digits(person): what an authenticator app shows now."""

    def shown(person):
        secret = person.factor.secret([KEY])
        return pyotp.TOTP(secret).at(now())

    return shown


@pytest.fixture
def with_factor(clock):
    """with_factor(person) gives them a confirmed factor; gives their recovery codes."""

    def set_up(person):
        factor = SecondFactor.begin(person, KEY)
        code = pyotp.TOTP(factor.secret([KEY])).at(now())
        codes = factor.confirm(code, [KEY])
        db.session.commit()
        return codes

    return set_up
