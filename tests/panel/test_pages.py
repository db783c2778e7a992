"""The panel's pages: what residents and planners see and press, and what one planner cannot do."""

from datetime import timedelta

import pytest

from civic.db import db, now
from civic.korean_time import SEOUL
from civic.notices.collect import gather
from civic.notices.models import Notice
from civic.panel.applicants import Applicant, PanelDeparture
from civic.panel.draw.seeds import number_after
from civic.panel.models import Panel
from civic.panel.office.two_persons import MemberRemoval, PanelChange, SeedEntry
from civic.people.access_log.models import AccessEntry
from civic.people.models import Residency
from civic.privacy.retention.due import purge
from tests.pages import say_why, tight
from tests.panel.conftest import RESULT

PAGE, OFFICE = "/gaon/1/panel/", "/gaon/1/office/panel"


def typed(at):
    return f"{at.astimezone(SEOUL):%Y-%m-%dT%H:%M}"


@pytest.fixture
def terms_typed():
    starts = now() + timedelta(hours=1)
    return {
        "about": "분기마다 모여요.",
        "size": "12",
        "reserve_each": "2",
        "features": ["age", "sex"],
        "ages": "thirds",
        "youngest": "20",
        "applies_from": typed(starts),
        "applies_until": typed(starts + timedelta(days=10)),
        "answer_days": "7",
        "ends_on": f"{starts + timedelta(days=300):%Y-%m-%d}",
        "source": "lotto",
        "source_round": "",
    }


def test_a_planner_prepares_and_announces(
    round, as_person, seoyeon, population, terms_typed, client
):
    office = as_person(seoyeon)
    assert "시민참여단 준비하기" in office.get(OFFICE).text
    assert office.post(f"{OFFICE}/edit", data=terms_typed).status_code == 303
    assert client.get(PAGE).status_code == 404, "nobody knows of it yet"
    panel = db.session.scalars(db.select(Panel)).one()
    assert panel.source_round == number_after("lotto", panel.applies_until + timedelta(hours=1))
    assert office.post(f"{OFFICE}/announce").status_code == 303
    page = client.get(PAGE).text
    assert "동행복권 로또 6/45" in page and "곧 신청받음" in page
    for path in ("/edit", "/announce"):
        assert office.post(f"{OFFICE}{path}", data=terms_typed).status_code == 409
    assert office.get(f"{OFFICE}/edit").status_code == 409


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("size", "4", "5부터 500까지의 수로 적어 주세요."),
        ("size", "１e9", "5부터 500까지의 수로 적어 주세요."),
        ("about", " \u200b", "참여단이 하는 일을 적어 주세요."),
        ("applies_until", "2020-01-01T00:00", "끝은 시작보다 뒤여야 해요."),
        ("applies_from", "9999-12-31T23:59", "2000년부터 2100년"),
        ("ends_on", "2020-01-01", "신청이 끝난 뒤의 날을 골라 주세요."),
        ("source_round", "99999999999999999999", "그런 회차는 없어요."),
        ("source_round", "-1", "그런 회차는 없어요."),
        ("source", "dice", "Not a valid choice"),
    ],
)
def test_bad_terms_are_said_at_the_field_and_kept(
    round, as_person, seoyeon, terms_typed, name, value, sentence
):
    answer = as_person(seoyeon).post(f"{OFFICE}/edit", data=terms_typed | {name: value})
    assert answer.status_code == 422
    assert sentence in answer.text or name == "source"
    assert name == "about" or "분기마다 모여요." in answer.text
    assert db.session.scalar(db.select(Panel)) is None


@pytest.mark.parametrize("youngest", ["10", "20"])
def test_only_what_strata_are_made_of_is_asked(
    youngest, round, population, terms, seoyeon, minji, gaon, as_person, clock
):
    """Where age makes none, no age is asked or kept: at most a tick that one is old enough."""
    panel = Panel.prepare(round, **terms(features=["district"], youngest=youngest))
    panel.announce(seoyeon)
    home = {"municipality_id": gaon.id, "district_id": gaon.districts[0].id}
    db.session.add(Residency(person_id=minji.id, level="desk", **home))
    db.session.commit()
    visitor, tick = as_person(minji), {"is_old_enough": "y"} if youngest == "20" else {}
    page = visitor.get(PAGE).text
    assert 'name="band"' not in page and 'name="sex"' not in page
    assert ("20세 이상이에요" in page) == bool(tick)
    assert "읍면동: 칸을 나누는 데만 써요." in page and "연령대, " not in page
    if tick:
        wrong = visitor.post(f"{PAGE}apply", data={"consent": "y"})
        assert wrong.status_code == 422 and "20세부터 신청할 수 있어요." in wrong.text
    answer = visitor.post(f"{PAGE}apply", data={"consent": "y", "band": "30", "sex": "f"} | tick)
    assert answer.status_code == 303
    mine = Applicant.of(panel.id, minji)
    assert (mine.band, mine.sex) == (None, "none")
    clock(panel.applies_until)
    panel.close()
    assert mine.number == 1 and mine.stratum in panel.codes


