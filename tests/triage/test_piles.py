"""Reports that say or ask the same: which are found, and merging a pile with everybody counted."""

import pytest

from civic.db import db
from civic.grouping import Text
from civic.issues.models import Issue
from civic.triage.acts.merge import Merge
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


def test_same_letters_are_one_text_and_same_words_one_ask():
    texts = [Text(1, "가로등 고장", "꺼짐"), Text(2, "가로등  고장!", "꺼짐."), Text(3, "버스", "")]
    texts += [Text(4, "주차장 부족", "가"), Text(5, "부족 주차장", "나")]
    found = duplicates(texts)
    assert (found.same_text, found.same_ask) == (((1, 2),), ((4, 5),))
    assert duplicates([]).same_text == ()


def test_a_campaign_is_one_pile_of_people_each_once(campaign, round):
    [pile] = find_piles(round).piles
    assert (pile.why, list(pile.issue_ids)) == ("text", campaign)
    assert shown(pile).people == 3


def test_a_pile_is_merged_in_one_act_and_given_back(campaign, round, seoyeon, as_person, drift):
    planner = as_person(seoyeon)
    assert "횡단보도를 그려 주세요" in planner.get(PILES).text
    data = {"target": campaign[1], "issue": campaign, "seen": "0"}
    answer = planner.post(f"{PILES}/merge", data=data)
    assert "합치기: 2건에 했어요" in tight(planner.get(answer.location).text)
    assert db.session.get(Issue, campaign[1]).supports_count == 2  # 준호 once, and 하나
    assert [pile.why for pile in find_piles(round).piles] == [
        "ask"
    ]  # what is left of it, in other words
    db.session.scalars(db.select(OfficeAct)).one().undo(Merge, seoyeon)
    db.session.commit()
    assert [db.session.get(Issue, id).supports_count for id in campaign] == [1, 2, 0]
    assert drift() == []


def test_single_texts_may_be_left_out(campaign, seoyeon, as_person):
    data = {"target": campaign[0], "issue": campaign[:2], "seen": "0"}
    as_person(seoyeon).post(f"{PILES}/merge", data=data)
    assert db.session.get(Issue, campaign[2]).merged_into_id is None
    assert db.session.get(Issue, campaign[1]).merged_into_id == campaign[0]


def test_nothing_is_merged_without_a_choice(campaign, seoyeon, as_person):
    planner = as_person(seoyeon)
    assert planner.post(f"{PILES}/merge", data={"target": campaign[0]}).status_code == 422
    alone = {"issue": campaign[:1], "target": ""}
    assert planner.post(f"{PILES}/merge", data=alone).status_code == 409
