"""The units of one host, as systemd reads them, and the compose file by its specification."""

import re
import shutil
import subprocess

import pytest
import yaml
from compose_spec import PyCompose

from civic.settings.table import SETTINGS
from tests.paths import ROOT

ONE_HOST, GROWN = ROOT / "deploy" / "one-host", ROOT / "deploy" / "grown"
UNITS = sorted([*ONE_HOST.glob("*.service"), *ONE_HOST.glob("*.timer")])
WORST_EXPOSURE = 20  # tenths of what `systemd-analyze security` counts, 0 to 100
needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine"
)


@needs_systemd
def test_systemd_takes_the_units(tmp_path):
    for unit in UNITS:
        text = re.sub(r"/srv/civic/\.venv/bin/\w+", "/bin/true", unit.read_text())
        (tmp_path / unit.name).write_text(text.replace("User=civic", "User=root"))
    names = [str(tmp_path / unit.name) for unit in UNITS]
    run = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *names], capture_output=True, text=True
    )
    said = [line for line in run.stderr.splitlines() if str(tmp_path) in line or "civic-" in line]
    assert (run.returncode, said) == (0, [])


@needs_systemd
@pytest.mark.parametrize("unit", [u for u in UNITS if u.suffix == ".service"], ids=lambda u: u.name)
def test_a_service_may_do_little_beside_its_work(unit):
    asked = ["systemd-analyze", "security", "--offline=true", f"--threshold={WORST_EXPOSURE}"]
    run = subprocess.run([*asked, "--no-pager", str(unit)], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-500:]


def test_commands_of_the_units_are_the_programs(application):
    for unit in UNITS:
        for words in re.findall(r"ExecStart=\S+/flask --app wsgi (.+)", unit.read_text()):
            assert application.cli.get_command(None, words.split()[0]) is not None, words


def test_the_program_knows_how_many_threads_its_server_has():
    unit = (ONE_HOST / "civic-server.service").read_text()
    (threads,) = re.findall(r"--blocking-threads (\d+)", unit)
    assert re.search(rf"^Environment=CIVIC_THREADS={threads}$", unit, re.M)


def test_pages_go_on_in_half_of_the_threads_of_a_container(compose):
    image = (GROWN / "Containerfile").read_text()
    (threads,) = re.findall(r'"--blocking-threads", "(\d+)"', image)
    told = compose["services"]["app"]["environment"]
    assert told["CIVIC_THREADS"] == told["CIVIC_DATABASE_CONNECTIONS"] == threads
    assert int(threads) >= 2 and told["CIVIC_PHOTO_DELIVERY"] == "proxy"


def test_a_worker_that_dies_is_started_again():
    for name in ("server", "worker"):
        assert "\nRestart=always\n" in (ONE_HOST / f"civic-{name}.service").read_text()
    assert "--respawn-failed-workers" in (ONE_HOST / "civic-server.service").read_text()
    assert "--respawn-failed-workers" in (GROWN / "Containerfile").read_text()


def test_a_reload_waits_for_no_worker_for_ever():
    """One that was told to end while it began went on for good, and the reload with it."""
    for text in ((ONE_HOST / "civic-server.service"), (GROWN / "Containerfile")):
        assert re.search(r"--workers-kill-timeout\W+30\b", text.read_text())


@pytest.fixture
def compose():
    told = dict.fromkeys(re.findall(r"^(\w+)=", (GROWN / "env.example").read_text(), re.M), "told")
    text = (GROWN / "compose.yaml").read_text()
    told["APP_COUNT"] = "2"
    filled = re.sub(r"\$\{(\w+)(?::[-?]([^}]*))?\}", lambda m: told.get(m[1]) or m[2], text)
    return yaml.safe_load(filled)


def test_the_specification_takes_the_compose_file(compose):
    wanted = {"app", "worker", "migrate", "db", "cache", "store", "bucket", "proxy"}
    read = PyCompose.from_yaml(yaml.safe_dump(compose))
    assert set(read.service_names()) == wanted


def test_what_a_service_waits_for_and_mounts_is_there(compose):
    for name, service in compose["services"].items():
        assert set(service.get("depends_on", ())) <= compose["services"].keys(), name
        for volume in service.get("volumes", ()):
            source = volume.partition(":")[0]
            if source.startswith("."):
                assert (GROWN / source).resolve().exists(), source
            elif not source.startswith(("/", "told")):
                assert source in compose["volumes"], source


def test_settings_that_the_set_ups_give_are_the_programs(compose):
    known = {f"CIVIC_{setting.name}" for setting in SETTINGS}
    services = compose["services"].values()
    given = {name for service in services for name in service.get("environment", ())}
    examples = "".join(path.read_text() for path in (ROOT / "deploy").glob("*/env.example"))
    given |= set(re.findall(r"^(CIVIC_\w+)=", examples, re.M))
    assert {name for name in given if name.startswith("CIVIC_")} - known == set()


def test_an_example_gives_no_secret():
    for path in (ROOT / "deploy").glob("*/env.example"):
        for name, value in re.findall(
            r"^(\w*(?:KEY|PASSWORD|TOKEN)\w*)=(.*)$", path.read_text(), re.M
        ):
            assert value == "", name
