"""What each part of the section says, from the snapshot's data. Pure; see compile.py."""

from civic.plans import pictures
from civic.plans.chapters_outcome import consulting, schedule, solutions, targets
from civic.plans.document import Block, Line, Picture
from civic.plans.wording import (
    Counter,
    amount,
    fact,
    korean_day,
    money,
    receipt_number,
    span,
)

__all__ = ["PARTS", "Counter", "korean_day", "receipt_number"]

DID = {
    "report": ("reports", "건", "문제 제보"),
    "propose": ("solutions", "건", "해결방안 제안"),
    "target": ("preferences", "건", "희망 목표값"),
}


def overview(data: dict, counter: Counter) -> list[Block]:
    counts, round = data["counts"], data["round"]
    lines = [
        Line("overview.aim", "□", ("참여 개요",)),
        Line("overview.programme", "○", (f"대상 공모: {_programme(data)}",)),
    ]
    if data["phases"]:
        last = max(phase["ends_at"] for phase in data["phases"])
        period = span(data["phases"][0]["starts_at"], last)
        lines.append(Line("overview.period", "○", (f"참여 기간: {period}",)))
    people = fact(
        "people.participants",
        counts["participants"],
        "제보, 공감, 의견, 제안, 투표, 희망 목표값 가운데 하나라도 한 서로 다른 사람의 수",
        "명",
    )
    lines += [
        Line("overview.people", "○", ("참여 주민: ", people)),
        Line("overview.acts", "-", _acts(data)),
        Line(
            "overview.budget",
            "○",
            ("사업비: ", money("round.budget", round["budget_won"], "이 참여 기간의 예산")),
        ),
        Line(
            "overview.source",
            "※",
            ("모든 숫자는 기준 시점 자료에서 셈한 값이며, 붙임에 출처를 둠",),
        ),
    ]
    return [*lines, _stages(data, counter)]


def _programme(data) -> str:
    call = data["call"]
    return " ".join(str(word) for word in (call["year"], call["programme"]) if word)


def _acts(data) -> tuple:
    counts = data["counts"]
    told = (
        ("제보", "issues.reported", "reports", "건", "가리지 않은 제보의 수, 병합한 제보 포함"),
        (
            "공감",
            "issues.supports",
            "supports",
            "회",
            "한 사람이 한 문제에 한 번, 병합한 문제는 합쳐서 한 번",
        ),
        (
            "의견",
            "comments.count",
            "comments",
            "건",
            "도시문제와 해결방안에 달린, 가리지 않은 의견의 수",
        ),
        ("해결방안", "solutions.count", "solutions", "건", "가리지 않은 해결방안 제안의 수"),
        ("희망 목표값", "preferences.count", "preferences", "건", "성과지표마다 한 사람에 하나"),
    )
    pieces: list = []
    for name, id, key, unit, says in told:
        pieces += [", " if pieces else "", f"{name} ", fact(id, counts[key], says, unit)]
    if data["tally"]:
        says = "하나 이상 고른 투표지의 수"
        pieces += [", 투표 ", fact("votes.voters", data["tally"]["voters"], says, "명")]
    return tuple(piece for piece in pieces if piece != "")


def _stages(data, counter):
    rows = []
    for phase in data["phases"]:
        key, unit, what = DID.get(phase["kind"], (None, "", ""))
        done: tuple | str = "-"
        if key:
            says = f"{phase['name']} 단계의 실적: {what}"
            done = (f"{what} ", fact(f"stage.{key}", data["counts"][key], says, unit))
        elif phase["kind"] == "vote" and data["tally"]:
            says = "투표 단계의 실적: 투표한 주민"
            done = ("투표 ", fact("stage.voters", data["tally"]["voters"], says, "명"))
        elif phase["kind"] == "consult":
            says = "컨설팅 단계의 실적: 의견"
            done = ("의견 ", fact("stage.remarks", len(data["remarks"]), says, "건"))
        rows.append((phase["name"], span(phase["starts_at"], phase["ends_at"]), done))
    columns = (("단계", 0.2, "center"), ("기간", 0.45, "center"), ("실적", 0.35, "left"))
    return counter.table("overview.stages", "단계별 참여 기간과 실적", columns, rows)


