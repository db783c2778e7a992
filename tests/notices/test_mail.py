"""하루 소식: at most one mail a day, never empty, never twice, and easily ended."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from civic.db import db
from civic.engines.sender import SendFailed
from civic.notices import deliver as delivery
from civic.notices.models import Digest, Notice, NoticeChoice
from civic.people.models import Person

MORNING = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 08:30 in Seoul on the 24th


@pytest.fixture(autouse=True)
def evening_before(clock):
    clock(MORNING - timedelta(hours=12))


@pytest.fixture
def minji(person):
    minji = person("민지")
    minji.agree(["contact"])
    db.session.commit()
    return minji


@pytest.fixture
def mails(app):
    """mails() is what was sent: [(address, subject, text)]."""
    return lambda: app.extensions["sender"].sent


def test_a_days_news_come_in_one_mail_in_the_morning(
    issue, minji, seoyeon, clock, worker, mails, app
):
    issue.set_status("reviewing", seoyeon)
    issue.set_status("rejected", seoyeon, "도로과 장기 계획에 올렸어요.")
    worker()
    assert mails() == []
    clock(MORNING)
    worker()
    worker()
    [(address, subject, text)] = mails()
    assert address == minji.email
    assert subject == "[함께 정하는 가온] 새 소식 2가지"
    assert "마을버스가 안 와요" in text and "도로과 장기 계획에 올렸어요." in text
    assert f"http://127.0.0.1:8000/gaon/1/issues/{issue.id}#life" in text
    headers = app.extensions["sender"].headers[0]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_later_news_wait_for_the_next_morning(issue, minji, seoyeon, clock, worker, mails):
    issue.set_status("reviewing", seoyeon)
    clock(MORNING)
    worker()
    issue.set_status("soliciting", seoyeon)
    worker()
    assert len(mails()) == 1
    clock(timedelta(days=1))
    worker()
    assert len(mails()) == 2 and "해결방안 모집" in mails()[1][2]


def test_hostile_words_are_text_and_add_no_head(
    issue, minji, seoyeon, clock, worker, mails, app, gaon
):
    """Also where they came into the database by another way than a form."""
    issue.title = '"><img src=x onerror=a>{{7*191}}\r\nBcc: a@b.example'
    gaon.app_name = "가온\r\nBcc: a@b.example"
    issue.set_status("rejected", seoyeon, "{{7*191}}\r\n.\r\nMAIL FROM:<a@b.example>")
    clock(MORNING)
    worker()
    [(_address, subject, text)] = mails()
    assert not {"\r", "\n"} & set(subject)
    assert "<img src=x onerror=a>{{7*191}}" in text and "1337" not in text
    heads = app.extensions["sender"].headers[0]
    assert not any({"\r", "\n"} & set(name + value) for name, value in heads.items())
    assert "Bcc" not in heads


def test_no_news_no_mail(issue, minji, clock, worker, mails):
    clock(MORNING)
    worker()
    assert mails() == []
    assert db.session.scalars(db.select(Digest)).all() == []


def test_what_was_read_in_the_app_is_not_mailed(issue, minji, seoyeon, clock, worker, mails):
    issue.set_status("reviewing", seoyeon)
    worker()
    Notice.see(minji)
    clock(MORNING)
    worker()
    assert mails() == []


def test_without_consent_nothing_is_mailed(issue, minji, seoyeon, clock, worker, mails):
    minji.withdraw(["contact"])
    issue.set_status("reviewing", seoyeon)
    clock(MORNING)
    worker()
    assert mails() == []


def test_kinds_that_are_not_wanted_by_mail_stay_out(issue, minji, seoyeon, clock, worker, mails):
    ways = {"in_app": True, "push": True, "mail": False}
    NoticeChoice.choose(minji, {"status": ways})
    issue.set_status("reviewing", seoyeon)
    clock(MORNING)
    worker()
    assert mails() == []


def test_a_refused_mail_is_tried_again_three_times_in_all(
    issue, minji, seoyeon, clock, worker, mails, app, monkeypatch
):
    issue.set_status("reviewing", seoyeon)
    clock(MORNING)
    tries = []

    def refuse(*args):
        tries.append(args)
        raise SendFailed("full")

    monkeypatch.setattr(app.extensions["sender"], "send", refuse)
    for _ in range(5):
        worker()
    assert len(tries) == 3
    monkeypatch.undo()
    clock(timedelta(days=1))
    worker()
    assert len(mails()) == 1


def test_a_worker_killed_while_sending_never_sends_twice(
    issue, minji, seoyeon, clock, worker, mails, monkeypatch
):
    issue.set_status("reviewing", seoyeon)
    clock(MORNING)

    def sent_then_killed(person, news):
        mails().append((person.email, "", ""))
        raise KeyboardInterrupt

    monkeypatch.setattr(delivery.mail, "send", sent_then_killed)
    with pytest.raises(KeyboardInterrupt):
        worker()
    monkeypatch.undo()
    db.session.rollback()
    worker()
    assert len(mails()) == 1


def test_a_worker_killed_before_the_claim_sends_at_the_next_pass(
    issue, minji, seoyeon, clock, worker, mails, monkeypatch
):
    issue.set_status("reviewing", seoyeon)
    clock(MORNING)

    def killed(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(Digest, "claim", killed)
    with pytest.raises(KeyboardInterrupt):
        worker()
    monkeypatch.undo()
    db.session.rollback()
    worker()
    assert len(mails()) == 1


def test_the_link_in_a_mail_ends_mails_without_signing_in(
    issue, minji, seoyeon, clock, worker, mails, client
):
    issue.set_status("reviewing", seoyeon)
    clock(MORNING)
    worker()
    address = mails()[0][2].split("(로그인 없이): ")[1].strip()
    path = address.removeprefix("http://127.0.0.1:8000")

    assert "이메일을 그만 받을까요?" in client.get(path).text
    assert "contact" in db.session.get(Person, minji.id).consents()  # looking changes nothing

    answer = client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and "이제 이메일을 보내지 않아요" in answer.text
    assert "contact" not in db.session.get(Person, minji.id).consents()


def test_the_link_needs_no_form_token(issue, minji, seoyeon, clock, worker, mails, client):
    issue.set_status("reviewing", seoyeon)
    clock(MORNING)
    worker()
    path = mails()[0][2].split("(로그인 없이): http://127.0.0.1:8000")[1].strip()
    client.sends_tokens = False
    assert client.post(path).status_code == 200


@pytest.mark.parametrize("token", ["1", "MQ.x", "e30.abc", "가"])
def test_a_made_up_link_ends_nobodys_mails(client, minji, token):
    assert client.get(f"/notices/unsubscribe/{token}").status_code == 404
    assert client.post(f"/notices/unsubscribe/{token}").status_code == 404
    assert "contact" in db.session.get(Person, minji.id).consents()


def test_mails_come_in_the_language_of_the_page_one_came_in_by(
    client, issue, minji, seoyeon, clock, worker, mails
):
    minji.agree(["required", "age"])
    db.session.commit()
    clock(timedelta(minutes=2))
    client.get("/language/en")
    client.post("/sign-in", data={"address": minji.email})
    digits = re.search(r"\d{6}", mails()[-1][1])[0]
    assert client.post("/sign-in/code", data={"code": digits}).status_code == 303
    db.session.refresh(minji)
    assert minji.language == "en"
    issue.set_status("rejected", seoyeon, "도로과 장기 계획에 올렸어요.")
    clock(MORNING)
    worker()
    _address, subject, text = mails()[-1]
    assert subject.startswith("[Gaon-si, decided together]")
    assert "마을버스가 안 와요" in text and "알림" not in text


def test_the_language_of_mails_is_chosen_with_the_notices(as_person, minji, round):
    hers = as_person(minji)
    assert 'name="language"' in hers.get("/gaon/1/notices/choices").text
    hers.post("/gaon/1/notices/choices", data={"mails": "y", "language": "vi"})
    db.session.refresh(minji)
    assert minji.language == "vi"
    hers.post("/gaon/1/notices/choices", data={"mails": "y", "language": "xx"})
    db.session.refresh(minji)
    assert minji.language == "vi"
