"""What a browser calls itself, and the addresses that people came in with by it before.

Strangers can't use up the codes that such a browser may ask for. Its cookie keeps keyed hashes,
which tell nobody the address; it outlives signing out.
"""

from civic.people.secrets import secret, secrets
from civic.people.sign_in.codes import keyed_hash
from civic.web import cookies

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
    known = _marks()
    return any(_mark(address, key) in known for key in secrets())


def remember_address(response, address: str):
    """Keep in the browser that it proved this address."""
    mark = _mark(address, secret())
    marks = [mark, *(known for known in _marks() if known != mark)][:MOST_ADDRESSES]
    cookies.give(response, COOKIE, ".".join(marks), COOKIE_DAYS * 86_400)
    return response


def _marks() -> list[str]:
    return (cookies.read(COOKIE) or "").split(".")


def _mark(address: str, key: str) -> str:
    return keyed_hash(key, "came-in", address)
