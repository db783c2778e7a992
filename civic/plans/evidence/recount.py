#!/usr/bin/env python3
"""Recount every figure of a plan from the snapshot beside this file. Standard library only.

In an unpacked bundle: `python recount.py`. It compares the SHA-256 of each file with
manifest.json, then counts each figure of figures.json again from the rows in snapshot.json, by
the definitions in it, and what every theme says of itself. Exit status 1 when anything differs.

A definition: {"rows": a row set, "where": {column: value}, "op": …, "column": …}. A * in the
name of a figure is put for "*" in where. op: count, sum, value (of the only row), or
quantile with "at" (0-1, linear between neighbours); percent (to one decimal), divide (to two),
minus and times take "of": two definitions instead of rows. No row gives no value, but 0 to count
and sum.

Filled forms are in the office's bundle alone. Everybody's has the seals of their files: whoever is
shown such a file and the key beside it can tell that it is the one (HMAC-SHA256 of the key).
"""

import hashlib
import hmac
import json
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

FORMAT = "civic-plan/1"


class NoSource(Exception):
    """A figure that no definition in the snapshot is for."""


def opened(data: dict) -> dict:
    """A snapshot's data with its rows by column name, which is what the functions below take."""
    rows = {
        name: [dict(zip(packed["columns"], row, strict=True)) for row in packed["rows"]]
        for name, packed in data.get("rows", {}).items()
    }
    return data | {"rows": rows, "index": {}}


def rows_of(data: dict, name: str) -> list[dict]:
    """A row set: data["rows"][name], or a list or one dict elsewhere in the data."""
    if name in data["rows"]:
        return data["rows"][name]
    rows = data
    for part in name.split("."):
        rows = rows[part] if rows else []
    return [rows] if isinstance(rows, dict) else rows


def source_of(data: dict, figure: str) -> dict:
    """The definition of a figure, its * filled in. Raises: NoSource."""
    sources = data.get("sources", {})
    if figure in sources:
        return sources[figure]
    head, _, rest = figure.partition(".")
    star, _, tail = rest.rpartition(".")
    if not star or f"{head}.*.{tail}" not in sources:
        raise NoSource(figure)
    return _filled(sources[f"{head}.*.{tail}"], star)


def _filled(source: dict, star: str) -> dict:
    if "of" in source:
        return source | {"of": [_filled(part, star) for part in source["of"]]}
    where = {name: star if value == "*" else value for name, value in source["where"].items()}
    return source | {"where": where}


def counted_rows(data: dict, source: dict) -> list[dict]:
    """The rows a definition counts; of two definitions those of both, each once."""
    if "of" in source:
        rows = [row for part in source["of"] for row in counted_rows(data, part)]
        return list({id(row): row for row in rows}.values())
    where = source.get("where", {})
    by_values = _rows_by(data, source["rows"], tuple(where))
    return by_values.get(tuple(map(str, where.values())), [])


def _rows_by(data: dict, name: str, columns: tuple[str, ...]) -> dict[tuple, list[dict]]:
    """A row set by what stands in these columns, as text; grouped once for all figures."""
    if (name, columns) not in data["index"]:
        by_values: dict[tuple, list[dict]] = {}
        data["index"][name, columns] = by_values
        for row in rows_of(data, name):
            by_values.setdefault(tuple(str(row[column]) for column in columns), []).append(row)
    return data["index"][name, columns]


def recount(data: dict, source: dict):
    """The value of a definition. None: no rows to take it from."""
    if "of" in source:
        return _two(source["op"], *(recount(data, part) for part in source["of"]))
    rows = counted_rows(data, source)
    if source["op"] == "count":
        return len(rows)
    values = [row[source["column"]] for row in rows]
    if source["op"] == "sum":
        return sum(values)
    if source["op"] == "value":
        return values[0] if len(values) == 1 else None
    return _quantile(sorted(values), source["at"]) if values else None


def _two(op: str, first, second):
    if op == "percent":
        return round(100 * first / second, 1) if second else 0.0
    if op == "divide":
        return round(first / second, 2) if second else None
    if op == "minus":
        return first - second
    product = Decimal(str(first)) * Decimal(str(second))
    return int(product.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _quantile(values: list, at: float):
    place = at * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)


def same(value, printed) -> bool:
    """Two numbers are the same to two decimals, which is how they are printed."""
    if value is None or isinstance(printed, str):
        return value == printed
    return abs(Decimal(str(value)) - Decimal(str(printed))) < Decimal("0.005")


def differing(data: dict, figures: list[dict]) -> list[str]:
    """A Korean sentence for each figure (id, value) that its rows do not give."""
    data, faults = opened(data), []
    for figure in figures:
        try:
            value = recount(data, source_of(data, figure["id"]))
        except NoSource:
            faults.append(f"{figure['id']}: 세는 방법이 자료에 없음")
        except (KeyError, TypeError, ValueError, IndexError):
            faults.append(f"{figure['id']}: 셀 자료가 빠졌거나 잘못됨")
        else:
            if not same(value, figure["value"]):
                faults.append(f"{figure['id']}: 적힌 값 {figure['value']}, 세어 보니 {value}")
    return faults


