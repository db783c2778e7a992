"""One sheet of each theme, of what residents said; without themes, of each category. Pure."""

from collections.abc import Iterator

from civic.documents.numbers import fact
from civic.plans.section.facts_problems import share_id
from civic.plans.section.labels import receipt_number
from civic.plans.section.reading import (
    printed_issues,
    printed_themes,
    says_how_many,
    says_once,
)
from civic.plans.section.row_facts import row_fact
from civic.plans.section.schema import CategoryData, SnapshotData, Template, ThemeData
from civic.plans.section.sheets.sheet_type import Piece, heading, line

QUOTES, TITLES, SHARES = 2, 2, 5
MOST = 8  # sheets, where the template does not say


def voice_sheets(data: SnapshotData, block: Template) -> Iterator[Piece]:
    most = block.get("most_rows") or MOST
    themes = printed_themes(data)
    largest = sorted(data["categories"], key=lambda c: (-c["reports"], c["name"]))
    groups, kind = (themes, "주제") if themes else (largest, "분야")
    if says_how_many(data) and len(groups) > most:
        yield line(
            "problems.voices.most",
            "※",
            f"도시문제가 많은 {kind} {most}개를 적음(모두 {len(groups)}개)",
        )
    if themes:
        for n, theme in enumerate(themes[:most]):
            yield heading(n, theme["name"])
            yield from _theme(theme, data)
        return
    for n, category in enumerate(largest[:most]):
        yield heading(n, category["name"])
        yield from _category(category, data)


def quoted_themes(data: SnapshotData) -> tuple[int, list[ThemeData]]:
    """The number of the chapter with the sheets of themes, and which have one; 0 without it."""
    for number, chapter in enumerate(data["template"]["chapters"], 1):
        for block in chapter["blocks"]:
            if block.get("sheets") == "problems.voices":
                return number, printed_themes(data)[: block.get("most_rows") or MOST]
    return 0, []


def _theme(theme: ThemeData, data: SnapshotData) -> Iterator[Piece]:
    key, id, name = f"theme.{theme['id']}", theme["id"], theme["name"]
    if theme["sentence"]:
        yield line(f"{key}.sentence", "○", theme["sentence"])
    new = row_fact("theme.*.new", id, theme["reports"] - theme["imported"], name=name)
    people = row_fact("theme.*.people", id, theme["people"], name=name, unit="명")
    supports = row_fact("theme.*.supports", id, theme["supports"], name=name, unit="회")
    counted = [("제보 ", new), ("제보하거나 공감한 주민 ", people), ("공감 ", supports)]
    if says_once(data):
        counted = [(words, count) for words, count in counted if count.value]
    if counted:
        pieces = [piece for words, count in counted for piece in (f", {words}", count)]
        yield line(f"{key}.count", "○", counted[0][0], *pieces[1:])
    if theme["on_paper"]:
        paper = row_fact("theme.*.on_paper", id, theme["on_paper"], name=name, unit="회")
        yield line(f"{key}.on_paper", "-", "공감 가운데 종이와 민원으로 먼저 모인 것 ", paper)
    if theme["heard"]:
        heard = row_fact("theme.*.heard", id, theme["heard"], name=name, unit="회")
        yield line(f"{key}.heard", "-", "공감 가운데 주민 모임에서 들은 것 ", heard)
    if theme["imported"]:
        old = row_fact("theme.*.imported", id, theme["imported"], name=name, unit="건")
        yield line(f"{key}.existing", "-", "제보와 따로 센 기존 민원 ", old, *_authors(theme))
    if theme["shares"]:
        yield line(f"{key}.shares", "-", "도시문제의 읍면동 비율: ", *_shares(theme))
    for n, quote in enumerate(theme["quotes"][:QUOTES], 1):
        words = f"“{quote['words']}” (접수번호 {receipt_number(quote)})"
        yield line(f"{key}.quote-{n}", "-", words)


def _authors(theme: ThemeData) -> Iterator[object]:
    if theme["authors"]:
        yield ", 쓴 사람 "
        yield row_fact(
            "theme.*.authors", theme["id"], theme["authors"], name=theme["name"], unit="명"
        )


def _shares(theme: ThemeData) -> Iterator[object]:
    for n, share in enumerate(theme["shares"][:SHARES]):
        percent = round(100 * share["reports"] / theme["reports"], 1)
        says = f"주제 ‘{theme['name']}’의 도시문제 가운데 {share['name']}의 비율"
        yield ", " * bool(n) + f"{share['name']} "
        yield fact(share_id(theme, share), percent, says, "%")
    if len(theme["shares"]) > SHARES:
        yield " 등"


def _category(category: CategoryData, data: SnapshotData) -> Iterator[Piece]:
    name, key = category["name"], f"category.{category['name']}"
    count = row_fact("category.*.issues", name, category["reports"], name=name, unit="건")
    supports = row_fact("category.*.supports", name, category["supports"], name=name, unit="회")
    yield line(f"{key}.count", "○", "도시문제 ", count, ", 공감 ", supports)
    ours = [issue for issue in printed_issues(data) if issue["category"] == name]
    for n, issue in enumerate(ours[:TITLES], 1):
        words = f"“{issue['title']}” (접수번호 {receipt_number(issue)})"
        yield line(f"{key}.title-{n}", "-", words)
