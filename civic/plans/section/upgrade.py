"""How data of older snapshots get the keys that came later.

Data carry a "format" only when it is not 1: every snapshot so far has none. Shapes of format 1 grew
by added keys, which upgrade() fills, so that readers never ask whether a key is there. What changes
the meaning of a key, or takes one away, needs format 2, written by snapshots/gather.py: it becomes
part of the data's sha256, which documents print. Pure.
"""

from typing import Any, cast

from civic.documents.canonical import unpack
from civic.plans.section.schema import SnapshotData
from civic.plans.section.schema_people import VoicesData

FORMAT = 1  # the newest this program reads and the one it writes


class NewerFormat(ValueError):
    """The snapshot was made by a newer program."""


NOBODY: VoicesData = {
    "least": 0,
    "total": None,
    "voters": None,
    "population": None,
    "silent": [],
    "hidden": [],
    "districts": [],
    "bands": [],
    "cells": [],
    "population_source": "",
    "population_on": None,
    "levels": [],
    "office_voters": None,
    "paper_voters": None,
}
# What keys hold that came later, in data from before them.
PARTS: dict[str, Any] = {
    "unplaced": {"reports": 0, "supports": 0},
    "themes": [],
    "departures": [],
    "weighing": {"by": "", "reason": "", "people": 0},
    "rows": {},
    "acts": {"reports": {}, "supports": {}, "ballots": {}},
    "sources": {},
    "meetings": {"held": 0, "people": None, "reports": 0, "supports": 0, "rows": []},
}
COUNTS = {"office_reports": 0, "office_solutions": 0}
ISSUE = {"theme": ""}
PHOTO = {"reported_at": "", "district": ""}
SOLUTION = {"by": ""}
TALLY = {"completion": "", "paper_voters": None, "root": None, "leaves": None}
INDICATOR: dict[str, Any] = {"departure": None, "missing": []}
REMARK = {"read": ""}
DISPOSITION = {"version": ""}


def unpacked(packed: bytes) -> SnapshotData:
    """The data of a stored snapshot. Raises: zlib.error, ValueError when damaged, NewerFormat."""
    return upgrade(unpack(packed))


def upgrade(data: dict[str, Any]) -> SnapshotData:
    """Data of any format as this program reads them. Raises: NewerFormat."""
    if data.get("format", 1) > FORMAT:
        raise NewerFormat(f"format {data['format']}")
    whole = PARTS | data
    whole["voices"] = NOBODY | data.get("voices", {})
    whole["counts"] = COUNTS | data["counts"]
    whole["issues"] = [ISSUE | row for row in data["issues"]]
    whole["photos"] = [PHOTO | row for row in data["photos"]]
    whole["solutions"] = [SOLUTION | row for row in data["solutions"]]
    whole["tally"] = TALLY | data["tally"] if data["tally"] else None
    whole["indicators"] = [INDICATOR | row for row in data["indicators"]]
    whole["remarks"] = [_remark(row) for row in data["remarks"]]
    return cast(SnapshotData, whole)  # every key is there now


def _remark(row: dict[str, Any]) -> dict[str, Any]:
    answer = row["disposition"]
    return REMARK | row | {"disposition": DISPOSITION | answer if answer else None}
