"""The parts of the section that follow the vote: solutions, targets, consulting, schedule. Pure."""

from civic.plans import pictures
from civic.plans.document import Block, Line, Picture
from civic.plans.template import INDICATOR_COLUMNS
from civic.plans.wording import (
    DIRECTIONS,
    DISPOSITIONS,
    RULES,
    TIE_RULE,
    Counter,
    amount,
    days,
    fact,
    money,
    span,
)


def solutions(data: dict, counter: Counter) -> list[Block]:
    count = fact("solutions.count", data["counts"]["solutions"], "가리지 않은 제안의 수", "건")
    lines: list[Block] = [
        Line("solutions.made", "□", ("해결방안",)),
        Line("solutions.count", "○", ("주민 제안 ", count)),
    ]
    tally = data["tally"]
    if tally is None:
        return [*lines, Line("solutions.none", "○", ("주민투표 집계 전",))]
    return [*lines, *_vote(tally), *_result(data, tally, counter)]


def _vote(tally) -> list[Block]:
    turnout = 100 * tally["voters"] / tally["eligible"] if tally["eligible"] else 0
    who = (
        "투표 주민 ",
        fact("votes.voters", tally["voters"], "하나 이상 고른 투표지의 수", "명"),
        " / 거주 확인 주민 ",
        fact("votes.eligible", tally["eligible"], "집계할 때 거주를 확인한 주민의 수", "명"),
        " (투표율 ",
        fact("votes.turnout", round(turnout, 1), "투표 주민 ÷ 거주 확인 주민 × 100", "%"),
        "), 고른 수 모두 ",
        fact("votes.choices", tally["choices"], "모든 투표지에서 고른 해결방안의 수", "표"),
    )
    return [
        Line("solutions.vote", "□", ("주민투표",)),
        Line("solutions.voters", "○", who),
        Line("solutions.rule", "○", (f"선정 규칙: {RULES.get(tally['rule'], tally['rule'])}",)),
        Line("solutions.tie", "-", (TIE_RULE,)),
    ]


def _result(data, tally, counter) -> list[Block]:
    chosen = [row for row in tally["rows"] if row["selected"]]
    spent = sum(row["cost_won"] for row in chosen)
    national = round(spent * data["round"]["national_share"])
    money_line = (
        "선정 ",
        fact("votes.selected", len(chosen), "선정된 해결방안의 수", "건"),
        ", 사업비 ",
        money("votes.spent", spent, "선정된 해결방안의 사업비 합"),
        " / 예산 ",
        money("votes.budget", tally["budget_won"], "투표에 쓴 예산"),
        " (국비 ",
        money("votes.national", national, "사업비 합 × 국비 비율"),
        ", 지방비 ",
        money("votes.local", spent - national, "사업비 합 − 국비"),
        ")",
    )
    rows = [_ranked(row) for row in tally["rows"]]
    columns = (
        ("순위", 0.08, "center"), ("해결방안", 0.47, "left"), ("득표", 0.12, "right"),
        ("사업비", 0.18, "right"), ("결과", 0.15, "center"),
    )  # fmt: skip
    table = counter.table("solutions.result", "주민투표 결과", columns, rows, "(단위: 표)")
    return [Line("solutions.money", "○", money_line), table, *_bars(tally, counter)]


def _ranked(row) -> tuple:
    id = f"solution.{row['number']}"
    return (
        str(row["rank"]),
        row["title"],
        fact(f"{id}.votes", row["votes"], f"제안 {row['number']}호를 고른 투표지의 수"),
        money(f"{id}.cost", row["cost_won"], f"제안 {row['number']}호의 사업비"),
        "선정" if row["selected"] else "-",
    )


def _bars(tally, counter) -> list[Block]:
    drawn = pictures.vote_bars(tally["rows"])
    if drawn is None:
        return []
    png, width, height = drawn
    first = tally["rows"][0]
    alt = f"해결방안별 득표 막대. 가장 많은 것은 {first['title']}, {amount(first['votes'])}표."
    return [
        Picture(
            "solutions.bars",
            counter.picture(),
            "해결방안별 득표 (● 선정)",
            alt,
            png,
            width,
            height,
            150,
        )
    ]


def targets(data: dict, counter: Counter) -> list[Block]:
    lines: list[Block] = [Line("targets.how", "□", ("목표 설정 방법",))]
    rows = data["indicators"]
    if not rows:
        return [*lines, Line("targets.none", "○", ("해당 없음",))]
    says = "하나 이상의 지표에 희망 목표값을 낸 서로 다른 사람의 수"
    people = fact("targets.people", data["counts"]["wishers"], says, "명")
    return [
        *lines,
        Line("targets.people", "○", ("주민 ", people, "의 희망 목표값 중앙값을 목표값으로 설정")),
        Line("targets.table", "□", ("성과지표",)),
        _indicators(rows, counter),
        _agreement(rows, counter),
    ]


def _indicators(rows, counter):
    widths = (0.04, 0.11, 0.09, 0.05, 0.06, 0.05, 0.08, 0.08, 0.12, 0.13, 0.1, 0.09)
    centred = {0, 3, 4, 5, 6, 7}
    columns = tuple(
        (title, width, "center" if n in centred else "left")
        for n, (title, width) in enumerate(zip(INDICATOR_COLUMNS, widths, strict=True))
    )
    cells = [_indicator(n, row) for n, row in enumerate(rows, 1)]
    note = "목표값은 주민 희망 목표값의 중앙값"
    return counter.table("targets.indicators", "성과지표와 목표값", columns, cells, note=note)


