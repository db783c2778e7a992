"""The database session, which ends quietly where its connection died meanwhile."""

import logging

from flask_sqlalchemy.session import Session
from sqlalchemy.exc import SQLAlchemyError

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
