"""The program before the newest migration works on the newest tables, as it does on every host but
the first while a city is upgraded. The program is taken from the project's own history."""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from datetime import timedelta

import pytest
from flask.sessions import SecureCookieSessionInterface

from civic.db import db, now, set_clock, system_clock
from civic.issues.comments import IssueComment
from civic.issues.models import Issue, rebuild_round_index
from civic.issues.support import Support
from civic.people.sign_in.models import SignIn
from civic.rounds.models import Round
from civic.rounds.recounting import recount_all
from civic.rounds.rules import PHASES
from civic.votes.ballots.ballot import Ballot
from tests.apps import KEY
from tests.factory import add_issue, add_person, add_solution
from tests.paths import ROOT

NEWEST = max((ROOT / "migrations" / "versions").glob("*.py")).name
PAGES = (
    *("/gaon/1/", "/gaon/1/issues/", "/gaon/1/issues/1", "/gaon/1/issues/map", "/gaon/1/voices/"),
    *("/gaon/1/issues/new", "/gaon/1/solutions/", "/gaon/1/solutions/1", "/gaon/1/vote"),
    *("/gaon/mine", "/healthz", "/readyz"),
)
ACTS = {
    "/gaon/1/issues/": {
        **{"title": "가로등이 꺼졌어요", "body": "사흘째예요", "category": "safety"},
        **{"lat": "36.55", "lon": "127.05", "confirmed": "y", "request_key": "k" * 32},
    },
    "/gaon/1/issues/1/support": {},
    "/gaon/1/issues/1/comments": {"body": "저도 봤어요", "request_key": "c" * 32},
    "/gaon/1/vote/draft": {"solutions": ["1"], "client_seq": "1"},
    "/gaon/1/vote/submit": {"solutions": ["1"], "client_seq": "2"},
}
# Run in the older program's folder: nothing of today's is imported.
USE = """
import json, sys
from civic import create_app
told = json.load(sys.stdin)
app = create_app(**told["settings"])
browser = app.test_client()
browser.set_cookie("session", told["cookie"])
pages = [browser.get(path) for path in told["pages"]]
acts = [browser.post(path, data=sent) for path, sent in told["acts"].items()]
print(json.dumps([[one.status_code for one in pages], [
    [one.status_code, one.headers.get("Location", "")] for one in acts]]))
"""


def git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=True).stdout


def commit_before() -> str | None:
    """The newest commit of this history without the newest migration."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        return None
    try:
        log = git("rev-list", "--first-parent", "HEAD", "--", "migrations/versions").decode()
        for commit in log.split():
            if not git("ls-tree", f"{commit}^", "--", f"migrations/versions/{NEWEST}"):
                return f"{commit}^"
    except subprocess.CalledProcessError:
        return None
    return None


@pytest.fixture
def older(tmp_path):
    """A folder with the program of that commit."""
    commit = commit_before()
    if commit is None:
        pytest.skip("the history of this folder does not reach back to the program before")
    folder = tmp_path / "older"
    archive = git("archive", commit)
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(folder, filter="data")
    assert not (folder / "migrations" / "versions" / NEWEST).exists()
    return folder


@pytest.fixture
def cookie(app, round, clock):
    """Of 민지, in a city that takes reports and votes at once."""
    set_clock(system_clock)  # another process knows no other
    place = round.municipality
    for phase in round.phases:
        phase.starts_at, phase.ends_at = now() - timedelta(days=9), now() + timedelta(days=9)
    assert {phase.kind for phase in round.phases} == {*PHASES}
    add_issue(round, title="마을버스가 안 와요")
    add_solution(round, status="on_ballot")
    round.next_receipt = 2
    rebuild_round_index(round)
    token = SignIn.open(add_person("민지", city=place, lives=True), device="tests")
    db.session.commit()
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    return signer.dumps({"_user_id": token, "_fresh": True})


def used(folder, **told) -> list[list]:
    """The statuses of the pages, and (status, where it leads) of the acts, by the older program."""
    own = {name: text for name, text in os.environ.items() if not name.startswith("CIVIC_")}
    run = subprocess.run(
        [sys.executable, "-c", USE],
        input=json.dumps(told).encode(),
        cwd=folder,
        env=own | {"PYTHONPATH": str(folder)},
        capture_output=True,
    )
    assert run.returncode == 0, run.stderr.decode()[-2000:]
    return json.loads(run.stdout.splitlines()[-1])


def test_the_program_before_reads_and_writes_the_newest_tables(app, older, cookie):
    settings = {"DATABASE_URL": app.config["DATABASE_URL"], "SECRET_KEY": KEY}
    settings |= {"PHOTO_STORE": "memory:", "SENDER": "memory", "WTF_CSRF_ENABLED": False}
    settings |= {"JOB_QUEUE": "request", "TEXT_NOUNS": "plain"}
    db.session.remove()
    pages, acts = used(older, settings=settings, cookie=cookie, pages=PAGES, acts=ACTS)
    assert dict(zip(PAGES, pages, strict=True)) == dict.fromkeys(PAGES, 200)
    for path, (status, where) in zip(ACTS, acts, strict=True):
        assert status in (200, 303) and "sign-in" not in where, (path, status, where)
    titles = db.session.scalars(db.select(Issue.title).order_by(Issue.id)).all()
    assert titles == ["마을버스가 안 와요", "가로등이 꺼졌어요"]
    for model in (Support, IssueComment, Ballot):
        assert db.session.scalar(db.select(db.func.count()).select_from(model)) == 1, model
    rounds = db.session.scalars(db.select(Round.id)).all()
    assert not any(recount_all(rounds, only_look=True).values())
