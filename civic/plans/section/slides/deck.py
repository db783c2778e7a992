"""The presentation's slides in their order. One without anything to show is left out. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import overload

from civic.documents.decimals import places_of
from civic.documents.model import (
    Bars,
    Block,
    Fact,
    Line,
    Picture,
    Slide,
    SlideBody,
    Table,
    Text,
    plain,
)
from civic.plans.section.pictures.registry import in_a_room
from civic.plans.section.reading import (
    has_light_pictures,
    is_even,
    is_read_in_a_room,
    says_how_many,
    says_once,
    solution_of,
)
from civic.plans.section.schema import SnapshotData
from civic.plans.section.schema.project import ProjectData
from civic.plans.section.slides.section import KeyedBlocks, balanced

AT_A_GLANCE = (
    *(("참여 주민", "people.participants"), ("도시문제", "issues.listed")),
    *(("해결방안 제안", "solutions.count"), ("투표 주민", "votes.voters")),
    *(("선정", "votes.selected"), ("사업비", "votes.spent")),
)
QUOTES = 6
MOST = 19  # slides behind the first, so that a talk has 20
SPARE = ("where", "years", "people", "top", "logic")
PROJECTS = 6  # slides of chosen solutions, the dearest; the others stand in the table of money
NOTHING = "해당 없음"
QUOTED = "주민의 글 — 제보에 적힌 그대로. 괄호 안은 그 제보의 접수번호"


class Deck(Sequence[Slide]):
    """Laid out when the first slide is asked for: one of the files alone has any."""

    def __init__(self, data: SnapshotData, blocks: Iterable[Block]):
        self._data, self._blocks = data, tuple(blocks)

    @cached_property
    def _slides(self) -> tuple[Slide, ...]:
        return slides(self._data, self._blocks)

    def __len__(self) -> int:
        return len(self._slides)

    @overload
    def __getitem__(self, at: int) -> Slide: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Slide]: ...
    def __getitem__(self, at: int | slice) -> Slide | Sequence[Slide]:
        return self._slides[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._slides == tuple(other)

    def __hash__(self) -> int:
        return hash(self._slides)


def slides(data: SnapshotData, blocks: Iterable[Block]) -> tuple[Slide, ...]:
    section = KeyedBlocks.by(_told(data, blocks))
    if is_even(data):
        for key, picture in section.pictures.items():
            section.pictures[key] = in_a_room(picture, data)
    shown = [slide for slide in _all(data, section) if _shows(slide)]
    if says_once(data):
        shown = _few(shown)
    if is_even(data):
        shown = [replace(s, bodies=tuple(map(_exact, s.bodies)), snug=True) for s in shown]
    if says_how_many(data):
        shown = [replace(slide, level=True, sources=_quoted(slide)) for slide in shown]
    return tuple(replace(slide, sources=(*slide.sources, *_sources(slide))) for slide in shown)


def _quoted(slide: Slide) -> tuple[str, ...]:
    return (QUOTED,) if slide.key == "voices" and slide.lines else ()


def _exact(body: SlideBody) -> SlideBody:
    """Bars with as many decimals as the section's table has."""
    return replace(body, places=places_of(body.facts)) if isinstance(body, Bars) else body


def _few(shown: list[Slide]) -> list[Slide]:
    """No more than there is time for: those go first that the plan itself says best."""
    spare = [key for key in SPARE if any(slide.key == key for slide in shown)]
    gone = spare[: max(0, len(shown) - MOST)]
    return [slide for slide in shown if slide.key not in gone]


def _all(data: SnapshotData, section: KeyedBlocks) -> Iterator[Slide]:
    yield Slide("glance", ("한눈에 보기",), bodies=section.numbers(AT_A_GLANCE))
    yield from _people(section)
    yield from _problems(section)
    yield from _choice(section)
    yield from _projects(data, section)
    yield from _promises(data, section)
    yield from _rest(section)


def _people(section: KeyedBlocks) -> Iterator[Slide]:
    joined = section.claim(
        "주민 ", "{people.participants}", "이 계획을 함께 만듦", otherwise="참여 과정"
    )
    yield Slide("flow", joined, section.line("overview.period"), section.picture("overview.flow"))
    ages = section.table("people.ages", ("연령대", "참여 가운데", "인구 가운데"), 10)
    yield Slide("people", ("누가 참여했는가",), bodies=(*section.picture("people.map"), *ages))
    yield Slide(
        "meetings",
        section.claim("주민 모임 ", "{meetings.held}", "에서 직접 들음", otherwise="주민 모임"),
        section.line("problems.met"),
        section.table("problems.meetings", ("날짜", "모임", "장소", "온 사람")),
    )


def _problems(section: KeyedBlocks) -> Iterator[Slide]:
    yield Slide(
        "problems",
        section.claim("도시문제 ", "{issues.listed}", "을 찾음", otherwise="도시문제"),
        section.line("problems.count", "problems.left_out"),
        section.bars("problems.categories", "분야", "도시문제", "건"),
    )
    themes = section.table("problems.themes", ("주제", "도시문제", "주민", "공감"))
    yield Slide("voices", ("주민이 쓴 그대로",), _quotes(section), themes)
    top = section.table("problems.top", ("순위", "도시문제", "읍면동", "공감"))
    yield Slide("top", ("주민이 가장 많이 공감한 도시문제",), bodies=top)
    yield Slide(
        "where", ("어디에 모였는가",), bodies=section.picture("problems.map", "problems.density")
    )


