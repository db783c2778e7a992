"""A Pabulib file on a page: counted by every rule, explained, and kept nowhere."""

import tempfile
from io import BytesIO

import pytest

from civic.open_data.elections.comparing import LIMITS, MOST_BYTES, count_by_every_rule, rows_of
from civic.open_data.elections.forms import turn
from civic.votes.pabulib.read import Election, ElectionTooLarge, Limits, read
from tests.paths import SHARED

PAGE = "/open-data/elections/"
REAL = SHARED / "pabulib"
NAMES = ("poland_katowice_2020_osiedle-witosa", "poland_lodz_2020_andrzejow")
HEAD = """META
key;value
budget;100
vote_type;approval
PROJECTS
project_id;cost;name
1;90;다리
2;50;도서관
3;50;놀이터
VOTES
voter_id;vote
"""
VOTES = "\n".join(["a;1", "b;1", "c;1", "d;2", "e;2", "f;3", "g;3"])


@pytest.fixture(autouse=True)
def own_turn(tmp_path, monkeypatch):
    """Whose turn it is on this host is nobody else's test."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def sent(client, text):
    return client.post(PAGE, data={"file": (BytesIO(text.encode()), "vote.pb")})


def test_each_rule_says_what_it_chooses():
    election = read((HEAD + VOTES).encode())
    chosen = {each.rule: each.selected for each in count_by_every_rule(election)}
    assert chosen["greedy-skip"] == ["1"] and chosen["greedy-stop"] == ["1"]
    assert set(chosen) == {"greedy-skip", "greedy-stop", "equal-shares"}


def test_projects_stand_by_their_votes_with_the_rules_that_choose_them():
    election = read((HEAD + VOTES).encode())
    rows = rows_of(election, count_by_every_rule(election))
    assert [(row.listed.id, row.votes) for row in rows] == [("1", 3), ("2", 2), ("3", 2)]
    assert "greedy-skip" in rows[0].chosen_by and "greedy-skip" not in rows[1].chosen_by


def test_the_page_shows_the_result_and_why(client, app):
    assert client.get(PAGE).status_code == 200
    answer = sent(client, HEAD + VOTES)
    assert answer.status_code == 200
    assert "다리" in answer.text and "남은 예산보다 큼" in answer.text
    assert "투표자 7명, 사업 3개, 예산 100" in answer.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "골라 주세요"),
        ("nothing", "읽을 수 없어요"),
        (HEAD.replace("budget;100", "budget;1e999999999"), "읽을 수 없어요"),
        (HEAD + "a;9", "읽을 수 없어요"),
        ("x" * (MOST_BYTES + 1), "너무 커요"),
        (HEAD + "\n".join(f"v{n};1" for n in range(100_001)), "100,000"),
    ],
)
def test_what_can_not_be_counted_is_said_at_the_field(client, app, text, words):
    answer = sent(client, text)
    assert answer.status_code == 422 and words in answer.text
    assert 'id="file-error"' in answer.text


def test_too_many_scores_are_refused_before_they_are_written_out(monkeypatch):
    """Short ballots that a default fills up would be a thousand million scores."""
    monkeypatch.setattr(Election, "__init__", None)  # nothing is made of it
    scored = HEAD.replace("approval", "scoring\ndefault_score;1").replace("vote\n", "vote;points\n")
    scored += "\n".join(f"{n};1;2" for n in range(3))
    with pytest.raises(ElectionTooLarge):
        read(scored.encode(), Limits(ballots=9, projects=9, marks=8))


def test_as_many_voters_as_a_large_city_has_are_counted(client, app):
    votes = "\n".join(f"{n};{n % 3 + 1}" for n in range(90_000))
    answer = sent(client, HEAD + votes)
    assert answer.status_code == 200 and "투표자 90,000명" in answer.text


def test_without_voters_nothing_breaks(client, app):
    assert sent(client, HEAD).status_code == 200


def test_names_stay_text(client, app):
    answer = sent(client, HEAD.replace("다리", "<img src=x>") + VOTES)
    assert answer.status_code == 200 and "<img src=x>" not in answer.text


def test_large_files_are_counted_one_after_the_other(client, app):
    votes = HEAD + "\n".join(f"{n};1" for n in range(60_000))
    with turn(len(votes)):
        answer = sent(client, votes)
        assert answer.status_code == 422 and "다른 파일을 세고 있어요" in answer.text
        assert sent(client, HEAD + VOTES).status_code == 200
    assert sent(client, votes).status_code == 200


@pytest.mark.parametrize("most", [(2, 9, 9), (9, 2, 9), (9, 9, 6)])
def test_more_than_is_counted_is_refused(most):
    with pytest.raises(ElectionTooLarge):
        read((HEAD + VOTES).encode(), Limits(*most))
    assert read((HEAD + VOTES).encode(), LIMITS).budget == 100


@pytest.mark.skipif(not REAL.is_dir(), reason="no real votes beside the project")
@pytest.mark.parametrize(
    "name", ["poland_katowice_2020_osiedle-witosa", "poland_lodz_2020_andrzejow"]
)
def test_real_votes_are_counted(client, app, name):
    answer = sent(client, (REAL / f"{name}.pb").read_text())
    assert answer.status_code == 200
