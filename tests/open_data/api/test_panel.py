"""A stranger draws the panel again from what the API gives alone."""

import csv
import io
import json
import subprocess
import sys
import zipfile

import pytest

from civic.db import db
from tests.panel.conftest import (  # noqa: F401  # fixtures of the panel
    apply,
    doha,
    drawn,
    many,
    panel,
    population,
    terms,
)

HERE = "/api/v1/cities/gaon/rounds/1"


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


@pytest.fixture
def downloads(client, tmp_path):
    """downloads() are the files that the API lists, in a folder of their own."""

    def fetch():
        for row in client.get(f"{HERE}/panel/files").json["items"]:
            answer = client.get(path_of(row["url"]))
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            body = answer.data
            assert len(body) == row["size"]
            (tmp_path / row["name"]).write_bytes(body)
        return tmp_path

    return fetch


def redraw(folder, *more):
    """The published program, alone: no path of ours, no environment, standard library only."""
    command = [sys.executable, "-I", str(folder / "redraw.py"), str(folder), *more]
    return subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, timeout=60)


def test_a_stranger_draws_the_panel_again_from_downloads_alone(drawn, downloads, clock):  # noqa: F811
    someone = next(each for each in drawn.applicants() if each.state == "asked")
    drawn.withdraw(someone.person)
    db.session.commit()
    folder = downloads()
    result = redraw(folder, "--list", drawn.list_sha256, "--number", str(someone.number))
    assert result.returncode == 0, result.stdout + result.stderr
    assert "참여단 6명" in result.stdout and drawn.seed_value in result.stdout
    assert f"{someone.number}→" in result.stdout


def test_what_was_changed_after_is_seen(drawn, downloads):  # noqa: F811
    folder = downloads()
    whole = json.loads((folder / "panel.json").read_bytes())
    listed = (folder / "applicants.csv").read_bytes()
    bent = {
        "seed_value": "1,2,3,4,5,6+7",
        "chosen": whole["chosen"][::-1],
        "reserve": whole["reserve"][1:],
        "size": 7,
        "members": whole["members"][1:],
        "source_round": whole["source_round"] - 1,
        "closed_at": whole["known_at"],
        "departures": whole["chosen"][:1],
        "list_sha256": "0" * 64,
        "format": "civic-panel/9",
    }
    for name, value in bent.items():
        (folder / "panel.json").write_text(json.dumps(whole | {name: value}))
        assert redraw(folder).returncode == 1, name
    (folder / "panel.json").write_text(json.dumps(whole))
    assert redraw(folder).returncode == 0
    assert redraw(folder, "--list", "1" * 64).returncode == 1
    (folder / "applicants.csv").write_bytes(listed.replace(b"\n1,", b"\n25,", 1))
    assert redraw(folder).returncode == 1
    (folder / "applicants.csv").write_bytes(b"\xff")
    assert redraw(folder).returncode == 1


def test_the_list_is_there_before_the_draw_and_nothing_before_it(
    panel,  # noqa: F811
    many,  # noqa: F811
    downloads,
    clock,
    client,
):
    assert client.get(f"{HERE}/panel/files").json["items"] == []
    assert client.get(f"{HERE}/panel").json["list_sha256"] == ""
    assert client.get(f"{HERE}/panel").json["applicants"] is None
    clock(panel.applies_until)
    panel.close()
    db.session.commit()
    result = redraw(downloads())
    assert result.returncode == 0 and "아직 뽑지 않았습니다" in result.stdout


def test_numbers_of_a_panel_hide_the_small(drawn, client):  # noqa: F811
    shown = client.get(f"{HERE}/panel").json
    assert (shown["state"], shown["applicants"], shown["size"]) == ("drawn", 24, 6)
    assert {row["applicants"] for row in shown["strata"]} == {None}, "each has fewer than ten"
    assert sum(row["seats"] for row in shown["strata"]) == 6
    assert shown["url"].endswith("/gaon/1/panel/")


def test_the_bundle_of_a_round_draws_the_panel_too(drawn, client, tmp_path):  # noqa: F811
    with zipfile.ZipFile(io.BytesIO(client.get(f"{HERE}/bundle.zip").data)) as bundle:
        bundle.extractall(tmp_path)
    assert redraw(tmp_path / "panel").returncode == 0
    rows = list(csv.reader((tmp_path / "panel/applicants.csv").open()))
    assert rows[0] == ["number", "stratum"] and len(rows) == 25


def test_without_a_panel_there_is_none(round, client):
    assert client.get(f"{HERE}/panel").status_code == 404
    assert client.get(f"{HERE}/panel/files").json["items"] == []
    assert client.get("/gaon/1/panel/files/panel.json").status_code == 404
