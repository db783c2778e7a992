"""The words for what is checked, and for what lies on a disk."""

from flask_babel import lazy_gettext as _l

CHECKS = {
    "database": _l("데이터베이스"),
    "tables": _l("데이터베이스 표의 판"),
    "disk": _l("남은 자리"),
    "worker": _l("작업 프로그램"),
    "queue": _l("긴 작업"),
}
DISKS = {"database": _l("데이터베이스"), "photos": _l("사진"), "backups": _l("백업")}
