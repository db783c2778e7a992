"""The section's pictures: true to their numbers, told in words, and safe with any words."""

import io
import os
import subprocess
from hashlib import sha256
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageFont

from civic.documents.charts.canvas import NARROW, WIDE, readable
from civic.documents.charts.png import (
    DRAWN_LATELY,
    FORMER_SCALE,
    LIGHT_SCALE,
    SCALE,
    for_print,
    pixels,
    png,
    pngs,
)
from civic.documents.glyphs import FONT_FOLDER
from civic.plans.section.pictures.outcome import change_words
from civic.plans.section.pictures.places import SITE
from civic.plans.section.pictures.registry import MAP, PICTURES
from civic.plans.section.reading import FEWER_DOTS, LIGHT
from civic.plans.section.template import EXAMPLE
from civic.plans.section.upgrade import FORMAT
from tests.alone import alone
from tests.paths import ROOT
from tests.plans.sample_snapshot import HOSTILE, empty, hostile, sample

SVG = "{http://www.w3.org/2000/svg}"
CLIENT = """
from hashlib import sha256
from civic.plans.section.pictures.registry import PICTURES
from tests.plans.sample_snapshot import hostile
for key, kind in PICTURES.items():
    shown = kind.show(key, 1, hostile())
    print(key, sha256(shown.svg + shown.narrow.svg + shown.png).hexdigest())
"""


def texts(svg: bytes) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def shown(key: str, data: dict | None = None):
    return PICTURES[key].show(key, 1, data or sample())


@pytest.mark.parametrize("key", PICTURES)
def test_it_is_an_svg_that_runs_and_loads_nothing(key):
    for svg in (shown(key, hostile()).svg, shown(key, hostile()).narrow.svg):
        for element in ElementTree.fromstring(svg).iter():
            tag = element.tag.removeprefix(SVG)
            assert tag in {"svg", "rect", "path", "line", "polygon", "circle", "text", "image"}
            assert not [name for name in element.attrib if name.startswith("on")]
            assert element.get("href", "data:image/jpeg;base64,").startswith("data:image/jpeg;")


def width_of(text: ElementTree.Element) -> float:
    """With the font that prints it, in units."""
    font = ImageFont.truetype(str(next(FONT_FOLDER.glob("*.ttc"))), 100, index=1)
    font.set_variation_by_axes([int(text.get("font-weight", 400))])
    return font.getlength(text.text or "") / 100 * float(text.get("font-size"))


