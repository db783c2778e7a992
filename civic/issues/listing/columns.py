"""Columns of many issues, read and written without loading any of them."""

from sqlalchemy import bindparam, func, inspect, select, update

from civic.db import db


def read_columns(issue, ids: list[int], *names: str) -> dict[int, dict]:
    """Issue → name → value. issue: the class Issue."""
    columns = [getattr(issue, name) for name in names]
    rows = db.session.execute(select(issue.id, *columns).where(issue.id.in_(ids)))
    return {row.id: dict(zip(names, row[1:], strict=True)) for row in rows}


def write_columns(issue, values: dict[int, dict]) -> None:
    """Give each issue its own values; all name the same columns. Objects are read anew."""
    if not values:
        return
    table = inspect(issue).local_table
    names = next(iter(values.values()))
    changed = update(table).where(table.c.id == bindparam("of_issue"))
    changed = changed.values({name: bindparam(f"new_{name}") for name in names})
    rows = [
        {"of_issue": id} | {f"new_{name}": value for name, value in columns.items()}
        for id, columns in values.items()
    ]
    db.session.flush()
    db.session.execute(changed, rows)
    db.session.expire_all()


def last_rows(model, ids: list[int], *conditions) -> dict[int, int]:
    """Issue → the id of its last row of a model that meets the conditions; 0 where none does."""
    newest = select(model.issue_id, func.max(model.id)).where(model.issue_id.in_(ids), *conditions)
    rows = db.session.execute(newest.group_by(model.issue_id))
    return dict.fromkeys(ids, 0) | dict(rows.all())