def test_a_resident_applies_sees_a_number_and_answers(
    panel, many, minji, gaon, as_person, clock, doha
):
    visitor = as_person(minji)
    assert "사는 곳을 확인하면" in visitor.get(PAGE).text
    db.session.add(Residency(person_id=minji.id, municipality_id=gaon.id, level="invite"))
    db.session.commit()
    wrong = visitor.post(f"{PAGE}apply", data={"band": "30", "sex": "f"})
    assert wrong.status_code == 422 and "신청하려면 동의가 필요해요." in wrong.text
    assert "사는 읍면동을 골라 주세요." in wrong.text
    home = str(gaon.districts[0].id)
    whole = {"band": "30", "sex": "f", "district_id": home, "consent": "y"}
    assert visitor.post(f"{PAGE}apply", data=whole | {"band": "10"}).status_code == 422
    assert visitor.post(f"{PAGE}apply", data=whole).status_code == 303
    assert "신청함" in visitor.get(PAGE).text
    clock(panel.applies_until)
    panel.close()
    db.session.commit()
    gather()
    mine = Applicant.of(panel.id, minji)
    page = tight(visitor.get(PAGE).text)
    assert "내 번호" in page and str(mine.number) in page and panel.list_sha256 in page
    notice = db.session.scalars(db.select(Notice).filter_by(person_id=minji.id, kind="panel")).one()
    assert notice.details["sha256"] == panel.list_sha256
    clock(panel.known_at)
    panel.draw_by(RESULT, doha)
    db.session.commit()
    gather()
    asked = next(each for each in panel.applicants() if each.state == "asked")
    his = db.select(Notice).filter_by(person_id=asked.person_id, kind="panel")
    told = db.session.scalars(his.order_by(Notice.id)).all()
    assert [each.details["act"] for each in told] == ["closed", "asked"]
    chosen = as_person(asked.person)
    assert "뽑혔어요" in chosen.get(PAGE).text
    assert chosen.post(f"{PAGE}accept").status_code == 303
    assert chosen.post(f"{PAGE}withdraw").status_code == 303
    assert chosen.post(f"{PAGE}accept").status_code == 409
    row = db.session.scalars(db.select(PanelDeparture)).one()
    assert row.why == "withdrew"


def test_two_planners_read_the_result_each_for_themselves(
    panel, many, clock, as_person, seoyeon, doha
):
    first, second = as_person(seoyeon), as_person(doha)
    result = {"result": "3 9 15 22 31 44 + 7"}
    assert first.post(f"{OFFICE}/seed", data=result).status_code == 409
    clock(panel.applies_until)
    panel.close()
    db.session.commit()
    assert first.post(f"{OFFICE}/seed", data=result).status_code == 409
    clock(panel.known_at)
    assert first.post(f"{OFFICE}/seed", data={"result": "3 9 15"}).status_code == 422
    assert first.post(f"{OFFICE}/seed", data=result).status_code == 303
    entry = db.session.scalars(db.select(SeedEntry)).one()
    confirm = f"{OFFICE}/seed/{entry.id}/confirm"
    assert first.post(confirm, data=result).status_code == 409
    assert "44" not in second.get(OFFICE).text.split("추첨")[1].split("</section>")[0]
    assert second.post(confirm, data={"result": "3 9 15 22 31 44 + 8"}).status_code == 409
    db.session.expire_all()
    assert panel.state == "closed"
    assert second.post(confirm, data=result).status_code == 303
    db.session.expire_all()
    assert panel.state == "drawn" and panel.seed_value == RESULT
    assert second.post(confirm, data=result).status_code == 409


