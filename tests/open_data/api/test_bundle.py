"""A round's zip: made by a worker, once, and again only when there is something else to tell."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest

from civic.db import db, now
from civic.issues.models import Issue
from civic.open_data.api.bundle_work import BUNDLES
from civic.open_data.api.models import RoundBundle
from civic.people.models import Person
from tests.factory import add_issue, add_solution

BUNDLE = "/api/v1/cities/gaon/rounds/1/bundle.zip"


class LaterQueue:
    """A worker that comes when the test lets it."""

    def __init__(self):
        self.waiting = []

    def wake(self, job_id, name):
        self.waiting.append((job_id, name))


@pytest.fixture
def later(app, monkeypatch):
    queue = LaterQueue()
    monkeypatch.setitem(app.extensions, "job_queue", queue)
    return queue


@pytest.fixture
def filled(round, gaon):
    add_issue(round, 1, lat=36.55, lon=127.05, district_id=gaon.districts[0].id)
    add_solution(round)
    db.session.commit()
    return round


def made():
    db.session.rollback()
    return db.session.scalars(db.select(RoundBundle).order_by(RoundBundle.id)).all()


def titles(answer):
    with zipfile.ZipFile(io.BytesIO(answer.data)) as package:
        rows = csv.DictReader(io.StringIO(package.read("issues.csv").decode("utf-8-sig")))
        return [row["title"] for row in rows]


def test_the_request_only_asks_and_the_worker_makes_it(app, client, filled, later):
    answer = client.get(BUNDLE)
    assert (answer.status_code, answer.headers["Retry-After"]) == (202, "5")
    assert answer.headers["Cache-Control"] == "no-store"
    ((number, queue),) = later.waiting
    assert answer.json["url"] in answer.headers["Refresh"] and queue == "bundles"
    again = answer.json["url"].partition("localhost")[2]
    assert client.get(again).status_code == 202 and len(made()) == 1
    BUNDLES.run(app, number)
    assert client.get(again).mimetype == "application/zip"
    assert client.get(BUNDLE).data == client.get(again).data and len(made()) == 1


def test_it_is_kept_until_a_row_changes(client, filled, clock):
    first = client.get(BUNDLE)
    clock(timedelta(days=40))
    assert client.get(BUNDLE).data == first.data
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get(BUNDLE, headers=tag).status_code == 304 and len(made()) == 1
    issue = db.session.scalars(db.select(Issue)).one()
    issue.title = "고친 제목"
    db.session.commit()
    assert titles(client.get(BUNDLE, headers=tag)) == ["고친 제목"]
    assert len(made()) == 1, "the earlier one is gone"


def changes(round, gaon):
    """Anything of a round that a bundle tells, in turn."""
    yield lambda: add_issue(round, 2)
    yield lambda: setattr(db.session.scalars(db.select(Issue)).first(), "hidden_at", now())
    yield lambda: add_solution(round, 2, title="다른 것")
    yield lambda: setattr(round, "title", "다른 이름")
    yield lambda: setattr(gaon.districts[0], "name", "새달내동")


def test_whatever_it_tells_makes_it_old(client, filled, gaon):
    before = client.get(BUNDLE).headers["ETag"]
    for change in changes(filled, gaon):
        change()
        db.session.commit()
        after = client.get(BUNDLE).headers["ETag"]
        assert after != before
        before = after


def test_who_waits_gets_it_in_a_busy_round_but_nothing_that_was_hidden(
    app, client, filled, later, clock
):
    address = client.get(BUNDLE).json["url"].partition("localhost")[2]
    BUNDLES.run(app, later.waiting[0][0])
    add_issue(filled, 2, title="그사이 온 제보")
    db.session.commit()
    assert client.get(address).status_code == 200
    assert client.get(BUNDLE).status_code == 202, "whoever asks now gets what is there now"
    issue = db.session.scalars(db.select(Issue).order_by(Issue.id)).first()
    issue.hidden_at, issue.listed = now(), False
    db.session.commit()
    assert client.get(address).status_code == 202


def test_two_who_ask_at_once_wait_for_the_same(client, filled, later):
    assert client.get(BUNDLE).json["url"] == client.get(BUNDLE).json["url"]
    assert len(made()) == 1


def test_one_that_failed_is_asked_for_again(app, client, filled, later, monkeypatch):
    def fails(*_arguments):
        raise OSError("no room")

    client.get(BUNDLE)
    monkeypatch.setattr("civic.open_data.api.bundle_work.write_bundle", fails)
    BUNDLES.run(app, later.waiting[0][0])
    assert [(each.state, each.failure) for each in made()] == [("failed", "room")]
    monkeypatch.undo()
    monkeypatch.setitem(app.extensions, "job_queue", later)
    assert client.get(BUNDLE).status_code == 202
    BUNDLES.run(app, later.waiting[-1][0])
    assert client.get(BUNDLE).status_code == 200
    assert [each.state for each in made()] == ["done"]


def test_none_outlives_a_person_who_leaves(app, client, filled, later, minji):
    client.get(BUNDLE)
    BUNDLES.run(app, later.waiting[0][0])
    db.session.get_one(Person, minji.id).leave()
    db.session.commit()
    assert made() == []


def test_a_number_that_is_no_bundle_is_refused_or_begun_anew(client, filled):
    assert client.get(f"{BUNDLE}?of=x").status_code == 400
    assert client.get(f"{BUNDLE}?of=999").status_code == 200


def test_what_it_says_of_itself_names_every_file(client, filled):
    with zipfile.ZipFile(io.BytesIO(client.get(BUNDLE).data)) as package:
        described = json.loads(package.read("datapackage.json"))
        paths = {resource["path"] for resource in described["resources"]}
        assert paths | {"datapackage.json"} == set(package.namelist())
