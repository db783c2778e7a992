"""docs/SECURITY.md names tests that exist, and lists all 49 of KISA's weaknesses."""

import ast
import re

import pytest

from tests.paths import ROOT

DOCUMENT = (ROOT / "docs" / "SECURITY.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[^`]+\.py)::([^`]+)`", DOCUMENT)))
CASES = "Hostile and faulty cases, each tried"
ASVS_TABLE = "OWASP ASVS 5.0.0, levels 1 and 2 by requirement"
KISA_TABLE = "KISA 소프트웨어 보안약점 49"
TABLES = (ASVS_TABLE, KISA_TABLE, "개인정보의 안전성 확보조치")
# Section → how many of its requirements are of levels 1 and 2, which come first. From the
# standard's own table, which has 253 of them.
ASVS = {
    **{"1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1},
    **{"3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4},
    **{"5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3},
    **{"6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4},
    **{"7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2},
    **{"8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4},
    **{"10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3},
    **{"11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1},
    **{"12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5},
    **{"14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7},
    **{"16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2},
}


def rows(heading: str) -> list[list[str]]:
    """Cells of the table under a heading."""
    part = DOCUMENT.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_a_named_test_exists(path, name):
    tree = ast.parse((ROOT / path).read_text())
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_many_are_named():
    assert len(NAMED) > 50


def test_the_49_weaknesses_are_all_there_and_say_whether_they_apply():
    weaknesses = rows(KISA_TABLE)
    assert len({row[0] for row in weaknesses}) == len(weaknesses) == 49
    assert {row.pop(1) for row in weaknesses} == {"yes", "no"}


def test_every_requirement_is_answered_once():
    assert sum(ASVS.values()) == 253
    asked = [f"{section}.{n}" for section, last in ASVS.items() for n in range(1, last + 1)]
    answered = ", ".join(row[0] for row in rows(ASVS_TABLE)).split(", ")
    assert sorted(answered) == sorted(asked)


@pytest.mark.parametrize("heading", TABLES)
def test_every_line_says_how_and_names_a_test_or_why_there_is_none(heading):
    for row in rows(heading):
        *said, test = row
        assert len(row) == (4 if heading == KISA_TABLE else 3) and all(said), row
        assert test == "—" or test.startswith("`tests/"), row


def test_every_case_names_a_test_or_a_script_that_exists():
    cases = rows(CASES)
    assert len(cases) >= 25
    for _case, named in cases:
        for each in named.split(" · "):
            script = re.fullmatch(r"`python -m (bench(?:\.\w+)+)`", each)
            path = ROOT / f"{script[1].replace('.', '/')}.py" if script else None
            assert path.exists() if path else each.startswith("`tests/"), each
