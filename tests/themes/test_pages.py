"""Pages of themes: the office orders them, residents read those that were named."""

import pytest

from civic.db import db, now
from civic.meetings.models import Meeting
from civic.themes.desk.quoting import LOOKED_AT
from civic.themes.log import ThemeChange
from civic.themes.models import Theme, arrange
from civic.themes.placements import Placement, placed
from civic.themes.quotes import Quote
from tests.factory import add_round_elsewhere
from tests.pages import tight

DESK = "/gaon/1/office/themes/"
PILES, CATEGORIES = "/gaon/1/office/voices/piles", "/gaon/1/office/dashboard#categories"


@pytest.fixture
def planner(as_person, seoyeon):
    return as_person(seoyeon)


def test_with_nothing_yet_the_office_is_told_what_themes_are(planner, round):
    page = planner.get(DESK).text
    assert "주제로 묶기" in page and "글이 300건보다 적어요" in page
    assert f'href="{PILES}"' in page and f'href="{CATEGORIES}"' in page
    assert planner.get(PILES).status_code == planner.get(CATEGORIES).status_code == 200
    assert planner.get(f"{DESK}none").status_code == 200
    assert "아직 주제가 없어요" in planner.get(f"{DESK}names").text


def test_a_theme_is_made_by_hand_and_filled(planner, texts):
    issues = texts("버스가 안 와요", "배차가 길어요", "주차할 곳이 없어요")
    answer = planner.post(DESK, data={"name": "버스가 뜸해요"})
    assert answer.status_code == 303
    theme = db.session.scalars(db.select(Theme)).one()
    assert answer.location.endswith(f"/office/themes/{theme.id}")
    ids = [str(issue.id) for issue in issues[:2]]
    planner.post(f"{DESK}move", data={"issue": ids, "from": "", "to": str(theme.id)})
    assert theme.texts_count == 2
    page = tight(planner.get(DESK).text)
    assert "모인 글 3건 = 주제 1개에 2건 + 아직 묶지 않음 1건" in page


def test_texts_are_split_off_into_a_new_theme_and_the_act_is_taken_back(planner, texts, theme):
    issues = texts("버스가 안 와요", "정류장이 추워요")
    bus = theme("버스", issues)
    data = {"issue": [str(issues[1].id)], "from": str(bus.id), "to": "new"}
    answer = planner.post(f"{DESK}move", data=data)
    assert db.session.get(Placement, issues[1].id).theme_id != bus.id
    assert "내가 마지막에 한 일" in planner.get(answer.location).text
    change = db.session.scalars(db.select(ThemeChange)).one()
    planner.post(f"{DESK}changes/{change.id}/undo")
    assert db.session.get(Placement, issues[1].id).theme_id == bus.id
    assert bus.texts_count == 2
    assert planner.post(f"{DESK}changes/{change.id}/undo").status_code == 409


def test_nobody_takes_back_the_act_of_another(planner, texts, theme, as_person, person):
    (issue,) = texts("버스가 안 와요")
    bus = theme("버스")
    planner.post(f"{DESK}move", data={"issue": [str(issue.id)], "from": "", "to": str(bus.id)})
    change = db.session.scalars(db.select(ThemeChange)).one()
    other = as_person(person("하나", "planner"))
    assert other.post(f"{DESK}changes/{change.id}/undo").status_code == 404
    assert bus.texts_count == 1


def test_of_texts_moved_meanwhile_the_planner_is_told(planner, texts, theme, person):
    issues = texts("버스가 안 와요", "배차가 길어요")
    bus, parking = theme("버스", issues), theme("주차")
    parking.take([issues[0].id], person("하나", "planner"))
    db.session.commit()
    ids = [str(issue.id) for issue in issues]
    planner.post(f"{DESK}move", data={"issue": ids, "from": str(bus.id), "to": "none"})
    assert "1건은 그사이 다른 담당자가 옮겨서 그대로 두었어요" in planner.get(DESK).text
    assert db.session.get(Placement, issues[0].id).theme_id == parking.id


