"""Whole paper ballots: from the printed sheet, typed by two planners, to the sealed ledger."""

import io
import json
import re
import subprocess
import sys

import pytest
from PIL import Image

from civic.db import db
from civic.people.rules import AlreadyDecided, SamePerson
from civic.photos.models import Photo
from civic.votes.ballots.voter_roll import Participation
from civic.votes.paper.models import PaperSheet
from civic.votes.rules import (
    BallotsDiffer,
    FaultyBallots,
    NeedsWholeBallots,
)
from civic.votes.seal.publication import Publication
from civic.votes.seal.tally import Tally
from tests.pages import tight
from tests.votes.oracle import complaints

OFFICE = "/gaon/1/office/vote"

BALLOTS = f"{OFFICE}/ballots"

UPLOAD = {"content_type": "multipart/form-data"}

WAYS = [
    ("approval", "equal-shares"),
    ("knapsack", "greedy-skip"),
    ("knapsack", "greedy-stop"),
    ("ranked", "borda"),
]


@pytest.fixture
def doha(person):
    return person("도하", "planner")


@pytest.fixture
def voting(person, round, ballot, open_phase):
    """voting("ranked", "borda"): 민지 votes online for 2, then 1."""

    def begin(form, rule):
        round.ballot_form, round.rule = form, rule
        open_phase("vote")
        Participation.submit(person("민지", lives=True), round, [ballot[2].id, ballot[1].id])
        db.session.commit()
        return round

    return begin


def picture(colour="white"):
    data = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "JPEG")
    return io.BytesIO(data.getvalue()), "sheets.jpg"


def form(ballots, *photos, **values):
    told = {"place": "달내 경로당", "held_at": "2026-12-12T10:00", "ballots": ballots}
    return told | {"photos": list(photos) or [picture()]} | values


def sheet_of(round, planner, text, key="request-1"):
    photo = Photo(key=key.ljust(32, "0")[:32], sha256="0" * 64, width=1, height=1)
    db.session.add(photo)
    db.session.flush()
    at = round.phase("vote").starts_at
    sheet = PaperSheet.enter_ballots(round, planner, [photo], key, text, place="달내", held_at=at)
    db.session.commit()
    return sheet


def sealed(round, clock, planner, folder):
    """The tally, and what a stranger's recount of the published files says."""
    clock(round.phase("vote").ends_at)
    tally = Tally.count(round, planner)
    db.session.commit()
    for name, file in Publication.of(round).items():
        (folder / name).write_bytes(file.body)
    recount = [sys.executable, str(folder / "verify.py"), str(folder)]
    return tally, subprocess.run(recount, capture_output=True, text=True)


@pytest.mark.parametrize(("ballot_form", "rule"), WAYS)
def test_paper_goes_from_the_form_to_the_recounted_ledger(
    voting, seoyeon, doha, as_person, clock, tmp_path, ballot_form, rule
):
    round = voting(ballot_form, rule)
    first, second = as_person(seoyeon), as_person(doha)
    assert f'action="{BALLOTS}"' in first.get(OFFICE).text
    typed = "3 1\n1, 4\n-\n5;2\n"
    assert first.post(BALLOTS, data=form(typed), **UPLOAD).status_code == 303
    sheet = db.session.scalars(db.select(PaperSheet)).one()
    assert (sheet.voters, sheet.invalid, sheet.source) == (3, 1, "paper")
    address = f"{BALLOTS}/{sheet.id}/check"
    assert second.get(address).status_code == 200
    again = "3 1\n1 4\n무효\n5 2"
    assert second.post(address, data={"ballots": again}).status_code == 303
    tally, recount = sealed(round, clock, seoyeon, tmp_path)
    assert recount.returncode == 0, recount.stdout
    assert (tally.voters, tally.paper_voters, tally.choices) == (4, 3, 8)
    leaves = map(json.loads, (tmp_path / "ledger.jsonl").read_text().splitlines())
    on_paper = [leaf["choices"] for leaf in leaves if leaf.get("source") == "paper"]
    ranked = ballot_form == "ranked"
    assert sorted(on_paper) == ([[1, 4], [3, 1], [5, 2]] if ranked else [[1, 3], [1, 4], [2, 5]])
    assert tally.differences() == []
    assert complaints((tmp_path / "ballots.pb").read_bytes()) == {}


def test_whole_paper_ballots_are_part_of_the_comparison(voting, seoyeon, doha, clock, tmp_path):
    round = voting("approval", "equal-shares")
    sheet_of(round, seoyeon, "3\n3\n3").confirm_ballots(round, doha, "3\n3\n3")
    tally, _recount = sealed(round, clock, seoyeon, tmp_path)
    assert [row["rule"] for row in tally.comparison] == [
        "equal-shares",
        "greedy-skip",
        "greedy-stop",
    ]
    assert {row["share"] for row in tally.comparison} == {1.0}


