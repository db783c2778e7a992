"""What the tests of the second factor share: a city that requires it."""

import pytest


@pytest.fixture
def required(app):
    """A city as it is by default: without a second factor staff do nothing, and sessions end."""
    usual = {name: app.config[name] for name in LIMITS}
    app.config.update(LIMITS)
    yield
    app.config.update(usual)


LIMITS = {"SECOND_FACTOR": "required", "STAFF_IDLE_MINUTES": 30, "STAFF_HOURS": 12}
