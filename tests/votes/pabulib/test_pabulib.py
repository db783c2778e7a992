"""Pabulib files as they are found: real elections, odd spellings, and clear refusals."""

import csv
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.votes.pabulib import read as pabulib
from civic.votes.pabulib.read import PabulibError
from tests.paths import SHARED

FOLDER = SHARED / "pabulib"
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


def selected(placed):
    return [row.project.id for row in placed if row.selected]


@pytest.mark.skipif(not published(), reason="the folder of real elections is not here")
@pytest.mark.parametrize("row", published(), ids=lambda row: row["file"])
def test_a_real_election_gives_its_published_winners(row):
    election = pabulib.read((FOLDER / row["file"]).read_bytes())
    assert len(election.ballots) == int(row["voters"])
    winners = set(selected(election.count("greedy-skip")))
    assert winners == set(row["selected_ids"].split())
    stopped = set(selected(election.count("greedy-stop")))
    assert (stopped != winners) == (row["skip_differs_from_stop"] == "True")


def test_a_plain_file_is_read_whole():
    election = pabulib.read(SMALL.encode())
    assert (election.budget, election.vote_type, election.max_length) == (100, "approval", 2)
    assert election.meta["description"] == "동네 투표"
    assert [listed.name for listed in election.projects] == ["가로등", "정류장"]
    assert election.ballots == (("A", "B"), ("A",), ("B",))
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
        SMALL.replace("가로등", '가"로;등'),
        SMALL.replace("가로등", "가\0로등"),
        SMALL.replace("budget;100", "budget;１００"),
        SMALL.replace("max_length;2\n", ""),
        SMALL.replace(";votes;name;selected", "").replace("60;2;가로등;1", "60"),
        SMALL.replace("A,B", "A,B,A"),
        SMALL.replace("A,B", '"A, B"'),
        SMALL.replace("100", "100,00 zł"),
        SMALL.replace("budget;100", "Budget ; 1_00"),
        SMALL.replace("100", "PLN 100"),
        SMALL.replace("A;60", "A;60.0 EUR"),
        SMALL.replace("approval", " Approval "),
        SMALL.replace("max_length;2", "max_length;none"),
        SMALL.replace("max_length;2", "max_length;0"),
        SMALL.replace("voter_id;vote", "voter_id;votes"),
        SMALL.replace("voter_id;vote", '"voter_id";"vote"'),
        SMALL.replace("voter_id;vote\n1;A,B\n2;A\n3;B", "vote;age\nA,B;30\nA;\nB"),
        SMALL.replace("voter_id;vote\n1;A,B", "voter_id;vote;weight;\n1;A,B;1;"),
        SMALL.replace("vote_type;approval", "comment;#1: a; b\nvote_type;approval"),
        SMALL.replace("가로등", '"가로등' + "\n줄" * 40 + '"'),
        SMALL.replace("가로등", '"""가로등"" - 밝은 것"'),
        SMALL.replace("project_id;cost;votes;name;selected", "\ufeffproject_id;Cost;;name;"),
        SMALL.replace("\nPROJECTS", "\n\n  \nPROJECTS\n").replace("\nVOTES", "\n;;\nVOTES"),
        SMALL.rstrip("\n"),
        SMALL.replace("\n", " \n").replace(";", "; "),
        SMALL + "\n\n \n",
    ],
)
def test_odd_but_readable_files_count_the_same(odd):
    election = pabulib.read(odd.encode())
    assert [(p.id, p.cost, p.votes) for p in election.totals()] == [("A", 60, 2), ("B", 50, 2)]
    assert election.max_length == 2


def test_a_file_in_utf_16_or_an_old_code_page_is_read():
    assert pabulib.read(SMALL.encode("utf-16")).ballots == pabulib.read(SMALL.encode()).ballots
    polish = SMALL.replace("가로등", "Łódź").replace("정류장", "ławka").replace("동네 투표", "x")
    assert pabulib.read(polish.encode("cp1250")).projects[0].name == "Łódź"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 9, b"\xff\xfeM\0E", b"\xef\xbb\xbf", SMALL.encode("utf-32")]
)
def test_bytes_that_are_no_file_of_this_kind_are_refused_in_a_sentence(app, tmp_path, data):
    file = tmp_path / "bytes.pb"
    file.write_bytes(data)
    run = app.test_cli_runner().invoke(args=["votes", "tally", str(file)])
    assert run.exit_code == 2
    assert "Error: bytes.pb: " in run.stderr


def test_sections_may_come_in_any_order():
    head, votes = SMALL.split("VOTES\n")
    assert len(pabulib.read(f"VOTES\n{votes}{head}".encode()).ballots) == 3


def test_ranks_become_borda_points_from_the_longest_ballot():
    election = pabulib.read(with_type("ordinal", "voter_id;vote\n1;B,A\n2;B\n"))
    assert {p.id: p.votes for p in election.totals()} == {"A": 1, "B": 4}


@pytest.mark.parametrize("vote_type", ["cumulative", "scoring"])
def test_points_are_those_the_voter_gave(vote_type):
    election = pabulib.read(with_type(vote_type, "voter_id;vote;points\n1;B,A;2,1\n2;B;3\n"))
    assert {p.id: p.votes for p in election.totals()} == {"A": 1, "B": 5}


