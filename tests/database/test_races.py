"""Many requests at once on a database of their own: one residency a person, one round a number."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from civic.db import db, set_clock
from civic.people.models import Person, Role
from civic.people.residency.identity import person_mark
from civic.people.residency.models import IdentityMark, Residency
from civic.people.residency.participation_codes import CodeBatch
from civic.people.sign_in.models import SignIn
from civic.places.models import Municipality
from civic.rounds.models import Round
from tests.apps import KEY, made_app
from tests.databases import database
from tests.factory import open_city

NOON = datetime(2026, 12, 15, 3, 0, tzinfo=UTC)
AT_ONCE = 8


@pytest.fixture
def busy_app(tmp_path):
    """An app as a server runs it, with 가온시 and a round: no context is shared by requests."""
    set_clock(lambda: NOON)
    with database(tmp_path) as address, made_app(address) as app:
        with app.app_context():
            open_city({"vote": (NOON, NOON + timedelta(days=1))})
            db.session.commit()
        yield app


def tokens(app, count, role=None):
    """Sessions of people, with a role in 가온시 if one is named."""
    with app.app_context():
        people = [Person(name=f"사람 {n}", email=f"{role}{n}@example.com") for n in range(count)]
        for someone in people if role else []:
            someone.roles = [Role(name=role, municipality_id=1)]
        db.session.add_all(people)
        db.session.flush()
        opened = [SignIn.open(someone, device="tests") for someone in people]
        db.session.commit()
        return opened


def at_once(app, posts):
    """posts: (token, path, data). The statuses, in order."""

    def post(token, path, data):
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = token, True
        return client.post(path, data=data).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda one: post(*one), posts))


def codes(app, mark, count):
    """Unused desk codes, all of one identity."""
    with app.app_context():
        gaon = db.session.get(Municipality, 1)
        clerk = Person(name="서연")
        db.session.add(clerk)
        db.session.flush()
        texts = []
        for n in range(count):
            batch = CodeBatch.issue(
                gaon,
                clerk,
                KEY,
                f"batch-{n}",
                label="창구",
                level="desk",
                size=1,
                expires_at=NOON + timedelta(days=1),
            )
            batch.codes[0].mark = mark
            texts.append(batch.codes[0].text(KEY))
        db.session.commit()
        return texts


def test_one_identity_with_many_codes_and_accounts_becomes_one_resident(busy_app):
    mark = person_mark(KEY, 1, "김민지", date(1985, 3, 2))
    texts = codes(busy_app, mark, 12)
    people = tokens(busy_app, 12)
    statuses = at_once(
        busy_app,
        [(t, "/gaon/1/residency", {"code": c}) for t, c in zip(people, texts, strict=True)],
    )
    assert sorted(statuses) == [303] + [422] * 11
    with busy_app.app_context():
        assert db.session.query(Residency).count() == 1
        assert db.session.query(IdentityMark).count() == 1


def test_somebody_who_left_comes_back_in_one_account_only(busy_app):
    mark = person_mark(KEY, 1, "김민지", date(1985, 3, 2))
    with busy_app.app_context():
        left = Person(name="민지")
        db.session.add(left)
        db.session.flush()
        Residency.prove(left, db.session.get(Municipality, 1), "phone", marks={"person": mark})
        left.leave()
        db.session.commit()
    texts, people = codes(busy_app, mark, 8), tokens(busy_app, 8)
    statuses = at_once(
        busy_app,
        [(t, "/gaon/1/residency", {"code": c}) for t, c in zip(people, texts, strict=True)],
    )
    assert sorted(statuses) == [303] + [422] * 7
    with busy_app.app_context():
        back = db.session.scalars(db.select(Residency)).one()
        assert back.votes_from == NOON
        assert db.session.scalars(db.select(IdentityMark.residency_id)).all() == [back.id]


def test_one_code_typed_by_many_at_once_makes_one_resident(busy_app):
    [text] = codes(busy_app, None, 1)
    statuses = at_once(
        busy_app, [(t, "/gaon/1/residency", {"code": text}) for t in tokens(busy_app, 12)]
    )
    assert sorted(statuses) == [303] + [422] * 11
    with busy_app.app_context():
        assert db.session.query(Residency).count() == 1


def test_planners_pressing_at_once_open_one_round(busy_app):
    form = {
        "number": "2",
        "title": "다음 참여",
        "budget_won": "10억",
        "national_percent": "50",
        "counting": "approval greedy-skip",
        "completion": "none",
        "max_choices": "3",
        "vote_levels": ["desk"],
        "unproven": "apart",
    }
    planners = tokens(busy_app, 8, "planner")
    statuses = at_once(busy_app, [(t, "/gaon/office/rounds/new?call=call", form) for t in planners])
    assert set(statuses) == {303}
    with busy_app.app_context():
        assert db.session.scalars(db.select(Round.number).order_by(Round.number)).all() == [1, 2]