@pytest.mark.parametrize("key", PICTURES)
@pytest.mark.parametrize("make", [sample, hostile])
def test_no_word_leaves_its_sheet(key, make):
    for width in (PICTURES[key].width, NARROW):
        drawn = PICTURES[key].draw(make(), width)
        for text in ElementTree.fromstring(drawn.svg).iter(f"{SVG}text"):
            length = width_of(text)
            share = {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor"), 0.0)
            left = float(text.get("x")) - share * length
            assert left > -2, text.text
            assert left + length < drawn.width + 2, text.text
            assert float(text.get("y")) > 0.7 * float(text.get("font-size"))
            assert float(text.get("y")) <= drawn.height


@pytest.mark.parametrize("key", PICTURES)
def test_its_png_has_the_size_it_says_and_stays_small(key):
    picture = shown(key, hostile() | {"format": FORMAT})
    image = Image.open(io.BytesIO(picture.png))
    assert image.size == (picture.width_px, picture.height_px)
    assert picture.scale == SCALE and picture.width_px <= WIDE * SCALE
    assert picture.height_px < 2 * 1200 * SCALE
    assert len(picture.png) < 1_000_000


def test_a_picture_of_an_earlier_snapshot_has_the_dots_it_had():
    formats = FORMAT, FEWER_DOTS - 1, LIGHT - 1
    now, light, before = (shown("solutions.bars", sample() | {"format": n}) for n in formats)
    assert before.scale == FORMER_SCALE and light.scale == LIGHT_SCALE
    assert before.on_screen == light.on_screen == now.on_screen
    assert before.width_px == 3 * before.on_screen[0] > light.width_px > now.width_px


def test_the_same_data_give_the_same_bytes_on_any_machine():
    outside = {"TZ": "America/New_York", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    root = ROOT
    done = subprocess.run(
        alone(CLIENT),
        cwd=root,
        env=os.environ | outside | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    here = []
    for key in PICTURES:
        made = shown(key, hostile())
        here.append(f"{key} {sha256(made.svg + made.narrow.svg + made.png).hexdigest()}")
    assert done.stdout.splitlines() == here


def test_bold_and_plain_letters_print_differently():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" {}>{}</svg>'
    family = "font-family=\"'Noto Sans CJK KR'\""

    def dark(weight: str) -> int:
        text = f'<text x="2" y="15" font-size="14"{weight}>가나</text>'
        image = Image.open(io.BytesIO(png(svg.format(family, text).encode(), 120, 60)))
        return sum(value < 128 for value in image.convert("L").tobytes())

    assert dark(' font-weight="700"') > 1.3 * dark("") > 0


def test_drawings_drawn_together_are_the_same_as_alone():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="20"><path d="M0 0h9v9"/></svg>'
    )
    drawings = [(svg.format(n).encode(), 3 * n, 60, FORMER_SCALE) for n in (31, 32, 33)]
    drawings += [(svg.format(n).encode(), pixels(n, SCALE), 45, SCALE) for n in (31, 34)]
    together = pngs([*drawings, drawings[0]])
    assert together[0] == together[-1] and len(set(together)) == len(drawings)
    DRAWN_LATELY.clear()
    assert [png(*each) for each in drawings] == together[:-1]


def test_the_map_says_each_count_and_where_its_borders_come_from():
    words = texts(shown("problems.map").svg)
    assert {"달내동", "9건", "느티동", "4건", "0건", "없음", "경계: 지어낸 경계"} <= set(words)


def test_the_density_map_says_how_wide_a_cell_is_and_leaves_out_what_has_no_place():
    picture = shown("problems.density")
    assert any(words.startswith("육각형 칸의 너비 약") for words in texts(picture.svg))
    assert "도시문제 12건" in picture.alt
    assert "위치가 없는 1건" in picture.alt


def bar_lengths(svg: bytes, colour: str, height: str) -> list[float]:
    found = ElementTree.fromstring(svg).iter(f"{SVG}rect")
    return [
        float(r.get("width"))
        for r in found
        if r.get("fill") == colour and r.get("height") == height
    ]


def test_a_bar_is_as_long_as_its_share_of_the_votes():
    longest, *_ = bar_lengths(shown("solutions.bars").svg, "#0b50d0", "16")
    (second,) = bar_lengths(shown("solutions.bars").svg, "#c9c1b3", "16")
    assert second / longest == pytest.approx(195 / 224, abs=0.002)


def test_a_chosen_solution_is_marked_in_words_too():
    words = texts(shown("solutions.bars").svg)
    assert {"224표 선정", "195표", "0표 선정", "선정", "미선정"} <= set(words)


def test_targets_show_baseline_and_target_and_never_mix_percent_with_points():
    words = texts(shown("targets.arrows").svg)
    assert {"78 (2025)", "13 (2027)", "−83.3%", "37 (2025)", "109 (2027)", "+72%p"} <= set(words)
    assert "목표값 없음" in words
    assert not [each for each in words if "처음 재는 것" in each]  # no baseline, no arrow


@pytest.mark.parametrize(
    ("baseline", "target", "unit", "words"),
    [
        (78, 13, "분", "−83.3%"),
        (37, 109, "%", "+72%p"),
        (0, 4, "건", "+4건"),
        (5, 5, "건", "0%"),
        (5, None, "건", "목표값 없음"),
    ],
)
def test_a_change_in_words(baseline, target, unit, words):
    assert change_words(baseline, target, unit) == words


def test_the_calendar_has_residents_and_the_calls_days():
    words = set(texts(shown("schedule.timeline").svg))
    assert {"10. 1. ~ 10. 20.", "12. 1. ~ 1. 10.", "1. 27. ~ 1. 29.", "공모 접수"} <= words
    assert {"2026. 10월", "11월", "12월"} <= words


def test_participation_shows_each_kind_of_act_on_its_own_scale():
    words = texts(shown("overview.flow").svg)
    assert {"제보 14건", "가장 많은 날 11건", "공감 1,211회", "가장 많은 날 1,204회"} <= set(words)
    assert not [each for each in words if "투표" in each]  # nobody's vote is told before the count


def test_a_photo_without_its_file_is_left_out_and_said():
    picture = shown("problems.photos")
    assert "버스 정류장" in texts(picture.svg)
    assert "사라진 사진" not in texts(picture.svg)
    assert "파일이 없는 1장" in picture.alt


ALTS = {
    "problems.theme_maps": ("버스 6곳",),
    "problems.meeting_map": ("1번 달내동 경로당",),
    "problems.meeting_photos": ("1장", "찾아가는 설명회: 둘러앉은 주민"),
    "solutions.chain": ("도시문제 1 (공감 283회)", "해결방안 1", "평균 대기시간 78 → 13분"),
    "overview.flow": ("14건", "1,211회", "10월 7일"),
    "problems.map": ("달내동 9건", "새벽동 0건", "2건은 지도에 없음"),
    "people.map": ("달내동 12.4명", "한들동 3.1명", "1곳은 흰 칸"),
    "problems.density": ("12건", "13건", "1건"),
    "problems.bars": ("도시문제 1 283회", "도시문제 10 130회"),
    "problems.photos": ("1장", "긴 의자"),
    "solutions.bars": ("1위 해결방안 1 224표(선정)", "195표"),
    "targets.arrows": ("78 (2025)에서 13 (2027)분", "+72%p", "미정"),
    "schedule.timeline": ("2026. 10. 1. ~ 2026. 10. 20.", "공모 접수"),
}


@pytest.mark.parametrize("key", PICTURES)
def test_its_words_for_a_reader_hold_the_figures(key):
    alt = shown(key).alt
    assert all(words in alt for words in ALTS[key]), alt
    assert alt.endswith((".", "의자", "있음."))


@pytest.mark.parametrize("key", PICTURES)
def test_it_names_the_facts_it_shows(key):
    sources = shown(key).sources
    assert sources
    assert len(set(sources)) == len(sources)


@pytest.mark.parametrize("key", [key for key in PICTURES if key != "schedule.timeline"])
def test_with_nothing_to_show_there_is_no_picture(key):
    assert shown(key, empty()) is None


def test_one_issue_is_enough_for_a_picture():
    one = sample() | {"issues": sample()["issues"][:1]}
    for key in ("problems.map", "problems.density", "problems.bars"):
        assert shown(key, one).png


def test_hostile_words_are_words():
    assert readable(HOSTILE[2]) == "뒤집기 안 〓〓〓〓 〓〓〓  가나"
    assert "<script>alert(1)</script>" in "".join(texts(shown("problems.bars", hostile()).svg))
    assert b"<script" not in shown("problems.bars", hostile()).svg


def test_a_title_that_looks_like_markup_prints_as_it_is():
    data = sample()
    data["issues"][0]["title"] = 'font-weight="700" <svg'
    assert 'font-weight="700" <svg' in texts(for_print(shown("problems.bars", data).svg))


def test_chosen_solutions_are_never_cut_off():
    picture = shown("solutions.bars", hostile())
    marked = [words for words in texts(picture.svg) if words.endswith("표 선정")]
    assert marked == ["150표 선정", "100표 선정", "50표 선정", "0표 선정"]


def test_maps_print_letters_as_large_as_the_other_pictures():
    sizes = {kind.width for kind in PICTURES.values()}
    assert sizes == {WIDE, MAP, SITE}
    widths = {shown(key).width_px / shown(key).width_mm for key in PICTURES}
    assert max(widths) == pytest.approx(min(widths))


def test_the_shipped_template_shows_every_picture_but_what_a_table_says_beside_it():
    used = {b["picture"] for c in EXAMPLE["chapters"] for b in c["blocks"] if "picture" in b}
    assert used == set(PICTURES) - {"problems.bars"}
