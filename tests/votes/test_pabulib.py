"""Pabulib files as they are found: real elections, odd spellings, and clear refusals."""

import csv
from pathlib import Path

import pytest

from civic.votes import pabulib
from civic.votes.cli import RULES
from civic.votes.pabulib import PabulibError

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "pabulib"
SMALL = """META
key;value
description;동네 투표
budget;100
vote_type;approval
max_length;2
PROJECTS
project_id;cost;votes;name;selected
A;60;2;가로등;1
B;50;2;정류장;0
VOTES
voter_id;vote
1;A,B
2;A
3;B
"""


def published():
    if not FOLDER.exists():
        return []
    text = (FOLDER / "expected.csv").read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def with_type(vote_type, votes):
    head = SMALL.replace("approval", vote_type).split("VOTES")[0]
    return (head + "VOTES\n" + votes).encode()


@pytest.mark.skipif(not published(), reason="the folder of real elections is not here")
@pytest.mark.parametrize("row", published(), ids=lambda row: row["file"])
def test_a_real_election_gives_its_published_winners(row):
    election = pabulib.read((FOLDER / row["file"]).read_bytes())
    assert len(election.votes) == int(row["voters"])
    winners = {project.id for project in RULES["greedy-skip"](election)}
    assert winners == set(row["selected_ids"].split())
    stopped = {project.id for project in RULES["greedy-stop"](election)}
    assert (stopped != winners) == (row["skip_differs_from_stop"] == "True")


def test_a_plain_file_is_read_whole():
    election = pabulib.read(SMALL.encode())
    assert (election.budget, election.vote_type, election.max_length) == (100, "approval", 2)
    assert election.meta["description"] == "동네 투표"
    assert [listed.name for listed in election.projects] == ["가로등", "정류장"]
    assert election.votes == ((("A", 1), ("B", 1)), (("A", 1),), (("B", 1),))
    assert [(p.id, p.votes, p.order) for p in election.totals()] == [("A", 2, 0), ("B", 2, 1)]


@pytest.mark.parametrize(
    "odd",
    [
        "\ufeff" + SMALL,
        SMALL.replace("\n", "\r\n"),
        SMALL.replace("\n", "\r"),
        SMALL.replace("\n", "\n\n"),
        SMALL.replace("\n", ";;;\n"),
        SMALL.replace("META", " meta ").replace("VOTES", "Votes;"),
        SMALL.replace("project_id;cost", "Project ID ; COST"),
        SMALL.replace("project_id;cost", "id;cost"),
        SMALL.replace("key;value\n", ""),
        SMALL.replace("100", "100.00").replace("60", " 60,0"),
        SMALL.replace("A,B", ' "A, B," '.strip()),
        SMALL.replace("가로등", '"가로등; 밝은 ""새"" 것"'),
        SMALL.replace("가로등", '"가로등\n두 줄"'),
        SMALL.replace("가로등", '12" 가로등'),
        SMALL.replace("가로등", '"가로등'),
        SMALL.replace("max_length;2\n", ""),
        SMALL.replace(";votes;name;selected", "").replace("60;2;가로등;1", "60"),
        SMALL.replace("A,B", "A,B,A"),
    ],
)
def test_odd_but_readable_files_count_the_same(odd):
    election = pabulib.read(odd.encode())
    assert [(p.id, p.cost, p.votes) for p in election.totals()] == [("A", 60, 2), ("B", 50, 2)]
    assert election.max_length == 2


def test_a_file_in_utf_16_or_an_old_code_page_is_read():
    assert pabulib.read(SMALL.encode("utf-16")).votes == pabulib.read(SMALL.encode()).votes
    polish = SMALL.replace("가로등", "Łódź").replace("정류장", "ławka").replace("동네 투표", "x")
    assert pabulib.read(polish.encode("cp1250")).projects[0].name == "Łódź"


def test_sections_may_come_in_any_order():
    head, votes = SMALL.split("VOTES\n")
    assert len(pabulib.read(f"VOTES\n{votes}{head}".encode()).votes) == 3


def test_ranks_become_borda_points_from_the_longest_ballot():
    election = pabulib.read(with_type("ordinal", "voter_id;vote\n1;B,A\n2;B\n"))
    assert election.votes == ((("B", 2), ("A", 1)), (("B", 2),))


@pytest.mark.parametrize("vote_type", ["cumulative", "scoring"])
def test_points_are_those_the_voter_gave(vote_type):
    election = pabulib.read(with_type(vote_type, "voter_id;vote;points\n1;B,A;2,1\n2;B;3\n"))
    assert {p.id: p.votes for p in election.totals()} == {"A": 1, "B": 5}


def test_an_empty_ballot_stays_a_voter():
    assert pabulib.read(with_type("approval", "voter_id;vote\n1;\n2;A\n")).votes[0] == ()


@pytest.mark.parametrize(
    ("broken", "line", "words"),
    [
        (SMALL.replace("2;A\n", "2;C\n"), 14, "C, which is not listed"),
        (SMALL.replace("A;60", "A;cheap"), 9, "cost 'cheap'"),
        (SMALL.replace("A;60", "A;-60"), 9, "out of range"),
        (SMALL.replace("B;50", "A;50"), 10, "listed twice"),
        (SMALL.replace("cost", "price"), 8, "no column cost"),
        (SMALL.replace("budget;100\n", ""), None, "budget"),
        (SMALL.replace("approval", "applause"), None, "applause"),
        (SMALL.split("VOTES")[0], None, "VOTES is missing"),
        (SMALL.split("voter_id")[0], None, "VOTES is empty"),
        ("<html>\n", 1, "before the first section"),
        ("", None, "META is missing"),
    ],
)
def test_what_can_not_be_read_is_named_with_its_line(broken, line, words):
    with pytest.raises(PabulibError, match=words) as refused:
        pabulib.read(broken.encode())
    assert refused.value.line == line


def test_points_that_do_not_pair_with_the_vote_are_named():
    with pytest.raises(PabulibError, match="line 13: 2 projects but 1 points"):
        pabulib.read(with_type("scoring", "voter_id;vote;points\n1;B,A;2\n"))


def test_the_command_prints_winners_in_the_order_chosen(app, tmp_path):
    file = tmp_path / "small.pb"
    file.write_text(SMALL.replace("3;B\n", "3;B\n4;A\n"), "utf-8")
    run = app.test_cli_runner().invoke(args=["votes", "tally", str(file), "--rule", "greedy-skip"])
    assert run.stdout == "A\t60\t3\n"
    assert "1 of 2 projects, 60 of 100, 4 ballots" in run.stderr


def test_the_command_names_what_is_wrong(app, tmp_path):
    file = tmp_path / "broken.pb"
    file.write_text(SMALL.replace("A;60", "A;cheap"), "utf-8")
    run = app.test_cli_runner().invoke(args=["votes", "tally", str(file)])
    assert run.exit_code == 1
    assert "broken.pb: line 9: cost 'cheap' is not a number" in run.stderr
