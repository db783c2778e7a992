"""A connection that dies after a page is made does not spoil the page."""

from sqlalchemy import text

from civic.db import db


def lose_the_connection():
    db.session.execute(text("SELECT 1"))
    db.session.connection().connection.dbapi_connection.close()


def test_a_session_whose_connection_died_ends_quietly(app):
    lose_the_connection()
    db.session.remove()
    assert db.session.scalar(text("SELECT 1")) == 1


def test_a_page_that_is_made_is_answered(app, client, monkeypatch):
    """As when a database is stopped between the last row read and the answer."""

    @app.after_request
    def die(response):
        lose_the_connection()
        return response

    try:
        assert client.get("/healthz").status_code == 200
    finally:
        app.after_request_funcs[None].remove(die)
