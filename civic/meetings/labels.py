"""Words of meetings: kinds, states, sexes, why a file is not taken."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.korean_time import SEOUL
from civic.places.population.labels import band_words
from civic.places.population.rows import BANDS
from civic.web.filters import last_moment, moment

# 모임의 종류: code → (icon, name).
KINDS = {
    "briefing": ("hall", _l("주민설명회")),
    "workshop": ("bulb", _l("리빙랩 워크숍")),
    "visit": ("care", _l("찾아가는 상담")),
    "panel": ("group", _l("시민참여단 모임")),
    "other": ("people", _l("그 밖의 모임")),
}
# state → (icon, tone class, name).
STATES = {
    "coming": ("calendar", "now", _l("열릴 모임")),
    "held": ("done", "ok", _l("마친 모임")),
    "cancelled": ("no", "bad", _l("취소한 모임")),
}
SEXES = {"f": _l("여성"), "m": _l("남성"), "none": _l("성별 모름")}


def band_name(band: str) -> str:
    """0~9세; 나이 모름."""
    return band_words(band) if band in BANDS else _("나이 모름")


def when(meeting) -> str:
    """12월 5일(토) 14:00 ~ 16:00; with another day where it ends on one."""
    start, end = meeting.starts_at, meeting.ends_at
    if end is None:
        return moment(start)
    local = end.astimezone(SEOUL)
    same_day = local.date() == start.astimezone(SEOUL).date()
    return f"{moment(start)} ~ {local.strftime('%H:%M') if same_day else last_moment(end)}"
