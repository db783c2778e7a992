"""A grouping is a proposal: made by the worker, laid beside today's themes, adopted or dropped."""

import pytest

from civic.db import db
from civic.long_work.rows import LAPSE, WorkEnded
from civic.themes.log import ThemeChange
from civic.themes.models import Theme
from civic.themes.placements import Placement
from civic.themes.proposals.comparison import compare
from civic.themes.proposals.models import GroupingProposal
from civic.themes.proposals.run import GROUPINGS
from tests.pages import tight

DESK = "/gaon/1/office/themes/"
SUBJECTS = {
    "버스": "저녁 마을버스 배차 간격이 길어서 버스 정류장에서 오래 기다려요",
    "주차": "골목 주차 자리가 모자라서 주차장 없는 주택가에 차를 대요",
    "가로등": "공원 산책길 가로등 불빛이 어두워서 밤에 가로등이 더 있어야 해요",
    "쓰레기": "재활용 쓰레기 분리수거 봉투가 쌓여서 냄새 때문에 분리수거를 자주 해야 해요",
    "놀이터": "어린이 놀이터 미끄럼틀 바닥이 낡아서 놀이터 시설을 고쳐야 해요",
    "공사": "아파트 공사장 소음 먼지 때문에 공사장 창문을 열지 못해요",
}


@pytest.fixture
def planner(as_person, seoyeon):
    return as_person(seoyeon)


@pytest.fixture
def many(texts):
    """Ten texts of each subject."""
    titles = [f"{words} {n}번" for n in range(10) for words in SUBJECTS.values()]
    return texts(*titles)


def proposed(round, *groups, state="done") -> GroupingProposal:
    """A proposal of groups of reports, as if the worker had made it."""
    kept = [
        {
            "words": words,
            "issues": [issue.id for issue in issues],
            "sure": [issue.id for issue in issues[:1]],
            "central": [issue.id for issue in issues[:3]],
        }
        for words, issues in groups
    ]
    proposal = GroupingProposal(round_id=round.id, state=state, groups=kept)
    db.session.add(proposal)
    db.session.commit()
    return proposal


def test_the_worker_groups_and_nothing_moves_until_it_is_adopted(planner, round, many):
    answer = planner.post(f"{DESK}proposals/")
    assert answer.status_code == 303
    proposal = db.session.scalars(db.select(GroupingProposal)).one()
    assert (proposal.state, proposal.failure) == ("done", "")
    assert Theme.of(round) == [] and proposal.groups
    page = tight(planner.get(answer.location).text)
    assert "모두 받아들이기" in page and "아직 묶지 않음" in page
    assert "글이 300건보다 적어 묶음이 엉성할 수 있어요" in page
    names = planner.post(f"{DESK}proposals/{proposal.id}/adopt", data={"group": "all"})
    assert names.location.endswith("/themes/names")
    themes = Theme.of(round)
    assert len(themes) == len(proposal.groups)
    assert all(not theme.is_named and theme.words for theme in themes)
    placed_by = set(db.session.scalars(db.select(Placement.placed_by_id)))
    assert placed_by == {None}
    assert not proposal.is_open


def test_few_texts_are_not_grouped_and_that_is_said(planner, texts):
    texts("버스가 안 와요")
    page = planner.get(planner.post(f"{DESK}proposals/").location).text
    assert "묶을 글이 너무 적어요" in page


def test_what_a_person_placed_never_moves(planner, round, texts, theme):
    issues = texts(
        "버스가 안 와요", "배차가 길어요", "버스 정류장에 주차해요", "차가 없어요", "막차"
    )
    parking = theme("주차", issues[2:3])
    proposal = proposed(round, (["버스"], issues))
    page = tight(planner.get(f"{DESK}proposals/{proposal.id}").text)
    assert "옮길 글 4건" in page and "사람이 둬서 그대로인 글 1건" in page
    planner.post(f"{DESK}proposals/{proposal.id}/adopt", data={"group": "0", "into": ""})
    assert db.session.get(Placement, issues[2].id).theme_id == parking.id
    new = db.session.get(Placement, issues[0].id)
    assert new.placed_by_id is None and new.sure and new.reason == ["버스"]
    assert not db.session.get(Placement, issues[1].id).sure


def test_single_groups_are_adopted_into_themes_there_are_and_taken_back(
    planner, round, texts, theme, seoyeon
):
    issues = texts("버스가 안 와요", "배차가 길어요", "주차할 곳이 없어요")
    bus = theme("버스", issues[:1])
    proposal = proposed(round, (["배차"], issues[:2]), (["주차"], issues[2:]))
    address = f"{DESK}proposals/{proposal.id}"
    planner.post(f"{address}/adopt", data={"group": "0", "into": str(bus.id)})
    assert bus.texts_count == 2 and bus.name == "버스"
    assert "받아들였어요" in planner.get(address).text
    assert proposal.is_open and db.session.get(Placement, issues[2].id) is None
    planner.post(f"{DESK}changes/{ThemeChange.last_of(round, seoyeon).id}/undo")
    assert bus.texts_count == 1
    assert db.session.get(Placement, issues[1].id) is None