def test_every_faulty_line_is_named_and_nothing_is_lost(voting, seoyeon, as_person):
    voting("knapsack", "greedy-skip").budget_won = 2_000_000_000
    db.session.commit()
    planner = as_person(seoyeon)
    typed = "3 1\n3 9\n3 3\n1 2 3\n\n가온콜\n1 2\n5"
    answer = planner.post(BALLOTS, data=form(typed), **UPLOAD)
    assert answer.status_code == 422
    for words in (
        "1번째 줄 “3 1”: 고른 것을 더하면 예산보다 2.5억 원 많아요. 종이에 그렇게 적혀",
        "2번째 줄 “3 9”: 9번 해결방안은 투표지에 없어요.",
        "3번째 줄 “3 3”: 3번이 두 번 있어요.",
        "4번째 줄 “1 2 3”: 2개까지 고를 수 있는데 3개를 적었어요. 종이에 그렇게 적혀 있으면 무효표",
        "5번째 줄: 빈 줄이에요.",
        "6번째 줄 “가온콜”: 번호만 띄어 적어 주세요.",
        "7번째 줄 “1 2”: 고른 것을 더하면 예산보다 3.5억 원 많아요.",
    ):
        assert words in answer.text, words
    assert "8번째 줄" not in answer.text
    assert "3 1\n3 9\n3 3\n1 2 3\n\n가온콜\n1 2\n5" in answer.text.replace("\r", "")
    assert 'value="달내 경로당"' in answer.text
    photo = db.session.scalars(db.select(Photo)).one()
    assert f'name="photo_keys" value="{photo.key}"' in answer.text
    assert (
        'hidden data-on="offline lost again"' in answer.text
    )  # before any script: only "올렸어요"
    assert photo.withheld_at is not None
    assert db.session.query(PaperSheet).count() == 0
    right = form("3 5\n1 4") | {"photo_keys": photo.key, "photos": []}
    assert planner.post(BALLOTS, data=right, **UPLOAD).status_code == 303
    assert db.session.scalars(db.select(PaperSheet)).one().photos == [photo]


def test_a_sheet_without_a_photo_or_a_valid_ballot_is_not_taken(voting, seoyeon, as_person):
    voting("ranked", "borda")
    planner = as_person(seoyeon)
    without = planner.post(BALLOTS, data=form("1 2", photos=[]), **UPLOAD)
    assert (without.status_code, "사진을 함께 올려 주세요" in without.text) == (422, True)
    assert ">1 2</textarea>" in re.sub(r"\s*\n", "", without.text).replace("\r", "")
    empty = planner.post(BALLOTS, data=form("-\n-"), **UPLOAD)
    assert (empty.status_code, "유효한 투표지가 한 장도 없어요" in empty.text) == (422, True)
    damaged = planner.post(BALLOTS, data=form("1", (io.BytesIO(b"x"), "a.jpg")), **UPLOAD)
    assert "사진 파일이 아니에요" in damaged.text
    assert db.session.query(PaperSheet).count() == 0


def test_a_form_sent_twice_is_one_sheet_with_all_its_photos(voting, seoyeon, as_person):
    voting("ranked", "borda")
    planner = as_person(seoyeon)
    for _tap in range(2):
        sent = form("1 2", picture("red"), picture("blue"), request_key="c" * 16)
        assert planner.post(BALLOTS, data=sent, **UPLOAD).status_code == 303
    sheet = db.session.scalars(db.select(PaperSheet)).one()
    assert len(sheet.photos) == 2
    assert all(photo.attached_at and photo.withheld_at for photo in sheet.photos)


def test_who_typed_a_sheet_can_not_confirm_it(voting, seoyeon, doha, as_person):
    round = voting("ranked", "borda")
    sheet = sheet_of(round, seoyeon, "3 1\n2")
    with pytest.raises(SamePerson):
        sheet.confirm_ballots(round, seoyeon, "3 1\n2")
    with pytest.raises(NeedsWholeBallots):  # nor by looking at the sums
        sheet.confirm_sums(doha)
    assert as_person(doha).post(f"{OFFICE}/{sheet.id}/confirm").status_code == 409
    sheet.confirm_ballots(round, doha, "3,1\n2")
    with pytest.raises(AlreadyDecided):
        sheet.confirm_ballots(round, doha, "3 1\n2")


