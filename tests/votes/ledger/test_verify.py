"""verify.py as a stranger runs it: silent about nothing that differs, whatever was changed."""

import json
import re
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.votes.ledger import ledger, verify
from civic.votes.ledger.ledger import Entry, Terms
from tests.paths import ROOT
from tests.votes.sealed import ENTRIES, TERMS, sealed

WHOLE = {"leaf": "ballot", "round": "gaon/2", "max_choices": 3, "budget": 100}
SHARES = Terms(
    rule="equal-shares", ballot_form="approval", completion="add1u-greedy", step=1, **WHOLE
)
BORDA = Terms(rule="borda", ballot_form="ranked", **WHOLE)
SCRIPT = Path(verify.__file__)


def english(lines, result, root=None):
    return "\n".join(words for _, words in verify.check(lines, result, root))


def resealed(result):
    """As a forger who knows the format would leave it."""
    return {**result, "seal": verify.seal_of(result)}


def published(folder, lines, result):
    (folder / "ledger.jsonl").write_bytes(ledger.to_bytes(lines))
    (folder / "result.json").write_text(json.dumps(result, ensure_ascii=False, indent=1), "utf-8")
    return folder


@pytest.mark.parametrize("terms", [TERMS, SHARES, BORDA], ids=lambda terms: terms.rule)
def test_an_untouched_vote_agrees(terms):
    assert verify.check(*sealed(terms=terms)) == []


def test_a_stranger_runs_it_on_the_download(tmp_path):
    folder = published(tmp_path, *sealed(terms=SHARES))
    copy = tmp_path / "verify.py"
    copy.write_bytes(SCRIPT.read_bytes())
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(copy), str(folder)], capture_output=True, text=True
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert "모두 일치합니다" in run.stdout
    assert "equal-shares add1u-greedy → " in run.stdout
    (folder / "ledger.jsonl").write_bytes(b"")
    run = subprocess.run([sys.executable, "-I", "-S", str(copy), str(folder)], capture_output=True)
    assert run.returncode == 1


def test_it_needs_nothing_but_python_39():
    tree = compile(SCRIPT.read_text("utf-8"), "verify.py", "exec", flags=0x400)  # only the syntax
    import ast

    modules = {
        name.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert {module.split(".")[0] for module in modules} <= sys.stdlib_module_names
    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 9))


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_byte_of_the_ledger_can_flip(data):
    lines, result = sealed(terms=data.draw(st.sampled_from([TERMS, SHARES])))
    whole = bytearray(ledger.to_bytes(lines))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= 1 << data.draw(st.integers(0, 7))
    found = english(bytes(whole).split(b"\n")[:-1], result)
    assert "root: printed" in found


def test_a_flipped_byte_is_named_with_its_line():
    lines, result = sealed()
    lines[2] = lines[2].replace(b"nonce", b"nance")
    found = english(lines, result)
    assert "ledger line 3 is damaged" in found
    assert "number of choices: printed 9, counted 8" in found


def test_a_dropped_leaf_is_named():
    lines, result = sealed()
    found = english(lines[1:], result)
    assert "number of leaves: printed 9, counted 8" in found
    assert "root: printed" in found
    assert "votes of" in found


def test_a_doubled_leaf_is_named():
    lines, result = sealed()
    found = english([*lines[:4], lines[3], *lines[4:]], result)
    assert "ledger line 5 repeats line 4" in found
    assert "number of leaves: printed 9, counted 10" in found


def test_a_moved_leaf_is_named():
    lines, result = sealed()
    found = english([lines[1], lines[0], *lines[2:]], result)
    assert "ledger line 2 is out of order" in found
    assert "root: printed" in found


def test_an_edited_vote_is_named_even_in_a_tree_built_anew():
    """Whoever rebuilds root and seal still meets the printed ranking."""
    lines, result = sealed()
    lines = [line.replace(b'"solution":1', b'"solution":2') for line in lines]
    lines.sort(key=verify.leaf_hash)
    root = verify.root_of([verify.leaf_hash(line) for line in lines])
    found = english(lines, resealed({**result, "root": root}))
    assert "votes of 1: printed 4, counted 0" in found
    assert "rank of 2: printed 2, counted 1" in found


def test_a_forger_of_everything_meets_the_root_printed_elsewhere():
    _, honest = sealed()
    lines, forged = sealed(ENTRIES[1:])
    assert verify.check(lines, forged) == []
    assert "root printed elsewhere" in english(lines, forged, honest["root"])


