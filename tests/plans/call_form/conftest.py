"""A planner with a small invented form, uploaded to the round's call."""

import io
from copy import deepcopy

import pytest

from civic.call_forms.apart.asking import read_apart
from civic.db import db
from civic.plans.call_form import uploading
from civic.plans.call_form.models import CallForm
from tests.call_forms.small_forms import hwpx_form
from tests.plans.made_once import check_once, pack_once

FORMS = "/gaon/1/plan/forms"


_read: dict[tuple, dict] = {}


@pytest.fixture(autouse=True)
def read_once(monkeypatch):
    """A form is read in a process of its own, for most of a second: once in each of ours. The same
    bytes are the same form (tests/call_forms)."""

    def remembered(data, name, kept=None):
        if kept:
            return read_apart(data, name, kept)
        if (data, name) not in _read:
            _read[data, name] = read_apart(data, name)
        return deepcopy(_read[data, name])

    monkeypatch.setattr(uploading, "read_apart", remembered)
    check_once(monkeypatch)
    pack_once(monkeypatch)


@pytest.fixture
def send(planner):
    """send(data, name) uploads a form, or with to= a newer version of one."""

    def upload(data, name="신청서.hwpx", to=FORMS, as_=None):
        fields = {"file": (io.BytesIO(data), name)}
        return (as_ or planner).post(to, data=fields, content_type="multipart/form-data")

    return upload


@pytest.fixture
def form(send):
    assert send(hwpx_form()).status_code == 303
    return only_form()


def only_form() -> CallForm:
    db.session.rollback()
    return db.session.scalars(db.select(CallForm)).one()


def key_of(form, label, kind=None) -> tuple[int, str]:
    """The part and key of a place by its label."""
    for part in form.parts:
        for key, place in form.part(part.number)["places"].items():
            if place["label"] == label and kind in (None, place["kind"]):
                return part.number, key
    raise AssertionError(label)


@pytest.fixture
def choose(planner):
    def confirm(form, label, source, kind=None, **fields):
        part, key = key_of(form, label, kind)
        return planner.post(f"{FORMS}/{form.id}/{part}/{key}", data={"source": source} | fields)

    return confirm
