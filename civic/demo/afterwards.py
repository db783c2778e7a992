"""The finished round after its plan was handed in: selected, built, and measured twice a year."""

from datetime import date, datetime, time

from civic.demo.clock import living_at
from civic.korean_time import SEOUL
from civic.plans.filing.models import FilingStep
from civic.plans.models import Plan
from civic.targets.results.accountability import accounts
from civic.targets.results.models import IndicatorResult

STEPS = (
    ("submitted", date(2021, 12, 29), {"receipt_number": "2022-중소-07"}),
    ("preliminary", date(2022, 1, 7), {"outcome": "passed", "words": "요건을 모두 갖췄어요."}),
    (
        "evaluation",
        date(2022, 2, 4),
        {"outcome": "selected", "words": "주민이 고른 해결방안과 목표가 분명하다는 평가예요."},
    ),
    (
        "detail",
        date(2022, 4, 15),
        {"words": "2022년 5월부터 12월까지 만들고, 2023년 1월부터 반년마다 재서 알려요."},
    ),
)
# (day, how far of the way from baseline to target) for each indicator in turn
WAYS = (
    ((date(2022, 12, 31), 0.42), (date(2023, 6, 30), 0.74), (date(2023, 12, 31), 0.93)),
    ((date(2022, 12, 31), 0.35), (date(2023, 6, 30), 0.81), (date(2023, 12, 31), 1.08)),
    ((date(2023, 6, 30), 0.2), (date(2023, 12, 31), 0.46)),
    ((date(2022, 12, 31), -0.08), (date(2023, 12, 31), 0.31)),
)
LATE = "아직 목표에 못 미쳤어요. 이유를 주민설명회에서 나누고, 2024년 6월에 다시 재서 알려요."
AGAIN_ON = date(2024, 6, 30)
WRONG = "9월 기록을 빠뜨려 다시 셈"


def record_afterwards(round, office) -> None:
    """What became of the plan, and the results of its indicators, as the office entered them."""
    plan, planner = Plan.start(round), office["서연"]
    for kind, day, values in STEPS:
        with _evening(day):
            snapshot = plan.snapshot() if kind == "submitted" else None
            key = f"demo-filing-{kind}"
            FilingStep.record(
                plan, planner, key, kind=kind, happened_on=day, snapshot=snapshot, **values
            )
    promised = [one for one in accounts(round) if one.target is not None]
    for n, account in enumerate(promised):
        _measure(account, WAYS[n % len(WAYS)], planner)


def _measure(account, way, planner) -> None:
    indicator = account.indicator
    for day, share in way:
        value = indicator.baseline + (account.target - indicator.baseline) * share
        is_last = day == way[-1][0] and share < 1
        values = {"source": indicator.data_source, "note": LATE if is_last else ""}
        values["promised_on"] = AGAIN_ON if is_last else None
        key = f"demo-result-{indicator.id}-{day}"
        with _evening(day):
            row = IndicatorResult.measure(
                indicator, planner, key, measured_on=day, value=float(round_to(value)), **values
            )
        if day == way[0][0] and indicator.unit == "분" and share > 0:
            _correct(row, planner, key)


def _correct(row, planner, key) -> None:
    """One entry of the demo was wrong, so that a correction can be seen."""
    with _evening(date(row.measured_on.year + 1, 1, 20)):
        values = {"measured_on": row.measured_on, "source": row.source, "note": row.note}
        row.correct(planner, f"{key}-again", WRONG, value=row.value + 2, **values)


def round_to(value: float) -> float:
    """Whole numbers, or one digit after the point below ten."""
    return round(value) if abs(value) >= 10 else round(value, 1)


def _evening(day: date):
    return living_at(datetime.combine(day, time(18), SEOUL))
