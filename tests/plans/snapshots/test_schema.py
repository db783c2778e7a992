"""The schema of a snapshot's data: every shape there ever was is brought up to it and compiles."""

import ast
import importlib
import json
import pkgutil
from pathlib import Path
from types import UnionType
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from civic.documents.canonical import canonical
from civic.documents.model import Document
from civic.plans.models import Snapshot
from civic.plans.section import schema
from civic.plans.section.compile import compile_document
from civic.plans.section.schema import SnapshotData
from civic.plans.section.schema.outcome import TallyData
from civic.plans.section.upgrade import FORMAT, NewerFormat, upgrade
from civic.plans.snapshots.gather import Part
from tests.paths import ROOT

# A small snapshot of each shape, in the order they came; the last is today's.
KEPT = sorted(
    (Path(__file__).parent / "kept").glob("*.json"), key=lambda path: int(path.name.split("-")[0])
)
TEMPLATE = {"part", "heading", "blocks", "key", "text", "table", "picture", "columns", "most_rows"}
DEFINITION = {"rows", "op", "column", "at", "where", "of"}  # of evidence/recount.py
TEMPLATE |= {
    "otherwise",
    "chapters",
    "title",
    "most_pages",
    "most_letters",
    "style",
    "top_issues",
    "under",
    "sheets",
    "marks",
}


def misfits(value, kind, at="data") -> list[str]:
    """Where a value is not of the type that the schema says."""
    if kind is Any:
        return []
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is NotRequired:
        return misfits(value, arguments[0], at)
    if origin in (Union, UnionType):
        return min((misfits(value, each, at) for each in arguments), key=len)
    if is_typeddict(kind):
        if not isinstance(value, dict):
            return [at]
        types = get_type_hints(kind, include_extras=True)
        wrong = [f"{at}.{key}" for key in (kind.__required_keys__ - value.keys())]
        wrong += [f"{at}.{key}" for key in value.keys() - types.keys()]
        known = [key for key in value if key in types]
        return wrong + [w for k in known for w in misfits(value[k], types[k], f"{at}.{k}")]
    if origin is list:
        if not isinstance(value, list):
            return [at]
        return [
            w for n, each in enumerate(value) for w in misfits(each, arguments[0], f"{at}[{n}]")
        ]
    if origin is dict:
        return [w for k, each in value.items() for w in misfits(each, arguments[1], f"{at}.{k}")]
    if kind is float:
        return [] if isinstance(value, int | float) else [at]
    return [] if isinstance(value, kind) and not (kind is int and value is True) else [at]


def compiled(data: dict) -> Document:
    return compile_document(upgrade(data), 1, "2026-11-22T03:00:00+00:00", "0" * 64)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_kept_snapshot_of_each_shape_fits_the_schema_once_upgraded_and_compiles(path):
    data = json.loads(path.read_bytes())
    before = canonical(data)
    assert misfits(upgrade(data), SnapshotData) == []
    assert canonical(data) == before, "upgrading leaves what was stored as it is"
    document = compiled(data)
    assert {"issues.reported", "votes.voters", "remarks.count"} <= {f.id for f in document.facts()}


@pytest.mark.parametrize("path", KEPT[:-1], ids=lambda path: path.stem)
def test_what_an_old_snapshot_never_held_stays_out_of_its_document(path):
    data = json.loads(path.read_bytes())
    document = compiled(data)
    keys = {getattr(block, "key", "") for block in document.blocks}
    assert ("people.districts" in keys) == bool(data.get("voices", {}).get("total"))
    assert ("overview.flow" in keys) == ("acts" in data)


def test_each_format_has_a_kept_snapshot_and_the_last_is_todays():
    kept = [json.loads(path.read_bytes()) for path in KEPT]
    assert {data.get("format", 1) for data in kept} == set(range(1, FORMAT + 1))
    assert misfits(kept[-1], SnapshotData) == []
    assert kept[-1]["format"] == FORMAT


def test_a_misfit_is_seen():
    whole = upgrade(json.loads(KEPT[-1].read_bytes()))
    assert misfits(whole | {"moods": []}, SnapshotData) == ["data.moods"]
    assert misfits({k: v for k, v in whole.items() if k != "acts"}, SnapshotData) == ["data.acts"]
    assert misfits(whole["tally"] | {"voters": "일곱"}, TallyData) == ["data.voters"]


def test_todays_snapshot_fits_without_an_upgrade(taken):
    data = taken.read()
    assert misfits(data, SnapshotData) == []
    assert canonical(upgrade(data)) == canonical(data)
    assert set(data) == {str(part) for part in Part} == SnapshotData.__required_keys__


def test_data_of_a_newer_program_are_refused(taken):
    with pytest.raises(NewerFormat):
        upgrade(taken.read() | {"format": FORMAT + 1})


def keys_read(path: Path) -> set[str]:
    """Every key a file asks for by a string: value["key"], value.get("key")."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        key = node.slice if isinstance(node, ast.Subscript) else None
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get" and node.args:
            key = node.args[0]
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            found.add(key.value)
    return found


def known_keys() -> set[str]:
    found = pkgutil.iter_modules(schema.__path__, f"{schema.__name__}.")
    parts = (schema, *(importlib.import_module(module.name) for module in found))
    named = {name: kind for part in parts for name, kind in vars(part).items()}
    kinds = [kind for kind in named.values() if is_typeddict(kind)]
    return {key for kind in kinds for key in kind.__annotations__}


def test_no_reader_asks_for_a_key_that_the_schema_does_not_have():
    readers = [*(ROOT / "civic/plans/section").rglob("*.py")]
    readers.append(ROOT / "civic/plans/snapshots/concealing.py")
    unknown = {
        path.name: keys_read(path) - known_keys() - TEMPLATE - DEFINITION
        for path in readers
        if path.stem != "upgrade"
    }
    assert {name: keys for name, keys in unknown.items() if keys} == {}


def test_a_reader_of_an_unknown_key_is_caught(tmp_path):
    reader = tmp_path / "reader.py"
    reader.write_text('def moods(data):\n    return data["moods"] or data.get("feelings")\n')
    assert keys_read(reader) - known_keys() == {"moods", "feelings"}


def test_a_stored_snapshot_is_read_through_the_schema(taken):
    assert misfits(Snapshot.read(taken), SnapshotData) == []
