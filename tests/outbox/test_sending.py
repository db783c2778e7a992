"""What a phone is told when it sends what waited: once is enough, and nobody sends as another."""

import pytest

from civic.db import db
from civic.issues.comments import IssueComment
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.targets.models import Preference
from civic.votes.ballots.ballot import Ballot
from tests.issues.conftest import TOLD

JSON = {"Accept": "application/json"}
REPORT = {**TOLD, "shows_name": "", "request_key": "walk-in-the-rain-1"}


@pytest.fixture
def phone(person, as_person):
    """민지's phone: sends as the outbox does."""
    return as_person(person("민지", lives=True))


def count(model):
    return db.session.scalar(db.select(db.func.count()).select_from(model))


def test_a_phone_learns_whose_it_is_and_gets_a_form_token(phone, client):
    mine, nobodys = phone.get("/session"), client.get("/session")
    assert len(mine.json["person"]) == 32
    assert mine.json["token"]
    assert nobodys.json == {"person": "", "token": ""}
    assert mine.headers["Cache-Control"] == "no-store"


def test_an_answer_to_nobody_brings_no_cookie_that_could_end_a_new_sign_in(
    client, person, as_person
):
    minji = person("민지")
    phone = as_person(minji)
    minji.sign_out_everywhere()
    db.session.commit()
    for browser in (client, phone):
        answer = browser.get("/session")
        assert answer.json["person"] == "" and "Set-Cookie" not in answer.headers


def test_the_tag_is_the_same_on_each_of_a_persons_devices_and_no_one_elses(person, as_person):
    minji, hajun = person("민지"), person("하준")
    tags = [as_person(each).get("/session").json["person"] for each in (minji, minji, hajun)]
    assert tags[0] == tags[1] != tags[2]
    assert str(minji.id) != tags[0]


def test_the_page_knows_the_person_by_the_tag(phone, client, round):
    tag = phone.get("/session").json["person"]
    assert f'<meta name="person" content="{tag}">' in phone.get("/gaon/1/outbox").text
    assert '<meta name="person" content="">' in client.get("/gaon/1/outbox").text


def test_a_report_is_answered_with_its_address_as_often_as_it_is_sent(phone, round, open_phase):
    first = phone.post("/gaon/1/issues/", data=REPORT, headers=JSON)
    assert (first.status_code, first.json) == (200, {"location": "/gaon/1/issues/1/sent"})
    open_phase("vote")
    assert phone.post("/gaon/1/issues/", data=REPORT, headers=JSON).json == first.json
    assert count(Issue) == 1


@pytest.mark.parametrize("owner", ["", "someone-else", "ffff"])
def test_nothing_is_stored_for_a_phone_of_another_person(phone, client, round, owner):
    for sender in (phone, client):
        headers = JSON | {"Outbox-Person": owner}
        answer = sender.post("/gaon/1/issues/", data=REPORT, headers=headers)
        assert answer.status_code == 401
    assert count(Issue) == 0


def test_the_owner_herself_is_let_through(phone, round):
    headers = JSON | {"Outbox-Person": phone.get("/session").json["person"]}
    assert phone.post("/gaon/1/issues/", data=REPORT, headers=headers).status_code == 200
    assert count(Issue) == 1


def test_who_has_signed_out_is_told_so_in_words(client, round, report, person):
    issue = report(person("하준"))
    for path in (f"/gaon/1/issues/{issue.id}/support", "/gaon/1/vote/submit", "/gaon/1/issues/"):
        answer = client.post(path, data=REPORT, headers=JSON)
        assert (answer.status_code, answer.json) == (401, {"error": "먼저 로그인해 주세요."})


def test_mistakes_name_their_fields(phone, round):
    answer = phone.post("/gaon/1/issues/", data=REPORT | {"title": "가", "place": ""}, headers=JSON)
    assert answer.status_code == 422
    assert answer.json["fields"] == {"title": "2자에서 100자까지 적을 수 있어요."}
    assert answer.json["missing_photos"] == []
    assert count(Issue) == 0


