"""A stranger with Python alone: the vote counted and the panel drawn again from addresses of the
served API, by the programs that lie beside the data."""

import subprocess
import sys

import pytest

from civic.db import db
from tests.open_data.api.test_counted_vote import counted  # noqa: F401
from tests.open_data.served import served
from tests.panel.conftest import (  # noqa: F401  # fixtures of the panel
    apply,
    doha,
    drawn,
    many,
    panel,
    population,
    terms,
)
from tests.votes.conftest import ballot  # noqa: F401

# What the stranger runs: the standard library, and what the API names.
STRANGER = """
import io, json, pathlib, subprocess, sys, time, urllib.request, zipfile
base, how, kind, check = sys.argv[1:]
here, program = {"vote": ("ledger", "verify.py"), "panel": ("panel/files", "redraw.py")}[kind]

def fetch(address):
    with urllib.request.urlopen(address) as answer:
        if answer.status == 202:
            time.sleep(int(answer.headers["Retry-After"]))
            return fetch(json.loads(answer.read())["url"])
        return answer.read()

(city,) = [c["slug"] for c in json.loads(fetch(base + "/cities"))["items"]]
number = json.loads(fetch(f"{base}/cities/{city}/rounds"))["items"][0]["number"]
round = f"{base}/cities/{city}/rounds/{number}"
folder = pathlib.Path(kind)
if how == "files":
    folder.mkdir()
    for file in json.loads(fetch(f"{round}/{here}"))["items"]:
        (folder / file["name"]).write_bytes(fetch(file["url"]))
else:
    zipfile.ZipFile(io.BytesIO(fetch(f"{round}/bundle.zip"))).extractall(".")
asked = {"vote": ["--root", check], "panel": ["--list", check]}[kind]
sys.exit(subprocess.call([sys.executable, "-I", program, ".", *asked], cwd=folder))
"""


@pytest.fixture
def stranger(app, tmp_path):
    """stranger("files", "vote", check) downloads and recounts; its status and what it said."""

    def work(how, kind, check):
        db.session.commit()
        with served(app) as root:
            words = [sys.executable, "-I", "-c", STRANGER, f"{root}/api/v1", how, kind, check]
            done = subprocess.run(words, cwd=tmp_path, env={}, capture_output=True, check=False)
        return done.returncode, (done.stdout + done.stderr).decode()

    return work


@pytest.mark.parametrize("how", ["files", "bundle"])
def test_the_vote_is_counted_again_from_downloads_alone(counted, stranger, how):  # noqa: F811
    status, words = stranger(how, "vote", counted.root)
    assert status == 0 and counted.root in words, words


@pytest.mark.parametrize("how", ["files", "bundle"])
def test_the_panel_is_drawn_again_from_downloads_alone(drawn, stranger, how):  # noqa: F811
    seed, check = drawn.seed_value, drawn.list_sha256
    status, words = stranger(how, "panel", check)
    assert status == 0 and seed in words, words


def test_another_check_number_is_no_agreement(counted, stranger):  # noqa: F811
    status, words = stranger("files", "vote", "0" * 64)
    assert status == 1, words