def test_what_a_scoring_ballot_leaves_out_has_the_default_score():
    text = with_type("scoring", "voter_id;vote;points\n1;B,A;2,-1\n2;;\n3;A;-2.5\n").decode()
    sums = {p.id: p.votes for p in pabulib.read(text.encode()).totals()}
    assert sums == {"A": Decimal("-3.5"), "B": 2}
    text = text.replace("max_length;2", "max_length;2\ndefault_score;1")
    sums = {p.id: p.votes for p in pabulib.read(text.encode()).totals()}
    assert sums == {"A": Decimal("-2.5"), "B": 4}


def test_a_project_below_the_files_threshold_is_not_selected():
    head = SMALL.replace("max_length;2", "max_length;2\nmin_project_score_threshold;3")
    election = pabulib.read((head + "4;A\n").replace("B;50", "B;40").encode())
    assert selected(election.count("greedy-skip")) == ["A"]
    assert selected(election.count("equal-shares")) == ["A"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234 567", 1234567),
        ("1,234,567", 1234567),
        ("1.234.567,50", Decimal("1234567.5")),
        ("1,234,567.50", Decimal("1234567.5")),
        ("1\u00a0234,5 zł", Decimal("1234.5")),
        ("447,000", 447000),
        ("447.000", 447),
        ("1 447,500", Decimal("1447.5")),
        ("0,500", Decimal("0.5")),
        ("€12", 12),
        ("12.00", 12),
        ("1e3", 1000),
    ],
)
def test_money_is_read_as_people_write_it(text, value):
    assert pabulib.read(SMALL.replace("budget;100", f"budget;{text}").encode()).budget == value


@pytest.mark.parametrize("vote_type", ["approval", "choose-1", "ordinal", "cumulative", "scoring"])
def test_every_type_is_counted_by_every_rule_it_is_defined_for(vote_type):
    votes = "voter_id;vote;points\n1;A;1\n2;A;3\n3;B;1\n"
    election = pabulib.read(with_type(vote_type, votes))
    for rule in ("greedy-skip", "greedy-stop", "equal-shares"):
        assert selected(election.count(rule)) == ["A"], rule


def test_borda_of_ballots_that_are_not_ranked_is_refused(app, tmp_path):
    file = tmp_path / "small.pb"
    file.write_text(SMALL, "utf-8")
    run = app.test_cli_runner().invoke(args=["votes", "tally", str(file), "--rule", "borda"])
    assert run.exit_code == 2
    assert "small.pb: borda is not defined for approval ballots" in run.stderr


def test_an_empty_ballot_stays_a_voter():
    assert pabulib.read(with_type("approval", "voter_id;vote\n1;\n2;A\n")).ballots[0] == ()


@pytest.mark.parametrize(
    ("broken", "line", "words"),
    [
        (SMALL.replace("2;A\n", "2;C\n"), 14, "C, which is not listed"),
        (SMALL.replace("A;60", "A;cheap"), 9, "cost 'cheap'"),
        (SMALL.replace("A;60", "A;-60"), 9, "out of range"),
        (SMALL.replace("B;50", "A;50"), 10, "listed twice"),
        (SMALL.replace("cost", "price"), 8, "no column cost"),
        (SMALL.replace("approval", "scoring"), 12, "VOTES has no column points"),
        (SMALL.replace("budget;100\n", ""), None, "budget"),
        (SMALL.replace("approval", "applause"), None, "applause"),
        (SMALL.replace("approval", "ordinal\nscoring_fn;plurality"), None, "is not Borda"),
        (SMALL.replace("max_length;2", "max_length;two"), None, "max_length 'two'"),
        (SMALL.replace("100", "12a"), None, "budget '12a'"),
        (SMALL.split("VOTES")[0], None, "VOTES is missing"),
        (SMALL.split("voter_id")[0], None, "VOTES is empty"),
        (SMALL.replace("100", "1e999999999"), None, "budget '1e999999999' is out of range"),
        (SMALL.replace("A;60", "A;1e-999999999"), 9, "out of range"),
        (SMALL.replace("A;60", f"A;{'9' * 200_000}"), 9, "9…' is out of range"),
        (SMALL.replace("A;60", "A;NaN"), 9, "out of range"),
        (SMALL.replace("100", "Infinity"), None, "out of range"),
        (SMALL.replace("max_length;2", "max_length;-2"), None, "out of range"),
        (SMALL.replace("가로등", f'"{"등" * 300_000}"'), 9, "a row that can't be read"),
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


TIED = """META
budget;4
vote_type;approval
PROJECTS
project_id;cost
나무;1
가로등;1
공원;3
VOTES
voter_id;vote
1;가로등,나무
2;공원
3;가로등,공원
4;공원
"""


def test_equal_votes_go_as_listed():
    election = pabulib.read(TIED.replace("가로등,공원", "공원").encode())
    assert selected(election.count("greedy-skip")) == ["공원", "나무"]
    assert selected(election.count("equal-shares", "none")) == ["공원", "나무"]


def test_equal_payments_go_to_most_votes():
    # After the park only voter 1 has money left, and would pay either of the others alone.
    election = pabulib.read(TIED.encode())
    assert selected(election.count("equal-shares", "none")) == ["공원", "가로등"]


@settings(deadline=None)
@given(st.integers(0, len(SMALL.encode())), st.integers(0, 9), st.binary(max_size=12))
def test_a_damaged_file_is_read_or_refused_and_never_breaks_the_count(at, cut, noise):
    whole = SMALL.encode()
    try:
        election = pabulib.read(whole[:at] + noise + whole[at + cut :])
    except PabulibError:
        return
    for rule in ("greedy-skip", "equal-shares"):
        spent = sum(row.project.cost for row in election.count(rule) if row.selected)
        assert spent <= election.budget