def test_photos_that_are_gone_are_named_so_that_they_are_sent_again(phone, round):
    gone = "0" * 32
    answer = phone.post("/gaon/1/issues/", data=REPORT | {"photo_keys": gone}, headers=JSON)
    assert (answer.status_code, answer.json["missing_photos"]) == (422, [gone])
    assert "찾을 수 없는" in answer.json["fields"]["photos"]


def test_a_closed_phase_is_said(phone, round, open_phase):
    open_phase("vote")
    answer = phone.post("/gaon/1/issues/", data=REPORT, headers=JSON)
    assert (answer.status_code, count(Issue)) == (409, 0)
    assert "지금은 제보를 받는 기간이 아니에요" in answer.json["error"]


def test_a_repeated_opinion_is_answered_like_the_first_also_when_opinions_are_closed(
    round, report, person, as_person, open_phase
):
    minji = person("민지")
    phone = as_person(minji)
    issue = report(person("하준"))
    path = f"/gaon/1/issues/{issue.id}/comments"
    said = {"body": "저도 겪었어요", "request_key": "opinion-in-the-rain"}
    first = phone.post(path, data=said, headers=JSON)
    open_phase("target")
    assert phone.post("/sign-out").status_code == 303
    phone = as_person(minji)
    open_phase("compile")
    again = phone.post(path, data=said, headers=JSON)
    assert (again.status_code, again.json) == (200, first.json)
    assert count(IssueComment) == 1
    other = phone.post(path, data=said | {"request_key": "another-opinion"}, headers=JSON)
    assert (other.status_code, count(IssueComment)) == (409, 1)


def test_a_repeated_support_is_answered_like_the_first(
    phone,
    round,
    report,
    person,
    open_phase,
):
    issue = report(person("하준"))
    path = f"/gaon/1/issues/{issue.id}/support"
    first = phone.post(path, headers=JSON)
    open_phase("vote")
    again = phone.post(path, headers=JSON)
    assert (again.status_code, again.json) == (200, first.json)
    assert count(Support) == 1
    assert phone.post(f"{path}/withdraw", headers=JSON).status_code == 409
    assert count(Support) == 1


def test_a_repeated_vote_is_answered_like_the_first_also_after_the_end(
    phone,
    ballot,
    open_phase,
):
    open_phase("vote")
    vote = {"solutions": [ballot[1].id], "client_seq": 4}
    first = phone.post("/gaon/1/vote/submit", data=vote, headers=JSON)
    open_phase("target")
    again = phone.post("/gaon/1/vote/submit", data=vote, headers=JSON)
    assert (again.status_code, again.json) == (200, first.json)
    late = {"solutions": [ballot[2].id], "client_seq": 5}
    for act, sent in (("submit", late), ("withdraw", {"client_seq": 5})):
        assert phone.post(f"/gaon/1/vote/{act}", data=sent, headers=JSON).status_code == 409
    assert db.session.scalars(db.select(Ballot)).one().solution_ids == [ballot[1].id]


def test_a_repeated_wish_is_answered_like_the_first(phone, indicator, open_phase):
    open_phase("target")
    path = f"/gaon/1/targets/{indicator.id}/preference"
    first = phone.post(path, data={"value": "30"}, headers=JSON)
    open_phase("consult")
    again = phone.post(path, data={"value": "30"}, headers=JSON)
    assert (again.status_code, again.json) == (200, first.json)
    assert phone.post(path, data={"value": "31"}, headers=JSON).status_code == 409
    assert db.session.scalars(db.select(Preference.value)).all() == [30]


@pytest.mark.parametrize("owner", ["\xff", "민지", "a" * 5000])
def test_a_tag_that_nobody_has_is_refused_whatever_its_letters(owner, phone, client, round):
    headers = {"Outbox-Person": owner.encode().decode("latin-1")}
    for browser in (phone, client):
        assert browser.get("/gaon/1/", headers=headers).status_code == 401
