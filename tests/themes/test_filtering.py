"""Themes as a filter: of the residents' list, of the desk, and on an issue's page."""

import pytest

from civic.db import db
from civic.themes.models import arrange
from civic.themes.placements import placed
from tests.pages import tight

LIST, DESK = "/gaon/1/issues/", "/gaon/1/office/voices"


@pytest.fixture
def placed_texts(texts, theme):
    """Two about the bus in a named theme, one about light in one without a name, one in none."""
    issues = texts("버스가 안 와요", "버스가 늦어요", "등이 꺼졌어요", "공원이 멀어요")
    return issues, theme("저녁 버스", issues[:2]), theme("", issues[2:3], words=["등", "밤"])


def test_residents_filter_the_list_by_named_themes_alone(placed_texts, client):
    _, bus, unnamed = placed_texts
    page = tight(client.get(f"{LIST}?theme={bus.id}").text)
    assert "버스가 안 와요" in page and "등이 꺼졌어요" not in page and "2건" in page
    assert "저녁 버스" in page and "등 · 밤" not in page
    page = tight(client.get(f"{LIST}?theme=none").text)
    assert "등이 꺼졌어요" in page and "공원이 멀어요" in page and "버스가 안 와요" not in page
    page = tight(client.get(f"{LIST}?theme={bus.id}&q=늦어요").text)
    assert "버스가 늦어요" in page and "버스가 안 와요" not in page
    for wrong in (unnamed.id, 999, "x", "-1", "１"):
        assert client.get(f"{LIST}?theme={wrong}").status_code == 400


def test_a_list_without_named_themes_offers_no_filter(texts, client):
    texts("버스가 안 와요")
    assert 'name="theme"' not in client.get(LIST).text
    assert client.get(f"{LIST}?theme=none").status_code == 200


def test_the_theme_stays_while_other_conditions_change(placed_texts, client):
    _, bus, _ = placed_texts
    page = client.get(f"{LIST}?theme={bus.id}&category=transit&sort=newest").text
    assert f"theme={bus.id}" in page and 'class="chip"' in page
    assert f'<option value="{bus.id}" selected>' in page


@pytest.mark.parametrize(("asked", "count"), [("named", 2), ("unnamed", 1), ("none", 1)])
def test_the_desk_filters_by_any_theme(asked, count, placed_texts, seoyeon, as_person):
    _, bus, unnamed = placed_texts
    planner = as_person(seoyeon)
    value = {"named": bus.id, "unnamed": unnamed.id}.get(asked, asked)
    answer = planner.post(f"{DESK}/filters", data={"show": "all", "theme": str(value)})
    assert f"theme={value}" in answer.location
    assert f"모두 {count}건" in tight(planner.get(answer.location).text)
    assert planner.get(DESK).location == answer.location
    acted = planner.post(
        answer.location.replace("voices", "voices/acts"),
        data={"kind": "looked", "all": "1", "upto": "9999"},
    )
    assert f"theme={value}" in acted.location


def test_rows_of_the_desk_link_to_their_theme(placed_texts, seoyeon, as_person):
    _, bus, unnamed = placed_texts
    page = tight(as_person(seoyeon).get(f"{DESK}?show=all").text)
    assert f'href="/gaon/1/office/themes/{bus.id}">저녁 버스</a>' in page
    assert f'href="/gaon/1/office/themes/{unnamed.id}">등 · 밤</a>' in page


def test_an_issue_says_its_theme_and_why_it_is_there(
    round, placed_texts, client, seoyeon, as_person
):
    issues, bus, unnamed = placed_texts
    page = tight(client.get(f"{LIST}{issues[0].id}").text)
    assert f'href="/gaon/1/themes/{bus.id}">저녁 버스</a>' in page
    assert "이 묶음은 담당자가 정리했어요." in page
    arrange(round.id, {issues[3].id: placed(bus.id, None, True, ["버스", "정류장"])})
    db.session.commit()
    assert "‘버스·정류장’ 단어가 같아요" in tight(client.get(f"{LIST}{issues[3].id}").text)
    assert "등 · 밤" not in client.get(f"{LIST}{issues[2].id}").text
    page = as_person(seoyeon).get(f"{LIST}{issues[2].id}").text
    assert f"/gaon/1/office/themes/{unnamed.id}" in page
