"""Who may be called what: nobody passes for the office, a city or an official."""

import pytest

from civic.db import db
from civic.people.passing_for import passes_for
from civic.text import one_line
from tests.factory import add_city, add_person

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
PROFILE = "/gaon/mine/profile"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        *(("운영자", "office"), ("담 당 자", "office"), ("교통과 주무관", "office")),
        *(("운.영.자", "office"), ("Ａｄｍｉｎ", "office"), ("달내동 주민센터", "office")),
        *(("가온시", "place"), ("가온시청", "place"), ("가 온 시", "place")),
        *(("가온시 도시계획과", "place"), ("가온시청 공식", "place"), ("가온시 홍보팀", "place")),
        *(("누리시", "place"), ("누리광역시청", "place"), ("gaon si", "place")),
        *(("가온시장님", "office"), ("Admin Team", "office"), ("admin1", "office")),
        *(("管理员", "office"), ("Quản trị viên", "office"), ("Mayor", "office")),
        *(("Gaon City", "place"), ("City of Gaon", "place"), ("Gaon City Hall", "office")),
        *(("가온시 시의회", "place"), ("구청장 김달", "office"), ("도지사 김달", "office")),
        *(("서연", "official"), ("서 연", "official")),
        *(("Аdmin", "mixed"), ("Minа", "mixed")),  # А and а are Cyrillic
        *(("ɑdmin", "mixed"), ("Ꭺdmin", "mixed"), ("օperator", "mixed")),
        *(("가온시 민원실", "place"), ("가온시 민원봉사과", "place"), ("가온시 민원왕", "")),
        *(("가온시민", ""), ("Rooted Minji", ""), ("Nguyễn Văn An", ""), ("전통시장 상인", "")),
        *(("민지", ""), ("가온시민 준호", ""), ("Иван", ""), ("달내동 서연", ""), ("시청각실", "")),
        *(("Gaon citizen", ""), ("Gaon", ""), ("가온시장 상인", "")),
        (f"{FAMILY} 가족", ""),
        # titles and departments, with and without a name, of this city and of others
        *(("가온시장 김철수", "place"), ("시장 김철수", "office"), ("김철수 시장", "office")),
        *(("시청 김철수", "office"), ("김철수 시의원", "office"), ("부시장 박하늘", "office")),
        *(("도로과", "office"), ("도로과 직원", "office"), ("서산시 도로과 직원", "office")),
        *(("도시계획과 이영희 팀장", "office"), ("가온시 도로과 김철수", "place")),
        *(("mayor kim", "office"), ("MayorKim", "office"), ("Site Admin", "office")),
        *(("adm1n", "office"), ("@dmin", "office"), ("admin_kim", "office"), ("админ", "office")),
        *(("ㅇㅜㄴ영자", "office"), ("ㅇㅜㄴㅇㅕㅇㅈㅏ", "office"), ("運營者", "office")),
        *(("운·영·자", "office"), ("민원 담당", "office"), ("서연님", "official")),
        *(("달내동장", "office"), ("김철수 면장님", "office"), ("읍장", "office")),
        *(("가온시 고객센터", "place"), ("고객센터", "office"), ("달내면사무소", "office")),
    ],
)
def test_whom_a_name_passes_for(name, reason):
    assert passes_for(name, ["가온시", "누리광역시", "Gaon-si"], ["서연"]) == reason


# What people are called who only have a word of the office's in it.
ORDINARY = (
    *(
        "시장할머니",
        "시장 할머니",
        "중앙시장",
        "남부시장 상인",
        "시장 고양이",
        "시장떡볶이",
        "시장 가는 길",
    ),
    *("사과", "풋사과", "한과", "치과 의사", "김남국", "건축과 학생", "환경과 사람", "청년과 미래"),
    *("도로시", "행정학도", "청소년", "동장군", "시청역 3번 출구", "시청 앞 주민", "구청앞 커피"),
    *(
        "초등학교 운동장",
        "동장금",
        "면장갑",
        "군청색",
        "도청기",
        "수산물 애호가",
        "최관리",
        "진실",
        "우리팀",
        "교통카드",
        "도시락",
    ),
    *("Mayo Ryu", "Federico Mayorga", "Badminton lover", "Adrian Minter", "Stafford"),
    *("system of a down", "김시원", "이시영", "정시우", "박시현", "장공원", "조도지", "서담"),
)
FAMILY_NAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄"
)
GIVEN_NAMES = (
    *("민준", "서준", "도윤", "지호", "서연", "하은", "지우", "철수", "영희", "순자", "정숙"),
    *("미경", "현우", "시원", "시정", "시영", "관희", "영장", "도지", "민원", "보건"),
)


def test_ordinary_names_are_taken():
    names = {f"{family}{given}" for family in FAMILY_NAMES for given in GIVEN_NAMES}
    for name in (*ORDINARY, *names):
        assert passes_for(name, ["가온시", "시흥시", "서산시"], ["하람"]) == "", name


@pytest.mark.parametrize("name", ["ㅤ", "⠀⠀", "\u200b\u200d", "\u115f", " \u2060 "])
def test_a_name_nobody_sees_is_none(as_person, minji, round, name):
    refused = as_person(minji).post(PROFILE, data={"name": name, "home_district_id": ""})
    assert refused.status_code == 422 and "1~40글자" in refused.text


def test_emoji_of_several_stay_whole():
    technologist = "\U0001f9d1\U0001f3fd\u200d\U0001f4bb"
    rainbow = "\U0001f3f3\ufe0f\u200d\U0001f308"
    for emoji in (FAMILY, technologist, rainbow):
        assert one_line(f"  {emoji}민지 ") == f"{emoji}민지"


def test_a_resident_takes_no_name_of_the_office(as_person, minji, seoyeon, round):
    round.municipality.team = "스마트도시팀"  # which stands at the foot of each page
    db.session.commit()
    client = as_person(minji)
    for name in ("서연", "가온시", "가온 담당자", "스마트 도시팀", "스마트도시팀 직원"):
        refused = client.post(PROFILE, data={"name": name, "home_district_id": ""})
        assert refused.status_code == 422 and f'value="{name}"' in refused.text
    db.session.expire_all()
    assert minji.name == "민지"


def test_the_office_is_called_what_it_is(as_person, seoyeon, round):
    changed = as_person(seoyeon).post(PROFILE, data={"name": "교통 담당자", "home_district_id": ""})
    assert changed.status_code == 303


def test_in_another_city_the_office_is_not(as_person, person, seoyeon, gaon, round):
    """A planner of 누리시 is no official of 가온시, nor one of 가온시 of theirs."""
    nuri = add_city("nuri", name="누리시")
    elsewhere = add_person("하람", "planner", city=nuri)
    db.session.commit()
    guest, here = as_person(elsewhere), as_person(seoyeon)
    for name in ("교통 담당자", "가온시청", "가온시 교통 담당자", "서연"):
        assert guest.post(PROFILE, data={"name": name, "home_district_id": ""}).status_code == 422
    for name in ("누리시청", "누리시 교통 담당자"):
        assert here.post(PROFILE, data={"name": name, "home_district_id": ""}).status_code == 422
    assert (
        here.post(PROFILE, data={"name": "가온시 교통과", "home_district_id": ""}).status_code
        == 303
    )


def test_who_has_such_a_name_already_may_change_the_rest(as_person, person, seoyeon, round):
    namesake = person("서연")
    typed = {"name": "서연", "home_district_id": "", "birth_year": "1985"}
    assert as_person(namesake).post(PROFILE, data=typed).status_code == 303
