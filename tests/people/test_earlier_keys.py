"""A new key comes in while everybody works: what was made with the one before goes on."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.notices import unsubscribe
from civic.outbox.kept.models import KeptForm
from civic.outbox.kept.sent_form import SentForm
from civic.people.residency.participation_codes import CodeBatch, ParticipationCode
from civic.people.secrets import earlier_secrets, lasting_secret, secret, secrets
from civic.people.sign_in.models import SignInCode
from civic.places.models import Municipality
from civic.plans.links.models import ShareLink
from civic.plans.models import Plan
from civic.settings.config import load
from tests.apps import KEY, start_app

NEW = "another key of the tests, which comes after the first"
IDENTITY = "the key of identities, which stays as it is"


@pytest.fixture
def rotated(app):
    """The program with a new key, which still knows the one before; on the same tables."""
    keys = {"SECRET_KEY": NEW, "EARLIER_KEYS": KEY.replace(" ", "_"), "IDENTITY_SECRET": IDENTITY}
    return start_app(app.config["DATABASE_URL"], **keys)


@pytest.fixture
def before(app, monkeypatch):
    """The program with the key before, which has no spaces, as every key in a setting."""
    key = KEY.replace(" ", "_")
    monkeypatch.setitem(app.config, "SECRET_KEY", key)
    monkeypatch.setitem(app.config, "WTF_CSRF_SECRET_KEY", [key])
    return app


def test_a_session_and_a_form_that_is_open_go_on(before, rotated, round, minji, as_person):
    her = as_person(minji)
    token = her.get("/session").json["token"]
    client = rotated.test_client()
    client.sends_tokens = False
    client.set_cookie("session", her.get_cookie("session").value, domain="localhost")
    with rotated.app_context():
        assert client.get("/gaon/mine").status_code == 200
        sent = {"name": "새별", "csrf_token": token}
        assert client.post("/gaon/mine/profile", data=sent).status_code == 303
    db.session.refresh(minji)
    assert minji.name == "새별"


def test_a_session_of_a_key_that_is_forgotten_is_none(before, round, minji, as_person):
    value = as_person(minji).get_cookie("session").value
    other = start_app(before.config["DATABASE_URL"], SECRET_KEY=NEW)
    client = other.test_client()
    client.set_cookie("session", value, domain="localhost")
    with other.app_context():
        assert client.get("/gaon/mine").status_code == 303


def test_codes_that_are_under_way_still_work(before, rotated, gaon, seoyeon):
    digits = SignInCode.issue("minji@example.com", secret(), "her browser")
    batch = CodeBatch.issue(
        *(gaon, seoyeon, secret(), "k" * 8), label="통장", size=1, expires_at=now() + timedelta(1)
    )
    card = batch.codes[0].text(secret())
    db.session.commit()
    with rotated.app_context():
        asked = "minji@example.com", digits, secret(), "her browser"
        assert SignInCode.try_once(*asked) == "wrong"
        assert SignInCode.try_once(*asked, earlier_secrets()) == "right"
        city = db.session.scalar(db.select(Municipality))
        code = ParticipationCode.find(city, card, secret(), earlier_secrets())
        assert code.text(secret(), earlier_secrets()) == card


def test_links_that_were_sent_are_shown_as_they_were(before, rotated, round, seoyeon):
    link = ShareLink.issue(
        Plan.start(round), seoyeon, secret(), "k" * 8, label="시장", expires_at=now()
    )
    token, mail, her_id = link.token(secret()), unsubscribe.token_for(seoyeon), seoyeon.id
    db.session.commit()
    with rotated.app_context():
        link = db.session.scalar(db.select(ShareLink))
        assert link.token(secret(), earlier_secrets()) == token != link.token(secret())
        person = unsubscribe.person_of(mail)
        assert person.id == her_id
        assert unsubscribe.token_for(person) != mail


def test_a_kept_form_opens(before, rotated):
    sent = SentForm.of("/x", "/y", [("body", "가로등이 나갔어요")])
    row = KeptForm(sealed=sent.seal(secret(), "token"))
    with rotated.app_context():
        assert row.open(secrets(), "token") == sent


def test_what_has_to_stay_is_made_with_the_oldest_key(before, rotated):
    stays = lasting_secret()
    with rotated.app_context():
        assert lasting_secret() == stays != secret()


def test_earlier_keys_need_the_key_of_identities():
    keys = {"SECRET_KEY": NEW, "EARLIER_KEYS": "k" * 40}
    with pytest.raises(ValueError, match="CIVIC_IDENTITY_SECRET"):
        load(keys)
    assert load(keys | {"IDENTITY_SECRET": IDENTITY})["SECRET_KEY_FALLBACKS"] == ["k" * 40]
