"""HTTP plumbing that no feature owns."""

from flask_migrate import Migrate

from civic.config import ROOT
from civic.db import db
from civic.web import access, assets, errors, filters, htmx, i18n, limits, row_numbers, security


def start_web(app) -> None:
    """Attach every part of the plumbing; the order is the order of the request."""
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    for part in (security, row_numbers, i18n, limits, access, htmx, errors, filters, assets):
        part.init_app(app)
