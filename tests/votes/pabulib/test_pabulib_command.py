"""flask votes tally: what a stranger sees who counts a file."""

import pytest

from civic.settings import config
from tests.votes.pabulib.test_pabulib import SMALL


def test_the_command_prints_winners_in_the_order_chosen(app, tmp_path):
    file = tmp_path / "small.pb"
    file.write_text(SMALL.replace("3;B\n", "3;B\n4;A\n"), "utf-8")
    run = app.test_cli_runner().invoke(args=["votes", "tally", str(file), "--rule", "greedy-skip"])
    assert run.stdout == "A\t60\t3\n"
    assert "1 of 2 projects, 60 of 100, 4 ballots" in run.stderr


def test_the_command_counts_by_equal_shares(app, tmp_path):
    file = tmp_path / "two groups.pb"
    names = {"A1": 40, "A2": 35, "A3": 25, "B1": 40, "B2": 20}
    projects = "\n".join(f"{id};{cost}" for id, cost in names.items())
    votes = "\n".join(f"{n};{'A1,A2,A3' if n <= 6 else 'B1,B2'}" for n in range(1, 11))
    file.write_text(
        f"META\nkey;value\nbudget;100\nvote_type;approval\n"
        f"PROJECTS\nproject_id;cost\n{projects}\nVOTES\nvoter_id;vote\n{votes}\n"
    )

    def tally(*options):
        return app.test_cli_runner().invoke(args=["votes", "tally", str(file), *options])

    assert tally().stdout == "A1\t40\t6\nA2\t35\t6\nA3\t25\t6\n"
    shares = ["--rule", "equal-shares", "--completion"]
    assert tally(*shares, "none").stdout == "A1\t40\t6\nB1\t40\t4\n"
    run = tally(*shares, "add1u")
    assert run.stdout == "A1\t40\t6\nB1\t40\t4\nB2\t20\t4\n"
    assert "equal-shares add1u: 3 of 5 projects, 100 of 100, 10 ballots" in run.stderr
    assert tally(*shares, "add1", "--step", "90").stdout == "A1\t40\t6\nB1\t40\t4\n"
    assert tally("--step", "0").exit_code == 2


def test_the_command_names_what_is_wrong(app, tmp_path):
    file = tmp_path / "broken.pb"
    file.write_text(SMALL.replace("A;60", "A;cheap"), "utf-8")
    run = app.test_cli_runner().invoke(args=["votes", "tally", str(file)])
    assert run.exit_code == 2
    assert "broken.pb: line 9: cost 'cheap' is not a number" in run.stderr


def test_a_stranger_needs_no_key_to_count_and_nobody_serves_without_one(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # where no .env lies
    monkeypatch.delenv("CIVIC_DEMO", raising=False)
    monkeypatch.delenv("CIVIC_SECRET_KEY", raising=False)
    monkeypatch.setattr("sys.argv", ["flask", "--app", "wsgi", "votes", "tally", "small.pb"])
    assert config.load()["SECRET_KEY"] != config.load()["SECRET_KEY"]
    monkeypatch.setattr("sys.argv", ["granian", "--interface", "wsgi", "wsgi:app"])
    with pytest.raises(ValueError, match="CIVIC_SECRET_KEY"):
        config.load()
