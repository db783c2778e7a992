"""Whatever a form or a program creates it may send twice. Every address that takes a form is in one
group here, by what makes a repetition the same act; a new address that is in none fails."""

import types
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from civic.db import Model, db, now
from civic.meetings.models import Meeting
from civic.moderation.subjects import find_subject
from civic.privacy.notice.models import OWN_WORDS
from tests.factory import add_issue, add_solution, report_issue

KEY = "sent-twice-0001"
# The last word of an address that changes a thing which is there, or takes it back: done twice it
# is done, or refused because it is.
ON_WHAT_IS_THERE = frozenset(
    (
        *("accept", "adopt", "announce", "bring-back", "cancel", "change", "check", "close"),
        *("confirm", "confirmed", "correct", "discard", "dismiss", "dissolve", "drop", "edit"),
        *("end", "everywhere", "hide", "keep", "leave", "merge", "move", "name", "names", "off"),
        *("open", "pause", "publish", "read", "remove", "rename", "restore", "resume", "retire"),
        *(
            "redo",
            "retry",
            "revoke",
            "settings",
            "show",
            "show-spots",
            "sign-out",
            "status",
            "take-back",
        ),
        *("undo", "void", "withdraw"),
    )
)
# The database has one row of it for each person, or for each thing.
ONE_EACH = {
    *("issues.following.follow", "issues.following.same_problem", "issues.support"),
    *("issues.verdict.judge", "meetings.sign_up", "notices.add_device", "notices.areas.add"),
    *("moderation.flag_issue", "moderation.flag_issue_comment", "moderation.flag_solution"),
    *("moderation.flag_solution_comment", "panel.apply", "people.federation.confirm"),
    *("people.residency.codes.print_codes", "people.residency.declare"),
    *("people.residency.prove", "people.residency.phone.prove"),
    *("people.rights.grant", "people.second_factor.passkeys.add", "people.sign_in.agree"),
    *("plans.links.accept_invitation", "plans.readiness.mark", "solutions.follow"),
    *("solutions.screening.answer", "surveys.answer", "targets.set_preference"),
    *("targets.weights.give_points", "votes.submit", "votes.save_draft", "issues.life.reply"),
}
# What is sent is its own key: a file, a name, a language, the words of a notice.
BY_CONTENT = {
    *("issues.translation.write", "meetings.files.add", "meetings.office.add_photos"),
    *("photos.upload", "plans.call_form.uploads.keep", "plans.call_form.uploads.copy"),
    *("plans.call_form.uploads.draw", "plans.call_form.uploads.renew", "privacy.notice.publish"),
    *("targets.new_indicator", "triage.answers.keep", "triage.departments.add"),
    *("moderation.masked.mask", "triage.filter_by"),
}
# Puts values in place of others.
REPLACES = {
    *("issues.importing.choosing.choose_columns", "issues.importing.choosing.choose_table"),
    *("meetings.office.write_up", "moderation.waiting.decide", "notices.choose"),
    *("panel.office.save", "people.change_passphrase", "people.change_profile"),
    *("places.legal_dongs.save", "places.population.save", "plans.call_form.choose"),
    *("plans.call_form.settle", "plans.criteria.check", "plans.follow_up.save"),
    *("plans.material.revise", "plans.material.take_back", "plans.printing.issues"),
    *("plans.printing.theme", "plans.readiness.photo_words", "plans.writing.chapter"),
    *("plans.writing.doubt_template", "plans.writing.template"),
    *("plans.writing.summarise", "privacy.retention.save", "rounds.calls.edit"),
    *("rounds.phases.edit", "solutions.entries.edit", "solutions.project_plan.save"),
    *("solutions.put_on_ballot", "surveys.office.quote"),
    *("targets.override", "targets.weights.decide", "themes.desk.quotes.choose"),
    *("photos.redaction.redact", "votes.seal.tally", "plans.call_form.confirm"),
}
# One waits or runs at a time: long work, or what a second person has to confirm.
ONE_AT_A_TIME = {
    *("issues.importing.run", "meetings.opinions.withdrawal.propose", "panel.office.enter_seed"),
    *("panel.office.propose_change", "panel.office.propose_removal", "people.access_log.sign"),
    *("people.residency.codes.ask_again", "plans.jobs.compile", "plans.jobs.make_bundle"),
    *("plans.jobs.make_form", "themes.proposals.ask", "votes.corrections.propose"),
}
# Every time is meant: a new code, a sign-in, a look that is noted.
EACH_IS_MEANT = {
    *("people.access_log.give_reason", "people.residency.phone.begin"),
    *("people.residency.phone.answered", "people.residency.phone.send"),
    *("people.second_factor.begin", "people.second_factor.enter"),
    *("people.second_factor.passkeys.sign_in", "people.second_factor.passkeys.use"),
    *("people.second_factor.renew_codes", "people.sign_in.enter_code"),
    *("people.sign_in.enter_passphrase", "people.sign_in.send_code"),
}
STORES_NOTHING = {
    *("issues.reporting.share", "issues.reporting.similar"),
    *("notices.end_mails", "open_data.elections.count", "people.mine_of_round"),
    *("photos.redaction.suggest", "plans.links.unlock", "privacy.own_data.download"),
    *("votes.look_over", "votes.seal.find"),
}
GROUPS = (ONE_EACH, BY_CONTENT, REPLACES, ONE_AT_A_TIME, EACH_IS_MEANT, STORES_NOTHING)
# Noted at each look or request, whatever comes of it.
NOTED = {"access_entry", "access_reason", "recorded_act", "sign_in"}


