"""What a browser calls itself, and the addresses that people came in with by it before.

Strangers can't use up the codes that such a browser may ask for. Its cookie keeps keyed hashes,
which tell nobody the address; it outlives signing out.
"""

from flask import current_app, request

from civic.people.secrets import secret
from civic.people.sign_in.codes import keyed_hash

COOKIE = "came_in"
COOKIE_DAYS = 400  # the longest a browser keeps one
MOST_ADDRESSES = 5
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


def device_name(user_agent: str) -> str:
    """Chrome · Android, from a User-Agent header; empty when it says nothing known."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return " · ".join(filter(None, (browser, system)))


def came_in_before(address: str) -> bool:
    """True in a browser that proved this address once."""
    return _mark(address) in _marks()


def remember_address(response, address: str):
    """Keep in the browser that it proved this address."""
    mark = _mark(address)
    marks = [mark, *(known for known in _marks() if known != mark)][:MOST_ADDRESSES]
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    options = {"httponly": True, "samesite": "Lax", "secure": secure}
    response.set_cookie(COOKIE, ".".join(marks), max_age=COOKIE_DAYS * 86_400, **options)
    return response


def _marks() -> list[str]:
    return request.cookies.get(COOKIE, "").split(".")


def _mark(address: str) -> str:
    return keyed_hash(secret(), "came-in", address)
