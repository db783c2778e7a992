"""Frames for other sites: without script, only where a city allows it; and oEmbed."""

import base64
import hashlib
import json
import re
from html import unescape
from xml.etree.ElementTree import fromstring

import pytest

from civic.db import db
from civic.open_data.embeds.models import EmbedSite, NotAnOrigin
from tests.factory import add_issue

FRAME = "/gaon/1/embed"
SITE = "https://www.city.go.kr"


def allow(round, origin=SITE):
    EmbedSite.allow(round.municipality, origin)
    db.session.commit()


def policy(answer):
    parts = answer.headers["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts)


@pytest.mark.parametrize("view", ["list", "map", "result"])
def test_a_frame_opens_before_there_is_anything_and_holds_no_script(client, round, view):
    answer = client.get(f"{FRAME}/{view}")
    assert answer.status_code == 200 and "<script" not in answer.text
    assert policy(answer)["script-src"] == "'none'" and "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("view", ["list", "map", "result"])
def test_asked_for_its_height_it_runs_one_script_known_by_its_hash(client, round, view):
    add_issue(round, 1, title='"><script>alert(1)</script>')
    db.session.commit()
    answer = client.get(f"{FRAME}/{view}?fit=1")
    (script,) = re.findall("<script>(.*?)</script>", answer.text, re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy(answer)["script-src"] == f"'sha256-{digest}'" and "postMessage" in script
    assert "<script" not in client.get(f"{FRAME}/{view}?fit=2").text


def test_the_script_for_sites_may_be_included_anywhere(client, round):
    answer = client.get("/embed.js")
    assert answer.mimetype == "text/javascript" and "civicHeight" in answer.text
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    again = client.get("/embed.js", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_nobody_shows_it_until_a_site_is_allowed(client, round):
    assert policy(client.get(f"{FRAME}/list"))["frame-ancestors"] == "'none'"
    allow(round)
    assert policy(client.get(f"{FRAME}/list"))["frame-ancestors"] == SITE
    assert policy(client.get("/gaon/1/"))["frame-ancestors"] == "'none'"


def test_the_list_shows_what_the_public_list_does(client, round, gaon):
    add_issue(round, 1, title='"><img src=x>')
    add_issue(round, 2, title="숨긴 제보", listed=False)
    add_issue(round, 3, title="그늘이 없어요", district_id=gaon.districts[0].id)
    db.session.commit()
    page = client.get(f"{FRAME}/list").text
    assert "그늘이 없어요" in page and "숨긴 제보" not in page and "<img src=x" not in page
    assert "달내동" in client.get(f"{FRAME}/map").text


@pytest.mark.parametrize(
    "origin",
    [
        *("http://city.go.kr", "https://city", "https://city.go.kr/path", "*", "https://*.go.kr"),
        *("https://city.go.kr; script-src *", "https://city.go.kr 'self'", "", "https://a.b\nx"),
    ],
)
def test_what_is_no_origin_is_refused(round, origin):
    with pytest.raises(NotAnOrigin):
        EmbedSite.allow(round.municipality, origin)


def test_an_operator_allows_and_disallows(app, round):
    def run(*words):
        return app.test_cli_runner().invoke(
            args=["open-data", "embeds", *words, "--municipality", "gaon"]
        )

    assert run("allow", SITE + "/").exit_code == 0
    assert SITE in run("list").output
    assert run("disallow", SITE).exit_code == 0
    assert run("disallow", SITE).exit_code == 1 and run("allow", "x").exit_code == 1
    assert EmbedSite.origins(round.municipality) == []


@pytest.mark.parametrize(
    ("page", "view"),
    [("issues/", "list"), ("issues/map", "map"), ("vote/result", "result"), ("", "list")],
)
def test_oembed_gives_the_frame_of_a_page(client, round, page, view):
    asked = {"url": f"http://localhost/gaon/1/{page}", "maxwidth": "400"}
    told = client.get("/oembed", query_string=asked).json
    assert (told["version"], told["type"], told["width"]) == ("1.0", "rich", 400)
    address = told["html"].partition('src="')[2].partition('"')[0]
    assert address.endswith(f"{FRAME}/{view}")
    assert client.get(address.partition("localhost")[2]).status_code == 200


@pytest.mark.parametrize("room", [1, 120, 639])
def test_oembed_is_never_wider_than_the_site_has_room_for(client, round, room):
    asked = {"url": "http://localhost/gaon/1/", "maxwidth": str(room)}
    told = client.get("/oembed", query_string=asked).json
    assert told["width"] == room and f'width="{room}"' in told["html"]


def test_oembed_gives_more_room_to_more_and_longer_words(client, round):
    def height(**asked):
        asked = {"url": "http://localhost/gaon/1/issues/"} | asked
        return client.get("/oembed", query_string=asked).json["height"]

    empty = height()
    add_issue(round, 1, title="그늘이 없어요")
    db.session.commit()
    one = height()
    add_issue(round, 2, title="정류장에 그늘이 없어서 한여름에 버스를 기다리기가 너무 힘들어요")
    db.session.commit()
    assert empty < one < height() < height(maxwidth="280")
    assert height(maxheight="200") == 200


@pytest.mark.parametrize("page", ["issues/", "issues/map", "vote/result", ""])
def test_a_page_that_has_a_frame_says_where_it_is_described(client, round, page):
    found = re.search(
        r'application/json\+oembed" href="([^"]+)"', client.get(f"/gaon/1/{page}").text
    )
    address = unescape(found[1])
    assert client.get(address.partition("localhost")[2]).json["type"] == "rich"
    assert "json+oembed" not in client.get("/gaon/1/solutions/").text


def test_oembed_speaks_xml(client, round):
    asked = {"url": "http://localhost/gaon/1/", "format": "xml"}
    root = fromstring(client.get("/oembed", query_string=asked).data)
    assert root.tag == "oembed" and root.find("html").text.startswith("<iframe ")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        *(("", 404), ("x", 404), ("https://[", 404), ("http://elsewhere.example/gaon/1/", 404)),
        *(("http://localhost/gaon/9/", 404), ("http://localhost/sign-in", 404)),
        *(("javascript:alert(1)", 404), ("http://localhost/gaon/1/office", 404)),
    ],
)
def test_oembed_knows_only_pages_that_have_a_frame(client, round, address, status):
    assert client.get("/oembed", query_string={"url": address}).status_code == status


def test_oembed_speaks_nothing_else(client, round):
    asked = {"url": "http://localhost/gaon/1/", "format": "yaml"}
    assert client.get("/oembed", query_string=asked).status_code == 501


def test_the_words_of_a_frame_are_safe_in_html(client, round):
    round.title = '"><script>alert(1)</script>'
    db.session.commit()
    answer = client.get("/oembed?url=http://localhost/gaon/1/")
    assert "<script" not in json.loads(answer.data)["html"]