def test_ten_themes_are_named_in_one_form(planner, round, theme):
    themes = [theme(words=[f"낱말{n}"]) for n in range(10)]
    page = planner.get(f"{DESK}names").text
    assert page.count("-name") >= 10 and "낱말3" in page
    data = {f"t{each.id}-name": f"주제 {n}" for n, each in enumerate(themes)}
    data |= {f"t{each.id}-sentence": "설명이에요." for each in themes}
    assert planner.post(f"{DESK}names", data=data).status_code == 303
    assert [each.name for each in themes] == [f"주제 {n}" for n in range(10)]
    assert all(each.is_named for each in themes)


def test_a_name_saved_meanwhile_is_shown_and_the_others_are_saved(planner, theme, person):
    bus, parking = theme(words=["버스"]), theme(words=["주차"])
    bus.rename("마을버스", "", person("하나", "planner"))
    db.session.commit()
    data = {f"t{bus.id}-name": "버스가 뜸해요", f"t{parking.id}-name": "주차"}
    answer = planner.post(f"{DESK}names", data=data)
    assert answer.status_code == 422
    assert "그사이 하나 님이 이렇게 바꿨어요: 마을버스" in answer.text
    assert 'value="버스가 뜸해요"' in answer.text
    assert (bus.name, parking.name) == ("마을버스", "주차")
    again = data | {f"t{bus.id}-seen_name": "마을버스", f"t{parking.id}-seen_name": "주차"}
    assert planner.post(f"{DESK}names", data=again).status_code == 303
    assert bus.name == "버스가 뜸해요"


def test_a_name_too_long_is_told_at_its_field(planner, theme):
    bus = theme(words=["버스"])
    answer = planner.post(f"{DESK}{bus.id}/name", data={f"t{bus.id}-name": "가" * 41})
    assert answer.status_code == 422 and "이름은 40자까지" in answer.text
    answer = planner.post(
        f"{DESK}{bus.id}/name", data={f"t{bus.id}-name": "", f"t{bus.id}-sentence": "설명만"}
    )
    assert answer.status_code == 422 and "이름도 붙여 주세요" in answer.text
    assert not bus.is_named


def test_themes_are_merged_and_dissolved(planner, texts, theme):
    issues = texts("버스가 안 와요", "배차가 길어요")
    bus, interval = theme("버스", issues[:1]), theme("배차", issues[1:])
    planner.post(f"{DESK}{interval.id}/merge", data={"into": str(bus.id)})
    assert bus.texts_count == 2
    assert planner.get(f"{DESK}{interval.id}").status_code == 410
    planner.post(f"{DESK}{bus.id}/dissolve")
    assert db.session.get(Placement, issues[0].id).theme_id is None


def test_why_a_text_came_here_is_said(planner, round, texts, theme):
    issues = texts("버스 배차가 길어요", "차가 안 와요")
    bus = theme("버스")
    states = {issues[0].id: placed(bus.id, None, True, ["버스", "배차"])}
    states[issues[1].id] = placed(bus.id, None, False)
    arrange(round.id, states)
    db.session.commit()
    page = planner.get(f"{DESK}{bus.id}").text
    assert "‘버스·배차’ 단어가 같아요" in page and "theme-unsure" in page
    assert "뜻이 가까워요" in page
    few = planner.get(f"{DESK}{bus.id}?show=unsure").text
    assert "차가 안 와요" in few and "버스 배차가 길어요" not in few
    planner.post(
        f"{DESK}move", data={"issue": [issues[1].id], "from": str(bus.id), "to": str(bus.id)}
    )
    assert "theme-unsure" not in planner.get(f"{DESK}{bus.id}").text


