"""The office screens proposals before the vote, in public, and their proposers answer."""

import pytest

from civic.db import db
from civic.solutions.rules import BallotClosedToChange
from civic.solutions.screening.listing import board, waiting_count
from civic.solutions.screening.rules import (
    NoReply,
    NotScreened,
    ProposalChanged,
)
from tests.factory import propose_solution, screen

UNFIT = {"verdict": "unfit", "grounds": ["authority"], "note": "경찰청이 정할 일이에요."}


@pytest.fixture
def address(solution):
    return f"/gaon/1/solutions/{solution.id}"


def current(solution):
    db.session.expire_all()
    return solution.screening


def test_only_a_proposal_found_fit_goes_onto_the_ballot(solution, seoyeon):
    with pytest.raises(NotScreened):
        solution.put_on_ballot(seoyeon)
    screen(solution, seoyeon, **UNFIT)
    with pytest.raises(NotScreened):
        solution.put_on_ballot(seoyeon)
    screen(solution, seoyeon, "conditional", note="도로 점용 허가를 먼저 받아요.")
    solution.put_on_ballot(seoyeon)
    assert solution.status == "on_ballot"


def test_a_revised_proposal_is_screened_again(as_person, minji, seoyeon, solution, proposal):
    screen(solution, seoyeon)
    db.session.commit()
    again = {**proposal, "cost_won": "20억"}
    as_person(minji).post(f"/gaon/1/solutions/{solution.id}/edit", data=again)
    assert solution.needs_screening
    with pytest.raises(NotScreened):
        solution.put_on_ballot(seoyeon)
    page = as_person(minji).get(f"/gaon/1/solutions/{solution.id}").text
    assert "다시 검토할 거예요" in page


def test_the_form_publishes_the_finding_with_its_reasons(as_person, client, seoyeon, solution):
    address = f"/gaon/1/solutions/{solution.id}"
    office = as_person(seoyeon)
    assert "적격인지 검토하기" in office.get(address).text
    sent = {"edition": "0", "cost_won": "3억 5천만", "department": "교통과", **UNFIT}
    answer = office.post(f"{address}/screening", data=sent)
    assert answer.status_code == 303
    finding = current(solution)
    assert (finding.verdict, finding.grounds) == ("unfit", ["authority"])
    assert (finding.cost_won, finding.screened_by) == (350_000_000, seoyeon)
    page = client.get(address).text
    for words in ("부적격", "시가 정할 수 있는 일이 아니에요", "경찰청이 정할 일이에요.", "교통과"):
        assert words in page


def test_screening_and_ballot_are_one_press(as_person, seoyeon, solution, address):
    sent = {"edition": "0", "verdict": "fit", "then": "ballot"}
    assert as_person(seoyeon).post(f"{address}/screening", data=sent).status_code == 303
    db.session.refresh(solution)
    assert solution.status == "on_ballot"
    refused = {"edition": "0", "then": "ballot", **UNFIT}
    assert as_person(seoyeon).post(f"{address}/screening", data=refused).status_code == 409
    assert current(solution).verdict == "fit"


@pytest.mark.parametrize(
    "sent, sentence",
    [
        ({}, "검토 결과를 하나 골라 주세요."),
        ({"verdict": "unfit", "note": "안 돼요"}, "이유를 하나 이상 골라 주세요."),
        ({"verdict": "unfit", "grounds": ["authority"]}, "이유를 설명해 주세요."),
        ({"verdict": "conditional"}, "어떤 조건인지 적어 주세요."),
        ({"verdict": "fit", "cost_won": "9999억"}, "까지 적을 수 있어요."),
        ({"verdict": "fit", "note": "가" * 1001}, "1000자까지"),
    ],
)
def test_what_is_missing_is_said_and_the_input_kept(
    as_person, seoyeon, solution, address, sent, sentence
):
    sent = {"edition": "0", "department": "교통과", **sent}
    answer = as_person(seoyeon).post(f"{address}/screening", data=sent)
    assert answer.status_code == 422 and sentence in answer.text and "교통과" in answer.text
    assert current(solution) is None