def test_the_second_planner_types_blind_and_sees_which_lines_differ(
    voting, seoyeon, doha, as_person
):
    round = voting("ranked", "borda")
    sheet = sheet_of(round, seoyeon, "3 1\n2\n5 4")
    second, address = as_person(doha), f"{BALLOTS}/{sheet.id}/check"
    office = second.get(OFFICE).text
    assert "다시 적어 확인하기" in office
    assert "<dt>공유주차</dt>" not in office  # neither ballots nor sums before the second typing
    answer = second.post(address, data={"ballots": "1 3\n2"})
    assert answer.status_code == 422
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))
    assert "다르게 적은 줄이 2개" in shown
    assert "1 1 3" in shown and "3 줄 없음" in shown
    assert "3 1" not in shown and "5 4" not in shown  # what the first one typed is never shown
    assert "1 3\n2</textarea>" in answer.text.replace("\r", "")
    assert db.session.get(PaperSheet, sheet.id, populate_existing=True).state == "waiting"
    faulty = second.post(address, data={"ballots": "3 1\n8\n5 4"})
    assert "2번째 줄 “8”" in faulty.text
    assert second.post(address, data={"ballots": "3 1\n2\n5 4"}).status_code == 303
    assert "두 사람이 확인함" in second.get(OFFICE).text
    assert "<dt>공유주차</dt>" in second.get(OFFICE).text


def test_a_show_of_hands_is_refused_with_words(voting, seoyeon, ballot, as_person):
    voting("approval", "equal-shares")
    planner = as_person(seoyeon)
    assert "손을 들어 정한 모임은 합계만 남아서" in planner.get(OFFICE).text
    hands = {"source": "meeting", "place": "달내", "held_at": "2026-12-12T10:00", "voters": "2"}
    hands |= {f"count_{ballot[1].id}": "2", "photo": picture()}
    answer = planner.post(OFFICE, data=hands, **UPLOAD)
    assert (answer.status_code, "합계만 있는 표는 더할 수 없어요" in answer.text) == (409, True)


def test_a_round_that_counts_sums_takes_no_whole_ballots(voting, seoyeon, as_person):
    voting("approval", "greedy-skip")
    planner = as_person(seoyeon)
    assert planner.post(BALLOTS, data=form("1 2"), **UPLOAD).status_code == 404
    assert f'action="{BALLOTS}"' not in planner.get(OFFICE).text


def test_after_the_seal_no_ballots_come_in(voting, seoyeon, doha, clock, tmp_path, as_person):
    round = voting("ranked", "borda")
    sheet = sheet_of(round, seoyeon, "3 1")
    sheet.confirm_ballots(round, doha, "3 1")
    root = sealed(round, clock, seoyeon, tmp_path)[0].root
    planner = as_person(doha)
    assert planner.post(BALLOTS, data=form("1"), **UPLOAD).status_code == 409
    again = planner.post(f"{BALLOTS}/{sheet.id}/check", data={"ballots": "3 1"})
    assert again.status_code == 409
    assert Tally.of(round).root == root


@pytest.mark.parametrize(
    ("ballot_form", "rule", "words"),
    [
        ("approval", "greedy-skip", ["○표", "2개까지 고를 수 있어요"]),
        ("approval", "equal-shares", ["○표", "뒤섞어 공개해요"]),
        ("knapsack", "greedy-skip", ["고른 것의 돈을 모두 더하면", "40억 원", "뒤섞어 공개해요"]),
        ("ranked", "borda", ["순위", "1이 가장 높아요", "뒤섞어 공개해요"]),
    ],
)
def test_a_ballot_to_print_says_how_it_is_filled_in(
    voting, seoyeon, as_person, ballot, ballot_form, rule, words
):
    voting(ballot_form, rule)
    page = tight(as_person(seoyeon).get(f"{BALLOTS}/blank").text)
    for word in ["일련번호", "이름을 적지 마세요", "14억 원", *words]:
        assert word in page, word
    for number, solution in ballot.items():
        assert re.search(rf'class="number">{number}</th><td><strong>{solution.title}<', page)


def test_a_round_with_nothing_on_the_ballot_has_a_page_too(round, seoyeon, as_person, open_phase):
    round.ballot_form, round.rule = "ranked", "borda"
    open_phase("vote")
    db.session.commit()
    planner = as_person(seoyeon)
    assert "아직 투표 대상에 오른 해결방안이 없어요" in planner.get(f"{BALLOTS}/blank").text
    assert planner.get(OFFICE).status_code == 200


def test_ballots_of_one_planner_alone_wait(voting, seoyeon, clock, as_person):
    round = voting("ranked", "borda")
    sheet_of(round, seoyeon, "3 1")
    clock(round.phase("vote").ends_at)
    answer = as_person(seoyeon).post("/gaon/1/vote/tally")
    assert (answer.status_code, "확인을 기다리는 종이표가 1장" in answer.text) == (409, True)


def test_lines_beyond_the_rules_never_reach_the_database(voting, seoyeon):
    round = voting("ranked", "borda")
    for text in ("9", "1 1", "1 2 3", "-", ""):
        with pytest.raises(FaultyBallots):
            PaperSheet.enter_ballots(round, seoyeon, [], "k" * 8, text)


def test_a_ranking_typed_in_another_order_differs(voting, seoyeon, doha):
    round = voting("ranked", "borda")
    with pytest.raises(BallotsDiffer):
        sheet_of(round, seoyeon, "1 2").confirm_ballots(round, doha, "2 1")
