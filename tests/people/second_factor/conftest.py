"""What the tests of the second factor share: a city that requires it, and an app of digits."""

import pyotp
import pytest

from civic.db import db, now
from civic.people.second_factor.models import SecondFactor
from tests.apps import KEY


@pytest.fixture
def required(app):
    """A city as it is by default: without a second factor staff do nothing, and sessions end."""
    usual = {name: app.config[name] for name in LIMITS}
    app.config.update(LIMITS)
    yield
    app.config.update(usual)


LIMITS = {"SECOND_FACTOR": "required", "STAFF_IDLE_MINUTES": 30, "STAFF_HOURS": 12}


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
