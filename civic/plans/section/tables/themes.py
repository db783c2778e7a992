"""The tables of what residents said: themes with their figures, and quotes as written. Pure.

Themes are those a person named; who reported is counted as a person once a theme.
"""

from collections.abc import Iterator

from civic.plans.section.facts import FIGURES
from civic.plans.section.labels import receipt_number
from civic.plans.section.reading import printed_themes
from civic.plans.section.row_facts import row_fact
from civic.plans.section.schema import SnapshotData
from civic.plans.section.tables.table_type import Row, TableType

NONE = "themes.none"
VERBATIM = "글에 적힌 그대로이며 담당자가 고름"


def counted(data: SnapshotData) -> Iterator[Row]:
    for theme in data["themes"]:
        about, name = theme["id"], theme["name"]
        yield (
            name,
            row_fact("theme.*.reports", about, theme["reports"], name=name),
            row_fact("theme.*.imported", about, theme["imported"], name=name),
            row_fact("theme.*.people", about, theme["people"], name=name),
            row_fact("theme.*.supports", about, theme["supports"], name=name),
        )
    if data["themes"]:
        none = FIGURES[NONE].show(NONE, data)
        yield "주제에 넣지 않음", none or "-", "-", "-", "-"


def quotes(data: SnapshotData) -> Iterator[Row]:
    for theme in printed_themes(data):
        for quote in theme["quotes"]:
            yield theme["name"], quote["words"], receipt_number(quote)


THEMES: dict[str, TableType] = {
    "problems.themes": TableType(
        "주제별 의견 현황",
        (
            ("주제", 0.36, "left"), ("도시문제(건)", 0.17, "right"),
            ("기존 민원(건)", 0.17, "right"), ("주민(명)", 0.14, "right"),
            ("공감(회)", 0.16, "right"),
        ),
        counted,
        note="주제는 담당자가 비슷한 제보를 묶고 이름을 붙인 것으로, 찬반을 뜻하지 않음. 주민은"
        " 제보하거나 공감한 사람을 주제마다 한 번 셈. 기존 민원은 도시문제에 들어 있음",
    ),
    "problems.quotes": TableType(
        "주제별 주민 의견 인용",
        (("주제", 0.24, "left"), ("주민이 쓴 글", 0.58, "left"), ("접수번호", 0.18, "center")),
        quotes,
        note=VERBATIM,
        merges=True,
    ),
}  # fmt: skip
