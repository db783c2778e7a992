"""Piles of a large round: found by the worker, kept as rows, and shown as they are by now."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from civic.db import db
from civic.grouping import Text
from civic.issues.models import Issue
from civic.people.models import Person
from civic.rounds.models import Round
from civic.themes import vectors
from civic.themes.reading import read_round
from civic.triage.acts.merge import MergeMany
from civic.triage.models import OfficeAct
from civic.triage.piles import finding
from civic.triage.piles.duplicates import duplicates
from civic.triage.piles.find import find_piles
from civic.triage.piles.finding import find_of_large_rounds
from civic.triage.piles.models import PilesFound, PileText
from civic.triage.selection import Selection
from tests.factory import report_issue
from tests.grouping.invented import nouns_of, texts_on, vectors_of

PILES = "/gaon/1/office/voices/piles"
GREETING = "안녕하세요. 느티동에서 열두 해째 살며 환경지킴이로 봉사하는 주민입니다."
THANKS = "늘 애쓰시는 시장님과 직원 여러분께 감사드립니다. 답변을 기다리겠습니다."


@pytest.fixture
def large(round, minji, junho, person, monkeypatch):
    """A round too large for a request: three people send one text, two another."""
    monkeypatch.setattr(finding, "FEW", 3)
    people = [minji, junho, person("하나", lives=True)]
    issues = [report_issue(round, who, title="가로등 고장", body="밤에 무서워요") for who in people]
    issues += [report_issue(round, who, title="버스 증차", body="꼭이요") for who in people[:2]]
    db.session.commit()
    return [issue.id for issue in issues]


def ids_of(round):
    return [list(pile.issue_ids) for pile in find_piles(round).piles]


def test_a_large_round_is_compared_by_the_worker_alone(large, round, seoyeon, as_person):
    planner = as_person(seoyeon)
    assert "아직 찾고 있어요" in planner.get(PILES).text
    find_of_large_rounds()
    page = planner.get(PILES).text
    assert "가로등 고장" in page and "에 찾았어요" in page
    assert ids_of(round) == [large[:3], large[3:]]


def test_what_was_merged_or_hidden_since_is_in_no_pile(large, round, seoyeon):
    find_of_large_rounds()
    db.session.get(Issue, large[0]).hide("광고")
    db.session.get(Issue, large[3]).merge_into(db.session.get(Issue, large[4]), seoyeon)
    db.session.commit()
    assert ids_of(round) == [large[1:3]]


def test_a_report_that_is_deleted_takes_its_place_in_a_pile_along(large, round):
    find_of_large_rounds()
    db.session.execute(db.delete(PileText).where(PileText.issue_id != large[4]))
    db.session.commit()
    pile_id = db.session.scalars(db.select(PileText.pile_id)).one()
    assert pile_id == large[3]
    assert ids_of(round) == []


def test_piles_are_found_anew_only_when_the_texts_changed(large, round, minji):
    find_of_large_rounds()
    db.session.execute(db.delete(PileText))
    db.session.commit()
    find_of_large_rounds()
    assert ids_of(round) == []
    report_issue(round, minji, title="버스 증차", body="꼭이요")
    db.session.commit()
    find_of_large_rounds()
    assert sorted(map(len, ids_of(round))) == [3, 3]


def test_what_was_read_since_counts_as_a_change(large, round):
    find_of_large_rounds()
    first = db.session.get(PilesFound, round.id).made_of
    read_round(round.id)
    find_of_large_rounds()
    db.session.expire_all()
    assert db.session.get(PilesFound, round.id).made_of != first


def test_two_workers_at_once_keep_one_result(large, app, round):
    def find(_):
        with app.app_context():
            find_of_large_rounds()

    db.session.commit()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(find, range(2)))
    assert ids_of(round) == [large[:3], large[3:]]


def test_two_planners_who_merge_one_pile_at_once_count_nobody_twice(
    large, app, round, seoyeon, haneul, junho, person, drift
):
    hana = person("김하나", lives=True)
    for id, supporter in zip(large, (junho, hana, junho), strict=False):
        db.session.get(Issue, id).support(supporter)
    db.session.commit()
    find_of_large_rounds()
    round_id, planners, chosen = round.id, (seoyeon.id, haneul.id), Selection(0, tuple(large[:3]))
    db.session.commit()

    def merge(planner_id):
        with app.app_context():
            here, planner = db.session.get(Round, round_id), db.session.get(Person, planner_id)
            done = OfficeAct.do(MergeMany(large[0]), chosen, here, planner)
            db.session.commit()
            return done.count

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(merge, planners)) == [0, 2]
    db.session.expire_all()
    assert [db.session.get(Issue, id).merged_into_id for id in large[1:3]] == [large[0]] * 2
    assert db.session.get(Issue, large[0]).supports_count == 2  # 준호 once, and 김하나
    assert drift() == []
    assert ids_of(round) == [large[3:]]


def test_a_form_somebody_fills_in_for_each_wish_is_not_one_text():
    wishes = ("공원 벤치를 고쳐 주세요", "버스를 늘려 주세요", "도서관을 밤에 열어 주세요")
    texts = [Text(n, wish, f"{GREETING}\n{THANKS}", "지킴이") for n, wish in enumerate(wishes, 1)]
    again = Text(9, wishes[0], f"{GREETING}\n\n{THANKS}", "지킴이")
    found = duplicates([*texts, again])
    assert (found.same_text, found.same_ask) == (((1, 9),), ())
    read = dict(
        zip(
            (1, 2, 3, 9),
            zip(nouns_of([*texts, again]), vectors_of([*texts, again]), strict=True),
            strict=True,
        )
    )
    assert duplicates([*texts, again], read).same_text == ((1, 9),)


def test_other_numbers_are_another_text():
    texts = [Text(1, "느티로 3-12 가로등", ""), Text(2, "느티로 31-2 가로등", "")]
    texts += [Text(3, "👍", ""), Text(4, "👎", "")]
    assert duplicates(texts).same_text == ()


def test_who_wants_the_opposite_is_in_no_pile():
    texts = [
        Text(1, "소각장을 더 크게 짓기", "찬성합니다"),
        Text(2, "소각장을 더 크게 짓기", "반대합니다"),
    ]
    texts += [Text(3, "더 크게 짓기 소각장을", "동의해요")]
    assert duplicates(texts).same_ask == ((1, 3),)


def test_the_same_ask_in_other_words_is_found_among_what_was_read():
    texts = texts_on()
    asked = [
        Text(300, "반려견 놀이터 울타리", "반려견 놀이터 울타리가 낮아요"),
        Text(301, "반려견 놀이터 울타리 높이", "반려견 놀이터의 울타리를 고쳐 주세요"),
        Text(302, "반려견 놀이터 울타리", "반려견 놀이터 울타리를 부탁해요"),
    ]
    every = [*texts, *asked]
    meaning = vectors_of(every)
    for number in (-2, -1):
        meaning[number] = meaning[-3]
    read = {
        t.number: one
        for t, one in zip(every, zip(nouns_of(every), meaning, strict=True), strict=True)
    }
    assert (300, 301, 302) in duplicates(every, read).same_ask
    unread = {number: one for number, one in read.items() if number != 301}
    assert (300, 302) in duplicates(every, unread).same_ask
    assert (300, 302) in duplicates(every, {}).same_ask


def test_a_text_changed_since_it_was_read_counts_as_unread(large, round):
    read_round(round.id)
    db.session.get(Issue, large[0]).title = "다른 말"
    db.session.commit()
    _texts, read = finding.already_read(round.id)
    assert set(read) == set(large[1:])
    assert large[0] in vectors.vectors_of(round.id)
