"""The house's rules as questions to a folder of source: each gives the breaches it finds, in words.

Everything is derived from the folders and from what files import, those inside functions included.
A house is read from disk once; tests add files to it in memory to see that a breach is caught.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

# In the order of the story: a feature knows those before it.
FEATURES = (
    *("people", "places", "photos", "rounds", "issues", "meetings", "panel"),
    *("solutions", "themes", "triage", "votes", "surveys", "targets"),
    *("participation", "plans", "notices", "moderation", "dashboard", "sharing", "open_data"),
    *("outbox", "privacy", "backups", "housekeeping", "health", "demo", "home"),
)
# Parts of a large feature, those that know no other first. Parts of one line know not each other.
PARTS = {
    "people": (
        *(("sign_in",), ("second_factor", "rights"), ("federation", "access_log")),
        ("residency",),
    ),
    "places": (("tables",), ("population",), ("legal_dongs", "ground")),
    "photos": (("redaction",),),
    "rounds": (("calls",), ("phases",), ("settings", "edits")),
    "issues": (
        ("listing", "translation"),
        ("browsing", "duplicates"),
        ("reporting", "importing", "office"),
        ("life",),
    ),
    "meetings": (("files", "opinions"), ("office",)),
    "panel": (("draw",), ("office",)),
    "solutions": (("catalogue",), ("proposals", "screening", "project_plan")),
    "themes": (("proposals",), ("desk", "browsing")),
    "triage": (("departments", "answers"), ("acts",), ("piles",)),
    "votes": (
        *(("counting",), ("ledger",), ("pabulib",), ("ballots",)),
        *(("paper",), ("corrections",), ("seal",)),
    ),
    "surveys": (("office", "paper"),),
    "targets": (("weights",), ("results",)),
    "plans": (
        *(("undo",), ("printing", "follow_up", "criteria"), ("section",), ("material", "wording")),
        *(("snapshots",), ("writing",), ("links",), ("review",), ("readiness",)),
        *(("filing",), ("outcomes",), ("call_form",), ("evidence",), ("jobs",)),
    ),
    "notices": (("feeds", "areas"),),
    "open_data": (("open311", "api"), ("webhooks", "embeds", "elections")),
    "outbox": (("kept",),),
    "privacy": (("retention",), ("notice", "own_data")),
}
# Rooms in which every file is a calculation.
PURE_ROOMS = (
    *("documents", "grouping", "call_forms", "languages"),
    *("plans/section", "votes/counting", "votes/ledger"),
)
# Beside rules: what is published for others to run must run anywhere.
PURE_NAMES = ("rules", "recount", "verify", "redraw")
# Rooms that know no feature.
BELOW = (
    *("settings", "web", "engines", "documents", "grouping", "call_forms", "languages"),
    "long_work",
)
NEVER_ABOVE = ("routes", "forms", "cli")  # of another feature's
WEB = ("flask", "flask_login", "flask_wtf", "wtforms", "granian")
DATABASE = ("sqlalchemy", "flask_sqlalchemy", "alembic", "flask_migrate")
# What rows stand on and that knows of the program: its database, and the key of sealed columns.
KNOW_THE_PROGRAM = ("db.py", "sealed_text.py")
# Messages to be translated are words, not the web; a cell written safely is a calculation.
HARMLESS = ("flask_babel",)


@dataclass(frozen=True)
class House:
    """sources: path below civic/ → text."""

    sources: Mapping[str, str]

    @classmethod
    def on_disk(cls, civic: Path) -> "House":
        files = sorted(civic.rglob("*.py"))
        return cls({path.relative_to(civic).as_posix(): path.read_text() for path in files})

    def with_file(self, path: str, text: str) -> "House":
        """The same house with one file more, or another text of one: to plant a breach."""
        return House({**self.sources, path: text})

    @cached_property
    def modules(self) -> dict[str, str]:
        """module → path"""
        return {module_of(path): path for path in self.sources}

    @cached_property
    def imports(self) -> dict[str, frozenset[str]]:
        """path → names it imports; of ours the module, of others as written."""
        return {
            path: frozenset(self._nearest(name) for name in imported(text))
            for path, text in self.sources.items()
        }

    def ours(self, path: str) -> frozenset[str]:
        """Paths of our files that a file imports."""
        return self._ours[path]

    @cached_property
    def _ours(self) -> dict[str, frozenset[str]]:
        known = self.modules
        return {
            path: frozenset(known[name] for name in names if name in known)
            for path, names in self.imports.items()
        }

    def reached(self, path: str) -> dict[str, str]:
        """Every file of ours that a file stands on → the file that imports it."""
        found, waiting = {}, [path]
        while waiting:
            here = waiting.pop()
            for there in self.ours(here) - found.keys() - {path}:
                found[there] = here
                waiting.append(there)
        return found

    def _nearest(self, name: str) -> str:
        """civic.plans.models.Plan → civic.plans.models"""
        while name.startswith("civic.") and name not in self.modules:
            name = name.rpartition(".")[0]
        return name


@cache
def imported(text: str) -> frozenset[str]:
    """Full names a text imports when it runs; `from a import b` is a.b."""
    names, tree = set(), ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and _is_type_checking(node.test):
            node.body = []  # read by the type checker alone
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


def _is_type_checking(test: ast.expr) -> bool:
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def module_of(path: str) -> str:
    return ("civic." + path.removesuffix(".py").replace("/", ".")).removesuffix(".__init__")


def feature_of(path: str) -> str | None:
    first, _, rest = path.partition("/")
    return first if rest and first in FEATURES else None


def part_of(path: str) -> str | None:
    pieces = path.split("/")
    return pieces[1] if len(pieces) > 2 and pieces[0] in FEATURES else None


def uses(house: House, path: str, libraries: tuple[str, ...]) -> set[str]:
    return {name for name in house.imports[path] if name.split(".")[0] in libraries}


def later_features(house: House) -> Iterator[str]:
    """Features that know a later one, or another's routes, forms or commands."""
    for path in house.sources:
        mine = feature_of(path)
        if mine is None:
            continue
        for other in house.ours(path):
            theirs = feature_of(other)
            if theirs is None or theirs == mine:
                continue
            if FEATURES.index(theirs) > FEATURES.index(mine):
                yield f"{path} knows {other}, which comes later"
            if Path(other).stem.endswith(NEVER_ABOVE):
                yield f"{path} knows {other}, which is {theirs}' own"


