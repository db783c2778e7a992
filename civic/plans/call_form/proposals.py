"""What a form's labels clearly ask for, as proposals to confirm; never a guess. Pure.

A label that is not in these tables, or a place in which something stands already, is left open.
"""

from civic.call_forms.normal import core, normal
from civic.call_forms.place import FillPlace
from civic.plans.call_form.rules import UNITS, is_open
from civic.plans.section.tables import TABLES

# Label as call_forms.normal.core() compares it → source.
LABELS = {
    **dict.fromkeys(
        ("지자체", "지자체명", "신청지자체", "신청지자체명", "지방자치단체", "지방자치단체명",
         "신청지방자치단체", "신청시군구", "시군구명", "지자체이름"),
        "word:municipality",
    ),
    **dict.fromkeys(("공모명", "공모사업명", "공모사업", "사업명"), "word:programme"),
    **dict.fromkeys(("주관부처", "소관부처"), "word:ministry"),
    **dict.fromkeys(("총사업비",), "fact:votes.spent"),
    **dict.fromkeys(("국비", "국고보조금", "국비지원금"), "fact:votes.national"),
    **dict.fromkeys(("지방비",), "fact:votes.local"),
    **dict.fromkeys(("주민참여기간", "참여기간"), "fact:round.period"),
    **dict.fromkeys(
        ("참여주민", "참여주민수", "참여인원", "주민참여인원"), "fact:people.participants"
    ),
    **dict.fromkeys(("제보건수", "접수건수", "도시문제제보"), "fact:issues.reported"),
    **dict.fromkeys(("투표인원", "투표주민", "투표참여자"), "fact:votes.voters"),
}  # fmt: skip
MONEY = ("fact:votes.spent", "fact:votes.national", "fact:votes.local")
# Table → header words that must all be in the form's header.
HEADERS = {
    "targets.indicators": ({"성과지표", "목표값"}, {"성과지표", "기준값"}),
    "targets.agreement": ({"하위25%", "중앙값"},),
    "people.districts": ({"읍면동", "인구", "참여"}, {"읍면동", "참여주민"}),
    "solutions.costs": ({"국비", "지방비"},),
    "solutions.result": ({"해결방안", "득표"},),
    "consulting.table": ({"컨설팅의견", "조치내용"},),
    "schedule.steps": ({"구축단계", "기간"},),
}
SCHEDULES = ("추진일정", "세부추진일정", "주민참여일정")
# What a form's header calls the columns of ours.
COLUMNS = {
    "지표명": "성과지표", "지표": "성과지표", "기준": "기준값", "현재값": "기준값",
    "목표": "목표값", "목표치": "목표값", "순번": "연번", "번호": "연번", "산식": "산출식",
    "측정산식": "산출식", "근거": "설정근거", "목표설정근거": "설정근거", "출처": "자료출처",
    "총사업비": "사업비", "합계": "사업비", "사업내용": "해결방안", "세부사업": "해결방안",
    "추진내용": "내용", "일정": "기간", "추진기간": "기간", "득표수": "득표", "참여주민": "참여",
}  # fmt: skip


def proposal(place: FillPlace) -> tuple[str, dict] | None:
    """A source and its options, or nothing where the label does not clearly say it."""
    if place.kind == "remove_guide":
        return "remove", {}
    if place.kind == "rows":
        return _of_rows(place)
    if place.kind not in ("cell", "named_cell", "field", "line") or not is_open(place.old):
        return None
    if not _nearest(place):
        return None
    source = LABELS.get(core(place.label))
    if source is None:
        return None
    return source, {"unit": unit_in(place.label)} if source in MONEY else {}


def _nearest(place: FillPlace) -> bool:
    """The one cell that a label has: of several in a row, which one is meant is not clear."""
    return place.kind != "cell" or (place.run == 1 and place.hops in ("right", "down"))


def unit_in(label: str) -> str:
    """A unit of money that a label names, else as the section prints it."""
    words = "".join(label.split())
    units = [unit for unit in ("백만원", "천원", "억원") if unit in words]
    return units[0] if len(units) == 1 and units[0] in UNITS else ""


def _of_rows(place: FillPlace) -> tuple[str, dict] | None:
    header = {ours(column) for column in place.columns}
    names = [
        table
        for table, wanted in HEADERS.items()
        if any({ours(word) for word in words} <= header for words in wanted)
    ]
    if not names and {"내용", "기간"} <= header and core(place.heading) in SCHEDULES:
        names = ["schedule.calendar"]
    if len(names) != 1:
        return None
    options = {"columns": columns_for(place, names[0])}
    return f"table:{names[0]}", options | {"unit": unit_in(" ".join(place.columns))}


def ours(column: str) -> str:
    words = core(column)
    return COLUMNS.get(words, words)


def same_columns(was: FillPlace, source: str, options: dict, place: FillPlace) -> dict:
    """Options of a table for rows under another header: what was chosen for a column goes to the
    one that is called the same, wherever it stands now."""
    if "columns" not in options or was.columns == place.columns:
        return options
    chosen = dict(zip(map(ours, was.columns), options["columns"], strict=False))
    offered = columns_for(place, source.partition(":")[2])
    pairs = zip(place.columns, offered, strict=True)
    return options | {"columns": [chosen.get(ours(column), own) for column, own in pairs]}


def columns_for(place: FillPlace, table: str) -> list[str]:
    """For each of the form's columns the one of ours that is called the same, or ""."""
    titles = {ours(title): title for title in TABLES[table].titles()}
    return [titles.get(ours(column), "") if normal(column) else "" for column in place.columns]
