"""서연 in the time to submit, and what she brings."""

import io
from functools import partial

import pytest
from PIL import Image

from civic.db import db
from civic.plans.material.models import Material


def picture(colour="#7a5c3e", size=(640, 480)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def upload(data: bytes, name: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


def brought(round) -> list[Material]:
    db.session.expire_all()
    return list(Material.of(round))


@pytest.fixture
def office(as_person, seoyeon, round, open_phase):
    open_phase("submit")
    return as_person(seoyeon)


@pytest.fixture
def bring(round, seoyeon):
    """bring("table", …) as 서연 would; kept."""
    keys = iter(f"brought-{n:04}" for n in range(999))

    def made(kind, **values):
        words = {"title": "제목", "source": "통계연보", "place": "problems"}
        words |= {"table": {"cells": [["해", "수"], ["2025", "1,204"]]},
                  "chapter": {"text": "□ 추진 조직\n전담팀을 둠"}, "picture": {}}[kind]  # fmt: skip
        row = Material.bring(round, seoyeon, kind, next(keys), **words | values)
        db.session.commit()
        return row

    return partial(made)