def later_parts(house: House) -> Iterator[str]:
    """Parts that know a later one, one beside them, or that no order names."""
    for path in house.sources:
        feature, mine = feature_of(path), part_of(path)
        if mine is None:
            continue
        floors = {part: n for n, row in enumerate(PARTS.get(feature, ())) for part in row}
        if mine not in floors:
            yield f"{path}: no order names the part {mine}"
            continue
        for other in house.ours(path):
            theirs = part_of(other) if feature_of(other) == feature else None
            if theirs in floors and theirs != mine and floors[theirs] >= floors[mine]:
                yield f"{path} knows {other}, which does not come before"


def circles(house: House) -> Iterator[str]:
    """Files that stand on themselves."""
    for path in house.sources:
        found = house.reached(path)
        if any(path in house.ours(there) for there in found):
            yield f"{path} stands on itself"


def rows_on_the_web(house: House) -> Iterator[str]:
    """Files that define rows, or that such a file stands on, and know of requests or engines."""
    for path, text in house.sources.items():
        if feature_of(path) is None or "Mapped[" not in text:
            continue
        for there, by in {path: path, **house.reached(path)}.items():
            known = uses(house, there, WEB) if there.partition("/")[0] != "engines" else set()
            if there.startswith(("web/", "engines/")):
                yield f"{path} defines rows and stands on {there} (by {by})"
            elif known and there not in KNOW_THE_PROGRAM:
                yield f"{path} defines rows and stands on {sorted(known)} (in {there})"


def is_pure_by_place(path: str) -> bool:
    return path.startswith(tuple(f"{room}/" for room in PURE_ROOMS)) or (
        feature_of(path) is not None and Path(path).stem in PURE_NAMES
    )


@cache
def says_pure(text: str) -> bool:
    """Whether its docstring's first paragraph ends with the word."""
    first = (ast.get_docstring(ast.parse(text)) or "").split("\n\n")[0]
    return first.endswith("Pure.")


def stains(house: House, path: str) -> Iterator[str]:
    """What keeps a file from being a calculation."""
    for there in {path, *house.reached(path)}:
        if wrong := uses(house, there, WEB + DATABASE):
            yield f"{sorted(wrong)} in {there}"
        if there.startswith("engines/") or there == "db.py":
            yield there


def impure(house: House) -> Iterator[str]:
    """Calculations, by their room, name or word, that know the web or the database."""
    for path, text in house.sources.items():
        if is_pure_by_place(path) or says_pure(text):
            for stain in stains(house, path):
                yield f"{path}: {stain}"


def unspoken(house: House) -> Iterator[str]:
    """Calculations that do not say so: nothing would guard them."""
    for path, text in house.sources.items():
        if feature_of(path) is None or Path(path).stem in ("__init__", "labels"):
            continue
        if not (is_pure_by_place(path) or says_pure(text) or any(stains(house, path))):
            yield f'{path}: its docstring\'s first paragraph ends with "Pure."'


def plumbing_that_knows_features(house: House) -> Iterator[str]:
    """Web, engines, documents, grouping and call_forms know no feature; the last three nothing
    of ours but text and each other."""
    for path in house.sources:
        room = path.partition("/")[0]
        for other in house.ours(path):
            if room in BELOW and feature_of(other):
                yield f"{path} knows {other}"


def users_of_the_factory(house: House) -> Iterator[str]:
    """Nobody imports what assembles everybody."""
    for path, text in house.sources.items():
        if "civic.create_app" in imported(text):
            yield path