LISTED = {"listed": True, "theme": "*"}
# What a theme says of itself → how it is counted; its number is put for *.
OF_THEME = {
    "reports": {"rows": "reports", "op": "count", "where": LISTED},
    "imported": {"rows": "reports", "op": "count", "where": LISTED | {"imported": True}},
    "supports": {"rows": "reports", "op": "sum", "column": "supports", "where": LISTED},
    "on_paper": {"rows": "reports", "op": "sum", "column": "on_paper", "where": LISTED},
    "heard": {"rows": "reports", "op": "sum", "column": "heard", "where": LISTED},
    "people": {"rows": "theme_people", "op": "sum", "column": "people", "where": {"theme": "*"}},
    "authors": {"rows": "theme_authors", "op": "sum", "column": "people", "where": {"theme": "*"}},
}


def uneven_themes(data: dict) -> list[str]:
    """A Korean sentence for each number and day of a theme that the rows do not give, printed or
    not, and one where themes and what is in none are not all that is listed. What a snapshot of an
    older program never held is passed over."""
    data, faults = opened(data), []
    try:
        for theme in data.get("themes", []):
            numbers = _said_of(data, theme)
            name = f"주제 {theme['id']}"
            faults += [
                f"{name}의 {what}: 적힌 값 {printed}, 세어 보니 {value}"
                for what, (printed, value) in numbers.items()
                if printed != value
            ]
        whole = {"rows": "reports", "op": "count", "where": {"listed": True}}
        none = whole | {"where": {"listed": True, "theme": "none"}}
        if data.get("themes"):
            reports = sum(theme["reports"] for theme in data["themes"])
            if reports + recount(data, none) != recount(data, whole):
                faults.append("주제에 든 것과 들지 않은 것을 더해도 목록에 있는 도시문제와 다름")
    except (KeyError, TypeError, ValueError, IndexError):
        faults.append("주제: 셀 자료가 빠졌거나 잘못됨")
    return faults


def _said_of(data: dict, theme: dict) -> dict[str, tuple]:
    """What a theme says → (what it says, what its rows give)."""
    sources = {
        what: _filled(source, theme["id"])
        for what, source in OF_THEME.items()
        if what in theme and _holds(data, source)
    }
    numbers = {what: (theme[what], recount(data, source)) for what, source in sources.items()}
    for key, column, words in (("shares", "district", "code"), ("categories", "category", "name")):
        for row in theme.get(key, []):
            where = sources["reports"]["where"] | {column: row[words]}
            number = recount(data, sources["reports"] | {"where": where})
            numbers[row["name"]] = row["reports"], number
    reported = {row["receipt"]: row["reported_at"] for row in data.get("issues", [])}
    receipts = [row["receipt"] for row in counted_rows(data, sources["reports"])]
    days = [reported[receipt] for receipt in receipts if receipt in reported]
    if days and len(days) == len(receipts):
        numbers["첫날"] = theme["first_at"], min(days)
        numbers["마지막 날"] = theme["last_at"], max(days)
    return numbers


def _holds(data: dict, source: dict) -> bool:
    """The snapshot has the rows and the column: older programs kept fewer."""
    rows = data["rows"].get(source["rows"])
    columns = {*source["where"], source.get("column", "listed")}
    return rows is not None and (not rows or columns - {"listed"} <= rows[0].keys())


def changed(files: dict[str, bytes], manifest: dict) -> list[str]:
    """A Korean sentence for each file that is not as the manifest says."""
    listed = manifest["files"]
    faults = [f"{name}: 파일이 없음" for name in sorted(listed.keys() - files.keys())]
    extra = files.keys() - listed.keys() - {"manifest.json"}
    faults += [f"{name}: 목록에 없는 파일" for name in sorted(extra)]
    for name in sorted(listed.keys() & files.keys()):
        if hashlib.sha256(files[name]).hexdigest() != listed[name]:
            faults.append(f"{name}: 내용이 바뀜 (sha256이 목록과 다름)")
    return faults + broken_seals(files, manifest)


def seals(files: dict[str, bytes]) -> dict[str, str]:
    """Of the files of filled forms, each with the key of its folder."""
    keys = {name[: -len("key")]: key for name, key in files.items() if name.endswith("/key")}
    return {
        name: hmac.new(keys[folder], body, hashlib.sha256).hexdigest()
        for name, body in files.items()
        for folder in [name.rpartition("/")[0] + "/"]
        if folder in keys and not name.endswith("/key")
    }


def broken_seals(files: dict[str, bytes], manifest: dict) -> list[str]:
    """A Korean sentence for each file of a filled form that is not the one that was sealed."""
    sealed = manifest.get("sealed", {})
    here = seals({name: body for name, body in files.items() if name.startswith("forms/")})
    return [
        f"{name}: 봉인한 파일이 아님" for name in sorted(here) if here[name] != sealed.get(name)
    ]


def elsewhere(files: dict[str, bytes], manifest: dict) -> list[str]:
    """Names of the sealed files that the office has and this bundle has not."""
    return sorted(manifest.get("sealed", {}).keys() - files.keys())


def main(folder: Path) -> int:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    manifest = json.loads(files["manifest.json"])
    faults = changed(files, manifest)
    mappings = [name for name in sorted(files) if name.endswith("mapping.json")]  # of filled forms
    figures = [
        figure
        for name in ["figures.json", *mappings]
        for figure in json.loads(files[name])["figures"]
    ]
    snapshot = json.loads(files["snapshot.json"])
    faults += differing(snapshot, figures) + uneven_themes(snapshot)
    print("\n".join(faults) or f"모두 같음 (all {len(figures)} figures are the same)")
    if own := len(snapshot.get("material", ())):
        print(f"담당자가 넣은 표·그림·장 {own}개는 세지 않음 (the planner's own, not counted)")
    for name in elsewhere(files, manifest):
        print(f"{name}: 담당자의 묶음에만 있음 (only in the office's bundle)")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent))
