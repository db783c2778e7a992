"""The ballot's page as residents meet it: phases, drafts, submitting, refusals, secrecy."""

import re
from datetime import timedelta

import pytest
from flask import g, render_template_string

from civic.db import db
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.voter_roll import Participation

VOTE = "/gaon/1/vote"
JSON = {"Accept": "application/json"}


@pytest.fixture
def minji(person, ballot):
    return person("민지", lives=True)


@pytest.fixture
def phone(minji, as_person, open_phase):
    """민지's signed-in client, while voting is open."""
    open_phase("vote")
    return as_person(minji)


def ids(ballot, *numbers):
    return [ballot[number].id for number in numbers]


def chosen():
    return [id for ballot in db.session.scalars(db.select(Ballot)) for id in ballot.solution_ids]


def ticked(page):
    boxes = re.findall(r'<input type="checkbox"[^>]*>', page)
    return sorted(int(re.search(r'value="(\d+)"', b)[1]) for b in boxes if "checked" in b)


def test_before_the_phase_the_page_says_when_voting_begins(client, ballot):
    page = client.get(VOTE).text
    assert "12월\u00a011일(금)에 시작해요" in page
    assert "가온콜" in page
    assert "checkbox" not in page


def test_a_visitor_fills_in_the_ballot_and_is_asked_to_sign_in(client, ballot, open_phase):
    open_phase("vote")
    page = client.get(VOTE).text
    assert "로그인하고 이어서" in page
    assert "가온콜" in page
    assert "checkbox" in page
    assert "임시저장</button>" not in page.replace("\n", "")
    assert client.post(f"{VOTE}/submit", data={"solutions": ids(ballot, 1)}).status_code == 303
    assert chosen() == []


def test_without_proof_of_residency_the_page_says_what_to_do(person, as_person, ballot, open_phase):
    open_phase("vote")
    doyun = as_person(person("도윤"))
    page = doyun.get(VOTE).text
    assert "거주 확인이 필요해요" in page
    assert 'href="/gaon/1/residency"' in page
    answer = doyun.post(f"{VOTE}/submit", data={"solutions": ids(ballot, 1)})
    assert answer.status_code == 403
    assert "거주 확인이 필요해요" in answer.text
    assert chosen() == []


def test_submitting_stores_the_ballot_and_says_so(phone, ballot):
    answer = phone.post(
        f"{VOTE}/submit",
        data={"solutions": ids(ballot, 1, 3), "client_seq": 1},
        follow_redirects=True,
    )
    assert answer.status_code == 200
    assert "투표를 제출했어요" in answer.text
    assert chosen() == ids(ballot, 1, 3)
    page = phone.get(VOTE).text
    assert ticked(page) == ids(ballot, 1, 3)
    assert "투표 취소하기" in page


def test_a_draft_comes_back_and_waits_in_sight(phone, ballot, minji, round):
    answer = phone.post(f"{VOTE}/draft", data={"solutions": ids(ballot, 4)}, follow_redirects=True)
    assert "임시저장했어요" in answer.text
    assert ticked(answer.text) == ids(ballot, 4)
    assert chosen() == []
    assert "제출 전이에요" in answer.text
    assert Participation.unsubmitted(minji, round) is not None


def test_the_script_saves_drafts_and_learns_what_stands(phone, ballot):
    answer = phone.post(
        f"{VOTE}/draft", data={"solutions": ids(ballot, 4), "client_seq": 3}, headers=JSON
    )
    assert answer.json == {
        "submitted": False,
        "submitted_words": "",
        "pending": True,
        "chosen": ids(ballot, 4),
        "client_seq": 3,
    }
    late = phone.post(
        f"{VOTE}/draft", data={"solutions": ids(ballot, 5), "client_seq": 2}, headers=JSON
    )
    assert late.status_code == 409
    assert (late.json["chosen"], late.json["client_seq"]) == (ids(ballot, 4), 3)
    assert "나중에 고른 것" in late.json["error"]


def test_an_old_page_submitted_late_shows_what_stands(phone, ballot):
    phone.post(f"{VOTE}/submit", data={"solutions": ids(ballot, 1), "client_seq": 5})
    late = phone.post(f"{VOTE}/submit", data={"solutions": ids(ballot, 2), "client_seq": 4})
    assert late.status_code == 409
    assert ticked(late.text) == ids(ballot, 1)
    assert chosen() == ids(ballot, 1)
    assert 'name="client_seq" value="6"' in late.text


def test_too_many_choices_are_named_and_stay_ticked(phone, ballot):
    answer = phone.post(f"{VOTE}/submit", data={"solutions": ids(ballot, 1, 2, 3)})
    assert answer.status_code == 422
    assert "2가지까지 고를 수 있어요. 지금은 3가지를 골랐어요." in answer.text
    assert ticked(answer.text) == ids(ballot, 1, 2, 3)
    assert chosen() == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"solutions": "나무"},
        {"solutions": "999999"},
        {"solutions": "-1"},
        {"solutions": "99999999999999999999999"},
        {"solutions": "1", "client_seq": "나중"},
        {"solutions": "1", "client_seq": "9" * 30},
    ],
)
@pytest.mark.parametrize("act", ["submit", "draft"])
def test_odd_input_is_refused_with_a_sentence(phone, data, act):
    answer = phone.post(f"{VOTE}/{act}", data=data)
    if act == "draft" and not data:
        assert answer.status_code == 303
        return
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert chosen() == []


