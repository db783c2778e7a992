"""What is written for residents in 해요체 ends in nouns in a document, where that is sure."""

import csv

import pytest

from civic.documents.endings import noun_endings
from tests.paths import ROOT

CATALOGUE = ROOT / "civic" / "solutions" / "catalogue" / "catalogue.csv"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("정부가 발표한 값이에요. 크게 달라져요.", "정부가 발표한 값임. 크게 달라짐"),
        ("기준값으로 쟀어요", "기준값으로 쟀음"),
        ("지어낸 도시예요. 실제가 아니에요.", "지어낸 도시임. 실제가 아님"),
        ("기준과 달라요.", "기준과 다름"),
        ("미리 정해야 해요.", "미리 정해야 함"),
        ("33%로 나와요. 맞지 않아요.", "33%로 나옴. 맞지 않음"),
        ("목표로 삼기 어려워요.", "목표로 삼기 어려움"),
        ("전류를 재서 알려요.", "전류를 재서 알림"),
        ("시에서 보내요", "시에서 보냄"),
        ("값이 커요.", "값이 큼"),
        ("불을 꺼 줘요.", "불을 꺼 줌"),
        ("“매우 만족”을 더했어요.", "“매우 만족”을 더했음"),
        ("장날에 먼저 열어요.", "장날에 먼저 엶"),
        ("지도를 만들어요", "지도를 만듦"),
        ("버스에 사람이 들어요.", "버스에 사람이 들어요."),  # 듦 or 들음
        ("약을 지어요", "약을 지어요"),  # 짓다 or 지다
        ("이미 개조식으로 적음.", "이미 개조식으로 적음."),
        ("필요 없음", "필요 없음"),
        ("요 앞의 도로", "요 앞의 도로"),
        ("사업 개요", "사업 개요"),
        ("알려 주세요.", "알려 주세요."),
        ("수요. 공급", "수요. 공급"),
        ("", ""),
    ],
)
def test_an_ending_that_is_sure_becomes_a_nouns(said, written):
    assert noun_endings(said) == written


def test_every_note_of_the_catalogue_can_stand_in_a_document():
    rows = csv.DictReader(CATALOGUE.open(encoding="utf-8"))
    notes = [noun_endings(row["note"]) for row in rows]
    assert [note for note in notes if note.endswith(("요", "요.")) or "요. " in note] == []
