"""What a report is about, guessed from its words where nobody chose. Pure."""

# category → pieces of words that speak for it; longer pieces speak louder.
SIGNS = {
    "transit": ("버스", "정류장", "막차", "배차", "노선", "지하철", "기차", "환승", "택시"),
    "parking": ("주차", "불법주정차", "주정차"),
    "walking": (
        *("보도", "인도", "보행", "횡단보도", "턱", "신호등", "도로", "포장", "포트홀", "육교"),
        *("자전거", "유모차", "휠체어", "계단", "웅덩이", "맨홀", "과속", "골목길"),
    ),
    "safety": ("가로등", "어두", "CCTV", "방범", "범죄", "위험", "무서", "사고", "치안", "빈집"),
    "environment": (
        *("쓰레기", "쓰래기", "분리수거", "재활용", "악취", "냄새", "소음", "먼지", "하천", "매연"),
        *("나무", "공원", "벌레", "오염", "담배", "비둘기"),
    ),
    "energy": ("전기", "태양광", "충전소", "난방", "가스", "에너지", "정전"),
    "welfare": (
        *("병원", "어르신", "노인", "돌봄", "복지", "장애", "경로당", "어린이집", "아이", "약국"),
        "보건소",
    ),
    "culture": ("상가", "시장", "가게", "도서관", "문화", "축제", "관광", "체육", "공연", "상권"),
    "administration": ("민원", "행정", "서류", "주민센터", "안내", "홈페이지", "공무원", "신청"),
}
NOT_TOLD = "other"


def guess_category(title: str, body: str = "") -> str:
    """The category whose signs the words hold most of; the title counts twice. "other" without any.

    The first of equals in the order of SIGNS.
    """
    words = (title + " " + title + " " + body).replace("  ", " ")

    def weight(category: str) -> int:
        return sum(words.count(sign) * len(sign) for sign in SIGNS[category])

    best = max(SIGNS, key=weight)
    return best if weight(best) else NOT_TOLD
