"""What the tests of the second factor share: a city that requires it, a passkey's device."""

import re

import pytest

from tests.people.second_factor.authenticator import Device
from tests.people.second_factor.passkeys import register


@pytest.fixture
def required(app):
    """A city as it is by default: without a second factor staff do nothing, and sessions end."""
    usual = {name: app.config[name] for name in LIMITS}
    app.config.update(LIMITS)
    yield
    app.config.update(usual)


LIMITS = {"SECOND_FACTOR": "required", "STAFF_IDLE_MINUTES": 30, "STAFF_HOURS": 12}


@pytest.fixture
def device():
    return Device()


@pytest.fixture
def with_passkey(as_person, required, round):
    """with_passkey(person, device) has that person register it; gives the recovery codes."""

    def make(person, device, name="서연의 휴대전화"):
        page = register(as_person(person), device, name)
        return re.findall(r'class="symbols">([A-Z0-9]{5}-[A-Z0-9]{5})<', page.text)

    return make
