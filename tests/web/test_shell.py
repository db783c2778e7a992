"""The app's shell: static files, compression, what may be kept, manifest, share target."""

import gzip
import io
import json
import re

import pytest
from backports import zstd
from PIL import Image

from civic.db import db
from civic.issues.reporting.drafts import Draft
from civic.web.assets import current_version
from civic.web.compress import compress
from tests.factory import report_issue

PACKED = {"Accept-Encoding": "gzip"}
UNPACK = {"gzip": gzip.decompress, "zstd": zstd.decompress}


def test_a_front_end_file_is_kept_for_a_year_under_todays_version_only(client):
    today = client.get(f"/static/{current_version()}/js/app/swaps.js", headers=PACKED)
    assert "immutable" in today.headers["Cache-Control"]
    assert b"htmx" in gzip.decompress(today.data)
    old = client.get("/static/0123456789ab/js/app/swaps.js")
    assert old.status_code == 200 and old.headers["Cache-Control"] == "no-cache"
    assert client.get(f"/static/{current_version()}/../config.py").status_code == 404


@pytest.mark.parametrize("encoding", UNPACK)
def test_pages_are_compressed_to_lengths_that_tell_nothing(client, round, encoding):
    takes = {"Accept-Encoding": encoding}
    answers = [client.get("/gaon/1/", headers=takes) for _ in range(8)]
    assert all(answer.headers["Content-Encoding"] == encoding for answer in answers)
    assert all("</html>" in UNPACK[encoding](answer.data).decode() for answer in answers)
    assert len({len(answer.data) for answer in answers}) > 2
    plain = client.get("/gaon/1/", headers={"Accept-Encoding": "identity"})
    assert "</html>" in plain.text and "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize(
    ("takes", "encoding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, zstd;q=0", "gzip"),
        ("gzip, *;q=0", "gzip"),
        ("zstd;q=0", None),
    ],
)
def test_a_page_comes_in_zstd_where_the_browser_takes_it(client, round, takes, encoding):
    answer = client.get("/gaon/1/", headers={"Accept-Encoding": takes})
    assert answer.headers.get("Content-Encoding") == encoding


@pytest.mark.parametrize("encoding", UNPACK)
def test_a_file_is_compressed_piece_by_piece(app, encoding):
    pieces, asked = [b"a" * 1000] * 50, []

    def body():
        for number, piece in enumerate(pieces):
            asked.append(number)
            yield piece

    with app.test_request_context(headers={"Accept-Encoding": encoding}):
        answer = app.response_class(body(), mimetype="application/geo+json")
        answer.content_length = 50_000
        packed = compress(answer)
        assert asked == [] and packed.content_length is None
        first = next(packed.iter_encoded())
        assert asked == [0]
        whole = first + b"".join(packed.iter_encoded())
    assert UNPACK[encoding](whole) == b"".join(pieces) and len(whole) < 2_000


def test_only_public_pages_of_nobody_may_be_kept(client, round, person, as_person):
    assert client.get("/gaon/1/issues/").headers["Offline-Copy"] == "yes"
    for address in ("/sign-in", "/gaon/1/issues/new", "/gaon/1/issues/?q=버스", "/gaon/nowhere"):
        assert "Offline-Copy" not in client.get(address).headers, address
    assert "Offline-Copy" not in client.get("/gaon/1/", headers={"HX-Request": "true"}).headers
    hers = as_person(person("민지")).get("/gaon/1/issues/")
    assert "Offline-Copy" not in hers.headers
    assert hers.headers["Cache-Control"] == "private, no-store"


def test_a_page_that_is_kept_has_its_scripts_kept(client, round, minji):
    kept = client.get("/sw.js").text
    issue = report_issue(round, minji).id
    db.session.commit()
    for path in ("", "issues/", "issues/map", f"issues/{issue}", "solutions/", "targets/", "vote"):
        page = client.get(f"/gaon/1/{path}")
        assert page.headers["Offline-Copy"] == "yes", path
        scripts = re.findall(r'<script type="module"[^>]* src="([^"]+)"', page.text)
        assert scripts and [name for name in scripts if f'"{name}"' not in kept] == [], path


def test_signing_out_clears_what_the_browser_kept(round, person, as_person):
    answer = as_person(person("민지")).post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize(
    ("language", "name", "report"),
    [("ko", "함께 정하는 가온", "제보하기"), ("en", "Gaon-si, decided together", None)],
)
def test_the_manifest_installs_the_municipality(client, round, language, name, report):
    told = json.loads(client.get(f"/gaon/{language}.webmanifest").data)
    assert told["name"] == name and told["id"] == "/gaon/"
    assert told["lang"] == language and told["share_target"]["action"] == "/gaon/share"
    assert report in (None, told["shortcuts"][0]["name"])
    for icon in told["icons"][1:]:
        picture = Image.open(io.BytesIO(client.get(icon["src"]).data))
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
    assert {icon.get("purpose") for icon in told["icons"]} >= {"any", "maskable"}


def test_a_shortcut_leads_to_the_round_that_is_open(client, round, open_phase):
    assert client.get("/gaon/report").location.endswith("/gaon/1/issues/new")
    assert client.get("/gaon/vote").location.endswith("/gaon/")
    open_phase("vote")
    assert client.get("/gaon/vote").location.endswith("/gaon/1/vote")


@pytest.mark.parametrize(("site", "kept"), [("none", 1), ("same-origin", 1), ("cross-site", 0)])
def test_photos_come_in_from_the_phones_share_menu_and_from_no_other_site(
    client, round, site, kept, app
):
    picture = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(picture, "JPEG")
    picture.seek(0)
    answer = client.post(
        "/gaon/share",
        data={"photos": (picture, "길.jpg"), "text": "보도블록"},
        headers={"Sec-Fetch-Site": site},
    )
    assert answer.status_code == 303
    drafts = Draft.query.all()
    assert len(drafts) == kept
    if kept:
        page = client.get(answer.location)
        assert "보도블록" in page.text and "photo_keys" in page.text
        assert len(drafts[0].fields["photos"]) == 1


def test_english_has_an_address_of_its_own(client, round):
    answer = client.get("/gaon/1/?language=en")
    assert 'lang="en"' in answer.text and answer.headers["Content-Language"] == "en"
    assert 'rel="canonical" href="http://127.0.0.1:8000/gaon/1/"' in answer.text


def test_the_government_banner_is_shown_only_by_setting(client, app, round):
    assert "gov-banner" not in client.get("/gaon/1/").text
    app.config["OFFICIAL_BANNER"] = True
    assert "대한민국 공식 전자정부" in client.get("/gaon/1/").text
    app.config["OFFICIAL_BANNER"] = False
