"""Resident participation for smart-city plans: from a photo of a problem to the filed plan."""

from flask import Flask

from civic import logs
from civic.commands import Commands
from civic.db import db
from civic.db_engine import engine_options
from civic.engines import start_engines
from civic.pages import PAGES
from civic.settings import config
from civic.web import start_web
from civic.web.observing import request_id


class Program(Flask):
    def ensure_sync(self, func):
        """As it is: nothing here is a coroutine, and Flask would ask each function at each request
        whether it is one."""
        return func


def create_app(**overrides) -> Flask:
    """The whole program. Overrides are settings by name, as in civic/settings/config.py."""
    app = Program(
        __name__,
        template_folder=str(config.ROOT / "templates"),
        static_folder=None,  # civic/web/assets.py serves it
    )
    app.config.update(config.load(overrides))
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(
        app.config["DATABASE_URL"], app.config["DATABASE_CONNECTIONS"], app.config["THREADS"]
    )
    logs.start(app.config["LOG"], request_id)
    db.init_app(app)
    start_engines(app)
    start_web(app)
    for blueprint in PAGES:
        app.register_blueprint(blueprint)
    app.cli = Commands(app)
    return app
