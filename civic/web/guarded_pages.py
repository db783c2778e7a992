"""What access.py's table does not say of a page: whether a second factor is asked again for it,
which personal data it shows, so that each look is written down, and which secret may come with it.

Names of routes as in access.py; a test walks both.
"""

# Before these, and before every page of LOGGED, somebody with a second factor shows it again,
# fifteen minutes after the last time.
HEAVY = frozenset(
    {
        # codes that make residents, and what was masked
        *("people.residency.codes.issue", "people.residency.codes.print_codes"),
        *("people.residency.codes.confirm_showing", "people.access_log.confirm"),
        "moderation.masked.show_as_written",
        *("moderation.masked.mask", "moderation.masked.show_spots"),
        # pages of photos that are withheld: paper, and what was written at meetings
        *("votes.paper.index", "votes.paper.check", "meetings.opinions.batch"),
        # rights
        *("people.rights.colleagues.confirm", "plans.links.invite", "plans.links.share"),
        # where what happens here is told outside
        *("open_data.webhooks.index", "open_data.webhooks.retry"),
        *("open_data.webhooks.pause", "open_data.webhooks.resume"),
        # what weighs on a panel
        *("panel.office.announce", "panel.office.confirm_change", "panel.office.confirm_seed"),
        "panel.office.confirm_removal",
        # what weighs on a vote
        "votes.corrections.drop",
        *("votes.paper.confirm", "votes.paper.confirm_ballots", "votes.seal.tally"),
        *("rounds.phases.confirm", "moderation.hide_solution", "moderation.restore_solution"),
    }
)
# Each look is an entry of the access log: which data, a code of people/access_log/labels.py. Acts
# stand beside the page that they draw again where something was left out.
LOGGED = {
    "people.residency.codes.batch": "codes",
    "people.residency.codes.ask_again": "codes",
    "people.residency.desk.show": "desk",
    "people.residency.desk.hand_out": "desk",
    "people.residency.desk.slip": "desk",
    "people.rights.index": "rights",
    "people.rights.grant": "rights",
    "people.rights.revoke": "rights",
    "people.rights.colleagues.index": "rights",
    "people.access_log.index": "log",
    "people.access_log.sign": "log",
    "health.operator": "rights",
    "votes.corrections.index": "voters",
    "votes.corrections.propose": "voters",
    "votes.corrections.confirm": "voters",
    "meetings.office.sign_ups": "sign_ups",
    "panel.office.people": "panel",
    "issues.importing.choosing.columns": "import",
    "issues.importing.choosing.choose_table": "import",
    "issues.importing.choosing.choose_columns": "import",
    "issues.importing.review": "import",
    "issues.importing.run": "import",
    "issues.importing.outcome.mistakes": "import",
    "issues.importing.outcome.left_out": "import",
    "moderation.queue": "flags",
    "moderation.masked.show": "masked",
    "dashboard.as_csv": "export",
    "plans.export": "export",
    "plans.summary": "export",
    "plans.evidence.rows": "export",
    "plans.jobs.bundle": "export",
    "plans.review.dispositions": "export",
    "plans.call_form.files.file": "export",
}
FILES = frozenset(endpoint for endpoint, data in LOGGED.items() if data == "export")
ASKED_AGAIN = HEAVY | LOGGED.keys()
# Of these somebody is asked first what for: files that leave the program, and lists of people.
REASON_FIRST = frozenset(
    {
        *("people.residency.codes.batch", "meetings.office.sign_ups", "panel.office.people"),
        *("issues.importing.outcome.mistakes", "issues.importing.outcome.left_out"),
    }
)
# Open to who has signed in and not shown the second factor yet: the way on, and the way out.
WITHOUT_FACTOR = (
    *("people.second_factor.", "people.sign_in.", "i18n.", "text_size."),
    *("outbox.session", "outbox.kept.", "static"),
)
# A secret that came in the query (on cards printed before) moves behind the #, which no server
# sees, before anything else is asked: it stands in no further address, nor in that to sign in.
BEHIND_HASH = {"people.residency.show": "code"}
