"""How data of older snapshots get the keys that came later.

Data carry their "format" since it is 2; those of format 1 say nothing of it. Shapes grow by added
keys, which upgrade() fills, so that readers never ask whether a key is there. What changes how
documents of the same data look needs a new format: a plan that was filed prints as it was filed.
  2  what the plan argues with: project plans, screenings, themes' shares, meetings, complaints
     apart from reports, which reports are printed; money in 백만원; evidence in the bundle alone
  3  how participation goes on, targets by year; the summary page beside the section
  4  tables, pictures and chapters that planners bring themselves
  5  each table of a sheet names its solution, nothing is said twice, columns that say nothing are
     left out; photos of meetings; the shares a call asks who pays
  6  the resident panel: seats and applicants by stratum, how it was drawn; what residents answered
     to surveys, and baselines that come from one; what is written for residents (notes of the
     catalogue, steps of a proposal) ends in nouns; why a proposal was chosen in fewer words;
     supports, preferences and points of people whose residency is not shown
  7  pictures of many solutions or indicators stay low enough to share a page with their table;
     answers of surveys that few gave are not told
  8  columns of tables are as wide as their words need, names on maps stand apart, beside their
     district where it is small
  9  pictures have 200 dots an inch; the one of the plan's logic has titles over two lines, and is
     what its slide shows
 10  that slide shows a table again, of the first title of each solution, to be read in a room;
     a target that is not the residents' has its unit before their median; titles with quotation
     marks stand in double ones
 11  numbers that are read beside each other have as many decimals; the summary's letters are as
     large as its page has room for; a site's map has its legend beside it; a sheet repeats no quote
     of chapter 2; the picture of the plan's logic cuts no title; numbers that seal the data stand
     in the bundle alone
 12  pictures have 150 dots an inch
 13  sheets and maps of some of the themes say of how many; running costs have columns 항목 and
     재원; what the nation does not pay is local and private money where the call asks for both;
     when the call is decided is joined by no-break spaces in the summary, and a date in a table
     stands on one line; tables on one slide have letters of one size
The data are written by snapshots/gather.py, and a format becomes part of their sha256. Pure.
"""

from typing import Any, cast

from civic.documents.canonical import unpack
from civic.plans.section.schema import SnapshotData
from civic.plans.section.schema.people import VoicesData

FORMAT = 13  # the newest this program reads and the one it writes


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
    "carried": [],
    "themes": [],
    "departures": [],
    "weighing": {},
    "rows": {},
    "acts": {"reports": {}, "supports": {}, "ballots": {}},
    "sources": {},
    "meetings": {"held": 0, "people": None, "reports": 0, "supports": 0, "rows": []},
    "surveys": {"held": 0, "answers": 0, "rows": []},
    "format": 1,
    "projects": [],
    "cases": [],
    "screenings": [],
    "imports": [],
    "follow_up": {"years": 0, "activities": [], "yearly": [], "columns": []},
    "panel": {"size": 0, "applicants": None, "members": None, "draw": "", "strata": []},
    "material": [],
}
COUNTS = {"office_reports": 0, "office_solutions": 0, "new_reports": 0}
COUNTS |= {"unproven_supports": 0, "unproven_preferences": 0}
ROUND = {"unproven": "together"}
WEIGHING = {"by": "", "reason": "", "people": 0, "unproven": 0}
ISSUE = {"theme": "", "printed": "yes"}
THEME: dict[str, Any] = {
    **{"printed": True, "on_paper": 0, "heard": 0, "authors": 0},
    **{"shares": [], "categories": []},
}
PHOTO = {"reported_at": "", "district": ""}
SOLUTION = {"by": ""}
TALLY = {"completion": "", "paper_voters": None, "root": None, "leaves": None}
TALLY_ROW = {"left_won": None, "reason": ""}
MEETING: dict[str, Any] = {
    **{"title": "", "place": "", "district": "", "reports": 0, "minutes": ""},
    "photos": [],
}
CALL: dict[str, Any] = {"shares": {}}
INDICATOR: dict[str, Any] = {
    **{"departure": None, "baseline_from": None, "missing": []},
    **{"unproven_count": 0, "unproven_median": None},
}
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
    whole["call"] = CALL | data["call"]
    whole["round"] = ROUND | data["round"]
    whole["weighing"] = WEIGHING | whole["weighing"]
    whole["voices"] = NOBODY | data.get("voices", {})
    whole["counts"] = COUNTS | data["counts"]
    if not all(row.keys() >= ISSUE.keys() for row in data["issues"][:1]):  # all are alike
        whole["issues"] = [ISSUE | row for row in data["issues"]]
    whole["photos"] = [PHOTO | row for row in data["photos"]]
    whole["solutions"] = [SOLUTION | row for row in data["solutions"]]
    whole["tally"] = _tally(data["tally"]) if data["tally"] else None
    whole["themes"] = [THEME | row for row in whole["themes"]]
    rows = enumerate(whole["meetings"]["rows"], 1)
    held = [{"id": n} | MEETING | row for n, row in rows]
    whole["meetings"] = whole["meetings"] | {"rows": held}
    whole["indicators"] = [INDICATOR | row for row in data["indicators"]]
    whole["remarks"] = [_remark(row) for row in data["remarks"]]
    return cast(SnapshotData, whole)  # every key is there now


def _tally(tally: dict[str, Any]) -> dict[str, Any]:
    return TALLY | tally | {"rows": [TALLY_ROW | row for row in tally["rows"]]}


def _remark(row: dict[str, Any]) -> dict[str, Any]:
    answer = row["disposition"]
    return REMARK | row | {"disposition": DISPOSITION | answer if answer else None}
