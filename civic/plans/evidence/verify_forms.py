"""The filled forms of a bundle: filled again from the snapshot, and every figure counted. Pure.

A filled form is read anew and held against what filling the empty one makes: one changed number
in it, or anywhere else in it, is found. Where a library has written another file since, the words
decide.
"""

import json
import re
from itertools import zip_longest
from typing import Any

from civic.call_forms.fill import fill
from civic.call_forms.package import open_package, parsed
from civic.call_forms.place import FillPlace
from civic.call_forms.read import read_form
from civic.call_forms.refusals import FormChanged, FormRefused, ValueRefused
from civic.call_forms.snapshot import snapshot
from civic.documents.model import Document
from civic.plans.call_form.filling import Chosen, FillSource, drawn, mapping
from civic.plans.section.schema import SnapshotData

MAPPING = re.compile(r"forms/\d+/mapping\.json")
MOST = 20  # differences told of one form


def form_differences(files: dict[str, bytes], data: SnapshotData, document: Document) -> list[str]:
    """A Korean sentence for each thing in a filled form that the snapshot does not make."""
    faults: list[str] = []
    for name in sorted(filter(MAPPING.fullmatch, files)):
        folder = name.rpartition("/")[0]
        entry = json.loads(files[name])
        filled = f"{folder}/filled.{entry['format']}"
        form = next((n for n in files if n.startswith(f"{folder}/form.")), "")
        if not form or filled not in files:
            faults.append(f"{folder}: 빈 양식이나 채운 양식이 없음")
            continue
        faults += _one(folder, files[form], files[filled], entry, FillSource(data, document))
    return faults


def form_figures(files: dict[str, bytes]) -> list[dict]:
    """Every figure of the filled forms, to be counted again."""
    names = sorted(filter(MAPPING.fullmatch, files))
    return [figure for name in names for figure in json.loads(files[name])["figures"]]


def _one(
    folder: str, form: bytes, filled: bytes, entry: dict[str, Any], source: FillSource
) -> list[str]:
    try:
        again, figures = _again(form, entry, source)
    except (FormRefused, FormChanged, ValueRefused, KeyError, ValueError) as wrong:
        return [f"{folder}: 다시 채울 수 없음: {wrong}"]
    faults = [] if figures == entry["figures"] else [f"{folder}/mapping.json: 넣은 값이 다름"]
    if again == filled:
        return faults
    try:
        pairs = list(zip_longest(_words(filled, entry), _words(again, entry), fillvalue=""))
    except FormRefused:
        return [*faults, f"{folder}: 채운 양식을 읽을 수 없음"]
    changed = [
        f"{folder}: 적힌 값 ‘{old[:80]}’, 다시 채우면 ‘{new[:80]}’"
        for old, new in pairs
        if old != new
    ]
    return faults + changed[:MOST]


def _again(form: bytes, entry: dict[str, Any], source: FillSource) -> tuple[bytes, list[dict]]:
    """The form filled once more, and the figures that were put in."""
    places = read_form(form, entry["name"]).places
    pairs = []
    for row in entry["places"]:
        place = _place(places, row)
        chosen = Chosen(place, row["source"], row["options"], row["words"])
        content = source.content(chosen)
        if content is None:
            raise ValueError(f"{chosen.place.label}: 넣을 값이 없음")
        pairs.append((chosen, content))
    values = {one.place.key: drawn(content.value) for one, content in pairs}
    filled = fill(form, entry["name"], values, entry["format"], entry.get("may_break", False))
    return filled.data, json.loads(json.dumps(mapping(pairs)["figures"]))


def _place(places: list[FillPlace], row: dict[str, Any]) -> FillPlace:
    """By its key; by its kind and path where another reading of the form gave it another key.

    Raises: ValueError.
    """
    by_key = [place for place in places if place.key == row["key"]]
    at = row["key"][:1], row["path"]
    by_path = [place for place in places if (place.key[0], place.path) == at]
    if not by_key and len(by_path) != 1:
        raise ValueError(f"‘{row['label']}’ 자리를 찾지 못함")
    return (by_key or by_path)[0]


def _words(filled: bytes, entry: dict[str, Any]) -> list[str]:
    package = open_package(filled, f"filled.{entry['format']}")
    return [unit.text for unit in snapshot([parsed(package.files[n]) for n in package.bodies])]
