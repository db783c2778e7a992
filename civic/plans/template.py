"""The section template: which chapters, in which order, under which words. Data, per call.

The official form of the participation section is not public, so the one below is marked 예시.
A call may carry its own in Call.template; check_template says what is wrong with it.
"""

PARTS = ("overview", "problems", "solutions", "targets", "consulting", "schedule")

INDICATOR_COLUMNS = (
    *("연번", "성과목표", "성과지표", "단위", "가중치", "방향", "기준값(연도)", "목표값(연도)"),
    *("설정근거", "산출식", "측정방법", "자료출처"),
)

EXAMPLE = {
    "title": "주민참여 부문",
    "chapters": [
        {"part": "overview", "heading": "주민참여 개요"},
        {"part": "problems", "heading": "도시문제 발굴 과정과 결과"},
        {"part": "solutions", "heading": "해결방안과 주민투표 결과"},
        {"part": "targets", "heading": "주민이 정한 성과목표"},
        {"part": "consulting", "heading": "컨설팅 의견과 조치"},
        {"part": "schedule", "heading": "추진 일정"},
    ],
    "top_issues": 20,
}


class TemplateWrong(ValueError):
    """What is wrong with a template, in a sentence."""


def check_template(template: dict) -> dict:
    """The template with what it leaves out taken from the example.

    Raises: TemplateWrong for unknown or repeated parts, empty headings or no chapters.
    """
    whole = EXAMPLE | template
    parts = [chapter.get("part") for chapter in whole["chapters"]]
    if not parts or any(part not in PARTS for part in parts) or len(set(parts)) != len(parts):
        raise TemplateWrong(f"chapters must be different parts of {', '.join(PARTS)}")
    if not all(str(chapter.get("heading", "")).strip() for chapter in whole["chapters"]):
        raise TemplateWrong("every chapter needs a heading")
    if not 1 <= whole["top_issues"] <= 100:
        raise TemplateWrong("top_issues is 1 to 100")
    return whole
