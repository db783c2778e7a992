"""The result: who may count when, and what everybody can read afterwards."""

import pytest

from civic.db import db
from civic.people.models import Person
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally

VOTE = "/gaon/1/vote"


@pytest.fixture
def seoyeon(person, as_person):
    return as_person(person("서연", "planner"))


@pytest.fixture
def closed(person, round, ballot, open_phase, clock):
    """Three ballots: 1 → 3 votes, 2 → 2, 3 → 1. The budget takes 1 and 3, not 2."""
    round.budget_won = 2_300_000_000
    open_phase("vote")
    for name, numbers in {"민지": (1, 2), "하준": (1, 2), "서아": (1, 3)}.items():
        chosen = [ballot[number].id for number in numbers]
        Participation.submit(person(name, lives=True), round, chosen)
    person("지호", lives=True)
    db.session.commit()
    clock(round.phase("vote").ends_at)


def test_until_the_count_the_page_waits(client, closed):
    page = client.get(f"{VOTE}/result")
    assert page.status_code == 200
    assert "투표가 끝났고, 곧 집계해요" in page.text
    assert "집계하고 공개하기" not in page.text


def test_a_planner_counts_and_everybody_reads_the_result(client, closed, seoyeon):
    assert "집계하고 공개하기" in seoyeon.get(f"{VOTE}/result").text
    assert seoyeon.post(f"{VOTE}/tally").status_code == 303
    page = client.get(f"{VOTE}/result").text
    for words in (
        "<title>투표 결과",
        "해결방안 2가지",
        "3명",
        "6표",
        "많은 표 순서, 예산을 넘으면 건너뛰기",
        "표가 같으면 먼저 제안된 것",
        "이 차례에 남은 예산은 9억 원, 드는 돈은 9.5억 원이라 건너뛰었어요.",
        "22.5억 원",
        "75",
        "거주를 확인한 4명 가운데 3명",
    ):
        assert words in page, words
    assert page.index("1. 가온콜") < page.index("2. 정류장 쉼터") < page.index("3. 공유주차")


def test_a_second_click_is_harmless(closed, seoyeon):
    for _ in range(2):
        assert seoyeon.post(f"{VOTE}/tally").status_code == 303
    assert db.session.query(Tally).count() == 1


def test_only_the_office_counts(closed, person, as_person, client):
    for name, role in [("민서", None), ("도윤", "consultant")]:
        someone = as_person(person(name, *([role] if role else [])))
        assert someone.post(f"{VOTE}/tally").status_code == 403
    assert client.post(f"{VOTE}/tally").status_code == 303
    assert db.session.query(Tally).count() == 0


def test_counts_that_disagree_stop_with_a_sentence(closed, seoyeon, round):
    round.max_choices = 1
    db.session.commit()
    answer = seoyeon.post(f"{VOTE}/tally")
    assert answer.status_code == 409
    assert "서로 맞지 않아" in answer.text
    assert db.session.query(Tally).count() == 0


def test_after_the_count_the_ballot_page_leads_to_the_result(client, closed, seoyeon):
    seoyeon.post(f"{VOTE}/tally")
    page = client.get(VOTE).text
    assert "투표 결과가 나왔어요" in page
    assert f'href="{VOTE}/result"' in page


def test_a_voter_is_told_that_the_ballot_was_in_but_not_what_it_held(
    closed, as_person, seoyeon, round
):
    minji = as_person(db.session.scalars(db.select(Person).filter_by(name="민지")).one())
    page = minji.get(VOTE).text
    assert "투표를 제출했어요" in page
    assert "가온콜" not in page
