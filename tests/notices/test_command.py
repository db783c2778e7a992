"""flask notices: one pass, going on until stopped, and keys."""

import os
import signal

import pytest

from civic.db import db
from civic.engines.web_push import public_key_of
from civic.notices import cli


def run(app, *words):
    return app.test_cli_runner().invoke(args=["notices", *words])


def test_one_pass_says_what_it_did_and_nothing_when_there_was_nothing(app, issue, seoyeon, worker):
    worker()
    issue.set_status("reviewing", seoyeon)
    db.session.commit()
    done = run(app, "deliver")
    assert (done.exit_code, done.output) == (0, "notices 1, pushes 0, mails 0\n")
    assert run(app, "deliver").output == ""


def test_going_on_ends_at_a_signal_after_the_pass_under_way(app, round, monkeypatch):
    passes = []

    def one_pass():
        passes.append(1)
        if len(passes) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        return {}

    monkeypatch.setattr(cli, "deliver", one_pass)
    monkeypatch.setattr(cli, "_wait", lambda *_: None)
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    try:
        assert run(app, "deliver", "--every", "1").exit_code == 0
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert len(passes) == 2


@pytest.mark.parametrize("every", ["0", "-1", "x"])
def test_a_wrong_interval_is_refused(app, every):
    assert run(app, "deliver", "--every", every).exit_code == 2


def test_keys_are_printed_as_a_line_for_the_settings(app):
    first, second = run(app, "make-keys").output.splitlines()
    name, _, private = first.partition("=")
    assert name == "CIVIC_VAPID_PRIVATE_KEY"
    assert second.endswith(public_key_of(private))
