"""Codes as the tests of signing in ask for them, and signing in once more."""

import pytest

from civic.db import db
from civic.people.sign_in.models import SignIn
from tests.people.conftest import ask_code, sent  # noqa: F401


@pytest.fixture
def again(app):
    """again(browser, minji) signs her in there once more, as another tab or after an end."""

    def sign_in(browser, person):
        token = SignIn.open(person, device="tests")
        db.session.commit()
        with browser.session_transaction() as session:
            session.clear()
            session["_user_id"], session["_fresh"] = token, True

    return sign_in
