"""Open311: services, and reports as a program reads them."""

from datetime import timedelta
from xml.etree.ElementTree import fromstring

import pytest

from civic.db import db, now
from civic.issues.labels import CATEGORIES
from civic.rounds.models import Round
from tests.conftest import NOW
from tests.factory import add_city, add_issue, report_issue

V2 = "/open311/v2"


@pytest.fixture
def issue(round, minji):
    issue = report_issue(round, minji, title="정류장에 그늘이 없어요", body="여름에 힘들어요.")
    db.session.commit()
    return issue


def ids(answer):
    return [row["service_request_id"] for row in answer.json]


def when(moment):
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def test_services_are_the_categories_of_reports(client, round):
    services = client.get(f"{V2}/services.json").json
    assert [each["service_code"] for each in services] == list(CATEGORIES)
    assert all(each["metadata"] is True and each["service_name"] for each in services)


def test_a_service_asks_for_the_district(client, round):
    definition = client.get(f"{V2}/services/transit.json").json
    (attribute,) = definition["attributes"]
    assert definition["service_code"] == "transit"
    assert [value["name"] for value in attribute["values"]] == ["달내동", "느티동"]


def test_a_report_is_told_with_what_its_page_shows(client, round, issue):
    (request,) = client.get(f"{V2}/requests/{issue.id}.json").json
    assert request["service_request_id"] == str(issue.id)
    assert (request["status"], request["status_notes"]) == ("open", "접수")
    assert request["description"] == "정류장에 그늘이 없어요\n여름에 힘들어요."
    assert request["address"] == "달내동" and request["address_id"] == "9900010000"
    assert request["requested_datetime"] == "2026-11-22T12:00:00+09:00"


def test_xml_says_the_same_as_json(client, round, issue):
    answer = client.get(f"{V2}/requests.xml")
    assert answer.content_type == "text/xml; charset=utf-8"
    request = fromstring(answer.data).find("request")
    for name, value in client.get(f"{V2}/requests.json").json[0].items():
        assert (request.find(name).text or "") == str("" if value is None else value)


def test_a_step_closes_a_report_and_gives_its_reason(client, round, issue, seoyeon, clock):
    clock(timedelta(days=1))
    issue.set_status("rejected", seoyeon, "이미 있는 그늘막이에요.")
    db.session.commit()
    (request,) = client.get(f"{V2}/requests/{issue.id}.json").json
    assert request["status"] == "closed"
    assert request["status_notes"] == "미반영: 이미 있는 그늘막이에요."
    assert request["updated_datetime"] == "2026-11-23T12:00:00+09:00"


def test_filters_narrow_the_list(client, round, seoyeon):
    bus, lamp = add_issue(round, 1), add_issue(round, 2, category="safety", status="done")
    db.session.commit()
    asked = {
        "service_code=safety": [lamp.id],
        "service_code=safety,transit": [lamp.id, bus.id],
        "status=open": [bus.id],
        "status=closed": [lamp.id],
        "status=open,closed": [lamp.id, bus.id],
        f"service_request_id={bus.id},999999": [bus.id],
        "service_request_id=nonsense": [],
        "page=2&page_size=1": [bus.id],
        "page=3&page_size=1": [],
    }
    for query, expected in asked.items():
        answer = client.get(f"{V2}/requests.json?{query}")
        assert ids(answer) == [str(each) for each in expected], query


