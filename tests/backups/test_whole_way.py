"""Backed up while people write, wiped, brought back: the program's own checks all agree, on a city
with a sealed vote, photos, supports and a plan with its bundle of evidence."""

import hashlib
import threading
from datetime import timedelta

import pytest

from civic import progress
from civic.backups.shelf import Shelf, photos_of
from civic.db import db, writing
from civic.issues.models import Issue
from civic.people.models import Person
from civic.plans.jobs.models import Job
from civic.votes.seal.promises import forget_due_links
from tests.factory import report_issue
from tests.waiting import until

PLAN = "/gaon/1/plan"


@pytest.fixture
def plan(city, as_person, seoyeon, round):
    """The plan of the sealed vote, compiled, with its bundle."""
    planner = as_person(seoyeon)
    assert planner.post(f"{PLAN}/snapshots").status_code == 303
    assert planner.post(f"{PLAN}/1/bundle").status_code == 303
    assert db.session.scalar(db.select(Job.made).filter_by(kind="bundle"))
    db.session.rollback()


@pytest.fixture
def busy(app, round, take_photo, person):
    """People report with photos and support while the block lasts."""
    round_id, who = round.id, person("바쁨", lives=True).id
    db.session.commit()
    stop = threading.Event()

    def go_on():
        with app.app_context(), writing():
            while not stop.is_set():
                take_photo()
                someone, here = db.session.get(Person, who), db.session.get(type(round), round_id)
                issue = report_issue(here, someone, title="쓰는 동안의 제보")
                issue.recount_supports(issue.id)
                db.session.commit()
            db.session.remove()

    thread = threading.Thread(target=go_on)
    yield thread
    stop.set()
    thread.join()


def hashes(store) -> dict[str, str]:
    return {name: hashlib.sha256(store.get(name)).hexdigest() for name, _ in store.names()}


def test_all_checks_agree_after_a_backup_under_writes_a_wipe_and_a_restore(
    city, plan, busy, run, elsewhere, tmp_path, open_phase
):
    open_phase("report")
    shelf = Shelf(tmp_path / "shelf")
    db.session.remove()  # an open transaction would hold the lock of those who write
    busy.start()
    until(lambda: len(city.names()) >= 12)
    made = run("backup", shelf.folder)
    assert made.exit_code == 0, made.output
    more = len(city.names()) + 6
    until(lambda: len(city.names()) >= more)  # they go on; what they write is not in it
    with elsewhere.app_context():
        back = run("restore", shelf.folder, app=elsewhere)
        assert back.exit_code == 0, back.output
        assert "evidence bundles: 1 checked, none wrong" in back.output
        assert db.session.scalar(db.select(db.func.count(Issue.id))) >= 1

        votes = run("votes", "check", app=elsewhere)
        assert (votes.exit_code, votes.output) == (0, "gaon/1: agrees\n")
        counts = run("issues", "recount", "--check", app=elsewhere)
        assert counts.exit_code == 0 and "wrong" not in counts.output, counts.output

        listed, there = photos_of(shelf.chosen()), hashes(elsewhere.extensions["photo_store"])
        assert len(listed) >= 12
        assert {name: there[name] for name in listed} == listed

        bundle = tmp_path / "bundle.zip"
        bundle.write_bytes(db.session.scalar(db.select(Job.made).filter_by(kind="bundle")))
        verified = run("plans", "verify", bundle, app=elsewhere)
        assert verified.exit_code == 0 and "모두 같음" in verified.output, verified.output


def test_what_would_be_deleted_is_said_and_stays(city, run, app, tmp_path, clock, take_photo):
    shelf = Shelf(tmp_path / "shelf")
    for _ in range(3):
        assert run("backup", shelf.folder).exit_code == 0
        clock(timedelta(minutes=1))
    told = run("backup", shelf.folder, "--keep", 2, "--dry-run")
    assert told.exit_code == 0 and "2 older backups and 0 photo files would be" in told.output
    assert len(shelf.backups()) == 3
    clock(timedelta(days=60))
    for words in (("photos", "sweep"), ("votes", "forget-links"), ("plans", "sweep")):
        before = sorted(city.names()), _links()
        told = run(*words, "--dry-run")
        assert told.exit_code == 0 and "would be" in told.output, (words, told.output)
        assert (sorted(city.names()), _links()) == before
    assert "3 unused" not in run("photos", "sweep").output  # one photo, of three files
    assert city.names() == []


def _links() -> int:
    """How many voters' links stand, by what would be destroyed now."""
    found = sum(links.count for links in forget_due_links(0))
    db.session.rollback()
    return found


def test_a_long_command_says_how_far_it_is(monkeypatch, capsys):
    monkeypatch.setattr(progress, "EVERY_S", 0.0)
    assert list(progress.counted(range(3), "photo files")) == [0, 1, 2]
    assert "photo files: 2 of 3" in capsys.readouterr().err
    monkeypatch.setattr(progress, "EVERY_S", 60.0)
    assert list(progress.counted(range(3), "photo files")) == [0, 1, 2]
    assert capsys.readouterr().err == ""
