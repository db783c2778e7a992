"""Format 13: what is shown of a part says of how many, and words a planner would have changed."""

from civic.documents.export.column_widths import SIDES
from civic.documents.export.page_layout import ems_across
from civic.documents.export.text_width import em_width
from civic.documents.model import Document, Heading, Line, plain
from civic.plans.section.pictures.places import MOST_MAPS
from civic.plans.section.sheets.voices import MOST
from civic.plans.section.slides.deck import QUOTED
from civic.plans.section.template import EXAMPLE
from tests.plans.section.test_evenly_set import document_in, kept, pictures_in, table_in, theme

FORMER = 12
THEMES = MOST + 2
LARGEST = f"도시문제가 많은 주제 {MOST}개를 적음(모두 {THEMES}개)"


def themed(count: int, *, format: int = 13) -> Document:
    """As many themes, each with a report that has a place."""
    data = kept(format)
    one = data["issues"][0] | {"lat": 37.0, "lon": 127.0}
    data["themes"] = [theme(1) | {"id": n, "name": f"주제 {n}"} for n in range(1, count + 1)]
    data["issues"] = [
        one | {"theme": each["name"], "receipt": 100 + each["id"]} for each in data["themes"]
    ]
    return document_in(data)


def lines(document: Document) -> dict[str, str]:
    return {b.key: plain(b.text) for b in document.blocks if isinstance(b, Line)}


def test_sheets_of_the_largest_themes_say_of_how_many():
    document = themed(THEMES)
    sheets = [b for b in document.blocks if isinstance(b, Heading) and b.text.startswith("주제 ")]
    assert len(sheets) == MOST
    assert lines(document)["problems.voices.most"] == LARGEST
    assert "problems.voices.most" not in lines(themed(MOST))
    assert "problems.voices.most" not in lines(themed(THEMES, format=FORMER))


def test_maps_of_the_largest_themes_say_of_how_many():
    def caption(*args, **named):
        return pictures_in(themed(*args, **named))["problems.theme_maps"].caption

    assert caption(THEMES) == f"주제 {THEMES}개 가운데 {MOST_MAPS}개의 도시문제가 있는 곳"
    assert caption(MOST_MAPS) == "주제별 도시문제가 있는 곳"
    assert caption(THEMES, format=FORMER) == "주제(분야)별 도시문제가 있는 곳"


def test_without_themes_it_is_said_of_categories():
    data = kept()
    one = data["categories"][0]
    data["categories"] = [one | {"name": f"분야 {n}"} for n in range(THEMES)]
    assert lines(document_in(data))["problems.voices.most"] == LARGEST.replace("주제", "분야")


def test_what_running_costs_is_named_as_what_building_costs():
    data = kept()
    key = f"sheet.{data['projects'][0]['solution']}.running"
    titles = [
        [column.title for column in table_in(document_in(kept(format)), key).columns]
        for format in (13, FORMER)
    ]
    assert titles == [
        ["연차", "항목", "재원", "운영비"], ["연차", "무엇에", "내는 곳", "운영비"],
    ]  # fmt: skip


def test_the_number_of_a_proposal_has_its_particle():
    says = [
        {fact.id: fact.says for fact in document_in(kept(format)).facts()}["linked.1.issues"]
        for format in (13, FORMER)
    ]
    assert says[0].startswith("제안 1호가 풀려는") and says[1].startswith("제안 1호이 풀려는")


def test_a_short_date_in_words_stays_on_its_line_of_the_summary():
    def stated(selection, format=13):
        data = kept(format)
        data["call"] = data["call"] | {"selection": selection}
        return lines(document_in(data).summary)["summary.call"]

    assert stated("2027년 2월 초").endswith("선정 2027년\xa02월\xa0초")
    assert stated("2027년 2월 초", FORMER).endswith("선정 2027년 2월 초")
    whole = "예비검토와 서면평가와 발표평가를 모두 마친 뒤"
    assert stated(whole).endswith(whole)


def test_quotes_on_a_slide_have_a_note():
    def notes(format):
        data = kept(format)
        quoting = [theme(1), theme(2) | {"id": 2, "name": "둘째"}]
        data["themes"] = [each | {"quotes": each["quotes"][:1]} for each in quoting]
        (voices,) = (slide for slide in document_in(data).slides if slide.key == "voices")
        return voices.sources

    assert QUOTED in notes(13) and QUOTED not in notes(FORMER)


def test_a_date_in_a_table_has_a_line():
    def room(format):
        data = kept(format)
        data["meetings"] = data["meetings"] | {"rows": [meeting("2021-11-26")]}
        table = table_in(document_in(data), "problems.meetings")
        (share,) = (column.width for column in table.columns if column.title == "날짜")
        return share * ems_across(len(table.columns)) - SIDES

    assert room(FORMER) < em_width("2021. 11. 26.") <= room(13) + 1e-6


def meeting(day: str) -> dict:
    words = {"title": "다솔면 경로당 설명회", "kind": "주민설명회", "place": "다솔면 경로당 2층"}
    words |= {"district": "", "minutes": "난방비와 버스를 가장 많이 이야기함. " * 3}
    return {"id": 1, "starts_on": day, "people": 30, "reports": 0, "photos": []} | words


def test_a_list_of_the_first_does_not_say_that_it_has_all():
    (appendix,) = (c for c in EXAMPLE["chapters"] if c["part"] == "appendix")
    first = next(b["text"] for b in appendix["blocks"] if b.get("key") == "appendix.how")
    assert first == "○ 도시문제 {issues.printed} 가운데 공감이 많은 것부터 적음"


def test_other_money_is_local_and_private_where_the_call_asks_for_both():
    def told(shares, format=13):
        data = kept(format)
        data["call"] = data["call"] | {"shares": shares}
        data["round"] = data["round"] | {"national_share": 0.4}
        data["projects"] = []
        document = document_in(data)
        titles = [column.title for column in table_in(document, "solutions.costs").columns]
        return (
            lines(document)["solutions.money"].partition("(")[2],
            lines(document.summary)["summary.spent"].partition("(")[2],
            titles[-1],
        )

    asked = {"national": 40, "province": 15, "city": 35, "private": 10}
    local = "국비 5.6억 원, 지방비 8.4억 원)"
    both = "국비 5.6억 원, 지방비·민간 8.4억 원)"
    assert told(asked) == (both, both, "지방비·민간")
    assert told({"national": 40, "local": 60}) == (local, local, "지방비")
    assert told(asked, FORMER)[1:] == (local, "지방비")