def forms(app):
    """(endpoint, address) of everything that takes a form."""
    rules = app.url_map.iter_rules()
    return [(rule.endpoint, rule.rule) for rule in rules if rule.methods & {"POST", "PUT"}]


def asks_for_a_key(view) -> bool:
    """Whether it, or what it calls of its own file, reads the key of the request."""
    waiting, seen = [view], set()
    while waiting:
        found = waiting.pop()
        names = set(_names(found.__code__)) - seen
        seen |= names
        if "request_key" in names:
            return True
        near = (found.__globals__.get(name) for name in names)
        waiting += [
            each
            for each in near
            if isinstance(each, types.FunctionType) and each.__module__ == view.__module__
        ]
    return False


def _names(code):
    yield from code.co_names
    for each in code.co_consts:
        if isinstance(each, types.CodeType):
            yield from _names(each)


def unwrapped(view):
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view


def test_every_address_that_takes_a_form_is_safe_to_send_to_twice(app):
    grouped = [endpoint for group in GROUPS for endpoint in group]
    assert len(grouped) == len(set(grouped))
    found, known = forms(app), set(grouped)
    keyed = {name for name, _rule in found if asks_for_a_key(unwrapped(app.view_functions[name]))}
    on_things = {name for name, rule in found if rule.rpartition("/")[2] in ON_WHAT_IS_THERE}
    everything = {name for name, _rule in found}
    assert everything - keyed - on_things - known == set(), "how is a repetition the same act?"
    assert known - everything == set() and known & keyed == set(), "a group names what is not so"


def test_a_key_is_kept_once_for_whoever_sent_it(app):
    """By the database: two requests at one moment are one. A round is by its number."""
    for table in Model.metadata.sorted_tables:
        if "request_key" in table.columns and table.name != "round":
            keys = [index.columns.keys() for index in table.indexes if index.unique]
            keys += [each.columns.keys() for each in table.constraints]
            assert any("request_key" in names for names in keys), table.name


@pytest.fixture
def things(round, seoyeon):
    """What forms are about: a report, a proposal, a meeting, one each."""
    add_issue(round)
    add_solution(round)
    words = {"kind": "visit", "title": "찾아가는 상담", "place": "달내 경로당"}
    Meeting.plan(round, seoyeon, "meeting-0001", starts_at=now() + timedelta(days=3), **words)
    db.session.commit()


NOTICE = dict.fromkeys(OWN_WORDS, "담당 부서에서 알려요.") | {"in_force_on": "2027-01-01"}
SCREENED = {"verdict": "unfit", "grounds": "unlawful", "note": "법에 어긋나요.", "edition": "0"}


