"""docs/SECURITY.md names tests that exist, and lists all 49 of KISA's weaknesses."""

import ast
import re

import pytest

from tests.paths import ROOT

DOCUMENT = (ROOT / "docs" / "SECURITY.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[^`]+\.py)::([^`]+)`", DOCUMENT)))
# Lines of the table that stand for more than one.
TOGETHER = {
    "XML 삽입, LDAP 삽입": 2,
    "메모리 버퍼 오버플로우, 포맷 스트링 삽입": 2,
    "취약한 암호화 알고리즘, 충분하지 않은 키 길이": 2,
    "부적절한 전자서명, 인증서 검증": 2,
    "오류 메시지 정보노출, 오류상황 대응 부재, 부적절한 예외 처리": 3,
    "Null 역참조, 자원 해제, 초기화되지 않은 변수": 4,  # one of them is use after release
    "Private 배열 둘": 2,
}

TABLES = (
    "OWASP ASVS 5.0, level 2, by section",
    "OWASP ASVS 5.0.0, chapters 6 to 10 by requirement",
    "KISA 소프트웨어 보안약점 49",
    "개인정보의 안전성 확보조치",
)
# Section → how many of its requirements are of levels 1 and 2, which come first; those of servers
# of OAuth (10.3, 10.4, 10.6, 10.7) left out. From the standard's own table.
ASVS = {
    **{"6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4},
    **{"7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2},
    **{"8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4},
    **{"10.1": 2, "10.2": 2, "10.5": 5},
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


def test_the_49_weaknesses_are_all_there():
    names = [row[0] for row in rows("KISA 소프트웨어 보안약점 49")]
    assert set(TOGETHER) <= set(names)
    assert sum(TOGETHER.get(name, 1) for name in names) == 49


def test_every_requirement_of_five_chapters_is_answered():
    asked = [f"{section}.{n}" for section, last in ASVS.items() for n in range(1, last + 1)]
    answered = ", ".join(row[0] for row in rows(TABLES[1])).split(", ")
    assert sorted(answered) == sorted(asked)


@pytest.mark.parametrize("heading", TABLES)
def test_every_line_says_how_and_names_a_test_or_why_there_is_none(heading):
    for row in rows(heading):
        assert len(row) == 3 and all(row), row
        assert row[2] == "—" or row[2].startswith("`tests/"), row
