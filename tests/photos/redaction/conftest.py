"""민지's photo with a face, on her report."""

import pytest

from civic.db import db
from civic.photos.models import Photo
from tests.factory import report_issue
from tests.photos.redaction.pictures import with_face


@pytest.fixture
def store(app):
    """The photo store, without what other tests took in."""
    store = app.extensions["photo_store"]
    for name, _ in list(store.names()):
        store.delete(name)
    return store


@pytest.fixture
def minji(person, round):
    return person("민지")


@pytest.fixture
def photo(round, minji, store):
    """민지's photo with a face, on her report."""
    photo = Photo.take_in(store, with_face(), minji)
    report_issue(round, minji, photos=[(photo, "횡단보도")])
    db.session.commit()
    return photo
