"""A program with a key, and how it asks."""

import pytest

from civic.db import db
from civic.open_data.models import Client


@pytest.fixture
def grant(app):
    """grant("우리동네앱") gives (its id, its key); values as of Client.grant."""

    def make(name="우리동네앱", **values):
        client, key = Client.grant(name, **{"may_report": True} | values)
        db.session.commit()
        return client.id, key

    return make
