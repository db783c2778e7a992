"""Which statements go through the ORM: it takes longer to make one ready than most take to do."""

from contextlib import contextmanager

from sqlalchemy import event

from civic.db import db


@contextmanager
def orm_statements():
    """A list that gets those of the block."""
    asked: list[str] = []

    def note(asks):
        if asks.is_orm_statement:
            asked.append(str(asks.statement))

    event.listen(db.session, "do_orm_execute", note)
    try:
        yield asked
    finally:
        event.remove(db.session, "do_orm_execute", note)
