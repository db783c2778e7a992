"""The pages of every feature, in the order of the story."""

from civic.dashboard.routes import bp as dashboard_pages
from civic.health.routes import bp as health_pages
from civic.home.routes import bp as home_pages
from civic.housekeeping.routes import bp as housekeeping_pages
from civic.issues.routes import bp as issues_pages
from civic.meetings.routes import bp as meetings_pages
from civic.moderation.routes import bp as moderation_pages
from civic.notices.routes import bp as notices_pages
from civic.open_data.routes import bp as open_data_pages
from civic.outbox.routes import bp as outbox_pages
from civic.panel.routes import bp as panel_pages
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

PAGES = (
    *(people_pages, places_pages, photos_pages, rounds_pages, issues_pages, meetings_pages),
    *(panel_pages, solutions_pages, themes_pages, triage_pages, votes_pages, surveys_pages),
    *(targets_pages, participation_pages),
    *(plans_pages, notices_pages, moderation_pages, dashboard_pages, sharing_pages),
    *(open_data_pages, outbox_pages, privacy_pages, housekeeping_pages, health_pages, home_pages),
)
