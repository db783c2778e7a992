"""The round an address names is read past the ORM, with its place, its phases and who asks: the
same objects as the ORM would have made."""

import pytest
from flask import g
from flask_login import current_user
from sqlalchemy import inspect

from civic.db import db
from civic.people.models import Person
from civic.people.second_factor.models import SecondFactor
from civic.people.sign_in.models import SignIn
from civic.rounds.models import Round


@pytest.fixture
def asked(app):
    """asked(person) is a request of theirs for the round's home, up to its view."""

    def ask(person):
        token = SignIn.open(person, device="tests")
        db.session.commit()
        context = app.test_request_context("/gaon/1/")
        context.push()
        context.session["_user_id"] = token
        app.preprocess_request()
        return context

    return ask


def columns(row) -> dict:
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}


def test_everything_is_as_the_orm_reads_it(asked, round, person):
    seoyeon = person("서연", "planner", "consultant")
    db.session.add(SecondFactor(person_id=seoyeon.id, sealed=b"x"))
    db.session.commit()
    known = db.session.scalars(db.select(Round)).unique().one(), seoyeon
    rows = [*known, known[0].municipality, *known[0].phases, *seoyeon.roles, seoyeon.factor]
    expected = [columns(row) for row in rows]
    with asked(seoyeon):
        found = g.round, current_user._get_current_object()
        rows = [*found, g.municipality, *g.round.phases, *found[1].roles, found[1].factor]
        assert [columns(row) for row in rows] == expected
        assert all(row in db.session for row in rows)
        assert not db.session.dirty
        assert g.round.phases[0].round is g.round
        assert found[1].sign_in.person is found[1]


def test_what_is_changed_on_it_is_stored_and_read_again(asked, round, minji):
    with asked(minji):
        g.round.title, current_user.name = "새 이름", "김민지"
        db.session.commit()
        db.session.execute(db.update(Round).values(intro="다른 사람이 바꿈"))
        assert (g.round.title, g.round.intro) == ("새 이름", "다른 사람이 바꿈")
    db.session.expire_all()
    assert db.session.get_one(Person, minji.id).name == "김민지"


def test_what_the_session_has_already_stays_as_it_is_there(asked, round, minji):
    with asked(minji) as context:
        here = g.round
        here.title = "아직 저장하지 않음"
        with db.session.no_autoflush:
            context.app.preprocess_request()
        assert g.round is here and here.title == "아직 저장하지 않음"


def test_of_a_session_that_ended_nobody_asks(asked, app, round, minji):
    with asked(minji):
        current_user.sign_out_everywhere()
        db.session.commit()
        del g._login_user
        app.preprocess_request()
        assert g.round.number == 1 and not current_user.is_authenticated