@pytest.mark.parametrize("wrong", [{"verdict": "best"}, {"verdict": "unfit", "grounds": ["x"]}])
def test_codes_that_do_not_exist_are_refused(as_person, seoyeon, solution, address, wrong):
    sent = {"edition": "0", "note": "이유", **wrong}
    assert as_person(seoyeon).post(f"{address}/screening", data=sent).status_code == 422
    assert current(solution) is None


def test_what_the_office_did_not_read_is_not_screened(
    as_person, minji, seoyeon, solution, address, proposal
):
    as_person(minji).post(f"{address}/edit", data={**proposal, "cost_won": "20억"})
    sent = {"edition": "0", "verdict": "fit", "note": "좋아요"}
    answer = as_person(seoyeon).post(f"{address}/screening", data=sent)
    assert answer.status_code == 409 and "보는 사이에 제안이 바뀌었어요" in answer.text
    assert "좋아요" in answer.text and current(solution) is None
    with pytest.raises(ProposalChanged):
        solution.screen(seoyeon, edition=0, verdict="fit")


def test_on_the_ballot_nothing_is_found_unfit_and_nothing_changes_once_voting_began(
    solution, seoyeon, as_person, address, open_phase
):
    screen(solution, seoyeon)
    solution.put_on_ballot(seoyeon)
    db.session.commit()
    sent = {"edition": "0", "verdict": "unfit", "grounds": "authority", "note": "경찰청의 일"}
    answer = as_person(seoyeon).post(f"{address}/screening", data=sent)
    assert answer.status_code == 409 and "다른 담당자와 함께 투표지에서 빼" in answer.text
    assert current(solution).verdict == "fit"
    assert [change.act for change in solution.changes()] == ["put_on_ballot"]
    screen(solution, seoyeon, "conditional", note="도로 점용 허가를 먼저 받아요.")
    assert solution.status == "on_ballot"
    db.session.commit()
    open_phase("vote")
    with pytest.raises(BallotClosedToChange):
        screen(solution, seoyeon)


def test_the_proposer_answers_once(as_person, client, minji, junho, seoyeon, solution, address):
    finding = screen(solution, seoyeon, **UNFIT)
    db.session.commit()
    to = f"{address}/screening/{finding.id}/answer"
    assert as_person(junho).post(to, data={"body": "나도요"}).status_code == 403
    assert as_person(minji).post(to, data={"body": "ㅤ"}).status_code == 422
    assert "답하기" in as_person(minji).get(address).text
    sent = {"body": "신호등이 아니라 횡단보도예요."}
    assert as_person(minji).post(to, data=sent).status_code == 303
    assert as_person(minji).post(to, data=sent).status_code == 403
    assert "신호등이 아니라 횡단보도예요." in client.get(address).text
    with pytest.raises(NoReply):
        solution.answer_screening(finding, minji, "또")


def test_a_screening_of_another_proposal_is_not_answered_here(
    as_person, minji, seoyeon, solution, round, issue
):
    other = propose_solution(round, minji, [issue])
    finding = screen(other, seoyeon)
    db.session.commit()
    to = f"/gaon/1/solutions/{solution.id}/screening/{finding.id}/answer"
    assert as_person(minji).post(to, data={"body": "답"}).status_code == 404


def test_the_board_puts_what_waits_first(as_person, round, minji, seoyeon, solution, issue):
    screen(solution, seoyeon, **UNFIT)
    other = propose_solution(round, minji, [issue], title="횡단보도 조명")
    db.session.commit()
    assert [(row.solution.id, row.waits) for row in board(round)] == [
        (other.id, True),
        (solution.id, False),
    ]
    assert waiting_count(round) == 1
    page = as_person(seoyeon).get("/gaon/1/solutions/screening").text
    assert page.index("횡단보도 조명") < page.index("부르면 오는 버스")
    assert "검토할 제안" in as_person(seoyeon).get("/gaon/1/office").text
