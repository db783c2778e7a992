"""Whose word is taken for where a request comes from, by which names we are asked, and cookies
that no neighbouring name may set."""

import flask
import pytest

from civic.settings.config import load
from civic.settings.keys import KEY_VALUE, demo_key
from civic.web.edge import trusted_hosts
from tests.apps import start_app

PUBLIC = {"PUBLIC_URL": "https://together.city.go.kr"}
FORWARDED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "together.city.go.kr",
}


@pytest.fixture
def edge(tmp_path):
    """edge(PROXIES=1).get(…) is a page that tells how a request was seen, and asks no database."""

    def start(**settings):
        app = start_app(f"sqlite:///{tmp_path / 'none.sqlite3'}", **settings)
        app.before_request_funcs[None] = app.before_request_funcs[None][:1]
        app.url_value_preprocessors.clear()
        app.after_request_funcs.clear()
        app.before_request(lambda: {"from": flask.request.remote_addr, "at": flask.request.url})
        return app.test_client()

    return start


def seen(client, peer, **headers):
    return client.get("/x", headers=FORWARDED | headers, environ_base={"REMOTE_ADDR": peer}).json


def test_a_proxys_word_is_taken(edge):
    told = seen(edge(PROXIES=1), "10.0.0.2")
    assert told == {"from": "203.0.113.9", "at": "https://together.city.go.kr/x"}


@pytest.mark.parametrize("peer", ["198.51.100.7", "2001:db8::1", "::ffff:198.51.100.7", "what"])
def test_nobody_elses_is(edge, peer):
    assert seen(edge(PROXIES=1), peer) == {"from": peer, "at": "http://localhost/x"}


@pytest.mark.parametrize("peer", ["::1", "::ffff:192.168.0.3", "", "fd00::2"])
def test_a_proxy_may_come_by_any_way(edge, peer):
    assert seen(edge(PROXIES=1), peer)["from"] == "203.0.113.9"


def test_without_a_proxy_no_word_counts(edge):
    assert seen(edge(), "10.0.0.2") == {"from": "10.0.0.2", "at": "http://localhost/x"}


def test_what_the_client_said_before_the_proxy_does_not_count(edge):
    forged = {"X-Forwarded-For": "1.2.3.4, 203.0.113.9"}
    assert seen(edge(PROXIES=1), "127.0.0.1", **forged)["from"] == "203.0.113.9"


def test_an_address_of_a_proxy_that_is_none_stops_the_start(edge):
    with pytest.raises(ValueError, match="CIVIC_PROXY_ADDRESSES"):
        edge(PROXIES=1, PROXY_ADDRESSES="proxy.city.go.kr")


def host(client, name):
    return client.get("/sign-in", headers={"Host": name}).status_code


def test_a_strange_name_is_refused_in_words(app, client, monkeypatch):
    monkeypatch.setitem(app.extensions, "trusted_hosts", trusted_hosts(app.config | PUBLIC))
    assert host(client, "together.city.go.kr") == host(client, "localhost:8000") == 200
    assert host(client, "evil.example") == host(client, "together.city.go.kr.evil.example") == 400
    assert "안내받은 주소" in client.get("/", headers={"Host": "evil.example"}).text
    assert client.get("/healthz", headers={"Host": "10.0.0.5:8000"}).status_code == 200


def test_names_are_those_of_the_setting_else_of_a_site_known_by_https(app):
    assert trusted_hosts(app.config) == ()
    assert trusted_hosts(app.config | PUBLIC)[0] == "together.city.go.kr"
    assert trusted_hosts(app.config | PUBLIC | {"SITE_HOSTS": ".go.kr"})[0] == ".go.kr"
    assert trusted_hosts(app.config | PUBLIC | {"SITE_HOSTS": "*"}) == ()


def test_browsers_that_came_by_https_are_told_to_stay(client):
    name = "Strict-Transport-Security"
    secure = client.get("/sign-in", base_url="https://localhost")
    assert secure.headers[name] == "max-age=31536000"
    assert name not in client.get("/sign-in").headers


@pytest.mark.parametrize(
    "key",
    [
        *("a long secret", "a" * 64, "abc" * 20, KEY_VALUE),
        *("Please-Change-Me-Before-Use", "our-secret-key-of-2026", "1234567890abcdef"),
    ],
)
def test_a_key_that_could_be_guessed_stops_the_start_in_words(key):
    with pytest.raises(ValueError, match=r"CIVIC_SECRET_KEY .*openssl rand") as refused:
        load({"SECRET_KEY": key})
    assert key not in str(refused.value).replace("openssl rand -hex 32", "")


def test_the_demo_makes_a_key_of_its_own_once(tmp_path):
    key = demo_key(tmp_path / "new")
    assert key == demo_key(tmp_path / "new") != demo_key(tmp_path / "other")
    assert len(key) == 64
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"demo.key"}
    assert (tmp_path / "new" / "demo.key").stat().st_mode & 0o77 == 0
    told = load({"DEMO": True, "DATABASE_URL": f"sqlite:///{tmp_path}/new/civic.sqlite3"})
    assert told["SECRET_KEY"] == key


@pytest.fixture
def secure(app):
    """The program behind TLS, on the tables at hand."""
    return start_app(app.config["DATABASE_URL"], SECURE_COOKIES=True)


@pytest.fixture
def old_cookie(app, round, minji, as_person):
    """Of a session that began before there was TLS."""
    return as_person(minji).get_cookie("session").value


def asked(secure, **cookies):
    client = secure.test_client()
    for name, value in cookies.items():
        client.set_cookie(name, value, domain="localhost")
    with secure.app_context():
        answer = client.get("/gaon/mine", base_url="https://localhost")
    return answer, answer.headers.getlist("Set-Cookie")


def test_an_old_session_moves_to_the_new_name(secure, old_cookie):
    answer, given = asked(secure, session=old_cookie)
    assert answer.status_code == 200
    new = next(line for line in given if line.startswith("__Host-session="))
    assert "Secure" in new and "Path=/" in new and "Domain" not in new
    assert any(line.startswith("session=;") for line in given)
    value = new.partition("=")[2].partition(";")[0]
    assert asked(secure, **{"__Host-session": value})[0].status_code == 200


def test_a_neighbour_can_not_put_its_session_before_ours(secure, old_cookie, junho, as_person):
    other = as_person(junho).get_cookie("session").value
    given = {"__Host-session": old_cookie, "session": other}
    assert "민지" in asked(secure, **given)[0].text


def test_an_old_session_is_not_taken_for_ever(secure, old_cookie, monkeypatch):
    monkeypatch.setitem(secure.config, "SIGN_IN_DAYS", -1)
    assert asked(secure, session=old_cookie)[0].status_code == 303
    assert asked(secure, session="forged")[0].status_code == 303
