"""What people wish whose residency is not shown, of a round that counts them apart. Pure."""

from collections.abc import Iterator

from civic.plans.section.row_facts import row_fact
from civic.plans.section.schema import SnapshotData
from civic.plans.section.tables.table_type import Row, TableType


def wishes_apart(data: SnapshotData) -> Iterator[Row]:
    if data["round"]["unproven"] != "apart":
        return
    for row in data["indicators"]:
        if row["unproven_median"] is not None:
            id, name = row["id"], row["name"]
            people = row_fact("indicator.*.unproven", id, row["unproven_count"], name=name)
            median = row_fact("indicator.*.unproven_median", id, row["unproven_median"], name=name)
            yield name, row["unit"], people, median


UNPROVEN: dict[str, TableType] = {
    "targets.apart": TableType(
        "거주 확인 전인 사람의 희망 목표값",
        (
            ("성과지표", 0.45, "left"), ("단위", 0.15, "center"), ("참여(명)", 0.2, "right"),
            ("중앙값", 0.2, "right"),
        ),
        wishes_apart,
        note="목표값과 주민 중앙값에 넣지 않고 따로 셈",
    ),
}  # fmt: skip
