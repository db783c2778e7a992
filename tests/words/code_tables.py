"""Finds, in the source, the tables of words by code and the codes that are given somewhere."""

import ast
from functools import cache

from tests.paths import ROOT

CIVIC = ROOT / "civic"


@cache
def trees() -> dict[str, ast.Module]:
    files = sorted(CIVIC.rglob("*.py"))
    return {str(path.relative_to(CIVIC)): ast.parse(path.read_text()) for path in files}


def text(node) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def is_spoken(node) -> bool:
    """Whether it holds words for people: a message, or Korean."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") in ("_", "_l"):
            return True
        if any("가" <= letter <= "힣" for letter in text(inner) or ""):
            return True
    return False


def found() -> dict[str, set[str]]:
    """{where: codes} of each dict from codes to words: file, function, name of the variable.
    Tables of one name, as two in one function, are one.
    """
    tables: dict[str, set[str]] = {}
    for file, tree in trees().items():
        for where, codes in _tables_of(tree):
            name = " ".join(filter(None, (file, *where)))
            tables[name] = tables.get(name, set()) | codes
    return tables


@cache
def _tables_of(tree: ast.Module) -> list[tuple[tuple[str, str], set[str]]]:
    owners, names, tables = {}, {}, []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            owners |= dict.fromkeys(ast.walk(node), node.name)
        if isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            names[node.value] = getattr(target, "id", "")
        if isinstance(node, ast.Dict) and _is_code_table(node):
            tables.append(node)
    return [
        ((owners.get(node, ""), names.get(node, "")), {text(key) for key in node.keys})
        for node in tables
    ]


def _is_code_table(node: ast.Dict) -> bool:
    codes = [text(key) for key in node.keys if key is not None]
    words = sum(map(is_spoken, node.values))
    return len(codes) > 1 and None not in codes and 2 * words >= len(codes)


def given(name: str, place: int = 0, within: str = "") -> set[str]:
    """The words given to calls of a name at a place, in every file whose path begins so."""
    calls = [
        call
        for file, tree in trees().items()
        if file.startswith(within)
        for call in _calls_in(tree).get(name, ())
    ]
    return {text(word) for call in calls for word in call.args[place : place + 1]} - {None}


@cache
def _calls_in(tree: ast.Module) -> dict[str, list[ast.Call]]:
    calls = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            calls.setdefault(name, []).append(node)
    return calls


def spelled(file: str, *functions: str) -> set[str]:
    """Every word spelled in a file or, where they are named, in these of its functions."""
    owners = [trees()[file]]
    if functions:
        nodes = ast.walk(trees()[file])
        owners = [node for node in nodes if getattr(node, "name", "") in functions]
    return {text(node) for owner in owners for node in ast.walk(owner)} - {None}


def solution_acts() -> set[str]:
    return given("note", 1, "solutions/") | given("_set_ballot", 1, "solutions/")


def spelled_kinds() -> set[str]:
    """What readiness says of an indicator."""
    function = "_measure_kinds"
    yielded = {
        text(node.value.elts[0])
        for owner in ast.walk(trees()["plans/readiness/rules.py"])
        if getattr(owner, "name", "") == function
        for node in ast.walk(owner)
        if isinstance(node, ast.Yield)
    }
    return yielded