def _quotes(section: KeyedBlocks) -> tuple[Text, ...]:
    """Of each theme the first quote; without themes of each category the first title."""
    themes = [text for key, text in section.lines.items() if key.endswith(".quote-1")]
    titles = [text for key, text in section.lines.items() if key.endswith(".title-1")]
    return tuple(themes or titles)[:QUOTES]


def _choice(section: KeyedBlocks) -> Iterator[Slide]:
    yield Slide(
        "vote",
        section.claim("주민 ", "{votes.voters}", "이 투표로 고름", otherwise="주민투표"),
        section.line("solutions.turnout", "solutions.rule"),
        section.bars("solutions.result", "해결방안", "득표", "표"),
    )
    yield Slide(
        "why",
        section.claim("예산 안에서 ", "{votes.selected}", "을 선정", otherwise="선정한 이유"),
        section.line("solutions.money"),
        section.table("solutions.why"),
    )


def _projects(data: SnapshotData, section: KeyedBlocks) -> Iterator[Slide]:
    """One for each chosen solution, of many for the dearest, in the order of their numbers."""
    for project in _told_apart(data):
        number = project["solution"]
        sheet = f"sheet.{number}"
        first = (f"{sheet}.problem.", f"{sheet}.approach.", f"{sheet}.effect.")
        lines = [
            text for start in first for text in section.below(start)[:3] if len(plain(text)) > 1
        ]
        lines += section.line(f"{sheet}.linked", f"{sheet}.operator")
        bodies: list[Table | Picture] = [*section.picture(f"{sheet}.map")]
        bodies += section.table(f"{sheet}.money", ("비목", "국비", "도비", "시비", "민간", "계"))
        bodies += section.table(f"{sheet}.indicators", ("성과지표", "기준값", "목표값"), 3)
        if is_even(data):
            bodies = [balanced(body) if isinstance(body, Table) else body for body in bodies]
        yield Slide(
            f"project.{number}", (solution_of(data, number)["title"],),
            tuple(text for text in lines if not _is_title(section, text)), tuple(bodies),
        )  # fmt: skip


def _told_apart(data: SnapshotData) -> list[ProjectData]:
    projects = data["projects"]
    if not says_once(data) or len(projects) <= PROJECTS:
        return projects
    dearest = sorted(projects, key=lambda p: (-(solution_of(data, p["solution"])["cost_won"] or 0),
                                              p["solution"]))  # fmt: skip
    return [project for project in projects if project in dearest[:PROJECTS]]


def _is_title(section: KeyedBlocks, text: Text) -> bool:
    """A □ line of a sheet only names what follows."""
    return any(key.endswith(".title") and text is line for key, line in section.lines.items())


def _promises(data: SnapshotData, section: KeyedBlocks) -> Iterator[Slide]:
    yield Slide("logic", ("문제에서 성과까지",), bodies=_logic(data, section))
    yield Slide(
        "targets",
        section.claim("주민 ", "{targets.people}", "이 목표를 정함", otherwise="성과목표"),
        section.line("targets.people", "targets.weighing"),
        section.table("targets.indicators", ("성과지표", "단위", "가중치", "기준값", "목표값")),
    )


def _logic(data: SnapshotData, section: KeyedBlocks) -> tuple[Table | Picture, ...]:
    """The first problem of each solution: all their titles, or a picture made for paper, are too
    small to be read in a room."""
    tables = section.table("solutions.logic")
    if not is_read_in_a_room(data):
        drawn = section.picture("solutions.chain") if has_light_pictures(data) else ()
        return drawn or tables
    return tuple(
        replace(table, cells=tuple((_first_of(row[0]), *row[1:]) for row in table.cells))
        for table in tables
    )


def _first_of(problems: Text) -> Text:
    """Words, how many support it, a bracket; the same of the others behind it."""
    return (*problems[:3], " 등") if len(problems) > 3 else problems


def _rest(section: KeyedBlocks) -> Iterator[Slide]:
    yield Slide("schedule", ("추진 일정",), bodies=section.picture("schedule.timeline"))
    yield Slide("money", ("사업비와 재원",), bodies=section.table("solutions.sources", most=9))
    goes_on = section.written("solutions", "targets", "consulting", "schedule", "follow_up")
    goes_on += section.line("consulting.count")
    activities = section.table("follow_up.activities", ("구분", "활동", "시기", "결과"), 6)
    advice = section.table("consulting.table", ("컨설팅 의견", "조치"), 6)
    yield Slide("governance", ("운영과 환류",), goes_on, activities or advice)
    years = section.table("follow_up.yearly")
    yield Slide("years", ("해마다 이루는 목표",), bodies=years)


def _told(data: SnapshotData, blocks: Iterable[Block]) -> Iterator[Block]:
    """Without the lines that say that there is nothing, which nobody shows to a room."""
    for block in blocks:
        is_empty = isinstance(block, Line) and plain(block.text) == NOTHING
        if not (is_empty and says_once(data)):
            yield block


def _shows(slide: Slide) -> bool:
    return bool(slide.bodies or len(slide.lines) > 1)


def _sources(slide: Slide) -> tuple[str, ...]:
    """What each number of a slide counts, for who presents it."""
    texts: list[Text] = [slide.title, *slide.lines]
    for body in slide.bodies:
        if isinstance(body, Table):
            texts += [cell for row in body.cells for cell in row]
        elif not isinstance(body, Picture):
            texts.append(body.facts)
    facts = {each.id: each for text in texts for each in text if isinstance(each, Fact)}
    shown = (f"{fact.text} — {fact.says} [{fact.id}]" for fact in facts.values())
    drawn = (f"그림: {body.alt}" for body in slide.bodies if isinstance(body, Picture))
    return (*shown, *drawn)
