"""Invented texts on four topics, and their nouns as an engine would read them."""

import hashlib

import numpy as np

from civic.engines.text_nouns import PlainNouns
from civic.grouping import Text, pack, read_nouns

TOPICS = {
    "버스": (
        "마을버스 배차 간격",
        "마을버스 정류장 노선",
        "배차 간격 노선 기사",
        "정류장 안내 배차",
    ),
    "공원": ("공원 나무 그늘", "공원 벤치 산책로", "산책로 나무 벤치", "공원 산책로 그늘 가로수"),
    "주차": ("불법주차 골목 단속", "주차장 골목 차량", "단속 차량 불법주차", "주차장 골목 견인"),
    "도서관": ("도서관 열람실 좌석", "도서관 대출 책", "열람실 책 좌석", "대출 도서관 사서"),
}


def texts_on(topics=tuple(TOPICS), each: int = 12) -> list[Text]:
    """So many texts on each topic, each by another author, one topic after another."""
    found = []
    for topic in topics:
        for number in range(each):
            words = TOPICS[topic][number % 4]
            title = f"{words.split()[0]} {words.split()[1]} {topic}"
            body = f"{words} {TOPICS[topic][(number + 1) % 4]} 골목{number}"
            found.append(Text(len(found) + 1, title, body, f"주민{len(found)}"))
    return found


def nouns_of(texts):
    return read_nouns(texts, PlainNouns().runs)


def vectors_of(texts) -> list[bytes]:
    """Vectors as a model would give: texts of one topic near each other."""
    return [pack(_vector(text)) for text in texts]


def _vector(text: Text) -> np.ndarray:
    topic = next((name for name in TOPICS if name in text.title + text.body), "")
    vector = _drawn(topic) + 0.5 * _drawn(text.title + text.body)
    return vector / np.linalg.norm(vector)


def _drawn(text: str) -> np.ndarray:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
    vector = np.random.default_rng(seed).standard_normal(384)
    return vector / np.linalg.norm(vector)
