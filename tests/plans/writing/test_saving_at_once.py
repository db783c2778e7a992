"""Planners and consultants who press at the same moment, on a database of their own."""

from datetime import timedelta

import pytest

from civic.db import db
from civic.people.models import Person
from civic.plans.links.models import Invitation
from civic.plans.models import Plan
from civic.plans.review.models import Disposition, Remark
from civic.plans.snapshots.gather import freeze
from civic.plans.writing.paragraphs import ParagraphText
from civic.plans.writing.versions import PlanVersion
from civic.rounds.models import Round
from civic.rounds.phases.models import Phase
from tests.database.test_races import AT_ONCE, NOON, at_once, busy_app, tokens  # noqa: F401

PLAN = "/gaon/1/plan"


@pytest.fixture
def served(busy_app):  # noqa: F811
    return busy_app


@pytest.fixture
def paragraph_id(served):
    with served.app_context():
        round = db.session.get(Round, 1)
        round.phases.append(Phase(kind="consult", starts_at=NOON, ends_at=NOON + timedelta(days=1)))
        seoyeon = Person(name="서연")
        db.session.add(seoyeon)
        db.session.flush()
        plan = Plan.start(round)
        paragraph = plan.write("overview", "처음 글", seoyeon)
        freeze(plan, seoyeon)
        db.session.commit()
        return paragraph.id


def test_of_planners_saving_one_paragraph_at_once_one_gets_it_and_no_text_is_lost(
    served,
    paragraph_id,
):
    people = tokens(served, AT_ONCE, "planner")
    path = f"{PLAN}/paragraphs/{paragraph_id}"
    posts = [(token, path, {"text": f"{n}번 글", "seen": 1}) for n, token in enumerate(people)]
    statuses = at_once(served, posts)
    assert sorted(statuses) == [303] + [409] * (AT_ONCE - 1)
    with served.app_context():
        texts = db.session.scalars(db.select(ParagraphText)).all()
        assert sorted(each.text for each in texts) == sorted(
            ["처음 글", *(f"{n}번 글" for n in range(AT_ONCE))]
        )
        assert [each.edition for each in texts if each.edition] == [1, 2]
        assert db.session.scalar(db.select(db.func.count(PlanVersion.id))) == 2


def test_planners_writing_at_once_make_versions_that_follow_each_other(
    served,
    paragraph_id,
):
    people = tokens(served, AT_ONCE, "planner")
    data = {"part": "overview", "text": "더한 글"}
    statuses = at_once(served, [(token, f"{PLAN}/paragraphs", data) for token in people])
    assert statuses == [303] * AT_ONCE
    with served.app_context():
        numbers = db.session.scalars(db.select(PlanVersion.revision).order_by(PlanVersion.id))
        assert list(numbers) == list(range(AT_ONCE + 1))


def test_of_people_with_one_invitation_one_gets_in(served, paragraph_id):
    with served.app_context():
        secret = served.config["SECRET_KEY"]
        plan = db.session.get(Plan, 1)
        planner = db.session.get(Person, 1)
        values = {"label": "도윤", "expires_at": NOON + timedelta(days=1)}
        link = Invitation.issue(plan, planner, secret, "link-0001", **values)
        token = link.token(secret)
        db.session.commit()
    path = f"{PLAN}/invitations/{token}"
    statuses = at_once(served, [(each, path, {}) for each in tokens(served, AT_ONCE)])
    assert sorted(statuses) == [303] + [410] * (AT_ONCE - 1)


def test_a_suggestion_taken_over_by_two_at_once_is_written_once(
    served,
    paragraph_id,
):
    [doyun] = tokens(served, 1, "consultant")
    with served.app_context():
        key = (
            db.session.scalar(db.select(Remark.paragraph_key))
            or Plan.start(db.session.get(Round, 1)).paragraphs()[0].key
        )
    said = {"paragraph_key": key, "body": "?", "quote": "처음", "suggestion": "처음 처음"}
    assert at_once(served, [(doyun, f"{PLAN}/1/remarks", said)]) == [303]
    people = tokens(served, 4, "planner")
    statuses = at_once(served, [(each, f"{PLAN}/remarks/1/take-over", {}) for each in people])
    assert statuses == [303] * 4
    with served.app_context():
        assert Plan.start(db.session.get(Round, 1)).paragraphs()[0].text == "처음 처음 글"
        assert db.session.scalar(db.select(db.func.count(Disposition.id))) == 1
