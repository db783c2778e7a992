"""The ledger's pages: files to download, looking up a receipt, and one's own receipts."""

import re
from datetime import timedelta

import pytest

from civic.db import db
from civic.people.models import Person
from civic.votes.ballots.ballot import Ballot
from civic.votes.ballots.voter_roll import Participation, forget_links
from civic.votes.ledger.ledger import from_bytes
from civic.votes.ledger.receipts import find
from civic.votes.ledger.verify import climb, leaf_hash
from civic.votes.seal.publication import Publication
from civic.votes.seal.tally import Tally

LEDGER = "/gaon/1/vote/ledger"


@pytest.fixture
def voting(person, round, ballot, open_phase):
    open_phase("vote")
    for name, numbers in {"민지": (1, 2), "하준": (1, 3), "서아": (1, 3)}.items():
        chosen = [ballot[number].id for number in numbers]
        Participation.submit(person(name, lives=True), round, chosen)
    db.session.commit()


@pytest.fixture
def sealed(voting, round, clock):
    clock(round.phase("vote").ends_at)
    tally = Tally.count(round, None)
    db.session.commit()
    return tally


@pytest.fixture
def minji(voting):
    return db.session.scalars(db.select(Person).filter_by(name="민지")).one()


def test_before_the_count_the_page_only_promises(client, voting):
    page = client.get(LEDGER)
    assert page.status_code == 200
    assert "집계하면 모든 표를 이름 없이 적은 장부를 여기에 공개해요" in page.text
    assert client.post(LEDGER, data={"nonce": "0" * 32}).status_code == 404
    assert client.get(f"{LEDGER}/ledger.jsonl").status_code == 404


def test_everybody_downloads_what_was_sealed(client, sealed, round):
    page = client.get(LEDGER).text
    assert sealed.root in page
    for name, file in Publication.of(round).items():
        assert f'href="{LEDGER}/{name}"' in page
        answer = client.get(f"{LEDGER}/{name}")
        assert answer.data == file.body
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert client.get(f"{LEDGER}/secrets.txt").status_code == 404


def test_a_receipt_is_found_with_its_proof(client, sealed, round):
    nonce = db.session.scalars(db.select(Ballot.choices)).first()[0][1]
    spaced = f" {nonce[:16]} {nonce[16:].upper()} "
    page = client.post(LEDGER, data={"nonce": spaced})
    assert page.status_code == 200
    found = find(from_bytes(Publication.of(round)["ledger.jsonl"].body), nonce)
    assert f"6줄 가운데 {found.place}번째에 있어요" in page.text
    root = climb(leaf_hash(found.line.encode()), found.place - 1, found.size, found.proof)
    assert root == sealed.root
    assert all(step in page.text for step in found.proof)


@pytest.mark.parametrize("nonce", ["", "0" * 32, "나무", "x" * 500])
def test_a_number_that_is_not_in_the_ledger_is_said(client, sealed, nonce):
    answer = client.post(LEDGER, data={"nonce": nonce})
    assert answer.status_code == 422
    assert "이 번호는 장부에 없어요" in answer.text


def test_a_voter_sees_own_receipts_and_nobody_elses(sealed, minji, round, as_person, ballot):
    page = as_person(minji).get(f"{LEDGER}/receipts").text
    mine = dict(Ballot.of(Participation.of(minji, round)).choices)
    assert sorted(re.findall(r"<p class=\"code break\">(\w+)</p>", page)) == sorted(mine.values())
    assert "가온콜" in page and "정류장 쉼터" in page and "공유주차" not in page
    assert page.count("<svg") >= 2


def test_where_whole_ballots_are_published_there_is_one_receipt(
    voting, minji, round, as_person, clock
):
    round.rule = "equal-shares"
    db.session.commit()
    clock(round.phase("vote").ends_at)
    Tally.count(round, None)
    db.session.commit()
    page = as_person(minji).get(f"{LEDGER}/receipts").text
    (number,) = re.findall(r"<p class=\"code break\">(\w+)</p>", page)
    assert find(from_bytes(Publication.of(round)["ledger.jsonl"].body), number) is not None
    assert "가온콜, 정류장 쉼터" in page


def test_no_receipt_is_shown_while_the_ballot_can_still_be_changed(
    voting, minji, round, as_person, clock
):
    phone = as_person(minji)
    page = phone.get(f"{LEDGER}/receipts").text
    assert "영수증은 투표가 끝난 뒤에 보여 드려요" in page
    nonces = Ballot.of(Participation.of(minji, round)).choices
    assert not any(nonce in page for _id, nonce in nonces)
    clock(round.phase("vote").ends_at)
    assert nonces[0][1] in phone.get(f"{LEDGER}/receipts").text


def test_receipts_end_with_the_objection_window(sealed, minji, round, as_person, clock):
    phone = as_person(minji)
    clock(timedelta(days=14))
    page = phone.get(f"{LEDGER}/receipts").text
    assert "이의 제기 기간이 끝나서" in page
    assert "가온콜" not in page
    forget_links(round)
    db.session.commit()
    assert "이의 제기 기간이 끝나서" in phone.get(f"{LEDGER}/receipts").text


def test_a_visitor_has_no_receipts(client, sealed):
    assert client.get(f"{LEDGER}/receipts").status_code == 303


def test_the_result_leads_to_the_ledger_and_names_the_root(client, sealed):
    page = client.get("/gaon/1/vote/result").text
    assert sealed.root in page
    assert f'href="{LEDGER}"' in page


def test_no_page_or_file_ties_a_name_to_a_choice(sealed, client, person, as_person, round):
    planner = as_person(person("서연", "planner"))
    nonces = [
        nonce for choices in db.session.scalars(db.select(Ballot.choices)) for _, nonce in choices
    ]
    for address in ("/gaon/1/vote", "/gaon/1/vote/result", LEDGER, "/gaon/1/office/vote"):
        page = planner.get(address).text
        assert not any(nonce in page for nonce in nonces)
        assert not any(name in page for name in ("민지", "하준", "서아"))
