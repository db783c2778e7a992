"""Which category an office's words mean, and which say nothing of what a report is about."""

import pytest

from civic.issues.importing.reading.kinds import category_of


@pytest.mark.parametrize(
    "words",
    [
        *(
            "고충민원(일반)",
            "고충민원",
            "일반민원",
            "질의",
            "건의",
            "신고",
            "제안",
            "진정",
            "문의",
            "민원",
        ),
        *("생활민원", "안전신문고", "국민신문고", "시장에게바란다", "열린시장실", "시장님과의대화"),
        *("접수대기", "대기중"),
    ],
)
def test_a_kind_of_request_or_the_way_it_came_is_no_category(words):
    assert category_of(words) is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("고충민원(교통)", "transit"),
        ("교통민원", "transit"),
        ("안전신고", "safety"),
        ("불법주정차 신고", "parking"),
        ("전통시장", "culture"),
        ("민원행정", "administration"),
        ("종합민원과", "administration"),
        ("도로명주소", "administration"),
        ("대기", "environment"),
        ("기타민원", "other"),
    ],
)
def test_the_word_beside_it_is(words, code):
    assert category_of(words) == code
