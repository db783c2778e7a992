"""The plan tells of meetings in figures that a stranger counts again, and so does the page of who
took part."""

import pytest
from flask import current_app

from civic.db import db
from civic.documents.model import Picture
from civic.photos.models import Photo
from civic.plans.evidence.recount import differing
from civic.plans.models import Plan
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from civic.plans.snapshots.staleness import changed_since
from tests.factory import report_issue
from tests.plans.material.conftest import picture


@pytest.fixture
def told(round, held, plan, enter, minji, doha):
    """Two meetings with 43 people, one report and six supports."""
    held.count_heads({("70", "f"): 20, ("none", "none"): 16})
    plan(-2, "meeting-0007").count_heads({("none", "none"): 7})
    issue = report_issue(round, minji)
    same = ("버스", {"same_as_id": issue.id, "people": 4})
    enter(same, ("등이 꺼짐", {"people": 3})).confirm_lines(doha, {})
    db.session.commit()
    return round


def test_the_figures_are_in_the_section_and_agree_with_the_rows(told, seoyeon):
    snapshot = freeze(Plan.start(told), seoyeon)
    document = document_of(snapshot)
    facts = {fact.id: fact.value for fact in document.facts()}
    assert {
        name: facts[f"meetings.{name}"] for name in ("held", "people", "reports", "supports")
    } == {**{"held": 2, "people": 43, "reports": 1, "supports": 6}}
    figures = [{"id": fact.id, "value": fact.value} for fact in document.facts()]
    assert differing(snapshot.read(), figures) == []
    people = [row["people"] for row in snapshot.read()["meetings"]["rows"]]
    assert people == [None, None]  # 43 minus the one would tell the other


def test_a_round_without_meetings_has_no_such_paragraph(round, seoyeon):
    document = document_of(freeze(Plan.start(round), seoyeon))
    assert not {fact.id for fact in document.facts() if fact.id.startswith("meetings.")}


def test_a_plan_is_behind_once_more_people_are_noted(told, held, seoyeon):
    plan = Plan.start(told)
    snapshot = freeze(plan, seoyeon)
    db.session.commit()
    held.count_heads({("none", "none"): 90})
    db.session.commit()
    assert "meetings" in changed_since(plan, snapshot)


def test_the_page_of_who_took_part_tells_of_them_apart(told, client):
    assert "모임 2회" in client.get("/gaon/1/voices/").text
    meetings = client.get("/gaon/1/voices/.json").json["meetings"]
    assert (meetings["held"], meetings["people"], meetings["supports"]) == (2, 43, 6)
    assert "by_meeting" not in meetings
    text = client.get("/gaon/1/voices/.csv").data.decode("utf-8-sig")
    assert "주민 모임,,모임 2회" in text


def test_a_photo_of_each_meeting_stands_under_the_table_until_it_is_taken_out(told, held, seoyeon):
    store = current_app.extensions["photo_store"]
    shots = [Photo.take_in(store, picture(colour), seoyeon, None) for colour in ("#345", "#543")]
    held.add_photos([(shot, f"둘러앉은 주민들 {n}") for n, shot in enumerate(shots)])
    snapshot = freeze(Plan.start(told), seoyeon)
    db.session.commit()

    def shown():
        blocks = document_of(snapshot).blocks
        return [b for b in blocks if isinstance(b, Picture) and b.key == "problems.meeting_photos"]

    [sheet] = shown()
    assert "둘러앉은 주민들 0" in sheet.alt and "둘러앉은 주민들 1" not in sheet.alt
    words = sheet.svg.decode()
    assert "2. 다솔 경로당 설명회" in words and "다솔 경로당 1층" in words
    held.take_out_photo(held.photos()[0])
    db.session.commit()
    assert shown() == [] and document_of(snapshot).concealed == 1
    assert "meetings" in changed_since(snapshot.plan, snapshot)
