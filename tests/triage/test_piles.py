"""Reports that say or ask the same: which are found, and merging a pile with everybody counted."""

import pytest

from civic.db import db
from civic.grouping import Text
from civic.issues.models import Issue
from civic.issues.support import Support
from civic.themes.reading import read_round
from civic.triage.acts.merge import MergeMany
from civic.triage.models import OfficeAct
from civic.triage.piles.duplicates import duplicates
from civic.triage.piles.find import find_piles, shown
from tests.factory import report_issue
from tests.pages import tight

PILES = "/gaon/1/office/voices/piles"


@pytest.fixture
def campaign(round, minji, junho, person):
    """Three of the same text by three people, two of whom support each other's."""
    hana = person("하나", lives=True)
    issues = [
        report_issue(round, who, title="횡단보도를 그려 주세요", body=body)
        for who, body in ((minji, "안 보여요."), (junho, "안  보여요"), (hana, "안 보여요!"))
    ]
    issues[0].support(junho)
    issues[1].support(junho)
    issues[1].support(hana)
    report_issue(round, minji, title="주세요 그려 횡단보도를", body="다른 말로")
    report_issue(round, minji, title="가로등")
    db.session.commit()
    return [issue.id for issue in issues]


def merging(key, ids, target, pile=None):
    """What the page sends to merge one pile, or all of the page."""
    return {"pile": pile or key, "key": key, f"issue-{key}": ids, f"target-{key}": target}


def test_same_letters_are_one_text_and_same_words_one_ask():
    texts = [Text(1, "가로등 고장", "꺼짐"), Text(2, "가로등  고장!", "꺼짐."), Text(3, "버스", "")]
    texts += [Text(4, "주차장이 너무 부족해요", "가"), Text(5, "부족해요 너무 주차장이", "나")]
    found = duplicates(texts)
    assert (found.same_text, found.same_ask) == (((1, 2),), ((4, 5),))
    assert duplicates([]).same_text == ()


def test_a_campaign_is_one_pile_of_people_each_once(campaign, round):
    [pile] = find_piles(round).piles
    assert (pile.why, list(pile.issue_ids)) == ("text", campaign)
    found = shown(pile, round)
    assert (found.people, found.nameless, found.imported) == (3, 0, 0)


def test_whoever_was_merged_before_counts_in_a_pile_and_who_has_no_name_apart(
    campaign, round, minji, seoyeon
):
    """Of two left, the three of the campaign; the office and supports on paper are no people."""
    first, *others = (db.session.get(Issue, id) for id in campaign)
    for other in others:
        other.merge_into(first, seoyeon)
    db.session.add(Support(issue_id=first.id, person_id=seoyeon.id))
    first.offline_supports, others[0].offline_supports = 4, 5
    db.session.commit()
    [pile] = find_piles(round).piles
    found = shown(pile, round)
    assert (pile.why, found.people, found.nameless) == ("ask", 3, 9)


def test_a_pile_is_merged_in_one_act_and_given_back(campaign, round, seoyeon, as_person, drift):
    planner = as_person(seoyeon)
    assert "횡단보도를 그려 주세요" in planner.get(PILES).text
    data = merging(campaign[0], campaign, campaign[1])
    answer = planner.post(f"{PILES}/merge", data=data)
    assert "합치기: 2건에 했어요" in tight(planner.get(answer.location).text)
    assert db.session.get(Issue, campaign[1]).supports_count == 2  # 준호 once, and 하나
    left = [pile.why for pile in find_piles(round).piles]
    assert left == ["ask"]  # in other words
    db.session.scalars(db.select(OfficeAct)).one().undo(MergeMany, seoyeon)
    db.session.commit()
    assert [db.session.get(Issue, id).supports_count for id in campaign] == [1, 2, 0]
    assert drift() == []


def test_single_texts_may_be_left_out(campaign, seoyeon, as_person):
    data = merging(campaign[0], campaign[:2], campaign[0])
    as_person(seoyeon).post(f"{PILES}/merge", data=data)
    assert db.session.get(Issue, campaign[2]).merged_into_id is None
    assert db.session.get(Issue, campaign[1]).merged_into_id == campaign[0]


def test_nothing_is_merged_without_a_choice(campaign, seoyeon, as_person):
    planner = as_person(seoyeon)
    assert planner.post(f"{PILES}/merge", data=merging(1, [], campaign[0])).status_code == 422
    assert planner.post(f"{PILES}/merge", data={"pile": "all"}).status_code == 422
    alone = merging(1, campaign[:1], "")
    assert planner.post(f"{PILES}/merge", data=alone).status_code == 409


def test_all_piles_of_a_page_are_merged_at_once_and_each_can_be_given_back(
    campaign, round, minji, seoyeon, as_person, drift
):
    more = [report_issue(round, minji, title="밤에 어두워요", body="무서워요").id for _ in range(2)]
    db.session.commit()
    data = merging(campaign[0], campaign[:2], campaign[1], "all")
    data |= merging(more[0], more, more[0], "all") | {"key": [campaign[0], more[0]], "seen": "0"}
    page = as_person(seoyeon).post(f"{PILES}/merge", data=data, follow_redirects=True)
    assert "2건을 합쳤어요" in page.text
    assert db.session.get(Issue, campaign[0]).merged_into_id == campaign[1]
    assert db.session.get(Issue, more[1]).merged_into_id == more[0]
    assert db.session.get(Issue, campaign[2]).merged_into_id is None
    acts = db.session.scalars(db.select(OfficeAct).order_by(OfficeAct.id)).all()
    acts[0].undo(MergeMany, seoyeon)
    db.session.commit()
    assert db.session.get(Issue, campaign[0]).listed and not db.session.get(Issue, more[1]).listed
    assert drift() == []


LONG = (
    "한강 공원 자전거 대여소에 지붕이 없어서 비가 오면 안장이 젖고 거치대도 모자라요. "
    "주말마다 자전거가 길까지 나와 있어 유모차와 휠체어가 지나가지 못하니 살펴봐 주세요."
)


def test_texts_that_were_read_are_piled_though_letters_differ(round, minji, junho):
    """A short title over other words is no pile."""
    for who, title, body in (
        (minji, "자전거 대여소 지붕", LONG),
        (junho, "대여소 지붕을 바라요", f"{LONG} 부탁드려요."),
        (minji, "동의합니다", "고양이 집"),
        (junho, "동의합니다", "주사 놓는 곳"),
        *((minji, f"가로등 {n} 고장", f"등 {n}") for n in range(8)),
    ):
        report_issue(round, who, title=title, body=body)
    db.session.commit()
    assert find_piles(round).piles == []
    read_round(round.id)
    found = find_piles(round).piles
    assert [(pile.why, len(pile.issue_ids)) for pile in found] == [("ask", 2)]


@pytest.mark.parametrize("pile", ["all", "1"])
def test_more_than_an_act_takes_is_refused_in_words(pile, round, seoyeon, as_person, monkeypatch):
    monkeypatch.setattr("civic.triage.models.MOST", 2)
    data = merging(1, [1, 2, 3], 1, pile) | {"key": ["1"]}
    answer = as_person(seoyeon).post(f"{PILES}/merge", data=data)
    assert answer.status_code == 422 and "두 건 이상" in answer.text
