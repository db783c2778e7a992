"""The plan's page on a desk: what waits in each chapter, and the way to correct each block."""

import pytest

from civic.db import db
from civic.plans.material.models import Material
from civic.plans.models import Plan
from civic.plans.review.models import Remark
from tests.pages import tight
from tests.plans.frozen import frozen

PLAN = "/gaon/1/plan"


@pytest.fixture
def compiled(round, seoyeon, doyun, open_phase):
    """A paragraph that ends as a sentence, an own chapter, and an open remark on the overview."""
    plan = Plan.start(round)
    plan.write("problems", "버스를 늘렸다", seoyeon)
    words = {"title": "추진체계", "source": "작성", "place": "targets", "text": "전담팀"}
    Material.bring(round, seoyeon, "chapter", "workbench", **words)
    snapshot = frozen(plan, seoyeon)
    db.session.commit()
    open_phase("consult")
    Remark.make(snapshot, doyun, paragraph_key="overview.people", body="누구인가요?",
                request_key="bench-1234")  # fmt: skip
    db.session.commit()
    return snapshot


def outline(page: str) -> dict[str, str]:
    """Part → what the outline says of it."""
    rows = page.split('<nav class="outline"')[1].split("</nav>")[0].split("<li>")[1:]
    return {row.split('href="#c-')[1].split('"')[0]: row for row in rows}


def test_the_outline_counts_what_waits_in_each_chapter(as_person, seoyeon, compiled):
    page = tight(as_person(seoyeon).get(PLAN).text)
    rows = outline(page)
    own = next(part for part in rows if part.startswith("own_"))
    assert list(rows)[3:6] == ["targets", own, "consulting"]
    assert "의견 1" in rows["overview"] and "의견" not in rows["problems"]
    assert "글 1" in rows["problems"] and "글" not in rows["overview"].split("</a>")[1]
    assert all(f'id="c-{part}"' in page for part in rows)


def test_a_planner_is_led_to_where_each_block_is_corrected(as_person, seoyeon, compiled):
    page = as_person(seoyeon).get(PLAN).text
    (paragraph,) = compiled.plan.paragraphs()
    (row,) = Material.of(compiled.plan.round)
    for address in (f"paragraphs/{paragraph.id}", f"material/{row.id}", "template/overview"):
        assert f'class="edit-here small" href="{PLAN}/{address}"' in page
    assert "단축키" in page and "낼 준비" in page


def test_a_consultant_has_the_outline_and_corrects_nothing(as_person, doyun, compiled):
    page = tight(as_person(doyun).get(PLAN).text)
    assert "의견 1" in outline(page)["overview"] and "글 1" not in outline(page)["problems"]
    assert "edit-here" not in page and "/plan/ready/list" not in page


def test_readiness_is_a_part_of_the_page(as_person, seoyeon, doyun, compiled):
    part = as_person(seoyeon).get(f"{PLAN}/ready/list").text
    assert "답변 없는 컨설팅 의견 1건" in part and "<html" not in part
    assert as_person(doyun).get(f"{PLAN}/ready/list").status_code in (403, 404)


def test_the_list_of_keys_names_those_that_work(as_person, seoyeon, doyun, compiled, open_phase):
    remark = "<kbd>r</kbd>"
    assert remark in as_person(doyun).get(PLAN).text
    open_phase("vote")
    assert remark not in as_person(seoyeon).get(PLAN).text