def test_quotes_are_the_words_of_the_reports(planner, texts, theme, client):
    body = "저녁 여섯 시가 지나면 마을버스가 한 시간에 한 대뿐이에요. 학생들이 걸어와요."
    issues = texts("버스가 안 와요", "배차가 길어요", body=body)
    bus = theme("버스", issues)
    page = planner.get(f"{DESK}{bus.id}").text
    assert "저녁 여섯 시가 지나면" in page
    key = f"{issues[0].id}-body-0-33"
    assert planner.post(f"{DESK}{bus.id}/quotes", data={"quote": [key]}).status_code == 303
    quote = db.session.scalars(db.select(Quote)).one()
    assert quote.words == body[:33] == issues[0].body[quote.start : quote.end]
    assert body[:33] in client.get(f"/gaon/1/themes/{bus.id}").text
    copied = {"quote": [key], "receipt": issues[1].receipt_number, "words": "학생들이 걸어와요."}
    planner.post(f"{DESK}{bus.id}/quotes", data=copied)
    assert len(Quote.of(bus)) == 2
    wrong = copied | {"words": "학생들이 뛰어와요."}
    answer = planner.post(f"{DESK}{bus.id}/quotes", data=wrong)
    assert answer.status_code == 422 and "똑같이 적힌 말이 아니에요" in answer.text
    assert "학생들이 뛰어와요." in answer.text and len(Quote.of(bus)) == 2


def test_who_wants_the_opposite_is_offered_however_large_the_theme_is(planner, texts, theme):
    many = texts(*(f"버스 배차 간격을 {n}분으로 줄여 주세요" for n in range(LOOKED_AT + 5)))
    (other,) = texts("버스 노선은 지금 그대로 두어 주세요, 편해요.")
    bus = theme("버스", [*many, other])
    page = planner.get(f"{DESK}{bus.id}").text
    assert f'value="{other.id}-title-0-' in page and "다른 뜻일 수 있어요" in page
    (newer,) = texts("배차를 더 줄이는 데 반대합니다, 세금이 들어요.")
    bus.take([newer.id], bus.named_by)
    db.session.commit()
    assert f'value="{newer.id}-title-0-' in planner.get(f"{DESK}{bus.id}").text


@pytest.fixture
def for_and_against(texts, theme, person):
    """A theme of 민지's three texts and one of 준호 from another 읍면동, who wants the opposite."""
    minji, junho = person("민지"), person("준호")
    said = ("버스 배차 간격을 줄여 주세요, 너무 길어요.", "버스 배차를 늘려 주세요, 힘들어요.")
    first, second = texts(*said, reporter_id=minji.id, district_id=1)
    (other,) = texts("버스 노선은 지금 그대로 두어 주세요, 편해요.", reporter_id=junho.id)
    other.district_id = 2
    db.session.commit()
    return theme("버스", [first, second, other]), [first, second, other]


def test_quotes_all_of_one_stance_person_or_place_are_pointed_out(planner, for_and_against):
    bus, (first, second, other) = for_and_against

    def told(*issues):
        keys = [f"{issue.id}-title-0-{len(issue.title)}" for issue in issues]
        answer = planner.post(f"{DESK}{bus.id}/quotes", data={"quote": keys})
        page = planner.get(answer.location).text
        assert len(Quote.of(bus)) == len(issues)
        return [words in page for words in ("한쪽 뜻뿐이에요", "한 사람의 글", "한 읍면동의 글")]

    assert told(first, second) == [True, True, True]
    assert told(first) == [True, False, False]
    assert told(first, other) == [False, False, False]
    last_chosen = planner.get(f"{DESK}{bus.id}").text.split('name="quote"')[2]
    assert " checked" in last_chosen and other.title in last_chosen
    assert "다른 뜻일 수 있어요" in last_chosen


def test_a_quote_of_a_changed_or_hidden_report_is_shown_to_nobody(planner, texts, theme, client):
    issues = texts("버스가 한 시간 동안 안 와요", "배차가 너무 길어서 걸어 다녀요")
    bus = theme("버스", issues)
    keys = [f"{issue.id}-title-0-{len(issue.title)}" for issue in issues]
    planner.post(f"{DESK}{bus.id}/quotes", data={"quote": keys})
    issues[0].title = "고친 제목이에요 정말로요"
    issues[1].hide("욕설")
    db.session.commit()
    page = client.get(f"/gaon/1/themes/{bus.id}").text
    assert "버스가 한 시간" not in page and "배차가 너무" not in page
    assert "원문이 바뀌었거나 가려져서" in planner.get(f"{DESK}{bus.id}").text


