"""Resident participation for smart-city plans: from a photo of a problem to the filed plan."""

from flask import Flask

from civic import config
from civic.commands import Commands
from civic.db import db, engine_options
from civic.engines import start_engines
from civic.home import routes as home
from civic.housekeeping import routes as housekeeping
from civic.issues import routes as issues
from civic.moderation import routes as moderation
from civic.notices import routes as notices
from civic.outbox import routes as outbox
from civic.participation import routes as participation
from civic.people import routes as people
from civic.photos import routes as photos
from civic.places import routes as places
from civic.plans import routes as plans
from civic.rounds import routes as rounds
from civic.solutions import routes as solutions
from civic.targets import routes as targets
from civic.votes import routes as votes
from civic.web import start_web

# In the order of the story.
FEATURES = (
    *(people, places, photos, rounds, issues, solutions, votes, targets),
    *(participation, plans, notices, moderation, outbox, housekeeping, home),
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
    for feature in FEATURES:
        app.register_blueprint(feature.bp)
    app.cli = Commands(app)
    return app
