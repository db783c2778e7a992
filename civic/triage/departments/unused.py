"""Departments that an import opened go with it, once it is undone and nothing else uses them."""

from sqlalchemy import ColumnElement, exists, or_, select

from civic.db import db
from civic.issues.importing.models import IssueImport
from civic.places.models import Municipality
from civic.triage.departments.models import Assignment, Department
from civic.triage.models import OfficeAct, OfficeActChange


def take_back_unused(place: Municipality) -> None:
    """Delete those that imports since taken back had opened; end those anew that they had taken up
    again. One that reports are with, or were by an act that may be taken back, stays."""
    opened = select(Department).join(IssueImport, IssueImport.id == Department.import_id)
    here = Department.municipality_id == place.id, IssueImport.undone_at.is_not(None)
    for department in db.session.scalars(opened.where(*here, ~_is_used())).all():
        if department.ended_before is None:
            db.session.delete(department)
        else:
            department.ended_at = department.ended_before
            department.import_id = department.ended_before = None


def _is_used() -> ColumnElement[bool]:
    given = exists().where(Assignment.department_id == Department.id)
    facts = (OfficeActChange.before, OfficeActChange.after)
    named = or_(*(fact["department_id"].as_integer() == Department.id for fact in facts))
    acts = exists().where(OfficeAct.kind == "department", OfficeAct.id == OfficeActChange.act_id)
    return or_(given, exists().where(acts, named))
