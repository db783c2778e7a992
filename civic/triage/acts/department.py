"""담당 부서: many reports go to one department, with the day it answers by."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from civic.db import db, insert
from civic.triage.acts.act import Act, Refused
from civic.triage.departments.models import Assignment, Department

COLUMNS = ("department_id", "officer", "due_on")
NOT_IN_SESSION = {"synchronize_session": False}


@dataclass(frozen=True)
class Assign(Act):
    """department_id None: nobody's any more."""

    kind = "department"
    department_id: int | None
    officer: str = ""
    due_on: date | None = None

    @property
    def details(self):
        due_on = self.due_on.isoformat() if self.due_on else None
        return {"department_id": self.department_id, "officer": self.officer, "due_on": due_on}

    def prepare(self, round, rows):
        if self.department_id is None:
            return
        department = db.session.get(Department, self.department_id)
        if department is None or department.municipality_id != round.municipality_id:
            raise Refused("department", "no_department")

    @classmethod
    def read(cls, ids):
        columns = [getattr(Assignment, name) for name in COLUMNS]
        query = select(Assignment.issue_id, *columns).where(Assignment.issue_id.in_(ids))
        facts = {
            issue_id: {
                "department_id": department_id,
                "officer": officer,
                "due_on": due_on and due_on.isoformat(),
            }
            for issue_id, department_id, officer, due_on in db.session.execute(query)
        }
        return {id: facts.get(id, dict.fromkeys(COLUMNS)) for id in ids}

    def write(self, round_id, rows, planner):
        _assign({row.id: self.details for row in rows})

    @classmethod
    def revert(cls, round_id, before, planner):
        _assign(before)


def _assign(facts: dict[int, dict]) -> None:
    free = [id for id, fact in facts.items() if fact["department_id"] is None]
    if free:
        dropped = delete(Assignment).where(Assignment.issue_id.in_(free))
        db.session.execute(dropped, execution_options=NOT_IN_SESSION)
    given = [
        {"issue_id": id, "department_id": fact["department_id"], "officer": fact["officer"] or ""}
        | {"due_on": fact["due_on"] and date.fromisoformat(fact["due_on"])}
        for id, fact in facts.items()
        if fact["department_id"] is not None
    ]
    if given:
        new = insert(Assignment.__table__)
        changed = {name: new.excluded[name] for name in COLUMNS}
        upsert = new.on_conflict_do_update(index_elements=["issue_id"], set_=changed)
        db.session.connection().execute(upsert, given)
    db.session.expire_all()
