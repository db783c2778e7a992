"""When the four demo rounds take place: one finished on its call's dates, three around today.
Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from civic.korean_time import SEOUL


@dataclass(frozen=True)
class Stage:
    """A demo round. days: kind → (first day, day after the last), counted from day zero."""

    number: int
    call: str
    title: str
    budget_won: int
    max_choices: int
    zero: datetime
    days: dict[str, tuple[int, int]]

    def period(self, kind: str) -> tuple[datetime, datetime]:
        first, after = self.days[kind]
        return self.zero + timedelta(days=first), self.zero + timedelta(days=after)


def stages(today: datetime) -> list[Stage]:
    """The four rounds. today: any aware moment of the day the demo is made."""
    midnight = today.astimezone(SEOUL).replace(hour=0, minute=0, second=0, microsecond=0)
    notice = datetime(2021, 11, 23, tzinfo=SEOUL)
    spread = {
        "report": (-40, -20), "propose": (-28, -6), "vote": (-5, 6), "target": (6, 12),
        "compile": (12, 17), "consult": (17, 23), "submit": (23, 28),
    }  # fmt: skip
    finished = {
        "report": (1, 10), "propose": (6, 16), "vote": (16, 24), "target": (24, 28),
        "compile": (28, 31), "consult": (30, 34), "submit": (34, 37),
    }  # fmt: skip
    return [
        Stage(
            number=1,
            call="small-city-2022",
            title="2022 중소도시 스마트시티 공모",
            budget_won=4_000_000_000,
            max_choices=5,
            zero=notice,
            days=finished,
        ),
        Stage(
            number=2,
            call="regional-hub-2022",
            title="지역거점: 가온을 잇는 스마트 솔루션",
            budget_won=2_000_000_000,
            max_choices=5,
            zero=midnight,
            days=spread,
        ),
        Stage(
            number=3,
            call="living-lab-2022",
            title="리빙랩: 우리 동네 문제 찾기",
            budget_won=1_000_000_000,
            max_choices=3,
            zero=midnight,
            days=_moved(spread, 33),
        ),
        Stage(
            number=4,
            call="public-private-2022",
            title="민관협력: 함께 쓰는 도시",
            budget_won=700_000_000,
            max_choices=3,
            zero=midnight,
            days=_moved(spread, -9),
        ),
    ]


def _moved(days, by):
    return {kind: (first + by, after + by) for kind, (first, after) in days.items()}
