"""The planner's own copy of the section template."""

from html import escape
from io import BytesIO

import pytest
from lxml import html
from pypdf import PdfReader

from civic.db import db
from civic.documents.model import Line, plain
from civic.plans.models import Plan
from civic.plans.section.template import EXAMPLE, PARTS, TemplateWrong, check_template
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from tests.pages import tight

FILLED = {"title": "주민참여 계획"} | {
    f"{chapter['part']}_heading": chapter["heading"] for chapter in EXAMPLE["chapters"]
}


@pytest.fixture
def planner(round, person, as_person):
    return as_person(person("서연", "planner"))


def test_the_example_is_shown_to_begin_with(planner):
    page = planner.get("/gaon/1/plan/template").text
    assert "도시문제 발굴 과정과 결과" in page and "예시" in page


def test_chapters_take_the_planners_order_and_words_in_the_next_plan(planner, round):
    asked = FILLED | {"problems_place": "1", "overview_place": "2", "problems_heading": "문제 찾기"}
    assert planner.post("/gaon/1/plan/template", data=asked).status_code == 303
    plan = Plan.of(round)
    assert [c["part"] for c in plan.template["chapters"]] == ["problems", "overview"]
    planner.post("/gaon/1/plan/snapshots")
    page = planner.get("/gaon/1/plan").text
    assert page.index("1. 문제 찾기") < page.index("2. 주민참여 개요")
    assert "추진 일정" not in page.split("<article")[1].split("</article>")[0]


def test_a_template_without_chapters_or_headings_comes_back_with_a_sentence(planner, round):
    answer = planner.post("/gaon/1/plan/template", data=FILLED)
    assert answer.status_code == 422 and "장을 하나 이상" in answer.text
    asked = FILLED | {"overview_place": "1", "overview_heading": ""}
    answer = planner.post("/gaon/1/plan/template", data=asked)
    assert answer.status_code == 422 and "제목을 적어 주세요" in answer.text
    assert Plan.of(round) is None


def test_a_call_with_a_broken_template_is_refused_in_words(planner, round):
    round.call.template = {"chapters": [{"part": "dance", "heading": "장"}]}
    db.session.commit()
    answer = planner.post("/gaon/1/plan/snapshots")
    assert answer.status_code == 409 and "서식 자료가 올바르지" in answer.text


def test_a_template_with_unknown_or_repeated_parts_is_wrong():
    for parts in (["dance"], ["overview", "overview"], []):
        chapters = [{"part": part, "heading": "장"} for part in parts]
        with pytest.raises(TemplateWrong):
            check_template({"chapters": chapters})


def test_a_template_kept_before_texts_were_data_takes_them_from_the_call():
    old = {"title": "가", "top_issues": 3, "chapters": [{"part": "problems", "heading": "문제"}]}
    (chapter,) = check_template(old)["chapters"]
    shipped = next(c for c in EXAMPLE["chapters"] if c["part"] == "problems")
    assert chapter["heading"] == "문제"
    assert [b.get("text") for b in chapter["blocks"]] == [b.get("text") for b in shipped["blocks"]]
    assert next(b for b in chapter["blocks"] if b.get("table") == "problems.top")["most_rows"] == 3


def chapter(*blocks):
    return {"chapters": [{"part": "overview", "heading": "장", "blocks": list(blocks)}]}


@pytest.mark.parametrize(
    "block, wrong",
    [
        ({"key": "a", "text": "○ {issues.nothing}"}, "figure"),
        ({"key": "a", "text": "○ {issues.listed"}, "brace"),
        ({"table": "problems.nothing"}, "table"),
        ({"table": "problems.top", "columns": ["순위", "없는 열"]}, "column"),
        ({"table": "problems.top", "most_rows": 0}, "most_rows"),
        ({"picture": "problems.nothing"}, "picture"),
        ({"text": "○ 이름 없는 문단"}, "key"),
    ],
)
def test_a_block_that_asks_for_what_does_not_exist_is_wrong(block, wrong):
    with pytest.raises(TemplateWrong) as refused:
        check_template(chapter(block))
    assert refused.value.wrong == wrong


CHAPTER = "/gaon/1/plan/template/overview"


def fields_of(page: str) -> dict:
    """What a browser would send from a page's form without touching it."""
    form = next(f for f in html.fromstring(page).forms if "seen" in f.fields)
    return dict(form.form_values())


def test_a_chapter_saved_untouched_reads_the_same(planner, round):
    planner.post("/gaon/1/plan/snapshots")
    before = planner.get("/gaon/1/plan").text
    assert planner.post(CHAPTER, data=fields_of(planner.get(CHAPTER).text)).status_code == 303
    planner.post("/gaon/1/plan/snapshots")
    after = planner.get("/gaon/1/plan").text
    assert 'id="p-overview_people"' in after
    paper = [page[page.index("<article") : page.index("</article>")] for page in (before, after)]
    assert paper[0].replace("/1/", "/2/") == paper[1].replace("/1/", "/2/")


def named(page: str, key: str) -> str:
    """The prefix of one block's fields."""
    return next(n for n, v in fields_of(page).items() if v == key).removesuffix("key")


