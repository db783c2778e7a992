"""Files brought into a round, as the pages do it but without the pages."""

import pytest

from civic.db import db
from civic.issues.importing import run
from civic.issues.importing.models import IssueImport


@pytest.fixture
def bring(round):
    """bring("제목\\n…") keeps a file with the columns guessed."""

    def keep(text, name="민원.csv"):
        data = text if isinstance(text, bytes) else text.encode()
        kept = IssueImport.keep(round, None, name, data)
        db.session.commit()
        return kept

    return keep


@pytest.fixture
def take(monkeypatch):
    """take(file) imports it whole: (issues made, left-out rows)."""
    monkeypatch.setattr(run, "PAUSE_S", 0)

    def take(file, skip_mistakes=False, rows=None, others_too=False, unmasked=()):
        chosen = {"others_too": others_too, "unmasked": frozenset(unmasked)}
        sheet = file.opened().choosing(rows=rows or {}, **chosen)
        file.start(sheet, sheet.read(), skip_mistakes)
        db.session.commit()
        run.finish_import(file.id)
        return file.rows, file.noted()[0]

    return take


@pytest.fixture
def office(as_person, person, round):
    """담당자 서연's browser."""
    return as_person(person("서연", "planner"))
