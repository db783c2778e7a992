"""Whose name a name may not be: nobody passes for the office, a city or an official. Pure."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import chain

from civic.personal_data import SURNAMES
from civic.text import search_form

# Who is called so anywhere in the name passes for the office.
OFFICE_WORDS = (
    *("운영자", "담당자", "관리자", "주무관", "공무원", "컨설턴트", "운영진", "행정복지센터"),
    *("구청장", "도지사", "부시장", "부군수", "사무관", "서기관", "비서실", "국회의원", "시의회"),
    *("시의원", "도의원", "군의원", "구의원", "공식계정", "어드민", "오퍼레이터", "시청직원"),
    *("고객센터", "민원센터", "동사무소", "읍사무소", "면사무소"),
    *("administrator", "moderator", "cityhall", "sysadmin", "webmaster", "админ"),
    *("管理员", "管理員", "管理者", "運營者", "运营者", "擔當者", "担当者", "市政府"),
    *("市长", "市長", "市廳", "quảntrịviên", "thịtrưởng"),
)
OFFICE_ENDS = re.compile(
    "(?:시청|군청|구청|도청|주민센터|시장|군수|청장|읍장|면장|(?<!운)동장|담당|운영팀|관리팀)"
    "(?:님|공식|직원|계정|홍보팀)*$"
)
# Where people buy and sell, not who governs.
MARKETS = re.compile(
    "(?:전통|재래|중앙|[동서남북중]부|동네|새벽|골목|풍물|벼룩|수산|수산물|농산물|농수산물|청년|먹자|오일|"
    "5일|장터)시장"
)
# One such word of a name in Latin letters is enough; these, only when they are all of it.
OFFICE_TOKENS = frozenset({"admin", "admins", "operator", "mayor", "official"})
OFFICE_NAMES = re.compile(
    "(?:admin.*|mayor(?:kim|lee|park|choi|jung|kang|cho)|"
    "(?:operator|planner|staff|system|root|mayor)(?:team|account|[0-9]+)?)$"
)
TOKEN = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
AS_LETTERS = str.maketrans("0134@5$!", "oieaassi")  # adm1n
# What makes a city's name the city's own account; 가온시민 is somebody who lives there, 가온시
# 민원실 is not.
OF_A_PLACE = re.compile(
    "(?:청|장|시?의회)?(?:공식.*|(?!민(?!원)).*(?:과|국|팀|실|위원회|직원|계정))?$"
)
ANY_PLACE = re.compile("^(?:[가-힣]{1,4}?(?:특별자치|특별|광역)?[시군구도]청?|[시군구도]청)")
RANKS = re.compile("특별자치|특별|광역")
IN_ENGLISH = re.compile("([A-Za-z].*?)(?:-(?:si|gun|gu))?")  # what Gaon-si is in Gaon City
# What a department is about, as cities call theirs: 도로과, 스마트도시과, 공원녹지과 직원.
FIELDS = (
    "가로|감사|건설|건축|경제|공보|공원|관광|교육|교통|기업|기획|노인|녹지|농업|농정|대중교통|도로|도시|"
    "디지털|문화|민원|보건|복지|사회복지|산림|상수도|세무|세정|수도|수산|스마트|스마트도시|아동|안전|"
    "여성|예산|위생|일자리|자원순환|자치|재난|정보|주차|주택|지적|징수|차량등록|철도|청년|청소|체육|총무|"
    "축산|토지|통신|평생학습|하수|하수도|해양|행정|허가|환경|홍보|회계"
)
# A title or an office before a whole name: 시장 김달래, and no 시장 할머니.
GIVEN = (
    "가강건경고관광교구권규균근금기길나남다달대덕도동두라란래령로린림마만명모무문미민배백범별병보복봄봉"
    "빈상새서석선설섭성세소솔송수숙순슬승시식신아안애양연열영예오옥온완용우욱운웅원유윤율은의이익인일"
    "임자재전정제조종주준중지진찬창채천철춘충치태택평표하한해혁현형혜호홍화환회효후훈휘희"
)
NO_NAMES = "고양이|강아지|장보기|이모네|안주인|주인장"
A_NAME = f"(?!{NO_NAMES})[{SURNAMES}][{GIVEN}]{{2}}"
RANKED = "(?:장|팀장|계장|주임|직원|공식|계정|소속)*"
DEPARTMENT = re.compile(
    f"(?:{FIELDS})(?:{FIELDS}|가족|개발|계획|과학|관리|농촌|등록|배출|사업|순환|시설|예방|예술|운영|유치|"
    "재생|정책|조성|지원|진흥|총괄|통상|투자|혁신){0,3}(?:과|담당관|사업소)"
    f"{RANKED}(?:{A_NAME})?{RANKED}(?:님|씨|입니다)?$"
)
TITLE_AND_NAME = re.compile(f"(?:시장|군수|시청|군청|구청|도청)(?:{A_NAME})(?:님|씨|입니다)?$")
# Letters of other scripts that look like Latin ones, and those of phonetic writing; mixed with them
# they are no name.
LOOK_ALIKE = re.compile(
    "[\u0250-\u02af\u0370-\u052f\u0531-\u058f\u13a0-\u13ff\u1d00-\u1dbf\u2c80-\u2cff"
    "\ua4d0-\ua4ff\uab30-\uabbf]"
)
LATIN = re.compile("[A-Za-z]")
LONE_LETTERS = re.compile("[\u1100-\u11ff]")
TO_WHOM = re.compile("(?:님|씨|공식|본인|official|real)+$")


def passes_for(name: str, places: Collection[str], officials: Collection[str]) -> str:
    """Whom somebody of this name would pass for: office | place | official | mixed (letters of
    scripts that look alike); "" for nobody.

    Args: places: names of municipalities and of their teams. officials: names of people who work
    for their offices.
    """
    if LATIN.search(name) and LOOK_ALIKE.search(name):
        return "mixed"
    bare = _bare(name)
    if {bare, TO_WHOM.sub("", bare)} & {_bare(official) for official in officials}:
        return "official"
    for place in chain.from_iterable(_spellings(place) for place in places):
        if bare.startswith(_bare(place)):
            rest = bare[len(_bare(place)) :]
            if OF_A_PLACE.match(rest) or _has_office_word(rest) or _is_title(rest):
                return "place"
    return "office" if _is_office(bare) or _is_in_latin(name) else ""


def _is_title(rest: str) -> bool:
    """Of what stands behind a city's name: 가온시 + 장 김달래, 가온시 + 도로과 김달래."""
    return bool(TITLE_AND_NAME.match(f"시{rest}")) or _is_department(rest)