def test_a_planner_rewrites_reorders_and_leaves_out_paragraphs(planner, round):
    page = planner.get(CHAPTER).text
    people, aim, stages = (
        named(page, key) for key in ("overview.people", "overview.aim", "overview.stages")
    )
    asked = fields_of(page) | {
        f"{people}text": "○ 함께한 시민 {people.participants}",
        f"{people}place": "1",
        f"{aim}place": "",
        f"{stages}columns": "실적, 단계",
        "new_text": "- 제보 {issues.reported} 접수",
    }
    assert planner.post(CHAPTER, data=asked).status_code == 303
    blocks = check_template(Plan.of(round).template)["chapters"][0]["blocks"]
    assert blocks[0] == {"key": "overview.people", "text": "○ 함께한 시민 {people.participants}"}
    assert "overview.aim" not in [block.get("key") for block in blocks]
    planner.post("/gaon/1/plan/snapshots")
    paper = tight(planner.get("/gaon/1/plan").text)
    assert 'id="p-overview_people"' in paper and "함께한 시민" in paper
    assert paper.index(">실적<") < paper.index(">단계<")
    assert "접수" in paper and "기간</th>" not in paper.split("2. ")[0]
    assert "빠져 있어요" in planner.get(CHAPTER).text  # can be taken back


@pytest.mark.parametrize(
    "field, words, sentence",
    [
        ("overview.people text", "○ {people.participant}", "{people.participants} 인가요?"),
        ("overview.people text", "○ {people.participants", "짝을 맞춰"),
        ("overview.people text", "", "글을 적거나"),
        ("overview.stages columns", "단계, 예산", "‘예산’라는 열은 없어요"),
        ("overview.stages most_rows", "500", "1부터 300까지"),
        ("new_text", "○ {money}", "‘money’라는 숫자는 없어요"),
        ("new_piece", "problems.dance", "‘problems.dance’라는 표나 그림은 없어요"),
        ("heading", "", "제목을 적어"),
    ],
)
def test_a_mistake_in_a_chapter_is_told_at_its_field(field, words, sentence, planner, round):
    page = planner.get(CHAPTER).text
    key, _, name = field.rpartition(" ")
    asked = fields_of(page) | {(named(page, key) + name if key else name): words}
    answer = planner.post(CHAPTER, data=asked)
    assert answer.status_code == 422
    assert sentence in answer.text and escape(words) in answer.text
    assert Plan.of(round) is None


def test_a_chapter_another_planner_changed_is_not_overwritten_unseen(planner, round):
    mine = fields_of(planner.get(CHAPTER).text) | {"heading": "내 제목"}
    theirs = mine | {"heading": "다른 제목"}
    planner.post(CHAPTER, data=theirs)
    answer = planner.post(CHAPTER, data=mine)
    assert answer.status_code == 422 and "다른 담당자" in answer.text and "내 제목" in answer.text
    db.session.expire_all()
    assert Plan.of(round).template["chapters"][0]["heading"] == "다른 제목"
    assert planner.post(CHAPTER, data=fields_of(answer.text)).status_code == 303


def test_a_chapter_that_does_not_exist_is_not_found(planner):
    assert planner.get("/gaon/1/plan/template/dance").status_code == 404


def test_a_planners_own_braces_are_printed_as_they_are(round, person):
    Plan.start(round).write("overview", "집합 {가} 와 {votes.voters}", person("서연"))
    lines = [b for b in document_of(freeze(Plan.of(round), None)).blocks if isinstance(b, Line)]
    assert "집합 {가} 와 -" in [plain(line.text) for line in lines]


@pytest.mark.parametrize("most, told", [("10", True), ("9999", False)])
def test_a_chapter_longer_than_its_limit_is_told_to_the_planner(most, told, planner):
    planner.post(CHAPTER, data=fields_of(planner.get(CHAPTER).text) | {"most_letters": most})
    planner.post("/gaon/1/plan/snapshots")
    assert ("정한 길이는 10자예요" in planner.get("/gaon/1/plan").text) == told


def test_the_pages_of_the_pdf_are_counted_and_held_against_the_limit(planner, round):
    places = {f"{part}_place": n for n, part in enumerate(PARTS, 1)}
    asked = FILLED | places | {"most_pages": "1"}
    assert planner.post("/gaon/1/plan/template", data=asked).status_code == 303
    planner.post("/gaon/1/plan/snapshots")
    told = planner.get("/gaon/1/plan/1/pages").text
    pdf = PdfReader(BytesIO(planner.get("/gaon/1/plan/1/export.pdf").data))
    appendix = next(n for n, sheet in enumerate(pdf.pages) if "붙임 1." in sheet.extract_text())
    assert f"PDF {len(pdf.pages)}쪽" in told
    assert f"본문 {appendix}쪽과 붙임 {len(pdf.pages) - appendix}쪽" in told
    assert f"본문이 {appendix}쪽이에요. 정한 것은 1쪽이에요." in told


def test_a_limit_of_no_page_is_refused_in_words(planner):
    answer = planner.post("/gaon/1/plan/template", data=FILLED | {"most_pages": "0"})
    assert answer.status_code == 422 and "1부터 999까지예요." in answer.text