def problems(data: dict, counter: Counter) -> list[Block]:
    counts = data["counts"]
    found = (
        "접수 ",
        fact("issues.reported", counts["reports"], "가리지 않은 제보의 수, 병합한 제보 포함", "건"),
        " 가운데 같은 문제 ",
        fact("issues.merged", counts["merged"], "다른 제보와 같은 문제로 병합한 제보의 수", "건"),
        "을 병합하여 ",
        fact("issues.listed", counts["listed"], "병합과 가림을 뺀 도시문제의 수", "건"),
        "으로 정리",
    )
    lines: list[Block] = [
        Line("problems.how", "□", ("발굴 과정",)),
        Line(
            "problems.report",
            "○",
            ("주민이 휴대전화로 사진과 위치를 붙여 제보하고, 다른 주민이 공감",),
        ),
        Line("problems.count", "○", found),
    ]
    if counts["imported"]:
        says = "담당자가 파일로 가져온 기존 민원의 수"
        brought = fact("issues.imported", counts["imported"], says, "건")
        lines.append(Line("problems.imported", "-", ("기존 민원 가져오기 ", brought, " 포함")))
    lines.append(Line("problems.result", "□", ("발굴 결과",)))
    if not data["issues"]:
        return [*lines, Line("problems.none", "○", ("해당 없음",))]
    lines += [
        _top(data, counter),
        _by_district(data, counter),
        *_map(data, counter),
        _by_category(data, counter),
        *_photos(data, counter),
    ]
    return lines


def _top(data, counter):
    shown = data["issues"][: data["template"]["top_issues"]]
    rows = [
        (
            str(rank),
            receipt_number(issue),
            issue["title"],
            issue["category"],
            issue["district"] or "-",
            fact(
                f"issue.{issue['receipt']}.supports",
                issue["supports"],
                f"접수번호 {receipt_number(issue)}에 공감한 사람의 수(병합한 제보 포함)",
            ),
        )
        for rank, issue in enumerate(shown, 1)
    ]
    columns = (
        ("순위", 0.07, "center"), ("접수번호", 0.14, "center"), ("도시문제", 0.43, "left"),
        ("분야", 0.14, "center"), ("읍면동", 0.12, "center"), ("공감", 0.1, "right"),
    )  # fmt: skip
    note = "공감이 같으면 접수번호가 빠른 것을 앞에 둠"
    return counter.table("problems.top", "공감 상위 도시문제", columns, rows, "(단위: 명)", note)


def _by_district(data, counter):
    rows = [_counted("district", d["code"], d["name"], d) for d in data["districts"]]
    if data["unplaced"]["reports"]:
        rows.append(_counted("district", "none", "읍면동 미상", data["unplaced"]))
    columns = (("읍면동", 0.4, "left"), ("도시문제(건)", 0.3, "right"), ("공감(회)", 0.3, "right"))
    return counter.table("problems.districts", "읍면동별 도시문제와 공감", columns, rows)


def _by_category(data, counter):
    ordered = sorted(data["categories"], key=lambda c: (-c["reports"], c["name"]))
    rows = [_counted("category", c["name"], c["name"], c) for c in ordered]
    columns = (("분야", 0.4, "left"), ("도시문제(건)", 0.3, "right"), ("공감(회)", 0.3, "right"))
    return counter.table("problems.categories", "분야별 도시문제와 공감", columns, rows)


def _counted(kind, key, name, row):
    return (
        name,
        fact(f"{kind}.{key}.issues", row["reports"], f"{name}의 도시문제 수(병합과 가림을 뺌)"),
        fact(f"{kind}.{key}.supports", row["supports"], f"{name} 도시문제의 공감 수"),
    )


def _map(data, counter) -> list[Block]:
    drawn = pictures.district_map(data["districts"])
    if drawn is None:
        return []
    most = max(data["districts"], key=lambda d: (d["reports"], d["code"]))
    top = f"가장 많은 곳은 {most['name']}, {amount(most['reports'])}건."
    alt = f"읍면동별 도시문제 수를 짙기로 나타낸 지도. {top}"
    source = data["municipality"]["boundary_source"]
    caption = "읍면동별 도시문제 분포" + (f" ({source})" if source else "")
    return [_picture("problems.map", counter, caption, alt, drawn, 130)]


def _photos(data, counter) -> list[Block]:
    drawn = pictures.contact_sheet(data["photos"])
    if drawn is None:
        return []
    shown = [photo for photo in data["photos"] if photo["jpeg"]]
    alt = " / ".join(photo["alt"] or photo["title"] for photo in shown)
    return [_picture("problems.photos", counter, "주민이 찍은 현장 사진", alt, drawn, 160)]


def _picture(key, counter, caption, alt, drawn, width_mm) -> Picture:
    png, width, height = drawn
    return Picture(key, counter.picture(), caption, alt, png, width, height, width_mm)


PARTS = {
    "overview": overview,
    "problems": problems,
    "solutions": solutions,
    "targets": targets,
    "consulting": consulting,
    "schedule": schedule,
}
