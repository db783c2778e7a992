"""분야: the kinds of urban problem. code → (icon in static/icons.svg, Korean name to translate)."""

from flask_babel import lazy_gettext as _l

CATEGORIES = {
    "transit": ("bus", _l("대중교통")),
    "parking": ("park", _l("주차")),
    "walking": ("walk", _l("보행·도로")),
    "safety": ("lamp", _l("안전·방범")),
    "environment": ("leaf", _l("환경·쓰레기")),
    "energy": ("bolt", _l("에너지")),
    "welfare": ("care", _l("복지·건강")),
    "culture": ("shop", _l("문화·상권")),
    "administration": ("hall", _l("행정·정보")),
    "other": ("more", _l("기타")),
}
