"""Which act of the office each of its addresses and commands is, and how the log comes to know of
it: by a row of its own, or by one of RecordedAct. A test holds these tables against the access
table and the commands: a new form of the office is in one of them. Pure."""

# What is written down as it happens. Act (a code of labels.ACTS) → the addresses that are it.
RECORDED = {
    "import_upload": ("issues.importing.upload",),
    "import_columns": (
        *("issues.importing.choosing.choose_table", "issues.importing.choosing.choose_columns"),
    ),
    "import_resume": ("issues.importing.outcome.resume",),
    "import_drop": ("issues.importing.drop",),
    "population": ("places.population.save",),
    "legal_dongs": ("places.legal_dongs.save",),
    "call": ("rounds.calls.add", "rounds.calls.edit"),
    "meeting_plan": ("meetings.office.create", "meetings.office.change"),
    "meeting_after": (
        *("meetings.office.write_up", "meetings.office.add_photos"),
        *("meetings.office.remove_photo", "meetings.files.add", "meetings.files.publish"),
        *("meetings.files.take_back", "meetings.files.remove"),
    ),
    "panel_draft": ("panel.office.save",),
    "catalogue": ("solutions.entries.add", "solutions.entries.edit", "solutions.entries.withdraw"),
    "project_plan": ("solutions.project_plan.save",),
    "theme_proposal": (
        *("themes.proposals.ask", "themes.proposals.cancel", "themes.proposals.drop"),
    ),
    "theme_quotes": ("themes.desk.quotes.choose",),
    "theme_undo": ("themes.desk.undo",),
    "many_undo": ("triage.undo",),
    "department_add": ("triage.departments.add",),
    "department_rename": ("triage.departments.rename",),
    "department_end": ("triage.departments.end",),
    "department_resume": ("triage.departments.resume",),
    "note": ("triage.departments.note",),
    "answer_words": ("triage.answers.keep", "triage.answers.drop"),
    "survey_write": (
        *("surveys.office.new", "surveys.office.edit", "surveys.office.new_question"),
        *("surveys.office.edit_question", "surveys.office.move_question"),
        "surveys.office.remove_question",
    ),
    "survey_open": ("surveys.office.open_it",),
    "survey_close": ("surveys.office.close",),
    "survey_discard": ("surveys.office.discard",),
    "survey_quote": ("surveys.office.quote",),
    "indicator": ("targets.new_indicator", "targets.edit_indicator"),
    "override": ("targets.override",),
    "follow_residents": ("targets.follow_residents",),
    "weights": ("targets.weights.decide",),
    "result": ("targets.results.new",),
    "result_correct": ("targets.results.correct",),
    "result_withdraw": ("targets.results.withdraw",),
    "work_ask": ("plans.jobs.compile", "plans.jobs.make_bundle", "plans.jobs.make_form"),
    "work_cancel": ("plans.jobs.cancel",),
    "remark": ("plans.review.remark", "plans.review.reply", "plans.review.judge"),
    "remark_answer": ("plans.review.answer", "plans.review.take_over"),
    "plan_write": (
        *("plans.writing.paragraphs", "plans.writing.edit_paragraph"),
        *("plans.writing.restore_paragraph", "plans.writing.remove_paragraph"),
        *("plans.writing.restore", "plans.writing.summarise"),
        *("plans.undo.undo", "plans.undo.redo"),
    ),
    "plan_template": (
        *("plans.writing.template", "plans.writing.chapter"),
        *("plans.writing.confirm_template", "plans.writing.doubt_template"),
    ),
    "plan_ready": (
        *("plans.readiness.mark", "plans.readiness.withdraw", "plans.readiness.photo_words"),
        "plans.criteria.check",
    ),
    "plan_material": (
        *("plans.material.bring", "plans.material.revise", "plans.material.move"),
        *("plans.material.take_back", "plans.material.remove", "plans.material.bring_back"),
    ),
    "form_file": (
        *("plans.call_form.uploads.keep", "plans.call_form.uploads.copy"),
        *("plans.call_form.uploads.retire", "plans.call_form.uploads.renew"),
        "plans.call_form.uploads.draw",
    ),
    "form_fill": (
        *("plans.call_form.choose", "plans.call_form.withdraw"),
        *("plans.call_form.confirm", "plans.call_form.settle"),
    ),
    "follow_up": ("plans.follow_up.save",),
    "printing": ("plans.printing.issues", "plans.printing.theme"),
    "webhook": (
        *("open_data.webhooks.retry", "open_data.webhooks.pause", "open_data.webhooks.resume"),
    ),
}
ACT_OF = {address: act for act, addresses in RECORDED.items() for address in addresses}

# What rows of their own tell (log.py, more_acts.py), by whole rooms or by address.
BY_ROWS = (
    *("people.rights.", "people.access_log.", "people.residency.", "privacy."),
    *("rounds.phases.", "rounds.settings.", "issues.office.", "meetings.opinions."),
    *("issues.importing.run", "issues.importing.outcome.undo", "meetings.office.cancel"),
    *("panel.office.announce", "panel.office.propose_", "panel.office.confirm_"),
    *("panel.office.drop_", "panel.office.enter_seed", "solutions.put_on_ballot"),
    *("solutions.screening.", "themes.desk.start", "themes.desk.save_names"),
    *("themes.desk.merge", "themes.desk.dissolve", "themes.desk.texts.", "themes.proposals.adopt"),
    *("triage.act", "triage.piles.merge", "votes.", "surveys.paper."),
    *("plans.links.", "plans.outcomes.", "plans.filing.", "moderation."),
)
# Forms that decide nothing and keep nothing.
NO_ACTS = {
    "triage.filter_by": "what the planner wants to see",
    "meetings.opinions.check": "what was typed is shown again before it is sent",
}

# Of who runs the program, on the server. Command → act.
COMMANDS = {
    "places import": "boundaries",
    "places legal-dongs": "legal_dongs",
    "places import-ground": "ground",
    "solutions load-catalogue": "catalogue",
    "rounds load-calls": "call",
    "people reset-factor": "factor_reset",
    "open-data keys grant": "key",
    "open-data keys revoke": "key_end",
    "open-data webhooks add": "webhook_add",
    "open-data webhooks end": "webhook_end",
    "open-data embeds allow": "embed",
    "open-data embeds disallow": "embed_end",
    "votes forget-links": "forget_links",
}

# What an act is about: a part of its address, or an option of its command → (table, column of its
# words).
ABOUT = {
    "survey_id": ("survey", "title"),
    "meeting_id": ("meeting", "title"),
    "indicator_id": ("indicator", "name"),
    "department_id": ("department", "name"),
    "template_id": ("answer_template", "name"),
    "entry_id": ("catalogue_entry", "title"),
    "theme_id": ("theme", "name"),
    "import_id": ("issue_import", "filename"),
    "form_id": ("call_form", "name"),
    "material_id": ("material", "title"),
    "webhook_id": ("webhook", "name"),
}
ABOUT_NUMBER = {"key_end": ("open_client", "name"), "webhook_end": ("webhook", "name")}
# What a resident wrote, by a part of the address or a field of the form.
SUBJECTS = {"issue_id": "issue", "solution_id": "solution", "issue": "issue"}
# Of what is only just made: the field of its form that names it, or the option of its command.
NAMED_BY = ("title", "name", "programme", "origin")
