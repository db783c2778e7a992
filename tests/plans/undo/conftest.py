"""The office at a plan, and what it does, noted."""

import pytest

from civic.db import db
from civic.photos.models import Photo
from civic.rounds.edits.models import PlanEdit
from tests.plans.material.conftest import picture


@pytest.fixture
def office(as_person, seoyeon, snapshot, open_phase):
    open_phase("submit")
    return as_person(seoyeon)


@pytest.fixture
def edit(round, seoyeon):
    """edit(Words, act, …): what 서연 does, noted and kept."""

    def done(kind, act, *values, by=seoyeon, **named):
        with PlanEdit.noted(kind, round, by):
            made = act(*values, **named)
        db.session.commit()
        return made

    return done


@pytest.fixture
def plan(snapshot):
    return snapshot.plan


@pytest.fixture
def store_picture(app, seoyeon):
    """store_picture(n) is a picture that 서연 sent, another for each n."""

    def send(n):
        file = picture(f"#{n:02x}{n:02x}60", size=(80, 60))
        return Photo.take_in(app.extensions["photo_store"], file, seoyeon)

    return send
