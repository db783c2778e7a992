"""Where an answer may lead: only ever to a path of this site."""

import pytest

from civic.web.paging import Page

ELSEWHERE = [
    "https://example.invalid/x",
    "//example.invalid/x",
    "///example.invalid/x",
    "/\\example.invalid/x",
    "\\\\example.invalid",
    "/\t/example.invalid/x",
    "/\n/example.invalid/x",
    "/\r\nLocation: https://example.invalid",
    "\t//example.invalid",
    "javascript:alert(1)",
    "http:example.invalid",
    "http://[::1",
    "http://localhost.example.invalid/",
    "http://localhost@example.invalid/",
    "/" + "x" * 5000,
    "",
]
LEADING = ["/language/ko", "/demo/resident"]


@pytest.mark.parametrize("path", LEADING)
@pytest.mark.parametrize("address", ELSEWHERE)
def test_an_address_elsewhere_leads_to_the_front_page(client, round, person, path, address):
    person("민지")
    answer = client.get(path, query_string={"next": address})
    assert answer.status_code in (302, 303, 404)
    assert answer.headers.get("Location", "/") == "/"


@pytest.mark.parametrize("raw", ["/%09/example.invalid/x", "/%0a/x", "/%5Cexample.invalid"])
def test_a_coded_letter_that_browsers_drop_leads_nowhere_else(client, round, raw):
    assert client.get(f"/language/ko?next={raw}").location == "/"


@pytest.mark.parametrize(
    "address",
    ["/gaon/1/issues/?q=버스 정류장&page=2", "/gaon/1/issues/3#say", "http://localhost/gaon/1/"],
)
def test_a_page_of_this_site_is_led_back_to(client, round, address):
    location = client.get("/language/ko", query_string={"next": address}).location
    assert location.startswith("/gaon/1/")


def test_the_page_before_is_led_back_to_only_when_it_is_ours(client, round):
    answer = client.post("/gaon/1/issues/1/support", headers={"Referer": "//example.invalid/x"})
    assert answer.location == "/sign-in?next=/"


@pytest.mark.parametrize(
    "query",
    ["number=²", "issue_id=x", "round_number=x", "endpoint=x", "_scheme=javascript", "_method=GET"],
)
@pytest.mark.parametrize("way", ["/gaon/1/issues/?status=received", "/gaon/report?category=safety"])
def test_what_stands_behind_an_address_does_not_lead_elsewhere(client, round, way, query):
    answer = client.get(f"{way}&{query}&_external=1&municipality=narae")
    assert answer.status_code in (200, 302)
    assert "narae" not in (answer.location or "") and "javascript" not in (answer.location or "")


def test_what_stands_behind_an_address_changes_no_way_of_a_list(app, round):
    way = "/gaon/1/plan/2/sources/issues.reported?page=2&order=new"
    with app.test_request_context(f"{way}&number=x&figure=y&round_number=9&_scheme=a&endpoint=b"):
        app.preprocess_request()
        assert Page([], 1, 10, 30).address(3) == f"{way.replace('page=2', 'page=3')}"
