"""개인정보: the notice, one's own data, and how long things are kept."""

from flask import Blueprint

from civic.privacy.notice import routes as notice
from civic.privacy.own_data import routes as own_data
from civic.privacy.retention import routes as retention

bp = Blueprint("privacy", __name__, url_prefix="/<municipality>")
for part in (notice, own_data, retention):
    bp.register_blueprint(part.bp)
