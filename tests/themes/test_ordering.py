"""What planners do with themes: moving, merging, splitting, naming; and taking it back, exactly."""

import pytest

from civic.db import db
from civic.themes.log import AlreadyUndone, ThemeChange, revert
from civic.themes.models import NamedMeanwhile, Theme, ThemeGone, arrange, set_aside
from civic.themes.placements import Placement, placed, states_of
from tests.factory import add_issue, add_round_elsewhere


def where(*issues) -> list:
    """The theme's name of each report; None in no theme."""
    db.session.rollback()
    found = []
    for issue in issues:
        placement = db.session.get(Placement, issue.id)
        theme = placement and placement.theme_id and db.session.get(Theme, placement.theme_id)
        found.append(theme.called if theme else None)
    return found


def test_a_planner_puts_reports_into_a_theme(round, texts, theme, seoyeon):
    issues = texts("버스가 안 와요", "배차가 길어요", "주차할 곳이 없어요")
    bus = theme("버스", issues[:2])
    assert where(*issues) == ["버스", "버스", None]
    assert bus.texts_count == 2
    assert db.session.get(Placement, issues[0].id).placed_by_id == seoyeon.id


def test_a_report_is_in_one_theme_and_both_counts_follow(texts, theme, seoyeon):
    (issue,) = texts("버스 정류장에 주차해요")
    bus, parking = theme("버스", [issue]), theme("주차")
    parking.take([issue.id], seoyeon)
    db.session.commit()
    assert (bus.texts_count, parking.texts_count) == (0, 1)


def test_reports_of_another_round_are_not_taken(texts, theme, seoyeon, call):
    elsewhere = add_issue(add_round_elsewhere(call))
    bus = theme("버스")
    assert not bus.take([elsewhere.id, 999_999], seoyeon)
    assert db.session.get(Placement, elsewhere.id) is None


def test_a_report_that_is_hidden_or_merged_counts_no_more_until_it_is_back(texts, theme, seoyeon):
    issues = texts("버스가 안 와요", "배차가 길어요", "막차가 일러요")
    bus = theme("버스", issues)
    issues[0].hide("욕설")
    merge = issues[1].merge_into(issues[2], seoyeon)
    db.session.commit()
    assert bus.texts_count == 1
    issues[0].restore()
    merge.undo(seoyeon, "")
    db.session.commit()
    assert bus.texts_count == 3


def test_a_merged_theme_is_gone_and_who_placed_its_texts_stays_known(
    round, texts, theme, seoyeon, person
):
    issues = texts("버스가 안 와요", "배차가 길어요")
    bus, interval = (
        theme("버스", issues[:1]),
        theme("배차", issues[1:], by=person("하나", "planner")),
    )
    placed_by = db.session.get(Placement, issues[1].id).placed_by_id
    changes = interval.merge_into(bus, seoyeon)
    db.session.commit()
    assert where(*issues) == ["버스", "버스"]
    assert db.session.get(Placement, issues[1].id).placed_by_id == placed_by
    assert [each.name for each in Theme.of(round)] == ["버스"]
    with pytest.raises(ThemeGone):
        interval.take([issues[0].id], seoyeon)
    revert(round.id, changes)
    db.session.commit()
    assert where(*issues) == ["버스", "배차"]
    assert (bus.texts_count, interval.texts_count) == (1, 1)


def test_a_theme_is_split_and_joined_again(round, texts, theme, seoyeon):
    issues = texts("버스가 안 와요", "정류장이 추워요", "정류장에 지붕이 없어요")
    bus = theme("버스", issues)
    new, changes = bus.split([issues[1].id, issues[2].id], seoyeon)
    new.rename("정류장", "", seoyeon)
    db.session.commit()
    assert where(*issues) == ["버스", "정류장", "정류장"]
    revert(round.id, changes)
    db.session.commit()
    assert where(*issues) == ["버스", "버스", "버스"]
    assert new.gone_at is None  # it was named since, so it stays, empty