def test_adopting_all_keeps_named_themes_and_clears_unnamed_empty_ones(
    planner, round, texts, theme, seoyeon
):
    issues = texts(*(f"버스가 안 와요 {n}" for n in range(4)))
    named = theme("버스", issues[:2])
    first = proposed(round, (["배차"], issues[2:]))
    planner.post(f"{DESK}proposals/{first.id}/adopt", data={"group": "all"})
    (unnamed,) = [each for each in Theme.of(round) if not each.is_named]
    second = proposed(round, (["버스", "배차"], issues))
    planner.post(f"{DESK}proposals/{second.id}/adopt", data={"group": "all"})
    assert [each.id for each in Theme.of(round)] == [named.id]
    assert (named.texts_count, named.name) == (4, "버스")
    planner.post(f"{DESK}changes/{ThemeChange.last_of(round, seoyeon).id}/undo")
    assert unnamed.gone_at is None and unnamed.texts_count == 2


def test_a_dropped_proposal_changes_nothing_and_is_adopted_no_more(planner, round, texts):
    issues = texts("버스가 안 와요")
    proposal = proposed(round, (["버스"], issues))
    planner.post(f"{DESK}proposals/{proposal.id}/drop")
    assert Theme.of(round) == []
    answer = planner.post(f"{DESK}proposals/{proposal.id}/adopt", data={"group": "all"})
    assert answer.status_code == 409


@pytest.mark.parametrize("group", ["1", "x", "-1", "99999", ""])
def test_a_group_that_is_none_is_not_found(group, planner, round, texts):
    proposal = proposed(round, (["버스"], texts("버스가 안 와요")))
    answer = planner.post(f"{DESK}proposals/{proposal.id}/adopt", data={"group": group})
    assert answer.status_code == 404


def test_one_grouping_at_a_time_and_the_newest_counts(round, seoyeon):
    first = GroupingProposal.ask(round, seoyeon)
    assert GroupingProposal.ask(round, seoyeon).id == first.id
    GroupingProposal.claim(first.id)
    GroupingProposal.finish(first.id, groups=[])
    second = GroupingProposal.ask(round, seoyeon)
    db.session.commit()
    assert second.id != first.id and first.closed_at is not None
    assert GroupingProposal.latest(round).id == second.id


def test_a_grouping_that_was_cancelled_stops_at_its_next_step(round, seoyeon, clock):
    proposal = GroupingProposal.ask(round, seoyeon)
    assert GroupingProposal.claim(proposal.id) and not GroupingProposal.claim(proposal.id)
    GroupingProposal.record_progress(proposal.id, 20, "meaning")
    proposal.cancel()
    with pytest.raises(WorkEnded):
        GroupingProposal.record_progress(proposal.id, 30, "meaning")
    GroupingProposal.stop(proposal.id)
    db.session.commit()
    db.session.refresh(proposal)
    assert proposal.state == "cancelled"


def test_one_whose_worker_died_can_be_asked_for_again(round, seoyeon, clock):
    proposal = GroupingProposal.ask(round, seoyeon)
    GroupingProposal.claim(proposal.id)
    db.session.commit()
    clock(LAPSE * 2)
    assert GroupingProposal.ask(round, seoyeon).id != proposal.id
    db.session.commit()
    db.session.refresh(proposal)
    assert (proposal.state, proposal.failure) == ("failed", "lost")


def test_a_cancelled_one_is_not_begun(app, round, seoyeon, planner):
    proposal = GroupingProposal.ask(round, seoyeon)
    db.session.commit()
    planner.post(f"{DESK}proposals/{proposal.id}/cancel")
    proposal_id = proposal.id
    db.session.rollback()
    GROUPINGS.run(app, proposal_id)
    db.session.refresh(proposal)
    assert proposal.state == "cancelled"
    assert "그만뒀어요" in planner.get(f"{DESK}proposals/{proposal.id}").text


def test_groups_beside_themes_say_what_moves_and_what_stays():
    groups = [[1, 2, 3], [4, 5]]
    beside = compare(groups, {1: 7, 2: 7, 3: None, 4: 8, 5: 7}, {5}, {7: 3, 8: 1})
    assert beside[0].today == {7: 2, None: 1}
    assert (beside[0].like, beside[0].moves, beside[0].stays) == (7, 1, 0)
    assert (beside[1].like, beside[1].moves, beside[1].stays) == (8, 0, 1)
