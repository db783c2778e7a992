"""Acts of the office are written down as they happen: the first commit of a form, or of a command,
that changed anything takes a RecordedAct along. So no act is without its entry, nor the other way.
"""

import click
from flask import g, has_request_context, request
from flask_login import current_user
from sqlalchemy import event, select

from civic.db import Model, db, unchanged_mark
from civic.moderation.office_acts import ABOUT, ABOUT_NUMBER, ACT_OF, COMMANDS, NAMED_BY, SUBJECTS
from civic.moderation.recorded import LONGEST_ABOUT, LONGEST_REASON, RecordedAct
from civic.people.models import municipality_called
from civic.text import one_line

WAITING = "recorded_act"  # a key of Session.info, while the act at hand is not committed


def note_act() -> None:
    """Before a form of the office is looked at: what would be done by it, and about what."""
    act = ACT_OF.get(request.endpoint or "")
    if act is None or request.method != "POST":
        return
    place = g.get("municipality")
    parts = request.view_args or {}
    about, owner_id = _named_in(parts, ABOUT)
    files = (file.filename for file in request.files.values())
    about = about or next(filter(None, (*map(request.form.get, NAMED_BY), *files)), "")
    g.office_act = {
        "act": act,
        "person_id": current_user.id,
        "municipality_id": place.id if place is not None else owner_id,
        "about": one_line(about)[:LONGEST_ABOUT],
        "subject": _subject_in(parts),
        "reason": one_line(request.form.get("reason"))[:LONGEST_REASON],
    }


def _subject_in(parts) -> str:
    for name, kind in SUBJECTS.items():
        id = str(parts.get(name) or request.form.get(name, ""))
        if id.isdecimal() and len(id) <= 9:
            return f"{kind} {id}"
    return ""


def _of_command() -> dict | None:
    """What the command that runs does, where it is an act."""
    running = click.get_current_context(silent=True)
    if running is None:
        return None
    program = running.find_root().command_path  # flask, or python -m flask
    act = COMMANDS.get(running.command_path.removeprefix(program).strip())
    if act is None or running.meta.get(WAITING):
        return None
    options = running.params
    about, owner_id = _named_in(
        {"number": options.get("number")}, {"number": ABOUT_NUMBER.get(act)}
    )
    place = municipality_called(options["slug"]) if options.get("slug") else None
    about = about or next(filter(None, map(options.get, NAMED_BY)), "")
    return {
        "act": act,
        "municipality_id": place.id if place is not None else owner_id,
        "about": one_line(about)[:LONGEST_ABOUT],
    }


def _named_in(values, about) -> tuple[str, int | None]:
    """(words, municipality) of the row that one of the values is the number of."""
    for name, column in about.items():
        if values.get(name) is not None and column is not None:
            columns = Model.metadata.tables[column[0]].c
            place = columns.get("municipality_id", db.null())
            query = select(columns[column[1]], place).where(columns.id == values[name])
            found_row = db.session.execute(query).first()
            return (found_row[0], found_row[1]) if found_row else ("", None)
    return "", None


@event.listens_for(db.session, "before_commit")
def _write_down(session) -> None:
    """Only with something written: a form that was refused commits nothing, or what was read."""
    if session.in_nested_transaction():
        return
    act = g.get("office_act") if has_request_context() else _of_command()
    if act is not None and unchanged_mark() is None:
        session.add(RecordedAct(**act))
        session.info[WAITING] = True


@event.listens_for(db.session, "after_commit")
def _written_down(session) -> None:
    """Of further commits of the same form nothing more is said."""
    if session.in_nested_transaction() or not session.info.pop(WAITING, False):
        return
    if has_request_context():
        g.pop("office_act", None)
    else:
        click.get_current_context().meta[WAITING] = True


@event.listens_for(db.session, "after_rollback")
def _taken_back(session) -> None:
    session.info.pop(WAITING, None)
