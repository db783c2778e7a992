"""After a person has left: the bytes of every file, log, copy and answer, not the rows alone."""

import io
import logging
import sqlite3
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from civic.backups.make import make
from civic.backups.shelf import Shelf
from civic.db import db
from civic.documents.export.formats import FORMATS, SUMMARY_FORMATS
from civic.photos.models import Photo
from civic.photos.sweep import sweep
from civic.plans.evidence.bundle import for_everybody
from civic.plans.jobs.run import packed
from civic.plans.models import Plan
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from civic.roles import EVERYONE
from civic.web.access import TABLE
from tests.backups.conftest import programs  # noqa: F401
from tests.databases import ON_POSTGRESQL, bytes_of
from tests.documents.readers import pdf_text, squeezed, unhwp_text
from tests.people.planting import PLANTED
from tests.people.test_leaving import MAIL, NAME, PHONE, SECRET, gone, leave, store  # noqa: F401
from tests.states.walking import Walk

PERSONAL = (NAME, MAIL, PHONE, "010-8765-4321", "01087654321", *PLANTED)
AFTER_THE_SWEEP = timedelta(days=2)
COMPOUND_FILE = bytes.fromhex("d0cf11e0")  # begins every .hwp


@pytest.fixture
def log(caplog):
    """What the program logs at its most talkative, from the planting on; of statements as little
    as ever, for their values are never logged."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    yield written
    root.setLevel(level)
    root.removeHandler(handler)


def texts(name: str, data: bytes):
    """(name, what it says) of a file and of those packed in it."""
    yield name, data.decode(errors="ignore")
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from texts(f"{name}/{member}", archive.read(member))
    elif data.startswith(b"%PDF"):
        yield name, squeezed(pdf_text(data))
    elif data.startswith(COMPOUND_FILE):
        yield name, squeezed(unhwp_text(data))


def holding(files, traces) -> list[str]:
    """Of (name, bytes): those that hold a trace, with it."""
    return [
        f"{name}: {trace}"
        for file, data in files
        for name, text in texts(file, data)
        for trace in traces
        if trace in text
    ]


def stored(store):  # noqa: F811
    return [(name, store.get(name)) for name, _ in store.names()]


def backed_up(folder):
    return [(str(path), path.read_bytes()) for path in folder.rglob("*") if path.is_file()]


def of_the_database():
    """The bytes of the database as it runs, its log with it."""
    at = Path(db.engine.url.database)
    return [(path.name, bytes_of(path)) for path in at.parent.glob(f"{at.name}*")]


def exported(snapshot):
    document = document_of(snapshot)
    yield from ((f"plan.{name}", made.export(document)) for name, made in FORMATS.items())
    if document.summary:
        for name, made in SUMMARY_FORMATS.items():
            yield f"summary.{name}", made.export(document.summary)


def bundled(snapshot):
    bundle = packed(snapshot)
    yield "bundle.zip", bundle
    yield "public.zip", for_everybody(bundle) or b""


def answered(app, client):
    """What everybody is shown: pages, feeds, the map, search, open data."""
    walk = Walk(app, {})
    for endpoint, address in list(walk.addresses(all=True)):
        if TABLE[endpoint] == EVERYONE:
            yield address, client.get(address).data
    for address in ("issues/", "solutions/", "issues/map.json"):
        yield address, client.get(f"/gaon/1/{address}?q={SECRET[:4]}").data


@pytest.fixture
def before(log, gone, store, tmp_path):  # noqa: F811
    """The first backup, made while the person is there; it holds what is looked for."""
    shelf = Shelf(tmp_path / "shelf")
    make(shelf)
    return shelf


def pieces_in_the_index(folder) -> list[str]:
    """Pieces of the secret words in a backup's search index, dropped entries that wait to be
    merged included. A piece is written without what it has in common with the one before."""
    (copy,) = folder.glob("*/database.sqlite3")
    with closing(sqlite3.connect(copy)) as there:
        blocks = [block for (block,) in there.execute("SELECT block FROM issue_search_data")]
    pieces = [SECRET[at : at + 2] for at in range(len(SECRET) - 1)]
    return [piece for piece in pieces if any(piece.encode()[2:] in block for block in blocks)]


def plan_anew(round):
    plan = Plan.of(round)
    earlier = plan.snapshot()
    freeze(plan, None)
    db.session.commit()
    return earlier, plan.snapshot()


def test_what_is_looked_for_is_found_before(before, gone, app, client, round, store):  # noqa: F811
    """The net has no holes: the same looks find the person while they are there."""
    if not ON_POSTGRESQL:
        for trace in (NAME, MAIL, PHONE, SECRET):
            assert holding(backed_up(before.folder), [trace]), trace
        assert pieces_in_the_index(before.folder)
    _, snapshot = plan_anew(round)
    formats = {line.split(":")[0].split("/")[0] for line in holding(exported(snapshot), [SECRET])}
    assert {f"plan.{name}" for name in FORMATS} <= formats
    assert holding(bundled(snapshot), [SECRET])
    seen = holding(answered(app, client), [SECRET])
    for part in ("feed.atom", "/api/v1/", "/issues/", "/solutions/"):
        assert [line for line in seen if part in line], part


@pytest.mark.parametrize("words", ["keep", "take"])
def test_no_file_log_copy_or_answer_holds_them(
    words,
    before,
    gone,  # noqa: F811
    as_person,
    store,  # noqa: F811
    clock,
    round,
    app,
    client,
    log,
):
    key = db.session.scalars(db.select(Photo)).one().key
    # What the program keeps of answers while nobody writes is warm when they leave.
    assert holding(answered(app, client), [SECRET])
    leave(as_person, gone, words)
    traces = PERSONAL if words == "keep" else (*PERSONAL, SECRET)
    clock(AFTER_THE_SWEEP)
    sweep(store)
    db.session.commit()
    earlier, newer = plan_anew(round)
    assert holding(stored(store), traces) == []
    assert holding([*exported(newer), *bundled(newer)], traces) == []
    assert holding(exported(earlier), traces) == []
    assert holding(answered(app, client), traces) == []
    if not ON_POSTGRESQL:
        assert holding(of_the_database(), PERSONAL) == []
    make(before)
    before.keep(1)
    assert holding(backed_up(before.folder), traces) == []
    if not ON_POSTGRESQL:
        assert bool(pieces_in_the_index(before.folder)) == (words == "keep")
    photos = [name for name, _ in stored(store)] + [name for name, _ in backed_up(before.folder)]
    assert bool([name for name in photos if key in name]) == (words == "keep")
    assert holding([("log", log.getvalue().encode())], (*PERSONAL, SECRET)) == []