def test_taking_the_ballot_back(phone, ballot, minji, round):
    phone.post(f"{VOTE}/submit", data={"solutions": ids(ballot, 1)})
    answer = phone.post(f"{VOTE}/withdraw", follow_redirects=True)
    assert "투표를 취소했어요" in answer.text
    assert chosen() == []
    assert Participation.of(minji, round).submitted_at is None


def test_changes_not_submitted_are_said_on_the_ballot(phone, ballot):
    phone.post(f"{VOTE}/submit", data={"solutions": ids(ballot, 1)})
    phone.post(f"{VOTE}/draft", data={"solutions": ids(ballot, 1, 2)})
    page = phone.get(VOTE).text
    assert '<p data-when="changed">' in page
    assert "바꾼 내용이 아직 제출되지 않았어요" in page
    assert ticked(page) == ids(ballot, 1, 2)
    assert chosen() == ids(ballot, 1)


@pytest.mark.parametrize("act", ["submit", "draft", "withdraw"])
def test_after_the_end_nothing_changes(phone, ballot, act, round, clock):
    phone.post(f"{VOTE}/submit", data={"solutions": ids(ballot, 1)})
    clock(round.phase("vote").ends_at)
    answer = phone.post(f"{VOTE}/{act}", data={"solutions": ids(ballot, 2)})
    assert answer.status_code == 409
    assert "기간이 아니에요" in answer.text
    assert chosen() == ids(ballot, 1)
    page = phone.get(VOTE).text
    assert "투표가 끝났어요" in page
    assert "checkbox" not in page


def test_each_voter_has_an_order_of_their_own(phone, person, as_person, ballot):
    def order(client):
        return re.findall(r'name="solutions" value="(\d+)"', client.get(VOTE).text)

    others = [order(as_person(person(name, lives=True))) for name in ("하준", "서아", "지호")]
    assert order(phone) == order(phone)
    assert any(order(phone) != other for other in others)


def test_no_page_tells_a_count_before_the_end(phone, ballot, person, as_person):
    phone.post(f"{VOTE}/submit", data={"solutions": ids(ballot, 1)})
    planner = as_person(person("서연", "planner"))
    for reader in (phone, planner):
        assert "보이지 않아요" in reader.get(f"{VOTE}/result").text
        assert "표를 던졌어요" not in reader.get(f"{VOTE}/result").text
    assert planner.post(f"{VOTE}/tally").status_code == 409


def test_choices_appear_in_no_log(phone, ballot, caplog):
    caplog.set_level(0)
    phone.post(f"{VOTE}/submit", data={"solutions": ids(ballot, 1, 3), "client_seq": 1})
    phone.post(f"{VOTE}/submit", data={"solutions": ids(ballot, 1, 2, 3)})
    nonces = [nonce for _id, nonce in db.session.scalars(db.select(Ballot.choices)).one()]
    said = caplog.text
    assert not any(nonce in said for nonce in nonces)
    assert not any(solution.title in said for solution in ballot.values())
    assert "solutions" not in said


def test_the_bar_stays_on_other_pages_until_submitted(phone, ballot, app, minji):
    def bar_after(act, *numbers):
        phone.post(f"{VOTE}/{act}", data={"solutions": ids(ballot, *numbers)})
        frame = "{% import 'shared/ui.html' as ui %}"
        with app.test_request_context("/gaon/1/"):
            app.preprocess_request()
            g._login_user = db.session.merge(minji)
            return render_template_string(
                frame + "{% include 'votes/ballots/_unsubmitted_bar.html' %}"
            )

    assert "고른 것이 아직 제출되지 않았어요" in bar_after("draft", 1)
    assert bar_after("submit", 1).strip() == ""
    assert "바꾼 투표가 아직 제출되지 않았어요" in bar_after("draft", 2)


def test_where_money_does_not_bind_choices_are_counted_and_not_summed_up(phone, ballot, round):
    round.budget_won, round.max_choices = 2_000_000_000, 3
    db.session.commit()
    phone.post(f"{VOTE}/draft", data={"solutions": ids(ballot, 1, 2)})
    page = phone.get(VOTE).text
    assert "예산을 넘게 골라도 괜찮아요" in page
    assert "23.5억 원" not in page and "data-meter" not in page
    dots = re.search(r"data-dots>(.*?)</span>", page)[1]
    assert (dots.count("<i"), dots.count('class="is"')) == (3, 2)
    assert phone.post(f"{VOTE}/submit", data={"solutions": ids(ballot, 1, 2)}).status_code == 303


def test_a_retried_submit_is_one_ballot(phone, ballot, clock, minji, round):
    data = {"solutions": ids(ballot, 1), "client_seq": 1}
    phone.post(f"{VOTE}/submit", data=data)
    first = Participation.of(minji, round).submitted_at
    clock(timedelta(minutes=1))
    assert phone.post(f"{VOTE}/submit", data=data).status_code == 303
    assert chosen() == ids(ballot, 1)
    assert Participation.of(minji, round).submitted_at == first
