"""The way to a sign-in service and back, as a browser goes it."""

from urllib.parse import urlsplit

from civic.db import db
from civic.people.federation.models import LinkedAccount

KAKAO, NAVER = "/sign-in/with/kakao", "/sign-in/with/naver"


def come_back(client, provider, way=KAKAO, to="/gaon/"):
    """Off to the service, yes there, and back."""
    sent = client.get(way, query_string={"next": to})
    assert sent.status_code == 303, sent.text
    return client.get(path_of(provider.visit(sent.location)))


def path_of(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def link(client, provider, way=KAKAO):
    led = come_back(client, provider, way, "/gaon/mine")
    assert led.location == "/sign-in/with/link?next=/gaon/mine"
    assert "연결할까요?" in client.get(led.location).text
    return client.post("/sign-in/with/link?next=/gaon/mine", data={"act": "link"})


def accounts():
    db.session.expire_all()
    return db.session.scalars(db.select(LinkedAccount).order_by(LinkedAccount.id)).all()
