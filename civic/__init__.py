"""Resident participation for smart-city plans: from a photo of a problem to the filed plan."""

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

from civic import config
from civic.commands import Commands
from civic.db import db, engine_options
from civic.engines import start_engines
from civic.web import start_web

FEATURES = (
    "people",
    "places",
    "photos",
    "rounds",
    "issues",
    "solutions",
    "votes",
    "targets",
    "participation",
    "plans",
    "notices",
    "moderation",
    "outbox",
    "housekeeping",
    "demo",
    "home",
)


def create_app(**overrides) -> Flask:
    """The whole program. Overrides are settings by name, as in civic/config.py."""
    settings = config.load(overrides)
    app = Flask(
        __name__,
        template_folder=str(config.ROOT / "templates"),
        static_folder=None,  # civic/web/assets.py serves it
    )
    app.config.update(settings)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(app.config["DATABASE_URL"])
    db.init_app(app)
    start_engines(app)
    start_web(app)
    for name in FEATURES:
        _add_feature(app, name)
    app.cli = Commands(app, FEATURES)
    return app


def _add_feature(app, name):
    for part in ("models", "routes"):
        if find_spec(f"civic.{name}.{part}") is None:
            continue
        module = import_module(f"civic.{name}.{part}")
        for blueprint in getattr(module, "blueprints", []):
            app.register_blueprint(blueprint)
