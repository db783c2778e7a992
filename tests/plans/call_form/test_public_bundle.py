"""What planners typed into a form is in the office's bundle, and in no other."""

import io
import json
import subprocess
import sys
import zipfile

import pytest

from civic.db import db
from civic.documents.export import archive
from civic.plans.evidence.verify import differences
from civic.plans.jobs.models import Job
from tests.plans.call_form.test_whole_way import bundle, make, mapped  # noqa: F401
from tests.plans.jobs.working import PLAN

FORMS = {"forms/1/filled.hwpx", "forms/1/form.hwpx", "forms/1/mapping.json"}


@pytest.fixture
def both(mapped, choose, planner, queue, as_person, person):  # noqa: F811
    """The office's bundle and that of a consultant, who works on the plan without the office."""
    choose(mapped, "연락처", "text", words="김담당 010-2345-6789")
    make(planner, queue, mapped)
    office = bundle(planner, queue)
    answer = as_person(person("도윤", "consultant")).get(f"{PLAN}/1/bundle.zip")
    assert answer.status_code == 200
    return office, answer.data


def test_what_was_typed_is_in_no_public_bundle(both):
    office, public = both
    assert {*FORMS, "forms/1/key"} < dict(archive.members(office)).keys()
    files = dict(archive.members(public))
    assert not [name for name in files if name.startswith("forms/")]
    everything = b"".join(files.values())
    for words in ("010-2345-6789", "김담당", "스마트도시과"):
        assert words.encode() not in everything
    manifest = json.loads(files["manifest.json"])
    assert manifest["sealed"].keys() == FORMS
    assert manifest["files"].keys() == files.keys() - {"manifest.json"}


def test_everybody_gets_the_public_one_when_the_plan_is_public(both, client, round, clock):
    assert client.get(f"{PLAN}/1/bundle.zip").status_code == 403
    clock(round.phase("submit").ends_at)
    answer = client.get(f"{PLAN}/1/bundle.zip")
    assert (answer.status_code, answer.data) == (200, both[1])


def test_both_bundles_verify(both, tmp_path):
    for name, packed in zip(("office", "public"), both, strict=True):
        said = []
        assert differences(packed, said.append) == []
        assert len([line for line in said if "담당자의 묶음" in line]) == 3 * (name == "public")
        folder = tmp_path / name
        zipfile.ZipFile(io.BytesIO(packed)).extractall(folder)
        command = [sys.executable, "-I", str(folder / "recount.py")]
        ran = subprocess.run(command, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert "모두 같음" in ran.stdout
        assert ("담당자의 묶음에만" in ran.stdout) == (name == "public")


def test_both_have_the_same_seals_and_a_changed_file_breaks_one(both):
    manifests = [json.loads(dict(archive.members(one))["manifest.json"]) for one in both]
    assert manifests[0]["sealed"] == manifests[1]["sealed"]
    # No digest of the public one is that of a file, which could be guessed.
    plain = {manifests[0]["files"][name] for name in FORMS}
    assert not plain & set(manifests[1]["sealed"].values())
    files = dict(archive.members(both[0]))
    files["forms/1/form.hwpx"] += b" "
    found = differences(archive.pack(files.items()))
    assert any("봉인한 파일이 아님" in line for line in found)


def test_the_public_one_goes_with_the_offices(both, planner, queue):
    bundle(planner, queue)
    kept = db.session.scalars(db.select(Job.id).where(Job.made_public.is_not(None))).all()
    made = db.session.scalars(db.select(Job.id).where(Job.made.is_not(None))).all()
    assert len(kept) == 1 and kept == made


def test_a_bundle_without_forms_is_the_same_for_all(fine, planner, queue, as_person, person):
    office = bundle(planner, queue)
    consultant = as_person(person("도윤", "consultant"))
    assert consultant.get(f"{PLAN}/1/bundle.zip").data == office