def test_a_planner_alone_changes_nothing_that_was_announced(
    panel, clock, as_person, seoyeon, doha, client
):
    before = (panel.applies_until, panel.source_round)
    later = panel.applies_until + timedelta(days=7)
    change = {"applies_until": typed(later), "source": "lotto", "source_round": ""}
    change["reason"] = "신청이 적어 한 주 더 받음"
    first = as_person(seoyeon)
    assert first.post(f"{OFFICE}/change", data=change | {"reason": ""}).status_code == 422
    assert first.post(f"{OFFICE}/change", data=change).status_code == 303
    assert first.post(f"{OFFICE}/change", data=change).status_code == 409, "one at a time"
    row = db.session.scalars(db.select(PanelChange)).one()
    assert first.post(f"{OFFICE}/change/{row.id}/confirm").status_code == 409
    db.session.expire_all()
    assert (panel.applies_until, panel.source_round) == before
    assert as_person(doha).post(f"{OFFICE}/change/{row.id}/confirm").status_code == 303
    db.session.expire_all()
    assert panel.applies_until == later.replace(second=0, microsecond=0)
    assert "신청이 적어 한 주 더 받음" in client.get(PAGE).text


def test_two_planners_draw_no_second_time_by_a_seed_they_like_better(
    panel, many, clock, seoyeon, as_person
):
    clock(panel.applies_until)
    panel.close()
    db.session.commit()
    for moment in (panel.applies_until, panel.known_at + timedelta(hours=1)):
        clock(moment)
        other = {"applies_until": typed(now()), "source": "lotto", "reason": "다시"}
        other["source_round"] = str(panel.source_round + 1)
        assert as_person(seoyeon).post(f"{OFFICE}/change", data=other).status_code == 409


def test_a_list_that_came_too_late_gets_another_seed_by_two(
    panel, many, clock, seoyeon, doha, as_person
):
    clock(panel.known_at + timedelta(minutes=5))
    panel.close()
    db.session.commit()
    assert "쓸 수 없어요" in as_person(seoyeon).get(OFFICE).text
    change = {"applies_until": typed(now()), "source": "lotto", "reason": "작업이 멈춰 있었음"}
    known = change | {"source_round": str(panel.source_round)}
    assert as_person(seoyeon).post(f"{OFFICE}/change", data=known).status_code == 409
    fresh = change | {"source_round": str(panel.source_round + 1)}
    assert as_person(seoyeon).post(f"{OFFICE}/change", data=fresh).status_code == 303
    row = db.session.scalars(db.select(PanelChange)).one()
    as_person(doha).post(f"{OFFICE}/change/{row.id}/confirm")
    db.session.expire_all()
    assert panel.state == "closed"


def test_names_are_the_offices_alone_and_each_look_is_logged(
    drawn, as_person, seoyeon, doha, client, minji
):
    page = f"{OFFICE}/people"
    assert client.get(page).status_code in (302, 303)
    assert as_person(minji).get(page).status_code == 403
    office = as_person(seoyeon)
    say_why(office, page)
    asked = next(each for each in drawn.applicants() if each.state == "asked")
    text = office.get(page).text
    assert asked.person.name in text and asked.person.email in text
    assert db.session.scalars(db.select(AccessEntry).filter_by(data="panel")).first()
    assert asked.person.email not in client.get(PAGE).text
    reason = {"reason": "세 번 이어서 오지 않음"}
    assert office.post(f"{page}/{asked.id}/remove", data={}).status_code == 422
    assert office.post(f"{page}/{asked.id}/remove", data=reason).status_code == 303
    row = db.session.scalars(db.select(MemberRemoval)).one()
    assert office.post(f"{OFFICE}/removal/{row.id}/confirm").status_code == 409
    assert as_person(doha).post(f"{OFFICE}/removal/{row.id}/confirm").status_code == 303
    db.session.expire_all()
    assert asked.departure.why == "removed" and len(drawn.now_in()[0]) == 6


def test_after_their_time_applicants_are_numbers_alone(drawn, clock):
    listed = drawn.listed()
    clock(drawn.drawn_at + timedelta(days=91))
    purge()
    db.session.expire_all()
    left = {each.drawn for each in drawn.applicants() if each.person_id}
    assert left == {"chosen", "reserve"}
    clock(now() + timedelta(days=300))
    purge()
    db.session.expire_all()
    assert not [each for each in drawn.applicants() if each.person_id or each.band or each.sex]
    assert drawn.listed() == listed


def test_another_city_has_no_part_in_it(drawn, call, as_person, person, client):
    from tests.factory import add_round_elsewhere

    add_round_elsewhere(call)
    db.session.commit()
    assert client.get("/other/1/panel/").status_code == 404
    assert client.get("/other/1/panel/files/panel.json").status_code == 404
