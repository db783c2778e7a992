"""Themes: what residents read, and the office's pages, each a part."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from civic.themes.browsing import routes as browsing
from civic.themes.desk import routes as desk
from civic.themes.models import ThemeGone
from civic.themes.proposals import routes as proposals
from civic.web.errors import refuse_when

bp = Blueprint("themes", __name__, url_prefix="/<municipality>")
for part in (browsing, proposals, desk):
    bp.register_blueprint(part.bp)


refuse_when(
    bp, {ThemeGone: (_l("다른 주제와 합쳤거나 풀어서 이제는 없는 주제예요."), 410)}, everywhere=True
)
