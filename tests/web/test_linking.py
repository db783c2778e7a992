"""A script and what it imports become one file that does what they did."""

import json
import shutil
import subprocess

import pytest

from civic.web.front_end.linking import link

SOURCES = {
    "js/app/say.js": "// Says.\n\nexport const said = [];\nexport function say(word) {\n"
    "  said.push(word);\n}\n",
    "js/app/first.js": 'import { say } from "./say.js";\nsay("first");\n',
    "js/app/wrong.js": 'throw new Error("wrong");\n',
    "js/map/pins.js": "const loaded = 1;\nconst of = (n) => n + loaded;\nexport { of };\n",
    "js/app/page.js": '// Page.\n\nimport "./first.js";\nimport "./wrong.js";\n'
    'import * as words from "./say.js";\nimport { of as more } from "../map/pins.js";\n'
    "words.say(await Promise.resolve(more(1)));\nexport_(words.said);\n",
    "js/map/late.js": 'import { said, say } from "../app/say.js";\n'
    '/** Says it. @returns {string[]} */\nexport const late = () => (say("late"), said);\n'
    'export const later = () => import("../app/page.js");\n',
}


@pytest.fixture
def runs(tmp_path):
    """runs(script) is what node prints of it; later errors are no matter."""
    if not (node := shutil.which("node")):
        pytest.skip("node is not installed")
    before = "process.on('uncaughtException', () => {});\n"
    before += "const export_ = (value) => console.log(JSON.stringify(value));\n"

    def run(script):
        command = [node, "--input-type=module"]
        result = subprocess.run(command, input=before + script, capture_output=True, text=True)
        return [json.loads(line) for line in result.stdout.splitlines()]

    return run


def test_what_is_imported_runs_first_and_once_and_is_shared(runs):
    assert runs(link("js/app/page.js", SOURCES)) == [["first", 2]]
    both = link("js/map/late.js", SOURCES) + link("js/app/page.js", SOURCES)
    assert runs(both + "late();\nexport_(late());\n") == [
        ["first", 2],
        ["first", 2, "late", "late"],
    ]


def test_it_imports_nothing_any_more_and_keeps_its_own_exports():
    text = link("js/map/late.js", SOURCES)
    assert "import {" not in text
    assert text.endswith('export const { late, later } = loadedScripts["js/map/late.js"];\n')
    assert text.index('["js/app/say.js"] ??=') < text.index('["js/map/late.js"] ??=')
    assert 'import("../app/page.js")' in text


def test_what_comes_later_is_asked_for_from_where_the_file_is_served():
    sources = SOURCES | {"js/report/form.js": 'import { later } from "../map/late.js";\nlater();\n'}
    assert 'import("../app/page.js")' in link("js/report/form.js", sources)
    beside = SOURCES | {"js/app/form.js": 'import { later } from "../map/late.js";\nlater();\n'}
    assert 'import("./page.js")' in link("js/app/form.js", beside)


def test_a_script_alone_is_served_without_its_comments_and_else_as_it_is():
    assert link("js/app/wrong.js", SOURCES) == SOURCES["js/app/wrong.js"]
    assert link("js/alone.js", {"js/alone.js": "// Why.\n  // More.\nf(); // here\n"}) == (
        "f(); // here\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "export default 1;",
        'import say from "./say.js";',
        'import {\n  say,\n} from "./say.js";',
        'export { say } from "./say.js";',
        "export let said = 1;",
    ],
)
def test_another_form_of_import_or_export_is_refused(line):
    with pytest.raises(ValueError, match=r"js/app/other\.js: (im|ex)port"):
        link("js/app/other.js", SOURCES | {"js/app/other.js": f"{line}\n"})


def test_a_script_that_is_not_there_is_refused():
    with pytest.raises(KeyError, match=r"js/app/none\.js"):
        link("js/app/other.js", {"js/app/other.js": 'import "./none.js";\n'})