@pytest.mark.parametrize(
    "key", ["x", "1-body-0", "1-reporter_id-0-5", "99999-body-0-5", "1-body-5-2"]
)
def test_a_quote_that_is_none_is_refused(key, planner, texts, theme):
    bus = theme("버스", texts("버스가 안 와요"))
    answer = planner.post(f"{DESK}{bus.id}/quotes", data={"quote": [key]})
    assert answer.status_code == 422 and Quote.of(bus) == []


def test_residents_see_only_what_a_person_named(client, texts, theme):
    issues = texts("버스가 안 와요", "주차할 곳이 없어요", "가로등이 꺼졌어요")
    bus, parking = theme("버스", issues[:1]), theme(words=["주차", "골목"], issues=issues[1:2])
    page = tight(client.get("/gaon/1/themes/").text)
    assert "버스" in page and "주차" not in page
    assert "모인 글 3건 가운데 1건이 주제 1개에 있어요" in page and "나머지 2건" in page
    assert client.get(f"/gaon/1/themes/{parking.id}").status_code == 404
    page = client.get(f"/gaon/1/themes/{bus.id}").text
    assert "이 묶음은 담당자가 정리했어요" in page and f"/gaon/1/issues/{issues[0].id}" in page


def test_rounds_pages_lead_to_themes_when_there_are_any(client, texts, theme):
    issues = texts("버스가 안 와요")
    address = 'href="/gaon/1/themes/"'
    pages = ("/gaon/1/", "/gaon/1/issues/", "/gaon/1/issues/map")
    assert not any(address in client.get(path).text for path in pages)
    theme("버스", issues)
    assert all(address in client.get(path).text for path in pages)


def test_a_theme_of_another_round_is_not_found(planner, client, theme, call):
    elsewhere = add_round_elsewhere(call)
    other, _ = Theme.start(elsewhere)
    db.session.commit()
    assert planner.get(f"{DESK}{other.id}").status_code == 404
    assert planner.post(f"{DESK}{other.id}/dissolve").status_code == 404
    assert planner.get(f"{DESK}{2**40}").status_code == 404
    assert other.gone_at is None


@pytest.mark.parametrize("name", ["<b>버스</b>", "{{7*7}}", "\u3164", "가" * 500])
def test_a_hostile_name_is_text_or_nothing(name, planner, round, client):
    planner.post(DESK, data={"name": name})
    themes = db.session.scalars(db.select(Theme)).all()
    assert all(len(each.name) <= 40 and each.name.strip() for each in themes)
    assert "<b>버스</b>" not in planner.get(DESK).text


def test_moving_without_a_text_or_a_target_says_so(planner, texts, theme):
    theme("버스", texts("버스가 안 와요"))
    planner.post(f"{DESK}move", data={"from": "", "to": ""})
    assert "글을 하나 이상 고르고" in planner.get(DESK).text
    assert planner.post(f"{DESK}move", data={"issue": "1", "to": "x"}).status_code == 404


def test_supports_on_paper_are_told_apart(client, texts, theme):
    issues = texts("버스가 안 와요", offline_supports=7, supports_count=7)
    bus = theme("버스", issues)
    page = client.get(f"/gaon/1/themes/{bus.id}").text
    assert "공감 7" in page and "이 가운데 종이·민원 7" in page


def test_supports_heard_at_meetings_are_told_apart(client, texts, theme, round, seoyeon):
    issues = texts("버스가 안 와요", "막차가 빨라요")
    bus = theme("버스", issues[:1])
    words = {"kind": "briefing", "title": "경로당 설명회", "place": "경로당", "host": "교통과"}
    meeting = Meeting.plan(round, seoyeon, "meeting-0001", starts_at=now(), **words)
    db.session.flush()
    issues[0].hear(meeting.id, 4)
    issues[1].hear(meeting.id, 2)
    issues[1].merge_into(issues[0], seoyeon)
    db.session.commit()
    page = client.get(f"/gaon/1/themes/{bus.id}").text
    assert "공감 6" in page and "이 가운데 모임에서 들은 것 6" in page
    assert "종이·민원" not in page
