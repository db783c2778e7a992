"""From an announcement to a panel: applying, the list, the draw, answers, who follows."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from civic.db import db, now
from civic.panel.applicants import Applicant, PanelDeparture, PanelInvitation
from civic.panel.draw.redraw import people_in
from civic.panel.models import Panel
from civic.panel.moving_on import move_on, overdue
from civic.panel.rules import (
    ApplicationsClosed,
    Frozen,
    NotAResident,
    NotInvited,
    PopulationMissing,
    SeedNotKnown,
    TooSoon,
)
from civic.people.models import Person
from civic.people.office import WorksHere
from tests.panel.conftest import RESULT


def states(panel):
    db.session.expire_all()
    return [each.state for each in panel.applicants()]


def test_terms_freeze_with_the_population_when_they_are_announced(panel, round, terms, seoyeon):
    assert panel.state == "open" and panel.population_source
    assert sum(seats for _cells, seats in panel.strata()) == 6
    # Ages 20 and up, women and men each counted whole: 7 bands of 1,200.
    assert people_in(panel.cells) == 2 * 7 * 1200
    with pytest.raises(Frozen):
        Panel.prepare(round, **terms(size=60))
    with pytest.raises(Frozen):
        panel.announce(seoyeon)
    assert Panel.of(round).size == 6


def test_no_panel_is_announced_that_could_be_bent(round, population, terms, seoyeon):
    early = {"applies_until": now() + timedelta(days=2)}
    known = {"source": "lotto", "source_round": 1000}
    for values in (early, known):
        panel = Panel.prepare(round, **terms(**values))
        with pytest.raises(TooSoon):
            panel.announce(seoyeon)
    assert panel.announced_at is None


def test_without_population_nothing_is_announced(round, terms, seoyeon):
    with pytest.raises(PopulationMissing) as missing:
        Panel.prepare(round, **terms()).announce(seoyeon)
    assert missing.value.districts == ["달내동", "느티동"]


def test_a_resident_applies_once_and_may_change_or_withdraw_it(panel, apply, gaon):
    minji = apply("민지")
    assert panel.apply(minji, "40", "none", gaon.districts[1].id) is False
    db.session.commit()
    row = db.session.scalars(db.select(Applicant)).one()
    assert (row.band, row.sex) == ("40", "none")
    assert row.district_id == gaon.districts[0].id, "what residency proves counts"
    panel.withdraw(minji)
    db.session.commit()
    assert panel.applicants() == [] and db.session.scalar(db.select(PanelDeparture)) is None


def test_who_is_no_resident_or_works_here_or_is_late_does_not_apply(
    panel, person, seoyeon, apply, clock
):
    with pytest.raises(NotAResident):
        panel.apply(person("준호"), "30", "m", None)
    with pytest.raises(WorksHere):
        panel.apply(seoyeon, "30", "f", None)
    clock(panel.applies_until)
    with pytest.raises(ApplicationsClosed):
        apply("하루")


def test_of_many_taps_at_once_one_application_is_stored(panel, person, gaon, application):
    someone = person("민지", lives=True)
    panel_id, person_id = panel.id, someone.id
    db.session.commit()

    def tap(_n):
        with application.app_context():
            who = db.session.get(Person, person_id)
            new = db.session.get(Panel, panel_id).apply(who, "30", "f", None)
            db.session.commit()
            db.session.remove()
            return new

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(tap, range(6))) == [False] * 5 + [True]


def test_the_list_is_numbers_and_codes_and_is_published_once(panel, many, clock):
    clock(panel.applies_until)
    move_on()
    listed, noted = panel.listed(), panel.list_sha256
    assert hashlib.sha256(listed).hexdigest() == noted
    lines = listed.decode().splitlines()
    assert lines[0] == "number,stratum" and len(lines) == 25
    assert [line.split(",")[0] for line in lines[1:]] == [str(n) for n in range(1, 25)]
    panel.close()
    assert (panel.listed(), panel.list_sha256) == (listed, noted)
    assert [step.act for step in panel.steps()] == ["announced", "closed"]
    for each in panel.applicants():
        if each.sex == "none":
            cells, _seats = panel.strata()[panel.codes.index(each.stratum)]
            mine = "m" if each.number % 2 else "f"
            assert mine in {cell["sex"] for cell in cells}


def test_nothing_is_drawn_before_the_result_is_out(panel, many, clock, doha):
    clock(panel.applies_until)
    with pytest.raises(SeedNotKnown):
        panel.draw_by(RESULT, doha)
    panel.close()
    with pytest.raises(SeedNotKnown):
        panel.draw_by(RESULT, doha)


def test_a_list_published_after_the_result_is_never_drawn_by_it(panel, many, clock, doha):
    clock(panel.known_at + timedelta(minutes=1))
    assert [late for late, _due in overdue(timedelta(minutes=10))] == [panel]
    move_on()
    assert panel.state == "late"
    with pytest.raises(SeedNotKnown):
        panel.draw_by(RESULT, doha)


def test_the_drawn_are_asked_and_the_others_know_where_they_are(drawn):
    found = states(drawn)
    assert found.count("asked") == 6
    assert found.count("reserve") == len(drawn.drawn()[1]) > 0
    assert found.count("asked") + found.count("reserve") + found.count("none") == 24
    by_code = {}
    for each in drawn.applicants():
        if each.state == "asked":
            by_code[each.stratum] = by_code.get(each.stratum, 0) + 1
    assert by_code == drawn.seats()


def test_who_declines_is_followed_by_the_next_of_the_same_stratum(drawn):
    asked = next(each for each in drawn.applicants() if each.state == "asked")
    order = [n for n in drawn.drawn()[1] if drawn.list_rows()[n] == asked.stratum]
    drawn.withdraw(asked.person)
    db.session.commit()
    assert asked.departure.why == "declined"
    called = [each.number for each in drawn.applicants() if each.state == "asked"]
    assert (order[0] if order else drawn.drawn()[1][0]) in called and len(called) == 6


def test_an_answer_stands_and_silence_passes_the_seat_on(drawn, clock):
    minji, junho = [each for each in drawn.applicants() if each.state == "asked"][:2]
    drawn.accept(minji.person)
    db.session.commit()
    clock(minji.invitation.answer_by)
    with pytest.raises(NotInvited):
        drawn.accept(junho.person)
    move_on()
    db.session.expire_all()
    assert minji.state == "accepted"
    assert junho.departure.why == "no_answer"
    reasons = db.session.scalars(db.select(PanelDeparture.why)).all()
    assert set(reasons) == {"no_answer"} and len(reasons) == 5
    assert len(drawn.now_in()[0]) == 6 and overdue(timedelta()) == []


def test_who_withdraws_after_the_list_is_passed_over_by_the_draw(panel, many, clock, doha):
    clock(panel.applies_until)
    panel.close()
    panel.withdraw(many[0])
    db.session.commit()
    clock(panel.known_at)
    panel.draw_by(RESULT, doha)
    db.session.commit()
    gone = Applicant.of(panel.id, many[0])
    assert gone.state == "gone" and gone.invitation is None
    assert len(db.session.scalars(db.select(PanelInvitation)).all()) == 6


def test_who_leaves_stays_as_a_number_alone(drawn):
    listed = drawn.listed()
    asked = next(each for each in drawn.applicants() if each.state == "asked")
    number = asked.number
    asked.person.leave()
    db.session.commit()
    db.session.expire_all()
    row = db.session.scalars(db.select(Applicant).filter_by(number=number)).one()
    assert (row.person_id, row.district_id, row.band, row.sex) == (None,) * 4
    assert row.departure.why == "left" and len(drawn.now_in()[0]) == 6
    assert drawn.listed() == listed


def test_who_leaves_before_the_list_is_in_no_list(panel, apply):
    apply("민지").leave()
    db.session.commit()
    assert panel.applicants() == []


def test_a_panel_of_nobody_closes_and_is_drawn_empty(panel, clock, doha):
    clock(panel.applies_until)
    panel.close()
    clock(panel.known_at)
    panel.draw_by(RESULT, doha)
    db.session.commit()
    assert panel.state == "drawn" and panel.now_in() == ([], [])
