"""The presentation's slides in their order. One without anything to show is left out. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from civic.documents.model import Block, Fact, Picture, Slide, Table, Text, plain
from civic.plans.section.reading import solution_of
from civic.plans.section.schema import SnapshotData
from civic.plans.section.slides.told import Told

AT_A_GLANCE = (
    *(("참여 주민", "people.participants"), ("도시문제", "issues.listed")),
    *(("해결방안 제안", "solutions.count"), ("투표 주민", "votes.voters")),
    *(("선정", "votes.selected"), ("사업비", "votes.spent")),
)
QUOTES = 6


def slides(data: SnapshotData, blocks: Iterable[Block]) -> tuple[Slide, ...]:
    told = Told.by(blocks)
    return tuple(
        replace(slide, sources=_sources(slide)) for slide in _all(data, told) if _shows(slide)
    )


def _all(data: SnapshotData, told: Told) -> Iterator[Slide]:
    yield Slide("glance", ("한눈에 보기",), bodies=told.numbers(AT_A_GLANCE))
    yield from _people(told)
    yield from _problems(told)
    yield from _choice(told)
    yield from _projects(data, told)
    yield from _promises(told)
    yield from _rest(told)


def _people(told: Told) -> Iterator[Slide]:
    joined = told.claim(
        "주민 ", "{people.participants}", "이 계획을 함께 만듦", otherwise="참여 과정"
    )
    yield Slide("flow", joined, told.line("overview.period"), told.picture("overview.flow"))
    ages = told.table("people.ages", ("연령대", "참여 가운데", "인구 가운데"), 10)
    yield Slide("people", ("누가 참여했는가",), bodies=(*told.picture("people.map"), *ages))
    yield Slide(
        "meetings",
        told.claim("주민 모임 ", "{meetings.held}", "에서 직접 들음", otherwise="주민 모임"),
        told.line("problems.met"),
        told.table("problems.meetings", ("날짜", "모임", "장소", "온 사람")),
    )


def _problems(told: Told) -> Iterator[Slide]:
    yield Slide(
        "problems",
        told.claim("도시문제 ", "{issues.listed}", "을 찾음", otherwise="도시문제"),
        told.line("problems.count", "problems.left_out"),
        told.bars("problems.categories", "분야", "도시문제", "건"),
    )
    themes = told.table("problems.themes", ("주제", "도시문제", "주민", "공감"))
    yield Slide("voices", ("주민이 쓴 그대로",), _quotes(told), themes)
    top = told.table("problems.top", ("순위", "도시문제", "읍면동", "공감"))
    yield Slide("top", ("주민이 가장 많이 공감한 도시문제",), bodies=top)
    yield Slide(
        "where", ("어디에 모였는가",), bodies=told.picture("problems.map", "problems.density")
    )


def _quotes(told: Told) -> tuple[Text, ...]:
    """Of each theme the first quote; without themes of each category the first title."""
    themes = [text for key, text in told.lines.items() if key.endswith(".quote-1")]
    titles = [text for key, text in told.lines.items() if key.endswith(".title-1")]
    return tuple(themes or titles)[:QUOTES]


def _choice(told: Told) -> Iterator[Slide]:
    yield Slide(
        "vote",
        told.claim("주민 ", "{votes.voters}", "이 투표로 고름", otherwise="주민투표"),
        told.line("solutions.turnout", "solutions.rule"),
        told.bars("solutions.result", "해결방안", "득표", "표"),
    )
    yield Slide(
        "why",
        told.claim("예산 안에서 ", "{votes.selected}", "을 선정", otherwise="선정한 까닭"),
        told.line("solutions.money"),
        told.table("solutions.why"),
    )


def _projects(data: SnapshotData, told: Told) -> Iterator[Slide]:
    """One for each chosen solution."""
    for project in data["projects"]:
        number = project["solution"]
        sheet = f"sheet.{number}"
        first = (f"{sheet}.problem.", f"{sheet}.approach.", f"{sheet}.effect.")
        lines = [text for start in first for text in told.below(start)[:3] if len(plain(text)) > 1]
        lines += told.line(f"{sheet}.linked", f"{sheet}.operator")
        bodies: list[Table | Picture] = [*told.picture(f"{sheet}.map")]
        bodies += told.table(f"{sheet}.money", ("비목", "국비", "도비", "시비", "민간", "계"))
        bodies += told.table(f"{sheet}.indicators", ("성과지표", "기준값", "목표값"), 3)
        yield Slide(
            f"project.{number}", (solution_of(data, number)["title"],),
            tuple(text for text in lines if not _is_title(told, text)), tuple(bodies),
        )  # fmt: skip


def _is_title(told: Told, text: Text) -> bool:
    """A □ line of a sheet only names what follows."""
    return any(key.endswith(".title") and text is line for key, line in told.lines.items())


def _promises(told: Told) -> Iterator[Slide]:
    yield Slide("logic", ("문제에서 성과까지",), bodies=told.table("solutions.logic"))
    yield Slide(
        "targets",
        told.claim("주민 ", "{targets.people}", "이 목표를 정함", otherwise="성과목표"),
        told.line("targets.people", "targets.weighing"),
        told.table("targets.indicators", ("성과지표", "단위", "가중치", "기준값", "목표값")),
    )


def _rest(told: Told) -> Iterator[Slide]:
    yield Slide("schedule", ("추진 일정",), bodies=told.picture("schedule.timeline"))
    yield Slide("money", ("사업비와 재원",), bodies=told.table("solutions.sources", most=9))
    goes_on = told.written("solutions", "targets", "consulting", "schedule")
    advice = told.table("consulting.table", ("컨설팅 의견", "조치"), 6)
    yield Slide("governance", ("운영과 환류",), (*goes_on, *told.line("consulting.count")), advice)


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
