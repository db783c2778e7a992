"""One sheet of each chosen solution: why, what, where, when, for how much, and what then. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from civic.documents.numbers import dotted
from civic.plans.section.labels import quoted, receipt_number
from civic.plans.section.pictures.places import site_picture
from civic.plans.section.reading import (
    is_even,
    is_read_in_a_room,
    linked_issues,
    says_how_many,
    says_once,
    solution_of,
    solving,
    themes_of,
)
from civic.plans.section.row_facts import row_fact
from civic.plans.section.schema import SnapshotData, Template, ThemeData
from civic.plans.section.schema.outcome import SolutionData
from civic.plans.section.schema.project import ProjectData
from civic.plans.section.sheets import voices
from civic.plans.section.sheets.sheet_type import (
    KeyedPicture,
    KeyedTable,
    Piece,
    heading,
    line,
    lines,
    titled,
)
from civic.plans.section.tables import projects as tables
from civic.plans.section.tables.table_type import TableType

QUOTES = 2


def project_sheets(data: SnapshotData, block: Template) -> Iterator[Piece]:
    for n, project in enumerate(data["projects"][: block.get("most_rows")]):
        sheet = ProjectSheet(data, project)
        yield heading(n, sheet.solution["title"])
        yield from sheet.pieces()


class ProjectSheet:
    def __init__(self, data: SnapshotData, project: ProjectData):
        self.data, self.project = data, project
        self.number = project["solution"]
        self.solution: SolutionData = solution_of(data, self.number)
        self.name = f"제안 {self.number}호"
        self.issues = linked_issues(data, self.number)

    def table(self, part: str, caption: str, kind: TableType) -> KeyedTable:
        """caption: in place of the table's own, as there is one for each solution."""
        if says_once(self.data):
            kind = replace(kind, caption=f"{self.named()}의 {caption}")
        return KeyedTable(self.key(part), kind)

    def named(self) -> str:
        """The solution's title, in quotation marks."""
        title = self.solution["title"]
        return quoted(title) if is_read_in_a_room(self.data) else f"‘{title}’"

    def key(self, part: str) -> str:
        return f"sheet.{self.number}.{part}"

    def pieces(self) -> Iterator[Piece]:
        for part, title in (
            ("problem", "현황과 문제"),
            ("approach", "해결방안"),
            ("site", "대상지"),
            ("steps", "구축계획"),
            ("costs", "사업비"),
            ("operation", "운영계획"),
            ("effect", "기대효과"),
            ("cases", "유사 사례"),
            ("screening", "부서 심사 결과"),
        ):
            yield from titled(self.key(part), title, getattr(self, part)())

    def problem(self) -> Iterator[Piece]:
        yield from lines(self.key("problem"), "○", self.project["problem"])
        if not self.issues:
            return
        about = {"name": solving(self.data, self.number)}
        # Complaints of before are no reports.
        verb = "알린" if says_once(self.data) else "제보한"
        supports = sum(issue["supports"] for issue in self.issues)
        yield line(
            self.key("linked"), "○", f"주민이 {verb} 도시문제 ",
            row_fact("linked.*.issues", self.number, len(self.issues), **about), ", 공감 ",
            row_fact("linked.*.supports", self.number, supports, **about), "에서 출발",
        )  # fmt: skip
        themes = themes_of(self.data, self.issues)
        for theme in themes:
            yield line(
                self.key(f"theme-{theme['id']}"), "-", f"주제 ‘{theme['name']}’: 도시문제 ",
                row_fact("theme.*.reports", theme["id"], theme["reports"], name=theme["name"],
                         unit="건"),
                f". {theme['sentence']}" if theme["sentence"] else "", self._elsewhere(theme),
            )  # fmt: skip
        yield from self.quotes()
        linked = tables.linked_table(self.issues)
        extent = linked.caption.removeprefix(tables.LINKED_CAPTION)
        yield self.table("issues", f"도시문제{extent}", linked)

    def _printed(self, theme: ThemeData) -> int:
        """How many of its quotes stand in its own sheet."""
        return voices.QUOTES if theme in voices.quoted_themes(self.data)[1] else 0

    def _elsewhere(self, theme: ThemeData) -> str:
        """Where what people say of it is to be read."""
        is_quoted = is_even(self.data) and self._printed(theme) and theme["quotes"]
        return f" (주민의 말은 {voices.quoted_themes(self.data)[0]}장)" if is_quoted else ""

    def quotes(self) -> Iterator[Piece]:
        """Two, of the reports it is to solve where any of these is quoted."""
        receipts = {issue["receipt"] for issue in self.issues}
        themes = themes_of(self.data, self.issues)
        every = [quote for theme in themes for quote in theme["quotes"]]
        if is_even(self.data):
            every = [quote for theme in themes for quote in theme["quotes"][self._printed(theme) :]]
        ours = [quote for quote in every if quote["receipt"] in receipts] or every
        for n, quote in enumerate(ours[:QUOTES], 1):
            words = f"“{quote['words']}” (접수번호 {receipt_number(quote)})"
            yield line(self.key(f"quote-{n}"), "-", words)

    def approach(self) -> Iterator[Piece]:
        """What the office wrote; without it, what was proposed, in the proposer's words."""
        summary = self.solution["summary"]
        if says_once(self.data) and summary:
            summary = f"제안: “{summary}”"
        texts = self.project["approach"] or [summary]
        yield from lines(self.key("approach"), "○", filter(None, texts))

    def site(self) -> Iterator[Piece]:
        yield from lines(self.key("site"), "○", self.project["site"])
        districts = ", ".join(self.solution["districts"])
        if districts:
            yield line(self.key("districts"), "○", f"대상 읍면동: {districts}")
        picture = site_picture(self.number, self.named(), is_even(self.data))
        yield KeyedPicture(self.key("map"), picture)

    def steps(self) -> Iterator[Piece]:
        if not self.project["steps"]:
            return
        months = self.data["call"]["build_months"]
        if months:
            yield line(self.key("months"), "○", f"공모의 구축기간 {months}개월 안에 마침")
        yield self.table("plan", "구축 단계", tables.steps_table(self.project))

    def costs(self) -> Iterator[Piece]:
        costs, voted = self.project["costs"], self.solution["cost_won"]
        assert voted is not None, "the ballot takes nothing without a cost"
        if not costs:
            return
        yield self.table("money", "사업비", tables.costs_table(self.project, self.name))
        whole = tables.whole_cost(self.project)
        if whole != voted:
            yield line(
                self.key("gap"), "※", "투표에 오른 사업비 ",
                row_fact("project.*.voted", self.number, voted, name=self.name), "백만원보다 "
                + ("많음" if whole > voted else "적음") + ": 세부 산출에 따라 조정함",
            )  # fmt: skip

    def operation(self) -> Iterator[Piece]:
        yield from lines(self.key("operation"), "○", self.project["operation"])
        if self.solution["operator"]:
            yield line(self.key("operator"), "○", f"운영 주체: {self.solution['operator']}")
        if self.project["running"]:
            yield self.running()

    def running(self) -> KeyedTable:
        drawn = tables.running_table(self.project, self.name, says_how_many(self.data))
        return self.table("running", "지원이 끝난 뒤 운영비", drawn)

    def effect(self) -> Iterator[Piece]:
        yield from lines(self.key("effect"), "○", self.project["effect"])
        rows = [row for row in self.data["indicators"] if row["solution"] == self.number]
        if rows:
            yield self.table("indicators", "성과지표", tables.promises_table(rows))

    def cases(self) -> Iterator[Piece]:
        chosen = [case for case in self.data["cases"] if case["key"] in self.project["cases"]]
        if chosen:
            yield self.table("similar", "유사 사례", tables.cases_table(chosen))
            notes = [f"{case['city']}: {case['note']}" for case in chosen if case["note"]]
            yield from lines(self.key("case"), "※", notes)

    def screening(self) -> Iterator[Piece]:
        screenings = [row for row in self.data["screenings"] if row["solution"] == self.number]
        for row in screenings:
            who = ", ".join(filter(None, [row["department"], dotted(row["on"])]))
            note = f"“{row['note']}”" if says_once(self.data) and row["note"] else row["note"]
            words = f"{row['verdict']} ({who})" + (f": {note}" if note else "")
            yield line(self.key("verdict"), "○", words)
            if row["cost_won"] is not None:
                cost = row_fact("screening.*.cost", self.number, row["cost_won"], name=self.name)
                yield line(self.key("verdict-cost"), "-", "부서가 본 사업비: ", cost)
