"""A script and all that it imports as one file, so that a phone asks once. Pure.

The sources are modules in folders and run as they lie, too. What they may write, each on a line:

    import "./sheet.js";                        for what it does
    import { roll } from "../app/roll.js";      import * as store from "./store.js";
    export function …   export const …   export class …   export { bring, pause };

Each that is imported becomes a function that runs once in a page, whichever file brings it first;
what it exports is in a table of the page, so that all files share one open database. One that is
imported for what it does alone may go wrong without stopping the others.
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath, relpath

IMPORT = re.compile(
    r'^import (?:(?P<names>\{[^}\n]*\}|\* as \w+) from )?"(?P<from>[^"\n]+)";\n', re.M
)
LATER = re.compile(r'\bimport\("(?P<from>[^"\n]+)"\)')
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.M)
EXPORTS = re.compile(r"^export \{([^}\n]*)\};\n", re.M)
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)\n", re.M | re.S)
TABLE = "globalThis.loadedScripts ??= {};\n"


def link(name: str, sources: Mapping[str, str]) -> str:
    """One file to be served in the place of a script.

    Args: name: of the script, as js/app/early.js; sources: every script by such a name.
    Raises: KeyError: it imports what is not there; ValueError: it says so in another form.
    """
    parts = list(dict.fromkeys(_before(name, sources)))
    exported = _exports(sources[name])
    if not parts and not exported:
        return _body(name, name, sources)
    for_what_it_does = _only_done(name, sources)
    defined = [_part(part, name, sources, part in for_what_it_does) for part in parts]
    if exported:
        names = f"export const {{ {', '.join(exported)} }} = {_kept(name)};\n"
        return "".join([TABLE, *defined, _part(name, name, sources), names])
    return "".join([TABLE, *defined, "{\n", _body(name, name, sources), "}\n"])


def imported(name: str, sources: Mapping[str, str]) -> list[str]:
    """What comes with a script."""
    return [_of(name, match["from"]) for match in IMPORT.finditer(sources[name])]


def fetched_later(name: str, sources: Mapping[str, str]) -> list[str]:
    """What it fetches once it is wanted."""
    return [_of(name, match["from"]) for match in LATER.finditer(sources[name])]


def _before(name: str, sources: Mapping[str, str]) -> Iterator[str]:
    """What has to run before it, in order."""
    for other in imported(name, sources):
        yield from _before(other, sources)
        yield other


def _only_done(name: str, sources: Mapping[str, str]) -> set[str]:
    """Scripts of which nothing is taken by any that comes along."""
    lines = [
        (_of(each, match["from"]), match["names"])
        for each in {name, *_before(name, sources)}
        for match in IMPORT.finditer(sources[each])
    ]
    return {other for other, _ in lines} - {other for other, names in lines if names}


def _part(name: str, root: str, sources: Mapping[str, str], may_fail: bool = False) -> str:
    given = f"return {{ {', '.join(_exports(sources[name]))} }};\n"
    body = f"{_kept(name)} ??= (() => {{\n{_body(name, root, sources)}{given}}})();\n"
    if not may_fail:
        return body
    return f"try {{\n{body}}} catch (error) {{\nqueueMicrotask(() => {{ throw error; }});\n}}\n"


def _body(name: str, root: str, sources: Mapping[str, str]) -> str:
    """A script without its comments, its imports taken from the table, its exports plain."""

    def take(match: re.Match) -> str:
        names = match["names"] or ""
        names = names.removeprefix("* as ").replace(" as ", ": ")
        return f"const {names} = {_kept(_of(name, match['from']))};\n" if names else ""

    def fetch(match: re.Match) -> str:
        address = relpath(_of(name, match["from"]), dirname(root))
        return f'import("{address if address.startswith(".") else f"./{address}"}")'

    text = EXPORTS.sub("", EXPORT.sub("", IMPORT.sub(take, COMMENT.sub("", sources[name]))))
    if wrong := re.search(r"^(?:import|export)\b(?!\().*", text, re.M):
        raise ValueError(f"{name}: {wrong[0]}")
    return LATER.sub(fetch, text)


def _exports(text: str) -> list[str]:
    listed = [name.strip() for names in EXPORTS.findall(text) for name in names.split(",")]
    return [*EXPORT.findall(text), *filter(None, listed)]


def _of(name: str, address: str) -> str:
    return normpath(join(dirname(name), address))


def _kept(name: str) -> str:
    return f'loadedScripts["{name}"]'
