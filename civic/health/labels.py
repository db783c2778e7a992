"""The words for what is checked, and for what lies on a disk."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from civic.health.readiness import LEAST_FREE_BYTES, Readiness
from civic.housekeeping.labels import LABELS

CHECKS = {
    "database": _l("데이터베이스"),
    "tables": _l("데이터베이스 버전"),
    "disk": _l("남은 저장 공간"),
    "worker": _l("작업 프로그램"),
    "queue": _l("긴 작업"),
}
DISKS = {"database": _l("데이터베이스"), "photos": _l("사진"), "backups": _l("백업")}


def in_words(answer: Readiness) -> str:
    """What is wrong, for the operator's page; "" when all is well."""
    if not answer.wrong:
        return ""
    if answer.name == "disk":
        where, most = ", ".join(str(DISKS[one]) for one in answer.of), LEAST_FREE_BYTES // 10**6
        return _("남은 저장 공간이 %(most)sMB보다 적어요: %(where)s", most=most, where=where)
    if answer.name == "worker" and answer.of:
        names = "; ".join(str(LABELS[one]) for one in answer.of)
        return _("늦었거나 실패한 일: %(names)s", names=names)
    if answer.name == "queue":
        return _("긴 작업이 %(n)s분째 기다리고 있어요.", n=answer.seconds // 60)
    if answer.name == "database":
        return _("데이터베이스가 답하지 않아요.")
    if answer.name == "tables":
        return _("표가 프로그램보다 오래됐어요. flask db upgrade를 해 주세요.")
    return _("작업 프로그램이 돌지 않는 것 같아요. flask work가 켜져 있는지 확인해 주세요.")
