"""What the cockpit says first, as sentences: the first rule that holds."""

from datetime import timedelta

import pytest

from civic.home.labels import next_step_words
from civic.home.next_step import RoundFacts, next_step
from tests.factory import add_issue

LATE = {"days_left": 2, "required": ("no_target", "stale")}
COLLECTING = {"open": frozenset({"report"}), "running": "report"}
WRITING = {"open": frozenset({"compile"}), "running": "compile", "vote": "counted"}


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"is_planned": False}, "일정을 먼저 정해 주세요"),
        (
            COLLECTING | {"waiting": {"new": 1200}, "oldest_days": 9},
            "9일 기다렸으니, 새 제보 1,200건",
        ),
        (COLLECTING | {"waiting": {"new": 3}, "oldest_days": 3041}, "약 8년 4개월 기다렸으니"),
        (COLLECTING | {"waiting": {"new": 2}}, "오늘 새로 들어왔으니, 제보 2건"),
        (COLLECTING | {"waiting": {"alike": 4}}, "같아 보이는 제보 4건"),
        (COLLECTING | {"waiting": {"new": 2, "to_screen": 3}, "vote": "coming"}, "제안 3건을 검토"),
        (COLLECTING | {"waiting": {"carried": 3}}, "이어온 제보 3건에 답해 주세요"),
        (COLLECTING | {"waiting": {"flags": 1}}, "신고한 사람이 기다리니, 글 1건"),
        (COLLECTING | {"waiting": {"heard": 31}}, "모임에서 들은 의견 31건"),
        (COLLECTING, "제보 단계에서 기다리는 일이 없으니"),
        ({"vote": "coming", "vote_in": 5}, "투표 시작이 5일 뒤인데 투표지가 비어 있으니"),
        ({"vote": "coming", "vote_in": 1}, "투표 시작이 내일인데"),
        ({"vote": "coming", "vote_in": 9, "coming": ("vote", 9)}, "투표 단계가 9일 뒤 시작되니"),
        ({"vote": "coming", "vote_in": 5, "on_ballot": 3, "coming": ("vote", 5)}, "일정이 맞는지"),
        ({"vote": "uncounted"}, "집계해서 공개해 주세요"),
        ({"vote": "uncounted", "waiting": {"sheets": 2}}, "종이표 2장을 확인해 주세요"),
        ({"vote": "uncounted", "waiting": {"corrections": 1}}, "무효와 빼기 1건"),
        ({"vote": "open", "waiting": {"sheets": 2, "new": 5}}, "종이표 2장"),
        ({"vote": "counted", "waiting": {"outcomes": 40, "remarks": 1}}, "제보 40건을 옮겨"),
        ({"unnamed": 7, "waiting": {"new": 2}, "oldest_days": 36}, "36일 기다렸으니, 새 제보 2건"),
        ({"unnamed": 7, "waiting": {"new": 2}, "oldest_days": 6}, "주제 7개에"),
        ({"vote": "counted", "unnamed": 7}, "주제 7개에 이름을"),
        (WRITING | {"waiting": {"remarks": 2, "outcomes": 40}}, "컨설팅 의견 2건"),
        (WRITING | {"required": ("no_snapshot", "no_target")}, "계획서를 처음으로 만들어"),
        (WRITING | {"form_places": 12, "required": ("stale",)}, "공모 양식의 칸 12곳"),
        (WRITING | {"required": ("stale",)}, "바뀐 것이 있으니, 다시 만들어"),
        (WRITING | {"required": ("stale", "no_target")}, "꼭 채울 것 2가지"),
        (WRITING | LATE, "접수 마감이 2일 뒤인데 꼭 채울 것이 2가지"),
        (WRITING | LATE | {"days_left": 0, "waiting": {"new": 9}}, "접수 마감이 오늘인데"),
        (WRITING | {"days_left": 1, "is_ready": True}, "낼 준비가 끝났으니"),
        (WRITING | {"waiting": {"new": 4}, "oldest_days": 1}, "새 제보 4건"),
        ({"open": frozenset({"submit"}), "is_ready": True}, "낼 준비가 끝났으니"),
        ({"filed": True, "next_result": True}, "공모에서 나온 결과를"),
        ({"filed": True, "lost": True, "next_result": True}, "선정되지 않았으니"),
        ({"filed": True, "lost": True, "waiting": {"outcomes": 3}}, "제보 3건을 옮겨"),
        (COLLECTING | {"waiting": {"replies": 2, "flags": 1}}, "제보자가 답했으니, 답 2건"),
        (
            {"filed": True, "days_left": 1, "required": ("stale",), "unmeasured": 2},
            "성과지표 2개의 값을 재서",
        ),
        ({"filed": True, "unmeasured": 1, "late_again": 1}, "다시 재겠다고 한 날이 지났으니"),
        ({"filed": True, "next_result": True, "unmeasured": 2}, "공모에서 나온 결과를"),
        ({"filed": True, "lost": True, "with_evaluation": True, "unmeasured": 2}, "모두 적었으니"),
        ({"filed": True}, "적을 것을 모두 적었으니"),
        ({"filed": True, "open": {"submit"}, "running": "submit"}, "제출 단계에서 기다리는 일이"),
        ({}, "참여가 모두 끝났으니"),
    ],
)
def test_the_planner_is_told_one_thing_and_why(app, facts, sentence):
    with app.test_request_context():
        _icon, _page, words = next_step_words(next_step(RoundFacts(**facts)))
    assert sentence in words
    assert words.count(".") == 1


def test_the_cockpit_says_it_and_leads_there(as_person, seoyeon, round, open_phase):
    open_phase("report")
    add_issue(round, created_at=round.phase("report").starts_at - timedelta(days=200))
    page = as_person(seoyeon).get("/gaon/1/office").text
    assert "다음 할 일" in page and "새 제보 1건을 살펴봐 주세요" in page
    assert "약 7개월" in page
    assert 'id="next" href="/gaon/1/office/voices"' in page
