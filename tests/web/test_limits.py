"""How often somebody may: each account for itself, a village hall more, all workers together; and
whoever is refused is told when to come again."""

import sqlite3
import threading
import time

import psycopg
import pytest
from limits import parse
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from civic.engines import limit_store
from civic.engines.limit_store import Counters, DatabaseStorage, Limit, store_of
from tests.apps import start_app
from tests.databases import postgresql

HALL = {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture
def limited(app):
    """The program with limits as small as the tests need, on the tables at hand."""
    small = {"SIGN_IN_LIMIT": "2 per minute", "IP_FACTOR": 3, "LIMIT_STORAGE": "database"}
    other = start_app(app.config["DATABASE_URL"], **small)
    store(other).reset()
    yield other
    store(other).reset()


def store(app):
    return app.extensions["limits"].store


def ask(app, address, **environ):
    client = app.test_client()
    with app.app_context():
        return client.post("/sign-in", data={"address": address}, environ_base=HALL | environ)


def test_one_address_is_refused_and_the_hall_goes_on(limited):
    hers = [ask(limited, "minji@example.com").status_code for _ in range(3)]
    assert hers == [303, 303, 429]
    others = [ask(limited, f"p{n}@example.com").status_code for n in range(4)]
    assert others == [303, 303, 303, 429]  # three times as much from the hall, hers with it
    assert ask(limited, "p9@example.com", REMOTE_ADDR="198.51.100.8").status_code == 303


def test_a_stranger_elsewhere_keeps_nobody_out(limited):
    for _ in range(4):
        ask(limited, "minji@example.com", REMOTE_ADDR="203.0.113.7")
    assert ask(limited, "minji@example.com").status_code == 303


def test_who_is_refused_is_told_when_to_come_again(limited):
    for _ in range(2):
        ask(limited, "minji@example.com")
    refused = ask(limited, "minji@example.com")
    seconds = int(refused.headers["Retry-After"])
    assert refused.status_code == 429 and 1 <= seconds <= 60
    assert f"{seconds}초 뒤에 다시" in refused.text


def test_an_account_is_counted_wherever_it_comes_from(
    app, round, as_person, minji, junho, monkeypatch
):
    monkeypatch.setitem(app.config, "ADDRESS_LIMIT", "1 per minute")
    hers, his = as_person(minji), as_person(junho)
    path = "/gaon/places/find?q=가온로"
    answers = [her.get(path, environ_base=HALL).status_code for her in (hers, his, hers)]
    assert answers[:2] == [answers[0]] * 2 != [429] * 2
    elsewhere = {"REMOTE_ADDR": "198.51.100.9"}
    assert answers[2] == hers.get(path, environ_base=elsewhere).status_code == 429


def test_nobody_is_named_in_the_counters(limited):
    ask(limited, "minji@example.com")
    keys = [key for (key,) in store(limited).ask_store("SELECT key FROM limit_count")]
    assert keys and not [key for key in keys if "minji" in key or "198.51" in key]


@pytest.fixture(params=["sqlite", "postgresql"])
def stores(request, tmp_path):
    """Two, as two workers have them."""
    if request.param == "sqlite":
        stores = [store_of("database", f"sqlite:///{tmp_path}/civic.sqlite3") for _ in range(2)]
        assert stores[0].address.endswith("civic-limits.sqlite3")
        yield stores
        return
    with postgresql() as address:
        yield [store_of("database", address) for _ in range(2)]


def test_workers_count_together_and_lose_nothing(stores):
    both = limits_of((1_000, "hall"), (1_000, "민지"))

    def count(store):
        for n in range(50):
            store.incr("key", 60)
            store.first_full(both if n % 2 else both[::-1])  # who waits for whom makes no circle

    threads = [threading.Thread(target=count, args=(store,)) for store in stores for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [store.get("key") for store in stores] == [200, 200]
    assert [stores[0].get(limit.key) for limit in both] == [200, 200]
    assert 0 < stores[0].get_expiry("key") - time.time() <= 60


def test_a_window_ends(stores, monkeypatch):
    one, other = stores
    assert [one.incr("key", 60), other.incr("key", 60)] == [1, 2]
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert other.get("key") == 0
    assert one.incr("key", 60) == 1
    one.clear("key")
    assert other.get("key") == 0 and one.check()


def test_what_is_counted_together_is_one_statement(stores, monkeypatch):
    one, other = stores
    asked, usual = [], DatabaseStorage.ask_store
    monkeypatch.setattr(limit_store, "FORGET_ONE_IN", 10**9)
    monkeypatch.setattr(
        DatabaseStorage,
        "ask_store",
        lambda store, text, **values: asked.append(text) or usual(store, text, **values),
    )
    hall, hers, his = limits_of((4, "hall"), (2, "민지"), (2, "준호"))
    counters = Counters(one), Counters(other)
    turns = [hers, hers, hers, his, his]
    full = [counters[n % 2].first_full([hall, who]) for n, who in enumerate(turns)]
    assert full == [None, None, hers, None, hall]
    assert [text for text in asked if "INSERT" in text] == [asked[0]] * len(turns)
    assert len(asked) == len(turns) + 1  # one was given back
    assert [one.get(limit.key) for limit in (hall, hers, his)] == [5, 3, 1]


def limits_of(*limits):
    return [Limit(parse(f"{most} per hour"), (who,)) for most, who in limits]


def test_nobody_is_counted_whom_the_hall_keeps_out():
    counters = Counters(store_of("memory://", ""))
    hall, hers = limits_of((1, "hall"), (1, "민지"))
    assert [counters.first_full(both) for both in ([hall], [hall, hers], [hers])] == [
        None,
        hall,
        None,
    ]


def test_a_connection_that_was_lost_is_made_anew():
    with postgresql() as address:
        store = store_of("database", address)
        assert store.incr("key", 60) == 1
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        others += " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        here = make_url(address).set(drivername="postgresql").render_as_string(False)
        with psycopg.connect(here, autocommit=True) as connection:
            connection.execute(others)
        assert store.incr("key", 60) == 2


def test_a_store_that_is_away_says_so_and_each_counts_for_itself(tmp_path):
    (tmp_path / "civic-limits.sqlite3").mkdir()  # a folder is no database
    address = f"sqlite:///{tmp_path}/civic.sqlite3"
    broken = store_of("database", address)
    assert not broken.check()
    with pytest.raises(broken.base_exceptions):
        broken.incr("key", 60)


def test_a_store_that_is_held_keeps_nobody_waiting_for_long(tmp_path):
    address = f"sqlite:///{tmp_path}/civic.sqlite3"
    held = store_of("database", address)
    for _ in range(2):
        held.incr("key", 60)
        assert held.ask_store("PRAGMA busy_timeout") == [(limit_store.LONGEST_WAIT_MS,)]
    assert limit_store.LONGEST_WAIT_MS <= 1000


def test_signing_in_goes_on_while_the_store_is_away(app, monkeypatch):
    small = {"SIGN_IN_LIMIT": "2 per minute", "LIMIT_STORAGE": "database"}
    other = start_app(app.config["DATABASE_URL"], **small)
    monkeypatch.setattr(store(other), "ask_store", away(store(other)))
    answers = [ask(other, "minji@example.com").status_code for _ in range(4)]
    assert answers[0] == 303 and answers[-1] == 429 and 500 not in answers


def away(store):
    def ask(*_statement, **_values):
        raise store.base_exceptions[0]("away")

    return ask


def test_a_store_that_is_back_counts_again(tmp_path, monkeypatch):
    shared = store_of("database", f"sqlite:///{tmp_path}/civic.sqlite3")
    counters, most = Counters(shared), parse("2 per hour")
    with monkeypatch.context() as outage:
        outage.setattr(shared, "ask_store", away(shared))
        assert [counters.hit(most, "민지") for _ in range(3)] == [True, True, False]
        assert counters.ends_at(most, "민지") > time.time()
    assert not counters.hit(most, "민지")  # nobody waits for it at once
    later = time.monotonic() + limit_store.ALONE_S
    monkeypatch.setattr(time, "monotonic", lambda: later)
    assert counters.hit(most, "민지")
    assert shared.get(most.key_for("민지")) == 1


def test_a_store_that_is_away_is_waited_for_by_one_thread_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(limit_store, "ALONE_S", 3600)
    shared = store_of("database", f"sqlite:///{tmp_path}/civic.sqlite3")
    counters, most, may_fail, asked = Counters(shared), parse("9 per hour"), threading.Event(), []

    def fail_late(*_statement, **_values):
        asked.append(threading.current_thread())
        may_fail.wait()
        raise sqlite3.OperationalError("away")

    monkeypatch.setattr(shared, "ask_store", fail_late)
    threads = [threading.Thread(target=counters.hit, args=(most, "민지")) for _ in range(4)]
    for thread in threads:
        thread.start()
    may_fail.set()
    for thread in threads:
        thread.join()
    assert len(asked) == 1


def test_a_database_that_is_away_is_no_store_that_is(app, as_person, minji, round, monkeypatch):
    """Who asks is looked up there while the limit is counted: taken for an error of the counters,
    it was asked for again in a transaction that had failed, and answered as a fault of ours."""
    monkeypatch.setitem(app.config, "ADDRESS_LIMIT", "1 per minute")
    hers, path = as_person(minji), "/gaon/places/find?q=가온로"
    with monkeypatch.context() as outage:
        outage.setattr("civic.web.limits._identity", [_gone])
        outage.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
        answer = hers.get(path)
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert store(app).check() and app.extensions["limits"]._alone_until == 0


def _gone():
    raise OperationalError("SELECT 1", {}, Exception("gone"))


def test_several_limits_at_once(app, client, monkeypatch):
    monkeypatch.setitem(app.config, "OPEN_DATA_LIMIT", "5 per minute; 2 per hour")
    answers = [client.get("/api/v1/openapi.json").status_code for _ in range(3)]
    assert answers[-1] == 429 != answers[0]


@pytest.mark.parametrize("most", ["ten a day", "5 per fortnight", "-1 per minute"])
def test_a_limit_that_cannot_be_read_is_refused_at_the_start(app, most):
    with pytest.raises(ValueError, match=r"CIVIC_SIGN_IN_LIMIT.*60 per minute"):
        start_app(app.config["DATABASE_URL"], SIGN_IN_LIMIT=most)


def test_an_empty_setting_is_no_limit(app, client, round, monkeypatch):
    monkeypatch.setitem(app.config, "SIGN_IN_LIMIT", "")
    for _ in range(3):
        answer = client.post("/sign-in", data={"address": "somebody@example.com"})
        assert answer.status_code != 429
