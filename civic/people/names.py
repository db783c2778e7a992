"""Names as typed, made fit for one line; and what a browser calls itself, for people."""

import re
import unicodedata

LONGEST_NAME = 40
BROWSERS = (
    ("KAKAOTALK", "KakaoTalk"),
    ("NAVER(", "NAVER"),
    ("Whale/", "Whale"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def one_line(typed: str | None) -> str:
    """NFC, without control or direction marks, single spaces, no spaces at the ends."""
    text = unicodedata.normalize("NFC", typed or "")
    visible = (c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") else " " for c in text)
    return re.sub(r"\s+", " ", "".join(visible)).strip()


def device_name(user_agent: str) -> str:
    """Chrome · Android, from a User-Agent header; empty when it says nothing known."""
    found = [
        next((name for mark, name in marks if mark in user_agent), "")
        for marks in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(part for part in found if part)
