"""The house's import rules, held against every file, imports hidden in functions included."""

import ast
from pathlib import Path

import pytest

from tests.paths import ROOT

CIVIC = ROOT / "civic"
ORDER = [
    *("people", "places", "photos", "rounds", "issues", "solutions", "votes", "targets"),
    *(
        "participation",
        "plans",
        "notices",
        "moderation",
        "open_data",
        "outbox",
        "housekeeping",
        "demo",
        "home",
    ),
]
FILES = sorted(CIVIC.rglob("*.py"))
FRAMEWORK = ("flask", "flask_login", "flask_wtf", "sqlalchemy", "flask_sqlalchemy", "wtforms")


def imports(path: Path) -> set[str]:
    """Full names a file imports, at the top or inside functions; `from a import b` is a.b."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def feature_of(path: Path) -> str | None:
    parts = path.relative_to(CIVIC).parts
    return parts[0] if parts[0] in ORDER and len(parts) > 1 else None


FEATURE_FILES = [path for path in FILES if feature_of(path)]
# Pure values in, pure values out. A new calculation is added here.
CALCULATIONS = """
    demo/content.py demo/pictures.py documents/canonical.py documents/charts/arrows.py
    documents/charts/bars.py documents/charts/canvas.py documents/charts/city.py
    documents/charts/classes.py documents/charts/columns.py documents/charts/contact_sheet.py
    documents/charts/hexagons.py documents/charts/outline.py documents/charts/palette.py
    documents/charts/png.py documents/charts/timeline.py documents/clean.py documents/diff.py
    documents/export/csv.py documents/export/docx/writer.py documents/export/geojson.py
    documents/export/hwpx/writer.py documents/export/pdf.py documents/export/xlsx.py
    documents/model.py documents/numbers.py documents/placeholders.py documents/row_keys.py
    home/gantt.py issues/duplicates/likeness.py issues/importing/columns.py
    issues/importing/complaints.py issues/importing/dates.py issues/importing/leftovers.py
    issues/importing/mapping.py issues/importing/plain_text.py issues/importing/positions.py
    issues/importing/rows.py issues/importing/sameness.py issues/listing/bigrams.py
    issues/receipt_numbers.py notices/feeds/atom.py outbox/kept/refill.py
    outbox/kept/sent_form.py participation/representation.py participation/rows.py
    people/addresses.py people/identity.py people/sign_in/codes.py
    people/sign_in/passphrases.py photos/colours.py photos/decoding.py photos/file_types.py
    photos/intake.py photos/position.py places/geojson.py places/map_cells.py
    places/point_in_district.py places/population.py places/tables/grid.py
    places/tables/html_table.py places/tables/markup.py places/tables/reading.py
    places/tables/workbook.py places/tables/workbook_child.py plans/evidence/bundle.py
    plans/evidence/recount.py plans/evidence/verify.py plans/filing/rules.py
    plans/readiness/rules.py plans/review/anchoring.py plans/review/anchors.py
    plans/review/disposition_table.py plans/section/compile.py plans/section/definitions.py
    plans/section/fact_type.py plans/section/facts.py plans/section/facts_vote.py
    plans/section/labels.py plans/section/limits.py plans/section/pictures/outcome.py
    plans/section/pictures/people.py plans/section/pictures/problems.py
    plans/section/pictures/registry.py plans/section/row_facts.py plans/section/schema.py
    plans/section/tables/__init__.py plans/section/tables/outcome.py
    plans/section/tables/people.py plans/section/tables/table_type.py plans/section/template.py
    plans/section/upgrade.py plans/snapshots/concealing.py rounds/calendar.py rounds/money.py
    solutions/catalogue/change.py solutions/catalogue/file.py solutions/costs.py
    targets/agreement.py targets/numbers.py targets/position.py targets/results/chart.py
    targets/results/progress.py targets/results/rules.py targets/weights/shares.py
    votes/ballots/hash_chain.py votes/ballots/order.py votes/ballots/secrecy.py
    votes/counting/borda.py votes/counting/completions.py votes/counting/count.py
    votes/counting/equal_shares.py votes/counting/exact_shares.py votes/counting/greedy.py
    votes/counting/representation.py votes/disclosure_control.py votes/pabulib/read.py
    votes/pabulib/rows.py votes/pabulib/write.py votes/paper/sheet.py votes/seal/concealment.py
    votes/seal/ledger.py votes/seal/verify.py
""".split()  # noqa: SIM905


@pytest.mark.parametrize("path", FEATURE_FILES, ids=lambda p: str(p.relative_to(CIVIC)))
def test_a_feature_uses_only_earlier_features_and_never_their_routes(path):
    mine = feature_of(path)
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "civic" or len(parts) < 2 or parts[1] not in ORDER or parts[1] == mine:
            continue
        assert ORDER.index(parts[1]) < ORDER.index(mine), f"{name} comes later than {mine}"
        assert len(parts) < 3 or not parts[2].endswith(("routes", "forms", "cli")), name


@pytest.mark.parametrize("name", CALCULATIONS)
def test_calculations_know_neither_the_web_nor_the_database(name):
    for known in imports(CIVIC / name):
        assert known.split(".")[0] not in FRAMEWORK, known
        assert not known.startswith(("civic.db", "civic.engines")), known
        assert not known.startswith("civic.web"), known
        assert not (known.startswith("civic") and known.endswith("models")), known


@pytest.mark.parametrize(
    "path", [p for p in FEATURE_FILES if p.stem == "rules"], ids=lambda p: p.parent.name
)
def test_rules_are_calculations(path):
    test_calculations_know_neither_the_web_nor_the_database(str(path.relative_to(CIVIC)))


def test_models_and_rules_stay_off_the_web():
    for path in FEATURE_FILES:
        if path.stem.startswith(("models", "rules")):
            wrong = {
                name
                for name in imports(path)
                if name.split(".")[0] in ("flask", "flask_login", "flask_wtf", "wtforms")
                or name.startswith(("civic.web", "civic.engines"))
            }
            assert not wrong, (path, wrong)


def test_plumbing_and_engines_know_no_feature():
    for folder in ("web", "engines"):
        for path in (CIVIC / folder).rglob("*.py"):
            known = {
                n for n in imports(path) if n.startswith("civic.") and n.split(".")[1] in ORDER
            }
            assert not known, (path, known)


# FOR UPDATE where nobody may store a row that refers to the locked one meanwhile, taken before
# its transaction stores any such row itself. Everything else locks by db.lock() and hold().
LOCKS_KEYS = {
    "plans/readiness/facts.py": "a remark that is being stored is waited for",
    "targets/models.py": "no indicator may take the name that is being given",
    "rounds/models.py": "a ballot that is being stored is waited for",
    "votes/ballots/voter_roll.py": "the voter's own row; a count waits for ballots being stored",
}


def test_locks_leave_the_keys_to_foreign_keys():
    for path in FILES:
        name = str(path.relative_to(CIVIC))
        if name != "db.py" and "with_for_update" in path.read_text():
            assert name in LOCKS_KEYS


def test_nobody_imports_the_factory():
    for path in FILES:
        assert "civic.create_app" not in imports(path), path


def test_conftest_is_short():
    lines = (Path(__file__).parent / "conftest.py").read_text().splitlines()
    assert len(lines) <= 150


def test_the_factory_is_short():
    assert len((CIVIC / "__init__.py").read_text().splitlines()) <= 60
