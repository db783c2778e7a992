"""What is found in planners' words is told on their pages and in readiness, and stops nothing."""

import pytest

from civic.db import db
from civic.plans.material.models import Material
from civic.plans.models import Plan
from civic.plans.readiness.facts import open_items
from civic.plans.snapshots.gather import freeze
from civic.plans.writing.looking_over import looked_over_of
from tests.factory import add_issue
from tests.pages import tight
from tests.plans.frozen import frozen
from tests.plans.templates import use_template

PLAN = "/gaon/1/plan"


@pytest.fixture
def plan(round, seoyeon):
    """With one report, as the section says."""
    add_issue(round, 1)
    plan = Plan.start(round)
    frozen(plan, seoyeon)
    db.session.commit()
    return plan


@pytest.fixture
def office(as_person, seoyeon, plan, open_phase):
    open_phase("submit")
    return as_person(seoyeon)


def kinds(plan) -> list[tuple[str, str]]:
    return [(each.kind, each.words) for each in looked_over_of(plan)]


def test_what_is_typed_is_saved_and_looked_over(office, plan):
    text = "버스를 늘렸다.\n주민 제보 12건을 분석"
    fields = {"part": "problems", "text": text}
    assert office.post(f"{PLAN}/paragraphs", data=fields).status_code == 303
    assert kinds(plan) == [("sentence", "버스를 늘렸다"), ("number", "제보 12건")]
    page = tight(office.get(f"{PLAN}/paragraphs").text)
    assert "살펴볼 곳 2" in page and "‘제보 12건’: 자료의 값은 1건" in page
    assert "‘1. 주민참여 개요’에 있는 값 보기" in page
    assert "plan#p-overview_acts" in page
    (paragraph,) = plan.paragraphs()
    assert "문장으로 끝나요" in office.get(f"{PLAN}/paragraphs/{paragraph.id}").text


def test_readiness_lists_them_as_advice(office, plan, seoyeon):
    plan.write("problems", "버스를 늘렸다\n제보 12건을 분석", seoyeon)
    db.session.commit()
    items = {item.kind: item for item in open_items(plan.round, plan)}
    assert not items["number_off"].required and not items["wording"].required
    page = office.get(f"{PLAN}/ready").text
    assert "손으로 적은 ‘제보 12건’, 자료의 값은 1건" in page and "다듬으면 좋은 글 1곳" in page


def test_an_own_chapter_is_looked_over_too(office, plan, seoyeon):
    words = {"title": "추진체계", "source": "작성", "place": "targets", "text": "전담팀을 둔다"}
    Material.bring(plan.round, seoyeon, "chapter", "looked-over", **words)
    db.session.commit()
    assert kinds(plan) == [("sentence", "전담팀을 둔다")]
    assert "문장으로 끝나요" in office.get(f"{PLAN}/material").text


def test_a_template_that_wants_sentences_says_so(office, plan, seoyeon):
    plan.write("problems", "버스를 늘렸다", seoyeon)
    db.session.commit()
    form = {"title": "주민참여 부문", "style": "prose"}
    for n, chapter in enumerate(plan.template_in_use()["chapters"], 1):
        form |= {f"{chapter['part']}_place": n, f"{chapter['part']}_heading": chapter["heading"]}
    assert office.post(f"{PLAN}/template", data=form).status_code == 303
    assert plan.template_in_use()["style"] == "prose" and kinds(plan) == []
    assert office.post(f"{PLAN}/template", data=form | {"style": ""}).status_code == 303
    assert "style" not in plan.template_in_use()
    assert office.post(f"{PLAN}/template", data=form | {"style": "<b>"}).status_code == 422


def test_before_a_snapshot_only_the_style_is_looked_at(round, seoyeon):
    plan = Plan.start(round)
    plan.write("problems", "제보 12건이 있었다", seoyeon)
    assert kinds(plan) == [("sentence", "제보 12건이 있었다")]


def test_how_long_chapters_are_is_told_beside_their_limit(office, plan, seoyeon):
    chapters = [
        chapter | ({"most_letters": 5} if chapter["part"] == "problems" else {})
        for chapter in plan.template_in_use()["chapters"]
    ]
    use_template(plan, {"chapters": chapters}, seoyeon)
    freeze(plan, seoyeon)
    db.session.commit()
    page = tight(office.get(f"{PLAN}/paragraphs").text)
    assert "장의 길이" in page and "넘음" in page