CHANGES = {
    "votes": (("ranking", 0, "votes"), 5, "votes of 1: printed 5, counted 4"),
    "ranked cost": (("ranking", 0, "cost"), 61, "cost of 1: printed 61, counted 60"),
    "project's cost": (("projects", 0, "cost"), 61, "cost of 1: printed 60, counted 61"),
    "selection": (("ranking", 1, "selected"), True, "selection of 2: printed True, counted False"),
    "rank": (("ranking", 0, "rank"), 2, "rank of 1: printed 2, counted 1"),
    "rule": (("rule",), "greedy-stop", "selection of 3: printed True, counted False"),
    "unknown rule": (("rule",), "dice", "malformed: ValueError: rule dice"),
    "proportional rule": (("rule",), "equal-shares", "can't be recounted from single choices"),
    "tie rule": (("tie",), "loudest-first", "tie loudest-first"),
    "budget": (("budget",), 110, "selection of 2: printed False, counted True"),
    "voters": (("voters",), 2, "2 voters with up to 3 choices can't have made 9"),
    "more voters": (("voters",), 10, "10 voters with up to 3 choices can't have made 9"),
    "eligible": (("eligible",), 4, "more voters than people who may vote"),
    "paper": (("projects", 1, "paper"), 0, "paper votes of 2: printed 0, counted 1"),
    "paper choices": (("paper", "choices"), 3, "choices on paper: printed 3, counted 2"),
    "paper voters": (("paper", "voters"), 3, "3 voters on paper can't have made 2 choices"),
    "no paper voters": (("paper", "voters"), 0, "0 voters on paper can't have made 2 choices"),
    "format": (("format",), "civic-result/9", "malformed: ValueError: format civic-result/9"),
    "leaf": (("leaf",), "vote", "malformed: ValueError: leaf vote"),
    "ballot form": (("ballot_form",), ["ranked"], "malformed: ValueError: ballot_form"),
    "most choices": (("max_choices",), 1, "5 voters with up to 1 choices"),
    "round": (("round",), "gaon/3", "ledger line 1 is damaged"),
    "missing field": (("budget",), None, "malformed"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_number_is_named(name):
    (*way, last), value, words = CHANGES[name]
    lines, result = sealed()
    result = deepcopy(result)
    place = result
    for step in way:
        place = place[step]
    place[last] = value
    assert "result.json was changed after the seal" in english(lines, result)
    assert words in english(lines, resealed(result))


def test_what_no_recount_can_tell_is_still_told_by_the_seal():
    lines, result = sealed()
    changed = {**result, "annulments": [{"reason": "x", "count": 3}]}
    assert english(lines, changed) == "result.json was changed after the seal"


def test_paper_voters_are_counted_where_whole_ballots_are_published():
    lines, result = sealed(terms=SHARES)
    told = resealed({**result, "paper": {"voters": 2, "choices": 2}})
    assert "voters on paper: printed 2, counted 1" in english(lines, told)


def test_a_byte_that_makes_half_a_character_is_a_difference_and_no_crash(tmp_path, capsys):
    folder = published(tmp_path, *sealed())
    whole = (folder / "result.json").read_bytes()
    (folder / "result.json").write_bytes(whole.replace("정".encode(), b"\xed\xa0\x95", 1))
    assert verify.main([str(folder)]) == 1
    assert "result.json was changed after the seal" in capsys.readouterr().out


def test_a_solution_left_out_of_the_ranking_is_named():
    lines, result = sealed()
    found = english(lines, resealed({**result, "ranking": result["ranking"][:-1]}))
    assert "the ranking misses or repeats a solution" in found


def test_a_knapsack_ballot_over_the_budget_is_named():
    terms = Terms(rule="greedy-skip", ballot_form="knapsack", **{**WHOLE, "budget": 120})
    lines, result = sealed(terms=terms, entries=[Entry((1, 2), ["aa", "bb"])])
    found = english(lines, resealed({**result, "budget": 100}))
    assert "ballot aa exceeds the budget" in found


def test_a_receipt_is_found_and_an_invented_one_is_not(tmp_path, capsys):
    lines, result = sealed()
    folder = published(tmp_path, lines, result)
    assert verify.main([str(folder), "--find", ENTRIES[0].nonces[1].upper()]) == 0
    shown = capsys.readouterr().out
    assert '"solution":2' in shown
    assert shown.count("↑") == len(verify.inclusion_proof(lines_hashed(lines), 0))
    assert verify.main([str(folder), "--find", "ff" * 16]) == 1
    assert "not in the ledger" in capsys.readouterr().out


def test_who_finds_a_receipt_hears_what_else_differs(tmp_path, capsys):
    lines, result = sealed()
    folder = published(tmp_path, lines, resealed({**result, "budget": 110}))
    assert verify.main([str(folder), "--find", ENTRIES[0].nonces[1]]) == 1
    told = capsys.readouterr().out
    assert "selection of 2" in told and "everything agrees" not in told
    published(tmp_path, lines, result)
    assert verify.main([str(folder), "--find", ENTRIES[0].nonces[1], "--root", "00"]) == 1
    assert "root printed elsewhere" in capsys.readouterr().out


def lines_hashed(lines):
    return [verify.leaf_hash(line) for line in lines]


def test_the_commands_in_the_documentation_work(tmp_path):
    lines, result = sealed()
    folder = published(tmp_path, lines, result)
    text = (ROOT / "docs" / "VOTING.md").read_text("utf-8")
    commands = set(re.findall(r"python verify\.py (\.[^`\n]*)", text))
    assert len(commands) >= 3
    for command in commands:
        words = command.replace("인쇄된값", result["root"]).replace("PRINTED", result["root"])
        words = re.sub("영수증번호|NONCE", ENTRIES[0].nonces[0], words)
        assert verify.main([str(folder), *words.split()[1:]]) == 0, command


@pytest.mark.parametrize("broken", [b"", b"[]", b"{", b"\xff"])
def test_files_that_are_none_fail_without_a_traceback(tmp_path, capsys, broken):
    folder = published(tmp_path, *sealed())
    (folder / "result.json").write_bytes(broken)
    assert verify.main([str(folder)]) == 1
    assert verify.main([str(folder / "nowhere")]) == 1
    assert "can't read" in capsys.readouterr().out


def first_format(result):
    """A result as the first format told it: titles under the seal, nothing about removals."""
    later = ("removed", "emptied", "roll", "seal")
    told = {name: value for name, value in result.items() if name not in later}
    hashes = ("title_salt", "title_hash")
    told["projects"] = [
        {name: value for name, value in row.items() if name not in hashes}
        for row in result["projects"]
    ]
    return told | {"format": verify.FIRST_FORMAT}


def test_a_ledger_of_the_first_format_is_still_recounted():
    lines, result = sealed()
    told = resealed(first_format(result))
    assert verify.check(lines, told) == []
    told["projects"][0]["title"] = "다른 것"
    assert "result.json was changed after the seal" in english(lines, told)
