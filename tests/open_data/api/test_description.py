"""The description in OpenAPI 3.1, and what a program finds that tries everything in it."""

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from civic.db import db
from civic.open_data.api.operations import OPERATIONS
from civic.web.access import TABLE
from tests.factory import add_issue, add_solution

SEED = 20261130
EXAMPLES = 8  # of each operation


@pytest.fixture
def something(round, gaon):
    """A city with a little of everything that needs no count."""
    add_issue(round, 1, lat=36.55, lon=127.05, district_id=gaon.districts[0].id)
    add_solution(round)
    db.session.commit()


def test_every_route_is_described_and_everything_described_is_a_route(client, round):
    whole = client.get("/api/v1/openapi.json").json
    assert whole["openapi"] == "3.1.0"
    named = {path["get"]["operationId"] for path in whole["paths"].values()}
    routes = {name.rpartition(".")[2] for name in TABLE if name.startswith("open_data.api.v1.")}
    assert named == set(OPERATIONS) == routes - {"description"}


def test_the_description_says_which_values_there_are(client, round):
    whole = client.get("/api/v1/openapi.json").json
    path = "/cities/{municipality}/rounds/{round_number}/issues"
    parameters = {each["name"]: each for each in whole["paths"][path]["get"]["parameters"]}
    assert parameters["limit"]["schema"]["maximum"] == 1000
    assert "transit" in parameters["category"]["schema"]["pattern"]
    assert set(parameters) > {"municipality", "round_number", "cursor", "updated_after"}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_another_method_is_told_which_there_are(client, round, method):
    for path in (
        "/api/v1/cities",
        "/api/v1/cities/gaon/rounds/1/issues",
        "/open311/v2/services.xml",
    ):
        answer = client.open(path, method=method)
        assert answer.status_code == 405 and "GET" in answer.headers["Allow"], path


def test_nothing_is_found_by_trying_everything(app, client, something):
    schemathesis = pytest.importorskip(
        "schemathesis", reason="requirements-dev.txt is not installed"
    )
    whole = client.get("/api/v1/openapi.json").json
    whole["servers"] = [{"url": "/api/v1"}]
    schema = schemathesis.openapi.from_dict(whole)
    schema.app = app
    for operation in schema.get_all_operations():
        _try_everything(app, operation.ok())


def _try_everything(app, operation):
    from schemathesis import GenerationMode

    modes = st.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=modes)
    def every_answer_is_as_described(case):
        with app.app_context():  # each request's own, as on a server
            case.call_and_validate(headers={"Accept-Encoding": "identity"})

    every_answer_is_as_described()
