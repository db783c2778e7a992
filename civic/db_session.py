"""The database session, which ends quietly where its connection died meanwhile."""

import logging

from flask_sqlalchemy.session import Session
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError

log = logging.getLogger(__name__)


class QuietSession(Session):
    def close(self) -> None:
        """End what is open. A request closes its session once its answer is made: that the
        database can't be told so any more does not make the answer wrong."""
        try:
            super().close()
        except SQLAlchemyError as lost:
            log.warning("the database was not told that a session ended: %s", type(lost).__name__)
            self.invalidate()


@event.listens_for(Engine, "handle_error")
def _give_up(context):
    """A connection that can't end its transaction is of no more use, and the next one is asked for
    anew: the driver may not have seen yet that the database is gone."""
    lost = isinstance(context.sqlalchemy_exception, OperationalError)
    if lost and context.connection is not None and context.statement is None:
        context.is_disconnect, context.invalidate_pool_on_disconnect = True, False
