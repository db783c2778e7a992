"""The style sheets in static/css: written alike, each selector once, no class without a use."""

import re

import pytest

from civic.settings.program import ROOT
from civic.web.assets import CSS, LAYERS, UNLAYERED, files

SHEETS = sorted(CSS.glob("*/*.css"))
MOST_COLUMNS = 100
COMMENT = re.compile(r"/\*.*?\*/", re.S)
STRING = re.compile(r'"[^"]*"', re.S)
LINE = re.compile(r"[^{};]+[{,;:]|[^{};]+: [^{};]+;|\}|")
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
CLASSES = re.compile(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"{]|\{(?![{%]))*)"', re.S)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
LITERAL = re.compile(r"[\"'`]([^\"'`\n]*)[\"'`]")
OF_LEAFLET = re.compile(r"leaflet-")
OF_KEYFRAMES = ("from", "to")
BUILT = {"mark-2", "mark-3", "mark-4"}  # of a line's level, in templates/plans


def bare(text: str) -> str:
    """A sheet without comments, and with nothing in its strings."""
    return STRING.sub('""', COMMENT.sub("", text))


def badly_written(text: str) -> list[str]:
    """Lines too long, indented otherwise than their depth says, or with more than one thing."""
    wrong = [line for line in text.splitlines() if len(line) > MOST_COLUMNS]
    depth, goes_on = 0, False
    for line in bare(text).splitlines():
        words = line.strip()
        depth -= words == "}"
        indent = len(line) - len(line.lstrip())
        if words and not goes_on and (indent != 2 * depth or not LINE.fullmatch(words)):
            wrong.append(line)
        depth += words.endswith("{")
        # A value of several lines stands deeper; it ends with its semicolon.
        goes_on = words.endswith(":") or (goes_on and not words.endswith(";"))
    return wrong


def rules(text: str):
    """(media, selector) of each rule."""
    media = ""
    for head, body in re.findall(r"([^{};]+)\{|(\})", bare(text)):
        selector = " ".join(head.split())
        if selector.startswith("@media"):
            media, depth = selector, 1
        elif selector:
            yield media, selector
            depth = 2 if media else 1
        elif body and media:
            depth -= 1
            media = media if depth else ""


def declared_twice(text: str) -> list[tuple[str, str]]:
    found = list(rules(text))
    return sorted({rule for rule in found if found.count(rule) > 1})


def defined_classes() -> set[str]:
    return {
        name
        for sheet in SHEETS
        for _, selector in rules(sheet.read_text())
        for name in CLASS.findall(selector)
        if not OF_LEAFLET.match(name)
    }


def classes_of_templates() -> set[str]:
    texts = (path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    values = (JINJA.sub(" ", value) for text in texts for value in CLASSES.findall(text))
    return {name for value in values for name in value.split()}


def words_in_quotes() -> set[str]:
    """Every word a script, a template's expression or the program may use as a class."""
    sources = (
        *(ROOT / "static" / "js").rglob("*.js"),
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "civic").rglob("*.py"),
    )
    texts = [path.read_text() for path in sources]
    # A string of an expression stands in quotes that stand in quotes.
    texts += [expression for text in texts for expression in JINJA.findall(text)]
    literals = (literal for text in texts for literal in LITERAL.findall(text))
    return {word for literal in literals for word in re.findall(r"[\w-]+", literal)}


def test_every_sheet_is_in_the_one_that_is_served():
    assert {sheet.stem for sheet in SHEETS} == {*LAYERS, *UNLAYERED}
    served = files()["app.css"].body.decode()
    assert served.startswith(f"@layer {','.join(LAYERS)};")
    assert [name for name in files() if name.startswith("css/")] == []
    assert served.count("{") == served.count("}")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_sheet_has_one_declaration_a_line_and_no_selector_twice(sheet):
    text = sheet.read_text()
    assert badly_written(text) == []
    assert declared_twice(text) == []


def test_no_selector_stands_in_two_sheets():
    twice = declared_twice("".join(sheet.read_text() for sheet in SHEETS))
    assert [rule for rule in twice if rule[1] not in OF_KEYFRAMES] == []


def test_no_class_is_styled_that_nothing_has():
    unused = defined_classes() - classes_of_templates() - words_in_quotes() - BUILT
    assert unused == set()


def test_no_element_has_a_class_without_a_style():
    assert classes_of_templates() - defined_classes() - {"mark-"} == set()


def test_a_packed_sheet_would_be_seen():
    assert badly_written(".a { color: red; }\n") == [".a { color: red; }"]
    assert badly_written(".a {\n  color: red; top: 0;\n}\n") == ["  color: red; top: 0;"]
    assert badly_written(".a {\ncolor: red;\n}\n") == ["color: red;"]
    assert badly_written(f".a {{\n  content: '{'x' * 100}';\n}}\n") != []
    assert badly_written("@media print {\n  .a,\n  .b {\n    top: 0;\n  }\n}\n") == []
    twice = ".a {\n  top: 0;\n}\n\n.a {\n  left: 0;\n}\n"
    assert declared_twice(twice) == [("", ".a")]
    assert declared_twice(twice.replace("\n\n.a", "\n\n@media print {\n.a") + "}\n") == []
