"""The scripts in static/js: each is asked for, what it imports is there, and no two wait for each
other."""

import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from civic.open_data.embeds.scripts import FOR_SITES, IN_FRAME
from civic.settings.program import ROOT
from civic.web.assets import files, only_imported
from civic.web.pwa import IN_WORKER

JS = ROOT / "static" / "js"
SCRIPTS = sorted(JS.rglob("*.js"))
WORKER = ROOT / "static" / "sw.js"
MOST_COLUMNS = 100
STATIC_IMPORT = re.compile(r'import (?:(\* as \w+|\{[^}]*\}) from )?"([^"]+)"')
DYNAMIC_IMPORT = re.compile(r'import\("([^"]+)"\)')
EXPORTED = re.compile(r"^export (?:async )?(?:function|class|const|let) (\w+)", re.M)
EXPORT_LIST = re.compile(r"^export \{([^}]*)\};", re.M)
IN_TEMPLATE = re.compile(r'(?:ui\.module\(|static_file\(|inlined\(|else )"(?:js/)?([\w/-]+\.js)"')
COMMENT = re.compile(r"^\s*//[^\n]*|/\*\*.*?\*/", re.M | re.S)
# Parses each script as a module, by one start of Node: [[name, text]] → [[name, what is wrong]].
PARSE = """import { SourceTextModule } from "node:vm";
import { readFileSync } from "node:fs";
const wrong = [];
for (const [identifier, text] of JSON.parse(readFileSync(0, "utf8"))) {
  try { new SourceTextModule(text, { identifier }); } catch (error) {
    wrong.push([identifier, `${error}`]);
  }
}
console.log(JSON.stringify(wrong));"""


