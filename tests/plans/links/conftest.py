"""A plan and links to it: invitations of consultants and links to read it."""

from datetime import datetime, timedelta

import pytest

from civic.db import db
from civic.plans.models import Plan
from tests.factory import add_round_elsewhere
from tests.plans.frozen import frozen

PLAN = "/gaon/1/plan"
DAY = timedelta(days=1)


@pytest.fixture
def doyun(person):
    return person("도윤")


@pytest.fixture
def plan(round, seoyeon, open_phase):
    open_phase("consult")
    plan = Plan.start(round)
    plan.write("overview", "경로당 설명회 4회", seoyeon)
    frozen(plan, seoyeon)
    db.session.commit()
    return plan


@pytest.fixture
def token_of(app):
    return lambda link: link.token(app.config["SECRET_KEY"])


@pytest.fixture
def make(plan, seoyeon, app, round):
    """make(Invitation) is a link that works for a day."""

    def link(kind, key="link-0001", **values):
        values = {"label": "도윤 박사", "expires_at": now_of(round) + DAY} | values
        made = kind.issue(plan, seoyeon, app.config["SECRET_KEY"], key, **values)
        db.session.commit()
        return made

    return link


@pytest.fixture
def elsewhere(call):
    """다른시's round, in the same phase, with a plan."""
    round = add_round_elsewhere(call)
    plan = Plan.start(round)
    frozen(plan, None)
    db.session.commit()
    return plan


def now_of(round) -> datetime:
    return round.phase("consult").starts_at + timedelta(hours=1)


def invitation_path(token):
    return f"{PLAN}/invitations/{token}"


def shared_path(token):
    return f"{PLAN}/shared/{token}"
