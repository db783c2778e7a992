"""The readiness list, without a database: each item appears when, and only when, it should."""

from dataclasses import replace

import pytest

from civic.plans.readiness.labels import ITEMS, item_words
from civic.plans.readiness.rules import Measure, ReadinessFacts, readiness
from civic.plans.wording.finding import Finding

WAIT = Measure(
    1, "버스 대기시간", "분", "down", 72.0, 2026, "10월 조사", "전수 집계", "합 ÷ 건수",
    "배차 기록", 15.0, 60.0,
)  # fmt: skip
RIDERS = replace(WAIT, id=2, name="하루 이용객", direction="up", target=420.0, weight_percent=40.0)
FINE = ReadinessFacts(vote="counted", measures=(WAIT, RIDERS), snapshot=3)


def kinds(facts):
    return [item.kind for item in readiness(facts)]


def wait(**changes):
    return replace(FINE, measures=(replace(WAIT, **changes), RIDERS))


CASES = [
    # facts, kind, required, words
    (replace(FINE, vote="open"), "vote_open", True, "투표가 끝나지 않음"),
    (replace(FINE, vote="uncounted"), "vote_uncounted", True, "투표를 집계하지 않음"),
    (wait(baseline=None), "no_baseline", False, "기준값 없음: 버스 대기시간"),
    (wait(baseline_year=None), "no_baseline_year", True, "기준값을 잰 해 없음: 버스 대기시간"),
    (wait(baseline_source=" "), "no_baseline_source", True, "기준값 출처 없음: 버스 대기시간"),
    (wait(method=""), "no_method", True, "측정방법 없음: 버스 대기시간"),
    (wait(formula=""), "no_formula", False, "산출식이나 자료출처 없음: 버스 대기시간"),
    (wait(data_source=""), "no_formula", False, "산출식이나 자료출처 없음: 버스 대기시간"),
    (wait(target=None), "no_target", True, "주민이 정한 목표값 없음: 버스 대기시간"),
    (wait(target=75.0), "wrong_way", True, "목표값이 기준값보다 나아지지 않음: 버스 대기시간"),
    (wait(target=72.0), "wrong_way", True, "목표값이 기준값보다 나아지지 않음: 버스 대기시간"),
    (wait(weight_percent=None), "no_weight", True, "가중치 없음: 버스 대기시간"),
    (wait(weight_percent=55.0), "weights", True, "가중치 합 95%"),
    (
        replace(FINE, unplanned=[(7, "공유주차")]),
        "no_project", False, "사업 내용의 사업비 없음: 공유주차",
    ),
    (
        replace(FINE, unmeasured=[(7, "공유주차")]),
        "no_indicator", True, "성과지표 없음: 공유주차",
    ),
    (replace(FINE, open_remarks=[4, 5, 9]), "remarks", True, "답변 없는 컨설팅 의견 3건"),
    (replace(FINE, photos_without_words=4), "photos", True, "사진 설명 없음 4건"),
    (replace(FINE, snapshot=None), "no_snapshot", True, "계획서를 아직 만들지 않음"),
    (
        replace(FINE, changed=("written", "remarks")),
        "stale", True, "제3호를 만든 뒤 바뀜: 문단, 컨설팅 의견과 조치",
    ),
    (
        replace(FINE, too_long=[("problems", "문제", 5200, 5000)]),
        "too_long", True, "‘문제’ 장 5,200자, 정한 길이는 5,000자",
    ),
    (
        replace(FINE, too_many_pages=(12, 10)),
        "too_many_pages", True, "본문 12쪽, 정한 것은 10쪽",
    ),
    (
        replace(FINE, open_places=[(None, "overview", "개요", "○○동")]),
        *("open_place", True, "‘개요’ 장에 채우지 않은 자리: ○○동"),
    ),
    (
        replace(FINE, years_off=["버스 대기시간"]),
        *("years_off", True, "연차별 목표의 마지막 해가 목표값과 다름: 버스 대기시간"),
    ),
    (
        replace(FINE, shares_off=[("국비", 50.0, 47.5)]),
        *("shares_off", False, "국비 비율이 공모와 다름: 공모 50%, 계획 47.5%"),
    ),
    (
        replace(FINE, national_off=(50.0, 40.0)),
        *("national_off", False, "참여 기간의 국비 비율이 공모와 다름: 공모 50%, 설정 40%"),
    ),
    (replace(FINE, goes_on=False), "no_follow_up", False, "참여를 이어 갈 활동을 적지 않음"),
    (
        replace(FINE, numbers_off=[Finding("number", "k", "p", "제보 12건", {"value": "1건"})]),
        *("number_off", False, "손으로 적은 ‘제보 12건’, 자료의 값은 1건"),
    ),
    (replace(FINE, wording=3), "wording", False, "다듬으면 좋은 글 3곳"),
    (replace(FINE, template_is_example=True), "example", False, "공모의 서식이 아직 예시"),
    (
        replace(FINE, districts_without_population=2),
        "population", False, "인구를 모르는 읍면동 2곳",
    ),
    (replace(FINE, reports_unanswered=12), "reports", False, "답하지 않은 제보 12건"),
    (
        replace(FINE, vote="uncounted", sheets_waiting=2),
        "sheets", True, "확인하지 않은 종이표 2장",
    ),
]  # fmt: skip


def test_a_plan_that_lacks_nothing_has_an_empty_list():
    assert readiness(FINE) == []


@pytest.mark.parametrize(("facts", "kind", "required", "words"), CASES, ids=[c[1] for c in CASES])
def test_each_item_is_named_with_what_it_is_about(app, facts, kind, required, words):
    with app.test_request_context(headers={"Accept-Language": "ko"}):
        [item] = [item for item in readiness(facts) if item.kind == kind]
        assert item_words(item) == words
    assert item.required is required
    others = set(kinds(facts)) - {kind}
    assert others <= {"vote_uncounted"}


def test_every_kind_of_item_has_a_case():
    assert {kind for _facts, kind, _required, _words in CASES} == ITEMS.keys()


def test_required_items_come_before_advice():
    facts = replace(FINE, vote="open", template_is_example=True, photos_without_words=1)
    assert [item.required for item in readiness(facts)] == [True, True, False]


def test_the_limits_of_an_example_form_are_only_advice():
    facts = replace(FINE, too_long=[("problems", "문제", 9, 5)], template_is_example=True)
    assert not any(item.required for item in readiness(facts))


def test_a_difference_of_percentages_needs_no_baseline():
    assert kinds(wait(unit="%p", baseline=None, baseline_year=None)) == []


def test_weights_and_targets_wait_for_the_count():
    facts = replace(wait(target=None, weight_percent=None), vote="open")
    assert kinds(facts) == ["vote_open"]


def test_sheets_of_a_counted_vote_are_over():
    assert kinds(replace(FINE, sheets_waiting=2)) == []


def test_weights_may_be_thirds():
    third = [replace(WAIT, id=n, weight_percent=33.33) for n in range(3)]
    assert kinds(replace(FINE, measures=third)) == []


def test_an_item_leads_to_where_it_is_fixed():
    [remarks] = readiness(replace(FINE, open_remarks=[4, 5]))
    assert (remarks.endpoint, remarks.args) == ("plans.show", {"_anchor": "r4"})
    [source] = readiness(wait(baseline_source=""))
    place = {"indicator_id": 1, "_anchor": "baseline_source"}
    assert (source.endpoint, source.args) == ("targets.edit_indicator", place)
