"""What was painted over is in no document, bundle, card or open data either, whatever was made and
kept before: pictures are taken out of the files and their pixels looked at."""

import io
import zipfile
import zlib
from contextlib import suppress
from datetime import timedelta

import pytest
from PIL import Image, UnidentifiedImageError

from civic.db import db
from civic.documents.export.formats import FORMATS
from civic.issues.models import Issue
from civic.plans.call_form.chosen import WordsHidden
from civic.plans.evidence.bundle import for_everybody
from civic.plans.jobs.run import packed
from civic.plans.models import Plan
from civic.plans.snapshots.documents import document_of
from civic.plans.snapshots.gather import freeze
from tests.photos.redaction.pictures import FACE_BOX, form

PNG = b"\x89PNG"
BEGINNING, END = b"\xff\xd8\xff", b"\xff\xd9"
COMPOUND, SECTOR = b"\xd0\xcf\x11\xe0", 512  # an .hwp file: streams that begin at sectors
WITHOUT_PICTURES = {"csv", "geojson", "json", "xlsx", "pptx"}  # tables, and slides without photos


def pictures(data: bytes):
    """Every PNG and JPEG in a file, and in the files packed in it."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from pictures(archive.read(member))
        return
    if data.startswith(COMPOUND):
        for stream in streams(data):
            yield from pictures(stream)
        return
    if data.startswith(PNG):
        yield data
        return
    at = data.find(BEGINNING)
    while at >= 0:
        stop = data.find(END, at) + len(END)
        yield data[at:stop]
        at = data.find(BEGINNING, max(stop, at + 1))


def streams(data: bytes):
    """Pictures that lie deflated in a compound file, wherever a sector begins with one."""
    for at in range(SECTOR, len(data), SECTOR):
        with suppress(zlib.error):
            begins = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[at : at + SECTOR], 8)
            if begins.startswith((PNG, BEGINNING)):
                yield zlib.decompressobj(-zlib.MAX_WBITS).decompress(data[at:])


def faces(data: bytes) -> int:
    """How many of a file's pictures show the red face."""
    found = 0
    for each in pictures(data):
        try:
            picture = Image.open(io.BytesIO(each)).convert("RGB")
        except (UnidentifiedImageError, OSError):
            continue
        colours = picture.getcolors(maxcolors=4_000_000) or []
        found += sum(n for n, (r, g, b) in colours if r > 180 and g < 90 and b < 90) > 20
    return found


def documents_of(snapshot):
    document = document_of(snapshot)
    yield from ((name, made.export(document)) for name, made in FORMATS.items())


def files_of(snapshot):
    yield from documents_of(snapshot)
    bundle = packed(snapshot)
    yield "bundle", bundle
    yield "public bundle", for_everybody(bundle) or b""


def answers(client, issue):
    for address in (f"share/issue-{issue.id}.jpg", f"issues/{issue.id}"):
        yield address, client.get(f"/gaon/1/{address}").data


def with_faces(files) -> set[str]:
    return {name for name, data in files if faces(data)}


@pytest.fixture
def plan(photo, round):
    plan = Plan.start(round)
    freeze(plan, None)
    db.session.commit()
    return plan


def test_no_pixel_is_in_a_plan_a_card_or_a_bundle(
    plan, photo, minji, as_person, client, clock, store
):
    issue = db.session.scalars(db.select(Issue)).one()
    earlier = plan.snapshot()
    before = with_faces([*files_of(earlier), *answers(client, issue)])
    assert before >= set(FORMATS) - WITHOUT_PICTURES | {"bundle", f"share/issue-{issue.id}.jpg"}
    clock(timedelta(hours=1))
    sent = as_person(minji).post(f"/photos/gaon/redact/{photo.key}", data=form(FACE_BOX))
    assert sent.status_code == 303
    db.session.expire_all()
    assert with_faces([*documents_of(earlier), *answers(client, issue)]) == set()
    with pytest.raises(WordsHidden):  # no bundle is made of what has to be left out
        packed(earlier)
    freeze(plan, None)
    db.session.commit()
    newer = plan.snapshot()
    assert newer.id != earlier.id
    assert with_faces([*files_of(newer), *answers(client, issue)]) == set()
    assert with_faces((name, store.get(name)) for name, _ in store.names()) == set()
