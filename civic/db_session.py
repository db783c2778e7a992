"""The database session, which ends quietly where its connection died meanwhile."""

from flask_sqlalchemy.session import Session
from sqlalchemy.exc import DBAPIError


class QuietSession(Session):
    def close(self) -> None:
        """End what is open. A request closes its session once its answer is made: that a
        connection died since does not make the answer wrong."""
        try:
            super().close()
        except DBAPIError as lost:
            if not lost.connection_invalidated:
                raise
            self.invalidate()
