"""Pictures of many things stay low, and have whole titles where there are few."""

import pytest

from civic.plans.section.reading import LIGHT, LOW_PICTURES
from tests.plans.sample_snapshot import sample
from tests.plans.section.test_pictures import shown, texts


def of_many(format: int) -> dict:
    """Twelve projects and as many indicators, all like the first."""
    data = sample() | {"format": format}
    measured = next(row for row in data["indicators"] if row["baseline"] is not None)
    return data | {"projects": data["projects"][:1] * 12, "indicators": [measured] * 12}


@pytest.mark.parametrize(
    ("key", "drawn", "rest"),
    [
        ("solutions.chain", 7, "그 밖의 해결방안 5개는 표에 있음"),
        ("targets.arrows", 8, "그 밖의 성과지표 4개는 표에 있음"),
    ],
)
def test_a_picture_of_many_stays_low_and_says_how_many_are_in_the_table(key, drawn, rest):
    low, high = shown(key, of_many(LOW_PICTURES)), shown(key, of_many(LOW_PICTURES - 1))
    assert rest in texts(low.svg) and rest in texts(low.narrow.svg) and rest in low.alt
    assert rest not in texts(high.svg) and "그 밖의" not in high.alt
    assert (len(low.sources), len(high.sources)) in ((drawn, 12), (2 * drawn, 24))
    assert low.height_px < high.height_px * 0.75


def test_what_a_value_becomes_stands_on_one_line_and_few_solutions_have_whole_titles():
    data = sample() | {"format": LIGHT}
    measured = next(row for row in data["indicators"] if row["baseline"] is not None)
    long = measured | {"name": "횡단보도 앞에서 기다리는 평균 시간과"}
    title = "버스를 갈아탈 때마다 너무 오래 기다려야 해서 어르신과 아이들이 힘들어해요"
    issues = [issue | {"title": title} for issue in data["issues"]]
    few = data | {"indicators": [long], "issues": issues, "projects": data["projects"][:1]}
    drawn = texts(shown("solutions.chain", few).svg)
    assert any("78\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}13분" in line for line in drawn)
    assert title.replace(" ", "") in "".join(drawn).replace(" ", "")
    many = few | {"projects": few["projects"] * 7}
    assert "…" in "".join(texts(shown("solutions.chain", many).svg))
    assert "78 → 13분" in shown("solutions.chain", few).alt
