"""A whole round as one zip: its tables as CSV, what the vote published, and datapackage.json, which
describes them (Frictionless Data). A vote is counted and a panel drawn again from it alone."""

import json
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO

import msgspec

from civic.korean_time import SEOUL
from civic.open_data.api import queries, resources, shapes, tables
from civic.open_data.api.issue_pages import page_of_issues
from civic.panel.models import Panel
from civic.panel.published import files_of
from civic.rounds.models import Round
from civic.votes.seal.publication import Publication

TABLES = {
    "issues": shapes.Issue,
    "solutions": shapes.Solution,
    "targets": shapes.Target,
    "surveys": shapes.SurveyCount,
    "places": shapes.Place,
}
LICENCE = {
    "name": "KOGL-1",
    "title": "공공누리 제1유형(출처 표시)",
    "path": "https://www.kogl.or.kr/info/licenseType1.do",
}


def write_bundle(round: Round, out: IO[bytes], at: datetime) -> None:
    """Write the zip. at: when it is made."""
    when = at.astimezone(SEOUL).timetuple()[:6]
    described = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, shape in TABLES.items():
            with package.open(_named(f"{name}.csv", when), "w", force_zip64=True) as file:
                for piece in _csv(round, name, shape):
                    file.write(piece)
            described.append(_table(name, shape))
        _add(
            package, "round.json", when, _json(msgspec.to_builtins(resources.describe_round(round)))
        )
        described.append({"name": "round", "path": "round.json"})
        _add(package, "participation.json", when, _json(resources.participation(round)))
        described.append({"name": "participation", "path": "participation.json"})
        for name, published in Publication.of(round).items():
            _add(package, f"vote/{name}", when, published.shown(round))
            described.append({"name": f"vote-{_slug(name)}", "path": f"vote/{name}"})
        panel = Panel.of(round, announced=True)
        for name, body in (files_of(panel) if panel else {}).items():
            _add(package, f"panel/{name}", when, body)
            described.append({"name": f"panel-{_slug(name)}", "path": f"panel/{name}"})
        _add(package, "datapackage.json", when, _json(_package(round, described, at)))


def _csv(round: Round, name: str, shape: type) -> Iterator[bytes]:
    """The table piece by piece, one header and one byte order mark in all."""
    header = tables.as_csv(shape, [])
    yield header
    for rows in _rows(round, name):
        yield tables.as_csv(shape, rows)[len(header) :]


def _rows(round: Round, name: str) -> Iterator[list]:
    if name == "issues":
        query = queries.IssueQuery(limit=queries.MOST)
        while True:
            rows, query.cursor = page_of_issues(round, query)
            yield rows
            if query.cursor is None:
                return
    if name == "places":
        result = resources.result(round)
        yield result.places if result else []
    elif name == "solutions":
        yield resources.list_solutions(round)
    elif name == "surveys":
        yield resources.surveys(round)
    else:
        yield resources.targets(round)


def _table(name: str, shape: type) -> dict:
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": {"fields": tables.columns(shape)},
    }


def _package(round: Round, described: list[dict], at: datetime) -> dict:
    city = round.municipality
    return {
        "profile": "data-package",
        "name": f"{city.slug}-{round.number}",
        "title": f"{city.name} {round.title}",
        "created": at.astimezone(SEOUL).isoformat(timespec="seconds"),
        "licenses": [LICENCE],
        "sources": [{"title": city.name, "path": resources.describe_round(round).url}],
        "resources": described,
    }


def _slug(name: str) -> str:
    return name.lower().replace(".", "-")


def _named(name: str, when) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, when)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _add(package, name, when, content: bytes) -> None:
    package.writestr(_named(name, when), content)


def _json(value) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str).encode()
