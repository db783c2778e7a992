"""The whole job on words nobody here wrote: Seoul's suggestions, through to the filed section."""

import csv
import io
from pathlib import Path

import pytest

from civic.db import db
from civic.documents.export.formats import FORMATS
from civic.issues.models import Issue
from civic.plans.models import Plan
from civic.plans.section.compile import compile_document
from civic.plans.snapshots.gather import freeze
from civic.solutions.models import Solution
from civic.targets.models import Indicator
from civic.votes.ballots.voter_roll import Participation
from civic.votes.seal.tally import Tally
from tests.documents import readers
from tests.paths import SHARED

pytestmark = pytest.mark.either_database
FILE = SHARED / "reports_ko" / "seoul_proposals.csv"


def city_issues(folder: Path) -> Path:
    """The rows that are about the city, as a file of their own."""
    rows = [row for row in csv.DictReader(FILE.open(encoding="utf-8")) if row["city_issue"] == "1"]
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=rows[0])
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "city.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    return path


@pytest.mark.skipif(not FILE.exists(), reason="Seoul's suggestions are not here (../shared/data)")
def test_seouls_suggestions_become_a_section_whose_numbers_are_sql_counts(
    app, round, person, open_phase, tmp_path, clock
):
    columns = ("external_id=id", "title=title", "body=body", "supports=votes")
    arguments = [part for column in columns for part in ("--map", column)]
    path = str(city_issues(tmp_path))
    command = ["issues", "import", path, "--municipality", "gaon", *arguments, "--skip-errors"]
    answer = app.test_cli_runner().invoke(args=command)
    assert answer.exit_code == 0, answer.output
    imported = db.session.scalar(db.select(db.func.count()).select_from(Issue))
    assert imported == 864

    top = db.session.scalars(db.select(Issue).order_by(Issue.supports_count.desc())).first()
    residents = [person(f"주민 {n}", lives=True) for n in range(3)]
    open_phase("propose")
    for resident in residents:
        top.support(resident)
    solution = Solution.propose(
        round,
        residents[0],
        request_key="real-input",
        issues=[top],
        cost_won=900_000_000,
        title="제안에서 나온 해결방안",
        summary="실제 제안을 푸는 방법",
        category="other",
    )
    solution.status = "on_ballot"
    measured = Indicator.add_to(
        solution,
        name="대기시간",
        unit="분",
        direction="down",
        baseline=78.0,
        baseline_year=2025,
        baseline_source="조사",
        lowest=0.0,
        highest=90.0,
    )
    open_phase("vote")
    for resident in residents:
        Participation.submit(resident, round, [solution.id], client_seq=1)
    db.session.commit()
    clock(round.phase("vote").ends_at)
    Tally.count(round, None)
    open_phase("target")
    for resident, wish in zip(residents, (10, 13, 20), strict=True):
        measured.set_preference(resident, wish)
    snapshot = freeze(Plan.start(round), None)
    db.session.commit()

    taken_at = snapshot.taken_at.isoformat()
    document = compile_document(snapshot.read(), snapshot.number, taken_at, snapshot.sha256)
    facts = {fact.id: fact.value for fact in document.facts()}
    counted = db.select(db.func.count()).select_from(Issue).filter_by(listed=True)
    assert facts["issues.reported"] == facts["issues.listed"] == db.session.scalar(counted)
    assert facts["issues.supports"] == db.session.scalar(
        db.select(db.func.sum(Issue.supports_count))
    )
    assert facts["votes.voters"] == 3
    assert facts[f"indicator.{measured.id}.target"] == 13

    files = {name: FORMATS[name].export(document) for name in FORMATS}
    texts = [readers.docx_text(files["docx"]), readers.pdf_text(files["pdf"])]
    for read in (readers.rhwp_text, readers.unhwp_text, readers.hwpforge_text):
        texts.append(read(files["hwpx"]))
    for text in map(readers.squeezed, texts):
        assert all(readers.squeezed(fact.text) in text for fact in document.facts())
    assert top.title in readers.xlsx_text(files["xlsx"])
    assert files["csv"].startswith(b"\xef\xbb\xbf")

    top.title = "나중에 바뀐 제목"
    db.session.commit()
    again = compile_document(snapshot.read(), snapshot.number, taken_at, snapshot.sha256)
    assert {name: FORMATS[name].export(again) for name in FORMATS} == files