def _indicator(n, row) -> tuple:
    id = f"indicator.{row['id']}"
    weight: object = "-"
    if row["weight_percent"] is not None:
        weight = fact(f"{id}.weight", row["weight_percent"], f"{row['name']}의 가중치", "%")
    return (
        str(n),
        row["goal"] or "-",
        row["name"],
        row["unit"],
        weight,
        DIRECTIONS[row["direction"]],
        _dated(f"{id}.baseline", row["baseline"], row["baseline_year"], f"{row['name']}의 기준값"),
        _dated(f"{id}.target", row["median"], row["target_year"], f"{row['name']} 희망값의 중앙값"),
        row["rationale"] or "-",
        row["formula"] or "-",
        row["method"] or "-",
        row["data_source"] or "-",
    )


def _dated(id, value, year, says):
    if value is None:
        return "-"
    return (fact(id, value, says), f"({year})") if year else (fact(id, value, says),)


def _agreement(rows, counter):
    columns = (
        ("성과지표", 0.32, "left"), ("단위", 0.1, "center"), ("참여(명)", 0.13, "right"),
        ("하위 25%", 0.15, "right"), ("중앙값", 0.15, "right"), ("상위 25%", 0.15, "right"),
    )  # fmt: skip
    cells = [_wishes(row) for row in rows]
    note = "사분위는 값을 작은 순서로 늘어놓아 선형보간으로 구함"
    caption = "주민 희망 목표값의 분포"
    return counter.table("targets.agreement", caption, columns, cells, note=note)


def _wishes(row) -> tuple:
    id, name = f"indicator.{row['id']}", row["name"]
    values = [
        fact(f"{id}.{key}", row[key], f"{name} 희망값의 {word}") if row["count"] else "-"
        for key, word in (("lower", "하위 사분위"), ("median", "중앙값"), ("upper", "상위 사분위"))
    ]
    people = fact(f"{id}.people", row["count"], f"{name}에 희망 목표값을 낸 주민의 수")
    return (name, row["unit"], people, *values)


def consulting(data: dict, counter: Counter) -> list[Block]:
    remarks = data["remarks"]
    lines: list[Block] = [Line("consulting.how", "□", ("컨설팅 의견과 조치",))]
    if not remarks:
        return [*lines, Line("consulting.none", "○", ("해당 없음",))]
    answered = sum(1 for remark in remarks if remark["disposition"])
    count = (
        "의견 ",
        fact("remarks.count", len(remarks), "컨설팅 의견의 수", "건"),
        ", 조치 ",
        fact("remarks.answered", answered, "조치를 적은 의견의 수", "건"),
    )
    columns = (
        ("연번", 0.07, "center"), ("컨설팅 의견", 0.4, "left"),
        ("조치", 0.13, "center"), ("조치 내용", 0.4, "left"),
    )  # fmt: skip
    rows = [_answered(remark) for remark in remarks]
    table = counter.table("consulting.table", "컨설팅 의견 조치표", columns, rows)
    return [*lines, Line("consulting.count", "○", count), table]


def _answered(remark) -> tuple:
    said = remark["disposition"] or {"kind": "", "reason": "-"}
    body = f"{remark['body']} ({remark['author']}, {remark['on']})"
    kind = DISPOSITIONS.get(said["kind"], "조치 전")
    return (str(remark["number"]), body, kind, said["reason"])


def schedule(data: dict, counter: Counter) -> list[Block]:
    call = data["call"]
    stated = [
        ("공모 공고", call["announced_on"], call["announced_on"]),
        ("공모 접수", call["apply_from_on"], call["apply_to_on"]),
        ("예비검토", call["preliminary_from_on"], call["preliminary_to_on"]),
        ("서면·발표평가", call["evaluation_from_on"], call["evaluation_to_on"]),
    ]
    rows = [("주민참여", p["name"], span(p["starts_at"], p["ends_at"])) for p in data["phases"]]
    rows += [("공모", name, days(first, last)) for name, first, last in stated if first]
    if call["selection"]:
        rows.append(("공모", "선정", call["selection"]))
    columns = (("구분", 0.2, "center"), ("내용", 0.4, "left"), ("기간", 0.4, "center"))
    blocks: list[Block] = [
        Line("schedule.how", "□", ("주민참여와 공모 일정",)),
        counter.table("schedule.calendar", "추진 일정", columns, rows),
    ]
    steps = _steps(data)
    if steps:
        columns = (("해결방안", 0.4, "left"), ("구축 단계", 0.4, "left"), ("기간", 0.2, "center"))
        caption = "선정 해결방안의 구축 일정"
        note = "개월은 사업 시작 달을 1개월째로 셈"
        blocks.append(counter.table("schedule.steps", caption, columns, steps, note=note))
    return blocks


def _steps(data) -> list[tuple]:
    return [
        (solution["title"], step["title"], _months(step))
        for solution in data["solutions"]
        if solution["status"] == "selected"
        for step in solution["steps"]
    ]


def _months(step) -> str:
    first, last = step["from"], step["to"]
    return f"{first}개월째" if first == last else f"{first}~{last}개월째"