def _is_office(bare: str) -> bool:
    without_markets = MARKETS.sub("", bare)
    return (
        _has_office_word(without_markets)
        or bool(OFFICE_ENDS.search(without_markets))
        or bool(TITLE_AND_NAME.match(bare))
        or _is_department(bare)
        or _is_department(ANY_PLACE.sub("", bare))
    )


def _is_department(words: str) -> bool:
    return bool(DEPARTMENT.match(words))


def _is_in_latin(name: str) -> bool:
    plain = unicodedata.normalize("NFKC", name)
    spellings = (plain, plain.translate(AS_LETTERS))
    tokens = {token.casefold() for text in spellings for token in TOKEN.findall(text)}
    return bool(tokens & OFFICE_TOKENS) or any(
        OFFICE_NAMES.match(_bare(text)) for text in spellings
    )


def _spellings(place: str) -> Iterator[str]:
    """What people call a municipality, beside its name."""
    yield place
    yield RANKS.sub("", place)
    latin = IN_ENGLISH.fullmatch(place)
    if latin:
        yield f"{latin[1]} City"
        yield f"City of {latin[1]}"


def _has_office_word(bare: str) -> bool:
    if LONE_LETTERS.search(bare):  # ㅇㅜㄴ영자
        return any(_letters(word) in _letters(bare) for word in OFFICE_WORDS)
    return any(word in bare for word in OFFICE_WORDS)


def _letters(text: str) -> str:
    """Each letter of a syllable alone, first and last ones alike."""
    names = (unicodedata.name(c, "") for c in unicodedata.normalize("NFD", text))
    return " ".join(name.replace("JONGSEONG", "CHOSEONG") for name in names)


def _bare(name: str) -> str:
    """Only its letters and digits, compatible ones alike: 운 영.자 is 운영자."""
    return "".join(c for c in search_form(name) if unicodedata.category(c)[0] in "LN")
