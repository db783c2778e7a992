"""Whatever a program may create it may send twice."""

from flask import current_app

from civic.web.access import TABLE

# What is taken without the form token of one of our pages: what programs may send.
SENT_BY_PROGRAMS = {
    "civic.open_data.open311.routes.send",  # a report: takes an Idempotency-Key, test_sending.py
    "civic.notices.routes.end_mails",  # a mail program: done twice it is done
    "civic.issues.reporting.routes.share",  # a phone's share sheet, to this person's own form
}


def test_only_a_report_is_created_by_a_program_and_it_takes_a_key(app):
    assert set(current_app.extensions["csrf"]._exempt_views) == SENT_BY_PROGRAMS
    posts = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("open_data.") and rule.methods & {"POST", "PUT", "PATCH"}
    }
    by_people = {"elections.count", "webhooks.retry", "webhooks.pause", "webhooks.resume"}
    assert posts == {f"open_data.{name}" for name in by_people | {"open311.send"}}
    assert posts <= set(TABLE)