@pytest.mark.parametrize("query", ["", "&updated_after=2020-01-01T00:00:00Z", "&status=open"])
def test_the_header_link_leads_through_all_pages(client, round, query):
    """Each report once, those of one moment too, and what comes meanwhile moves none."""
    moments = [NOW - timedelta(hours=n // 3) for n in range(7)]
    made = [add_issue(round, n, created_at=at, updated_at=at) for n, at in enumerate(moments)]
    db.session.commit()
    whole = ids(client.get(f"{V2}/requests.json?{query}"))
    assert sorted(whole) == sorted(str(issue.id) for issue in made)
    address, seen = f"{V2}/requests.json?page_size=2&api_key=secret&endpoint=x{query}", []
    while address:
        answer = client.get(address)
        seen += ids(answer)
        link = answer.headers.get("Link", "")
        assert "secret" not in link and "page=" not in link.replace("page_size", "")
        address = link.partition(">")[0].removeprefix("<http://localhost")
    assert seen == whole


def test_numbered_pages_and_those_of_the_link_are_the_same(client, round):
    for n in range(5):
        add_issue(round, n, created_at=NOW - timedelta(hours=n))
    db.session.commit()
    first = client.get(f"{V2}/requests.xml?page_size=2")
    following = client.get(first.headers["Link"].partition(">")[0].removeprefix("<"))
    assert following.data == client.get(f"{V2}/requests.xml?page_size=2&page=2").data
    assert "Link" not in client.get(f"{V2}/requests.json?page_size=2&page=3").headers
    assert "Link" not in client.get(f"{V2}/requests.json?page_size=5").headers


def test_reports_of_several_rounds_are_one_list(client, round, gaon, call):
    second = Round(municipality=gaon, call=call, number=2, title="둘째", budget_won=1)
    db.session.add(second)
    db.session.flush()
    made = [
        add_issue((round, second)[n % 2], n, created_at=NOW - timedelta(hours=n)) for n in range(6)
    ]
    add_issue(second, 9, created_at=NOW - timedelta(hours=9), listed=False)
    db.session.commit()
    expected = [str(issue.id) for issue in made]
    assert ids(client.get(f"{V2}/requests.json")) == expected
    assert ids(client.get(f"{V2}/requests.json?page=2&page_size=4")) == expected[4:]
    first = client.get(f"{V2}/requests.json?page_size=4")
    rest = client.get(first.headers["Link"].partition(">")[0].removeprefix("<"))
    assert ids(first) + ids(rest) == expected and "Link" not in rest.headers


def test_without_dates_the_last_90_days_are_meant(client, round):
    add_issue(round, 1, created_at=NOW - timedelta(days=91))
    fresh = add_issue(round, 2, created_at=NOW - timedelta(days=89))
    db.session.commit()
    assert ids(client.get(f"{V2}/requests.json")) == [str(fresh.id)]


def test_dates_choose_by_when_it_was_reported(client, round):
    old = add_issue(round, 1, created_at=NOW - timedelta(days=100))
    add_issue(round, 2, created_at=NOW)
    db.session.commit()
    first, last = NOW - timedelta(days=120), NOW - timedelta(days=40)
    span = {"start_date": when(first), "end_date": when(last)}
    assert ids(client.get(f"{V2}/requests.json", query_string=span)) == [str(old.id)]
    assert ids(client.get(f"{V2}/requests.json", query_string={"start_date": when(first)})) == [
        str(old.id)
    ]


def test_a_copy_is_kept_by_what_changed_since(client, round, issue, clock, junho):
    other = add_issue(round, 9)
    db.session.commit()
    clock(timedelta(hours=1))
    seen = now()
    clock(timedelta(hours=1))
    issue.support(junho)
    db.session.commit()
    answer = client.get(f"{V2}/requests.json", query_string={"updated_after": when(seen)})
    assert ids(answer) == [str(issue.id)]
    before = client.get(f"{V2}/requests.json", query_string={"updated_before": when(seen)})
    assert ids(before) == [str(other.id)]


def test_what_is_hidden_is_nowhere(client, round, issue):
    issue.hidden_at, issue.listed = NOW, False
    db.session.commit()
    assert client.get(f"{V2}/requests.json").json == []
    assert client.get(f"{V2}/requests.json?service_request_id={issue.id}").json == []
    assert client.get(f"{V2}/requests/{issue.id}.json").status_code == 404


def test_a_merged_report_is_still_found_by_its_number(client, round, issue, seoyeon):
    other = add_issue(round, 9)
    db.session.commit()
    issue.merge_into(other, seoyeon)
    db.session.commit()
    assert ids(client.get(f"{V2}/requests.json")) == [str(other.id)]
    (request,) = client.get(f"{V2}/requests/{issue.id}.json").json
    assert (request["status"], request["status_notes"]) == ("closed", "병합")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("services/none.json", 404),
        ("requests/none.json", 404),
        ("requests/99999999999999999999.json", 404),
        ("requests.json?status=lost", 400),
        ("requests.json?service_code=x", 400),
        ("requests.json?start_date=yesterday", 400),
        ("requests.json?start_date=2026-01-01", 400),
        ("requests.json?start_date=0001-01-01T00:00:00Z", 200),
        ("requests.json?end_date=0001-01-01T00:00:00Z", 400),
        ("requests.json?start_date=9999-12-31T23:59:59Z", 200),
        ("requests.json?start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z", 400),
        ("requests.json?start_date=2026-02-01T00:00:00Z&end_date=2026-01-01T00:00:00Z", 400),
        ("requests.json?page=0", 400),
        ("requests.json?page_size=-1", 400),
        ("requests.json?page=１", 400),
        ("nowhere.json", 404),
        ("requests.json?jurisdiction_id=nowhere", 404),
        ("requests.json?cursor=1", 400),
        ("requests.json?cursor=-1.1", 400),
        ("requests.json?cursor=999999999999999999.999999999999999999", 200),
        ("tokens/12345678.json", 404),
    ],
)
def test_what_can_not_be_answered_is_said_as_the_standard_does(client, round, address, status):
    answer = client.get(f"{V2}/{address}")
    assert answer.status_code == status
    if status != 200:
        (error,) = answer.json
        assert error["code"] == status and error["description"]


def test_errors_are_xml_where_xml_was_asked_for(client, round):
    answer = client.get(f"{V2}/requests/none.xml")
    error = fromstring(answer.data).find("error")
    assert answer.status_code == 404
    assert error.find("code").text == "404" and error.find("description").text


def test_of_several_cities_one_is_named(client, round):
    add_city("other")
    db.session.commit()
    assert client.get(f"{V2}/services.json").status_code == 400
    assert client.get(f"{V2}/services.json?jurisdiction_id=gaon").status_code == 200


def test_a_city_tells_nothing_of_another(client, round, issue):
    add_city("other")
    db.session.commit()
    answer = client.get(f"{V2}/requests.json?jurisdiction_id=other")
    assert answer.json == []
    assert client.get(f"{V2}/requests/{issue.id}.json?jurisdiction_id=other").status_code == 404


def test_discovery_leads_to_the_endpoint(client, round):
    whole = client.get(f"{V2}/discovery.json").json
    (endpoint,) = whole["endpoints"]
    assert endpoint["url"].endswith("/open311/v2")
    assert endpoint["formats"] == ["application/json", "text/xml"]
    assert fromstring(client.get(f"{V2}/discovery.xml").data).find("endpoints/endpoint/url").text


def test_other_sites_may_read_and_what_is_the_same_is_not_sent_twice(client, round, issue):
    answer = client.get(f"{V2}/requests.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    again = client.get(f"{V2}/requests.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304 and again.data == b""


def test_the_words_come_in_english_when_asked(client, round, issue):
    (request,) = client.get(f"{V2}/requests/{issue.id}.json?language=en").json
    assert request["status_notes"] == "Received"
