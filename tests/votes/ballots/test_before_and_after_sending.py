"""A ballot is looked over before it is sent, and shown once it is: what, until when, what then."""

import re

import pytest

from civic.db import db
from civic.votes.ballots.frozen_ballot import on_ballot
from civic.votes.ballots.glimpses import Glimpse, glimpses
from tests.factory import report_issue
from tests.votes.ballots.test_ballot_page import chosen, ids

VOTE, KEY = "/gaon/1/vote", "a" * 32


@pytest.fixture
def minji(person, ballot):
    return person("민지", lives=True)


@pytest.fixture
def phone(minji, as_person, open_phase):
    """민지's signed-in client, while voting is open."""
    open_phase("vote")
    return as_person(minji)


@pytest.fixture
def report(round, person):
    """하준's report with a photo."""
    issue = report_issue(round, person("하준"))
    issue.cover_key = KEY
    return issue


def test_without_script_the_button_leads_to_what_was_chosen(phone, ballot):
    assert f'formaction="{VOTE}/review"' in phone.get(VOTE).text
    answer = phone.post(f"{VOTE}/review", data={"solutions": ids(ballot, 1, 4), "client_seq": 1})
    assert (answer.status_code, answer.location) == (303, f"{VOTE}/review")
    page = phone.get(f"{VOTE}/review").text
    assert "가온콜" in page and "골목 가로등" in page and "정류장 쉼터" not in page
    assert chosen() == []
    sent = {"solutions": re.findall(r'name="solutions" value="(\d+)"', page), "client_seq": 2}
    assert phone.post(f"{VOTE}/submit", data=sent).location == f"{VOTE}/submitted"
    assert sorted(chosen()) == sorted(ids(ballot, 1, 4))


def test_nothing_chosen_is_said_before_the_look_over(phone, ballot):
    answer = phone.post(f"{VOTE}/review", data={"client_seq": 1})
    assert answer.status_code == 422
    assert "하나 이상 골라 주세요." in answer.text


def test_after_sending_the_page_says_what_until_when_and_what_then(phone, ballot):
    data = {"solutions": ids(ballot, 2), "client_seq": 1}
    page = phone.post(f"{VOTE}/submit", data=data, follow_redirects=True).text
    assert "투표를 제출했어요" in page and "정류장 쉼터" in page and "가온콜" not in page
    assert re.search(r"12월\s\d+일.*까지 바꿀 수 있어요", page)
    assert "결과가 나오면 알려 드려요" in page


def test_both_pages_lead_to_the_ballot_where_they_have_nothing_to_show(phone, ballot, open_phase):
    for page in ("review", "submitted"):
        assert phone.get(f"{VOTE}/{page}").location == VOTE
    phone.post(f"{VOTE}/submit", data={"solutions": ids(ballot, 2), "client_seq": 1})
    open_phase("target")
    for page in ("review", "submitted"):
        assert phone.get(f"{VOTE}/{page}").location == VOTE


def test_a_choice_shows_its_place_and_says_which_is_mine(
    report, ballot, minji, gaon, as_person, open_phase
):
    dalnae, neuti = gaon.districts[:2]
    ballot[1].issues, ballot[1].districts = [report], [dalnae]
    ballot[2].districts = [neuti]
    minji.home_district = dalnae
    db.session.commit()
    open_phase("vote")
    page = as_person(minji).get(VOTE).text
    assert page.count("우리 동네") == 1
    assert dalnae.name in page and "모든 동네" in page
    assert f"/photos/{KEY}-s" in page


def test_a_report_that_left_the_lists_lends_no_photo(ballot, round, report):
    ballot[1].issues = [report]
    db.session.commit()
    assert glimpses(on_ballot(round))[ballot[1].id].cover_key == KEY
    report.listed = False
    db.session.commit()
    assert glimpses(on_ballot(round))[ballot[1].id] == Glimpse()


def test_the_sheet_is_the_solution_without_its_frame(phone, ballot):
    address = f"/gaon/1/solutions/{ballot[1].id}"
    part = phone.get(address, headers={"HX-Request": "true"}).text
    assert "가온콜" in part and "<html" not in part and "<form" not in part
    assert "<html" in phone.get(address).text
