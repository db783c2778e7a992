"""The database session: it ends quietly where its connection died meanwhile, takes whole rows that
were read past the ORM as if it had loaded them, and does what belongs together in one trip.

For each statement the ORM makes ready anew how rows of every class in it become objects. Of a join
of seven classes, the first thing most pages ask, that takes longer than finding and reading them.
"""

import logging
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from flask_sqlalchemy.session import Session
from sqlalchemy import ColumnElement, Executable, Row, event, inspect, select, true
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.orm.util import identity_key

log = logging.getLogger(__name__)
Model = TypeVar("Model")


class QuietSession(Session):
    def close(self) -> None:
        """End what is open. A request closes its session once its answer is made: that the
        database can't be told so any more does not make the answer wrong."""
        try:
            super().close()
        except SQLAlchemyError as lost:
            log.warning("the database was not told that a session ended: %s", type(lost).__name__)
            self.invalidate()


class WholeRows:
    """The columns of a SELECT of whole rows of some classes, and its rows as their objects."""

    def __init__(self, *models: type):
        self.columns: list[ColumnElement] = []
        self._parts: dict[type, tuple[slice, tuple[str, ...], int]] = {}
        for model in models:
            mapper: Mapper = inspect(model)
            first = len(self.columns)
            columns = list(mapper.local_table.c)
            names = tuple(mapper.get_property_by_column(column).key for column in columns)
            self.columns += columns
            part = slice(first, first + len(columns))
            self._parts[model] = part, names, first + names.index("id")

    def read(self, session: Session, model: type[Model], row: Row) -> Model | None:
        """The object of a class that a row has, or None where an outer join found none."""
        part, names, place = self._parts[model]
        if row[place] is None:
            return None
        return _loaded(session, model, row[place], dict(zip(names, row[part], strict=True)))

    def read_each(self, session: Session, model: type[Model], rows: Iterable[Row]) -> list[Model]:
        """The objects of a class that rows have, each once, in their order."""
        objects = (self.read(session, model, row) for row in rows)
        return list(dict.fromkeys(one for one in objects if one is not None))


def _loaded(session: Session, model: type[Model], id: int, values: dict) -> Model:
    """As sqlalchemy/orm/loading.py does it: what the session has already stays as it is there. The
    public way (make_transient_to_detached, then add) takes ten times as long."""
    key = identity_key(model, id)
    known = session.identity_map.get(key)
    if known is not None:
        return known
    row = inspect(model).class_manager.new_instance()
    row.__dict__.update(values)
    state = instance_state(row)
    state.key, state.session_id = key, session.hash_key
    session.identity_map.add(state)
    return row


# What is to be done where a condition holds: statements, of which the first gives a row.
Rest = Callable[[ColumnElement[bool]], Sequence[Any]]


def chained(act: Any, rest: Rest, dialect: str) -> tuple[Executable, ...]:
    """The statements of an act and of what follows it, for carry_out().

    The act returns a row where it was done; `rest` is done only then. PostgreSQL takes all of it as
    one statement, in one trip, and every part of that sees the rows as they were before it. SQLite,
    which needs no trip, takes one after the other."""
    if dialect != "postgresql":
        return act, *rest(true())
    done = act.cte("done")
    first, *others = (each.cte() for each in rest(select(done).exists()))
    return (select(first).add_cte(*others),)


def carry_out(session: Session, chain: Sequence[Executable], values: dict) -> Row | None:
    """The row of what came with the act; None where the act was not done."""
    act, *rest = chain
    row = session.execute(act, values).first()
    if row is not None and rest:
        row = session.execute(rest[0], values).first()
        for each in rest[1:]:
            session.execute(each, values)
    return row


@event.listens_for(Engine, "handle_error")
def _give_up(context):
    """A connection that can't end its transaction is of no more use, and the next one is asked for
    anew: the driver may not have seen yet that the database is gone."""
    lost = isinstance(context.sqlalchemy_exception, OperationalError)
    if lost and context.connection is not None and context.statement is None:
        context.is_disconnect, context.invalidate_pool_on_disconnect = True, False


@event.listens_for(Engine, "handle_error")
def _say_no_values(context):
    """PostgreSQL adds the row it refused ("Key (email)=(…) already exists"): only its first
    sentence stays, and of data it can't read (class 22) not what it quotes."""
    error, shown = context.original_exception, context.sqlalchemy_exception
    state = getattr(error, "sqlstate", None) or ""
    if state[:2] not in ("22", "23"):
        return
    sentence = str(error).partition("\n")[0]
    if state[:2] == "22":
        sentence = re.sub(r'".*"', '"…"', sentence)
    if shown is not None:
        shown.args = (shown.args[0].replace(str(error), sentence),)
    error.args = (sentence,)
