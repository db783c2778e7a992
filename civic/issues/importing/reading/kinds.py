"""Which of our categories a word of an office's file means: 주차 is parking, 자원순환과 is
environment. Pure."""

import re
import unicodedata

# The longest word that is found decides; of two as long the last, which says more.
SYNONYMS = {
    "transit": "대중교통 교통 버스 마을버스 시내버스 정류장 정류소 택시 지하철 전철 철도 환승 노선"
    " 교통행정 대중교통과 transit bus transport",
    "parking": "주차 주정차 불법주정차 불법주차 주차장 주차단속 parking",
    "walking": "보행 도로 인도 보도 보도블록 횡단보도 통학로 자전거 포트홀 도로파손 도로시설 신호등"
    " 신호 과속방지턱 육교 도로과 도로교통 건설 road sidewalk walking street",
    "safety": "안전 방범 가로등 보안등 조명 cctv 씨씨티비 치안 재난 방재 소방 화재 침수 하수 맨홀"
    " 시설물 위험시설 안전총괄 범죄 safety lighting streetlight",
    "environment": "환경 쓰레기 재활용 분리수거 분리배출 폐기물 청소 악취 소음 미세먼지 수질 대기"
    " 하천 공원 녹지 가로수 산림 자원순환 무단투기 동물 해충 방역 environment trash garbage waste",
    "energy": "에너지 전기 태양광 충전소 전기차충전 가스 난방 energy",
    "welfare": "복지 보건 건강 의료 노인 어르신 장애인 아동 보육 어린이 청소년 여성 경로당 돌봄"
    " 보건소 교육 학교 welfare health education",
    "culture": "문화 관광 체육 예술 축제 도서관 상권 시장 전통시장 소상공인 경제 일자리 상가 농업"
    " culture tourism economy",
    "administration": "행정 정보 정보화 세무 세금 홍보 보도자료 언론보도 누리집 홈페이지 무인민원"
    " 와이파이 도로명주소 민원행정 종합민원 민원봉사 민원여권 민원실 민원과 administration",
    "other": "기타 그외 etc other",
}
# How a report came, and what it asks the office for: neither says what it is about.
NO_TOPIC = re.compile(
    "(?:안전|국민)신문고|시장(?:군수|구청장)?(?:실|님|께|에게|과의)"
    "|(?:접수|처리|답변|승인|검토)대기|대기중"
)
CODES = {word: code for code, words in SYNONYMS.items() for word in words.split()}
SHORTEST = 2


def category_of(value: str) -> str | None:
    """The code a value means: a word of ours, or one that holds such a word; None for others, and
    for 고충민원, 질의, 안전신문고 and the like."""
    plain = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", value)).lower()
    plain = NO_TOPIC.sub("", plain)
    if plain in CODES:
        return CODES[plain]
    inside = [word for word in CODES if len(word) >= SHORTEST and word in plain]
    longest = max(inside, key=lambda word: (len(word), plain.rfind(word)), default=None)
    return CODES[longest] if longest else None