def test_a_dissolved_theme_leaves_its_texts_in_none(round, texts, theme):
    issues = texts("버스가 안 와요")
    bus = theme("버스", issues)
    changes = bus.dissolve()
    db.session.commit()
    assert where(*issues) == [None] and Theme.of(round) == []
    revert(round.id, changes)
    db.session.commit()
    assert where(*issues) == ["버스"]


def test_a_name_is_a_persons_and_the_words_are_nobodys(theme, seoyeon):
    found = theme(words=["버스", "배차"])
    assert found.called == "버스 · 배차" and not found.is_named
    found.rename("버스가 뜸해요", "저녁 배차를 늘려 달라는 글", seoyeon)
    assert found.is_named and found.named_by_id == seoyeon.id
    found.rename("", "", seoyeon)
    assert not found.is_named and found.called == "버스 · 배차"


def test_a_name_given_meanwhile_is_not_written_over(theme, seoyeon):
    found = theme(words=["버스"])
    seen = found.state
    found.rename("버스", "", seoyeon)
    with pytest.raises(NamedMeanwhile):
        found.rename("대중교통", "", seoyeon, seen)
    assert found.name == "버스"


def test_a_text_moved_meanwhile_stays_where_it_was_put(texts, theme, seoyeon, person):
    issues = texts("버스가 안 와요", "배차가 길어요")
    hana = person("하나", "planner")
    bus, parking, road = theme("버스", issues), theme("주차"), theme("도로")
    parking.take([issues[0].id], hana)
    changes = road.take([issue.id for issue in issues], seoyeon, seen_in=bus.id)
    db.session.commit()
    assert where(*issues) == ["주차", "도로"]
    assert changes.left == [issues[0].id]


def test_the_last_act_is_taken_back_exactly(round, texts, theme, seoyeon):
    issues = texts("버스가 안 와요", "배차가 길어요", "막차가 일러요")
    bus = theme("버스")
    by_machine = {i.id: placed(bus.id, None, n == 0, ["버스"]) for n, i in enumerate(issues[:2])}
    arrange(round.id, by_machine)
    db.session.commit()
    before = states_of(round.id, [issue.id for issue in issues])
    ids = [issue.id for issue in issues]
    ThemeChange.record(round, "aside", seoyeon, set_aside(round, ids, seoyeon), n=3)
    db.session.commit()
    assert where(*issues) == [None, None, None] and bus.texts_count == 0
    last = ThemeChange.last_of(round, seoyeon)
    assert last.undo().left == []
    db.session.commit()
    assert states_of(round.id, ids) == before
    assert bus.texts_count == 2
    assert ThemeChange.last_of(round, seoyeon) is None
    with pytest.raises(AlreadyUndone):
        last.undo()


def test_taking_back_leaves_what_somebody_changed_since(round, texts, theme, seoyeon, person):
    issues = texts("버스가 안 와요", "배차가 길어요")
    hana, bus, parking = person("하나", "planner"), theme("버스"), theme("주차")
    ids = [issue.id for issue in issues]
    ThemeChange.record(round, "take", seoyeon, bus.take(ids, seoyeon))
    parking.take(ids[:1], hana)
    db.session.commit()
    assert ThemeChange.last_of(round, seoyeon).undo().left == ids[:1]
    db.session.commit()
    assert where(*issues) == ["주차", None]


def test_each_takes_back_only_their_own_acts(round, texts, theme, seoyeon, person):
    (issue,) = texts("버스가 안 와요")
    bus = theme("버스")
    ThemeChange.record(round, "take", seoyeon, bus.take([issue.id], seoyeon))
    db.session.commit()
    assert ThemeChange.last_of(round, person("하나", "planner")) is None


def test_an_act_that_changed_nothing_is_not_noted(round, theme, seoyeon):
    bus = theme("버스")
    ThemeChange.record(round, "name", seoyeon, bus.rename("버스", "", seoyeon))
    assert ThemeChange.last_of(round, seoyeon) is None
