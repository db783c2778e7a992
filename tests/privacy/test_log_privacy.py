"""What goes wrong is logged without what people said: no words, no addresses, no codes of theirs.

Every table is driven into every kind of error with planted values, and the log is read.
"""

import base64
import smtplib
import sys
import traceback
from datetime import UTC, date, datetime

import pytest
import requests
import sqlalchemy as sa
from geopy.exc import GeocoderServiceError
from requests import RequestException
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from civic.db import db
from civic.db_engine import engine_options
from civic.engines.geocoders.by_geopy import ByGeopy
from civic.engines.geocoders.protocol import GeocoderDown
from civic.engines.sender import SendFailed, SmsSender, SmtpSender
from civic.engines.web_push import Device, PushFailed, VapidPush, new_keys
from civic.supervisor import attempt
from tests.databases import ON_POSTGRESQL

WORDS = "민지의비밀이야기"
NUMBER = 986754321
PLANTED = (WORDS, str(NUMBER), "minji-planted@example.com")


def planted(column):
    """A value of the column's own type that says whose it is."""
    kind = column.type
    if isinstance(kind, sa.JSON):
        return {WORDS: PLANTED[2]}
    if isinstance(kind, sa.Boolean):
        return True
    if isinstance(kind, sa.Integer | sa.Float):
        return NUMBER
    if isinstance(kind, sa.LargeBinary):
        return WORDS.encode()
    if isinstance(kind, sa.Date):
        return date(2026, 11, 22)
    if isinstance(kind, sa.String):
        text = PLANTED[2] if "mail" in column.name or "address" in column.name else WORDS
        return text[: kind.length]
    return datetime(2026, 11, 22, tzinfo=UTC)


def row_of(table) -> dict:
    return {column.name: planted(column) for column in table.columns}


def without_a_required_value(table):
    """IntegrityError: NOT NULL."""
    required = [c for c in table.columns if not c.nullable]
    return sa.insert(table).values(row_of(table) | {required[-1].name: None})


def twice(table):
    """IntegrityError: a key that is taken, or a row that refers to nothing."""
    return sa.insert(table).values([row_of(table), row_of(table)])


def gone(table):
    """OperationalError or ProgrammingError: no such table."""
    columns = [sa.Column(c.name, c.type) for c in table.columns]
    return sa.insert(sa.Table(f"gone_{table.name}", sa.MetaData(), *columns)).values(row_of(table))


def unreadable(table):
    """StatementError: a value that the column's type can't send."""
    moment = next((c for c in table.columns if isinstance(c.type, sa.DateTime | sa.Date)), None)
    if moment is None:
        return gone(table)
    return sa.insert(table).values(row_of(table) | {moment.name: WORDS})


def failure_of(statement):
    try:
        db.session.execute(statement)
    except (SQLAlchemyError, AttributeError) as error:
        return error
    finally:
        db.session.rollback()
    return None


@pytest.fixture
def says_nothing(app, caplog, capfd):
    """says_nothing(error) has the app answer to it, and reads log, traceback and stderr."""

    def check(error):
        with app.test_request_context("/"):
            app.handle_user_exception(error)
        sys.stderr.write("".join(traceback.format_exception(error)))
        said = caplog.text + "".join(capfd.readouterr())
        assert said
        for word in PLANTED:
            assert word not in said, (word, type(error), said[-2000:])

    return check


@pytest.mark.parametrize(
    "drive", [without_a_required_value, twice, gone, unreadable], ids=lambda f: f.__name__
)
def test_an_error_of_the_database_shows_nobodys_values(drive, says_nothing):
    for table in db.metadata.sorted_tables:
        error = failure_of(drive(table))
        assert error is not None, table.name
        says_nothing(error)


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite casts anything")
@pytest.mark.parametrize("kind", ["integer", "boolean", "timestamptz", "json", "date"])
def test_what_can_not_be_read_as_another_kind_is_not_quoted(app, kind, says_nothing):
    statement = sa.text(f"SELECT CAST(CAST(:said AS text) AS {kind})").bindparams(said=WORDS)
    says_nothing(failure_of(statement))


@pytest.mark.skipif(not ON_POSTGRESQL, reason="SQLite tells the column only")
def test_a_taken_address_is_not_named(app, person, says_nothing):
    someone = person("민지")
    someone.email = PLANTED[2]
    db.session.commit()
    again = sa.insert(db.metadata.tables["person"]).values(name="하나", email=PLANTED[2])
    says_nothing(failure_of(again))


def test_every_engine_hides_parameters(app):
    assert db.engine.hide_parameters
    for address in ("sqlite://", "postgresql+psycopg://x/y"):
        assert engine_options(address)["hide_parameters"]


def test_the_worker_that_waits_for_the_database_tells_no_values(app, caplog, capfd):
    error = failure_of(gone(db.metadata.tables["person"]))
    failed = OperationalError(error.statement, error.params, error.orig, hide_parameters=True)

    def ask():
        raise failed

    assert attempt("a chore", ask) is failed
    assert "a chore" in caplog.text
    assert not [word for word in PLANTED if word in caplog.text + "".join(capfd.readouterr())]


class Failing:
    """Somebody else's service, whose errors repeat what was asked of them."""

    def __init__(self, error):
        self.error = error

    def fail(self, *_args, **_options):
        raise self.error

    geocode = open = post = fail


def shown(error) -> str:
    return "".join(traceback.format_exception(error))


def test_a_mail_that_is_refused_names_nobody(monkeypatch):
    refused = smtplib.SMTPRecipientsRefused({PLANTED[2]: (550, PLANTED[2].encode())})
    sender = SmtpSender("mail.example.com", 25, "", "", "city@example.com")
    monkeypatch.setattr(smtplib, "SMTP", Failing(refused).fail)
    with pytest.raises(SendFailed) as failed:
        sender.send(PLANTED[2], "제목", WORDS)
    assert "SMTPRecipientsRefused" in str(failed.value)
    assert not [word for word in PLANTED if word in shown(failed.value)]


def test_a_text_that_is_refused_names_nobody(monkeypatch):
    sender = SmsSender("https://sms.example.com/", "token")
    monkeypatch.setattr(requests, "post", Failing(requests.ConnectionError(WORDS)).post)
    with pytest.raises(SendFailed, match="ConnectionError") as failed:
        sender.send("+821012345678", "제목", WORDS)
    assert not [word for word in PLANTED if word in shown(failed.value)]


def test_an_address_that_is_not_found_is_not_logged():
    asked = GeocoderServiceError(f"Max retries exceeded with url: /req/address?address={WORDS}")
    with pytest.raises(GeocoderDown, match="GeocoderServiceError") as down:
        ByGeopy(Failing(asked)).find(WORDS)
    assert WORDS not in shown(down.value)


def test_a_push_that_fails_does_not_tell_the_address_of_a_browser():
    private, public = new_keys()
    unreachable = RequestException(f"Max retries exceeded with url: /fcm/send/{WORDS}")
    push = VapidPush(private, "mailto:a@example.com", ("*.example.com",), Failing(unreachable))
    auth = base64.urlsafe_b64encode(b"a" * 16).decode()
    with pytest.raises(PushFailed, match="RequestException") as failed:
        device = Device("https://push.example.com/send/1", public, auth)
        push.send(device, "{}", topic="n1", keep_s=60)
    assert WORDS not in shown(failed.value)
