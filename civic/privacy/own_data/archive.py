"""A person's data as one ZIP: a page to read, the same as JSON, and their photos."""

import json
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from flask import current_app, render_template

from civic.db import now
from civic.people.models import Person
from civic.privacy.own_data.collecting import own_photos, own_rows

IN_MEMORY = 4 * 1024 * 1024  # bytes; what is larger is written to a file that has no name


def own_archive(person: Person) -> IO[bytes]:
    """The ZIP, open at its beginning. Raises: OSError where the photo store is out of reach."""
    tables, photos = list(own_rows(person)), own_photos(person)
    made_at = now()
    plain = {"made_at": made_at.isoformat(), "tables": {each.name: each.rows for each in tables}}
    context = {"tables": tables, "photos": photos, "made_at": made_at, "person": person}
    file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 — sent, then closed
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr("index.html", render_template("privacy/own_data/archive.html", **context))
        archive.writestr("data.json", json.dumps(plain, ensure_ascii=False, indent=1))
        store = current_app.extensions["photo_store"]
        for photo in photos:
            try:
                picture = store.get(photo.names[0])
            except FileNotFoundError:
                continue
            archive.writestr(f"photos/{photo.key}.jpg", picture, ZIP_STORED)
    file.seek(0)
    return file
