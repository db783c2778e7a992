"""A planner with a small invented form, uploaded to the round's call."""

import io
import pickle
from copy import deepcopy

import pytest

from civic.call_forms.apart.asking import read_apart
from civic.db import db
from civic.own_process import answer
from civic.plans.call_form import drawing, uploading
from civic.plans.call_form.models import CallForm
from tests.call_forms.small_forms import hwpx_form
from tests.plans.made_once import check_once, pack_once

FORMS = "/gaon/1/plan/forms"


_known: dict[bytes, object] = {}


def remembered(work):
    """work, which starts a process for each form it is asked about: once for each of ours. The same
    bytes are the same form, and the same pictures (tests/call_forms)."""

    def asked(*about):
        key = pickle.dumps((work.__name__, *about))
        if key not in _known:
            _known[key] = work(*about)
        return deepcopy(_known[key])

    return asked


@pytest.fixture(autouse=True)
def ask_once(monkeypatch):
    monkeypatch.setattr(uploading, "read_apart", remembered(read_apart))
    monkeypatch.setattr(drawing, "answer", remembered(answer))
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
