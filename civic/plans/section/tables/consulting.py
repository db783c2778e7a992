"""The table of what consultants remarked and what was done about it. Pure."""

from collections.abc import Iterable, Iterator

from civic.plans.section.labels import DISPOSITIONS
from civic.plans.section.schema import DispositionData, RemarkData, SnapshotData
from civic.plans.section.tables.table_type import Row, TableType

UNANSWERED: DispositionData = {"kind": "", "reason": "-", "on": "", "version": ""}


def dispositions(data: SnapshotData) -> Iterator[Row]:
    return disposition_rows(data["remarks"])


def disposition_rows(remarks: Iterable[RemarkData]) -> Iterator[Row]:
    for remark in remarks:
        answer = remark["disposition"] or UNANSWERED
        body = f"{remark['body']} ({remark['author']}, {remark['on']})"
        kind = DISPOSITIONS.get(answer["kind"], "조치 전")
        yield str(remark["number"]), body, kind, answer["reason"], _versions(remark, answer)


def _versions(remark: RemarkData, answer: DispositionData) -> str:
    """The version it was made on and the one that changed the plan: 제1호 → 제1-2호."""
    read, changed = remark["read"], answer["version"]
    return " → ".join(f"제{name}호" for name in (read, changed) if name) or "-"


CONSULTING: dict[str, TableType] = {
    "consulting.table": TableType(
        "컨설팅 의견 조치표",
        (
            ("연번", 0.07, "center"), ("컨설팅 의견", 0.36, "left"),
            ("조치", 0.12, "center"), ("조치 내용", 0.3, "left"),
            ("본 판 → 고친 판", 0.15, "center"),
        ),
        dispositions,
        note="판은 의견을 쓸 때 본 계획서와, 의견에 따라 글을 고친 계획서의 호수",
    ),
}  # fmt: skip
