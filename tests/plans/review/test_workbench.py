"""The plan's page on a desk: what waits in each chapter, and the way to correct each block."""

import pytest
from flask import g

from civic.db import db
from civic.plans.follow_up.models import FollowUp
from civic.plans.material.models import Material
from civic.plans.models import Plan
from civic.plans.review.editing_places import BlockRows
from civic.plans.review.models import Remark
from civic.solutions.project_plan.models import ProjectPlan
from civic.themes.models import Theme
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


@pytest.fixture
def sheet(round, bus, seoyeon, open_phase):
    """A plan with a sheet of what the office wrote about the bus, and activities."""
    words = {"problem": "하루 여섯 번만 옴", "effect": "덜 기다림"}
    ProjectPlan.save(bus.solution, seoyeon, 0, words=words)
    activity = {"kind": "panel", "timing": "분기마다", "host": "스마트도시팀"}
    FollowUp.save(round, seoyeon, 0, activities=[activity])
    open_phase("submit")
    frozen(Plan.start(round), seoyeon)
    db.session.commit()
    return bus.solution


def test_a_sheet_and_the_activities_lead_to_the_forms_they_are_written_in(
    as_person, seoyeon, sheet
):
    page = as_person(seoyeon).get(PLAN).text
    for place in ("problem", "effect"):
        assert f'href="/gaon/1/solutions/{sheet.id}/project#{place}"' in page
        assert (
            f'id="{place}"' in as_person(seoyeon).get(f"/gaon/1/solutions/{sheet.id}/project").text
        )
    assert f'href="{PLAN}/follow-up#activities"' in page
    assert 'id="activities"' in as_person(seoyeon).get(f"{PLAN}/follow-up").text


def test_what_is_said_of_a_theme_leads_to_it_and_what_is_only_counted_to_nothing(app, round, sheet):
    theme = Theme(round_id=round.id, position=1, words=["버스"])
    db.session.add(theme)
    db.session.commit()
    with app.test_request_context():
        g.municipality, g.round = round.municipality, round
        rows = BlockRows(Plan.of(round))
        assert rows.address(f"theme.{theme.id}.count", "problems").endswith(f"/{theme.id}")
        assert rows.address("theme.999.count", "problems") is None
        assert rows.address(f"sheet.{sheet.number}.verdict", "solutions").endswith("/screening")
        assert rows.address(f"sheet.{sheet.number}.indicators", "solutions") is None
        assert rows.address("sheet.999.problem.1", "solutions") is None