@cache
def code(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


def resolve(path: Path, address: str) -> Path:
    return (path.parent / address).resolve()


@cache
def imports_of(path: Path) -> dict[Path, str]:
    """Script → what is imported of it: a list of names, `* as store`, or nothing."""
    return {resolve(path, address): names for names, address in STATIC_IMPORT.findall(code(path))}


@cache
def exports_of(path: Path) -> set[str]:
    text = code(path)
    listed = {name.strip() for names in EXPORT_LIST.findall(text) for name in names.split(",")}
    return {*EXPORTED.findall(text), *listed} - {""}


def all_imports(path: Path) -> set[Path]:
    later = {resolve(path, address) for address in DYNAMIC_IMPORT.findall(code(path))}
    return {*imports_of(path), *later}


@cache
def names_taken(path: Path, source: Path) -> set[str]:
    """What one script uses of another."""
    text, names = code(path), imports_of(path).get(source, "")
    if names.startswith("* as "):
        return set(
            re.findall(rf"\b{names.removeprefix('* as ')}\s*\.(\w+)", STATIC_IMPORT.sub("", text))
        )
    taken = {name.strip() for name in names.strip("{}").split(",")}
    if resolved := [
        call
        for call in re.finditer(r'(?:await )?import\("([^"]+)"\)', text)
        if resolve(path, call[1]) == source
    ]:
        around = " ".join(text[max(0, call.start() - 80) : call.end() + 80] for call in resolved)
        taken |= {name for name in exports_of(source) if re.search(rf"\b{name}\b", around)}
        taken |= set(re.findall(r"\bstore\.(\w+)", text)) if "store =" in around else set()
    return taken - {""}


def a_circle(arrows: dict) -> list:
    """Nodes that lead back to the first of them; empty when no way does."""
    done, way = set(), []

    def walk(node):
        if node in way:
            return [*way[way.index(node) :], node]
        if node in done:
            return []
        way.append(node)
        for follower in sorted(arrows.get(node, ())):
            if circle := walk(follower):
                return circle
        done.add(way.pop())
        return []

    return next((circle for node in sorted(arrows) if (circle := walk(node))), [])


def asked_for() -> set[Path]:
    """Scripts that a page or the service worker starts with."""
    templates = (path.read_text() for path in (ROOT / "templates").rglob("*.html"))
    named = {name for text in templates for name in IN_TEMPLATE.findall(text)}
    others = (*IN_WORKER, IN_FRAME, FOR_SITES)
    return {JS / name for name in named} | {ROOT / "static" / name for name in others}


def test_every_script_is_asked_for_and_every_one_asked_for_is_there():
    reached, waiting = set(), [*asked_for()]
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            assert path.is_file(), f"{path} is asked for"
            waiting += all_imports(path)
    reached.discard(ROOT / "static" / "vendor" / "htmx.min.js")
    assert reached == {*SCRIPTS}


def served() -> dict[Path, str]:
    """Each script as a browser gets it."""
    return {path: files()[path.relative_to(JS.parent).as_posix()].body.decode() for path in SCRIPTS}


def test_a_script_as_it_is_served_asks_for_nothing_before_it_runs():
    for path, body in served().items():
        assert STATIC_IMPORT.findall(body) == [], path
        for address in DYNAMIC_IMPORT.findall(body):
            assert resolve(path, address) in SCRIPTS, (path, address)


def test_what_is_fetched_later_is_kept_for_when_there_is_no_connection():
    later = {
        resolve(path, at) for path, text in served().items() for at in DYNAMIC_IMPORT.findall(text)
    }
    never_by_itself = {ROOT / "static" / name for name in only_imported()}
    assert JS / "app" / "say.js" in never_by_itself and not later & never_by_itself
    kept_pages = {JS / "app" / "every_page.js", JS / "report" / "fields.js"}
    assert JS / "outbox" / "page.js" in later and not kept_pages & never_by_itself


def test_no_two_scripts_import_each_other_on_any_way():
    assert a_circle({path: all_imports(path) for path in SCRIPTS}) == []


def test_a_circle_would_be_seen():
    assert a_circle({"page": {"forms"}, "forms": {"store", "page"}, "store": set()}) == [
        *("forms", "page", "forms")
    ]
    assert a_circle({"page": {"forms", "store"}, "forms": {"store"}, "store": set()}) == []


def test_what_a_script_imports_is_exported_and_used():
    for path in SCRIPTS:
        for source, names in imports_of(path).items():
            assert names_taken(path, source) <= exports_of(source), (path, source)
            if names.startswith("{"):
                rest = STATIC_IMPORT.sub("", code(path))
                unused = [
                    name
                    for name in names_taken(path, source)
                    if not re.search(rf"\b{name}\b", rest)
                ]
                assert unused == [], (path, source)


def test_what_a_script_exports_is_imported():
    for source in SCRIPTS:
        taken = {name for path in SCRIPTS for name in names_taken(path, source)}
        assert exports_of(source) - taken == set(), source


def faults_of_syntax(texts: dict[str, str]) -> list[list[str]]:
    """Name and fault of each that Node cannot parse as a module."""
    parse = [shutil.which("node"), "--experimental-vm-modules", "--no-warnings"]
    result = subprocess.run(
        [*parse, "--input-type=module", "-e", PARSE],
        input=json.dumps([*texts.items()]),
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize("path", [*SCRIPTS, WORKER], ids=lambda path: path.name)
def test_a_script_can_be_read(path):
    text = path.read_text()
    assert [line for line in text.splitlines() if len(line) > MOST_COLUMNS] == []
    assert text.startswith("//"), "it says first what it is for"


@pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")
def test_every_script_is_one_of_the_language():
    texts = {str(path): path.read_text() for path in (*SCRIPTS, WORKER)}
    wrong = "const a = 1;\nexport { b };", "import { c } from 'x'; await c(;", "with (a) {}"
    texts |= {f"wrong {n}": text for n, text in enumerate(wrong)}
    assert [name for name, _ in faults_of_syntax(texts)] == ["wrong 0", "wrong 1", "wrong 2"]
