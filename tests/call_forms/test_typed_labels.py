"""Labels as people type them find the cell the form's author meant, or ask: never another."""

import pytest

from civic.call_forms.find import one_place
from civic.call_forms.match import carry_over
from civic.call_forms.normal import one_line
from civic.call_forms.read import read_form
from civic.call_forms.refusals import ValueRefused
from tests.call_forms.small_forms import SUMMARY, hwpx_form
from tests.paths import SHARED

FOLDER = SHARED / "forms"
# Form → what is typed → the label as its author wrote it. 48 in all.
TYPED = {
    "01": {
        "창업 아이템명": "창업아이템명",
        "직업": "직업 (직장명 기재 불가)",
        "기업 (예정) 명": "기업(예정)명",
        "산출물": "산출물 (협약기간 내 목표)",
        "명칭": "명 칭",
        "범주": "범 주",
        "창업아이템 개요": "창업 아이템 개요",
        "담당업무": "담당 업무",
    },
    "02": {
        "관리 번호": "관리번호",
        "접수 번호": "접수번호",
        "사업화과제명": "사업화 과제명",
        "신청자 성명": "신청자 성명 (생년월일)",
        "기 업 명": "기업명",
        "사업자 등록번호": "사업자등록번호",
        "법인 등록번호": "법인등록번호",
        "개업연월일": "개업연월일 (회사성립연월일)",
        "정부 지원금": "정부지원금",
        "성과지표 달성목표": "성과지표달성목표",
    },
    "03": {
        "중앙 행정기관명": "중앙행정기관명",
        "내역사업명": "내역사업명 (해당 시 작성)",
        "전문기관 명": "전문기관명",
        "공고 번호": "공고번호",
        "선정 방식": "선정방식",
        "총괄연구개발과제번호": "총괄연구개발과제번호 (해당 시 작성)",
        "연구개발 과제번호": "연구개발과제번호",
        "법인등록 번호": "법인등록번호",
        "주관연구개발기관 기관명": "기관명",
        "연구책임자 성명": "성명",
        "연구개발기간 전체": "전체",
        "연구개발과제명 국문": "국문",
    },
    "04": {
        "작 성 일 자": "작성일자",
        "작성자": "작성자",
        "프로젝트이름": "프로젝트 이름",
        "프로젝트기간": "프로젝트 기간",
        "프로젝트배경": "프로젝트 배경",
        "프로젝트목표": "프로젝트 목표",
        "사업환경": "사업환경 (시장분석)",
        "조직구성": "조직 구성",
        "추진 일정": "추진일정",
        "기대 효과": "기대효과",
        "프로젝트예산": "프로젝트 예산",
    },
    "06": {
        "품목 번호": "품목번호",
        "품 목 명": "품목명",
        "개념 및 개발내용": "1. 개념 및 개발내용",
        "1세부품목명": "1세부 품목명",
        "2세부품목명": "2세부 품목명",
        "지원필요성": "2. 지원 필요성",
        "총괄품목명": "총괄 품목명",
    },
}


@pytest.mark.skipif(not FOLDER.exists(), reason="the shared forms are not on this machine")
def test_of_48_typed_labels_all_are_found_and_none_has_a_wrong_target():
    found, wrong = 0, []
    for number, labels in TYPED.items():
        (path,) = FOLDER.glob(f"{number}_*")
        form = read_form(path.read_bytes(), path.name)
        for typed, label in labels.items():
            try:
                place = one_place(form, typed)
            except ValueRefused as asked:  # several have it: the planner is shown which
                place = asked.candidates[0] if asked.candidates else None
                found += place is not None and label in (one_line(place.label), place.above)
                continue
            found += one_line(place.label) == label
            if one_line(place.label) != label:
                wrong.append((number, typed, place.label))
    assert sum(map(len, TYPED.values())) == 48
    assert wrong == [] and found == 48


def test_who_signs_is_the_cell_beside_the_label_and_the_seal_stays():
    rows = [["작성일자", "0000년 00월 00일", "작성자", "홍길동", "(인)"]]
    form = read_form(hwpx_form(summary=rows), "a.hwpx")
    where = {place.path: place.label for place in form.places if place.kind == "cell"}
    assert where["표 1 · 1행 4열"] == "작성자"
    assert not {"표 1 · 1행 3열", "표 1 · 1행 5열"} & where.keys()


def test_a_label_with_other_words_is_not_the_same_however_long_the_rest():
    mine, other = "제공받는 자의 기업정보 보유기간", "제공받는 자의 개인정보 보유기간"
    kept = read_form(hwpx_form(summary=[*SUMMARY, [mine, "", "", ""]]), "a.hwpx")
    place = next(place for place in kept.places if place.label == mine)
    form = read_form(hwpx_form(summary=[*SUMMARY, [other, "", "", ""]]), "b.hwpx")
    (carried,) = carry_over([place], form.places)
    assert carried.new_place is None
