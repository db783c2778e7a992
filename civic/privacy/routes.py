"""개인정보: the notice, one's own data, and how long things are kept."""

from flask import Blueprint
from flask_babel import gettext as _

from civic.moderation.more_acts import MoreActs, keep_acts
from civic.privacy.labels import PERIODS
from civic.privacy.notice import routes as notice
from civic.privacy.notice.models import PrivacyNotice
from civic.privacy.own_data import routes as own_data
from civic.privacy.retention import routes as retention
from civic.privacy.retention.models import RetentionPeriod

bp = Blueprint("privacy", __name__, url_prefix="/<municipality>")
for part in (notice, own_data, retention):
    bp.register_blueprint(part.bp)


def _period(row) -> str:
    name = PERIODS.get(row.kind, (row.kind,))[0]  # a kind of before
    return f"{name}: {_('%(n)s일', n=row.days)}"


def _version(row) -> str:
    return _("%(n)s판, %(day)s부터", n=row.version, day=row.in_force_on)


keep_acts(
    MoreActs("periods", RetentionPeriod, "set_at", "set_by_id", _period),
    MoreActs("notice", PrivacyNotice, "published_at", "published_by_id", _version),
)
