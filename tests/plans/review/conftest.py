"""A plan that is consulted on, and 도윤's remarks on it, for the tests of remarks."""

import pytest

from civic.db import db
from civic.plans.models import Plan
from civic.plans.review.models import Remark
from tests.plans.frozen import frozen

PLAN = "/gaon/1/plan"
TEXT = "경로당 설명회 4회를 열어 의견을 받고, 학부모회에 제보 방법을 알림"


@pytest.fixture
def paragraph(round, seoyeon):
    """A written paragraph, in the first snapshot."""
    plan = Plan.start(round)
    written = plan.write("overview", TEXT, seoyeon)
    frozen(plan, seoyeon)
    db.session.commit()
    return written


@pytest.fixture
def plan(paragraph, round, open_phase):
    open_phase("consult")
    return Plan.of(round)


@pytest.fixture
def remark(plan, paragraph, doyun):
    """remark(quote="…", suggestion="…") is 도윤's remark on the paragraph."""

    def make(key=None, **said):
        said = {"body": "왜 네 번인가요?", "request_key": f"remark-{count(Remark):04}"} | said
        made = Remark.make(plan.snapshot(), doyun, paragraph_key=key or paragraph.key, **said)
        db.session.commit()
        return made

    return make


def count(model):
    return db.session.scalar(db.select(db.func.count()).select_from(model))


def answered(remark, planner, kind="adopted"):
    remark.answer(kind, "다섯 번으로 고침", planner)
    db.session.commit()
    return remark.disposition
