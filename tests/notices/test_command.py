"""flask notices: one pass, and keys."""

from civic.db import db
from civic.engines.web_push import public_key_of


def run(app, *words):
    return app.test_cli_runner().invoke(args=["notices", *words])


def test_one_pass_says_what_it_did_and_nothing_when_there_was_nothing(app, issue, seoyeon, worker):
    worker()
    issue.set_status("reviewing", seoyeon)
    db.session.commit()
    done = run(app, "deliver")
    assert (done.exit_code, done.output) == (0, "notices 1, pushes 0, mails 0\n")
    assert run(app, "deliver").output == ""


def test_keys_are_printed_as_a_line_for_the_settings(app):
    first, second = run(app, "make-keys").output.splitlines()
    name, _, private = first.partition("=")
    assert name == "CIVIC_VAPID_PRIVATE_KEY"
    assert second.endswith(public_key_of(private))
