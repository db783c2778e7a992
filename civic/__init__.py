"""Resident participation for smart-city plans: from a photo of a problem to the filed plan."""

from flask import Flask

from civic import config, logs
from civic.commands import Commands
from civic.dashboard.routes import bp as dashboard_pages
from civic.db import db, engine_options
from civic.engines import start_engines
from civic.health.routes import bp as health_pages
from civic.home.routes import bp as home_pages
from civic.housekeeping.routes import bp as housekeeping_pages
from civic.issues.routes import bp as issues_pages
from civic.meetings.routes import bp as meetings_pages
from civic.moderation.routes import bp as moderation_pages
from civic.notices.routes import bp as notices_pages
from civic.open_data.routes import bp as open_data_pages
from civic.outbox.routes import bp as outbox_pages
from civic.participation.routes import bp as participation_pages
from civic.people.routes import bp as people_pages
from civic.photos.routes import bp as photos_pages
from civic.places.routes import bp as places_pages
from civic.plans.routes import bp as plans_pages
from civic.privacy.routes import bp as privacy_pages
from civic.rounds.routes import bp as rounds_pages
from civic.sharing.routes import bp as sharing_pages
from civic.solutions.routes import bp as solutions_pages
from civic.surveys.routes import bp as surveys_pages
from civic.targets.routes import bp as targets_pages
from civic.themes.routes import bp as themes_pages
from civic.triage.routes import bp as triage_pages
from civic.votes.routes import bp as votes_pages
from civic.web import start_web
from civic.web.observing import request_id

# In the order of the story. Their names are not the features': civic.votes is the package.
PAGES = (
    *(people_pages, places_pages, photos_pages, rounds_pages, issues_pages, meetings_pages),
    *(solutions_pages, themes_pages, triage_pages, votes_pages, surveys_pages, targets_pages),
    *(participation_pages, plans_pages, notices_pages, moderation_pages, dashboard_pages),
    *(sharing_pages, open_data_pages, outbox_pages, privacy_pages, housekeeping_pages),
    *(health_pages, home_pages),
)


def create_app(**overrides) -> Flask:
    """The whole program. Overrides are settings by name, as in civic/config.py."""
    templates = str(config.ROOT / "templates")
    # Front-end files are served by civic/web/assets.py.
    app = Flask(__name__, template_folder=templates, static_folder=None)
    app.config.update(config.load(overrides))
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(app.config["DATABASE_URL"])
    logs.start(app.config["LOG"], request_id)
    db.init_app(app)
    start_engines(app)
    start_web(app)
    for blueprint in PAGES:
        app.register_blueprint(blueprint)
    app.cli = Commands(app)
    return app
