"""The ledger: one leaf a choice or a ballot, in an order that tells nothing, under one root."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.votes.counting.count import count
from civic.votes.counting.greedy import Project
from civic.votes.ledger import ledger, verify
from civic.votes.ledger.ledger import Entry, SealRefused, Terms
from tests.votes.sealed import TERMS, sealed

LEAVES = [bytes([n]) for n in range(7)]


def reference_root(lines):
    """RFC 6962, section 2.1, word for word."""
    if not lines:
        return hashlib.sha256().digest()
    if len(lines) == 1:
        return hashlib.sha256(b"\x00" + lines[0]).digest()
    k = 1 << (len(lines) - 1).bit_length() - 1
    left, right = reference_root(lines[:k]), reference_root(lines[k:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@settings(deadline=None)
@given(st.lists(st.binary(max_size=4), max_size=40))
def test_the_root_is_that_of_rfc_6962(lines):
    root = verify.root_of([verify.leaf_hash(line) for line in lines])
    assert root == reference_root(lines).hex()


@settings(deadline=None)
@given(st.integers(1, 70), st.data())
def test_a_receipt_proves_its_leaf_and_no_other(size, data):
    place = data.draw(st.integers(0, size - 1))
    hashes = [verify.leaf_hash(b"%d" % n) for n in range(size)]
    proof = verify.inclusion_proof(hashes, place)
    root = verify.root_of(hashes)
    assert len(proof) <= size.bit_length()
    assert verify.climb(hashes[place], place, size, proof) == root
    assert verify.climb(verify.leaf_hash(b"forged"), place, size, proof) != root


def test_an_inner_node_can_not_pass_for_a_leaf():
    left, right = verify.leaf_hash(b"a"), verify.leaf_hash(b"b")
    forged = bytes.fromhex(left) + bytes.fromhex(right)
    assert verify.leaf_hash(forged) != verify.node_hash(left, right)


def test_single_choices_become_single_leaves_in_the_order_of_their_hashes():
    entries = [Entry([1, 2], ["aa", "bb"]), Entry([2], ["cc"], source="paper")]
    lines = ledger.lines(TERMS, entries)
    assert set(lines) == {
        b'{"nonce":"aa","round":"gaon/2","solution":1}',
        b'{"nonce":"bb","round":"gaon/2","solution":2}',
        b'{"nonce":"cc","round":"gaon/2","solution":2,"source":"paper"}',
    }
    assert lines == sorted(lines, key=verify.leaf_hash)
    assert ledger.lines(TERMS, entries[::-1]) == lines


def test_a_whole_ballot_keeps_its_ranking_and_forgets_the_order_of_ticking():
    whole = {"round": "gaon/2", "leaf": "ballot", "max_choices": 3, "budget": 100}
    ranked = Terms(rule="borda", ballot_form="ranked", **whole)
    approval = Terms(rule="equal-shares", ballot_form="approval", **whole)
    entry = Entry([3, 1, 2], ["aa", "bb", "cc"])
    assert json.loads(ledger.lines(ranked, [entry])[0])["choices"] == [3, 1, 2]
    assert json.loads(ledger.lines(approval, [entry])[0]) == {
        "choices": [1, 2, 3],
        "nonce": "aa",
        "round": "gaon/2",
    }


def test_the_file_is_read_as_it_was_written():
    lines, _ = sealed()
    assert ledger.from_bytes(ledger.to_bytes(lines)) == lines
    assert ledger.from_bytes(b"") == []


def test_the_result_tells_voters_choices_paper_and_annulments():
    _, result = sealed(annulments=[{"reason": "다른 시의 주민", "count": 1}])
    assert (result["voters"], result["choices"], result["leaves"]) == (5, 9, 9)
    assert result["paper"] == {"voters": 1, "choices": 2}
    assert result["annulments"] == [{"reason": "다른 시의 주민", "count": 1}]
    assert [p["paper"] for p in result["projects"]] == [1, 1, 0, 0]
    assert [(row["id"], row["votes"], row["selected"]) for row in result["ranking"]] == [
        (1, 4, True),
        (2, 3, False),
        (3, 2, True),
        (4, 0, False),
    ]


def test_numbers_that_can_not_be_true_are_not_sealed():
    with pytest.raises(SealRefused, match="more voters than people who may vote"):
        sealed(eligible=4)
    entries = [Entry([1, 1], ["aa", "bb"])]
    projects = [Project(1, 10, 0, 1)]
    placed = count("greedy-skip", projects, [[1, 1]], 100)
    with pytest.raises(SealRefused, match="votes of 1: printed 1, counted 2"):
        ledger.result(
            Terms("gaon/2", "choice", "greedy-skip", "approval", 1, 100),
            ledger.lines(TERMS, entries),
            entries,
            placed,
            eligible=9,
            titles={1: "가로등"},
        )


def test_a_nonce_used_twice_is_not_sealed():
    with pytest.raises(SealRefused, match="repeats line"):
        sealed([Entry([1], ["aa"]), Entry([1], ["aa"])])