@pytest.mark.parametrize(
    ("address", "data", "table"),
    [
        ("/gaon/1/office/voices/issues/1/notes", {"body": "전화함"}, "office_note"),
        ("/gaon/1/office/themes/", {"name": "버스"}, "theme"),
        ("/gaon/1/solutions/1/screening", SCREENED, "screening"),
        ("/gaon/1/office/meetings/1/files", {"file": ("회의.pdf", b"%PDF-1.7")}, "meeting_file"),
        (
            "/gaon/1/office/issues/import",
            {"file": ("민원.csv", "제목,내용\n가로등,어두움\n".encode())},
            "issue_import",
        ),
        ("/gaon/1/office/voices/departments", {"name": "교통과"}, "department"),
        ("/gaon/1/office/voices/answers", {"name": "접수", "body": "볼게요."}, "answer_template"),
        ("/gaon/office/privacy/", NOTICE, "privacy_notice"),
        ("/gaon/1/office/surveys/new", {"title": "버스", "audience": "open"}, "survey"),
    ],
)
def test_a_form_sent_twice_under_one_key_is_one(address, data, table, things, seoyeon, as_person):
    office, sent = as_person(seoyeon), {"request_key": KEY} | data
    first = office.post(address, data=filled(sent))
    assert first.status_code == 303, first.text
    once = rows_by_table()
    assert once[table] == 1
    second = office.post(address, data=filled(sent))
    assert (second.status_code, second.location) == (303, first.location)
    assert rows_by_table() == once
    by_header = office.post(address, data=filled(data), headers={"Idempotency-Key": KEY})
    assert (by_header.status_code, rows_by_table()) == (303, once)


@pytest.mark.parametrize(
    ("address", "data", "table"),
    [
        ("/gaon/1/office/voices/issues/1/notes", {"body": "전화함"}, "office_note"),
        ("/gaon/1/office/themes/", {"name": "버스"}, "theme"),
        ("/gaon/1/solutions/1/screening", SCREENED, "screening"),
    ],
)
def test_another_key_is_another_act(address, data, table, things, seoyeon, as_person):
    office = as_person(seoyeon)
    for n in (1, 2):
        answer = office.post(address, data=data | {"request_key": f"sent-once-000{n}"})
        assert answer.status_code == 303
    assert rows_by_table()[table] == 2
    assert "request_key" in office.get(PAGES[table]).text


@pytest.mark.parametrize(
    ("address", "data", "other", "table"),
    [
        ("/gaon/1/office/voices/issues/1/notes", {"body": "전화"}, {"body": "문자"}, "office_note"),
        ("/gaon/1/office/themes/", {"name": "버스"}, {"name": "주차"}, "theme"),
        ("/gaon/1/solutions/1/screening", SCREENED, {"note": "예산이 없어요."}, "screening"),
        (
            "/gaon/1/office/voices/acts",
            {"kind": "category", "category-category": "energy", "issue": "1", "seen": "0"},
            {"category-category": "safety"},
            "office_act",
        ),
        (
            "/gaon/1/office/issues/import",
            {"file": ("민원.csv", "제목,내용\n가로등,어두움\n".encode())},
            {"file": ("민원.csv", "제목,내용\n주차,좁아요\n".encode())},
            "issue_import",
        ),
    ],
)
def test_other_words_under_one_key_are_another_act(
    address, data, other, table, things, seoyeon, as_person
):
    """A browser goes back to the page it kept, with its key: what is written there then is not
    lost."""
    office, sent = as_person(seoyeon), {"request_key": KEY} | data
    for said in (sent, sent | other, sent):
        answer = office.post(address, data=filled(said))
        assert answer.status_code == 303, answer.text
    assert rows_by_table()[table] == 2


PAGES = {
    "office_note": "/gaon/1/issues/1",
    "theme": "/gaon/1/office/themes/",
    "screening": "/gaon/1/solutions/1/screening",
}


def test_looking_at_flags_twice_is_one_decision(round, minji, junho, seoyeon, as_person):
    issue = report_issue(round, minji)
    find_subject("issue", issue.id, round.municipality).flag(junho, "spam")
    db.session.commit()
    office = as_person(seoyeon)
    for _time in (1, 2):
        answer = office.post(f"/gaon/1/office/issues/{issue.id}/dismiss")
        assert answer.status_code == 303
    assert rows_by_table()["decision"] == 1


def filled(data):
    """As a client posts it; a file is read anew each time."""
    return {
        name: (BytesIO(value[1]), value[0]) if isinstance(value, tuple) else value
        for name, value in data.items()
    }


def rows_by_table() -> dict[str, int]:
    counts = {
        table.name: db.session.scalar(select(func.count()).select_from(table))
        for table in Model.metadata.sorted_tables
        if table.name not in NOTED
    }
    db.session.rollback()
    return counts
